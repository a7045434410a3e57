//! The stemmer of Kyrgyz: its tables for the engine in [`turkic`](crate::language::turkic).
//!
//! `README.md` in this folder tells where the tables come from.

use std::{borrow::Cow, sync::LazyLock};

use crate::language::turkic::Morphology;

/// The engine with the tables of Kyrgyz.
pub static MORPHOLOGY: LazyLock<Morphology> = LazyLock::new(|| {
    Morphology::new(
        include_str!("morphotactics.tsv"),
        include_str!("irregular.tsv"),
        include_str!("weights.tsv"),
        include_bytes!("stems.bin"),
    )
});

/// The stem of a folded word.
pub fn stem(word: &str) -> Cow<'_, str> {
    MORPHOLOGY.stem(word)
}
