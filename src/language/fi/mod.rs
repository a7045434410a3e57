//! Finnish.

use std::sync::LazyLock;

use rust_stemmers::Algorithm;

use super::{Language, PLAIN, Script, WordSet, snowball, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Finnish.
pub static FINNISH: Language = Language {
    code: "fi",
    name: "Finnish",
    endonym: "suomi",
    script: Script::Latin,
    analysis: "Snowball",
    stem: |word| snowball::stem(Algorithm::Finnish, Script::Latin, word),
    stop_words: &STOP_WORDS,
    agglutinative: true,
    inflects_names: true,
    names: include_str!("names.tsv"),
    ..PLAIN
};
