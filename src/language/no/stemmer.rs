//! Which Norwegian words are forms of one word?
//!
//! Snowball Norwegian, with the forms of nouns in -er that it lacks (velger,
//! velgere, velgerne).

use std::borrow::Cow;

use rust_stemmers::Algorithm;

use super::super::{alphabet::Script, snowball};

/// The stem of a folded (lower-case, NFC) word. Never empty for a word that is
/// not.
pub fn stem(word: &str) -> Cow<'_, str> {
    let plural = ["erne", "ere"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .filter(|kept| kept.chars().count() > 2);
    snowball::stem_fully(Algorithm::Norwegian, Script::Latin, plural.unwrap_or(word))
}
