//! How are the translations of a word written?

use std::io;

use serde::Serialize;

use super::{Format, Printer};
use crate::lexicon::Translation;

/// A word of one language and its translations into another.
#[derive(Debug, Clone, Copy)]
pub struct Translated<'t> {
    /// The word, folded.
    pub word: &'t str,
    /// The code of its language.
    pub lang: &'t str,
    /// Its stem there.
    pub stem: &'t str,
    /// The code of the other language.
    pub to: &'t str,
    /// The translations, likeliest first.
    pub translations: &'t [Translation],
}

#[derive(Serialize)]
struct Record<'t> {
    word: &'t str,
    lang: &'t str,
    stem: &'t str,
    to: &'t str,
    translation: &'t str,
    translation_stem: &'t str,
    /// The share among the translations into this language, 0 to 1.
    weight: f32,
    origin: &'static str,
}

impl Printer {
    /// Writes the translations of a word into one language; nothing where
    /// there are none.
    ///
    /// # Errors
    /// What the stream says.
    pub fn translations(&mut self, translated: &Translated<'_>) -> io::Result<()> {
        let Translated {
            word,
            lang,
            stem,
            to,
            translations,
        } = *translated;
        if self.format == Format::Terminal && !translations.is_empty() {
            let style = self.style;
            writeln!(
                self.out,
                "{} {} → {}",
                style.lang(lang),
                style.strong(word),
                style.lang(to)
            )?;
        }
        for one in translations {
            let weight = format!("{:.2}", one.weight);
            let origin = one.origin.name();
            match self.format {
                Format::Terminal => {
                    let origin = self.style.faint(origin);
                    writeln!(
                        self.out,
                        "  {weight}  {}  {origin}",
                        super::sanitise(&one.form)
                    )?;
                }
                Format::Json | Format::Jsonl => self.record(&Record {
                    word,
                    lang,
                    stem,
                    to,
                    translation: &one.form,
                    translation_stem: &one.stem,
                    weight: one.weight,
                    origin,
                })?,
                Format::Tsv | Format::Trec | Format::Paths => self.row(
                    &["word", "lang", "to", "translation", "weight", "origin"],
                    &[word, lang, to, &one.form, &weight, origin],
                )?,
            }
        }
        Ok(())
    }
}
