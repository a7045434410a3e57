//! Uzbek.

mod cyrillic;
mod stemmer;

use std::sync::LazyLock;

use super::{Language, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Uzbek.
pub static UZBEK: Language = Language {
    code: "uz",
    name: "Uzbek",
    endonym: "oʻzbek tili",
    script: Script::Latin,
    analysis: "suffixes",
    stem: stemmer::stem,
    alphabets: None,
    stop_words: &STOP_WORDS,
    recall_stem: None,
    agglutinative: true,
    inflects_names: true,
    names: include_str!("names.tsv"),
};
