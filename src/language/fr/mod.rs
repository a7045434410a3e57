//! French.

mod stemmer;

use std::sync::LazyLock;

use super::profile::{Language, PLAIN, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of French.
pub static FRENCH: Language = Language {
    code: "fr",
    name: "French",
    endonym: "français",
    aliases: "fra, fre, francais, французский, французский язык, французша, француз тілі",
    script: Script::Latin,
    analysis: "Snowball, amended",
    stem: stemmer::stem,
    stop_words: &STOP_WORDS,
    names: include_str!("names.tsv"),
    ..PLAIN
};
