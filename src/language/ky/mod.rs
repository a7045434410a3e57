//! Kyrgyz.

use std::sync::LazyLock;

use super::{Language, Script, WordSet, turkic, words};

turkic::morphology!();

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Kyrgyz.
pub static KYRGYZ: Language = Language {
    code: "ky",
    name: "Kyrgyz",
    endonym: "кыргыз тили",
    script: Script::Cyrillic,
    analysis: "morphology",
    stem,
    alphabets: None,
    stop_words: &STOP_WORDS,
    recall_stem: None,
    agglutinative: true,
    inflects_names: true,
    names: include_str!("names.tsv"),
};
