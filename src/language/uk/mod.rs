//! Ukrainian.

mod stemmer;

use std::sync::LazyLock;

use super::profile::{Language, PLAIN, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Ukrainian.
pub static UKRAINIAN: Language = Language {
    code: "uk",
    name: "Ukrainian",
    endonym: "українська мова",
    aliases: "ukr, ua, українська, украинский, украинский язык, украинша, украин тілі",
    script: Script::Cyrillic,
    letters: Some("ґєії"),
    analysis: "endings",
    stem: stemmer::stem,
    stop_words: &STOP_WORDS,
    inflects_names: true,
    sounds: &[('г', "h")],
    names: include_str!("names.tsv"),
    ..PLAIN
};
