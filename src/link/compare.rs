//! Which unit of one article corresponds to which of the other?

use crate::signature::{Class, Entry, Key, Rarity, Signature, Unit, UnitKind};

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
pub struct Match {
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
    pub ours: Vec<Option<Match>>,
    /// For each unit of the second.
    pub theirs: Vec<Option<Match>>,
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
    let (all_a, all_b) = common(a.entries(), b.entries());
    let (mut rest_a, mut rest_b) = (all_a.as_slice(), all_b.as_slice());
    while let (Some(first_a), Some(first_b)) = (rest_a.first(), rest_b.first()) {
        match first_a.key().cmp(&first_b.key()) {
            std::cmp::Ordering::Less => rest_a = rest_a.get(1..).unwrap_or_default(),
            std::cmp::Ordering::Greater => rest_b = rest_b.get(1..).unwrap_or_default(),
            std::cmp::Ordering::Equal => {
                let key = first_a.key();
                let (same_a, tail_a) = rest_a.split_at(run(rest_a, key));
                let (same_b, tail_b) = rest_b.split_at(run(rest_b, key));
                (rest_a, rest_b) = (tail_a, tail_b);
                let (weight_a, weight_b) = (rare_a.weight(key), rare_b.weight(key));
                dot += weight_a * weight_b;
                let rarity = (weight_a + weight_b) / 2.0;
                // A key that many units share says little of each.
                for x in same_a.iter().take(4) {
                    for y in same_b.iter().take(4) {
                        meet(&mut result, (a, *x), (b, *y), rarity, qualities);
                    }
                }
            }
        }
    }
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
    let found = |other: Entry| Match {
        other: other.unit(),
        group,
        weight: quality * rarity,
    };
    improve(&mut result.ours, x.unit(), found(y));
    improve(&mut result.theirs, y.unit(), found(x));
}

/// The entries of each side whose keys the other side may have, sorted. Most pairs share
/// few keys: to look each up in a set of bits costs less than to merge all.
fn common(a: &[Entry], b: &[Entry]) -> (Vec<Entry>, Vec<Entry>) {
    let common_b = KeyBits::of(a).among(b);
    let common_a = KeyBits::of(&common_b).among(a);
    (common_a, common_b)
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

    fn among(&self, entries: &[Entry]) -> Vec<Entry> {
        let has = |entry: &&Entry| {
            let (word, bit) = Self::place(entry.key());
            self.0.get(word).is_some_and(|word| word & bit != 0)
        };
        let mut found: Vec<Entry> = entries.iter().filter(has).copied().collect();
        found.sort_unstable();
        found
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

fn improve(best: &mut [Option<Match>], unit: u16, found: Match) {
    if let Some(best) = best.get_mut(usize::from(unit)) {
        let better =
            best.is_none_or(|best| (found.weight, best.other) > (best.weight, found.other));
        if better {
            *best = Some(found);
        }
    }
}

fn group(class: Class, a: &Unit, b: &Unit) -> Group {
    let name = |unit: &Unit| matches!(unit.kind, UnitKind::Name | UnitKind::Place);
    let names = name(a) && name(b);
    match class {
        Class::Number => Group::Number,
        Class::Date => Group::Date,
        Class::Place => Group::Place,
        Class::Term => Group::Term,
        Class::Phrase => Group::Phrase,
        Class::Exact | Class::Sound if names => Group::Name,
        Class::Prefix7 | Class::Skeleton6 if names => Group::NameStem,
        Class::Prefix5 | Class::Skeleton4 if names => Group::NameWeak,
        Class::Exact | Class::Sound | Class::Prefix7 => Group::Word,
        Class::Prefix5 | Class::Skeleton6 | Class::Skeleton4 | Class::Shingle => Group::WordWeak,
        Class::Heard => Group::Heard,
        Class::Sense => Group::Sense,
        Class::OtherSense => Group::SenseWeak,
    }
}

/// Cosine of the keys of two signatures, 0 to 1: how near two articles of one
/// language are.
pub fn cosine(a: &Signature, b: &Signature) -> f32 {
    compare(a, b, &[0.0; GROUPS]).cosine.min(1.0)
}
