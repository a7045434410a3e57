//! How is a dump taken apart into records, one at a time?
//!
//! Memory is bounded by one record. A bad record costs itself alone, as far as
//! its format lets the next one be found.

use std::{io::BufRead, sync::Arc};

use jiff::Timestamp;
use serde_json::Value;

use super::{
    ReadOptions,
    decode::Decoder,
    format::Format,
    markup::Markup,
    record::Record,
    report::{Reason, Remark},
};

mod feed;
mod json;
mod lines;
mod mail;
pub(super) mod office;
mod rows;
mod warc;

/// What a dump is read from.
pub(super) type Input = Box<dyn BufRead + Send>;

/// One record, or the reason why there is none.
pub(super) struct Entry {
    /// Which one it is, from 1: the line, or the place in an array or feed.
    /// `None` for the only one of its file.
    pub(super) number: Option<u64>,
    pub(super) record: Result<Record, Reason>,
    pub(super) remarks: Vec<Remark>,
    /// Its fields have our names, whatever the user calls them, and this is to
    /// be done about their markup.
    pub(super) ours: Option<Markup>,
    /// What holds where neither the record nor its text says anything.
    pub(super) fallback: Record,
    /// When it was fetched, if it was.
    pub(super) seen: Option<Timestamp>,
    /// Its size as read, about.
    pub(super) bytes: usize,
}

impl Entry {
    fn new(number: u64, record: Result<Record, Reason>, bytes: usize) -> Self {
        Self {
            number: Some(number),
            record,
            remarks: Vec::new(),
            ours: None,
            fallback: Record::new(),
            seen: None,
            bytes,
        }
    }

    /// The only one of its file.
    fn only(record: Result<Record, Reason>, bytes: usize) -> Self {
        Self {
            number: None,
            ..Self::new(0, record, bytes)
        }
    }

    fn failed(number: u64, reason: impl Into<Reason>) -> Self {
        Self::new(number, Err(reason.into()), 0)
    }
}

/// The records of one file.
pub(super) trait Dump: Send {
    /// The next one.
    fn next(&mut self) -> Option<Entry>;
}

/// The dump of this format. `None` if files of the format are one article each.
pub(super) fn open(
    format: Format,
    input: Input,
    decoder: Decoder,
    options: &ReadOptions,
) -> Option<Box<dyn Dump>> {
    let limit = options.max_article_bytes;
    let text = &options.fields.text;
    let detect = Arc::clone(&options.detect);
    Some(match format {
        Format::JsonLines => Box::new(json::Lines::new(input, decoder, limit, text)),
        Format::Json => Box::new(json::Values::new(input, decoder, limit, text)),
        Format::Csv | Format::Tsv => Box::new(rows::Rows::new(input, decoder, limit, format)),
        Format::Feed => Box::new(feed::Feed::new(input, decoder, limit)),
        Format::Warc => Box::new(warc::Warc::new(input, limit, options.charset, detect)),
        Format::Mail => Box::new(mail::Mail::new(input, limit, detect)),
        Format::Text | Format::Markdown | Format::Html | Format::Subtitles => return None,
    })
}

/// The format of a file whose bytes are not one text, by its beginning.
pub(super) fn of_bytes(head: &[u8]) -> Option<Format> {
    if warc::begins(head) {
        return Some(Format::Warc);
    }
    mail::begins(head).then_some(Format::Mail)
}

/// A field of a record, if it says anything.
fn set(record: &mut Record, field: &str, value: &str) {
    let value = value.trim();
    if !value.is_empty() {
        record.insert(field.to_owned(), Value::String(value.to_owned()));
    }
}
