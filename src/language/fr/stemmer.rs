//! Which French words are forms of one word?
//!
//! Snowball French, for which the plural of a noun in -on is a verb (vignerons
//! like parlons): verbs in the first person plural are rarer in the news.

use std::borrow::Cow;

use rust_stemmers::Algorithm;

use super::super::{alphabet::Script, snowball};

/// The stem of a folded (lower-case, NFC) word. Never empty for a word that is
/// not.
pub fn stem(word: &str) -> Cow<'_, str> {
    let singular = word.strip_suffix('s').filter(|rest| rest.ends_with("on"));
    snowball::stem_fully(Algorithm::French, Script::Latin, singular.unwrap_or(word))
}
