//! Swedish.

mod stemmer;

use std::sync::LazyLock;

use super::profile::{Language, PLAIN, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Swedish.
pub static SWEDISH: Language = Language {
    code: "sv",
    name: "Swedish",
    endonym: "svenska",
    aliases: "swe, шведский, шведский язык, шведше",
    script: Script::Latin,
    analysis: "Snowball, amended",
    stem: stemmer::stem,
    stop_words: &STOP_WORDS,
    sounds: &[('j', "i")],
    names: include_str!("names.tsv"),
    ..PLAIN
};
