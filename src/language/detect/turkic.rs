//! Is a text in the Turkic languages that share a column of the model
//! Azerbaijani?
//!
//! The model was taught Azerbaijani, Turkmen and Crimean Tatar in Latin letters
//! as one. Of them Azerbaijani alone has the letter ə, about every eleventh of
//! its letters; the others have some that it lacks.

/// The model's column for these languages.
pub(super) const COLUMN: &str = "und-turkic";

/// One in so many letters is an ə: the text is Azerbaijani. Text in another
/// language has single ones, in names.
const ONE_SCHWA_IN: u32 = 60;

/// The share of Azerbaijani in the column, before a letter is seen.
const PRIOR: f32 = 0.8;

/// How likely a letter of Azerbaijani is another one than ə.
const NO_SCHWA: f32 = 0.91;

/// No text is surer to be Azerbaijani.
const SURE: f32 = 0.99;

/// What speaks for Azerbaijani in a text, and against it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Letters {
    all: u32,
    schwa: u32,
    foreign: u32,
}

impl Letters {
    /// Adds the letters of a word in lower case.
    pub(super) fn add(&mut self, word: &[char]) {
        for c in word {
            match c {
                ' ' => continue,
                'ə' => self.schwa += 1,
                'ä' | 'â' | 'ñ' | 'ň' | 'w' | 'ý' | 'ž' => self.foreign += 1,
                _ => {}
            }
            self.all += 1;
        }
    }

    /// The probability, roughly, that the text is Azerbaijani rather than in
    /// another language of the column, 0 to 1.
    pub(super) fn azerbaijani(self) -> f32 {
        if self.schwa > 0 && self.schwa * ONE_SCHWA_IN >= self.all {
            return SURE;
        }
        if self.schwa == 0 && self.foreign > 0 {
            return 1.0 - SURE;
        }
        let none = PRIOR * (self.all as f32 * NO_SCHWA.ln()).exp();
        none / (none + 1.0 - PRIOR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn azerbaijani(text: &str) -> f32 {
        let mut letters = Letters::default();
        for word in text.to_lowercase().split(' ') {
            letters.add(&word.chars().collect::<Vec<_>>());
        }
        letters.azerbaijani()
    }

    #[test]
    fn a_schwa_says_azerbaijani() {
        assert!(azerbaijani("Prezident qanunu imzalayıb və fərman verib") > 0.9);
        assert!(azerbaijani("Türkmenistanyň Prezidenti täze kanuna gol çekdi") < 0.1);
        assert!(azerbaijani("Qırımtatar tilinde yañı kitap basıldı") < 0.1);
    }

    #[test]
    fn a_word_or_two_may_be_without_one() {
        assert!(azerbaijani("Bakı") > 0.5);
        assert!(azerbaijani("Bu il yay ayları çox isti olub, yağış yağmayıb, taxıl quruyub") < 0.2);
        assert!((0.0..=1.0).contains(&azerbaijani("")));
    }
}
