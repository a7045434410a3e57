//! What is known of one suffix, and of one change at the end of a root?

use super::letters::{self, LetterSet};

/// The longest form of one suffix, in letters.
pub(super) const MAX_FORM: usize = 8;
/// Labels of the two kinds of root and of the end of the word; those of
/// suffixes come after them.
pub const NOMINAL: u8 = 0;
/// See [`NOMINAL`].
pub const VERBAL: u8 = 1;
/// See [`NOMINAL`].
pub const END: u8 = 2;

/// One spelling of one suffix.
#[derive(Debug, Clone)]
pub struct Form {
    pub(super) letters: [u8; MAX_FORM],
    /// The same letters as one number, the last one in the lowest byte.
    pub(super) packed: u64,
    pub(super) len: u8,
    /// Which suffix it is: an index into `Grammar::labels`.
    pub label: u8,
    /// The states that it may follow.
    pub from: u32,
    /// The state that it leads to, as one bit.
    pub to: u32,
    /// The letters that may stand before it.
    pub before: LetterSet,
    /// The vowels that may be the last ones to its left; all of them if the
    /// form does not change.
    pub vowels: LetterSet,
    /// The letters of the root that it has swallowed, filled up with
    /// [`letters::FOREIGN`]; mostly none.
    pub swallowed: [u8; 2],
}

impl Form {
    /// Its letters.
    pub fn letters(&self) -> &[u8] {
        &self.letters[..usize::from(self.len)]
    }

    /// Whether a word ends in it, given the last eight letters of the word, the
    /// very last one in the lowest byte.
    pub fn ends(&self, window: u64) -> bool {
        (window ^ self.packed) << (64 - 8 * u32::from(self.len)) == 0
    }

    /// Its first letter.
    pub fn first(&self) -> u8 {
        self.letters[0]
    }
}

/// A change at the end of a root.
#[derive(Debug, Clone)]
pub struct Repair {
    /// Whether nominal and verbal roots may undergo it.
    pub roots: [bool; 2],
    /// The last letter as written.
    pub surface: u8,
    /// The letters that the listed root has instead; [`letters::FOREIGN`] fills the place of none.
    pub lexical: [u8; 2],
    /// The first letters of suffixes that cause it.
    pub before: LetterSet,
    /// Its name, as an index into `Grammar::repair_names`.
    pub name: u8,
}

/// Bits of the two root states.
pub const ROOTS: [u32; 2] = [1, 2];
/// What letters count as: up to the first vowel, and after it.
pub(super) type Skeleton = [[u8; letters::CODES]; 2];

/// Up to eight letters as one number, the last one in the lowest byte.
pub fn pack(letters: &[u8]) -> u64 {
    letters
        .iter()
        .fold(0, |packed, code| packed << 8 | u64::from(*code))
}
