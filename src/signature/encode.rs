//! How is a signature kept in bytes? Compactly, with a version in front;
//! hostile bytes give `None`, never a panic or a large allocation.

use super::{
    Builder, Key, Signature, Unit, UnitKind, VERSION,
    key::KeyMemo,
    language_of,
    rarity::{read_varint, varint},
    sketch::Sketch,
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

/// Senses of a unit that have room beside its kind.
const MAX_SENSES: usize = 15;

/// A form is cut at this many bytes by the extractor.
pub(super) const MAX_FORM: usize = 63;

impl Signature {
    /// The bytes to store.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = vec![VERSION];
        let code = self.language.code;
        out.push(code.len() as u8);
        out.extend(code.as_bytes());
        varint(&mut out, u64::from(self.sentences));
        varint(&mut out, u64::from(self.words));
        varint(&mut out, u64::from(self.sketch.shingles));
        varint(&mut out, self.sketch.smallest.len() as u64);
        for hash in &self.sketch.smallest {
            out.extend(hash.to_le_bytes());
        }
        out.extend(self.norm.to_le_bytes());
        varint(&mut out, self.units.len() as u64);
        let mut senses = self.senses.as_slice();
        for unit in &self.units {
            let own;
            (own, senses) = senses.split_at(senses.len().min(unit.senses.into()));
            // Kind, number of senses, and whether the unit occurs once only, in one byte.
            let once = unit.count == 1 && unit.sentences.count_ones() == 1;
            let own = own.get(..MAX_SENSES).unwrap_or(own);
            out.push((own.len() as u8) << 4 | (unit.kind as u8) << 1 | u8::from(once));
            out.push(unit.form.len() as u8);
            out.extend(unit.form.as_bytes());
            out.push(unit.rarity);
            for sense in own {
                out.extend(sense.0.to_le_bytes());
            }
            if once {
                out.push(unit.sentences.trailing_zeros() as u8);
            } else {
                varint(&mut out, u64::from(unit.count));
                varint(&mut out, unit.sentences);
            }
        }
        out
    }

    /// Reads what [`Signature::encode`] wrote; `None` for other bytes or
    /// another version. A [`Decoder`] reads many faster.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        Decoder::default().decode(bytes)
    }
}

/// Reads signatures, and remembers the keys of the words it met; what it
/// remembers never changes a result.
#[derive(Debug, Default)]
pub struct Decoder {
    memo: KeyMemo,
}

impl Decoder {
    /// Reads what [`Signature::encode`] wrote; `None` for other bytes or
    /// another version.
    pub fn decode(&mut self, bytes: &[u8]) -> Option<Signature> {
        let mut rest = bytes;
        let rest = &mut rest;
        if byte(rest)? != VERSION {
            return None;
        }
        let length = byte(rest)?;
        let language = language_of(text(rest, length)?);
        let sentences = u16::try_from(read_varint(rest)?).ok()?;
        let words = u32::try_from(read_varint(rest)?).ok()?;
        let shingles = u32::try_from(read_varint(rest)?).ok()?;
        let hashes = read_varint(rest)?;
        let mut smallest = Vec::new();
        for _ in 0..hashes {
            let (hash, tail) = rest.split_first_chunk::<4>()?;
            *rest = tail;
            smallest.push(u32::from_le_bytes(*hash));
        }
        let (norm, tail) = rest.split_first_chunk::<4>()?;
        let norm = f32::from_le_bytes(*norm);
        *rest = tail;
        let count = read_varint(rest)?;
        if !norm.is_finite() || count > Signature::MAX_UNITS as u64 {
            return None;
        }
        let mut builder = Builder::new(&mut self.memo, count as usize);
        for _ in 0..count {
            unit(rest, &mut builder)?;
        }
        if !rest.is_empty() || !smallest.is_sorted() {
            return None;
        }
        let sketch = Sketch { smallest, shingles };
        Some(builder.finish(language, sentences, words, sketch, Some(norm)))
    }
}

fn unit(rest: &mut &[u8], builder: &mut Builder<'_>) -> Option<()> {
    let head = byte(rest)?;
    let kind = *KINDS.get(usize::from(head >> 1 & 7))?;
    let length = byte(rest)?;
    let form = text(rest, length)?;
    let rarity = byte(rest)?;
    let (senses, tail) = rest.split_at_checked(4 * usize::from(head >> 4))?;
    *rest = tail;
    let senses = senses.as_chunks::<4>().0.iter();
    let (count, sentences) = if head & 1 == 1 {
        (1, 1u64.checked_shl(u32::from(byte(rest)?))?)
    } else {
        (u16::try_from(read_varint(rest)?).ok()?, read_varint(rest)?)
    };
    let unit = Unit::new(kind, count, sentences, rarity);
    builder.push(
        form,
        senses.map(|sense| Key(u32::from_le_bytes(*sense))),
        unit,
    );
    Some(())
}

fn byte(rest: &mut &[u8]) -> Option<u8> {
    let (&first, tail) = rest.split_first()?;
    *rest = tail;
    Some(first)
}

fn text<'a>(rest: &mut &'a [u8], length: u8) -> Option<&'a str> {
    let (head, tail) = rest.split_at_checked(usize::from(length))?;
    *rest = tail;
    std::str::from_utf8(head).ok()
}
