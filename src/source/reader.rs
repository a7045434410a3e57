//! In which order are files opened, taken apart and handed out as articles?

use std::{
    collections::VecDeque,
    io::{self, BufRead, BufReader, Cursor, Read},
    path::{Path, PathBuf},
    sync::{Arc, atomic::AtomicU64},
    vec,
};

use serde_json::Value;

use super::{
    Correction, FieldMap, ReadItem, ReadOptions,
    clean::{Declared, clean},
    decode::{self, Decoder, Transcoded},
    dump::{self, Dump, Entry},
    format::{self, Format},
    html,
    known::{self, Bytes, FileAt, Known, Stamp, Watch},
    markdown,
    markup::{Markup, Survey},
    mojibake, record,
    report::{Note, Place, Reason, Remark, Skipped},
    unpack::{self, Packing},
    walk::{self, Document, Files, Found, Root},
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
    /// What is known of files from an earlier time, if that is asked for.
    known: Option<Box<Known<'o>>>,
    /// The file that is open, if that is asked for.
    watch: Option<Watch>,
    /// Bytes read of files.
    bytes: Bytes,
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
        /// What its name says that it is.
        named: Option<Format>,
        from: Origin,
    },
    Dump(Opened),
}

impl Stream {
    /// A stream that is no file.
    fn unnamed(input: Box<dyn Read + Send>, name: &str) -> Self {
        Self::Unopened {
            input,
            named: None,
            from: Origin {
                path: name.to_owned(),
                id: name.to_owned(),
            },
        }
    }
}

/// A dump being read.
struct Opened {
    dump: Box<dyn Dump>,
    from: Origin,
    /// Records that were looked at and are not handed out yet.
    ahead: VecDeque<Entry>,
    /// What is done about markup, once that is decided.
    markup: Option<Markup>,
    /// Whether it held anything.
    something: bool,
}

