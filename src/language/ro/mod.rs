//! Romanian.

mod stemmer;

use std::sync::LazyLock;

use super::profile::{Language, PLAIN, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Romanian.
pub static ROMANIAN: Language = Language {
    code: "ro",
    name: "Romanian",
    endonym: "română",
    aliases: "ron, rum, mo, mol, moldovan, romana, румынский, румынский язык, молдавский, румынша",
    script: Script::Latin,
    analysis: "Snowball, amended",
    stem: stemmer::stem,
    stop_words: &STOP_WORDS,
    names: include_str!("names.tsv"),
    ..PLAIN
};
