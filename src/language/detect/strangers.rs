//! Is a text in a language that nobody told the detector of? Its letters and its
//! commonest words say so.
//!
//! The model knows n-grams of the languages that it was taught. Letters that it
//! met in none of them (Tajik ӣ, Bashkir ҙ, Chuvash ӑ) it passes over, so that
//! the rest of a word decides; and a word or two of a neighbour look like ours.

use super::{super::registry, script::Script};

/// Function words of languages in the letters of ours, which none of ours has.
/// Written by hand for this program.
const WORDS: [&str; 38] = [
    // Tajik
    "барои",
    "кард",
    "карданд",
    "шуд",
    "шуданд",
    "мешавад",
    "мешаванд",
    "мекунад",
    "мекунанд",
    "мебошад",
    "намуд",
    "гуфт",
    "ҳамчунин",
    "расид",
    "доданд",
    "кушода",
    // Turkmen
    "билен",
    "хем",
    "үчин",
    "болан",
    "ягар",
    "барада",
    "эден",
    "дийип",
    "дийди",
    // Bashkir
    "бөгөн",
    "яңы",
    "өсөн",
    "менән",
    "тураһында",
    // Karakalpak
    "ҳәм",
    "ҳаққында",
    "хызмети",
    "баслады",
    "ҳаққындағы",
    "хызметкерлери",
    "баслық",
    "ушын",
];

/// What speaks against each language in a text of one script.
#[derive(Debug, Clone, Default)]
pub(super) struct Strangers {
    words: u32,
    /// Words with letters that are not of every language.
    letters: Vec<(char, f32)>,
    marked: f32,
}

impl Strangers {
    /// Adds a word in lower case.
    pub(super) fn add(&mut self, script: Script, capital: bool, word: &[char]) {
        /// More of them say no more.
        const MOST: usize = 64;
        if !matches!(script, Script::Cyrl | Script::Latn) {
            return;
        }
        self.words += 1;
        let weight = if capital { 0.5 } else { 1.0 };
        let of_script = |c: char| match script {
            Script::Cyrl => ('\u{400}'..='\u{52f}').contains(&c),
            _ => c.is_alphabetic(),
        };
        let special =
            |c: &&char| !matches!(**c, 'а'..='я' | 'ё' | 'a'..='z' | ' ' | '\'') && of_script(**c);
        for c in word.iter().filter(special) {
            if self.letters.len() < MOST {
                self.letters.push((*c, weight));
            }
        }
        if script == Script::Cyrl {
            let bare: String = word.iter().filter(|c| **c != ' ').collect();
            if WORDS.contains(&bare.as_str()) {
                self.marked += 1.0;
            }
        }
    }

    /// Takes from the languages that have not these letters, and gives to none
    /// of ours what its words say.
    pub(super) fn weigh(&self, posterior: &mut [(&'static str, f32)]) {
        /// What one letter says, in nats, and one word.
        const LETTER: f32 = 7.0;
        const WORD: f32 = 20.0;
        const MOST: f32 = 80.0;
        /// Names come from everywhere: one word in so many says nothing.
        const ONE_WORD_IN: f32 = 10.0;
        if self.letters.is_empty() && self.marked == 0.0 {
            return;
        }
        for (lang, probability) in posterior.iter_mut() {
            let letters = registry::get(lang).and_then(|language| language.letters);
            let foreign = letters.map_or(0.0, |own| {
                let strange = self.letters.iter().filter(|(c, _)| !own.contains(*c));
                strange.map(|(_, weight)| weight).sum()
            });
            let enough = foreign * ONE_WORD_IN >= self.words as f32;
            let mut nats = if enough { foreign * LETTER } else { 0.0 };
            if *lang != "und" && self.marked * 2.0 * ONE_WORD_IN >= self.words as f32 {
                nats += self.marked * WORD;
            }
            *probability *= (-nats.min(MOST)).exp();
        }
        let total: f32 = posterior.iter().map(|(_, probability)| probability).sum();
        if total > 0.0 {
            for (_, probability) in posterior {
                *probability /= total;
            }
        }
    }
}
