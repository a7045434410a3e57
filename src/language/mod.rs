//! What do we know about each language?
//!
//! One folder per language holds its profile (a [`Language`] constant), its
//! stemmer, its word lists and its names of places, months and the like.
//! Adding a language means one folder, one line in [`ALL`] and one test table.
//! Nothing outside of the folders knows a language by its code.
//!
//! Everything here is pure: given text, it cannot fail.
//!
//! ```text
//! {alphabet, plain} ◄ profile ◄ the folders ◄ registry ◄ {detect, tag} ◄ mod
//! ```
//!
//! `turkic`, `cjk`, `southeast`, `snowball`, `suffixes` and `endings` are what
//! several folders share. No file imports, in a circle, one that imports it: a
//! test keeps it so.

mod alphabet;
mod ar;
pub mod az;
mod be;
pub mod cjk;
mod da;
mod de;
pub mod detect;
mod el;
mod en;
mod endings;
mod es;
mod fi;
mod fr;
mod hu;
mod it;
pub mod ja;
pub mod keyboard;
mod kk;
pub mod ko;
mod ky;
mod nl;
mod no;
mod plain;
mod profile;
mod pt;
mod registry;
mod ro;
mod ru;
mod snowball;
pub mod southeast;
mod suffixes;
mod sv;
mod ta;
pub mod tag;
mod th;
mod tr;
mod tt;
pub mod turkic;
mod uk;
mod uz;
pub mod zh;

pub use profile::{
    Format, Language, Script, Stem, Transliteration, UNDETERMINED, Unspaced, WordSet, Words,
};
pub use registry::{ALL, get, get_or_undetermined};

/// The language of a text: its code, or `und`. Other alphabets of our
/// languages, which the detector does not know, are told by their own rules.
pub fn detect_tag(text: &str) -> &'static str {
    detect(text).lang
}

/// The language of a text, of those in `langs`: its code, or `und`.
pub fn detect_tag_among(text: &str, langs: &[&str]) -> &'static str {
    detect_among(text, langs).lang
}

/// The language of a text in any alphabet, of those in `langs`.
pub fn detect_among(text: &str, langs: &[&str]) -> detect::Guess {
    match of_other_alphabet(text).filter(|language| langs.contains(&language.code)) {
        Some(language) => surely(language),
        None => detect::detect_among(text, langs),
    }
}

/// The parts of an article that are in different languages: byte ranges that
/// cover it, begin where a paragraph does, and the language's code or `und`.
/// One for most articles, none for an empty one.
pub fn paragraphs(text: &str) -> Vec<detect::Part> {
    detect::paragraphs(text, detect)
}

/// The language of a text in any alphabet.
pub fn detect(text: &str) -> detect::Guess {
    match of_other_alphabet(text) {
        Some(language) => surely(language),
        None => detect::detect(text),
    }
}

fn surely(language: &Language) -> detect::Guess {
    detect::Guess {
        lang: language.code,
        confidence: 1.0,
    }
}

/// The language that a text is in another alphabet of, if any.
fn of_other_alphabet(text: &str) -> Option<&'static Language> {
    ALL.iter()
        .copied()
        .find(|language| language.folding(text).is_some())
}

/// Every language that a short query may be in, likeliest first, with its
/// probability, 0 to 1.
pub fn plausible(query: &str) -> Vec<(&'static Language, f32)> {
    let guesses = detect::plausible(query)
        .into_iter()
        .filter_map(|guess| Some((get(guess.lang)?, guess.confidence)));
    let by_script = detect::by_script(query);
    let mut found: Vec<(&'static Language, f32)> = Vec::new();
    for (language, confidence) in of_other_alphabet(query)
        .map(|language| (language, 1.0))
        .into_iter()
        .chain(by_script)
        .chain(guesses)
    {
        if !found.iter().any(|(known, _)| *known == language) {
            found.push((language, confidence));
        }
    }
    found
}
