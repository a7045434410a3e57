//! JSON: a record a line, or values of any layout one after another.

use std::{
    collections::VecDeque,
    io::{self, BufRead, ErrorKind},
};

use serde_json::Value;

use super::{Dump, Entry, Input, lines, set};
use crate::source::{
    decode::Decoder,
    markup::Markup,
    record::{Record, lookup},
    report::{Reason, Remark},
};

/// What makes records of the text of one value.
struct Parser {
    decoder: Decoder,
    limit: usize,
    text_field: String,
    /// Records that one value held, and that are not handed out yet.
    ready: VecDeque<Entry>,
}

impl Parser {
    fn new(decoder: Decoder, limit: usize, text_field: &str) -> Self {
        Self {
            decoder,
            limit,
            text_field: text_field.to_owned(),
            ready: VecDeque::new(),
        }
    }

    /// The record of one value; `None` where there is only blank space, or
    /// where the value is a list whose records are `ready` now.
    fn entry(&mut self, bytes: &[u8], number: u64) -> Option<Entry> {
        let mut remarks = Vec::new();
        let text = match self.decoder.text(bytes, &mut remarks) {
            Ok(text) => text,
            Err(reason) => return Some(Entry::failed(number, reason)),
        };
        if text.trim().is_empty() {
            return None;
        }
        let record = match parse(&text, &mut remarks) {
            Ok(record) => record,
            Err(reason) => return Some(Entry::failed(number, reason)),
        };
        if lookup(&record, &self.text_field).is_none()
            && let Some(list) = list_inside(&record)
        {
            self.ready = expand(&record, list);
            return self.ready.pop_front();
        }
        let mut entry = Entry::new(number, Ok(record), bytes.len());
        entry.remarks = remarks;
        Some(entry)
    }
}

/// The object that a text is.
fn parse(text: &str, remarks: &mut Vec<Remark>) -> Result<Record, Reason> {
    let parsed = serde_json::from_str::<Value>(text).or_else(|error| {
        // The grammar knows neither NaN nor half a character, programs write both.
        let Some((repaired, halves)) = repair(text) else {
            return Err(error);
        };
        let value = serde_json::from_str(&repaired).map_err(|_| error)?;
        if halves > 0 {
            remarks.push(Remark::Replaced { count: halves });
        }
        Ok(value)
    });
    match parsed {
        Ok(Value::Object(record)) => Ok(record),
        Ok(_) => Err(Reason::NotAnObject),
        Err(error) => Err(Reason::InvalidJson(complaint(&error))),
    }
}

/// JSON with null for `NaN` and `Infinity`, U+FFFD for lone surrogates and
/// escapes for bare control characters in strings, and how many surrogates
/// there were; `None` if there is nothing to repair.
fn repair(text: &str) -> Option<(String, usize)> {
    let mut out = String::with_capacity(text.len());
    let (mut changed, mut halves) = (false, 0);
    let mut inside = false;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (taken, put): (usize, &str) = match (inside, c) {
            (true, '\\') => match surrogate(rest) {
                Some(Surrogate::Lone) => {
                    halves += 1;
                    (6, "\\ufffd")
                }
                Some(Surrogate::Pair) => (12, ""),
                None => (1 + rest.chars().nth(1).map_or(0, char::len_utf8), ""),
            },
            (true, '\t') => (1, "\\t"),
            (_, '"') => {
                inside = !inside;
                (1, "")
            }
            (false, '-' | 'N' | 'I') => {
                let name = ["-Infinity", "Infinity", "NaN"];
                let found = name.iter().find(|name| rest.starts_with(**name));
                found.map_or((1, ""), |name| (name.len(), "null"))
            }
            _ => (c.len_utf8(), ""),
        };
        let (head, tail) = rest.split_at_checked(taken)?;
        changed |= !put.is_empty();
        out.push_str(if put.is_empty() { head } else { put });
        rest = tail;
    }
    changed.then_some((out, halves))
}

/// What an escape of a surrogate is.
enum Surrogate {
    /// A high and a low one: a character.
    Pair,
    /// Half a character.
    Lone,
}

