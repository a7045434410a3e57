//! Which Russian words are forms of one word?
//!
//! The stem is what is left of the dictionary form once its ending is gone:
//! книгой → книг, красивее → красив; verbs keep their infinitive, so that
//! работали → работать stays apart from работами → работ, and aspect pairs
//! (решать, решить) stay apart as well. Participles belong to their verb.
//!
//! Learned suffix rules (`stems.bin`, see the README beside it) decide for
//! words in Russian letters. Cyrillic words with letters of other languages go
//! to the Snowball stemmer, everything else stays as it is.

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use rust_stemmers::{Algorithm, Stemmer};

use super::suffix_rules::SuffixRules;

static RULES: LazyLock<SuffixRules> =
    LazyLock::new(|| SuffixRules::parse(include_bytes!("stems.bin")).unwrap_or_default());

/// Stems by form.
type Forms = HashMap<&'static str, &'static str>;

/// Forms of names that look like those of another word, with their stems.
static NAMES: LazyLock<Forms> = LazyLock::new(|| forms(include_str!("names_kept.tsv")));

/// Forms of names that are those of another word as well.
static CAPITAL: LazyLock<Forms> = LazyLock::new(|| forms(include_str!("names_capital.tsv")));

/// Reads lines of a stem and its forms.
fn forms(table: &'static str) -> Forms {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .flat_map(|(stem, forms)| forms.split(' ').map(move |form| (form, stem)))
        .collect()
}

/// The stem of a form that is a name if it has a capital letter.
pub fn capital_stem(word: &str) -> Option<&'static str> {
    CAPITAL.get(word).copied()
}

static SNOWBALL: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::Russian));

/// Longer words than this, in bytes, are no words: they are left alone.
const MAX_BYTES: usize = 256;

/// The Snowball stem of a folded word: it knows no paradigms, so it treats
/// every unknown name alike. The word itself if it is not written in Cyrillic.
pub fn snowball(word: &str) -> Cow<'_, str> {
    let cyrillic = word.chars().all(|c| matches!(c, 'а'..='я' | '-'));
    if word.len() > MAX_BYTES || !cyrillic {
        return Cow::Borrowed(word);
    }
    match SNOWBALL.stem(word) {
        stem if stem.is_empty() => Cow::Borrowed(word),
        stem => stem,
    }
}

/// The stem of a folded word (lower-case, NFC, ё→е). Never empty for a word
/// that is not; the word itself if it is not written in Cyrillic.
pub fn stem(word: &str) -> Cow<'_, str> {
    if word.len() > MAX_BYTES {
        return Cow::Borrowed(word);
    }
    if let Some(stem) = NAMES.get(word) {
        return Cow::Borrowed(stem);
    }
    let stem = match RULES.rule(word) {
        Some(rule) => {
            let kept = without_last(word, rule.strip);
            match rule.add.is_empty() {
                true => Cow::Borrowed(kept),
                false => Cow::Owned([kept, &rule.add].concat()),
            }
        }
        // Snowball can panic on text that it was not made for.
        None if word.chars().all(is_cyrillic_letter) => SNOWBALL.stem(word),
        None => Cow::Borrowed(word),
    };
    if stem.is_empty() {
        Cow::Borrowed(word)
    } else {
        stem
    }
}

fn is_cyrillic_letter(c: char) -> bool {
    matches!(c, 'а'..='џ' | 'ѐ'..='ԯ') && c.is_lowercase()
}

/// The word without its last `count` characters.
fn without_last(word: &str, count: usize) -> &str {
    let end = match count {
        0 => word.len(),
        _ => word
            .char_indices()
            .rev()
            .nth(count - 1)
            .map_or(0, |(at, _)| at),
    };
    word.get(..end).unwrap_or(word)
}
