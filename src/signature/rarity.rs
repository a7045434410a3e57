//! How much does it say that two articles share a key? Less, the more
//! passages of ordinary text contain it.
//!
//! Counts ship as data (`rarity.bin`, see `README.md` beside it), so that five
//! articles link as well as five million, and adding one changes no weight.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex},
};

use super::key::Key;
use crate::language::Language;

/// Marks a rarity file, with the version of its layout.
pub const MAGIC: &[u8; 4] = b"TRA2";

/// The counts of one language: passages seen, and those with each key.
///
/// Keys seen in fewer passages than the file keeps count as unseen.
#[derive(Debug, Clone, Default)]
pub struct Rarity {
    passages: u32,
    counts: HashMap<u32, u16, Identity>,
}

/// Keys are hashes already.
#[derive(Debug, Clone, Copy, Default)]
pub struct Identity;

impl std::hash::BuildHasher for Identity {
    type Hasher = IdentityHasher;
    fn build_hasher(&self) -> IdentityHasher {
        IdentityHasher(0)
    }
}

/// Spreads a 32-bit key over 64 bits, as the table needs the upper ones too.
#[derive(Debug)]
pub struct IdentityHasher(u64);

impl std::hash::Hasher for IdentityHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }
    fn write_u32(&mut self, n: u32) {
        self.0 = (self.0.rotate_left(29) ^ u64::from(n)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

/// The shipped counts of each language, not yet read.
static SECTIONS: LazyLock<Vec<(&'static str, &'static [u8])>> =
    LazyLock::new(|| sections(include_bytes!("rarity.bin")));

/// What was read of them: a run meets few languages, and reading one takes
/// longer than a search.
static READ: LazyLock<Mutex<HashMap<&'static str, &'static Rarity>>> =
    LazyLock::new(Mutex::default);

/// Before the code of a language of which only single words were counted.
pub const WORDS: char = '+';
/// Before the code of a language of which news were counted: what is in the
/// news every day says little, however rare it is elsewhere.
pub const NEWS: char = '=';

static UNKNOWN: LazyLock<Rarity> = LazyLock::new(pooled);

impl Rarity {
    /// The shipped counts for a language; for one without, those of a
    /// relative; for any other, the most frequent use in any language.
    pub fn of(language: &Language) -> &'static Rarity {
        let mut read = READ.lock().unwrap_or_else(|broken| broken.into_inner());
        read.entry(language.code)
            .or_insert_with(|| Box::leak(Box::new(Self::read(language))))
    }

    /// The counts of a language. Where single words were counted: for all
    /// else, such as numbers and names, the most frequent use in any language.
    fn read(language: &Language) -> Self {
        let code = language.code;
        let section = |wanted: &str| {
            let found = SECTIONS.iter().find(|(code, _)| *code == wanted);
            found.and_then(|(_, body)| decode(body))
        };
        let rich = language.relative.unwrap_or(code);
        let mut rarity = section(rich).unwrap_or_else(|| {
            let mut rarity = UNKNOWN.clone();
            if let Some(words) = section(&format!("{WORDS}{rich}")) {
                rarity.take_in(&words);
            }
            rarity
        });
        if let Some(news) = section(&format!("{NEWS}{code}")) {
            rarity.take_in(&news);
        }
        rarity
    }

    /// No counts at all: every key is as rare as can be.
    pub fn none() -> &'static Rarity {
        static NONE: LazyLock<Rarity> = LazyLock::new(Rarity::default);
        &NONE
    }

    /// `ln((N + 1) / (n + 0.5))` for a key in `n` of `N` passages; at least 0.
    pub fn weight(&self, key: Key) -> f32 {
        let seen = f32::from(self.passages_with(key));
        ((self.passages as f32 + 1.0) / (seen + 0.5)).ln().max(0.0)
    }

    /// The weight of a key that was never seen.
    pub fn highest(&self) -> f32 {
        ((self.passages as f32 + 1.0) / 0.5).ln()
    }

    /// In how many passages the key was counted.
    pub fn passages_with(&self, key: Key) -> u16 {
        self.counts.get(&key.0).copied().unwrap_or(0)
    }

    /// Adds the keys of another count, scaled to as many passages; where both
    /// have a key, the higher count stays.
    fn take_in(&mut self, other: &Rarity) {
        for (&key, &count) in &other.counts {
            let scaled =
                u64::from(count) * u64::from(self.passages) / u64::from(other.passages.max(1));
            let scaled = u16::try_from(scaled).unwrap_or(u16::MAX);
            let most = self.counts.entry(key).or_default();
            *most = scaled.max(*most);
        }
    }
}

