//! English.

mod stemmer;

use std::sync::LazyLock;

use super::{Language, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of English.
pub static ENGLISH: Language = Language {
    code: "en",
    name: "English",
    endonym: "English",
    script: Script::Latin,
    analysis: "Snowball",
    stem: stemmer::stem,
    alphabets: None,
    stop_words: &STOP_WORDS,
    recall_stem: None,
    agglutinative: false,
    inflects_names: false,
    names: include_str!("names.tsv"),
};
