//! Which Greek words are forms of one word?
//!
//! Snowball Greek (Ntais 2006) behind guards: version 1.2 of `rust-stemmers`
//! panics on words in which two of its steps meet. The grammar it was made
//! from has since been mended (snowball issue 204), the crate has not.

use std::borrow::Cow;

use rust_stemmers::Algorithm;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::super::{alphabet::Script, snowball};

/// The stem of a folded (lower-case, NFC) word, without accents and with σ for
/// the final ς. Never empty for a word that is not; a word in other letters
/// stays as it is.
pub fn stem(word: &str) -> Cow<'_, str> {
    if !word.chars().all(|c| Script::Greek.has(c)) {
        return Cow::Borrowed(word);
    }
    let plain = without_accents(word);
    if breaks_snowball(&plain) {
        return Cow::Owned(plain);
    }
    let stem = snowball::stem(Algorithm::Greek, Script::Greek, &plain);
    // συμφωνία loses its ι, συμφωνίες keeps it.
    let short = stem
        .strip_suffix('ι')
        .filter(|kept| kept.chars().count() > 3);
    Cow::Owned(short.unwrap_or(&stem).to_owned())
}

fn without_accents(word: &str) -> String {
    word.nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| if c == 'ς' { 'σ' } else { c })
        .nfc()
        .collect()
}

/// The beginnings after which `-ετε` is put back on a verb (step 5c).
const BEFORE_ETE: &[&str] = &[
    "αβαρ",
    "αβρ",
    "αδ",
    "αθ",
    "αν",
    "απλ",
    "βαρον",
    "βεν",
    "δ",
    "εμ",
    "εναρ",
    "θ",
    "θαρρ",
    "κοπ",
    "μπορ",
    "νιφ",
    "ντρ",
    "παγ",
    "παρακαλ",
    "σερπ",
    "σκ",
    "σκελ",
    "συρφ",
    "τοκ",
    "υ",
];

/// Words that could bring the algorithm down: in step 5c it looks at a word
/// again with a range that it has already shortened, in step 3 at ίσα alone.
fn breaks_snowball(word: &str) -> bool {
    let twice = |start: &str| {
        word.strip_prefix(start)
            .and_then(|rest| rest.find("ετε"))
            .is_some_and(|at| at > 0)
    };
    word.starts_with("ισαισ") || BEFORE_ETE.iter().any(|start| twice(start))
}
