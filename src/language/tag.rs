//! Which language does a tag or a name mean? People and records write `kk`,
//! `kk-KZ`, `kaz`, `kz`, `Kazakh` and `қазақша` for the same one. A profile
//! says how else its language is called; those without one are lines of `tags.tsv`.
//!
//! (`isolang` knows 7,900 languages by their ISO codes and English names; what
//! people type here is the country's code, Russian or Kazakh, so its tables would
//! stand beside ours and not in their place.)

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use super::{
    profile::{Language, UNDETERMINED},
    registry::{self, ALL},
};

/// The tag is none.
#[derive(Debug)]
pub struct Unknown;

/// Every code and name in its [`key`] form, with the code that we keep.
static NAMES: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    let others = lines().flat_map(|(code, names)| {
        let names = names.split(',').map(key);
        std::iter::once(code.to_owned())
            .chain(names)
            .map(move |name| (name, code))
    });
    let own = ALL.iter().flat_map(|language| {
        [language.code, language.name, language.endonym].map(|name| (key(name), language.code))
    });
    let undetermined = (key(UNDETERMINED.code), UNDETERMINED.code);
    // What a language calls itself wins over what others call it.
    others.chain(own).chain([undetermined]).collect()
});

/// Codes and their other names: those of the profiles, and of languages without one.
fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    let others = include_str!("tags.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'));
    let ours = ALL.iter().map(|language| (language.code, language.aliases));
    ours.chain(others)
}

/// A name as it is compared: without case, apostrophes and needless spaces.
fn key(name: &str) -> String {
    let plain = name.to_lowercase().replace('ё', "е");
    let words: Vec<String> = plain
        .split_whitespace()
        .map(|word| {
            word.chars()
                .filter(|char| !matches!(char, '\'' | '`' | '’' | '‘' | 'ʻ' | 'ʼ' | '\u{307}'))
                .collect()
        })
        .collect();
    words.join(" ")
}

/// The first part of something that has the form of a language tag, in lower case.
fn first_part(tag: &str) -> Option<String> {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag);
    let primary = primary.to_ascii_lowercase();
    let is_code =
        (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_lowercase());
    is_code.then_some(primary)
}

/// The code of the language that a code, longer tag or name means: `kk` for
/// `KZ`, `kaz`, `kk-KZ`, `Kazakh`, `казахский`. Languages without a folder of
/// their own may be among them. `None` if we know none by this name.
pub fn code_of(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let whole = NAMES.get(&key(text));
    whole.or_else(|| NAMES.get(&first_part(text)?)).copied()
}

/// The language that a code, longer tag or name means, if it is in [`ALL`].
pub fn language_of(text: &str) -> Option<&'static Language> {
    registry::get(code_of(text)?)
}

/// What a filter on the language asks for: the code of a language we know, or
/// of one that articles may declare although we do not. `None` if it is no
/// language's.
pub fn asked(text: &str) -> Option<Cow<'static, str>> {
    match code_of(text) {
        Some(code) => Some(Cow::Borrowed(code)),
        None => first_part(text.trim()).map(Cow::Owned),
    }
}

/// The language that an article declares, with two letters where we know them:
/// `kk-KZ`, `KK` and `kaz` are `kk`. `None` if the tag says nothing.
///
/// # Errors
/// [`Unknown`] if it has not the form of a language tag.
pub fn declared(tag: &str) -> Result<Option<String>, Unknown> {
    let tag = tag.trim();
    if tag.is_empty() {
        return Ok(None);
    }
    let primary = first_part(tag).ok_or(Unknown)?;
    if matches!(primary.as_str(), "und" | "mul" | "zxx" | "mis") {
        return Ok(None);
    }
    let known = NAMES.get(&primary).map(|code| (*code).to_owned());
    Ok(Some(known.unwrap_or(primary)))
}

/// The languages that an unknown name could be meant for, likeliest first:
/// names that are spelled nearly so, or begin so.
pub fn nearest(text: &str) -> Vec<&'static Language> {
    const MOST: usize = 3;
    const ABBREVIATED: usize = 3;
    let asked = key(text);
    let letters = asked.chars().count();
    let near: BTreeSet<(usize, usize)> = NAMES
        .iter()
        .filter_map(|(name, code)| {
            let place = ALL.iter().position(|language| language.code == *code)?;
            let length = name.chars().count();
            let same_start = name.chars().next() == asked.chars().next();
            let distance = strsim::osa_distance(&asked, name);
            // Of codes, that all look alike, the first letter is all that is left.
            let allowed = match letters.min(length) {
                ..=3 => usize::from(same_start && length == letters),
                4..=5 => 1,
                _ => 2,
            };
            let begins = letters >= ABBREVIATED && name.starts_with(&asked);
            let rank = if distance <= allowed { distance } else { 3 };
            (begins || distance <= allowed).then_some((rank, place))
        })
        .collect();
    let mut found: Vec<&'static Language> = Vec::new();
    for (_, place) in near {
        if let Some(language) = ALL.get(place)
            && !found.contains(language)
            && found.len() < MOST
        {
            found.push(language);
        }
    }
    found
}

/// What to say of a name that is no language's: those that it could be meant
/// for, or all.
pub fn hint(text: &str) -> String {
    let near: Vec<String> = nearest(text)
        .iter()
        .map(|language| format!("{} ({})", language.code, language.name))
        .collect();
    match near.as_slice() {
        [] => {
            let codes: Vec<&str> = ALL.iter().map(|language| language.code).collect();
            format!("the languages are {}", codes.join(", "))
        }
        _ => format!("did you mean {}?", near.join(" or ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_means_two_languages() {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for (code, names) in lines() {
            let own = registry::get(code);
            let own = own.into_iter().flat_map(|it| [it.name, it.endonym]);
            for name in names.split(',').chain(own).chain([code]).map(key) {
                assert!(!name.is_empty(), "{code}: a comma too many");
                let other = seen.insert(name.clone(), code);
                assert!(
                    other.is_none_or(|other| other == code),
                    "{name}: {other:?} and {code}"
                );
            }
        }
    }

    #[test]
    fn every_language_is_known_by_its_code_and_names() {
        for language in ALL {
            for name in [language.code, language.name, language.endonym] {
                assert_eq!(code_of(name), Some(language.code), "{name}");
                assert_eq!(code_of(&name.to_uppercase()), Some(language.code), "{name}");
            }
        }
    }
}
