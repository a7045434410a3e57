//! In which ways can a word be a root and suffixes?
//!
//! The walk goes from the end of the word to its beginning, and at every
//! place where a root may end it hands out one [`Candidate`]. It holds the
//! order of suffixes, their assimilation and their harmony among themselves
//! for law; harmony between root and suffix is only noted, since names and
//! loans break it.

use super::{
    grammar::{Form, Grammar, ROOTS, pack},
    irregular::Irregular,
    letters::{FOREIGN, HYPHEN, LetterSet, Letters, MAX_LETTERS, bit},
};

/// No word has more suffixes.
pub const MAX_SUFFIXES: usize = 10;
/// The number of the repair that gives back a swallowed letter.
pub const SWALLOWED: u8 = 1;
/// The number of the repair that gives back an elided vowel.
pub const ELIDED: u8 = 2;

/// A root and the suffixes after it.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'w, 'g> {
    /// The suffixes, last one first.
    pub suffixes: &'w [&'g Form],
    /// 0 nominal, 1 verbal.
    pub root: u8,
    /// How many letters of the word the stem keeps.
    pub keep: usize,
    /// What comes after them, filled up with [`FOREIGN`].
    pub tail: [u8; 2],
    /// Which repair made the tail; 0 none.
    pub repair: u8,
    /// Whether the first suffix agrees with the root's last vowel.
    pub agrees: bool,
    /// Whether a hyphen between root and suffix was dropped.
    pub hyphen: bool,
}

/// Hands all candidates of a word to `visit`.
pub fn candidates<'g>(
    grammar: &'g Grammar,
    irregular: &Irregular,
    word: &Letters,
    visit: &mut impl FnMut(&Candidate<'_, 'g>),
) {
    let codes = word.codes();
    let mut last_vowel = [FOREIGN; MAX_LETTERS + 1];
    // The last vowel before each place; neutral ones count only if no other precedes.
    let (mut clear, mut neutral) = (FOREIGN, FOREIGN);
    for (at, code) in codes.iter().enumerate() {
        if *code == HYPHEN || *code == FOREIGN {
            (clear, neutral) = (FOREIGN, FOREIGN);
        } else if grammar.neutral & bit(*code) != 0 {
            neutral = *code;
        } else if grammar.vowels & bit(*code) != 0 {
            clear = *code;
        }
        last_vowel[at + 1] = if clear == FOREIGN { neutral } else { clear };
    }
    let none = &[];
    let mut walk = Walk {
        grammar,
        irregular,
        codes,
        last_vowel,
        visit,
    };
    for root in 0..ROOTS.len() as u8 {
        (walk.visit)(&Candidate {
            suffixes: none,
            root,
            keep: codes.len(),
            tail: [FOREIGN; 2],
            repair: 0,
            agrees: true,
            hyphen: false,
        });
    }
    walk.leftwards(&mut Vec::with_capacity(MAX_SUFFIXES), codes.len(), u32::MAX);
}

struct Walk<'w, 'g, V> {
    grammar: &'g Grammar,
    irregular: &'w Irregular,
    codes: &'w [u8],
    last_vowel: [u8; MAX_LETTERS + 1],
    visit: &'w mut V,
}

impl<'g, V: FnMut(&Candidate<'_, 'g>)> Walk<'_, 'g, V> {
    /// Takes every suffix that ends at `end` and leads to one of the states `to`.
    fn leftwards(&mut self, taken: &mut Vec<&'g Form>, end: usize, to: u32) {
        if taken.len() == MAX_SUFFIXES || end < 2 {
            return;
        }
        let grammar = self.grammar;
        let window = pack(&self.codes[end.saturating_sub(8)..end]);
        for form in grammar.ending_in(self.codes[end - 1]) {
            let letters = form.letters();
            if form.to & to == 0 || !form.ends(window) || letters.len() >= end {
                continue;
            }
            let start = end - letters.len();
            let before = bit(self.codes[start - 1]);
            if form.before & before == 0 {
                continue;
            }
            let vowel = self.last_vowel[start];
            let agrees = vowel == FOREIGN || form.vowels & bit(vowel) != 0;
            taken.push(form);
            self.roots(taken, form, start, agrees);
            if agrees {
                self.leftwards(taken, start, form.from);
            }
            taken.pop();
        }
    }

    /// Hands out the roots that may end at `end`, before the suffix `form`.
    fn roots(&mut self, taken: &[&'g Form], form: &Form, end: usize, agrees: bool) {
        let last = self.codes[end - 1];
        let hyphen = last == HYPHEN;
        let keep = if hyphen { end - 1 } else { end };
        let segment = self.codes[..keep]
            .iter()
            .rev()
            .take_while(|code| **code != HYPHEN)
            .count();
        let short_vowel = segment == 1 && contains(self.grammar.solo, last);
        if segment < 2 && !short_vowel && !hyphen || segment == 0 {
            return;
        }
        let elided = self.elided(form, end);
        for root in (0..ROOTS.len()).filter(|root| form.from & ROOTS[*root] != 0) {
            let plain = Candidate {
                suffixes: taken,
                root: root as u8,
                keep,
                tail: [FOREIGN; 2],
                repair: 0,
                agrees: agrees || hyphen,
                hyphen,
            };
            if let Some(letter) = form.swallowed {
                (self.visit)(&Candidate {
                    tail: [letter, FOREIGN],
                    repair: SWALLOWED,
                    ..plain
                });
                continue;
            }
            if let Some((keep, tail)) = elided {
                // The list is closed: no other root is written so.
                (self.visit)(&Candidate {
                    keep,
                    tail,
                    repair: ELIDED,
                    ..plain
                });
                continue;
            }
            (self.visit)(&plain);
            for repair in &self.grammar.repairs {
                if repair.surface == last
                    && repair.roots[root]
                    && repair.before & bit(form.first()) != 0
                {
                    (self.visit)(&Candidate {
                        keep: keep - 1,
                        tail: repair.lexical,
                        repair: repair.name,
                        ..plain
                    });
                }
            }
        }
    }

    /// What is kept of a root that has lost its last vowel before `form`, and its end.
    fn elided(&self, form: &Form, end: usize) -> Option<(usize, [u8; 2])> {
        let vowels = self.grammar.vowels;
        if !contains(vowels, form.first()) || contains(vowels, self.codes[end - 1]) {
            return None;
        }
        let start = self.codes[..end]
            .iter()
            .rposition(|code| *code == HYPHEN)
            .map_or(0, |at| at + 1);
        let (keep, tail) = self.irregular.elided(&self.codes[start..end])?;
        Some((start + keep, tail))
    }
}

/// Whether a letter is one of a set.
pub fn contains(set: LetterSet, code: u8) -> bool {
    set & bit(code) != 0
}
