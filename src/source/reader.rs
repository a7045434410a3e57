//! In which order are files opened, taken apart and handed out as articles?

use std::{
    io::{self, BufRead, BufReader, Cursor, Read},
    path::{Path, PathBuf},
    vec,
};

use super::{
    ReadItem, ReadOptions,
    clean::{Declared, clean},
    decode::{self, Utf16},
    lines::{self, Line},
    record,
    report::{Note, Place, Reason, Remark, Skipped},
    walk::{self, Document, Files, Format, Found, Root},
};
use crate::{
    article::{Article, ArticleId},
    language::tag,
};

/// The name of standard input.
const STDIN: &str = "-";

/// The articles of some inputs, and what stood in their way.
pub struct Reader<'o> {
    options: &'o ReadOptions,
    /// Real paths.
    exclude: Vec<PathBuf>,
    roots: vec::IntoIter<PathBuf>,
    /// The folder being walked.
    files: Option<Files>,
    /// The file being read.
    stream: Option<Stream>,
    /// Items read and not yet handed out: an article comes after its notes.
    ready: vec::IntoIter<ReadItem>,
}

/// Where the articles of one file come from.
#[derive(Debug, Clone)]
struct Origin {
    /// As shown to the user.
    path: String,
    /// What its ids are made from.
    id: String,
}

/// One file.
enum Stream {
    Unopened {
        input: Box<dyn Read + Send>,
        format: Format,
        from: Origin,
    },
    Records(Records),
}

impl Stream {
    /// A stream that is no file.
    fn unnamed(input: Box<dyn Read + Send>, name: &str) -> Self {
        Self::Unopened {
            input,
            format: Format::Unknown,
            from: Origin {
                path: name.to_owned(),
                id: name.to_owned(),
            },
        }
    }
}

/// The lines of a dump.
struct Records {
    input: Box<dyn BufRead + Send>,
    /// Whether the bytes come from UTF-16.
    transcoded: bool,
    from: Origin,
    line: Vec<u8>,
    number: u64,
    /// Whether any line held anything.
    something: bool,
}

impl Iterator for Reader<'_> {
    type Item = ReadItem;

    fn next(&mut self) -> Option<ReadItem> {
        loop {
            if let Some(item) = self.ready.next() {
                return Some(item);
            }
            let items = match self.stream.take() {
                Some(stream) => self.advance(stream),
                None => self.next_file()?,
            };
            self.ready = items.into_iter();
        }
    }
}

impl<'o> Reader<'o> {
    pub(super) fn new(roots: Vec<PathBuf>, options: &'o ReadOptions) -> Self {
        Self {
            options,
            exclude: walk::real_paths(&options.exclude),
            roots: roots.into_iter(),
            files: None,
            stream: None,
            ready: Vec::new().into_iter(),
        }
    }

    pub(super) fn of_stream(
        input: Box<dyn Read + Send>,
        name: &str,
        options: &'o ReadOptions,
    ) -> Self {
        let mut reader = Self::new(Vec::new(), options);
        reader.stream = Some(Stream::unnamed(input, name));
        reader
    }

    /// Goes on to the next file; `None` when all are read.
    fn next_file(&mut self) -> Option<Vec<ReadItem>> {
        if let Some(files) = &mut self.files {
            match files.next() {
                Some(found) => return Some(self.take_in(found)),
                None => self.files = None,
            }
        }
        let root = self.roots.next()?;
        if root == Path::new(STDIN) {
            self.stream = Some(Stream::unnamed(Box::new(io::stdin()), STDIN));
            return Some(Vec::new());
        }
        Some(match walk::open(&root, &self.exclude) {
            Root::One(found) => self.take_in(found),
            Root::Folder(files) => {
                self.files = Some(*files);
                Vec::new()
            }
        })
    }

    /// Opens a document, or passes on what was found instead.
    fn take_in(&mut self, found: Found) -> Vec<ReadItem> {
        let document = match found {
            Found::Document(document) => document,
            Found::Skipped(skipped) => return vec![ReadItem::Skipped(skipped)],
            Found::Note(note) => return vec![ReadItem::Note(note)],
            Found::NotADocument(path) => return vec![ReadItem::NotADocument(path)],
        };
        let from = Origin {
            path: walk::name(&document.path),
            id: document.id.clone(),
        };
        match open(&document, self.options.max_article_bytes) {
            Ok(file) => {
                self.stream = Some(Stream::Unopened {
                    input: Box::new(file),
                    format: document.format,
                    from,
                });
                Vec::new()
            }
            Err(reason) => vec![from.skipped(None, reason)],
        }
    }

    /// Reads the next article of a file.
    fn advance(&mut self, stream: Stream) -> Vec<ReadItem> {
        match stream {
            Stream::Unopened {
                input,
                format,
                from,
            } => self.start(input, format, from),
            Stream::Records(records) => self.next_record(records),
        }
    }

    /// Looks at the beginning of a file; reads all of it if it is plain text.
    fn start(
        &mut self,
        mut input: Box<dyn Read + Send>,
        format: Format,
        from: Origin,
    ) -> Vec<ReadItem> {
        const HEAD: u64 = 8192;
        let mut head = Vec::new();
        if let Err(error) = input.by_ref().take(HEAD).read_to_end(&mut head) {
            return vec![from.skipped(None, error.into())];
        }
        let encoding = match decode::sniff(&head) {
            Ok(encoding) => encoding,
            Err(reason) => return vec![from.skipped(None, reason)],
        };
        let records = match format {
            Format::Plain => false,
            Format::JsonLines => true,
            Format::Unknown => begins_with_brace(&head),
        };
        let bytes = Cursor::new(head).chain(BufReader::with_capacity(1 << 16, input));
        let transcoded = encoding.is_some();
        let input: Box<dyn BufRead + Send> = match encoding {
            Some(encoding) => Box::new(BufReader::new(Utf16::new(bytes, encoding))),
            None => Box::new(bytes),
        };
        if !records {
            return self.plain(input, transcoded, from);
        }
        self.stream = Some(Stream::Records(Records {
            input,
            transcoded,
            from,
            line: Vec::new(),
            number: 0,
            something: false,
        }));
        Vec::new()
    }

