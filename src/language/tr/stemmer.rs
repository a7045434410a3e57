//! Which Turkish words are forms of one word?
//!
//! Snowball Turkish (Eryiğit and Adalı 2004, as written by Çilden 2006), asked
//! until its answer stays, and kept from cutting roots. It takes off the endings
//! of nouns and of nouns that serve as predicates; verbs keep most of theirs,
//! which the recall field makes up for.
//!
//! Alone, Snowball treats seçim and seçimler as different words;
//! `tests/tables/stems_tr.tsv` shows what is gained.

use std::borrow::Cow;

use rust_stemmers::Algorithm;

use super::super::{alphabet::Script, snowball};

/// Snowball is asked this often at most.
const MAX_PASSES: usize = 5;

/// Letters that Snowball must leave: the ending that it sees in a short word
/// is mostly part of the root (bakan, seçim, insan).
const LEAST_LEFT: usize = 4;

/// Endings of which one goes where Snowball would leave too little, longer ones
/// first.
const ENDINGS: &[&str] = &[
    "lardan", "lerden", "larda", "lerde", "ların", "lerin", "larla", "lerle", "ları", "leri",
    "lara", "lere", "daki", "deki", "taki", "teki", "lar", "ler", "dan", "den", "tan", "ten",
    "nın", "nin", "nun", "nün", "yla", "yle", "da", "de", "ta", "te", "la", "le", "ın", "in", "un",
    "ün", "ya", "ye", "yı", "yi", "yu", "yü", "a", "e", "ı", "i", "u", "ü",
];

/// The stem of a folded (lower-case, NFC) word, with i for ı: capitals do not
/// tell the two (ISPARTA folds to isparta), and many writers have no ı. Also
/// without circumflexes, which are optional. What stands after an apostrophe
/// is the ending of a name. Never empty for a word that is not.
pub fn stem(word: &str) -> Cow<'_, str> {
    let name = word.split('\'').next().filter(|name| !name.is_empty());
    let word = name.unwrap_or(word);
    if !word.chars().all(|c| Script::Latin.has(c)) {
        return Cow::Borrowed(word);
    }
    let mut stem: String = word.chars().filter_map(plain).collect();
    for _ in 0..MAX_PASSES {
        match pass(&stem) {
            again if again == stem => break,
            again => stem = again.into_owned(),
        }
    }
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

/// One pass: what Snowball leaves, mended.
fn pass(word: &str) -> Cow<'_, str> {
    let stem = snowball::stem(Algorithm::Turkish, Script::Latin, word);
    let stem = match stem.chars().count() {
        0..LEAST_LEFT => Cow::Borrowed(without_ending(word)),
        _ => stem,
    };
    let left = stem.chars().count();
    match stem.strip_suffix(['s', 'n', 'ğ']) {
        // The s of the possessive (ailesi) and the n before a case (ülkesine)
        // are taken for the word's own. Words that have one of their own
        // (meclis, başkan) lose it, too.
        Some(kept)
            if stem.ends_with('s') && kept.ends_with(is_vowel)
                || stem.ends_with('n') && kept.ends_with(['a', 'e']) && left > LEAST_LEFT =>
        {
            Cow::Owned(kept.to_owned())
        }
        // It makes a k of ğ only where it cuts.
        Some(kept) if stem.ends_with('ğ') => Cow::Owned(format!("{kept}k")),
        _ => stem,
    }
}

/// The word without one ending: at least four letters stay, or two that end in a
/// consonant before an ending that begins with one (gün-lerin, ev-den), or three
/// before a high vowel (yol-u).
fn without_ending(word: &str) -> &str {
    let kept = ENDINGS.iter().find_map(|ending| {
        let kept = word.strip_suffix(ending)?;
        let letters = kept.chars().count();
        let least = match ending.chars().next() {
            _ if kept.ends_with(is_vowel) => LEAST_LEFT,
            Some('a' | 'e') => LEAST_LEFT,
            Some('ı' | 'i' | 'u' | 'ü') if ending.ends_with('n') => LEAST_LEFT,
            Some('ı' | 'i' | 'u' | 'ü') => 3,
            _ => 2,
        };
        (letters >= least).then_some(kept)
    });
    kept.unwrap_or(word)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'ı' | 'i' | 'o' | 'ö' | 'u' | 'ü')
}
