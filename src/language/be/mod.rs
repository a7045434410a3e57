//! Belarusian.

mod stemmer;

use std::sync::LazyLock;

use super::{Language, PLAIN, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Belarusian.
pub static BELARUSIAN: Language = Language {
    code: "be",
    name: "Belarusian",
    endonym: "беларуская мова",
    script: Script::Cyrillic,
    analysis: "endings",
    stem: stemmer::stem,
    stop_words: &STOP_WORDS,
    inflects_names: true,
    names: include_str!("names.tsv"),
    ..PLAIN
};
