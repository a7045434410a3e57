//! Tatar.

mod stemmer;

use std::sync::LazyLock;

use super::profile::{Language, PLAIN, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Tatar.
pub static TATAR: Language = Language {
    code: "tt",
    name: "Tatar",
    endonym: "татар теле",
    aliases: "tat, татар, татарча, tatarça, татарский, татарский язык, татарша, татар тілі",
    script: Script::Cyrillic,
    letters: Some("әөүҗңһ"),
    analysis: "suffixes",
    stem: stemmer::stem,
    stop_words: &STOP_WORDS,
    agglutinative: true,
    inflects_names: true,
    relative: Some("kk"),
    names: include_str!("names.tsv"),
    ..PLAIN
};
