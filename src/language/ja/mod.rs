//! Japanese.

mod kana;
mod spelling;

use std::sync::LazyLock;

pub use self::{
    kana::{romanised, romanised_with_r},
    spelling::{spelling, stem},
};
use super::{Language, PLAIN, Script, WordSet, cjk::Variants, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Japanese.
pub static JAPANESE: Language = Language {
    code: "ja",
    name: "Japanese",
    endonym: "日本語",
    script: Script::Japanese,
    analysis: "dictionary: IPADIC through lindera",
    stem: super::unstemmed,
    stop_words: &STOP_WORDS,
    names: include_str!("names.tsv"),
    ..PLAIN
};

static VARIANTS: LazyLock<Variants> =
    LazyLock::new(|| Variants::read(include_str!("variants.tsv")));

/// Today's form of an old or rare character (國 → 国).
pub fn variant(c: char) -> char {
    VARIANTS.usual(c)
}
