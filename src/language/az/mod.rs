//! Azerbaijani, in Latin letters.

mod stemmer;

use std::sync::LazyLock;

use super::{Language, PLAIN, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Azerbaijani.
pub static AZERBAIJANI: Language = Language {
    code: "az",
    name: "Azerbaijani",
    endonym: "azərbaycan dili",
    script: Script::Latin,
    analysis: "suffixes",
    stem: stemmer::stem,
    stop_words: &STOP_WORDS,
    agglutinative: true,
    inflects_names: true,
    names: include_str!("names.tsv"),
    ..PLAIN
};
