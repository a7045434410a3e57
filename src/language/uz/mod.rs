//! Uzbek.

mod cyrillic;
mod stemmer;

use std::sync::LazyLock;

use super::profile::{Language, PLAIN, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Uzbek.
pub static UZBEK: Language = Language {
    code: "uz",
    name: "Uzbek",
    endonym: "oʻzbek tili",
    aliases: "uzb, uzn, ozbek, o'zbek, o'zbekcha, o'zbek tili, узбекский, узбекский язык, ўзбекча, ўзбек тили, өзбекше, өзбек тілі",
    script: Script::Latin,
    letters: Some("ўқғҳõğşç"),
    analysis: "suffixes",
    stem: stemmer::stem,
    stop_words: &STOP_WORDS,
    agglutinative: true,
    inflects_names: true,
    relative: Some("kk"),
    sounds: &[('x', "h"), ('ў', "o")],
    names: include_str!("names.tsv"),
    ..PLAIN
};
