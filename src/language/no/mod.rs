//! Norwegian.

mod stemmer;

use std::sync::LazyLock;

use super::profile::{Language, PLAIN, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Norwegian.
pub static NORWEGIAN: Language = Language {
    code: "no",
    name: "Norwegian",
    endonym: "norsk",
    aliases: "nb, nn, nor, nob, nno, bokmål, bokmal, nynorsk, норвежский, норвежский язык, норвегше",
    script: Script::Latin,
    analysis: "Snowball, amended",
    stem: stemmer::stem,
    stop_words: &STOP_WORDS,
    sounds: &[('j', "i")],
    names: include_str!("names.tsv"),
    ..PLAIN
};
