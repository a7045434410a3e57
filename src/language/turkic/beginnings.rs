//! What is known of every beginning of a word?
//!
//! A word has many candidates, but their stems are all beginnings of it, plus
//! at most two letters. So hashes, counts of syllables and look-ups in tables
//! are made once for each beginning, as far as they are asked for. A beginning
//! is counted from the last hyphen in it.

use std::cell::Cell;

use super::{
    counts::Usage,
    grammar::{Grammar, Hash},
    irregular::Listed,
    letters::{FOREIGN, HYPHEN, Letters, MAX_LETTERS, bit, contains},
    tables::Tables,
};

/// The letters of a beginning, in short.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// How many letters it has.
    pub len: u8,
    /// How many of them are vowels.
    pub vowels: u8,
    /// Whether one is a letter of foreign words.
    pub loan: bool,
    /// Whether one is of no alphabet that we know.
    pub foreign: bool,
    /// The last eight letters, hyphens and what is before them included, the
    /// very last one in the lowest byte.
    pub window: u64,
    /// The hash of all letters.
    pub hash: Hash,
}

impl Shape {
    /// Of no letters.
    pub const EMPTY: Self = Self {
        len: 0,
        vowels: 0,
        loan: false,
        foreign: false,
        window: 0,
        hash: Hash::EMPTY,
    };

    /// The last letter; [`FOREIGN`] if there is none.
    pub fn last(&self) -> u8 {
        if self.len == 0 {
            FOREIGN
        } else {
            self.window as u8
        }
    }

    /// The shape with one letter more.
    pub fn push(self, grammar: &Grammar, code: u8) -> Self {
        let window = self.window << 8 | u64::from(code);
        if code == HYPHEN {
            return Self {
                window,
                ..Self::EMPTY
            };
        }
        Self {
            len: self.len + 1,
            vowels: self.vowels + u8::from(contains(grammar.vowels, code)),
            loan: self.loan || contains(grammar.loan, code),
            foreign: self.foreign || code == FOREIGN,
            window,
            hash: grammar.push(self.hash, code),
        }
    }
}

/// What the tables say of a string.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// Its use as a stem in running text.
    pub usage: Usage,
    /// What the closed lists say.
    pub listed: Listed,
    /// Its classes in dictionaries, see [`super::headwords`].
    pub headword: Usage,
}

impl Known {
    /// Looks a string with this shape up.
    pub fn of(language: &Tables, shape: &Shape) -> Self {
        let hash = shape.hash.finish();
        Self {
            usage: language.counts.get(hash),
            listed: language.irregular.listed(hash),
            headword: language.headwords.get(hash),
        }
    }
}

/// A word and what is known of its beginnings.
#[derive(Debug)]
pub struct Beginnings<'w> {
    /// The word.
    pub letters: &'w Letters,
    shapes: [Shape; MAX_LETTERS + 1],
    last_vowels: [u8; MAX_LETTERS + 1],
    known: [Cell<Option<Known>>; MAX_LETTERS + 1],
}

impl<'w> Beginnings<'w> {
    /// The beginnings of a word.
    pub fn new(grammar: &Grammar, letters: &'w Letters) -> Self {
        let mut beginnings = Self {
            letters,
            shapes: [Shape::EMPTY; MAX_LETTERS + 1],
            last_vowels: [FOREIGN; MAX_LETTERS + 1],
            known: [const { Cell::new(None) }; MAX_LETTERS + 1],
        };
        let mut shape = Shape::EMPTY;
        // Neutral vowels count only if no other precedes.
        let (mut clear, mut neutral) = (FOREIGN, FOREIGN);
        for (at, code) in letters.codes().iter().enumerate() {
            shape = shape.push(grammar, *code);
            if *code == HYPHEN || *code == FOREIGN {
                (clear, neutral) = (FOREIGN, FOREIGN);
            } else if grammar.neutral & bit(*code) != 0 {
                neutral = *code;
            } else if contains(grammar.vowels, *code) {
                clear = *code;
            }
            beginnings.shapes[at + 1] = shape;
            beginnings.last_vowels[at + 1] = if clear == FOREIGN { neutral } else { clear };
        }
        beginnings
    }

    /// The shape of the first `len` letters.
    pub fn shape(&self, len: usize) -> Shape {
        self.shapes[len]
    }

    /// The last vowel of the first `len` letters; [`FOREIGN`] if there is none.
    pub fn last_vowel(&self, len: usize) -> u8 {
        self.last_vowels[len]
    }

    /// What the tables say of the first `len` letters.
    pub fn known(&self, language: &Tables, len: usize) -> Known {
        let place = &self.known[len];
        place.get().unwrap_or_else(|| {
            let known = Known::of(language, &self.shapes[len]);
            place.set(Some(known));
            known
        })
    }
}
