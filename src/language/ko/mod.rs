//! Korean.

mod hangul;
mod stemmer;

use std::sync::LazyLock;

pub use self::hangul::romanised;
use super::{Language, PLAIN, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Korean.
pub static KOREAN: Language = Language {
    code: "ko",
    name: "Korean",
    endonym: "한국어",
    script: Script::Hangul,
    analysis: "stemmer: particles and endings; a dictionary of your own",
    stem: stemmer::stem,
    stop_words: &STOP_WORDS,
    recall_stem: Some(stemmer::noun),
    agglutinative: true,
    inflects_names: true,
    names: include_str!("names.tsv"),
    ..PLAIN
};
