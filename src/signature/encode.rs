//! How is a signature kept in bytes? In two parts, since articles share most of
//! their units: what a unit is (its kind, rarity and keys) stands in a
//! dictionary once, and of an article there is kept which units it has and in
//! which sentences they stand. Keys are ready-made; the words that they were made
//! of are not kept, since the article itself is at hand where somebody wants to
//! see them.
//!
//! ```text
//! head of an article   version, sketch, language, sentences, words, norm,
//!                      and for each unit the sentences it stands in
//! a unit               kind with the classes of its keys, rarity, keys
//! ```
//!
//! Hostile bytes give `None`, never a panic or a large allocation.

use bitstream_io::{BigEndian, BitRead, BitReader, BitWrite, BitWriter};

use super::{
    Builder, Entry, Key, KeyClass, Signature, Unit, UnitKind, VERSION,
    key::UnitKey,
    language_of,
    rarity::{read_varint, varint},
    sketch::{BITS, KEPT, Sketch},
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

/// In a unit's first two bytes, above its kind: it can be found by its exact form.
const SHORT: u16 = 1 << 3;
/// It has a key of the class that is its kind's own, if there is such a class.
const OWN: u16 = 1 << 4;
/// A bit for each class of [`SHARED`] that it has a key of.
const CLASSES: u32 = 5;
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

/// A signature in bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Encoded {
    /// What is the article's own.
    pub head: Vec<u8>,
    units: Vec<u8>,
    /// Where each unit ends in `units`.
    ends: Vec<usize>,
}

impl Encoded {
    /// The units, in order; equal ones of any two articles have equal bytes.
    pub fn units(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .filter_map(|(start, end)| self.units.get(start..*end))
    }

    /// The signature that these bytes are of; `None` for others.
    pub fn decode(&self) -> Option<Signature> {
        let mut table = UnitTable::default();
        self.units().for_each(|unit| table.push(unit));
        Signature::decode(&self.head, |number| table.get(number))
    }
}

/// Units of a dictionary, ready to be put into signatures.
#[derive(Debug, Default)]
pub struct UnitTable {
    /// Kind and rarity of each, and where its keys end; none for bytes that are no unit.
    units: Vec<(Option<(UnitKind, u8)>, u32)>,
    /// Their keys, as if each were the first unit of a signature.
    entries: Vec<Entry>,
}

/// What a unit is, wherever it stands.
#[derive(Debug, Clone, Copy)]
pub struct KnownUnit<'a> {
    kind: UnitKind,
    rarity: u8,
    entries: &'a [Entry],
}

impl UnitTable {
    /// Adds the next unit.
    pub fn push(&mut self, bytes: &[u8]) {
        let before = self.entries.len();
        let unit = decode_unit(bytes, &mut self.entries);
        if unit.is_none() {
            self.entries.truncate(before);
        }
        let end = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.units.push((unit, end));
    }

    /// The unit with this number; none if its bytes were none.
    pub fn get(&self, number: usize) -> Option<KnownUnit<'_>> {
        let &(unit, end) = self.units.get(number)?;
        let (kind, rarity) = unit?;
        let before = number.checked_sub(1).and_then(|one| self.units.get(one));
        let start = before.map_or(0, |(_, end)| *end);
        let entries = self.entries.get(start as usize..end as usize)?;
        Some(KnownUnit {
            kind,
            rarity,
            entries,
        })
    }
}

impl Signature {
    /// The bytes to store.
    pub fn encode(&self) -> Encoded {
        let mut head = vec![VERSION];
        self.sketch.encode(&mut head);
        let code = self.language.code;
        head.push(code.len() as u8);
        head.extend(code.as_bytes());
        varint(&mut head, u64::from(self.sentences));
        varint(&mut head, u64::from(self.words));
        head.extend(self.norm.to_le_bytes());
        varint(&mut head, self.units.len() as u64);
        let sentences = self.units.iter().map(|unit| unit.sentences);
        // Writing to memory never fails.
        let _ = encode_sentences(sentences, &mut head);
        let mut encoded = Encoded {
            head,
            ..Encoded::default()
        };
        let mut entries = self.entries.as_slice();
        for (number, unit) in (0..).zip(&self.units) {
            let own = entries.partition_point(|entry| entry.unit() <= number);
            let (own, rest) = entries.split_at(own);
            entries = rest;
            encode_unit(unit, own, &mut encoded.units);
            encoded.ends.push(encoded.units.len());
        }
        encoded
    }

    /// Reads what [`Signature::encode`] wrote; `unit` gives each unit by its place in
    /// the signature. `None` for other bytes or another version.
    pub fn decode<'a>(
        head: &[u8],
        mut unit: impl FnMut(usize) -> Option<KnownUnit<'a>>,
    ) -> Option<Self> {
        let mut rest = head;
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
        let mut places = Places::of(rest);
        for number in 0..count {
            let KnownUnit {
                kind,
                rarity,
                entries,
            } = unit(number)?;
            let unit = Unit {
                kind,
                sentences: places.next()?,
                rarity,
            };
            builder.push_known(unit, entries);
        }
        Some(builder.finish(language, sentences, words, sketch, Some(norm)))
    }
}

impl Sketch {
    /// The sketch of a signature, read of its head.
    pub fn decode(mut head: &[u8]) -> Option<Self> {
        decode_sketch(&mut head)
    }

    /// The hashes are as good as random: their differences take the fewest bits in
    /// Golomb's code (1966), a part in binary for what is usual and the rest unary.
    fn encode(&self, out: &mut Vec<u8>) {
        varint(out, u64::from(self.shingles));
        varint(out, self.smallest.len() as u64);
        let usual = usual_bits(self.shingles);
        let mut bits = BitWriter::endian(out, BigEndian);
        let mut last = 0;
        for hash in &self.smallest {
            let step = hash - last;
            last = *hash;
            // Writing to memory never fails.
            let _ = bits.write_unary::<1>(step >> usual);
            let _ = bits.write_var(usual, step & ((1 << usual) - 1));
        }
        let _ = bits.byte_align();
    }
}

