//! Kyrgyz.

use std::sync::LazyLock;

use super::{
    profile::{Language, PLAIN, Script, WordSet, words},
    turkic,
};

turkic::morphology!();

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Kyrgyz.
pub static KYRGYZ: Language = Language {
    code: "ky",
    name: "Kyrgyz",
    endonym: "кыргыз тили",
    aliases: "kir, kg, kgz, kirghiz, kirgiz, кыргызча, кыргыз, qırğızça, киргизский, кыргызский, киргизский язык, кыргызский язык, қырғызша, қырғыз тілі",
    script: Script::Cyrillic,
    letters: Some("ңөү"),
    analysis: "morphology",
    stem,
    stop_words: &STOP_WORDS,
    agglutinative: true,
    inflects_names: true,
    relative: Some("kk"),
    morphology: Some(&MORPHOLOGY),
    names: include_str!("names.tsv"),
    ..PLAIN
};
