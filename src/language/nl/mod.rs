//! Dutch.

mod stemmer;

use std::sync::LazyLock;

use super::profile::{Language, PLAIN, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Dutch.
pub static DUTCH: Language = Language {
    code: "nl",
    name: "Dutch",
    endonym: "Nederlands",
    aliases: "nld, dut, flemish, vlaams, нидерландский, голландский, нидерландша",
    script: Script::Latin,
    analysis: "Snowball, amended",
    stem: stemmer::stem,
    stop_words: &STOP_WORDS,
    sounds: &[('j', "i")],
    names: include_str!("names.tsv"),
    ..PLAIN
};
