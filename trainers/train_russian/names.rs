//! Which cases does a Russian name have? A name says by its end how it is
//! declined, so no text is needed; what ends like no declined name keeps its form.

use std::collections::BTreeMap;

use crate::{
    input,
    letters::{self, Word},
};

/// What a name in a dictionary counts, at least.
pub const IN_DICTIONARY: u32 = 40;

/// Names and how often they were found, with those among the headwords of
/// dictionaries and those of our own table, and without the other cases of these.
pub fn with_headwords(
    mut names: BTreeMap<Word, u32>,
    lemmas: &BTreeMap<Word, bool>,
) -> BTreeMap<Word, u32> {
    let headwords = lemmas.iter().filter(|(_, is_name)| **is_name);
    let mut sure: Vec<Word> = headwords.map(|(name, _)| name.clone()).collect();
    sure.extend(input::places());
    for form in sure.iter().flat_map(|name| decline(name).forms) {
        names.remove(&form);
    }
    names.extend(sure.into_iter().map(|name| (name, IN_DICTIONARY)));
    names
}

/// A name's stem and its cases.
pub struct Declined {
    pub stem: Word,
    /// The name itself and its other cases.
    pub forms: Vec<Word>,
}

/// The declension of a folded name.
pub fn decline(name: &[u8]) -> Declined {
    let text = letters::decode(name);
    let (stem, base, endings) = declension(&text);
    let encode = |text: &str| letters::encode(text).unwrap_or_default();
    let forms = endings.split(' ').map(|ending| format!("{base}{ending}"));
    Declined {
        stem: encode(stem),
        forms: std::iter::once(name.to_vec())
            .chain(forms.map(|form| encode(&form)))
            .collect(),
    }
}

/// Stem, what stays the same, and the endings after it.
fn declension(name: &str) -> (&str, &str, &'static str) {
    const SURNAMES: &str = "а у ым ом е ой ы ых ыми";
    let long = name.chars().count() > 4;
    let without = |end: &str| name.strip_suffix(end).unwrap_or(name);
    let ends = |ends: &[&str]| long && ends.iter().any(|end| name.ends_with(end));
    let last = name.chars().last().unwrap_or_default();
    let before = name.chars().rev().nth(1).unwrap_or_default();
    if ends(&["ов", "ев", "ин", "ын"]) {
        return (name, name, SURNAMES);
    }
    if ends(&["ова", "ева", "ина", "ына"]) {
        let man = without("а");
        return (man, man, "а ой у ы е");
    }
    if ends(&["ский", "цкий", "ской", "цкой"]) {
        let base = name.get(..name.len() - 4).unwrap_or(name);
        return (base, base, "ого ому им ом ая ой ую ие их ими");
    }
    if ends(&["ская", "цкая"]) {
        let base = without("ая");
        return (base, base, "ой ую");
    }
    if ends(&["ый"]) {
        let base = without("ый");
        return (base, base, "ого ому ым ом ая ой ую ые ых ыми");
    }
    match last {
        'а' if letters::is_vowel(before) => (name, name, ""),
        'а' if "гкхжчшщ".contains(before) => (without("а"), without("а"), "и е у ой"),
        'а' => (without("а"), without("а"), "ы е у ой"),
        'я' if before == 'и' => (without("я"), without("я"), "и ю ей"),
        'я' => (without("я"), without("я"), "и е ю ей"),
        'й' if before == 'и' => (without("й"), without("й"), "я ю ем и"),
        'й' => (without("й"), without("й"), "я ю ем е"),
        'ь' => (name, without("ь"), "я ю ем е и ью"),
        'ж' | 'ц' | 'ч' | 'ш' | 'щ' => (name, name, "а у ем е"),
        _ if letters::is_vowel(last) || last == '-' => (name, name, ""),
        _ => (name, name, "а у ом е"),
    }
}
