//! Italian.

use std::sync::LazyLock;

use rust_stemmers::Algorithm;

use super::{
    profile::{Language, PLAIN, Script, WordSet, words},
    snowball,
};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Italian.
pub static ITALIAN: Language = Language {
    code: "it",
    name: "Italian",
    endonym: "italiano",
    aliases: "ita, итальянский, итальянский язык, итальянша",
    script: Script::Latin,
    analysis: "Snowball",
    stem: |word| snowball::stem(Algorithm::Italian, Script::Latin, word),
    stop_words: &STOP_WORDS,
    sounds: &[('j', "i")],
    names: include_str!("names.tsv"),
    ..PLAIN
};