/// The largest share of any language, scaled to the largest sample.
fn pooled() -> Rarity {
    let whole = SECTIONS.iter();
    let whole = whole.filter(|(code, _)| !code.starts_with([WORDS, NEWS]));
    let counted: Vec<Rarity> = whole.filter_map(|(_, body)| decode(body)).collect();
    let mut pooled = Rarity {
        passages: counted
            .iter()
            .map(|rarity| rarity.passages)
            .max()
            .unwrap_or(0),
        ..Rarity::default()
    };
    counted.iter().for_each(|rarity| pooled.take_in(rarity));
    pooled
}

/// Writes the counts of several languages: per language its code, the number
/// of passages, and for every count from high to low the sorted keys as
/// differences. `least` is the smallest count kept.
pub fn encode(languages: &[(String, u32, HashMap<u32, u32>)], least: u32) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    for (code, passages, counts) in languages {
        out.push(code.len() as u8);
        out.extend(code.as_bytes());
        let mut body = Vec::new();
        varint(&mut body, u64::from(*passages));
        // Counts beyond 16 are kept to a sixteenth: the logarithm hides the rest.
        let mut by_count: std::collections::BTreeMap<u32, Vec<u32>> = Default::default();
        for (&key, &count) in counts.iter().filter(|(_, count)| **count >= least) {
            by_count.entry(rounded(count)).or_default().push(key);
        }
        varint(&mut body, by_count.len() as u64);
        for (count, mut keys) in by_count {
            keys.sort_unstable();
            varint(&mut body, u64::from(count));
            varint(&mut body, keys.len() as u64);
            let mut last = 0;
            for key in keys {
                varint(&mut body, u64::from(key - last));
                last = key;
            }
        }
        out.extend(u32::try_from(body.len()).unwrap_or(0).to_le_bytes());
        out.append(&mut body);
    }
    out
}

/// A count rounded down to four significant bits.
fn rounded(count: u32) -> u32 {
    let spare = (32 - count.leading_zeros()).saturating_sub(4);
    (count >> spare) << spare
}

/// The languages of what [`encode`] wrote; a damaged tail is left out.
fn sections(bytes: &[u8]) -> Vec<(&str, &[u8])> {
    let mut all = Vec::new();
    let mut rest = bytes.strip_prefix(MAGIC.as_slice()).unwrap_or_default();
    while let Some((code, body, tail)) = section(rest) {
        all.push((code, body));
        rest = tail;
    }
    all
}

fn section(rest: &[u8]) -> Option<(&str, &[u8], &[u8])> {
    let (&length, rest) = rest.split_first()?;
    let (code, rest) = rest.split_at_checked(usize::from(length))?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    let (body, tail) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    Some((std::str::from_utf8(code).ok()?, body, tail))
}

/// The counts of one language.
fn decode(mut body: &[u8]) -> Option<Rarity> {
    let rest = &mut body;
    let passages = u32::try_from(read_varint(rest)?).ok()?;
    let mut counts: HashMap<u32, u16, Identity> = HashMap::default();
    for _ in 0..read_varint(rest)? {
        let count = u16::try_from(read_varint(rest)?).unwrap_or(u16::MAX);
        let mut key = 0u32;
        for _ in 0..read_varint(rest)? {
            key = key.wrapping_add(read_varint(rest)? as u32);
            counts.insert(key, count);
        }
    }
    Some(Rarity { passages, counts })
}

/// Appends a number, seven bits a byte, low bits first.
pub(super) fn varint(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

/// Takes a number off the front; `None` at the end or if it is too long.
pub(super) fn read_varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut n = 0u64;
    for shift in (0..64).step_by(7) {
        let (&byte, tail) = bytes.split_first()?;
        *bytes = tail;
        n |= u64::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return Some(n);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_survive_the_file() {
        let counts = HashMap::from([(7u32, 2u32), (u32::MAX, 300), (9, 1)]);
        let file = encode(&[("kk".into(), 1000, counts)], 2);
        let [(code, body)] = sections(&file)[..] else {
            panic!("one language");
        };
        assert_eq!(code, "kk");
        let kk = decode(body).unwrap();
        assert_eq!(kk.passages, 1000);
        assert_eq!(kk.passages_with(Key(7)), 2);
        assert_eq!(kk.passages_with(Key(9)), 0);
        assert_eq!(kk.passages_with(Key(u32::MAX)), 288);
        assert!(kk.weight(Key(u32::MAX)) < kk.weight(Key(7)));
        assert!(sections(&file[..file.len() - 1]).is_empty());
        assert!(decode(&body[..body.len() - 1]).is_none());
    }
}
