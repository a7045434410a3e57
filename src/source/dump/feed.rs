//! Feeds: RSS of all versions and Atom, an article an entry.

use std::io::{self, ErrorKind};

use quick_xml::{
    Reader,
    escape::{resolve_predefined_entity, unescape_with},
    events::{BytesRef, BytesStart, Event},
};

use super::{Dump, Entry, Input, set};
use crate::source::{
    decode::Decoder,
    markup::Markup,
    record::Record,
    report::{Reason, Remark},
};

/// The elements that are entries.
const ENTRIES: [&str; 2] = ["item", "entry"];

/// The entries of one feed. They are cut out first and parsed each alone, so
/// that a malformed one costs no other.
pub(super) struct Feed {
    input: Input,
    decoder: Decoder,
    limit: usize,
    piece: Vec<u8>,
    /// What stands before the first entry.
    head: Vec<u8>,
    /// What the feed says of all its entries, once it was read.
    around: Option<Record>,
    number: u64,
    over: bool,
}

/// What became of an entry.
enum Cut {
    /// It is in the buffer.
    Whole,
    /// It is longer than the limit; it was passed over.
    TooLong,
    /// The feed ends inside of it.
    Broken,
}

impl Feed {
    pub(super) fn new(input: Input, decoder: Decoder, limit: usize) -> Self {
        Self {
            input,
            decoder,
            limit,
            piece: Vec::new(),
            head: Vec::new(),
            around: None,
            number: 0,
            over: false,
        }
    }

    /// Adds what comes up to the end of the next tag, or some of it; false at
    /// the end of the feed.
    fn read_on(&mut self) -> io::Result<bool> {
        let chunk = loop {
            match self.input.fill_buf() {
                Ok(chunk) => break chunk,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        };
        let end = chunk.iter().position(|byte| *byte == b'>');
        let used = end.map_or(chunk.len(), |at| at + 1);
        self.piece
            .extend_from_slice(chunk.get(..used).unwrap_or(chunk));
        self.input.consume(used);
        Ok(used > 0)
    }

    /// Reads to the first tag of an entry: its name.
    fn find(&mut self) -> io::Result<Option<&'static str>> {
        const MOST_OF_HEAD: usize = 1 << 16;
        self.piece.clear();
        while self.read_on()? {
            let at = self.piece.iter().rposition(|byte| *byte == b'<');
            let (before, tag) = self.piece.split_at(at.unwrap_or(self.piece.len()));
            if let Some(name) = ENTRIES.into_iter().find(|name| begins(tag, name)) {
                self.piece.drain(..before.len());
                return Ok(Some(name));
            }
            if self.number == 0 && self.head.len() < MOST_OF_HEAD {
                self.head.append(&mut self.piece);
            } else if self.piece.ends_with(b">") || self.piece.len() > MOST_OF_HEAD {
                self.piece.clear();
            }
        }
        Ok(None)
    }

    /// Reads to the end of an entry.
    fn cut(&mut self, name: &str) -> io::Result<Cut> {
        let end = format!("</{name}");
        let mut too_long = false;
        loop {
            if ends(&self.piece, end.as_bytes()) && (too_long || !in_cdata(&self.piece)) {
                return Ok(if too_long { Cut::TooLong } else { Cut::Whole });
            }
            if self.piece.len() > self.limit {
                too_long = true;
                // The tail is enough to know the end by.
                self.piece.drain(..self.piece.len().saturating_sub(64));
            }
            if !self.read_on()? {
                return Ok(Cut::Broken);
            }
        }
    }

    /// The next entry.
    fn read(&mut self) -> io::Result<Option<Entry>> {
        let Some(name) = self.find()? else {
            return Ok(None);
        };
        self.number += 1;
        let number = self.number;
        let limit = self.limit;
        Ok(Some(match self.cut(name)? {
            Cut::TooLong => Entry::failed(number, Reason::TooLarge { limit }),
            Cut::Broken => Entry::failed(number, Reason::CutOff),
            Cut::Whole => self.entry(),
        }))
    }

    /// The record of the entry in the buffer.
    fn entry(&mut self) -> Entry {
        let mut remarks = Vec::new();
        let around = match self.around.take() {
            Some(around) => around,
            None => self.head(),
        };
        let parsed = self
            .decoder
            .text(&self.piece, &mut remarks)
            .map(|text| fields(&text, 1));
        let record = parsed.map(|item| {
            let mut record = around.clone();
            record.extend(item);
            record
        });
        self.around = Some(around);
        let mut entry = Entry::new(self.number, record, self.piece.len());
        entry.remarks = remarks;
        entry.ours = Some(Markup::Strip);
        entry
    }

    /// What the feed says before its first entry: outlet and language.
    fn head(&mut self) -> Record {
        let mut around = Record::new();
        let head = std::mem::take(&mut self.head);
        if let Ok(text) = self.decoder.text(&head, &mut Vec::<Remark>::new()) {
            let found = fields(&text, usize::MAX);
            for (theirs, ours) in [("title", "source"), ("lang", "lang")] {
                if let Some(value) = found.get(theirs) {
                    around.insert(ours.to_owned(), value.clone());
                }
            }
        }
        around
    }
}

