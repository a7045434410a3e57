//! Which English words may say the same as this one?
//!
//! Words of different descent share neither letters nor sounds. They meet at
//! their English translations by the shipped lexicon.

use super::{Key, KeyClass};
use crate::{language::Language, lexicon};

/// Every word is brought to this language.
const PIVOT: &str = "en";
/// Translations kept of a word.
const MOST: usize = 3;
/// A translation is left out if the word was meant less often where it stands, ...
const LEAST: f32 = 0.05;
/// ... or if that is less than this share of the likeliest.
const SHARE: f32 = 0.2;

/// The keys of a stem's translations, the likeliest first; none for a word
/// that the lexicon does not know.
pub(super) fn senses(language: &Language, stem: &str) -> Box<[Key]> {
    let key = |stem: &str| Key::new(KeyClass::Sense, stem);
    if language.code == PIVOT {
        let known = lexicon::shipped().table().find(PIVOT, stem);
        return known.map(|word| key(&word.stem)).into_iter().collect();
    }
    let mut likeliest = 0.0f32;
    lexicon::translations(language.code, stem, PIVOT)
        .take(MOST)
        .take_while(|found| {
            likeliest = likeliest.max(found.weight);
            found.weight >= (SHARE * likeliest).max(LEAST)
        })
        .map(|found| key(&found.stem))
        .collect()
}
