//! Belarusian.

mod stemmer;

use std::sync::LazyLock;

use super::profile::{Language, PLAIN, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Belarusian.
pub static BELARUSIAN: Language = Language {
    code: "be",
    name: "Belarusian",
    endonym: "беларуская мова",
    aliases: "bel, by, byelorussian, беларуская, белорусский, белорусский язык, беларусша",
    script: Script::Cyrillic,
    letters: Some("іў"),
    analysis: "endings",
    stem: stemmer::stem,
    stop_words: &STOP_WORDS,
    inflects_names: true,
    sounds: &[('г', "h")],
    names: include_str!("names.tsv"),
    ..PLAIN
};
