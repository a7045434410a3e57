//! Is this a well-known name? Cologne is Köln, and no ear tells; Kim Jong Un is
//! 김정은, one word for three.
//!
//! `known.bin`: hashes of the spellings of well-known names in all languages,
//! each with the number of the name. Nothing is unpacked: a look-up is a binary
//! search in the embedded bytes. Made by `tools/names/known.py` and
//! `trainers/pack_known.rs`.
//!
//! Layout: eight bytes an entry, in order: the upper 48 bits of the hash of a
//! spelling, then the number, big-endian. The number's upper bit says that a
//! longer name begins so; all other bits set stand for no name.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::{KNOWN, KOREAN, korean};
use crate::{
    analysis::{Kind, Term, WordClass},
    language::{Language, Script},
};

static TABLE: &[u8] = include_bytes!("known.bin");

/// A longer name begins with this spelling.
const BEGINS: u16 = 1 << 15;
/// It is no name itself.
const NONE: u16 = BEGINS - 1;
/// Words of the longest name, and characters of the longest without spaces.
const WORDS: usize = 5;
const CHARACTERS: usize = 10;

/// A well-known name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its words: places in the list of terms, the last one excluded.
    pub words: Range<usize>,
    /// Its term.
    pub term: String,
}

/// The names of a text that are well known or Korean; `text` is looked at for
/// capital letters unless any case will do.
pub fn names(text: Option<&str>, terms: &[Term], language: &Language) -> Vec<Known> {
    let mut found = known(text, terms, language);
    for at in 0..terms.len() {
        found.extend(korean_at(text, terms, at, language));
    }
    found
}

/// The Korean name that begins here.
fn korean_at(text: Option<&str>, terms: &[Term], at: usize, language: &Language) -> Vec<Known> {
    let Some(first) = terms.get(at) else {
        return Vec::new();
    };
    let hangul = language.script == Script::Hangul;
    let may_be = may_be_named(text, first, language)
        && match hangul {
            // A word that the lexicon has is no name.
            true => !super::is_known(first, language),
            false => korean::is_family(&first.token.folded),
        };
    if !may_be {
        return Vec::new();
    }
    let mut words: Vec<&str> = vec![if hangul {
        &first.stem
    } else {
        &first.token.folded
    }];
    let mut end = at + 1;
    let mut last = first;
    let mut longest = Vec::new();
    if hangul {
        longest = korean::name(&words);
    } else {
        let end_of = |term: &Term| term.token.range.end;
        for (next, term) in terms.iter().enumerate().skip(at + 1).take(4) {
            if term.token.range.start < end_of(last) {
                continue;
            }
            let near = term.token.range.start <= end_of(last) + 1;
            if words.len() == 3 || !near || !may_be_named(text, term, language) {
                break;
            }
            // The last word may have an ending.
            for form in [&term.token.folded, &term.stem] {
                words.push(form);
                let found = korean::name(&words);
                if !found.is_empty() {
                    longest = found;
                    end = next + 1;
                    break;
                }
                words.pop();
            }
            if words.last() != Some(&term.token.folded.as_str()) && words.len() < 3 {
                words.push(&term.token.folded);
            }
            last = term;
        }
    }
    let inside = terms.iter().skip(end);
    let close = terms.get(end - 1).map_or(0, |term| term.token.range.end);
    let parts = inside
        .take_while(|term| term.token.range.start < close)
        .count();
    let name = |name| Known {
        words: at..end + parts,
        term: format!("{KOREAN}{name}"),
    };
    longest.into_iter().map(name).collect()
}

/// The well-known names of a text, none inside another.
fn known(text: Option<&str>, terms: &[Term], language: &Language) -> Vec<Known> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < terms.len() {
        match name_at(text, terms, at, language) {
            Some(name) => {
                at = name.words.end;
                found.push(name);
            }
            None => at += 1,
        }
    }
    found
}

/// The longest name that begins here.
fn name_at(text: Option<&str>, terms: &[Term], at: usize, language: &Language) -> Option<Known> {
    let first = terms.get(at)?;
    if !may_be_named(text, first, language) {
        return None;
    }
    let mut stems = letters(&first.stem);
    let mut folded = letters(&first.token.folded);
    let here = [entry(&stems), entry(&folded)];
    let mut best = here.iter().find_map(|entry| number(*entry));
    let mut best_end = at + 1;
    if here.iter().flatten().any(|entry| entry & BEGINS != 0) {
        let unspaced = language.unspaced.is_some() && language.script != Script::Hangul;
        let most = if unspaced { CHARACTERS } else { WORDS };
        let mut last = first;
        let mut words = 1;
        for (next, term) in terms.iter().enumerate().skip(at + 1) {
            // Inside of the word before it.
            if term.token.range.start < last.token.range.end {
                continue;
            }
            if words == most || (unspaced && term.token.range.start > last.token.range.end + 3) {
                break;
            }
            // All words but the last keep their form, as a rule.
            let ends = [
                format!("{stems}{}", letters(&term.stem)),
                format!("{folded}{}", letters(&term.token.folded)),
                format!("{folded}{}", letters(&term.stem)),
            ];
            if let Some(longer) = ends.iter().find_map(|one| number(entry(one))) {
                best = Some(longer);
                best_end = next + 1;
            }
            [stems, folded, _] = ends;
            last = term;
            words += 1;
        }
    }
    let number = best?;
    // The parts of its last word belong to it.
    let last = terms.get(best_end.checked_sub(1)?)?.token.range.end;
    let inside = terms.iter().skip(best_end);
    let parts = inside.take_while(|term| term.token.range.start < last);
    Some(Known {
        words: at..best_end + parts.count(),
        term: format!("{KNOWN}{number}"),
    })
}