/// What the escape at the beginning of `text` is, if it is of a surrogate.
fn surrogate(text: &str) -> Option<Surrogate> {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    match unit(0)? {
        0xd800..=0xdbff => Some(match unit(6) {
            Some(0xdc00..=0xdfff) => Surrogate::Pair,
            _ => Surrogate::Lone,
        }),
        0xdc00..=0xdfff => Some(Surrogate::Lone),
        _ => None,
    }
}

/// What is wrong with a piece of JSON, and at which byte of it (from 1).
fn complaint(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rsplit_once(" at line ") {
        // The line number would be that inside the value, mostly 1.
        Some((message, _)) if error.line() == 1 => {
            format!("{message} at column {}", error.column())
        }
        _ => message,
    }
}

/// The list of objects in an object that is no record itself: `articles`,
/// `items` and the like, whatever its name, if there is just one.
fn list_inside(record: &Record) -> Option<&Vec<Value>> {
    let mut lists = record
        .values()
        .filter_map(Value::as_array)
        .filter(|list| list.first().is_some_and(Value::is_object));
    let list = lists.next()?;
    lists.next().is_none().then_some(list)
}

/// The records of a list. Those of a JSON Feed get our names.
fn expand(around: &Record, list: &[Value]) -> VecDeque<Entry> {
    let version = around.get("version").and_then(Value::as_str);
    let feed = version.is_some_and(|version| version.contains("jsonfeed.org"));
    list.iter()
        .zip(1..)
        .map(|(value, number)| {
            let record = value.as_object().ok_or(Reason::NotAnObject);
            let record = record.map(|item| match feed {
                true => feed_item(around, item),
                false => item.clone(),
            });
            let mut entry = Entry::new(number, record, 0);
            entry.ours = feed.then_some(Markup::Strip);
            entry
        })
        .collect()
}

/// An item of a JSON Feed as a record.
fn feed_item(feed: &Record, item: &Record) -> Record {
    let mut record = Record::new();
    let mut take = |ours: &str, of: &Record, names: &[&str]| {
        let found = names.iter().find_map(|name| of.get(*name)?.as_str());
        if let Some(value) = found {
            set(&mut record, ours, value);
        }
    };
    take("id", item, &["id", "url"]);
    take("url", item, &["url", "external_url"]);
    take("title", item, &["title"]);
    take("text", item, &["content_html", "content_text", "summary"]);
    take("date", item, &["date_published", "date_modified"]);
    take("source", feed, &["title"]);
    take("lang", feed, &["language"]);
    take("lang", item, &["language"]);
    record
}

/// JSON Lines.
pub(super) struct Lines {
    input: Input,
    parser: Parser,
    line: Vec<u8>,
    number: u64,
    failed: bool,
}

impl Lines {
    pub(super) fn new(input: Input, decoder: Decoder, limit: usize, text_field: &str) -> Self {
        Self {
            input,
            parser: Parser::new(decoder, limit, text_field),
            line: Vec::new(),
            number: 0,
            failed: false,
        }
    }
}

impl Dump for Lines {
    fn next(&mut self) -> Option<Entry> {
        if let Some(entry) = self.parser.ready.pop_front() {
            return Some(entry);
        }
        let limit = self.parser.limit;
        while !self.failed {
            self.number += 1;
            let entry = match lines::read(&mut self.input, limit, &mut self.line) {
                Ok(Some(lines::Line::Whole)) => self.parser.entry(&self.line, self.number),
                Ok(Some(lines::Line::TooLong)) => {
                    Some(Entry::failed(self.number, Reason::TooLarge { limit }))
                }
                Ok(None) => return None,
                Err(error) => {
                    self.failed = true;
                    Some(Entry::failed(self.number, error))
                }
            };
            if entry.is_some() {
                return entry;
            }
        }
        None
    }
}

/// Values one after another, in an array or not, laid out in any way.
pub(super) struct Values {
    input: Input,
    parser: Parser,
    value: Vec<u8>,
    number: u64,
    in_array: bool,
    failed: bool,
}

