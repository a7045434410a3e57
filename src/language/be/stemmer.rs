//! Which Belarusian words are forms of one word?
//!
//! A light stemmer: it takes off the endings of nouns and adjectives, and those
//! of verbs that no noun has (-аваў, -уюцца). It leaves the vowels that change
//! inside a word (дзень, дня) and most verbs as they are.

use std::{borrow::Cow, sync::LazyLock};

use super::super::{
    alphabet::Script,
    endings::{Endings, without_doubling},
};

static ENDINGS: LazyLock<Endings> = LazyLock::new(|| Endings::parse(include_str!("endings.txt")));

/// The stem of a folded (lower-case, NFC) word; a word in other letters stays
/// as it is. At least three letters stay.
pub fn stem(word: &str) -> Cow<'_, str> {
    if !word.chars().all(|c| Script::Cyrillic.has(c) || c == '\'') {
        return Cow::Borrowed(word);
    }
    Cow::Borrowed(without_doubling(ENDINGS.strip(word)))
}
