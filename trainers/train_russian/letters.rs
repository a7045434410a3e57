//! How is a Russian word held while training? As the letter numbers that
//! `stems.bin` uses, one byte a letter.

use crate::suffix_rules;

/// A folded word (lower-case, ё→е) as letter numbers.
pub type Word = Vec<u8>;

/// The letters of a lower-case word; `None` if it holds anything but Russian
/// letters and hyphens.
pub fn encode(word: &str) -> Option<Word> {
    word.chars()
        .map(|c| suffix_rules::letter(if c == 'ё' { 'е' } else { c }))
        .collect()
}

/// The word with these letters.
pub fn decode(word: &[u8]) -> String {
    word.iter()
        .filter_map(|&letter| suffix_rules::character(letter))
        .collect()
}

/// The number of the hyphen.
pub fn hyphen() -> Option<u8> {
    suffix_rules::letter('-')
}

/// The last `count` letters, or all there are.
pub fn last(word: &[u8], count: usize) -> &[u8] {
    &word[word.len().saturating_sub(count)..]
}

/// Whether a character is a vowel.
pub fn is_vowel(c: char) -> bool {
    "аеиоуыэюя".contains(c)
}

/// Whether a letter number is a vowel's.
pub fn is_vowel_letter(letter: u8) -> bool {
    suffix_rules::character(letter).is_some_and(is_vowel)
}

/// A hash of a word that stays the same across runs and compilers (FNV-1a).
pub fn hash(word: &[u8]) -> u64 {
    word.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &letter| {
        (hash ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3)
    })
}
