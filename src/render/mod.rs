//! How do results reach the user? The only room that writes to standard output.
//!
//! Terminal output is for people and may change; the other formats are for
//! programs and keep to the contract in the README. Text that comes from
//! documents, paths or errors is sanitised before it reaches a terminal.

mod check;
mod corrections;
mod dictionaries;
mod escape;
mod explain;
mod hits;
mod languages;
mod learned;
mod pairs;
mod parallel;
mod plain;
mod reasons;
mod report;
mod sanitise;
mod stories;
mod style;
mod translations;

use std::io::{self, Write};

use serde::Serialize;

use crate::record::Versioned;

pub use crate::query::marked;
pub use sanitise::{sanitise, sanitise_block, sanitise_with_marks};
pub use style::Style;

/// How results are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people.
    #[default]
    Terminal,
    /// One JSON array.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// Tab-separated columns with a header line.
    Tsv,
    /// What trec_eval reads.
    Trec,
    /// Paths of articles alone, one a line.
    Paths,
}

/// Writes results.
pub struct Printer {
    out: Box<dyn Write>,
    format: Format,
    style: Style,
    /// Records of a JSON array are written with commas between them.
    records: usize,
    /// The header line of a table is written.
    headed: bool,
    /// Paths end with a NUL.
    nulls: bool,
}

impl Printer {
    /// Writes to `out`.
    #[must_use]
    pub fn new(out: Box<dyn Write>, format: Format, style: Style) -> Self {
        Self {
            out,
            format,
            style,
            records: 0,
            headed: false,
            nulls: false,
        }
    }

    /// The same, but paths end with a NUL instead of a line break.
    #[must_use]
    pub fn with_nulls(self, nulls: bool) -> Self {
        Self { nulls, ..self }
    }

    /// The format in force.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// Writes one object, in the JSON formats.
    fn record<T: Serialize>(&mut self, record: &T) -> io::Result<()> {
        if self.format == Format::Json {
            self.out
                .write_all(if self.records == 0 { b"[\n" } else { b",\n" })?;
        }
        serde_json::to_writer(&mut self.out, &Versioned::new(record))?;
        if self.format == Format::Jsonl {
            self.out.write_all(b"\n")?;
        }
        self.records += 1;
        Ok(())
    }

    /// Writes one row of a table, its header before the first.
    fn row(&mut self, header: &[&str], cells: &[&str]) -> io::Result<()> {
        if !self.headed {
            self.headed = true;
            writeln!(self.out, "{}", header.join("\t"))?;
        }
        let cells: Vec<_> = cells.iter().map(|cell| escape::cell(cell)).collect();
        writeln!(self.out, "{}", cells.join("\t"))
    }

    /// Writes a line of paths alone.
    fn path(&mut self, path: &str) -> io::Result<()> {
        if self.nulls {
            // None can be in a path.
            return write!(self.out, "{}\0", path.replace('\0', ""));
        }
        writeln!(self.out, "{}", escape::path(path))
    }

    /// Writes a line of the form that trec_eval reads.
    fn trec(&mut self, query: &str, id: &str, rank: usize, score: f32) -> io::Result<()> {
        let (query, id) = (escape::column(query), escape::column(id));
        writeln!(self.out, "{query} Q0 {id} {rank} {score} tilmash")
    }

    /// Writes text that is already in the form its readers expect.
    ///
    /// # Errors
    /// What the stream says.
    pub fn text(&mut self, text: &str) -> io::Result<()> {
        self.out.write_all(text.as_bytes())
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    /// What the stream says.
    pub fn finish(mut self) -> io::Result<()> {
        if self.format == Format::Json {
            self.out
                .write_all(if self.records == 0 { b"[]\n" } else { b"\n]\n" })?;
        }
        self.out.flush()
    }
}
