//! How does Chinese write a foreign name? In characters chosen for their sound,
//! few of which stand side by side in other text: 托卡耶夫 is Tokayev.
//!
//! `transcription.tsv` says how much likelier each character is in such a name
//! than alone elsewhere, and what it sounds like there.

use std::{collections::HashMap, sync::LazyLock};

static CHARACTERS: LazyLock<HashMap<char, (i32, &'static str)>> = LazyLock::new(|| {
    let rows = include_str!("transcription.tsv").lines();
    rows.filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let mut fields = line.split('\t');
            let character = fields.next()?.chars().next()?;
            let odds = fields.next()?.parse().ok()?;
            Some((character, (odds, fields.next()?)))
        })
        .collect()
});

/// A character that is less likely in a name belongs to none.
const LEAST: i32 = 0;
/// What the characters of a name have at least, on average.
const AVERAGE: i32 = 25;
/// Names of fewer characters are not told from other words.
const SHORTEST: usize = 3;

/// Whether a character may belong to a transcribed name.
pub fn may_transcribe(c: char) -> bool {
    CHARACTERS.get(&c).is_some_and(|(odds, _)| *odds >= LEAST)
}

/// Whether a word is most likely a foreign name.
pub fn is_transcription(word: &str) -> bool {
    let (mut sum, mut characters) = (0, 0);
    for c in word.chars() {
        let Some((odds, _)) = CHARACTERS.get(&c).filter(|(odds, _)| *odds >= LEAST) else {
            return false;
        };
        sum += odds;
        characters += 1;
    }
    characters as usize >= SHORTEST && sum >= AVERAGE * characters
}

/// How a transcribed name sounds, in the sounds of the signature; `None` for
/// other words.
pub fn transcribed(word: &str) -> Option<String> {
    if !is_transcription(word) {
        return None;
    }
    let sounds = word.chars().filter_map(|c| CHARACTERS.get(&c));
    Some(sounds.map(|(_, sounds)| *sounds).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_words() {
        for name in ["托卡耶夫", "莱巴金娜", "扎克伯格"] {
            assert!(is_transcription(name), "{name}");
        }
        for other in ["今天的消息", "人民", "总统说", "大学", "特别好"] {
            assert!(!is_transcription(other), "{other}");
        }
        assert_eq!(transcribed("托卡耶夫").as_deref(), Some("tokaiev"));
    }
}
