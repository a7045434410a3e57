//! Under which term is a name found in every language?

use super::phonetic::{latin, phonetic, prefix};
use crate::{language::Language, lexicon};

/// Shorter words sound like too many others.
const LEAST: usize = 4;
/// Letters kept: endings differ more than beginnings.
const KEPT: usize = 6;

/// The first letters of a word's phonetic form, for a word that has to be
/// found by its sound: one that the lexicon cannot translate, such as a name.
/// `None` for words that it can, and for short ones.
pub fn sound_term(language: &Language, stem: &str) -> Option<String> {
    if lexicon::shipped()
        .table()
        .find(language.code, stem)
        .is_some()
    {
        return None;
    }
    let sound = phonetic(&latin(stem));
    let all_letters = sound.bytes().all(|byte| byte.is_ascii_lowercase());
    (all_letters && sound.len() >= LEAST).then(|| prefix(&sound, KEPT).to_owned())
}
