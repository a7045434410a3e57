//! Japanese.

use std::sync::LazyLock;

use super::{Language, PLAIN, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Japanese.
pub static JAPANESE: Language = Language {
    code: "ja",
    name: "Japanese",
    endonym: "日本語",
    script: Script::Japanese,
    analysis: "none yet",
    stem: super::unstemmed,
    stop_words: &STOP_WORDS,
    names: include_str!("names.tsv"),
    ..PLAIN
};
