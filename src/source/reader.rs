//! In which order are files opened, taken apart and handed out as articles?

use std::{
    io::{self, BufRead, BufReader, Cursor, Read},
    path::{Path, PathBuf},
    sync::{Arc, atomic::AtomicU64},
    vec,
};

use jiff::Timestamp;

use super::{
    Correction, FieldMap, ReadItem, ReadOptions,
    archive::{self, Archive, Input, Kind, Member, zip::Zip},
    decode::{self, Decoder, Transcoded},
    dump::{self, Entry, office},
    format::{self, Format},
    known::{self, Bytes, FileAt, Known, Stamp, Watch},
    markup::Markup,
    opened::Opened,
    record,
    report::{Note, Reason, Remark},
    unopened::{self, Origin, Unopened, as_stream},
    unpack::{self, Budget, Packing},
    walk::{self, Files, Found, Root},
    whole,
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
    /// The archives being read, each inside of the one before.
    archives: Vec<OpenArchive>,
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

/// One file.
enum Stream {
    Unopened(Unopened),
    Dump(Opened),
}

/// An archive whose files are read.
struct OpenArchive {
    members: Box<dyn Archive>,
    from: Origin,
    budget: Arc<Budget>,
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
                None if self.archives.is_empty() => self.next_file()?,
                None => self.next_member(),
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
            archives: Vec::new(),
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
        reader.stream = Some(Stream::Unopened(Unopened::unnamed(input, name)));
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
            let stdin = Unopened::unnamed(Box::new(io::stdin()), STDIN);
            self.stream = Some(Stream::Unopened(stdin));
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
        let mut from = Origin {
            path: walk::name(&document.path),
            id: document.id.clone(),
            modified: None,
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
        let opened = unopened::open(&document, self.options.max_article_bytes);
        match opened.and_then(|file| Ok((file.metadata()?, file))) {
            Ok((about, file)) => {
                let modified = about.modified().ok();
                from.modified = modified.and_then(|time| Timestamp::try_from(time).ok());
                let (file, watch) = Watch::new(file, at, &self.bytes);
                self.watch = self.known.is_some().then_some(watch);
                self.stream = Some(Stream::Unopened(Unopened {
                    input: Input::File(file),
                    named: document.named,
                    from,
                    budget: Budget::of(Some(about.len())),
                }));
                Vec::new()
            }
            Err(reason) => vec![from.skipped(None, reason)],
        }
    }

    /// Goes on to the next file of the innermost archive.
    fn next_member(&mut self) -> Vec<ReadItem> {
        let Some(archive) = self.archives.last_mut() else {
            return Vec::new();
        };
        let member = match archive::next(&mut *archive.members, &archive.budget) {
            Ok(Some(member)) => member,
            Ok(None) => {
                self.archives.pop();
                return Vec::new();
            }
            Err(reason) => {
                let skipped = archive.from.skipped(None, reason);
                self.archives.pop();
                return vec![skipped];
            }
        };
        let Member {
            name,
            modified,
            content,
        } = member;
        let path = Path::new(&name);
        let inside = |of: &str| format!("{of}/{name}");
        let from = Origin {
            path: inside(&archive.from.path),
            id: inside(&archive.from.id),
            modified: modified.or(archive.from.modified),
        };
        if !format::is_document(path) {
            return vec![ReadItem::NotADocument(PathBuf::from(from.path))];
        }
        match content {
            Ok(content) => {
                self.stream = Some(Stream::Unopened(Unopened {
                    input: Input::Stream(content),
                    named: format::by_name(path),
                    from,
                    budget: Arc::clone(&archive.budget),
                }));
                Vec::new()
            }
            Err(reason) => vec![from.skipped(None, reason)],
        }
    }

    /// Reads the next article of a file.
    fn advance(&mut self, stream: Stream) -> Vec<ReadItem> {
        match stream {
            Stream::Unopened(unopened) => {
                let from = unopened.from.clone();
                let started = self.start(unopened);
                started.unwrap_or_else(|reason| vec![from.skipped(None, reason)])
            }
            Stream::Dump(opened) => self.next_entry(opened),
        }
    }

    /// Looks at the beginning of a file; reads all of it if it is one article.
    fn start(&mut self, unopened: Unopened) -> Result<Vec<ReadItem>, Reason> {
        const HEAD: u64 = 1 << 16;
        const TIMES_PACKED: usize = 2;
        let Unopened {
            mut input,
            named,
            from,
            budget,
        } = unopened;
        let mut head = Vec::new();
        input.by_ref().take(HEAD).read_to_end(&mut head)?;
        for times in 0.. {
            match (Packing::of(&head), Kind::of(&head)) {
                (Some(packing), _) if times < TIMES_PACKED => {
                    let stream = as_stream(input, &head, &budget);
                    let packed = Cursor::new(head).chain(stream);
                    input = Input::Stream(unpack::open(packing, packed, &budget)?);
                    head = Vec::new();
                    input.by_ref().take(HEAD).read_to_end(&mut head)?;
                }
                (None, Some(kind)) => return self.enter(kind, head, input, from, budget),
                _ => break,
            }
        }
        let input = as_stream(input, &head, &budget);
        let options = self.options;
        let of_bytes = match options.format {
            Some(format) => Some(format).filter(|format| format.is_of_bytes()),
            None => dump::of_bytes(&head),
        };
        if let Some(format) = of_bytes {
            let bytes = Cursor::new(head).chain(BufReader::with_capacity(1 << 16, input));
            let dump = dump::open(format, Box::new(bytes), Decoder::default(), options);
            self.stream = dump.map(|dump| Stream::Dump(Opened::new(dump, from)));
            return Ok(Vec::new());
        }
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
        match format {
            Format::Text | Format::Markdown | Format::Html | Format::Subtitles => {
                Ok(self.whole(format, input, decoder, &from))
            }
            format => {
                let dump = dump::open(format, input, decoder, options);
                self.stream = dump.map(|dump| Stream::Dump(Opened::new(dump, from)));
                Ok(Vec::new())
            }
        }
    }

    /// Goes into an archive.
    fn enter(
        &mut self,
        kind: Kind,
        head: Vec<u8>,
        input: Input,
        from: Origin,
        budget: Arc<Budget>,
    ) -> Result<Vec<ReadItem>, Reason> {
        if self.archives.len() >= archive::DEEPEST {
            return Err(Reason::Nested);
        }
        let members: Box<dyn Archive> = match kind {
            Kind::Zip => {
                let zip = Zip::open(&head, input, &budget)?;
                if zip.is_empty() {
                    return Err(Reason::Empty);
                }
                if let Some(document) = office::recognise(&zip) {
                    let detect = Arc::clone(&self.options.detect);
                    let limit = self.options.max_article_bytes;
                    let dump = office::open(zip, document, limit, detect)?;
                    self.stream = Some(Stream::Dump(Opened::new(dump, from)));
                    return Ok(Vec::new());
                }
                Box::new(zip)
            }
            Kind::Tar => {
                let rest = as_stream(input, &head, &budget);
                archive::tar(Box::new(Cursor::new(head).chain(rest)))
            }
        };
        self.archives.push(OpenArchive {
            members,
            from,
            budget,
        });
        Ok(Vec::new())
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
        let read = whole::read(
            format,
            input,
            decoder,
            self.options,
            from.modified,
            &mut remarks,
        );
        match read {
            Ok(article) => self.finish(article, remarks, from, None),
            Err(reason) => vec![from.skipped(None, reason)],
        }
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
        let fields = if entry.ours.is_some() {
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
        let how = self.options.convention(entry.seen.or(from.modified));
        let article = entry.record.and_then(|record| {
            record::article(&record, fields, self.options, how, markup, &mut remarks)
        });
        match article {
            Ok(mut article) => {
                record::complete(&mut article, &entry.fallback, how);
                self.finish(article, remarks, from, entry.number)
            }
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

/// What an export says of two articles in place of one. Ids have no prefix there.
fn correction(record: &record::Record) -> Option<Correction> {
    let said = record.get("correction").filter(|_| record.len() <= 2)?;
    serde_json::from_value(said.clone()).ok()
}
