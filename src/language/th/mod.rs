//! Thai.

use std::sync::LazyLock;

use super::{
    profile::{Language, PLAIN, Script, WordSet, words},
    southeast,
};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Thai.
pub static THAI: Language = Language {
    code: "th",
    name: "Thai",
    endonym: "ภาษาไทย",
    aliases: "tha, siamese, ไทย, phasa thai, тайский, тайский язык, тайша, тай тілі",
    script: Script::Thai,
    analysis: "words by ICU's list",
    unspaced: Some(&southeast::UNSPACED),
    stop_words: &STOP_WORDS,
    names: include_str!("names.tsv"),
    ..PLAIN
};
