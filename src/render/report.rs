//! How is it told what an indexing run did, or would do?

use std::io;

use super::{Format, Printer, sanitise};
use crate::{ingest::IngestReport, record::ChangeRecord};

impl Printer {
    /// Writes what an indexing run did.
    ///
    /// # Errors
    /// What the stream says.
    pub fn report(&mut self, report: &IngestReport) -> io::Result<()> {
        if matches!(self.format, Format::Json | Format::Jsonl) {
            return self.record(report);
        }
        writeln!(self.out, "{}", in_words(report))
    }

    /// Writes what would become of an article.
    ///
    /// # Errors
    /// What the stream says.
    pub fn change(&mut self, change: &ChangeRecord) -> io::Result<()> {
        let path = change.path.as_deref().unwrap_or_default();
        match self.format {
            Format::Json | Format::Jsonl => self.record(change),
            Format::Paths => self.path(path),
            Format::Tsv => self.row(
                &["change", "id", "path"],
                &[change.change, &change.id, path],
            ),
            Format::Terminal | Format::Trec => {
                let line = format!("would {} {}", change.change, change.id);
                writeln!(self.out, "{}", sanitise(&line))
            }
        }
    }
}

/// `5 added, 1 skipped`: what is not nothing.
fn in_words(report: &IngestReport) -> String {
    let parts = [
        (report.added, "added"),
        (report.changed, "changed"),
        (report.unchanged, "unchanged"),
        (report.removed, "removed"),
        (report.skipped, "skipped"),
        (report.not_documents, "not documents"),
        (report.dates_unread, "dates not understood"),
        (report.corrections, "corrections"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    match (parts.is_empty(), report.dry_run) {
        (true, _) => "nothing to do".to_owned(),
        (false, true) => format!("nothing was done; it would be {}", parts.join(", ")),
        (false, false) => parts.join(", "),
    }
}
