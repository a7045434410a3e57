//! Japanese.

mod kana;
mod spelling;

use std::sync::LazyLock;

pub use self::{
    kana::{romanised, romanised_with_r},
    spelling::{spelling, stem},
};
use super::{
    cjk::{self, Variants},
    profile::{Format, Language, PLAIN, Script, Unspaced, WordSet, Words, unstemmed, words},
};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

static UNSPACED: Unspaced = Unspaced {
    words: Words::Dictionary {
        format: Format::Ipadic,
        shipped: Some(include_bytes!("dictionary.bin")),
        embedded: if cfg!(feature = "embed-ipadic") {
            Some("embedded://ipadic")
        } else {
            None
        },
    },
    concerns: cjk::is_east_asian,
    is_unspaced: cjk::is_unspaced,
    plain: |text| cjk::plain(text, variant),
    variant,
    spelling,
    stem,
    counts_in_words: false,
    transcribes: false,
};

/// The profile of Japanese.
pub static JAPANESE: Language = Language {
    code: "ja",
    name: "Japanese",
    endonym: "日本語",
    aliases: "jpn, jp, 日本, nihongo, японский, японский язык, жапонша, жапон тілі",
    script: Script::Japanese,
    analysis: "dictionary: IPADIC through lindera",
    stem: unstemmed,
    unspaced: Some(&UNSPACED),
    dense: true,
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
