//! Turkish.

mod stemmer;

use std::sync::LazyLock;

use super::profile::{Language, PLAIN, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Turkish.
pub static TURKISH: Language = Language {
    code: "tr",
    name: "Turkish",
    endonym: "Türkçe",
    aliases: "tur, turkce, türk, турецкий, турецкий язык, түрікше, түрік тілі",
    script: Script::Latin,
    letters: Some("çğıöşüâîû"),
    analysis: "Snowball, amended",
    stem: stemmer::stem,
    stop_words: &STOP_WORDS,
    agglutinative: true,
    inflects_names: true,
    sounds: &[('c', "j")],
    names: include_str!("names.tsv"),
    ..PLAIN
};
