//! Which Romanian words are forms of one word?
//!
//! Snowball Romanian, which knows ș and ț only as they were typed when computers
//! lacked them, with a cedilla; with the plurals in -uri (trenuri) and the
//! genitive of nouns in -e (președintelui) that it lacks.

use std::borrow::Cow;

use rust_stemmers::Algorithm;

use super::super::{alphabet::Script, snowball};

/// Endings that go before Snowball sees the word, and what takes their place.
const ENDINGS: &[(&str, &str)] = &[("urilor", ""), ("urile", ""), ("uri", ""), ("elui", "e")];

/// Letters that must stay before one of these endings.
const LEAST_LEFT: usize = 3;

/// The stem of a folded (lower-case, NFC) word, the same for both ways to
/// write ș and ț. A final ț is a t: the plural changes it (pacient, pacienți).
/// Never empty for a word that is not.
pub fn stem(word: &str) -> Cow<'_, str> {
    let typed = word.replace('ș', "ş").replace('ț', "ţ");
    let plain = ENDINGS.iter().find_map(|(ending, singular)| {
        let kept = typed.strip_suffix(ending)?;
        (kept.chars().count() >= LEAST_LEFT).then(|| [kept, singular].concat())
    });
    let plain = plain.unwrap_or(typed);
    let stem = snowball::stem(Algorithm::Romanian, Script::Latin, &plain);
    Cow::Owned(match stem.strip_suffix('ţ') {
        Some(kept) => format!("{kept}t"),
        None => stem.into_owned(),
    })
}
