//! Kazakh.

mod alphabets;
mod fold;

use std::sync::LazyLock;

use super::{Language, Script, WordSet, turkic, words};

turkic::morphology!();

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Kazakh.
pub static KAZAKH: Language = Language {
    code: "kk",
    name: "Kazakh",
    endonym: "қазақ тілі",
    script: Script::Cyrillic,
    analysis: "morphology",
    stem,
    alphabets: Some(&alphabets::ALPHABETS),
    stop_words: &STOP_WORDS,
    recall_stem: None,
    agglutinative: true,
    inflects_names: true,
    names: include_str!("names.tsv"),
};
