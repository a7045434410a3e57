//! Which Portuguese words are forms of one word?
//!
//! Snowball Portuguese after the plurals that change the end of a word (leilões,
//! hospitais) are made singular: the plural rules of Orengo and Huyck 2001.

use std::borrow::Cow;

use rust_stemmers::Algorithm;

use super::super::{alphabet::Script, snowball};

/// Endings of plurals, longer ones first, and of their singulars.
const PLURALS: &[(&str, &str)] = &[
    ("ões", "ão"),
    ("ães", "ão"),
    ("ais", "al"),
    ("éis", "el"),
    ("óis", "ol"),
    ("ns", "m"),
];

/// The stem of a folded (lower-case, NFC) word. Never empty for a word that is
/// not.
pub fn stem(word: &str) -> Cow<'_, str> {
    let singular = PLURALS.iter().find_map(|(plural, singular)| {
        let kept = word.strip_suffix(plural)?;
        (kept.chars().count() > 1).then(|| [kept, singular].concat())
    });
    match singular {
        Some(singular) => {
            let stem = snowball::stem(Algorithm::Portuguese, Script::Latin, &singular);
            Cow::Owned(stem.into_owned())
        }
        None => snowball::stem(Algorithm::Portuguese, Script::Latin, word),
    }
}
