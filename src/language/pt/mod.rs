//! Portuguese.

mod stemmer;

use std::sync::LazyLock;

use super::profile::{Language, PLAIN, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Portuguese.
pub static PORTUGUESE: Language = Language {
    code: "pt",
    name: "Portuguese",
    endonym: "português",
    aliases: "por, portugues, португальский, португальский язык, португалша",
    script: Script::Latin,
    analysis: "Snowball, amended",
    stem: stemmer::stem,
    stop_words: &STOP_WORDS,
    names: include_str!("names.tsv"),
    ..PLAIN
};
