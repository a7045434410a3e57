//! Korean.

use std::sync::LazyLock;

use super::{Language, PLAIN, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Korean.
pub static KOREAN: Language = Language {
    code: "ko",
    name: "Korean",
    endonym: "한국어",
    script: Script::Hangul,
    analysis: "none yet",
    stem: super::unstemmed,
    stop_words: &STOP_WORDS,
    names: include_str!("names.tsv"),
    ..PLAIN
};
