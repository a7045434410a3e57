//! Which Azerbaijani words are forms of one word?
//!
//! Suffixes come off as `suffixes.tsv` allows; `roots.tsv` lists what looks as
//! if it had one and what changes.

use std::{borrow::Cow, sync::LazyLock};

use super::super::suffixes::Suffixes;

static SUFFIXES: LazyLock<Suffixes> = LazyLock::new(|| {
    Suffixes::new(
        "aəeiouöü",
        encode,
        include_str!("suffixes.tsv"),
        include_str!("roots.tsv"),
        include_str!("names.tsv"),
    )
});

/// The stem of a folded word, with i for ı: capitals do not tell the two (BAKI
/// folds to baki). Never empty for a word that is not.
pub(super) fn stem(word: &str) -> Cow<'_, str> {
    let stem = SUFFIXES.stem(&encode(word));
    match stem.as_str() {
        "" => Cow::Borrowed(word),
        same if same == word => Cow::Borrowed(word),
        _ => Cow::Owned(stem),
    }
}

/// Without the dot above, which lower case leaves of İ, and without apostrophes,
/// which some put before the ending of a name.
fn encode(word: &str) -> String {
    word.chars()
        .filter(|c| !matches!(c, '\u{0307}' | '\''))
        .map(|c| if c == 'ı' { 'i' } else { c })
        .collect()
}
