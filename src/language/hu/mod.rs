//! Hungarian.

use std::sync::LazyLock;

use rust_stemmers::Algorithm;

use super::{
    profile::{Language, PLAIN, Script, WordSet, words},
    snowball,
};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Hungarian.
pub static HUNGARIAN: Language = Language {
    code: "hu",
    name: "Hungarian",
    endonym: "magyar",
    aliases: "hun, венгерский, венгерский язык, мажарша",
    script: Script::Latin,
    analysis: "Snowball",
    stem: |word| snowball::stem(Algorithm::Hungarian, Script::Latin, word),
    stop_words: &STOP_WORDS,
    agglutinative: true,
    inflects_names: true,
    sounds: &[('j', "i")],
    names: include_str!("names.tsv"),
    ..PLAIN
};
