//! The stemmer of Kazakh: tables for the [`turkic`] engine.

use std::{borrow::Cow, sync::LazyLock};

use crate::language::turkic::{Morphology, Parse};

static ENGINE: LazyLock<Morphology> = LazyLock::new(|| {
    Morphology::new(
        include_str!("morphotactics.tsv"),
        include_str!("irregular.tsv"),
        include_str!("weights.tsv"),
        include_bytes!("stems.bin"),
    )
});

/// The stem of a folded word.
pub fn stem(word: &str) -> Cow<'_, str> {
    ENGINE.stem(word)
}

/// All ways to take a folded word apart, likeliest first.
pub fn explain(word: &str) -> Vec<Parse> {
    ENGINE.explain(word)
}
