//! Which articles of one language print mostly the same words?
//!
//! Bottom-k MinHash (Broder 1997) over shingles of five folded words: the
//! smallest hashes of the union of two sets are a random sample of it, so the
//! share of them found in both estimates the sets' resemblance.

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::key::{Key, KeyClass};

/// Words in a shingle.
const SHINGLE: usize = 5;
/// Bits of a hash: enough for a book's shingles, and no more than that, since they
/// are a good part of what is stored of an article.
pub(super) const BITS: u32 = 24;
/// Hashes kept.
pub(super) const KEPT: usize = 64;
/// Hashes that serve as index keys.
const INDEXED: usize = 8;

/// The smallest shingle hashes of a text, ascending, and how many distinct
/// shingles it has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch {
    pub(super) smallest: Vec<u32>,
    pub(super) shingles: u32,
}

impl Sketch {
    /// The sketch of a text given as hashes of its words.
    pub(super) fn of(words: &[u32]) -> Self {
        let mut hashes: Vec<u32> = words
            .windows(SHINGLE)
            .map(|shingle| {
                shingle.iter().fold(0u64, |hash, word| {
                    xxh3_64_with_seed(&word.to_le_bytes(), hash)
                })
            })
            .map(|hash| (hash as u32) >> (u32::BITS - BITS))
            .collect();
        hashes.sort_unstable();
        hashes.dedup();
        let shingles = u32::try_from(hashes.len()).unwrap_or(u32::MAX);
        hashes.truncate(KEPT);
        Self {
            smallest: hashes,
            shingles,
        }
    }

    /// The keys under which the index knows it.
    pub fn index_keys(&self) -> impl Iterator<Item = Key> + '_ {
        self.smallest
            .iter()
            .take(INDEXED)
            .map(|hash| Key::new(KeyClass::Shingle, &hash.to_string()))
    }

    /// Estimated number of shingles in both texts over the number in either:
    /// 0 to 1; 0 if one of them has none.
    pub fn resemblance(&self, other: &Self) -> f32 {
        let (mut ours, mut theirs) = (
            self.smallest.iter().peekable(),
            other.smallest.iter().peekable(),
        );
        let (mut both, mut seen) = (0u32, 0u32);
        while seen < KEPT as u32 {
            match (ours.peek(), theirs.peek()) {
                (Some(a), Some(b)) => {
                    let order = a.cmp(b);
                    if order.is_le() {
                        ours.next();
                    }
                    if order.is_ge() {
                        theirs.next();
                    }
                    both += u32::from(order.is_eq());
                }
                (None, None) => break,
                // What lies beyond the end of a full sketch is unknown.
                (Some(_), None) if other.is_cut() => break,
                (None, Some(_)) if self.is_cut() => break,
                (Some(_), None) => drop(ours.next()),
                (None, Some(_)) => drop(theirs.next()),
            }
            seen += 1;
        }
        if seen == 0 || self.shingles == 0 || other.shingles == 0 {
            return 0.0;
        }
        both as f32 / seen as f32
    }

    /// Estimated share of the shorter text's shingles that the longer one has.
    pub fn containment(&self, other: &Self) -> f32 {
        let resemblance = self.resemblance(other);
        let (ours, theirs) = (self.shingles as f32, other.shingles as f32);
        if ours.min(theirs) == 0.0 {
            return 0.0;
        }
        let shared = resemblance / (1.0 + resemblance) * (ours + theirs);
        (shared / ours.min(theirs)).min(1.0)
    }

    fn is_cut(&self) -> bool {
        self.smallest.len() >= KEPT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(range: std::ops::Range<u32>) -> Vec<u32> {
        range.map(|n| n.wrapping_mul(2_654_435_761)).collect()
    }

    #[test]
    fn resemblance_is_near_the_truth() {
        let whole = Sketch::of(&words(0..1000));
        assert_eq!(whole.resemblance(&whole), 1.0);
        assert_eq!(whole.resemblance(&Sketch::of(&words(5000..6000))), 0.0);
        let half = Sketch::of(&words(500..1500));
        let estimate = whole.resemblance(&half);
        assert!((0.15..0.5).contains(&estimate), "{estimate}");
        assert_eq!(estimate, half.resemblance(&whole));
        let part = Sketch::of(&words(0..300));
        assert!(whole.containment(&part) > 0.7);
        assert_eq!(Sketch::of(&words(0..3)).resemblance(&whole), 0.0);
    }
}
