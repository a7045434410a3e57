//! How does a name sound to somebody of any alphabet? Its first consonants, as
//! far as all alphabets can write them: what Japanese or Korean spelling keeps
//! of a name.

use super::{Key, KeyClass};
use crate::language::Language;
use crate::sound;

/// Consonants that some alphabet does not tell apart: each is heard as the second.
const MERGED: [(char, char); 6] = [
    ('l', 'r'),
    ('v', 'b'),
    ('f', 'p'),
    ('x', 's'),
    ('j', 'z'),
    ('d', 't'),
];
/// Names of fewer consonants sound like many others.
const LEAST: usize = 3;
/// Endings pile up behind a name: only its beginning counts.
const MOST: usize = 4;

/// The key of a name's sound; none for a short one.
pub(super) fn heard(language: &Language, form: &str) -> Option<Key> {
    let terms = sound::terms(form, language, sound::Mark::Name);
    terms.iter().find_map(|term| {
        let consonants = match term.split_once('|') {
            Some((consonants, _)) => consonants.get(1..)?,
            // The reading of a Chinese name is the name.
            None => return Some(Key::new(KeyClass::Heard, term)),
        };
        let merged = |c| {
            MERGED
                .iter()
                .find(|(from, _)| *from == c)
                .map_or(c, |(_, to)| *to)
        };
        let mut heard: String = consonants.chars().map(merged).collect();
        if heard.chars().count() < LEAST {
            return None;
        }
        if let Some((end, _)) = heard.char_indices().nth(MOST) {
            heard.truncate(end);
        }
        Some(Key::new(KeyClass::Heard, &heard))
    })
}
