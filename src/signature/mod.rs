//! What of an article can be recognised in its versions in other languages?
//!
//! Numbers, dates, names, places, international words and glossary concepts,
//! each brought to forms that survive translation and hashed to keys, with the
//! sentences they stand in; and a sketch of its word shingles for reprints in
//! the same language. A signature is a pure function of the article: it does not depend
//! on any other article, so it can be stored with it and never goes stale.
//!
//! ```text
//! article ─► extract ─► Signature ─► keys (terms of the inverted index)
//!                           │
//!                           └─► encode ─► bytes stored with the article, and units
//!                                        in a dictionary that articles share
//! ```

mod encode;
mod extract;
mod gazetteer;
mod heard;
mod key;
mod legal;
mod numbers;
mod phonetic;
pub mod rarity;
mod reading;
mod senses;
mod sketch;
mod words;

pub use encode::{Encoded, KnownUnit, UnitTable};
pub use extract::{Extraction, Extractor, Occurrence};
pub use key::{Key, KeyClass};
pub use rarity::Rarity;
pub use sketch::Sketch;

use key::UnitKey;

use crate::language::{Language, get_or_undetermined};

/// Stored with every index. Raise it whenever the same article would give
/// other units, keys or bytes than before.
pub const VERSION: u8 = 9;

/// What a unit is; also the kind of evidence that it makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum UnitKind {
    /// A number in digits.
    Number,
    /// A day of the year (`02-12`), a month (`month:2`) or a weekday.
    Date,
    /// An entry of the name lists: `country:KG`, `city:524901`, `org:UN`.
    Place,
    /// A concept of the news glossary: `glossary:president`.
    Term,
    /// Two names side by side.
    Phrase,
    /// A capitalised word.
    Name,
    /// Any other word.
    Word,
}

/// One distinct number, name, word, ... of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// What it is.
    pub kind: UnitKind,
    /// The sentences it occurs in: bit `i` for sentence `i`, counted from the
    /// title; bit 63 stands for all sentences from the 64th on.
    pub sentences: u64,
    /// Weight of its rarest key, in quarters of a nat, by the shipped counts
    /// of the article's language.
    pub rarity: u8,
}

impl Unit {
    /// Its rarity in nats.
    pub fn weight(&self) -> f32 {
        f32::from(self.rarity) / 4.0
    }
}

/// One key of one unit, in one number: key, unit, class, and whether the
/// article can be found by it. So entries are sorted by key as fast as may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry(u64);

impl Entry {
    fn new(unit: u16, key: UnitKey) -> Self {
        let indexed = u64::from(key.indexed);
        let class = (key.class as u64) << 1;
        Self(u64::from(key.key.0) << 32 | u64::from(unit) << 16 | class | indexed)
    }

    /// The key of the first unit, as one of another unit.
    #[inline]
    fn in_place(self, unit: u16) -> Self {
        Self(self.0 | u64::from(unit) << 16)
    }

    /// The key.
    #[inline]
    pub fn key(self) -> Key {
        Key((self.0 >> 32) as u32)
    }

    /// The unit's position in [`Signature::units`].
    #[inline]
    pub fn unit(self) -> u16 {
        (self.0 >> 16) as u16
    }

    /// What the key is made of.
    #[inline]
    pub fn class(self) -> KeyClass {
        let class = KeyClass::ALL.get(usize::from(self.0 as u16 >> 1));
        class.copied().unwrap_or(KeyClass::OtherSense)
    }

    /// Its place among the keys of its unit.
    fn in_unit(self) -> (u16, Key) {
        (self.0 as u16 >> 1, self.key())
    }

    /// Whether the article can be found by it.
    #[inline]
    pub fn indexed(self) -> bool {
        self.0 & 1 == 1
    }
}

/// Puts a signature together, unit by unit.
#[derive(Default)]
struct Builder {
    units: Vec<Unit>,
    entries: Vec<Entry>,
}

impl Builder {
    fn with_capacity(units: usize) -> Self {
        Self {
            units: Vec::with_capacity(units),
            entries: Vec::with_capacity(units * 6),
        }
    }

    /// Adds a unit with these keys.
    fn push(&mut self, unit: Unit, keys: impl Iterator<Item = UnitKey>) {
        let number = u16::try_from(self.units.len()).unwrap_or(u16::MAX);
        self.units.push(unit);
        self.entries.extend(keys.map(|key| Entry::new(number, key)));
    }

