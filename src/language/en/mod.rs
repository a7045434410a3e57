//! English.

mod stemmer;

use std::sync::LazyLock;

use super::profile::{Language, PLAIN, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of English.
pub static ENGLISH: Language = Language {
    code: "en",
    name: "English",
    endonym: "English",
    aliases: "eng, us, gb, английский, английский язык, ағылшынша, ағылшын тілі, англисче",
    script: Script::Latin,
    letters: Some(""),
    analysis: "Snowball",
    stem: stemmer::stem,
    stop_words: &STOP_WORDS,
    names: include_str!("names.tsv"),
    ..PLAIN
};
