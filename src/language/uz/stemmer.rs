//! Which Uzbek words are forms of one word?
//!
//! Suffixes come off as `suffixes.tsv` allows; `roots.tsv` lists what looks as
//! if it had one and what changes. Words in Cyrillic letters are first spelled
//! in Latin ones.

use std::{borrow::Cow, sync::LazyLock};

use super::super::suffixes::Suffixes;

static SUFFIXES: LazyLock<Suffixes> = LazyLock::new(|| {
    Suffixes::new(
        "aeiouŏ",
        encode,
        include_str!("suffixes.tsv"),
        include_str!("roots.tsv"),
        include_str!("names.tsv"),
    )
});

/// The stem of a folded word, in Latin letters, without the sign of separation
/// (ta'lim, talim), which many leave out. At its end g' is g: there the
/// apostrophe of tog' is taken for a closing quotation mark. Never empty for a
/// word that is not.
pub(super) fn stem(word: &str) -> Cow<'_, str> {
    let latin = super::cyrillic::to_latin(word);
    let encoded = encode(latin.as_deref().unwrap_or(word));
    let mut stem = decode(&SUFFIXES.stem(&encoded));
    if stem.ends_with('\'') {
        stem.pop();
    }
    match stem.as_str() {
        "" => Cow::Borrowed(word),
        same if same == word => Cow::Borrowed(word),
        _ => Cow::Owned(stem),
    }
}

/// The letters o' and g' as one character each; other apostrophes are left out.
fn encode(word: &str) -> String {
    let mut encoded = String::with_capacity(word.len());
    for c in word.chars() {
        match (c, encoded.pop()) {
            ('\'', Some('o')) => encoded.push('ŏ'),
            ('\'', Some('g')) => encoded.push('ğ'),
            ('\'', before) => encoded.extend(before),
            (c, before) => encoded.extend(before.into_iter().chain([c])),
        }
    }
    encoded
}

fn decode(encoded: &str) -> String {
    encoded.replace('ŏ', "o'").replace('ğ', "g'")
}
