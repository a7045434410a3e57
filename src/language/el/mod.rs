//! Greek.

mod stemmer;

use std::sync::LazyLock;

use super::profile::{Language, PLAIN, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Greek.
pub static GREEK: Language = Language {
    code: "el",
    name: "Greek",
    endonym: "ελληνικά",
    aliases: "ell, gre, gr, ellinika, греческий, греческий язык, грекше",
    script: Script::Greek,
    analysis: "Snowball, amended",
    stem: stemmer::stem,
    stop_words: &STOP_WORDS,
    names: include_str!("names.tsv"),
    ..PLAIN
};