/// What became of a value.
enum Found {
    /// It is in the buffer.
    Whole,
    /// It is longer than the limit; it was passed over.
    TooLong,
}

impl Values {
    pub(super) fn new(input: Input, decoder: Decoder, limit: usize, text_field: &str) -> Self {
        Self {
            input,
            parser: Parser::new(decoder, limit, text_field),
            value: Vec::new(),
            number: 0,
            in_array: false,
            failed: false,
        }
    }

    /// The next byte, unread.
    fn peek(&mut self) -> io::Result<Option<u8>> {
        loop {
            match self.input.fill_buf() {
                Ok(chunk) => return Ok(chunk.first().copied()),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Passes over what stands between values; the byte after it, unread.
    fn skip(&mut self) -> io::Result<Option<u8>> {
        while let Some(byte) = self.peek()? {
            let between = byte.is_ascii_whitespace()
                || matches!(byte, b',' | b'[' | b']' | 0xef | 0xbb | 0xbf);
            if !between {
                return Ok(Some(byte));
            }
            self.in_array |= byte == b'[';
            self.input.consume(1);
        }
        Ok(None)
    }

    /// Reads the next value into the buffer.
    fn read(&mut self) -> io::Result<Option<Found>> {
        self.value.clear();
        if self.skip()?.is_none() {
            return Ok(None);
        }
        let mut extent = Extent::default();
        let mut too_long = false;
        while self.peek()?.is_some() {
            let chunk = self.input.fill_buf()?;
            let end = chunk.iter().position(|byte| extent.ends_before(*byte));
            let part = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or(chunk);
            too_long |= self.value.len() + part.len() > self.parser.limit;
            if !too_long {
                self.value.extend_from_slice(part);
            }
            let used = part.len();
            self.input.consume(used);
            if end.is_some() {
                break;
            }
        }
        Ok(Some(if too_long {
            Found::TooLong
        } else {
            Found::Whole
        }))
    }

    /// Whether nothing but what closes an array follows.
    fn is_over(&mut self) -> bool {
        // An error shows up again when the next value is read.
        matches!(self.skip(), Ok(None))
    }
}

/// Where a value ends, told from its bytes one by one.
#[derive(Default)]
struct Extent {
    depth: usize,
    inside_string: bool,
    escaped: bool,
    closed: bool,
}

impl Extent {
    /// Whether the value ended before this byte, which comes next.
    fn ends_before(&mut self, byte: u8) -> bool {
        if self.closed {
            return true;
        }
        if self.inside_string {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => {
                    self.inside_string = false;
                    self.closed = self.depth == 0;
                }
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.inside_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' if self.depth > 0 => {
                self.depth -= 1;
                self.closed = self.depth == 0;
            }
            b',' | b']' | b' ' | b'\t' | b'\r' | b'\n' => return self.depth == 0,
            _ => {}
        }
        false
    }
}

impl Dump for Values {
    fn next(&mut self) -> Option<Entry> {
        if let Some(entry) = self.parser.ready.pop_front() {
            return Some(entry);
        }
        let limit = self.parser.limit;
        while !self.failed {
            self.number += 1;
            let entry = match self.read() {
                Ok(Some(Found::Whole)) => {
                    let value = std::mem::take(&mut self.value);
                    let entry = self.parser.entry(&value, self.number);
                    self.value = value;
                    entry
                }
                Ok(Some(Found::TooLong)) => {
                    Some(Entry::failed(self.number, Reason::TooLarge { limit }))
                }
                Ok(None) => return None,
                Err(error) => {
                    self.failed = true;
                    Some(Entry::failed(self.number, error))
                }
            };
            let Some(mut entry) = entry else { continue };
            let first = self.number == 1 && !self.in_array && self.parser.ready.is_empty();
            if first && entry.ours.is_none() && self.is_over() {
                // The only object of its file is the file's article.
                entry.number = None;
            }
            return Some(entry);
        }
        None
    }
}
