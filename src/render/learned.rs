//! How are word pairs written that an archive taught?

use std::io;

use serde::Serialize;

use super::{Format, Printer, style::dotted};
use crate::lexicon::Learned;

#[derive(Serialize)]
struct Record<'t> {
    status: &'static str,
    lang: &'t str,
    word: &'t str,
    to: &'t str,
    translation: &'t str,
    /// In so many stories they stand in corresponding passages.
    stories: usize,
    /// 0 to 1.
    dice: f32,
    /// Dunning's log-likelihood ratio.
    score: f32,
    examples: &'t [String],
}

impl Printer {
    /// Writes a word pair with what speaks for it.
    ///
    /// # Errors
    /// What the stream says.
    pub fn learned(&mut self, pair: &Learned) -> io::Result<()> {
        let ([lang, to], [word, translation]) = (&pair.langs, &pair.words);
        let (status, stories) = (pair.status.name(), pair.stories.to_string());
        let (dice, score) = (format!("{:.2}", pair.dice), format!("{:.1}", pair.score));
        match self.format {
            Format::Terminal => {
                let style = self.style;
                let about = dotted([
                    Some(status.into()),
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
            Format::Json | Format::Jsonl => self.record(&Record {
                status,
                lang,
                word,
                to,
                translation,
                stories: pair.stories,
                dice: pair.dice,
                score: pair.score,
                examples: &pair.examples,
            }),
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
