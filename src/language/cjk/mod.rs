//! What do Chinese, Japanese and Korean have in common? Their writing: which
//! characters it has, which of them are the same, and how it writes numbers.
//! What is peculiar to one of them stands in its folder.

mod numerals;
mod variants;
mod width;

pub use numerals::{Numeral, numeral};
pub use variants::Variants;
pub use width::plain;

/// Whether a character may belong to a text in East Asian writing. Everything
/// that East Asia alone writes comes late in Unicode.
pub fn is_east_asian(c: char) -> bool {
    c >= '\u{2E80}'
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
