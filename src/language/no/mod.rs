//! Norwegian.

use std::{borrow::Cow, sync::LazyLock};

use rust_stemmers::Algorithm;

use super::{Language, PLAIN, Script, WordSet, snowball, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Norwegian.
pub static NORWEGIAN: Language = Language {
    code: "no",
    name: "Norwegian",
    endonym: "norsk",
    script: Script::Latin,
    stem,
    stop_words: &STOP_WORDS,
    names: include_str!("names.tsv"),
    ..PLAIN
};

fn stem(word: &str) -> Cow<'_, str> {
    snowball::stem(Algorithm::Norwegian, Script::Latin, word)
}