    /// Adds a unit with the keys that it has elsewhere.
    fn push_known(&mut self, unit: Unit, keys: &[Entry]) {
        let number = u16::try_from(self.units.len()).unwrap_or(u16::MAX);
        self.units.push(unit);
        self.entries
            .extend(keys.iter().map(|key| key.in_place(number)));
    }

    /// The signature. Its norm, if it is not known, is worked out.
    fn finish(
        mut self,
        language: &'static Language,
        sentences: u16,
        words: u32,
        sketch: Sketch,
        norm: Option<f32>,
    ) -> Signature {
        if norm.is_none() {
            // The order in which they are written and read.
            self.entries
                .sort_unstable_by_key(|entry| (entry.unit(), entry.in_unit()));
        }
        let mut signature = Signature {
            language,
            units: self.units,
            sentences,
            words,
            sketch,
            norm: norm.unwrap_or(0.0),
            entries: self.entries,
        };
        if norm.is_none() {
            signature.weigh();
        }
        signature
    }
}

/// What an article can be recognised by.
#[derive(Debug, Clone, PartialEq)]
pub struct Signature {
    language: &'static Language,
    units: Vec<Unit>,
    sentences: u16,
    words: u32,
    sketch: Sketch,
    norm: f32,
    /// Unit by unit.
    entries: Vec<Entry>,
}

impl Signature {
    /// At most this many units are kept, the rarest.
    pub const MAX_UNITS: usize = 400;
    /// At most this many keys go into the inverted index, the rarest.
    pub const MAX_INDEX_KEYS: usize = 256;

    /// The language whose rules made it.
    pub fn language(&self) -> &'static Language {
        self.language
    }

    /// The units, in order of first occurrence.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The keys of all units, unit by unit.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// How many sentences the article has, its title counted as one.
    pub fn sentences(&self) -> u16 {
        self.sentences
    }

    /// How many words the article has.
    pub fn words(&self) -> u32 {
        self.words
    }

    /// The sketch of its word shingles.
    pub fn sketch(&self) -> &Sketch {
        &self.sketch
    }

    /// The Euclidean length of its [`Signature::weighted_keys`]: what a cosine
    /// divides by.
    pub fn norm(&self) -> f32 {
        self.norm
    }

    /// Works the norm out; gives back the [`Signature::index_keys`].
    fn weigh(&mut self) -> Vec<Key> {
        let keys = self.weighted_keys();
        self.norm = keys.iter().map(|(w, _)| w * w).sum::<f32>().sqrt();
        self.with_shingles(&keys)
    }

    /// The keys to index and to look up, without duplicates, in ascending
    /// order: the rarest of the units' keys, and those of its shingles.
    pub fn index_keys(&self) -> Vec<Key> {
        self.with_shingles(&self.weighted_keys())
    }

    fn with_shingles(&self, keys: &[(f32, Key)]) -> Vec<Key> {
        let mut keys: Vec<Key> = keys.iter().map(|(_, key)| *key).collect();
        keys.extend(self.sketch.index_keys());
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The units' keys in the inverted index with their weights, rarest first.
    pub fn weighted_keys(&self) -> Vec<(f32, Key)> {
        let rarity = Rarity::of(self.language);
        let floor = Self::RARE_SHARE * rarity.highest();
        let mut keys: Vec<(f32, KeyClass, Key)> = Vec::new();
        let indexed = self.entries.iter().filter(|entry| entry.indexed());
        let mut indexed: Vec<Entry> = indexed.copied().collect();
        indexed.sort_unstable();
        indexed.dedup_by_key(|entry| entry.key());
        for entry in &indexed {
            let key = entry.key();
            let weight = rarity.weight(key);
            if weight >= floor {
                keys.push((weight, entry.class(), key));
            }
        }
        keys.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        keys.truncate(Self::MAX_INDEX_KEYS);
        keys.into_iter()
            .map(|(weight, _, key)| (weight, key))
            .collect()
    }

    /// Keys below this share of the highest weight find too many articles.
    const RARE_SHARE: f32 = 0.3;
}

fn language_of(tag: &str) -> &'static Language {
    get_or_undetermined(tag)
}

impl Default for Signature {
    /// The signature of an empty article.
    fn default() -> Self {
        Builder::default().finish(language_of("und"), 0, 0, Sketch::default(), None)
    }
}