impl Opened {
    /// The next record. The first ones are looked at together before.
    fn next(&mut self, options: &ReadOptions) -> Option<(Entry, Markup)> {
        const RECORDS: usize = 64;
        const BYTES: usize = 1 << 20;
        let markup = match self.markup {
            Some(markup) => markup,
            None => {
                let mut bytes = 0;
                while self.ahead.len() < RECORDS && bytes < BYTES {
                    let Some(entry) = self.dump.next() else {
                        break;
                    };
                    bytes += entry.bytes;
                    self.ahead.push_back(entry);
                }
                let mut survey = Survey::default();
                let own = FieldMap::default();
                for entry in &self.ahead {
                    let fields = if entry.ours { &own } else { &options.fields };
                    if let Ok(record) = &entry.record {
                        record::survey(record, fields, &mut survey);
                    }
                }
                *self.markup.insert(survey.verdict())
            }
        };
        let entry = self.ahead.pop_front().or_else(|| self.dump.next())?;
        let markup = match (options.plain, entry.ours) {
            (true, _) => Markup::Leave,
            // Feeds say that their texts are HTML.
            (false, true) => Markup::Strip,
            (false, false) => markup,
        };
        Some((entry, markup))
    }
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
            known: None,
            watch: None,
            bytes: Bytes::default(),
        }
    }

    /// The same, but files that are known are not read, and each file is told when
    /// it is done with.
    #[must_use]
    pub fn knowing(mut self, known: Box<Known<'o>>) -> Self {
        self.known = Some(known);
        self
    }

    /// How many bytes of files were read by now, whoever asks.
    #[must_use]
    pub fn bytes(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.bytes)
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
        if let Some(watch) = self.watch.take() {
            return Some(vec![ReadItem::File(Box::new(watch.finish()))]);
        }
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
        Some(
            match walk::open(&root, &self.exclude, &self.options.bases) {
                Root::One(found) => self.take_in(found),
                Root::Folder(files) => {
                    self.files = Some(*files);
                    Vec::new()
                }
            },
        )
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
        let at = FileAt {
            path: document.path.clone(),
            id: document.id.clone(),
            stamp: Stamp::of(&document.path).unwrap_or_default(),
        };
        if let Some(known) = &mut self.known
            && let Some(read) = known::unchanged(known, &at, &self.bytes)
        {
            return vec![ReadItem::File(Box::new(read))];
        }
        match open(&document, self.options.max_article_bytes) {
            Ok(file) => {
                let (file, watch) = Watch::new(file, at, &self.bytes);
                self.watch = self.known.is_some().then_some(watch);
                self.stream = Some(Stream::Unopened {
                    input: Box::new(file),
                    named: document.named,
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
            Stream::Unopened { input, named, from } => {
                let started = self.start(input, named, &from);
                started.unwrap_or_else(|reason| vec![from.skipped(None, reason)])
            }
            Stream::Dump(opened) => self.next_entry(opened),
        }
    }

    /// Looks at the beginning of a file; reads all of it if it is one article.
    fn start(
        &mut self,
        mut input: Box<dyn Read + Send>,
        named: Option<Format>,
        from: &Origin,
    ) -> Result<Vec<ReadItem>, Reason> {
        const HEAD: u64 = 1 << 16;
        const TIMES_PACKED: usize = 2;
        let mut head = Vec::new();
        input.by_ref().take(HEAD).read_to_end(&mut head)?;
        let (mut head, mut input) = (head, input);
        for _ in 0..TIMES_PACKED {
            let Some(packing) = Packing::of(&head) else {
                break;
            };
            input = unpack::open(packing, Cursor::new(head).chain(input))?;
            head = Vec::new();
            input.by_ref().take(HEAD).read_to_end(&mut head)?;
        }
        let options = self.options;
        let (decoder, transcode) = decode::sniff(&head, options.charset)?;
        let format = match options.format {
            Some(format) => format,
            None => {
                let text = decoder.preview(&head);
                format::recognise(&text, named, &options.fields).ok_or(Reason::UnknownXml)?
            }
        };
        let bytes = Cursor::new(head).chain(BufReader::with_capacity(1 << 16, input));
        let input: Box<dyn BufRead + Send> = match transcode {
            Some(encoding) => Box::new(BufReader::new(Transcoded::new(bytes, encoding))),
            None => Box::new(bytes),
        };
        let limit = options.max_article_bytes;
        match format {
            Format::Text | Format::Markdown | Format::Html => {
                Ok(self.whole(format, input, decoder, from))
            }
            format => {
                let dump = dump::open(format, input, decoder, limit, &options.fields.text);
                self.stream = dump.map(|dump| {
                    Stream::Dump(Opened {
                        dump,
                        from: from.clone(),
                        ahead: VecDeque::new(),
                        markup: None,
                        something: false,
                    })
                });
                Ok(Vec::new())
            }
        }
    }

    /// The article of a file that holds just one.
    fn whole(
        &self,
        format: Format,
        input: impl Read,
        decoder: Decoder,
        from: &Origin,
    ) -> Vec<ReadItem> {
        let mut remarks = Vec::new();
        match self.read_whole(format, input, decoder, &mut remarks) {
            Ok(article) => self.finish(article, remarks, from, None),
            Err(reason) => vec![from.skipped(None, reason)],
        }
    }

    fn read_whole(
        &self,
        format: Format,
        input: impl Read,
        mut decoder: Decoder,
        remarks: &mut Vec<Remark>,
    ) -> Result<Article, Reason> {
        let options = self.options;
        let limit = options.max_article_bytes;
        let mut bytes = Vec::new();
        let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        input.take(most).read_to_end(&mut bytes)?;
        if bytes.len() > limit {
            return Err(Reason::TooLarge { limit });
        }
        if format == Format::Html {
            decoder.declare(&bytes);
        }
        let text = decoder.text(&bytes, remarks)?;
        let record = match format {
            Format::Html if html::is_bottomless(&text) => return Err(Reason::TooDeep),
            Format::Html => {
                let record = html::record(&text, &options.detect);
                let body = record.get("text").and_then(Value::as_str);
                if body.is_none_or(|body| body.trim().is_empty()) {
                    return Err(Reason::NoArticle);
                }
                record
            }
            Format::Markdown => markdown::record(&text),
            _ if options.plain => return plain(&text, options),
            _ => return plain(&mojibake::repaired(&text, remarks), options),
        };
        // What a page shows, its reader has settled.
        let markup = Markup::Leave;
        record::article(&record, &FieldMap::default(), options, markup, remarks)
    }

    /// The article of the next record of a dump.
    fn next_entry(&mut self, mut opened: Opened) -> Vec<ReadItem> {
        let Some((entry, markup)) = opened.next(self.options) else {
            return match opened.something {
                true => Vec::new(),
                false => vec![opened.from.skipped(None, Reason::Empty)],
            };
        };
        opened.something = true;
        let items = self.record(entry, markup, &opened.from);
        self.stream = Some(Stream::Dump(opened));
        items
    }

    /// The article of one record.
    fn record(&self, entry: Entry, markup: Markup, from: &Origin) -> Vec<ReadItem> {
        let own = FieldMap::default();
        let fields = if entry.ours {
            &own
        } else {
            &self.options.fields
        };
        if let Ok(record) = &entry.record
            && let Some(correction) = correction(record)
        {
            return vec![ReadItem::Correction(correction)];
        }
        let mut remarks = entry.remarks;
        let article = entry.record.and_then(|record| {
            record::article(&record, fields, self.options, markup, &mut remarks)
        });
        match article {
            Ok(article) => self.finish(article, remarks, from, entry.number),
            Err(reason) => vec![from.skipped(entry.number, reason)],
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

/// What an export says of two articles in place of one. Ids have no prefix there.
fn correction(record: &record::Record) -> Option<Correction> {
    let said = record.get("correction").filter(|_| record.len() <= 2)?;
    serde_json::from_value(said.clone()).ok()
}

/// Opens a file, unless it is certainly too large.
fn open(document: &Document, limit: usize) -> Result<std::fs::File, Reason> {
    let file = std::fs::File::open(&document.path)?;
    let size = file.metadata()?.len();
    // UTF-16 may take twice the bytes of its UTF-8, by which the limit counts.
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_mul(2);
    let one = matches!(
        document.named,
        Some(Format::Text | Format::Markdown | Format::Html)
    );
    if one && size > most {
        return Err(Reason::TooLarge { limit });
    }
    Ok(file)
}

/// The article of a plain text.
fn plain(text: &str, options: &ReadOptions) -> Result<Article, Reason> {
    let cleaned = clean(text, Declared::default(), options.convention());
    if cleaned.body.is_empty() {
        return Err(Reason::Empty);
    }
    Ok(Article {
        id: ArticleId::new(""),
        lang: String::new(),
        title: cleaned.title,
        date: cleaned.date,
        source: cleaned.source,
        url: cleaned.url,
        path: None,
        text: cleaned.body,
    })
}
