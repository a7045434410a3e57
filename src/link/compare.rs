//! Which unit of one article corresponds to which of the other?

use std::{cell::RefCell, cmp::Ordering};

use crate::signature::{Entry, Key, KeyClass, Rarity, Signature, Unit, UnitKind};

/// What two units have in common, from the surest to the weakest.
/// The order is that of the learned qualities; append only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Group {
    /// The same number.
    Number,
    /// The same day, month or weekday.
    Date,
    /// The same entry of the name lists.
    Place,
    /// The same concept of the glossary.
    Term,
    /// The same two names side by side.
    Phrase,
    /// The same name, letter by letter or sound by sound.
    Name,
    /// Names with the same first seven sounds or six consonants.
    NameStem,
    /// Names with the same first five sounds or four consonants.
    NameWeak,
    /// Words with the same Latin form or first seven sounds.
    Word,
    /// Words with the same first five sounds or six consonants.
    WordWeak,
    /// Words that are translated alike.
    Sense,
    /// Words of which a less likely translation is shared.
    SenseWeak,
    /// Names with the same first four consonants in all alphabets.
    Heard,
}

/// How many groups there are.
pub const GROUPS: usize = 13;

/// One unit's best counterpart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitMatch {
    /// The unit of the other article.
    pub other: u16,
    /// What they have in common.
    pub group: Group,
    /// Quality of the group times the mean rarity of the key in both languages.
    pub weight: f32,
}

/// The counterparts of all units of two articles, by unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// For each unit of the first article.
    pub ours: Vec<Option<UnitMatch>>,
    /// For each unit of the second.
    pub theirs: Vec<Option<UnitMatch>>,
    /// Cosine of their index keys, 0 to 1.
    pub cosine: f32,
}

/// Compares two signatures. Swapping them swaps the two sides of the result.
pub fn compare(a: &Signature, b: &Signature, qualities: &[f32; GROUPS]) -> Comparison {
    let mut result = Comparison {
        ours: vec![None; a.units().len()],
        theirs: vec![None; b.units().len()],
        cosine: 0.0,
    };
    let (rare_a, rare_b) = (Rarity::of(a.language()), Rarity::of(b.language()));
    let mut dot = 0.0;
    with_common(a.entries(), b.entries(), |key, same_a, same_b| {
        let (weight_a, weight_b) = (rare_a.weight(key), rare_b.weight(key));
        dot += weight_a * weight_b;
        let rarity = (weight_a + weight_b) / 2.0;
        // A key that many units share says little of each.
        for x in same_a.iter().take(4) {
            for y in same_b.iter().take(4) {
                meet(&mut result, (a, *x), (b, *y), rarity, qualities);
            }
        }
    });
    let norms = a.norm() * b.norm();
    result.cosine = if norms > 0.0 { dot / norms } else { 0.0 };
    result
}

/// Two units have a key of this rarity in common.
fn meet(
    result: &mut Comparison,
    (a, x): (&Signature, Entry),
    (b, y): (&Signature, Entry),
    rarity: f32,
    qualities: &[f32; GROUPS],
) {
    let units = (
        a.units().get(usize::from(x.unit())),
        b.units().get(usize::from(y.unit())),
    );
    let (Some(unit_a), Some(unit_b)) = units else {
        return;
    };
    let group = group(x.class().max(y.class()), unit_a, unit_b);
    let quality = qualities.get(group as usize).copied().unwrap_or(0.0);
    let found = |other: Entry| UnitMatch {
        other: other.unit(),
        group,
        weight: quality * rarity,
    };
    improve(&mut result.ours, x.unit(), found(y));
    improve(&mut result.theirs, y.unit(), found(x));
}

/// Visits the keys that both sides have, in their order, with the entries of each side.
/// Most pairs share few keys: to look each up in a set of bits costs less than to merge
/// all of them.
fn with_common(a: &[Entry], b: &[Entry], mut visit: impl FnMut(Key, &[Entry], &[Entry])) {
    thread_local! {
        /// Entries of either side whose keys the other may have: room for all pairs that
        /// a thread compares.
        static COMMON: RefCell<[Vec<Entry>; 2]> = RefCell::default();
    }
    COMMON.with_borrow_mut(|[of_a, of_b]| {
        KeyBits::of(a).take_from(b, of_b);
        KeyBits::of(of_b).take_from(a, of_a);
        let (mut rest_a, mut rest_b) = (of_a.as_slice(), of_b.as_slice());
        while let (Some(first_a), Some(first_b)) = (rest_a.first(), rest_b.first()) {
            let key = first_a.key();
            match key.cmp(&first_b.key()) {
                Ordering::Less => rest_a = rest_a.get(1..).unwrap_or_default(),
                Ordering::Greater => rest_b = rest_b.get(1..).unwrap_or_default(),
                Ordering::Equal => {
                    let (same_a, tail_a) = rest_a.split_at(run(rest_a, key));
                    let (same_b, tail_b) = rest_b.split_at(run(rest_b, key));
                    visit(key, same_a, same_b);
                    (rest_a, rest_b) = (tail_a, tail_b);
                }
            }
        }
    });
}

