//! How often does running text use a string as a stem?
//!
//! A table from hashed stems to four small numbers, on a logarithmic scale
//! from 0 to 15, learned from raw text by the trainer. File: a 4-byte
//! little-endian number of entries; then for each, by rising 32-bit hash, the
//! difference to the hash before (LEB128) and the numbers (2 bytes,
//! little-endian, one hexadecimal digit each). A stem that is not in the table gets
//! another's numbers once in about 100,000 look-ups.

/// What is known of a stem, each from 0 (nothing) to 15.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Usage {
    /// Different chains of suffixes after it as a nominal root.
    pub nominal: u8,
    /// Different chains of suffixes after it as a verbal root.
    pub verbal: u8,
    /// Occurrences as a word by itself.
    pub bare: u8,
    /// Words that begin with it.
    pub prefix: u8,
}

impl Usage {
    fn unpack(bits: u16) -> Self {
        let digit = |at: u16| (bits >> (4 * at) & 0xf) as u8;
        Self {
            nominal: digit(0),
            verbal: digit(1),
            bare: digit(2),
            prefix: digit(3),
        }
    }

    fn pack(self) -> u16 {
        [self.prefix, self.bare, self.verbal, self.nominal]
            .iter()
            .fold(0, |bits, digit| bits << 4 | u16::from(digit & 0xf))
    }
}

/// The starting value of [`hash`].
pub const HASH_SEED: u32 = 0x811c_9dc5;

/// One letter more of a stem's hash (FNV-1a).
pub fn hash(so_far: u32, code: u8) -> u32 {
    (so_far ^ u32::from(code)).wrapping_mul(0x0100_0193)
}

/// The last step of a stem's hash: spreads it over all bits (the finaliser of MurmurHash3).
pub fn finish(hash: u32) -> u32 {
    let hash = (hash ^ hash >> 16).wrapping_mul(0x85eb_ca6b);
    let hash = (hash ^ hash >> 13).wrapping_mul(0xc2b2_ae35);
    hash ^ hash >> 16
}

/// From hashed stems to their [`Usage`].
#[derive(Debug, Clone)]
pub struct Counts {
    /// Open addressing: hash, packed usage; usage 0 is an empty place.
    places: Vec<(u32, u16)>,
    mask: usize,
}

impl Default for Counts {
    fn default() -> Self {
        Self::new([].into_iter())
    }
}

impl Counts {
    /// A table with these entries.
    pub fn new(entries: impl ExactSizeIterator<Item = (u32, Usage)>) -> Self {
        let mut counts = Self::with_room(entries.len());
        for (hash, usage) in entries {
            counts.add(hash, usage.pack());
        }
        counts
    }

    /// An empty table that is at most half full with so many entries.
    fn with_room(entries: usize) -> Self {
        let size = (entries * 2).next_power_of_two().max(2);
        Self {
            places: vec![(0, 0); size],
            mask: size - 1,
        }
    }

    fn add(&mut self, hash: u32, usage: u16) {
        let mut at = hash as usize & self.mask;
        while self.places[at].1 != 0 {
            at = (at + 1) & self.mask;
        }
        self.places[at] = (hash, usage);
    }

    /// Reads a file's bytes; what is cut off is missing.
    pub fn read(bytes: &[u8]) -> Self {
        let (count, bytes) = bytes.split_first_chunk().unwrap_or((&[0; 4], &[]));
        // An entry takes three bytes at least.
        let most = (u32::from_le_bytes(*count) as usize).min(bytes.len() / 3);
        let mut counts = Self::with_room(most);
        let mut bytes = bytes.iter().copied();
        let mut hash = 0u32;
        for _ in 0..most {
            let Some((delta, usage)) = read_entry(&mut bytes) else {
                break;
            };
            hash = hash.wrapping_add(delta);
            counts.add(hash, usage);
        }
        counts
    }

    /// The bytes of a file.
    pub fn write(&self) -> Vec<u8> {
        let mut entries: Vec<(u32, u16)> = self
            .places
            .iter()
            .copied()
            .filter(|(_, usage)| *usage != 0)
            .collect();
        entries.sort_unstable();
        let mut bytes = (entries.len() as u32).to_le_bytes().to_vec();
        let mut last = 0;
        for (hash, usage) in entries {
            let mut delta = hash - last;
            last = hash;
            while delta >= 0x80 {
                bytes.push(delta as u8 | 0x80);
                delta >>= 7;
            }
            bytes.push(delta as u8);
            bytes.extend(usage.to_le_bytes());
        }
        bytes
    }

    /// What is known of the stem with this finished hash.
    pub fn get(&self, hash: u32) -> Usage {
        let mut at = hash as usize & self.mask;
        loop {
            match self.places[at] {
                (_, 0) => return Usage::default(),
                (known, usage) if known == hash => return Usage::unpack(usage),
                _ => at = (at + 1) & self.mask,
            }
        }
    }
}

fn read_entry(bytes: &mut impl Iterator<Item = u8>) -> Option<(u32, u16)> {
    let (mut delta, mut shift) = (0u32, 0);
    loop {
        let byte = bytes.next()?;
        delta |= u32::from(byte & 0x7f).checked_shl(shift)?;
        shift += 7;
        if byte < 0x80 {
            break;
        }
    }
    Some((delta, u16::from_le_bytes([bytes.next()?, bytes.next()?])))
}
