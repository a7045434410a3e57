//! Russian.

mod stemmer;
mod suffix_rules;

use std::sync::LazyLock;

use super::{Language, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Russian.
pub static RUSSIAN: Language = Language {
    code: "ru",
    name: "Russian",
    endonym: "русский язык",
    script: Script::Cyrillic,
    analysis: "learned endings, Snowball beside them",
    stem: stemmer::stem,
    alphabets: None,
    stop_words: &STOP_WORDS,
    recall_stem: Some(stemmer::snowball),
    agglutinative: false,
    inflects_names: true,
    names: include_str!("names.tsv"),
};
