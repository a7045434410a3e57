//! What does the Snowball project know of a language's words? Its stemmers,
//! behind guards.
//!
//! The algorithms come from snowballstem.org (BSD 3-Clause) by way of the
//! `rust-stemmers` crate, whose code was generated years ago. They are made for
//! words of their language: others they cut at random. Random words, put
//! together from the affixes of each algorithm, made none of them panic but the
//! Greek one (see `el/stemmer.rs`); several leave nothing of a word that is
//! all ending.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};

use super::alphabet::Script;

/// Longer words than this, in bytes, are no words: they are left alone.
const MAX_BYTES: usize = 256;

/// The algorithm is asked again this often at most.
const MAX_PASSES: usize = 4;

/// The Snowball stem of a folded (lower-case, NFC) word. The word itself if it
/// has a character that is none of the script's letters, or if the algorithm
/// leaves nothing of it.
pub(super) fn stem(algorithm: Algorithm, script: Script, word: &str) -> Cow<'_, str> {
    if word.len() > MAX_BYTES || !word.chars().all(|c| script.has(c)) {
        return Cow::Borrowed(word);
    }
    match Stemmer::create(algorithm).stem(word) {
        stem if stem.is_empty() => Cow::Borrowed(word),
        stem => stem,
    }
}

/// The stem of the stem, until it stays. One pass often stops at a word that
/// would be cut again if it stood alone: Turkish seçimler → seçim, but seçim →
/// seç. Passing again lets the forms of such a word meet.
pub(super) fn stem_fully(algorithm: Algorithm, script: Script, word: &str) -> Cow<'_, str> {
    let mut stemmed = stem(algorithm, script, word);
    for _ in 1..MAX_PASSES {
        let again = stem(algorithm, script, &stemmed);
        if again == stemmed {
            break;
        }
        stemmed = Cow::Owned(again.into_owned());
    }
    stemmed
}
