//! Under which term is a word found in every language that borrowed it?

use super::phonetic::{latin, phonetic, prefix};

/// Shorter words sound like too many others.
const LEAST: usize = 4;
/// Letters kept: endings differ more than beginnings.
const KEPT: usize = 5;

/// The first letters of a stem's phonetic form: names and international words
/// begin alike in all languages. `None` for short words, numbers, and writing
/// that has no Latin form.
pub fn sound_term(stem: &str) -> Option<String> {
    let sound = phonetic(&latin(stem));
    let all_letters = sound.bytes().all(|byte| byte.is_ascii_lowercase());
    (all_letters && sound.len() >= LEAST).then(|| prefix(&sound, KEPT).to_owned())
}
