//! How are the translations of a word written?

use std::io;

use super::{Format, Printer};
use crate::record::TranslationRecord;

impl Printer {
    /// Writes the translations of a word, those into one language one after
    /// the other.
    ///
    /// # Errors
    /// What the stream says.
    pub fn translations(&mut self, translations: &[TranslationRecord]) -> io::Result<()> {
        let into = |one: &TranslationRecord| (one.lang.clone(), one.to.clone());
        for group in translations.chunk_by(|x, y| into(x) == into(y)) {
            if self.format == Format::Terminal
                && let Some(first) = group.first()
            {
                let style = self.style;
                writeln!(
                    self.out,
                    "{} {} → {}",
                    style.lang(&first.lang),
                    style.strong(&first.word),
                    style.lang(&first.to)
                )?;
            }
            for one in group {
                self.translation(one)?;
            }
        }
        Ok(())
    }

    fn translation(&mut self, one: &TranslationRecord) -> io::Result<()> {
        let weight = format!("{:.2}", one.weight);
        match self.format {
            Format::Terminal => {
                let origin = self.style.faint(one.origin);
                let form = super::sanitise(&one.translation);
                writeln!(self.out, "  {weight}  {form}  {origin}")
            }
            Format::Json | Format::Jsonl => self.record(one),
            Format::Tsv | Format::Trec | Format::Paths => self.row(
                &["word", "lang", "to", "translation", "weight", "origin"],
                &[
                    &one.word,
                    &one.lang,
                    &one.to,
                    &one.translation,
                    &weight,
                    one.origin,
                ],
            ),
        }
    }
}
