//! Arabic.

use std::sync::LazyLock;

use rust_stemmers::Algorithm;

use super::{Language, PLAIN, Script, WordSet, snowball, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Arabic.
pub static ARABIC: Language = Language {
    code: "ar",
    name: "Arabic",
    endonym: "العربية",
    script: Script::Arabic,
    analysis: "Snowball",
    stem: |word| snowball::stem(Algorithm::Arabic, Script::Arabic, word),
    stop_words: &STOP_WORDS,
    names: include_str!("names.tsv"),
    ..PLAIN
};
