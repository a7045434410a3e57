//! Tables: a header, then an article a row.

use std::io::{BufRead, Read};

use serde_json::Value;

use super::{Dump, Entry, Input};
use crate::source::{
    decode::Decoder,
    format::{self, Format},
    record::Record,
    report::Reason,
};

/// The rows of a table.
pub(super) struct Rows {
    rows: csv::Reader<Limited>,
    decoder: Decoder,
    header: Vec<String>,
    row: csv::ByteRecord,
    limit: usize,
    /// Why nothing can be read, until that was said.
    broken: Option<Reason>,
    over: bool,
}

impl Rows {
    pub(super) fn new(mut input: Input, decoder: Decoder, limit: usize, format: Format) -> Self {
        let head = input.fill_buf().unwrap_or_default();
        let delimiter = match format {
            Format::Tsv => b'\t',
            _ => format::separator(&String::from_utf8_lossy(head)),
        };
        let mut rows = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            .from_reader(Limited::new(input, limit));
        let mut row = csv::ByteRecord::new();
        let (mut header, mut broken) = (Vec::new(), None);
        match rows.read_byte_record(&mut row) {
            Ok(_) => {
                for column in &row {
                    let name = decoder.text(column, &mut Vec::new());
                    let name = name.unwrap_or_else(|_| String::from_utf8_lossy(column));
                    header.push(name.trim().to_owned());
                }
            }
            Err(error) => broken = Some(reason(error, limit)),
        }
        Self {
            rows,
            decoder,
            header,
            row,
            limit,
            broken,
            over: false,
        }
    }

    /// The record of a row: the columns by their names in the header.
    fn record(&self, entry: &mut Entry) -> Result<Record, Reason> {
        if self.row.len() > self.header.len() {
            let (columns, header) = (self.row.len(), self.header.len());
            return Err(Reason::RowTooWide { columns, header });
        }
        let mut record = Record::new();
        for (name, value) in self.header.iter().zip(&self.row) {
            let value = self.decoder.text(value, &mut entry.remarks)?;
            if !value.trim().is_empty() {
                record.insert(name.clone(), Value::String(value.into_owned()));
            }
        }
        Ok(record)
    }
}

/// Why a table cannot be read on.
fn reason(error: csv::Error, limit: usize) -> Reason {
    match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == std::io::ErrorKind::FileTooLarge => {
            Reason::TooLarge { limit }
        }
        csv::ErrorKind::Io(error) => error.into(),
        other => std::io::Error::other(format!("{other:?}")).into(),
    }
}

impl Dump for Rows {
    fn next(&mut self) -> Option<Entry> {
        if let Some(reason) = self.broken.take() {
            self.over = true;
            return Some(Entry::failed(1, reason));
        }
        while !self.over {
            self.rows.get_mut().renew();
            let read = self.rows.read_byte_record(&mut self.row);
            let line = self.row.position().map_or(0, csv::Position::line);
            match read {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => {
                    self.over = true;
                    let line = self.rows.position().line();
                    return Some(Entry::failed(line, reason(error, self.limit)));
                }
            }
            if self.row.iter().all(|value| value.trim_ascii().is_empty()) {
                continue;
            }
            let mut entry = Entry::new(line, Ok(Record::new()), self.row.as_slice().len());
            entry.record = self.record(&mut entry);
            return Some(entry);
        }
        None
    }
}

/// Ends with an error where a row takes more than the limit: a quotation mark
/// that is never closed would make one row of the rest of the file.
struct Limited {
    inner: Input,
    limit: usize,
    left: usize,
}

impl Limited {
    fn new(inner: Input, limit: usize) -> Self {
        let mut limited = Self {
            inner,
            limit,
            left: 0,
        };
        limited.renew();
        limited
    }

    /// The next row may take as much again, and what is read ahead of it.
    fn renew(&mut self) {
        const AHEAD: usize = 1 << 16;
        self.left = self.limit.saturating_add(AHEAD);
    }
}

impl Read for Limited {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.left == 0 {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        let most = buffer.len().min(self.left);
        let count = self
            .inner
            .read(buffer.get_mut(..most).unwrap_or_default())?;
        self.left -= count;
        Ok(count)
    }
}
