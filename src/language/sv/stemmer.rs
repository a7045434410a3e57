//! Which Swedish words are forms of one word?
//!
//! Snowball Swedish, with the definite singular in -an that it lacks (räntan).

use std::borrow::Cow;

use rust_stemmers::Algorithm;

use super::super::{alphabet::Script, snowball};

/// The stem of a folded (lower-case, NFC) word. Never empty for a word that is
/// not.
pub fn stem(word: &str) -> Cow<'_, str> {
    let indefinite = word
        .strip_suffix('n')
        .filter(|rest| rest.ends_with('a') && !rest.ends_with("ma") && rest.chars().count() > 3);
    snowball::stem_fully(
        Algorithm::Swedish,
        Script::Latin,
        indefinite.unwrap_or(word),
    )
}
