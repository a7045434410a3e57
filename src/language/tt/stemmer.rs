//! Which Tatar words are forms of one word?
//!
//! Suffixes come off as `suffixes.tsv` allows; `roots.tsv` lists what looks as
//! if it had one and what changes.

use std::{borrow::Cow, sync::LazyLock};

use super::super::suffixes::Suffixes;

static SUFFIXES: LazyLock<Suffixes> = LazyLock::new(|| {
    Suffixes::new(
        "аәеиоөуүыэюя",
        str::to_owned,
        include_str!("suffixes.tsv"),
        include_str!("roots.tsv"),
        include_str!("names.tsv"),
    )
});

/// The stem of a folded word; never empty for a word that is not.
pub(super) fn stem(word: &str) -> Cow<'_, str> {
    match SUFFIXES.stem(word) {
        same if same == word => Cow::Borrowed(word),
        stem => Cow::Owned(stem),
    }
}
