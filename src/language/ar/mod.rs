//! Arabic.

use std::sync::LazyLock;

use rust_stemmers::Algorithm;

use super::{
    profile::{Language, PLAIN, Script, WordSet, words},
    snowball,
};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Arabic.
pub static ARABIC: Language = Language {
    code: "ar",
    name: "Arabic",
    endonym: "العربية",
    aliases: "ara, arb, عربي, арабский, арабский язык, арабша, араб тілі",
    script: Script::Arabic,
    analysis: "Snowball",
    stem: |word| snowball::stem(Algorithm::Arabic, Script::Arabic, word),
    stop_words: &STOP_WORDS,
    names: include_str!("names.tsv"),
    ..PLAIN
};
