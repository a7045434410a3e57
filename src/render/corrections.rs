//! How is it told what an editor says of pairs?

use std::io;

use super::{Format, Printer, sanitise};
use crate::record::{CorrectionRecord, ExportedCorrection, Pair};

impl Printer {
    /// Writes a correction.
    ///
    /// # Errors
    /// What the stream says.
    pub fn correction(&mut self, correction: &CorrectionRecord) -> io::Result<()> {
        let said = match correction.together {
            true => "together",
            false => "apart",
        };
        let CorrectionRecord { a, b, .. } = correction;
        match self.format {
            Format::Json | Format::Jsonl => self.record(correction),
            Format::Paths => self.path(a).and_then(|()| self.path(b)),
            Format::Tsv | Format::Trec => {
                let in_force = correction.in_force.to_string();
                self.row(&["a", "b", "said", "in force"], &[a, b, said, &in_force])
            }
            Format::Terminal => {
                let style = self.style;
                let mut line = format!("{said:8}  {}  {}", sanitise(a), sanitise(b));
                if !correction.in_force {
                    let why = match correction.articles.iter().all(Option::is_some) {
                        true => "another correction speaks against it",
                        false => "not both are in the index",
                    };
                    line = format!("{line}  ({why})");
                }
                writeln!(self.out, "{line}")?;
                for article in correction.articles.iter().flatten() {
                    let title = article.title.as_deref().unwrap_or_default();
                    let (lang, title) = (style.lang(&article.lang), sanitise(title));
                    writeln!(self.out, "          {lang} {title}")?;
                }
                Ok(())
            }
        }
    }

    /// Writes a correction as a line of an export.
    ///
    /// # Errors
    /// What the stream says.
    pub fn exported_correction(&mut self, correction: &CorrectionRecord) -> io::Result<()> {
        self.record(&ExportedCorrection {
            correction: Pair {
                a: &correction.a,
                b: &correction.b,
                together: correction.together,
            },
        })
    }
}
