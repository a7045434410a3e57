//! Azerbaijani, in Latin letters.

mod stemmer;

use std::sync::LazyLock;

use super::profile::{Language, PLAIN, Script, WordSet, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// Is this name, in lower-case Latin letters, written as only Azerbaijani does?
pub fn is_own(word: &str) -> bool {
    let marked = word.contains(['ş', 'ç', 'ı', 'ğ', 'ö', 'ü']);
    word.contains('ə') || (marked && word.contains('q'))
}

/// The profile of Azerbaijani.
pub static AZERBAIJANI: Language = Language {
    code: "az",
    name: "Azerbaijani",
    endonym: "azərbaycan dili",
    aliases: "aze, azj, azeri, azeri turkish, azerbaycan dili, azərbaycanca, azərbaycan türkcəsi, азербайджанский, азербайджанский язык, әзербайжанша, әзербайжан тілі, азербайжанча",
    script: Script::Latin,
    letters: Some("əçğıöşüâ"),
    analysis: "suffixes",
    stem: stemmer::stem,
    stop_words: &STOP_WORDS,
    agglutinative: true,
    inflects_names: true,
    relative: Some("tr"),
    sounds: &[('c', "j"), ('x', "h"), ('q', "g")],
    names: include_str!("names.tsv"),
    ..PLAIN
};
