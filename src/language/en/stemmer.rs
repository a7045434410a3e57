//! Which English words are forms of one word?
//!
//! Porter2 (Snowball English) behind guards; before it, a list of the forms
//! that it cannot know (said, children).

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use rust_stemmers::{Algorithm, Stemmer};

static PORTER2: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// Irregular form → dictionary form.
static IRREGULAR: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    include_str!("irregular.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

/// Longer words than this, in bytes, are no words: they are left alone.
const MAX_BYTES: usize = 256;

/// The stem of a folded (lower-case, NFC) word. Never empty for a word that is
/// not; words with anything but the letters a to z and apostrophes inside
/// (digits, accents, other alphabets) are returned as they are.
pub fn stem(word: &str) -> Cow<'_, str> {
    let english = word.len() <= MAX_BYTES
        && word.chars().all(|c| c.is_ascii_lowercase() || c == '\'')
        && word.starts_with(|c: char| c.is_ascii_lowercase());
    if !english {
        return Cow::Borrowed(word);
    }
    let word = IRREGULAR.get(word).copied().unwrap_or(word);
    let stem = PORTER2.stem(word);
    if stem.is_empty() {
        Cow::Borrowed(word)
    } else {
        stem
    }
}
