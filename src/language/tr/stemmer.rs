//! Which Turkish words are forms of one word?
//!
//! Snowball Turkish (Eryiğit and Adalı 2004, as written by Çilden 2006). It
//! takes off the endings of nouns and of nouns that serve as predicates; verbs
//! keep most of theirs, which the recall field makes up for.

use std::borrow::Cow;

use rust_stemmers::Algorithm;

use super::super::{Script, snowball};

/// The stem of a folded (lower-case, NFC) word, with i for ı: capitals do not
/// tell the two (ISPARTA folds to isparta), and many writers have no ı. Also
/// without circumflexes, which are optional. What stands after an apostrophe
/// is the ending of a name. Never empty for a word that is not.
pub fn stem(word: &str) -> Cow<'_, str> {
    let name = word.split('\'').next().filter(|name| !name.is_empty());
    let word = name.unwrap_or(word);
    if word.is_ascii() {
        return snowball::stem_fully(Algorithm::Turkish, Script::Latin, word);
    }
    let typed: String = word.chars().filter_map(plain).collect();
    let stem = snowball::stem_fully(Algorithm::Turkish, Script::Latin, &typed);
    Cow::Owned(stem.replace('ı', "i"))
}

/// A letter as Snowball knows it; None for the dot above, which lower case
/// leaves of İ.
fn plain(c: char) -> Option<char> {
    match c {
        '\u{0307}' => None,
        'â' => Some('a'),
        'î' => Some('i'),
        'û' => Some('u'),
        c => Some(c),
    }
}
