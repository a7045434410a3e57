//! What does the engine read of one language, before anything is learned?

use super::{counts::Counts, grammar::Grammar, irregular::Irregular};

/// The tables of one language.
#[derive(Debug)]
pub struct Tables {
    /// The suffixes.
    pub grammar: Grammar,
    /// The closed lists.
    pub irregular: Irregular,
    /// The use of stems in text.
    pub counts: Counts,
    /// What dictionaries and lists of names have: see [`super::headwords`].
    pub headwords: Counts,
}
