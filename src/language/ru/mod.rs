//! Russian.

mod stemmer;
mod suffix_rules;

use std::sync::LazyLock;

use super::profile::{Language, PLAIN, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Russian.
pub static RUSSIAN: Language = Language {
    code: "ru",
    name: "Russian",
    endonym: "русский язык",
    aliases: "rus, russkij, по-русски, русский, russkiy, орысша, орыс тілі, орусча, орус тили",
    script: Script::Cyrillic,
    letters: Some(""),
    analysis: "learned endings, Snowball beside them",
    stem: stemmer::stem,
    stop_words: &STOP_WORDS,
    recall_stem: Some(stemmer::snowball),
    inflects_names: true,
    capital_stem: stemmer::capital_stem,
    names: include_str!("names.tsv"),
    ..PLAIN
};
