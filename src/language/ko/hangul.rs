//! What is inside a Korean syllable? Its sounds follow from its number
//! (Unicode Standard, section 3.12).

use super::super::cjk::is_hangul;

const FIRST: u32 = 0xAC00;
const VOWELS: u32 = 21;
const FINALS: u32 = 28;

/// The sounds of a syllable: initial, vowel, final (0 for none), by their
/// places in the tables of Unicode; `None` for another character.
pub(super) fn sounds(c: char) -> Option<(u32, u32, u32)> {
    let number = (c as u32).checked_sub(FIRST).filter(|_| is_hangul(c))?;
    Some((
        number / FINALS / VOWELS,
        number / FINALS % VOWELS,
        number % FINALS,
    ))
}

/// The syllable of these sounds.
pub(super) fn syllable(initial: u32, vowel: u32, last: u32) -> Option<char> {
    char::from_u32(FIRST + (initial * VOWELS + vowel) * FINALS + last)
}

const INITIALS: [&str; 19] = [
    "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p",
    "h",
];
const VOWEL_LETTERS: [&str; 21] = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we",
    "wi", "yu", "eu", "ui", "i",
];
const FINAL_LETTERS: [&str; 28] = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p",
    "t", "t", "ng", "t", "t", "k", "t", "p", "t",
];
/// 시 sounds like shi.
const S: u32 = 9;
const I: u32 = 20;

/// The Latin form of a Korean word by the Revised Romanisation, syllable by
/// syllable; `None` for other words.
pub fn romanised(word: &str) -> Option<String> {
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        let (initial, vowel, last) = sounds(c)?;
        let letters = |table: &[&'static str], at: u32| table.get(at as usize).copied();
        out.push_str(if (initial, vowel) == (S, I) {
            "sh"
        } else {
            letters(&INITIALS, initial)?
        });
        out.push_str(letters(&VOWEL_LETTERS, vowel)?);
        out.push_str(letters(&FINAL_LETTERS, last)?);
    }
    (!out.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_by_example() {
        assert_eq!(romanised("아스타나").as_deref(), Some("aseutana"));
        assert_eq!(romanised("무라시코").as_deref(), Some("murashiko"));
        assert_eq!(romanised("東京"), None);
        let (initial, vowel, last) = sounds('한').unwrap();
        assert_eq!(syllable(initial, vowel, last), Some('한'));
    }
}
