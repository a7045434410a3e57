//! What do Chinese, Japanese and Korean have in common? Their writing: which
//! characters it has, which of them are the same, and how it writes numbers.
//! What is peculiar to one of them stands in its folder.

mod numerals;
mod variants;
mod width;

use std::borrow::Cow;

pub use numerals::{Numeral, numeral};
pub use variants::Variants;
pub use width::{Plain, plain};

use super::{Language, ja, zh};

/// What a language has to say about words that stand without spaces.
pub struct Rules {
    /// The character that stands for all of its variants.
    pub variant: fn(char) -> char,
    /// A word as the index knows it: one spelling for several.
    pub spelling: fn(&str) -> Cow<'_, str>,
    /// The stem of a word's dictionary form in that spelling.
    pub stem: fn(&str) -> Cow<'_, str>,
    /// Whether a character belongs to the words that the dictionary knows.
    pub is_unspaced: fn(char) -> bool,
    /// Whether the dictionary has words of a number and what is counted.
    pub counts_in_words: bool,
    /// Whether foreign names are written in characters that may be words, so
    /// that the dictionary takes unknown ones apart.
    pub transcribes: bool,
}

static JAPANESE: Rules = Rules {
    variant: ja::variant,
    spelling: ja::spelling,
    stem: ja::stem,
    counts_in_words: false,
    transcribes: false,
    is_unspaced,
};

static CHINESE: Rules = Rules {
    variant: zh::variant,
    spelling: super::unstemmed,
    stem: super::unstemmed,
    counts_in_words: true,
    transcribes: true,
    is_unspaced,
};

static KOREAN: Rules = Rules {
    variant: std::convert::identity,
    spelling: super::unstemmed,
    stem: super::unstemmed,
    is_unspaced: is_hangul,
    counts_in_words: false,
    transcribes: false,
};

/// The rules of a language whose words a dictionary can take apart.
pub fn rules(language: &Language) -> Option<&'static Rules> {
    match language.code {
        "ja" => Some(&JAPANESE),
        "zh" => Some(&CHINESE),
        "ko" => Some(&KOREAN),
        _ => None,
    }
}

/// Whether a language's words are short in characters and long in meaning, so
/// that two characters say as much as four letters elsewhere.
pub fn is_dense(language: &Language) -> bool {
    matches!(language.code, "ja" | "zh" | "ko")
}

/// The languages that a short text may be in by its script alone, with their
/// probability: the same Chinese characters are words of Chinese and of
/// Japanese.
pub fn plausible(text: &str) -> &'static [(&'static str, f32)] {
    let has = |is: fn(char) -> bool| text.chars().any(is);
    let is_half_width = |c| matches!(c, '\u{FF66}'..='\u{FF9F}');
    if has(|c| is_hiragana(c) || is_katakana(c)) || has(is_half_width) {
        &[("ja", 1.0)]
    } else if has(is_hangul) {
        &[("ko", 1.0)]
    } else if has(is_han) {
        &[("zh", 0.5), ("ja", 0.5), ("ko", 0.1)]
    } else {
        &[]
    }
}

/// A Chinese character.
pub fn is_han(c: char) -> bool {
    matches!(c,
        '々' | '〆' | '〇'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}')
}

/// A character of katakana, the mark of a long vowel among them.
pub fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FE}' | '\u{31F0}'..='\u{31FF}')
}

/// A character of hiragana.
pub fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{3099}'..='\u{309F}')
}

/// A Korean syllable.
pub fn is_hangul(c: char) -> bool {
    matches!(c, '\u{AC00}'..='\u{D7A3}')
}

/// A character of a word that stands without spaces: Chinese or Japanese.
pub fn is_unspaced(c: char) -> bool {
    is_han(c) || is_katakana(c) || is_hiragana(c)
}
