//! Chinese.

mod transcription;

use std::sync::LazyLock;

pub use self::transcription::{is_transcription, may_transcribe, transcribed};
use super::{Language, PLAIN, Script, WordSet, cjk::Variants, words};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The profile of Chinese.
pub static CHINESE: Language = Language {
    code: "zh",
    name: "Chinese",
    endonym: "中文",
    script: Script::Han,
    analysis: "dictionary: the words of jieba through lindera",
    stem: super::unstemmed,
    stop_words: &STOP_WORDS,
    names: include_str!("names.tsv"),
    ..PLAIN
};

static VARIANTS: LazyLock<Variants> =
    LazyLock::new(|| Variants::read(include_str!("variants.tsv")));

/// The simplified form of a traditional character (機 → 机).
pub fn variant(c: char) -> char {
    VARIANTS.usual(c)
}
