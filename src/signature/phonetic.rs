//! How would this word be spelled by someone who only heard it?
//!
//! Names and international words travel between languages by sound, so they
//! are compared in three ever coarser forms: a Latin form (one practical
//! romanisation for every Cyrillic alphabet), a phonetic form (spelling habits
//! of English and of romanisations brought together), and a skeleton of
//! consonants.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::language::{ja, ko};

/// The Latin form of a folded word: Cyrillic letters as the BGN/PCGN tables
/// romanise Russian (letters of Turkic alphabets as the nearest of these),
/// diacritics and apostrophes dropped; kana by Hepburn, Korean syllables by the
/// Revised Romanisation; letters of other scripts stay.
pub fn latin(word: &str) -> String {
    if word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return word.to_owned();
    }
    if let Some(latin) = ja::romanised(word).or_else(|| ko::romanised(word)) {
        return latin;
    }
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        match c {
            'а'..='я' | 'ё' => out.push_str(russian(c)),
            'ә' => out.push('a'),
            'ғ' => out.push('g'),
            'қ' => out.push('k'),
            'ң' => out.push('n'),
            'ө' => out.push('o'),
            'ұ' | 'ү' | 'ў' => out.push('u'),
            'һ' | 'ҳ' => out.push('h'),
            'і' | 'ї' | 'ı' => out.push('i'),
            'є' => out.push('e'),
            'җ' => out.push('j'),
            'ə' => out.push('a'),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            '\'' => {}
            c if c.is_ascii() => out.push(c),
            c => out.extend(
                std::iter::once(c)
                    .nfd()
                    .filter(|mark| !is_combining_mark(*mark)),
            ),
        }
    }
    out
}

fn russian(c: char) -> &'static str {
    match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' => "d",
        'е' | 'э' | 'ё' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' => "i",
        'й' | 'ы' => "y",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ю' => "yu",
        'я' => "ya",
        _ => "",
    }
}

/// Letter groups that stand for one sound, longest first, and that sound.
const GROUPS: &[(&str, &str)] = &[
    ("shch", "x"),
    ("tsch", "c"),
    ("sch", "x"),
    ("tch", "c"),
    ("dzh", "j"),
    ("sh", "x"),
    ("ch", "c"),
    ("zh", "j"),
    ("dj", "j"),
    ("kh", "h"),
    ("ts", "s"),
    ("tz", "s"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("gh", "g"),
    ("wh", "v"),
    ("qu", "kv"),
    ("oo", "u"),
    ("ou", "u"),
    ("ee", "i"),
];

/// Whether a group may begin with these two letters: spares most of the search.
fn may_group(first: u8, second: u8) -> bool {
    match second {
        b'h' => matches!(first, b's' | b'c' | b'z' | b'k' | b'p' | b't' | b'g' | b'w'),
        b'c' | b's' | b'z' => matches!(first, b's' | b't' | b'd'),
        b'j' => first == b'd',
        b'k' => first == b'c',
        b'u' => matches!(first, b'q' | b'o'),
        b'o' | b'e' => first == second,
        _ => false,
    }
}

/// Sounds written by one letter; `c` is decided by the letter after it.
fn sound(letter: u8, next: Option<u8>) -> &'static str {
    match letter {
        b'a' | b'o' => "a",
        b'e' | b'i' | b'y' => "i",
        b'u' => "u",
        b'b' => "b",
        b'c' if matches!(next, Some(b'e' | b'i' | b'y')) => "s",
        b'c' | b'k' | b'q' => "k",
        b'd' => "d",
        b'f' => "f",
        b'g' => "g",
        b'h' => "h",
        b'j' => "j",
        b'l' => "l",
        b'm' => "m",
        b'n' => "n",
        b'p' => "p",
        b'r' => "r",
        b's' => "s",
        b't' => "t",
        b'v' | b'w' => "v",
        b'x' => "ks",
        b'z' => "z",
        _ => "",
    }
}

/// The phonetic form of a Latin form: letters of one sound written as one,
/// doubled letters once, vowels in three classes (a, i, u), an `i` before
/// another vowel dropped. Words with letters beyond a–z are returned as they
/// are.
pub fn phonetic(latin: &str) -> String {
    let mut out = String::with_capacity(latin.len());
    phonetic_into(latin, &mut out);
    out
}

/// Appends the phonetic form to an empty string, for those who keep one at hand.
pub(super) fn phonetic_into(latin: &str, out: &mut String) {
    let bytes = latin.as_bytes();
    if !bytes.iter().all(u8::is_ascii_lowercase) {
        out.push_str(latin);
        return;
    }
    let mut rest = bytes;
    while let Some((&first, tail)) = rest.split_first() {
        let group = tail
            .first()
            .filter(|second| may_group(first, **second))
            .and_then(|_| {
                GROUPS
                    .iter()
                    .find(|(letters, _)| rest.starts_with(letters.as_bytes()))
            });
        let heard = match group {
            Some((letters, sound)) => {
                rest = rest.get(letters.len()..).unwrap_or_default();
                sound
            }
            None => {
                rest = tail;
                // A final h after a vowel is silent: Utah, Sarah.
                let silent = first == b'h' && tail.is_empty() && out.ends_with(is_vowel);
                if silent {
                    ""
                } else {
                    sound(first, tail.first().copied())
                }
            }
        };
        if heard.starts_with(is_vowel) && out.ends_with('i') {
            out.pop();
        }
        for c in heard.chars() {
            if !out.ends_with(c) {
                out.push(c);
            }
        }
    }
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'i' | 'u')
}

/// Appends the consonants of a phonetic form.
pub(super) fn skeleton_into(phonetic: &str, out: &mut String) {
    out.extend(phonetic.chars().filter(|c| !is_vowel(*c)));
}

/// The first `n` characters of a word, or all of it.
pub fn prefix(word: &str, n: usize) -> &str {
    if word.len() <= n {
        return word;
    }
    match word.char_indices().nth(n) {
        Some((end, _)) => word.get(..end).unwrap_or(word),
        None => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_may_begin() {
        for (letters, _) in GROUPS {
            assert!(
                may_group(letters.as_bytes()[0], letters.as_bytes()[1]),
                "{letters}"
            );
        }
    }

    #[test]
    fn spellings_of_one_name_meet() {
        for (a, b) in [
            ("досмамбетов", "dosmambetov"),
            ("мурашко", "murashko"),
            ("қаныбек", "kanybek"),
            ("кавано", "cavano"),
            ("филипп", "philip"),
            ("джон", "jon"),
            ("сара", "sarah"),
            ("хабаров", "khabarov"),
            ("onkologiya", "онкология"),
        ] {
            assert_eq!(phonetic(&latin(a)), phonetic(&latin(b)), "{a} {b}");
        }
        let mut bones = String::new();
        skeleton_into(&phonetic(&latin("медицина")), &mut bones);
        assert_eq!(bones, "mdsn");
        assert_eq!(latin("zoë"), "zoe");
        assert_eq!(latin("北京"), "北京");
        assert_eq!(phonetic("北京"), "北京");
        assert_eq!(prefix("қазақстан", 5), "қазақ");
    }
}
