//! Danish.

use std::sync::LazyLock;

use rust_stemmers::Algorithm;

use super::{
    profile::{Language, PLAIN, Script, WordSet, words},
    snowball,
};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Danish.
pub static DANISH: Language = Language {
    code: "da",
    name: "Danish",
    endonym: "dansk",
    aliases: "dan, dk, датский, датский язык, датша",
    script: Script::Latin,
    analysis: "Snowball",
    stem: |word| snowball::stem(Algorithm::Danish, Script::Latin, word),
    stop_words: &STOP_WORDS,
    sounds: &[('j', "i")],
    names: include_str!("names.tsv"),
    ..PLAIN
};
