//! French.

use std::{borrow::Cow, sync::LazyLock};

use rust_stemmers::Algorithm;

use super::{Language, PLAIN, Script, WordSet, snowball, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of French.
pub static FRENCH: Language = Language {
    code: "fr",
    name: "French",
    endonym: "français",
    script: Script::Latin,
    stem,
    stop_words: &STOP_WORDS,
    names: include_str!("names.tsv"),
    ..PLAIN
};

fn stem(word: &str) -> Cow<'_, str> {
    snowball::stem(Algorithm::French, Script::Latin, word)
}
