//! Which Romanian words are forms of one word?
//!
//! Snowball Romanian, which knows ș and ț only as they were typed when computers
//! lacked them: with a cedilla.

use std::borrow::Cow;

use rust_stemmers::Algorithm;

use super::super::{Script, snowball};

/// The stem of a folded (lower-case, NFC) word, the same for both ways to
/// write ș and ț. Never empty for a word that is not.
pub fn stem(word: &str) -> Cow<'_, str> {
    if !word.contains(['ș', 'ț']) {
        return snowball::stem(Algorithm::Romanian, Script::Latin, word);
    }
    let typed = word.replace('ș', "ş").replace('ț', "ţ");
    let stem = snowball::stem(Algorithm::Romanian, Script::Latin, &typed).into_owned();
    Cow::Owned(stem)
}
