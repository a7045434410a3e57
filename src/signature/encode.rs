//! How is a signature kept in bytes? So that reading it costs as little as may
//! be: linking reads a dozen for every article of an archive. Keys stand
//! ready-made; the words that they were made of are not kept, since the article
//! itself is at hand where somebody wants to see them.
//!
//! A version stands in front; hostile bytes give `None`, never a panic or a
//! large allocation.

use super::{
    Builder, Entry, Key, KeyClass, Signature, Unit, UnitKind, VERSION,
    key::UnitKey,
    language_of,
    rarity::{read_varint, varint},
    sketch::{KEPT, Sketch},
};

const KINDS: [UnitKind; 7] = [
    UnitKind::Number,
    UnitKind::Date,
    UnitKind::Place,
    UnitKind::Term,
    UnitKind::Phrase,
    UnitKind::Name,
    UnitKind::Word,
];

/// A unit has at most one key of each class, but several of the last one,
/// [`KeyClass::OtherSense`].
const SINGLE: u32 = KeyClass::OtherSense as u32;
const MAX_OTHERS: usize = 3;

/// In a unit's first two bytes, above its kind: it stands in one sentence only.
const ONCE: u16 = 1 << 3;
/// It can be found by its exact form.
const SHORT: u16 = 1 << 4;
/// It has a key of the class that is its kind's own, if there is such a class.
const OWN: u16 = 1 << 5;
/// A bit for each class of [`SHARED`] that it has a key of.
const CLASSES: u32 = 6;
/// Above them, how many keys of further translations follow.
const OTHERS: u32 = CLASSES + SHARED.len() as u32;

/// The classes that units of several kinds have keys of.
const SHARED: [KeyClass; 8] = [
    KeyClass::Exact,
    KeyClass::Sound,
    KeyClass::Prefix7,
    KeyClass::Prefix5,
    KeyClass::Skeleton6,
    KeyClass::Skeleton4,
    KeyClass::Heard,
    KeyClass::Sense,
];

/// The class that only units of this kind have a key of.
fn own(kind: UnitKind) -> Option<KeyClass> {
    match kind {
        UnitKind::Number => Some(KeyClass::Number),
        UnitKind::Date => Some(KeyClass::Date),
        UnitKind::Place => Some(KeyClass::Place),
        UnitKind::Term => Some(KeyClass::Term),
        UnitKind::Phrase => Some(KeyClass::Phrase),
        UnitKind::Name | UnitKind::Word => None,
    }
}

/// The bit of a class, for units of a kind; none for one that they cannot have.
fn bit(class: KeyClass, kind: UnitKind) -> u16 {
    match SHARED.iter().position(|shared| *shared == class) {
        Some(at) => 1 << (CLASSES + at as u32),
        None if own(kind) == Some(class) => OWN,
        None => 0,
    }
}

impl Signature {
    /// The bytes to store.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = vec![VERSION];
        varint(&mut out, u64::from(self.sketch.shingles));
        varint(&mut out, self.sketch.smallest.len() as u64);
        for hash in &self.sketch.smallest {
            out.extend(hash.to_le_bytes());
        }
        let code = self.language.code;
        out.push(code.len() as u8);
        out.extend(code.as_bytes());
        varint(&mut out, u64::from(self.sentences));
        varint(&mut out, u64::from(self.words));
        out.extend(self.norm.to_le_bytes());
        varint(&mut out, self.units.len() as u64);
        let mut entries = self.entries.as_slice();
        for (number, unit) in (0..).zip(&self.units) {
            let own = entries.partition_point(|entry| entry.unit() <= number);
            let (own, rest) = entries.split_at(own);
            entries = rest;
            encode_unit(unit, own, &mut out);
        }
        out
    }

    /// Reads what [`Signature::encode`] wrote; `None` for other bytes or
    /// another version.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let rest = &mut rest;
        let sketch = decode_sketch(rest)?;
        let length = byte(rest)?;
        let (code, tail) = rest.split_at_checked(length.into())?;
        *rest = tail;
        let language = language_of(std::str::from_utf8(code).ok()?);
        let sentences = u16::try_from(read_varint(rest)?).ok()?;
        let words = u32::try_from(read_varint(rest)?).ok()?;
        let (norm, tail) = rest.split_first_chunk::<4>()?;
        let norm = f32::from_le_bytes(*norm);
        *rest = tail;
        let count = usize::try_from(read_varint(rest)?).ok()?;
        if !norm.is_finite() || count > Self::MAX_UNITS {
            return None;
        }
        let mut builder = Builder::with_capacity(count);
        for _ in 0..count {
            decode_unit(rest, &mut builder)?;
        }
        if !rest.is_empty() {
            return None;
        }
        Some(builder.finish(language, sentences, words, sketch, Some(norm)))
    }
}