/// Whether a tag is of this name.
fn begins(tag: &[u8], name: &str) -> bool {
    let rest = tag
        .strip_prefix(b"<")
        .and_then(|tag| tag.strip_prefix(name.as_bytes()));
    let next = rest.and_then(<[u8]>::first);
    next.is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'>')
}

/// Whether a piece ends with this closing tag.
fn ends(piece: &[u8], tag: &[u8]) -> bool {
    piece
        .strip_suffix(b">")
        .is_some_and(|piece| piece.trim_ascii_end().ends_with(tag))
}

/// Whether a piece ends inside of literal text.
fn in_cdata(piece: &[u8]) -> bool {
    let last = |sign: &[u8]| piece.windows(sign.len()).rposition(|window| window == sign);
    last(b"<![CDATA[").is_some_and(|open| last(b"]]>").is_none_or(|close| close < open))
}

/// The fields of an entry by our names. Elements deeper than `depth` below the
/// root belong to something else (a picture, the feed that an entry comes from).
fn fields(xml: &str, depth: usize) -> Record {
    let mut found = Found::default();
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let (mut level, mut inside, mut text) = (0_usize, None, String::new());
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => {
                level += 1;
                // Elements inside of a text are its markup: Atom has it so.
                if inside.is_some() {
                    text.push_str(&format!("<{}>", tag.name().0));
                } else if level <= depth.saturating_add(1) {
                    found.attributes(&tag);
                    inside = place(&tag).map(|field| (field, level));
                    text.clear();
                }
            }
            Ok(Event::Empty(tag)) if inside.is_some() => {
                text.push_str(&format!("<{}>", tag.name().0));
            }
            Ok(Event::Empty(tag)) if level <= depth => found.attributes(&tag),
            Ok(Event::Text(part)) => text.push_str(&part.xml10_content()),
            Ok(Event::CData(part)) => text.push_str(&part.xml10_content()),
            Ok(Event::GeneralRef(reference)) => push_reference(&mut text, &reference),
            Ok(Event::End(tag)) => {
                if let Some((field, at)) = inside {
                    if at == level {
                        found.offer(field, &text);
                        inside = None;
                    } else {
                        text.push_str(&format!("</{}>", tag.name().0));
                    }
                }
                level = level.saturating_sub(1);
            }
            // What cannot be read on was read as far as it goes.
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
    found.record()
}

/// The character of a reference; the names of HTML are left to its reader.
fn push_reference(text: &mut String, reference: &BytesRef<'_>) {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        text.push(c);
    } else if let Some(known) = resolve_predefined_entity(reference) {
        text.push_str(known);
    } else {
        text.push_str(&format!("&{};", &**reference));
    }
}

/// A field, and how well an element fits it: of several the best is taken.
type Place = (&'static str, u8);

/// The field that an element is.
fn place(tag: &BytesStart<'_>) -> Option<Place> {
    Some(match tag.name().0 {
        "title" => ("title", 2),
        "dc:title" => ("title", 1),
        "guid" => ("id", 3),
        "id" => ("id", 2),
        "link" => ("url", 2),
        "yandex:full-text" => ("text", 5),
        "content:encoded" => ("text", 4),
        "content" => ("text", 3),
        "description" => ("text", 2),
        "summary" => ("text", 1),
        "published" | "pubDate" => ("date", 4),
        "dc:date" => ("date", 3),
        "issued" | "dcterms:issued" => ("date", 2),
        "updated" => ("date", 1),
        "language" | "dc:language" => ("lang", 1),
        _ => return None,
    })
}

/// The best values so far.
#[derive(Default)]
struct Found(Vec<(Place, String)>);

impl Found {
    /// Takes in a value, unless there is a better one.
    fn offer(&mut self, place: Place, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        match self.0.iter_mut().find(|((field, _), _)| *field == place.0) {
            Some(slot) if slot.0.1 < place.1 => *slot = (place, value.to_owned()),
            Some(_) => {}
            None => self.0.push((place, value.to_owned())),
        }
    }

    /// What stands in attributes: Atom's links, RDF's names, the language.
    fn attributes(&mut self, tag: &BytesStart<'_>) {
        let attribute = |name: &str| {
            let found = tag.html_attributes().flatten();
            let value = found.into_iter().find(|at| at.key.0 == name)?;
            let value = unescape_with(&value.value, resolve_predefined_entity).ok()?;
            Some(value.into_owned())
        };
        if let Some(lang) = attribute("xml:lang") {
            self.offer(("lang", 2), &lang);
        }
        if tag.name().0 == "link"
            && attribute("rel").is_none_or(|rel| rel == "alternate")
            && let Some(href) = attribute("href")
        {
            self.offer(("url", 3), &href);
        }
    }

    fn record(self) -> Record {
        let mut record = Record::new();
        for ((field, _), value) in &self.0 {
            set(&mut record, field, value);
        }
        record
    }
}

impl Dump for Feed {
    fn next(&mut self) -> Option<Entry> {
        if self.over {
            return None;
        }
        match self.read() {
            Ok(Some(entry)) => Some(entry),
            Ok(None) => {
                self.over = true;
                None
            }
            Err(error) => {
                self.over = true;
                Some(Entry::failed(self.number + 1, error))
            }
        }
    }
}
