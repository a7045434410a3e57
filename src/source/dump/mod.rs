//! How is a dump taken apart into records, one at a time?
//!
//! Memory is bounded by one record. A bad record costs itself alone, as far as
//! its format lets the next one be found.

use std::io::BufRead;

use serde_json::Value;

use super::{
    decode::Decoder,
    format::Format,
    record::Record,
    report::{Reason, Remark},
};

mod feed;
mod json;
mod lines;
mod rows;

/// What a dump is read from.
pub(super) type Input = Box<dyn BufRead + Send>;

/// One record, or the reason why there is none.
pub(super) struct Entry {
    /// Which one it is, from 1: the line, or the place in an array or feed.
    /// `None` for the only one of its file.
    pub(super) number: Option<u64>,
    pub(super) record: Result<Record, Reason>,
    pub(super) remarks: Vec<Remark>,
    /// Its fields have our names, whatever the user calls them.
    pub(super) ours: bool,
    /// Its size as read, about.
    pub(super) bytes: usize,
}

impl Entry {
    fn new(number: u64, record: Result<Record, Reason>, bytes: usize) -> Self {
        Self {
            number: Some(number),
            record,
            remarks: Vec::new(),
            ours: false,
            bytes,
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

/// The dump of this format, with records of at most `limit` bytes. `None` if
/// files of the format are one article each.
pub(super) fn open(
    format: Format,
    input: Input,
    decoder: Decoder,
    limit: usize,
    text_field: &str,
) -> Option<Box<dyn Dump>> {
    Some(match format {
        Format::JsonLines => Box::new(json::Lines::new(input, decoder, limit, text_field)),
        Format::Json => Box::new(json::Values::new(input, decoder, limit, text_field)),
        Format::Csv | Format::Tsv => Box::new(rows::Rows::new(input, decoder, limit, format)),
        Format::Feed => Box::new(feed::Feed::new(input, decoder, limit)),
        Format::Text | Format::Markdown | Format::Html => return None,
    })
}

/// A field of a record, if it says anything.
fn set(record: &mut Record, field: &str, value: &str) {
    let value = value.trim();
    if !value.is_empty() {
        record.insert(field.to_owned(), Value::String(value.to_owned()));
    }
}
