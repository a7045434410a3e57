//! What is said about input that did not become an article, or not quite as it stood?

use std::{fmt, io};

use super::archive;

/// Where something was read: a path, and a line for a record of a dump.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The path as it was reached from the root given; `-` is standard input.
    /// Bytes of a file name that are not UTF-8 are written `%XX`.
    pub path: String,
    /// Line number from 1, for a record of a JSON Lines dump or a table; its
    /// place from 1, for one of an array or a feed.
    pub line: Option<u64>,
}

impl fmt::Display for Place {
    /// `dump.jsonl:17`, or `news/a.txt`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.path)?;
        match self.line {
            Some(line) => write!(f, ":{line}"),
            None => Ok(()),
        }
    }
}

/// Input that should have been an article and is none.
#[derive(Debug)]
pub struct Skipped {
    /// Where it is.
    pub place: Place,
    /// Why it was left out.
    pub reason: Reason,
}

/// Why an input was skipped.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// The file or folder cannot be opened or read, or is gone.
    #[error("cannot read: {0}")]
    Unreadable(#[from] io::Error),
    /// It was named as an input, but is a pipe, a socket or a device.
    #[error("neither a file nor a folder")]
    NotAFile,
    /// It was named as an input, but lies in a folder that is never read.
    #[error("belongs to the index")]
    Excluded,
    /// The file or record is larger than `Options::max_article_bytes`.
    #[error("over the size limit of {limit} bytes")]
    TooLarge {
        /// The limit in force, in bytes.
        limit: usize,
    },
    /// Nothing to read: no text at all, or none once the boilerplate of outlets are taken out.
    #[error("empty")]
    Empty,
    /// Many NUL characters: not text.
    #[error("binary: contains NUL")]
    Binary,
    /// A compressed or packed file, which has to be unpacked first.
    #[error("{0} file: unpack it first")]
    Packed(&'static str),
    /// A PDF, which says where signs stand on a page and not what they spell.
    #[error("PDF is not read: make text of it, with pdftotext for one")]
    Pdf,
    /// An archive inside of archives inside of archives.
    #[error("more than {} archives inside one another", archive::DEEPEST)]
    Nested,
    /// An archive of more files than anybody packs.
    #[error("more than {limit} files in it: the rest is not read")]
    TooMany {
        /// The most that are read.
        limit: usize,
    },
    /// A file of an archive that is read with a password only.
    #[error("encrypted")]
    Encrypted,
    /// A file of an archive that is packed in a way that is not known.
    #[error("packed in a way that is not read: {0}")]
    Method(&'static str),
    /// Too much of it is invalid in the encoding that the rest is in.
    #[error("damaged {encoding}: invalid at byte {at} and at many others")]
    Damaged {
        /// The encoding that the rest of the input is in.
        encoding: &'static str,
        /// The first invalid byte, from 0, inside the file or record (as UTF-8).
        at: usize,
    },
    /// Not Unicode, and not surely anything else.
    #[error("encoding not sure, looks like {guess}: say it with --encoding")]
    UnknownEncoding {
        /// The likeliest encoding.
        guess: &'static str,
    },
    /// XML, but neither a feed nor a page.
    #[error("XML of a kind that holds no articles")]
    UnknownXml,
    /// An office document of another kind.
    #[error("a table, slides or a drawing: not read")]
    OtherDocument,
    /// The file ends inside of a record.
    #[error("breaks off")]
    CutOff,
    /// A row of a table has more columns than its header.
    #[error("{columns} columns under a header of {header}")]
    RowTooWide {
        /// Columns of the row.
        columns: usize,
        /// Columns of the header.
        header: usize,
    },
    /// A page whose elements are nested without end.
    #[error("elements nested too deep")]
    TooDeep,
    /// A page without prose.
    #[error("no article on the page")]
    NoArticle,
    /// The line is not JSON.
    #[error("invalid JSON: {0}")]
    InvalidJson(String),
    /// The line is JSON, but not an object.
    #[error("not a JSON object")]
    NotAnObject,
    /// The record has no text.
    #[error("no field {field:?}")]
    NoText {
        /// The name that the field has in this dump.
        field: String,
    },
    /// The record's text is of another JSON type.
    #[error("field {field:?} is not text")]
    TextOfWrongType {
        /// The name that the field has in this dump.
        field: String,
    },
    /// It was left out before, and is as it was.
    #[error("{reason}")]
    AsBefore {
        /// What [`Reason::kind`] said then.
        kind: String,
        /// Why it was left out.
        reason: String,
    },
    /// The identifier does not fit into one index term.
    #[error("id longer than {limit} bytes")]
    IdTooLong {
        /// The longest identifier, in bytes.
        limit: usize,
    },
}

impl Reason {
    /// The name of the reason without what is particular to one input, to count by:
    /// `too_large`.
    #[must_use]
    pub fn kind(&self) -> String {
        if let Self::AsBefore { kind, .. } = self {
            return kind.clone();
        }
        let mut name = String::new();
        for letter in format!("{self:?}")
            .chars()
            .take_while(char::is_ascii_alphanumeric)
        {
            if letter.is_ascii_uppercase() && !name.is_empty() {
                name.push('_');
            }
            name.push(letter.to_ascii_lowercase());
        }
        name
    }
}

/// Something that was not understood, and did not cost the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Where it is.
    pub place: Place,
    /// What it is.
    pub remark: Remark,
}

impl Note {
    /// Whether it is that a date was not understood.
    #[must_use]
    pub fn is_of_date(&self) -> bool {
        matches!(self.remark, Remark::UnknownDate(_))
    }
}

/// What was not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Remark {
    /// Characters that are none (damaged bytes, NUL, half a surrogate pair) were
    /// replaced by U+FFFD.
    #[error("{count} damaged characters replaced")]
    Replaced {
        /// How many.
        count: usize,
    },
    /// It had been decoded with the wrong table, and is repaired.
    #[error("repaired: {0}")]
    Repaired(&'static str),
    /// It was decoded with the wrong table, and there is no way back.
    #[error("mangled: decoded with the wrong table, and cannot be repaired")]
    Mangled,
    /// Characters were lost before it was written: it has U+FFFD in their place.
    #[error("{count} characters were lost before it was written")]
    Lost {
        /// How many.
        count: usize,
    },
    /// The date is in no known form, impossible or ambiguous: the article has none.
    #[error("unknown date {0:?}: read without it")]
    UnknownDate(String),
    /// The declared language is no language tag: the language was detected.
    #[error("unknown language tag {0:?}: detected instead")]
    UnknownLanguage(String),
    /// A field has a JSON type that makes no sense for it: taken as absent.
    #[error("field {0:?} is not text: ignored")]
    FieldIgnored(String),
    /// A line of a `.tilmashignore` file makes no sense.
    #[error("{0}")]
    IgnoreFile(String),
}