/// A set of keys by some of their bits: it may hold more than was put into it, never less.
struct KeyBits([u64; Self::WORDS]);

impl KeyBits {
    const WORDS: usize = 1 << 8;

    fn of(entries: &[Entry]) -> Self {
        let mut bits = Self([0; Self::WORDS]);
        for entry in entries {
            let (word, bit) = Self::place(entry.key());
            if let Some(word) = bits.0.get_mut(word) {
                *word |= bit;
            }
        }
        bits
    }

    /// The entries of which it may hold the key, sorted.
    fn take_from(&self, entries: &[Entry], into: &mut Vec<Entry>) {
        let has = |entry: &&Entry| {
            let (word, bit) = Self::place(entry.key());
            self.0.get(word).is_some_and(|word| word & bit != 0)
        };
        into.clear();
        into.extend(entries.iter().filter(has).copied());
        into.sort_unstable();
    }

    /// Keys are hashes: any of their bits will do.
    fn place(Key(key): Key) -> (usize, u64) {
        ((key >> 24) as usize, 1 << (key >> 18 & 63))
    }
}

/// How many of the first entries have this key; mostly one.
fn run(entries: &[Entry], key: Key) -> usize {
    entries
        .iter()
        .take_while(|entry| entry.key() == key)
        .count()
}

fn improve(best: &mut [Option<UnitMatch>], unit: u16, found: UnitMatch) {
    if let Some(best) = best.get_mut(usize::from(unit)) {
        let better =
            best.is_none_or(|best| (found.weight, best.other) > (best.weight, found.other));
        if better {
            *best = Some(found);
        }
    }
}

fn group(class: KeyClass, a: &Unit, b: &Unit) -> Group {
    let name = |unit: &Unit| matches!(unit.kind, UnitKind::Name | UnitKind::Place);
    let names = name(a) && name(b);
    match class {
        KeyClass::Number => Group::Number,
        KeyClass::Date => Group::Date,
        KeyClass::Place => Group::Place,
        KeyClass::Term => Group::Term,
        KeyClass::Phrase => Group::Phrase,
        KeyClass::Exact | KeyClass::Sound if names => Group::Name,
        KeyClass::Prefix7 | KeyClass::Skeleton6 if names => Group::NameStem,
        KeyClass::Prefix5 | KeyClass::Skeleton4 if names => Group::NameWeak,
        KeyClass::Exact | KeyClass::Sound | KeyClass::Prefix7 => Group::Word,
        KeyClass::Prefix5 | KeyClass::Skeleton6 | KeyClass::Skeleton4 | KeyClass::Shingle => {
            Group::WordWeak
        }
        KeyClass::Heard => Group::Heard,
        KeyClass::Sense => Group::Sense,
        KeyClass::OtherSense => Group::SenseWeak,
    }
}

/// Cosine of the keys of two signatures, 0 to 1: how near two articles of one
/// language are.
pub fn cosine(a: &Signature, b: &Signature) -> f32 {
    compare(a, b, &[0.0; GROUPS]).cosine.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        article::{Article, ArticleId},
        signature::Extractor,
    };

    /// Short reports in several languages.
    fn signatures() -> Vec<Signature> {
        let table = include_str!("../../tests/tables/link_stories.tsv");
        let lines = table.lines().filter(|line| !line.starts_with('#'));
        let columns = lines.map(|line| line.split('\t').collect::<Vec<_>>());
        let mut extractor = Extractor::new();
        columns
            .map(|columns| {
                extractor.signature(&Article {
                    id: ArticleId::new(columns[0]),
                    lang: columns[1].to_owned(),
                    title: None,
                    date: None,
                    source: None,
                    url: None,
                    path: None,
                    text: columns[2].to_owned(),
                })
            })
            .collect()
    }

    #[test]
    fn common_keys_are_those_of_both_sides() {
        let all = signatures();
        let sorted = |signature: &Signature, key: Key| {
            let own = signature.entries().iter();
            let mut own: Vec<Entry> = own.filter(|entry| entry.key() == key).copied().collect();
            own.sort();
            own
        };
        let mut met = 0;
        for a in &all {
            for b in &all {
                let keys = a.entries().iter().map(|entry| entry.key());
                let mut keys: Vec<Key> = keys
                    .filter(|key| b.entries().iter().any(|entry| entry.key() == *key))
                    .collect();
                keys.sort();
                keys.dedup();
                let expected = keys
                    .into_iter()
                    .map(|key| (key, sorted(a, key), sorted(b, key)));
                let mut found = Vec::new();
                with_common(a.entries(), b.entries(), |key, of_a, of_b| {
                    found.push((key, of_a.to_vec(), of_b.to_vec()));
                });
                met += found.len();
                assert_eq!(found, expected.collect::<Vec<_>>());
            }
        }
        assert!(met > all.len());
    }
}