/// Whether a name may begin with this word.
fn may_be_named(text: Option<&str>, term: &Term, language: &Language) -> bool {
    let token = &term.token;
    if matches!(token.kind, Kind::Number | Kind::Variant | Kind::Part)
        || token.class == WordClass::Function
    {
        return false;
    }
    let Some(text) = text else {
        return true;
    };
    let written = text.get(token.range.clone()).unwrap_or_default();
    let first = written.chars().next();
    let cased = first.is_some_and(|c| c.is_uppercase() || c.is_lowercase());
    match cased {
        true => first.is_some_and(char::is_uppercase),
        // A stop word of a language without capital letters is no name.
        false => !language.stop_words.contains(token.folded.as_str()),
    }
}

/// What is compared of a word: its letters.
fn letters(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn number(entry: Option<u16>) -> Option<u16> {
    entry
        .map(|entry| entry & NONE)
        .filter(|number| *number != NONE)
}

/// What the table says of a spelling.
fn entry(spelling: &str) -> Option<u16> {
    let wanted = hash(spelling);
    let (entries, _) = TABLE.as_chunks::<8>();
    let read = |entry: &[u8; 8]| u64::from_be_bytes(*entry);
    let at = entries.partition_point(|entry| read(entry) >> 16 < wanted);
    let found = read(entries.get(at)?);
    (found >> 16 == wanted).then_some((found & 0xFFFF) as u16)
}

fn hash(spelling: &str) -> u64 {
    xxh3_64(spelling.as_bytes()) >> 16
}

/// A spelling of a name, as the list has it.
#[derive(Debug, Clone)]
pub struct Spelling {
    /// The name's number.
    pub number: u16,
    /// Its words in the language of the spelling.
    pub terms: Vec<Term>,
}

/// The table of these spellings. Where two names share one, the first has it.
pub fn pack(spellings: &[Spelling]) -> Vec<u8> {
    let mut entries: std::collections::BTreeMap<u64, u16> = std::collections::BTreeMap::new();
    let mut add = |spelling: &str, number: u16, begins: u16| {
        let entry = entries.entry(hash(spelling)).or_insert(NONE);
        if *entry & NONE == NONE && number != NONE {
            *entry = *entry & BEGINS | number;
        }
        *entry |= begins;
    };
    for Spelling { number, terms } in spellings {
        let (mut stems, mut folded) = (String::new(), String::new());
        let mut last = 0;
        let words = || terms.iter().filter(|term| term.token.kind != Kind::Part);
        let many = words().count() > 1;
        for (place, term) in words().enumerate() {
            if place > 0 && term.token.range.start < last {
                continue;
            }
            last = term.token.range.end;
            stems.push_str(&letters(&term.stem));
            folded.push_str(&letters(&term.token.folded));
            if place == 0 && many {
                add(&stems, NONE, BEGINS);
                add(&folded, NONE, BEGINS);
            }
        }
        add(&folded, *number, 0);
        add(&stems, *number, 0);
    }
    let bytes = |(hash, entry): (&u64, &u16)| (hash << 16 | u64::from(*entry)).to_be_bytes();
    entries.iter().flat_map(bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::{StemMemo, terms},
        language::get_or_undetermined,
    };

    fn numbers(code: &str, text: &str) -> Vec<String> {
        let language = get_or_undetermined(code);
        let terms = terms(text, &mut StemMemo::new(language));
        let found = known(Some(text), &terms, language);
        found.into_iter().map(|name| name.term).collect()
    }

    #[test]
    fn spellings_of_one_name_have_one_number() {
        let groups: [&[(&str, &str)]; 4] = [
            &[
                ("en", "They met in Cologne."),
                ("de", "Sie trafen sich in Köln."),
                ("ru", "Встреча прошла в Кёльне."),
                ("el", "Στην Κολωνία"),
                ("ja", "ケルンで会った"),
            ],
            &[
                ("ru", "Он встретился с Ким Чен Ыном вчера"),
                ("en", "a letter of Kim Jong-un to him"),
                ("ko", "김정은은 말했다"),
            ],
            &[
                ("en", "the streets of Buenos Aires"),
                ("ru", "на улицах Буэнос-Айреса"),
                ("ja", "ブエノスアイレスで"),
            ],
            &[
                ("uk", "у місті Львові"),
                ("ru", "во Львове"),
                ("en", "Lvov"),
            ],
        ];
        let mut seen: Vec<String> = Vec::new();
        for group in groups {
            let found: Vec<_> = group
                .iter()
                .map(|(code, text)| numbers(code, text))
                .collect();
            let first = found[0].first().cloned();
            for (number, (code, text)) in found.iter().zip(group) {
                assert_eq!(number.first().cloned(), first, "{code} {text}");
            }
            let first = first.unwrap();
            assert!(!seen.contains(&first));
            seen.push(first);
        }
    }

    #[test]
    fn an_ordinary_word_is_no_name() {
        assert!(numbers("en", "the cologne he wore").is_empty());
        assert!(numbers("ru", "вена на руке").is_empty());
        assert!(numbers("kk", "сегіз орал").is_empty());
    }
}