impl Sketch {
    /// So many first bytes of an encoded signature hold its sketch: a version,
    /// two numbers, and the hashes.
    pub const ENCODED: usize = 1 + 5 + 2 + 4 * KEPT;

    /// The sketch of a signature, read of its first bytes.
    pub fn decode(mut bytes: &[u8]) -> Option<Self> {
        decode_sketch(&mut bytes)
    }
}

fn decode_sketch(rest: &mut &[u8]) -> Option<Sketch> {
    if byte(rest)? != VERSION {
        return None;
    }
    let shingles = u32::try_from(read_varint(rest)?).ok()?;
    let hashes = usize::try_from(read_varint(rest)?).ok()?;
    if hashes > KEPT {
        return None;
    }
    let (hashes, tail) = rest.split_at_checked(4 * hashes)?;
    *rest = tail;
    let hashes = hashes.as_chunks::<4>().0.iter();
    let smallest: Vec<u32> = hashes.map(|hash| u32::from_le_bytes(*hash)).collect();
    let sketch = Sketch { smallest, shingles };
    sketch.smallest.is_sorted().then_some(sketch)
}

/// A unit with its keys, those of further translations last.
fn encode_unit(unit: &Unit, keys: &[Entry], out: &mut Vec<u8>) {
    let single = keys.partition_point(|key| key.class() != KeyClass::OtherSense);
    let (single, others) = keys.split_at(single);
    let others = others.get(..MAX_OTHERS).unwrap_or(others);
    let once = unit.sentences.count_ones() == 1;
    let mut head = unit.kind as u16 | (others.len() as u16) << OTHERS;
    if once {
        head |= ONCE;
    }
    for key in single {
        head |= bit(key.class(), unit.kind);
        if key.class() == KeyClass::Exact && key.indexed() {
            head |= SHORT;
        }
    }
    out.extend(head.to_le_bytes());
    out.push(unit.rarity);
    if once {
        out.push(unit.sentences.trailing_zeros() as u8);
    } else {
        varint(out, unit.sentences);
    }
    let single = single.iter().filter(|key| bit(key.class(), unit.kind) != 0);
    for key in single.chain(others) {
        out.extend(key.key().0.to_le_bytes());
    }
}

fn decode_unit(rest: &mut &[u8], builder: &mut Builder) -> Option<()> {
    let (head, tail) = rest.split_first_chunk::<2>()?;
    let head = u16::from_le_bytes(*head);
    *rest = tail;
    let kind = *KINDS.get(usize::from(head & (ONCE - 1)))?;
    let rarity = byte(rest)?;
    let sentences = if head & ONCE != 0 {
        1u64.checked_shl(byte(rest)?.into())?
    } else {
        read_varint(rest)?
    };
    let others = usize::from(head >> OTHERS);
    let mut single = classes_of(head, kind)?;
    let (keys, tail) = rest.split_at_checked(4 * (single.count_ones() as usize + others))?;
    *rest = tail;
    let word = if head & SHORT != 0 { 0 } else { usize::MAX };
    let keys = keys.as_chunks::<4>().0.iter().map(|key| {
        // The lowest bit that is left; with none left, the last class.
        let class = single.trailing_zeros().min(SINGLE) as usize;
        single &= single.wrapping_sub(1);
        let class = KeyClass::ALL
            .get(class)
            .copied()
            .unwrap_or(KeyClass::OtherSense);
        UnitKey::new(class, Key(u32::from_le_bytes(*key)), word)
    });
    let unit = Unit {
        kind,
        sentences,
        rarity,
    };
    builder.push(unit, keys);
    Some(())
}

/// The classes of which a unit has one key, a bit for each by its number.
fn classes_of(head: u16, kind: UnitKind) -> Option<u16> {
    let mut classes = match head & OWN {
        0 => 0,
        _ => 1 << own(kind)? as u16,
    };
    let mut shared = (head >> CLASSES) & ((1 << SHARED.len()) - 1);
    while shared != 0 {
        let class = SHARED.get(shared.trailing_zeros() as usize)?;
        classes |= 1 << *class as u16;
        shared &= shared - 1;
    }
    Some(classes)
}

fn byte(rest: &mut &[u8]) -> Option<u8> {
    let (&first, tail) = rest.split_first()?;
    *rest = tail;
    Some(first)
}
