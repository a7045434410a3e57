//! Chinese.

mod transcription;

use std::sync::LazyLock;

pub use self::transcription::{is_transcription, may_transcribe, transcribed};
use super::{
    cjk::{self, Variants},
    profile::{Format, Language, PLAIN, Script, Unspaced, WordSet, Words, unstemmed, words},
};

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

static UNSPACED: Unspaced = Unspaced {
    words: Words::Dictionary {
        format: Format::WordList,
        shipped: Some(include_bytes!("dictionary.bin")),
        embedded: if cfg!(feature = "embed-jieba") {
            Some("embedded://jieba")
        } else {
            None
        },
    },
    concerns: cjk::is_east_asian,
    is_unspaced: cjk::is_unspaced,
    plain: |text| cjk::plain(text, variant),
    variant,
    spelling: unstemmed,
    stem: unstemmed,
    counts_in_words: true,
    transcribes: true,
};

/// The profile of Chinese.
pub static CHINESE: Language = Language {
    code: "zh",
    name: "Chinese",
    endonym: "中文",
    aliases: "zho, chi, cn, cmn, mandarin, 汉语, 漢語, 华语, 普通话, zhongwen, китайский, китайский язык, қытайша, қытай тілі",
    script: Script::Han,
    analysis: "dictionary: the words of jieba through lindera",
    stem: unstemmed,
    unspaced: Some(&UNSPACED),
    dense: true,
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
