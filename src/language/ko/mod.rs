//! Korean.

mod hangul;
mod stemmer;

use std::sync::LazyLock;

pub use self::hangul::romanised;
use super::{
    cjk,
    profile::{Format, Language, PLAIN, Script, Unspaced, WordSet, Words, unstemmed, words},
};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

static UNSPACED: Unspaced = Unspaced {
    words: Words::Dictionary {
        format: Format::KoDic,
        shipped: None,
        embedded: if cfg!(feature = "embed-ko-dic") {
            Some("embedded://ko-dic")
        } else {
            None
        },
    },
    concerns: cjk::is_east_asian,
    is_unspaced: cjk::is_hangul,
    plain: |text| cjk::plain(text, std::convert::identity),
    variant: std::convert::identity,
    spelling: unstemmed,
    stem: unstemmed,
    counts_in_words: false,
    transcribes: false,
};

/// The profile of Korean.
pub static KOREAN: Language = Language {
    code: "ko",
    name: "Korean",
    endonym: "한국어",
    aliases: "kor, kr, 한국말, 조선말, hangugeo, корейский, корейский язык, кәрісше, корей тілі",
    script: Script::Hangul,
    analysis: "stemmer: particles and endings; a dictionary of your own",
    stem: stemmer::stem,
    unspaced: Some(&UNSPACED),
    dense: true,
    stop_words: &STOP_WORDS,
    recall_stem: Some(stemmer::noun),
    agglutinative: true,
    inflects_names: true,
    names: include_str!("names.tsv"),
    ..PLAIN
};
