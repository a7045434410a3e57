//! How is the health of an index told?

use std::io;

use super::{Format, Printer, sanitise};
use crate::record::CheckRecord;

impl Printer {
    /// Writes what a check has seen, and what a repair did.
    ///
    /// # Errors
    /// What the stream says.
    pub fn check(&mut self, check: &CheckRecord) -> io::Result<()> {
        if matches!(self.format, Format::Json | Format::Jsonl) {
            return self.record(check);
        }
        for one in &check.damaged {
            let line = format!("damaged: {}: {}", one.file, one.problem);
            writeln!(self.out, "{}", sanitise(&line))?;
        }
        if !check.leftovers.is_empty() {
            let count = check.leftovers.len();
            let line = "that a broken-off run has left; the next one removes them";
            writeln!(self.out, "{count} files {line}")?;
        }
        for one in &check.lost {
            let line = match &one.id {
                Some(id) => format!("lost: {id}: {}", one.reason),
                None => format!("lost: {}", one.reason),
            };
            writeln!(self.out, "{}", sanitise(&line))?;
        }
        let about = format!(
            "{} files of {:.1} MB, {} articles in {} passages",
            check.files,
            check.bytes as f64 / 1e6,
            check.articles,
            check.passages
        );
        match (check.damaged.len(), check.rebuilt) {
            (0, _) => writeln!(self.out, "{about}: all as they were written"),
            (damaged, None) => {
                writeln!(
                    self.out,
                    "{about}: {damaged} damaged; --repair saves what can be read"
                )
            }
            (_, Some(articles)) => {
                writeln!(
                    self.out,
                    "built anew with {articles} articles, {} lost",
                    check.lost.len()
                )
            }
        }
    }
}
