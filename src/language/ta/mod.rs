//! Tamil.

use std::sync::LazyLock;

use rust_stemmers::Algorithm;

use super::{
    profile::{Language, PLAIN, Script, WordSet, words},
    snowball,
};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Tamil.
pub static TAMIL: Language = Language {
    code: "ta",
    name: "Tamil",
    endonym: "தமிழ்",
    aliases: "tam, тамильский, тамильский язык, тамилше",
    script: Script::Tamil,
    analysis: "Snowball",
    stem: |word| snowball::stem(Algorithm::Tamil, Script::Tamil, word),
    stop_words: &STOP_WORDS,
    agglutinative: true,
    names: include_str!("names.tsv"),
    ..PLAIN
};