    /// The article of a plain text file.
    fn plain(&self, input: impl Read, transcoded: bool, from: Origin) -> Vec<ReadItem> {
        let limit = self.options.max_article_bytes;
        let mut bytes = Vec::new();
        let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        if let Err(error) = input.take(most).read_to_end(&mut bytes) {
            return vec![from.skipped(None, error.into())];
        }
        if bytes.len() > limit {
            return vec![from.skipped(None, Reason::TooLarge { limit })];
        }
        let text = match decode::text(&bytes, transcoded) {
            Ok(text) => text,
            Err(reason) => return vec![from.skipped(None, reason)],
        };
        let cleaned = clean(&text, Declared::default(), &self.options.timezone);
        if cleaned.body.is_empty() {
            return vec![from.skipped(None, Reason::Empty)];
        }
        let article = Article {
            id: ArticleId::new(""),
            lang: String::new(),
            title: cleaned.title,
            date: cleaned.date,
            source: cleaned.source,
            url: cleaned.url,
            path: None,
            text: cleaned.body,
        };
        self.finish(article, Vec::new(), &from, None)
    }

    /// The article of the next line of a dump.
    fn next_record(&mut self, mut records: Records) -> Vec<ReadItem> {
        let limit = self.options.max_article_bytes;
        records.number += 1;
        let number = Some(records.number);
        let line = match lines::read(&mut records.input, limit, &mut records.line) {
            Ok(Some(line)) => line,
            Ok(None) if records.something => return Vec::new(),
            Ok(None) => return vec![records.from.skipped(None, Reason::Empty)],
            Err(error) => return vec![records.from.skipped(number, error.into())],
        };
        let items = match line {
            Line::TooLong => vec![records.from.skipped(number, Reason::TooLarge { limit })],
            Line::Whole => self.record(&records.line, records.transcoded, &records.from, number),
        };
        records.something |= !items.is_empty();
        self.stream = Some(Stream::Records(records));
        items
    }

    /// The article of one line; nothing for an empty line.
    fn record(
        &self,
        line: &[u8],
        transcoded: bool,
        from: &Origin,
        number: Option<u64>,
    ) -> Vec<ReadItem> {
        let text = match decode::text(line, transcoded) {
            Ok(text) => text,
            Err(reason) => return vec![from.skipped(number, reason)],
        };
        if text.trim().is_empty() {
            return Vec::new();
        }
        let mut remarks = Vec::new();
        let ReadOptions {
            fields, timezone, ..
        } = self.options;
        match record::parse(&text, fields, timezone, &mut remarks) {
            Ok(article) => self.finish(article, remarks, from, number),
            Err(reason) => vec![from.skipped(number, reason)],
        }
    }

    /// Fills in what an article does not say itself.
    fn finish(
        &self,
        mut article: Article,
        mut remarks: Vec<Remark>,
        from: &Origin,
        line: Option<u64>,
    ) -> Vec<ReadItem> {
        let place = from.place(line);
        let own = article.id.as_str();
        let id = match (own, line) {
            ("", Some(line)) => format!("{}{}:{line}", self.options.id_prefix, from.id),
            ("", None) => format!("{}{}", self.options.id_prefix, from.id),
            (own, _) => format!("{}{own}", self.options.id_prefix),
        };
        if id.len() > ArticleId::MAX_BYTES {
            let limit = ArticleId::MAX_BYTES;
            return vec![from.skipped(line, Reason::IdTooLong { limit })];
        }
        article.id = ArticleId::new(id);
        article.path = Some(place.to_string());
        article.lang = match tag::declared(&article.lang) {
            Ok(Some(lang)) => lang,
            Ok(None) => (self.options.detect)(&article.text).to_owned(),
            Err(tag::Unknown) => {
                remarks.push(Remark::UnknownLanguage(article.lang));
                (self.options.detect)(&article.text).to_owned()
            }
        };
        let notes = remarks.into_iter().map(|remark| {
            ReadItem::Note(Note {
                place: place.clone(),
                remark,
            })
        });
        notes
            .chain([ReadItem::Article(Box::new(article))])
            .collect()
    }
}

impl Origin {
    fn place(&self, line: Option<u64>) -> Place {
        Place {
            path: self.path.clone(),
            line,
        }
    }

    fn skipped(&self, line: Option<u64>, reason: Reason) -> ReadItem {
        let place = self.place(line);
        ReadItem::Skipped(Skipped { place, reason })
    }
}

/// Opens a file, unless it is certainly too large.
fn open(document: &Document, limit: usize) -> Result<std::fs::File, Reason> {
    let file = std::fs::File::open(&document.path)?;
    let size = file.metadata()?.len();
    // UTF-16 may take twice the bytes of its UTF-8, by which the limit counts.
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_mul(2);
    if document.format == Format::Plain && size > most {
        return Err(Reason::TooLarge { limit });
    }
    Ok(file)
}

/// Whether the first character, in whatever Unicode encoding, is `{`.
fn begins_with_brace(head: &[u8]) -> bool {
    let mark = |byte: u8| matches!(byte, 0xef | 0xbb | 0xbf | 0xfe | 0xff | 0);
    let mut bytes = head.iter().copied();
    bytes.find(|byte| !mark(*byte) && !byte.is_ascii_whitespace()) == Some(b'{')
}
