//! Italian.

use std::sync::LazyLock;

use rust_stemmers::Algorithm;

use super::{Language, PLAIN, Script, WordSet, snowball, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Italian.
pub static ITALIAN: Language = Language {
    code: "it",
    name: "Italian",
    endonym: "italiano",
    script: Script::Latin,
    analysis: "Snowball",
    stem: |word| snowball::stem(Algorithm::Italian, Script::Latin, word),
    stop_words: &STOP_WORDS,
    names: include_str!("names.tsv"),
    ..PLAIN
};
