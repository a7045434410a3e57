//! Finnish.

use std::sync::LazyLock;

use rust_stemmers::Algorithm;

use super::{
    profile::{Language, PLAIN, Script, WordSet, words},
    snowball,
};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Finnish.
pub static FINNISH: Language = Language {
    code: "fi",
    name: "Finnish",
    endonym: "suomi",
    aliases: "fin, финский, финский язык, финше",
    script: Script::Latin,
    analysis: "Snowball",
    stem: |word| snowball::stem(Algorithm::Finnish, Script::Latin, word),
    stop_words: &STOP_WORDS,
    agglutinative: true,
    inflects_names: true,
    sounds: &[('j', "i")],
    names: include_str!("names.tsv"),
    ..PLAIN
};
