//! Chinese.

use std::sync::LazyLock;

use super::{Language, PLAIN, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Chinese.
pub static CHINESE: Language = Language {
    code: "zh",
    name: "Chinese",
    endonym: "中文",
    script: Script::Han,
    analysis: "none yet",
    stem: super::unstemmed,
    stop_words: &STOP_WORDS,
    names: include_str!("names.tsv"),
    ..PLAIN
};
