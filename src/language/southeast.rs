//! What do Thai, Lao, Khmer and Burmese have in common? No spaces between words,
//! digits of their own, and marks that are typed in more than one order.
//!
//! ICU has a list of words for each of the four scripts, and finds the longest
//! ones (`icu_segmenter`). What stands in no list, such as foreign names, is parted
//! into its syllables' letters, in a text and in a query alike, so that it is found as
//! a phrase. A language needs a profile with `UNSPACED`, and nothing else.

use std::borrow::Cow;

use super::{
    alphabet::Script,
    plain::Plain,
    profile::{Unspaced, Words, unstemmed},
};

/// The scripts whose words ICU knows.
const SCRIPTS: [Script; 4] = [Script::Thai, Script::Lao, Script::Khmer, Script::Burmese];

/// Letters of these scripts, with their marks, that make a word on average.
pub const LETTERS_OF_WORD: usize = 4;

/// The rules of writing that they share.
pub(super) static UNSPACED: Unspaced = Unspaced {
    words: Words::Icu,
    concerns,
    is_unspaced,
    plain,
    variant,
    spelling,
    stem: unstemmed,
    counts_in_words: false,
    transcribes: false,
};

/// A letter or a mark of a word that stands without spaces.
pub fn is_unspaced(c: char) -> bool {
    // Nearly every character of other text is decided by this.
    c >= '\u{0E01}' && SCRIPTS.iter().any(|script| script.has(c))
}

/// Such a letter, or a digit of these scripts.
fn concerns(c: char) -> bool {
    is_unspaced(c) || variant(c) != c
}

/// The European digit for one of their own; every other character is itself.
fn variant(c: char) -> char {
    const ZEROS: [char; 5] = ['\u{0E50}', '\u{0ED0}', '\u{17E0}', '\u{1040}', '\u{1090}'];
    let digit = ZEROS.iter().find_map(|zero| {
        let value = u32::from(c).checked_sub(u32::from(*zero))?;
        char::from_digit(value, 10)
    });
    digit.unwrap_or(c)
}

/// A text with its digits as those of Europe, and letters and marks that were typed
/// in parts or in another order as ICU's lists have them: Thai ำ (ํา, with a tone
/// mark between or before) and แ (เเ), a tone after the vowel below the letter,
/// and those of Lao, which stand 128 places further.
fn plain(text: &str) -> Plain<'_> {
    let mut before = ' ';
    let is_plain = text.chars().all(|c| {
        let joins = is_nikhahit(c) || is_e(c) && c == before || is_below(c) && is_tone(before);
        before = c;
        !joins && variant(c) == c
    });
    if is_plain {
        return Plain::unchanged(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len() / 3);
    let mut letters = text.char_indices().peekable();
    while let Some((at, c)) = letters.next() {
        places.push((out.len(), at));
        let next = letters.peek().copied();
        match next {
            Some((_, second)) if is_e(c) && second == c => {
                letters.next();
                out.push(following(c));
            }
            Some((_, below)) if is_tone(c) && is_below(below) => {
                letters.next();
                out.push(below);
                places.push((out.len(), at));
                out.push(c);
            }
            Some((_, length)) if is_nikhahit(c) && is_length(length) => {
                letters.next();
                out.push(following(length));
            }
            Some((there, tone)) if is_nikhahit(c) && is_tone(tone) => {
                letters.next();
                out.push(tone);
                places.push((out.len(), there));
                let length = letters.next_if(|(_, length)| is_length(*length));
                out.push(length.map_or(c, |(_, length)| following(length)));
            }
            _ => out.push(variant(c)),
        }
    }
    Plain::rewritten(out, places, text)
}

fn is_nikhahit(c: char) -> bool {
    matches!(c, '\u{0E4D}' | '\u{0ECD}')
}

/// The vowel ā, which ำ and its Lao fellow, the next character, end in.
fn is_length(c: char) -> bool {
    matches!(c, '\u{0E32}' | '\u{0EB2}')
}

/// The vowel e, of which two look like ae, the next character.
fn is_e(c: char) -> bool {
    matches!(c, '\u{0E40}' | '\u{0EC0}')
}

fn is_tone(c: char) -> bool {
    matches!(c, '\u{0E48}'..='\u{0E4B}' | '\u{0EC8}'..='\u{0ECB}')
}

/// A vowel that is written below its letter.
fn is_below(c: char) -> bool {
    matches!(c, '\u{0E38}' | '\u{0E39}' | '\u{0EB8}' | '\u{0EB9}')
}

fn following(c: char) -> char {
    char::from_u32(u32::from(c) + 1).unwrap_or(c)
}

/// Marks that say "and so on" or "again": no part of the word before them.
fn is_sign(c: char) -> bool {
    matches!(
        c,
        '\u{0E2F}' | '\u{0E46}' | '\u{0EAF}' | '\u{0EC6}' | '\u{17D7}'
    )
}

/// A word without signs of repetition and of abbreviation; nothing is left of
/// one that is such a sign.
fn spelling(word: &str) -> Cow<'_, str> {
    match word.contains(is_sign) {
        true => Cow::Owned(word.chars().filter(|c| !is_sign(*c)).collect()),
        false => Cow::Borrowed(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_spelling_for_several() {
        for (written, expected) in [
            ("น้ำ", "น้ำ"),
            ("นํ้า", "น้ำ"),
            ("น้ํา", "น้ำ"),
            ("เเม่", "แม่"),
            ("กํา", "กำ"),
            ("คู่", "คู่"),
            ("ค\u{0E48}\u{0E39}", "คู่"),
            ("ນໍ້າ", "ນ້ຳ"),
            ("๒๕๖๗ ໐໑ ០៩ ၀၉ 12", "2567 01 09 09 12"),
        ] {
            assert_eq!(plain(written).text, expected, "{written}");
        }
        assert_eq!(plain("ดื่มนํ้า").original(&(12..21)), 12..24);
        for (written, expected) in [("ต่างๆ", "ต่าง"), ("กรุงเทพฯ", "กรุงเทพ"), ("ๆ", "")]
        {
            assert_eq!(spelling(written), expected, "{written}");
        }
    }

    proptest! {
        #[test]
        fn plain_text_covers_its_original(text in "[ก-๛ກ-ໝ\u{1780}-\u{17D3}เา\u{0E4D}่ ุ a๑]{0,12}") {
            let plain = plain(&text);
            prop_assert_eq!(plain.original(&(0..plain.text.len())), 0..text.len());
            let mut last = 0;
            for (at, c) in plain.text.char_indices() {
                let range = plain.original(&(at..at + c.len_utf8()));
                prop_assert!(text.get(range.clone()).is_some() && range.start >= last);
                last = range.start;
            }
        }
    }
}
