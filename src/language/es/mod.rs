//! Spanish.

use std::sync::LazyLock;

use rust_stemmers::Algorithm;

use super::{
    profile::{Language, PLAIN, Script, WordSet, words},
    snowball,
};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Spanish.
pub static SPANISH: Language = Language {
    code: "es",
    name: "Spanish",
    endonym: "español",
    aliases: "spa, espanol, castellano, castilian, испанский, испанский язык, испанша, испан тілі",
    script: Script::Latin,
    analysis: "Snowball",
    stem: |word| snowball::stem(Algorithm::Spanish, Script::Latin, word),
    stop_words: &STOP_WORDS,
    sounds: &[('j', "h")],
    names: include_str!("names.tsv"),
    ..PLAIN
};
