//! German.

use std::sync::LazyLock;

use rust_stemmers::Algorithm;

use super::{
    profile::{Language, PLAIN, Script, WordSet, words},
    snowball,
};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of German.
pub static GERMAN: Language = Language {
    code: "de",
    name: "German",
    endonym: "Deutsch",
    aliases: "deu, ger, немецкий, немецкий язык, немісше, неміс тілі",
    script: Script::Latin,
    analysis: "Snowball",
    stem: |word| snowball::stem(Algorithm::German, Script::Latin, word),
    stop_words: &STOP_WORDS,
    sounds: &[('j', "i")],
    names: include_str!("names.tsv"),
    ..PLAIN
};
