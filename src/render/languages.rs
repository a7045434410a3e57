//! How is the list of languages written?

use std::io;

use super::{Format, Printer};
use crate::record::LanguageRecord;

impl Printer {
    /// Writes one language of a list.
    ///
    /// # Errors
    /// What the stream says.
    pub fn language(&mut self, language: &LanguageRecord) -> io::Result<()> {
        let LanguageRecord {
            code,
            name,
            endonym,
            analysis,
        } = *language;
        match self.format {
            Format::Terminal => {
                let code = self.style.lang(code);
                writeln!(self.out, "{code}  {name:<12} {analysis:<38} {endonym}")
            }
            Format::Json | Format::Jsonl => self.record(language),
            Format::Tsv | Format::Trec | Format::Paths => self.row(
                &["code", "name", "endonym", "analysis"],
                &[code, name, endonym, analysis],
            ),
        }
    }
}
