//! Which spellings are the same word? Case, ё, typographic apostrophes,
//! stress marks, soft hyphens and look-alike letters are folded away.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// The apostrophes that news text uses for one another, folded to `'`.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '\'' | '\u{2019}'
            | '\u{2018}'
            | '\u{201B}'
            | '\u{02BC}'
            | '\u{02BB}'
            | '\u{02BD}'
            | '\u{02B9}'
            | '\u{2032}'
            | '\u{0060}'
            | '\u{00B4}'
            | '\u{FF07}'
    )
}

/// Characters that belong to no spelling: soft hyphen, zero-width joiners and
/// spaces, byte-order mark, bidirectional marks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Latin letters that look like Cyrillic ones, in the case in which they do.
const LOOK_ALIKES: &[(char, char)] = &[
    ('a', 'а'),
    ('c', 'с'),
    ('e', 'е'),
    ('i', 'і'),
    ('j', 'ј'),
    ('k', 'к'),
    ('m', 'м'),
    ('o', 'о'),
    ('p', 'р'),
    ('s', 'ѕ'),
    ('t', 'т'),
    ('x', 'х'),
    ('y', 'у'),
    ('h', 'һ'),
    ('ə', 'ә'),
    ('ɵ', 'ө'),
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('I', 'І'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
    ('Ə', 'Ә'),
    ('Ɵ', 'Ө'),
];

fn to_cyrillic(c: char) -> Option<char> {
    LOOK_ALIKES
        .iter()
        .find(|(latin, _)| *latin == c)
        .map(|(_, cyrillic)| *cyrillic)
}

fn to_latin(c: char) -> Option<char> {
    LOOK_ALIKES
        .iter()
        .find(|(_, cyrillic)| *cyrillic == c)
        .map(|(latin, _)| *latin)
}

fn is_latin(c: char) -> bool {
    // With all extended blocks: the lower case of a letter of one block may
    // stand in another.
    c.is_ascii_alphabetic()
        || matches!(c, '\u{00C0}'..='\u{02AF}' | '\u{1E00}'..='\u{1EFF}' | '\u{2C60}'..='\u{2C7F}' | '\u{A720}'..='\u{A7FF}' | '\u{AB30}'..='\u{AB6F}')
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{0400}'..='\u{052F}' | '\u{1C80}'..='\u{1C8F}' | '\u{A640}'..='\u{A69F}')
}

/// Which script a mixed word was meant to be in.
enum Repair {
    None,
    ToCyrillic,
    ToLatin,
}

/// Decides how to mend a word that mixes Latin and Cyrillic letters: every
/// letter of one script must have a look-alike in the other; where both ways
/// are open, the script with more letters wins, and Cyrillic a draw.
fn repair(word: &str) -> Repair {
    let latin = word.chars().filter(|c| is_latin(*c)).count();
    let cyrillic = word.chars().filter(|c| is_cyrillic(*c)).count();
    if latin == 0 || cyrillic == 0 {
        return Repair::None;
    }
    let latin_folds = word
        .chars()
        .filter(|c| is_latin(*c))
        .all(|c| to_cyrillic(c).is_some());
    let cyrillic_folds = word
        .chars()
        .filter(|c| is_cyrillic(*c))
        .all(|c| to_latin(c).is_some());
    match (latin_folds, cyrillic_folds) {
        (true, true) if latin > cyrillic => Repair::ToLatin,
        (true, _) => Repair::ToCyrillic,
        (false, true) => Repair::ToLatin,
        (false, false) => Repair::None,
    }
}

/// Folds one word: NFC, lower-case, ё→е, apostrophes to `'`, stress marks on
/// Cyrillic letters and invisible characters dropped, look-alike letters of a
/// mixed-script word brought to one script.
///
/// The result is empty only for a word of invisible characters.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    // One pass nearly always settles it. Composition may bring forth a
    // character that folds further (the Greek oxia is an acute accent, which
    // is an apostrophe), and a few capitals look like no letter of the other
    // script while their small forms do.
    let mut folded = fold_once(word);
    for _ in 0..4 {
        match refold(&folded) {
            Some(again) => folded = again,
            None => break,
        }
    }
    folded
}

/// Another pass over what a pass has left, where that changes anything.
fn refold(folded: &str) -> Option<String> {
    let mixed = !matches!(repair(folded), Repair::None);
    let open = folded.chars().any(|c| {
        is_invisible(c)
            || (is_apostrophe(c) && c != '\'')
            || matches!(c, 'ё' | '\u{0301}' | '\u{0307}')
    });
    if !mixed && !open {
        return None;
    }
    let again = fold_once(folded);
    (again != folded).then_some(again)
}

fn fold_once(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    let repair = repair(word);
    let mut after_cyrillic = false;
    for c in word.chars() {
        // The dot of a Turkish capital İ stays behind when it becomes small.
        let dot = c == '\u{0307}' && folded.ends_with('i');
        if is_invisible(c) || dot || (c == '\u{0301}' && after_cyrillic) {
            continue;
        }
        let c = match repair {
            Repair::ToCyrillic => to_cyrillic(c).unwrap_or(c),
            Repair::ToLatin => to_latin(c).unwrap_or(c),
            Repair::None => c,
        };
        after_cyrillic = is_cyrillic(c);
        match c {
            'ё' | 'Ё' => folded.push('е'),
            'İ' => folded.push('i'),
            c if is_apostrophe(c) => folded.push('\''),
            c => folded.extend(c.to_lowercase()),
        }
    }
    if is_nfc_quick(folded.chars()) != IsNormalized::Yes {
        folded = folded.nfc().collect();
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folds_to_the_same_word() {
        for (written, word) in [
            ("Ёлка", "елка"),
            ("Е\u{0308}лка", "елка"),
            ("за\u{0301}мок", "замок"),
            ("Oʻzbek", "o'zbek"),
            ("O’zbek", "o'zbek"),
            ("ме\u{00AD}ди\u{00AD}ци\u{00AD}на", "медицина"),
            ("Mocквa", "москва"),       // Latin M, o, c and a
            ("Kaзақстан", "казақстан"), // Latin K and a
            ("iстеу", "істеу"),
            ("қaзaқшa", "қазақша"),
            ("əлем", "әлем"),
            ("HATО", "hato"),         // one Cyrillic О among Latin
            ("iPhoneды", "iphoneды"), // truly two scripts: left alone
            ("Covid", "covid"),
            ("ȺѐC", "ⱥѐc"), // a Latin letter whose lower case stands in another block
            ("ÉTÉ", "été"),
            ("и\u{0306}од", "йод"),
            ("İstanbul", "istanbul"),
            ("I\u{0307}stanbul", "istanbul"),
            ("\u{1FFD}", "'"), // composes to an acute accent
        ] {
            assert_eq!(fold(written), word, "{written}");
        }
    }

    #[test]
    fn every_character_folds_at_once() {
        for c in (0..=0x10FFFF).filter_map(char::from_u32) {
            for word in [c.to_string(), format!("а{c}b"), format!("{c}\u{0301}")] {
                let once = fold(&word);
                assert_eq!(fold(&once), once, "{word:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn folding_is_idempotent(word in "\\PC{0,12}") {
            let once = fold(&word);
            prop_assert_eq!(fold(&once), once);
        }
    }
}
