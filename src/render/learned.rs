//! How are word pairs written that an archive taught?

use std::io;

use super::{Format, Printer, style::dotted};
use crate::record::LearnedRecord;

impl Printer {
    /// Writes a word pair with what speaks for it.
    ///
    /// # Errors
    /// What the stream says.
    pub fn learned(&mut self, pair: &LearnedRecord) -> io::Result<()> {
        let LearnedRecord {
            status,
            lang,
            word,
            to,
            translation,
            ..
        } = pair;
        let stories = pair.stories.to_string();
        let (dice, score) = (format!("{:.2}", pair.dice), format!("{:.1}", pair.score));
        match self.format {
            Format::Terminal => {
                let style = self.style;
                let about = dotted([
                    Some((*status).into()),
                    Some(format!("{stories} stories").into()),
                    Some(format!("Dice {dice}").into()),
                    Some(format!("G² {score}").into()),
                    (!pair.examples.is_empty()).then(|| pair.examples.join(", ").into()),
                ]);
                writeln!(
                    self.out,
                    "{} {} ≈ {} {}\n{}",
                    style.lang(lang),
                    style.strong(word),
                    style.lang(to),
                    style.strong(translation),
                    style.wrapped(&style.faint(&about), 3)
                )
            }
            Format::Json | Format::Jsonl => self.record(pair),
            Format::Tsv | Format::Trec | Format::Paths => self.row(
                &[
                    "status",
                    "lang",
                    "word",
                    "to",
                    "translation",
                    "stories",
                    "dice",
                    "score",
                    "examples",
                ],
                &[
                    status,
                    lang,
                    word,
                    to,
                    translation,
                    &stories,
                    &dice,
                    &score,
                    &pair.examples.join(" "),
                ],
            ),
        }
    }
}
