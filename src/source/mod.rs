//! Where do articles come from?
//!
//! Files and folders, or standard input, become [`Article`]s one at a time:
//! `walk` finds the files, `unpack` takes the pressing off, `archive` reads archives like folders, `charset` and `decode` make text of bytes, `format`
//! sees how it is laid out. `dump` takes files of many records apart, `html` and
//! `markdown` read files of one (`whole`); `record` makes an article of a record, without
//! the markup that `markup` finds in it and as it was before it was mangled
//! (`mojibake`). `clean`, `boilerplate` and `outlet` read
//! out what outlets leave around a text, `date` reads dates, `ago` relative ones. Nothing that is
//! wrong with an input stops the reading: it is [`Skipped`] with its place and
//! reason. Memory is bounded by one article (a dump's first megabyte is looked
//! at as a whole, and the file names of one folder are sorted).
//!
//! # What is read
//! - In a folder: files whose name is that of a [`Format`]. Others, pipes and
//!   devices are [`ReadItem::NotADocument`]. Only `.tilmashignore` files at or
//!   below the root hide inputs: hidden files and git-ignored ones are read.
//! - A file that is named itself is read whatever its name, and so is standard
//!   input, named `-`.
//! - What a document is, its content says before its name.
//! - Every encoding that is surely recognised, line by line in JSON Lines, so
//!   that one damaged line costs one record.
//!
//! # What is taken from where
//! A record's own fields win over what its text says; the boilerplate of outlets
//! are read out of both kinds of text alike. Without an id, a file is named by
//! its path relative to the root, a record by that and `:LINE`.

use std::{fmt, io::Read, path::PathBuf, sync::Arc};

use jiff::{Timestamp, tz::TimeZone};

mod ago;
mod archive;
mod boilerplate;
mod charset;
mod clean;
mod date;
mod decode;
mod dump;
mod fields;
mod format;
mod html;
mod known;
mod manner;
mod markdown;
mod markup;
mod mojibake;
mod months;
mod opened;
mod outlet;
mod reader;
mod record;
mod report;
mod subtitles;
mod table;
mod unopened;
mod unpack;
mod walk;
mod whole;

pub use charset::Charset;
pub use date::DateOrder;
pub use fields::{FieldMap, FieldMapError};
pub use format::Format;
pub use known::{FileAt, FileRead, Knowledge, Known, Stamp};
pub use manner::{Manner, VERSION};
pub use reader::Reader;
pub use report::{Note, Place, Reason, Remark, Skipped};
pub use table::{
    first_with_prefix, is_there, read_list, read_one, read_queries, read_text, write_text,
};
pub use walk::total_bytes;

use crate::article::Article;

/// Tells the language of a text.
pub type Detect = Arc<dyn Fn(&str) -> &'static str + Send + Sync>;

/// How inputs are read.
#[derive(Clone)]
pub struct ReadOptions {
    /// The zone of times that come without one.
    pub timezone: TimeZone,
    /// The order of day, month and year in dates of numbers that leave it open;
    /// `None`: such dates are not read.
    pub date_order: Option<DateOrder>,
    /// Put before every id.
    pub id_prefix: String,
    /// The largest plain text file or JSON record, in bytes.
    pub max_article_bytes: usize,
    /// How inputs are laid out; `None`: told from content and name.
    pub format: Option<Format>,
    /// How inputs are encoded; `None`: told from content.
    pub charset: Option<Charset>,
    /// Leave texts of records as they stand, with any markup in them.
    pub plain: bool,
    /// Names of the fields of records.
    pub fields: FieldMap,
    /// Folders that are never read, such as the index.
    pub exclude: Vec<PathBuf>,
    /// Folders that a file named by itself may lie in: its id is its path relative to
    /// the first that it does lie in, its name otherwise.
    pub bases: Vec<PathBuf>,
    /// Tells the language of a text that comes without one: a language tag.
    pub detect: Detect,
    /// The languages that `detect` chooses from; none, if from all. Whoever brings
    /// another detector gives it a name here.
    pub langs: Vec<&'static str>,
}

impl fmt::Debug for ReadOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadOptions")
            .field("id_prefix", &self.id_prefix)
            .field("fields", &self.fields)
            .finish_non_exhaustive()
    }
}

impl ReadOptions {
    /// UTC, no prefix, 16 MiB, our own field names, nothing excluded.
    pub fn new(detect: impl Fn(&str) -> &'static str + Send + Sync + 'static) -> Self {
        Self {
            timezone: TimeZone::UTC,
            date_order: None,
            id_prefix: String::new(),
            max_article_bytes: 16 << 20,
            format: None,
            charset: None,
            plain: false,
            fields: FieldMap::default(),
            exclude: Vec::new(),
            bases: Vec::new(),
            detect: Arc::new(detect),
            langs: Vec::new(),
        }
    }
}

impl ReadOptions {
    /// What dates do not say themselves; relative ones are counted from `now`.
    fn convention(&self, now: Option<Timestamp>) -> date::Convention<'_> {
        date::Convention {
            zone: &self.timezone,
            order: self.date_order,
            now,
        }
    }
}

/// What a record of an export says of two articles, by their ids: whether they report
/// the same story.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
pub struct Correction {
    /// One article's id, ...
    pub a: String,
    /// ... and the other's.
    pub b: String,
    /// They do, or they do not.
    pub together: bool,
}

/// One result of reading.
#[derive(Debug)]
pub enum ReadItem {
    /// An article.
    Article(Box<Article>),
    /// An input that should have been an article.
    Skipped(Skipped),
    /// A remark about the article that comes next, or about the walk.
    Note(Note),
    /// A file that is not of a known format: counted, and no error.
    NotADocument(PathBuf),
    /// No article, but what an export says of two.
    Correction(Correction),
    /// A file is done with: what came since the one before came of it. Only of a
    /// reader that was told what is known ([`Reader::knowing`]).
    File(Box<FileRead>),
}

/// Reads files, folders and standard input (`-`), in the order given; folders
/// in the order of their file names.
#[must_use]
pub fn read<'o>(roots: &[PathBuf], options: &'o ReadOptions) -> Reader<'o> {
    Reader::new(roots.to_vec(), options)
}

/// Reads one stream, as its content says.
/// `name` stands for its path in ids and places.
pub fn read_from<'o>(
    input: impl Read + Send + 'static,
    name: &str,
    options: &'o ReadOptions,
) -> Reader<'o> {
    Reader::of_stream(Box::new(input), name, options)
}
