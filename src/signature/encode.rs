//! How is a signature kept in bytes? So that reading it costs as little as may
//! be: linking reads a dozen for every article of an archive. Keys stand
//! ready-made; the words that they were made of are not kept, since the article
//! itself is at hand where somebody wants to see them.
//!
//! A version stands in front; hostile bytes give `None`, never a panic or a
//! large allocation.

use super::{
    Builder, Class, Entry, Key, Signature, Unit, UnitKind, VERSION,
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

/// A unit has at most one key of each class, and a bit that says whether it has;
/// but several of the last class, [`Class::OtherSense`].
const SINGLE: u32 = Class::OtherSense as u32;
/// The bit of a unit that can be found by its exact form.
const SHORT: u16 = 1 << SINGLE;
/// Above it, how many keys of further translations follow.
const OTHERS: u32 = SINGLE + 1;
const MAX_OTHERS: usize = 3;

/// In a unit's first byte, above its kind: it stands in one sentence only.
const ONCE: u8 = 1 << 3;

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
    let once = unit.sentences.count_ones() == 1;
    out.push(unit.kind as u8 | if once { ONCE } else { 0 });
    out.push(unit.rarity);
    if once {
        out.push(unit.sentences.trailing_zeros() as u8);
    } else {
        varint(out, unit.sentences);
    }
    let single = keys.partition_point(|key| key.class() != Class::OtherSense);
    let (single, others) = keys.split_at(single);
    let others = others.get(..MAX_OTHERS).unwrap_or(others);
    let mut present = (others.len() as u16) << OTHERS;
    for key in single {
        present |= 1 << key.class() as u16;
        if key.class() == Class::Exact && key.indexed() {
            present |= SHORT;
        }
    }
    out.extend(present.to_le_bytes());
    for key in single.iter().chain(others) {
        out.extend(key.key().0.to_le_bytes());
    }
}

fn decode_unit(rest: &mut &[u8], builder: &mut Builder) -> Option<()> {
    let head = byte(rest)?;
    let kind = *KINDS.get(usize::from(head & (ONCE - 1)))?;
    let rarity = byte(rest)?;
    let sentences = if head & ONCE != 0 {
        1u64.checked_shl(byte(rest)?.into())?
    } else {
        read_varint(rest)?
    };
    let (present, tail) = rest.split_first_chunk::<2>()?;
    let present = u16::from_le_bytes(*present);
    let others = usize::from(present >> OTHERS);
    let mut single = present & (SHORT - 1);
    let (keys, tail) = tail.split_at_checked(4 * (single.count_ones() as usize + others))?;
    *rest = tail;
    let word = if present & SHORT != 0 { 0 } else { usize::MAX };
    let keys = keys.as_chunks::<4>().0.iter().map(|key| {
        // The lowest bit that is left; with none left, the last class.
        let class = single.trailing_zeros().min(SINGLE) as usize;
        single &= single.wrapping_sub(1);
        let class = Class::ALL.get(class).copied().unwrap_or(Class::OtherSense);
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

fn byte(rest: &mut &[u8]) -> Option<u8> {
    let (&first, tail) = rest.split_first()?;
    *rest = tail;
    Some(first)
}
