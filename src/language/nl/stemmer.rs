//! Which Dutch words are forms of one word?
//!
//! Snowball Dutch (the version of Porter), with what it lacks: plurals in -ies
//! lose their s, and a stem ends as the bare word is spelled (brugg → brug,
//! huiz → huis, brev → bref).

use std::borrow::Cow;

use rust_stemmers::Algorithm;

use super::super::{alphabet::Script, snowball};

/// The stem of a folded (lower-case, NFC) word. Never empty for a word that is
/// not.
pub fn stem(word: &str) -> Cow<'_, str> {
    let singular = word.strip_suffix('s').filter(|rest| rest.ends_with("ie"));
    let stem = snowball::stem_fully(Algorithm::Dutch, Script::Latin, singular.unwrap_or(word));
    match spelled(&stem) {
        Some(spelled) => Cow::Owned(spelled),
        None => stem,
    }
}

/// The stem as the end of a word is spelled, where it is not.
fn spelled(stem: &str) -> Option<String> {
    let mut letters = stem.chars();
    let (last, before) = (letters.next_back()?, letters.next_back()?);
    let rest = stem.strip_suffix(last)?;
    match last {
        'z' => Some(format!("{rest}s")),
        'v' => Some(format!("{rest}f")),
        _ if last == before && !"aeiou".contains(last) => Some(rest.to_owned()),
        _ => None,
    }
}