/// In how many bits the usual difference of two neighbours among so many hashes is
/// written.
fn usual_bits(shingles: u32) -> u32 {
    ((1 << BITS) / shingles.clamp(1, 1 << BITS))
        .ilog2()
        .min(BITS - 1)
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
    let usual = usual_bits(shingles);
    let mut bits = BitReader::endian(*rest, BigEndian);
    let mut last = 0u32;
    let mut smallest = Vec::with_capacity(hashes);
    for _ in 0..hashes {
        let above = bits.read_unary::<1>().ok()?;
        let below: u32 = bits.read_var(usual).ok()?;
        let step = above.checked_mul(1 << usual)?.checked_add(below)?;
        last = last.checked_add(step)?;
        smallest.push(last);
    }
    bits.byte_align();
    *rest = bits.into_reader();
    (last >> BITS == 0).then_some(Sketch { smallest, shingles })
}

/// Sentences by unit: which is the first, by how far that is from the one of the unit
/// before, how many more there are, and how far each is from the one before.
fn encode_sentences(
    sentences: impl Iterator<Item = u64>,
    out: &mut Vec<u8>,
) -> std::io::Result<()> {
    let mut bits = BitWriter::endian(out, BigEndian);
    let mut before = 0i32;
    for sentences in sentences {
        let first = sentences.trailing_zeros().min(63) as i32;
        let step = first - before;
        before = first;
        // Forward as even numbers, backward as odd ones.
        let step = if step >= 0 { 2 * step } else { -2 * step - 1 };
        gamma(&mut bits, step as u32 + 1)?;
        let mut more = sentences & sentences.wrapping_sub(1);
        gamma(&mut bits, more.count_ones() + 1)?;
        let mut last = first as u32;
        while more != 0 {
            let next = more.trailing_zeros();
            gamma(&mut bits, next - last)?;
            last = next;
            more &= more - 1;
        }
    }
    bits.byte_align()
}

/// A number from 1, the smaller the shorter (Elias 1975).
fn gamma(bits: &mut impl BitWrite, number: u32) -> std::io::Result<()> {
    let length = number.max(1).ilog2();
    bits.write_unary::<1>(length)?;
    bits.write_var(length, number & ((1 << length) - 1))
}

/// Reads what [`encode_sentences`] wrote, unit by unit.
struct Places<'a> {
    bits: BitReader<&'a [u8], BigEndian>,
    before: i32,
}

impl<'a> Places<'a> {
    fn of(bytes: &'a [u8]) -> Self {
        Self {
            bits: BitReader::endian(bytes, BigEndian),
            before: 0,
        }
    }

    fn gamma(&mut self) -> Option<u32> {
        let length = self.bits.read_unary::<1>().ok()?;
        if length > 8 {
            return None;
        }
        let below: u32 = self.bits.read_var(length).ok()?;
        Some(1 << length | below)
    }

    fn next(&mut self) -> Option<u64> {
        let step = self.gamma()? as i32 - 1;
        let step = if step % 2 == 0 {
            step / 2
        } else {
            -(step + 1) / 2
        };
        self.before += step;
        let mut sentence = u32::try_from(self.before).ok().filter(|one| *one < 64)?;
        let mut sentences = 1u64 << sentence;
        for _ in 1..self.gamma()? {
            sentence = sentence.checked_add(self.gamma()?)?;
            sentences |= 1u64.checked_shl(sentence)?;
        }
        Some(sentences)
    }
}

/// A unit with its keys, those of further translations last.
fn encode_unit(unit: &Unit, keys: &[Entry], out: &mut Vec<u8>) {
    let single = keys.partition_point(|key| key.class() != KeyClass::OtherSense);
    let (single, others) = keys.split_at(single);
    let others = others.get(..MAX_OTHERS).unwrap_or(others);
    let mut head = unit.kind as u16 | (others.len() as u16) << OTHERS;
    for key in single {
        head |= bit(key.class(), unit.kind);
        if key.class() == KeyClass::Exact && key.indexed() {
            head |= SHORT;
        }
    }
    out.extend(head.to_le_bytes());
    out.push(unit.rarity);
    let single = single.iter().filter(|key| bit(key.class(), unit.kind) != 0);
    for key in single.chain(others) {
        out.extend(key.key().0.to_le_bytes());
    }
}

fn decode_unit(bytes: &[u8], entries: &mut Vec<Entry>) -> Option<(UnitKind, u8)> {
    let (head, tail) = bytes.split_first_chunk::<2>()?;
    let head = u16::from_le_bytes(*head);
    let kind = *KINDS.get(usize::from(head & (SHORT - 1)))?;
    let (&rarity, keys) = tail.split_first()?;
    let others = usize::from(head >> OTHERS);
    let mut single = classes_of(head, kind)?;
    if others > MAX_OTHERS || keys.len() != 4 * (single.count_ones() as usize + others) {
        return None;
    }
    let word = if head & SHORT != 0 { 0 } else { usize::MAX };
    for key in keys.as_chunks::<4>().0 {
        // The lowest bit that is left; with none left, the last class.
        let class = single.trailing_zeros().min(SINGLE) as usize;
        single &= single.wrapping_sub(1);
        let class = KeyClass::ALL
            .get(class)
            .copied()
            .unwrap_or(KeyClass::OtherSense);
        let key = UnitKey::new(class, Key(u32::from_le_bytes(*key)), word);
        entries.push(Entry::new(0, key));
    }
    Some((kind, rarity))
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
