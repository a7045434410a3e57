//! In which ways can a word be a root and suffixes?
//!
//! The walk goes from the end of the word to its beginning, and at every
//! place where a root may end it hands out one [`Candidate`]. It holds the
//! order of suffixes, their assimilation and their harmony among themselves
//! for law; harmony between root and suffix is only noted, since names and
//! loans break it.

use super::{
    beginnings::Beginnings,
    grammar::{END, Form, Grammar, ROOTS},
    irregular::Irregular,
    letters::{FOREIGN, HYPHEN, bit, contains},
};

/// No word has more suffixes.
pub const MAX_SUFFIXES: usize = 10;
/// The number of the repair that gives back swallowed letters.
pub const SWALLOWED: u8 = 1;
/// The number of the repair that gives back an elided vowel.
pub const ELIDED: u8 = 2;

/// The suffixes of a word, or some of the last ones.
#[derive(Debug, Clone, Copy)]
pub struct Chain<'c, 'g> {
    /// The leftmost suffix, and those to its right; none at the end of a word.
    pub first: Option<(&'g Form, &'c Chain<'c, 'g>)>,
    /// How many suffixes there are.
    pub len: usize,
    /// What the walk was told to add up along the chain.
    pub score: i32,
}

impl<'c, 'g> Chain<'c, 'g> {
    /// The end of a word.
    pub const END: Self = Self {
        first: None,
        len: 0,
        score: 0,
    };

    /// The label of the leftmost suffix.
    pub fn label(&self) -> usize {
        self.first.map_or(END, |(form, _)| form.label).into()
    }

    /// The label of the suffix after the leftmost one.
    pub fn second(&self) -> usize {
        self.first.map_or(END.into(), |(_, rest)| rest.label())
    }

    /// The suffixes, from left to right, each with those to its right.
    pub fn forms(&self) -> impl Iterator<Item = (&'g Form, &'c Chain<'c, 'g>)> + use<'c, 'g> {
        std::iter::successors(self.first, |(_, rest)| rest.first)
    }
}

/// A root and the suffixes after it.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'c, 'g> {
    /// The suffixes.
    pub chain: &'c Chain<'c, 'g>,
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

/// Hands all candidates of a word to `visit`. `step` says what a suffix adds to the
/// score of the chain to its right.
pub fn candidates<'g>(
    grammar: &'g Grammar,
    irregular: &Irregular,
    word: &Beginnings<'_>,
    step: impl Fn(&Form, &Chain<'_, 'g>) -> i32,
    visit: impl FnMut(&Candidate<'_, 'g>),
) {
    let mut walk = Walk {
        grammar,
        irregular,
        codes: word.letters.codes(),
        word,
        step,
        visit,
    };
    for root in 0..ROOTS.len() as u8 {
        (walk.visit)(&Candidate {
            chain: &Chain::END,
            root,
            keep: walk.codes.len(),
            tail: [FOREIGN; 2],
            repair: 0,
            agrees: true,
            hyphen: false,
        });
    }
    walk.leftwards(&Chain::END, walk.codes.len(), u32::MAX);
}

struct Walk<'w, 'g, S, V> {
    grammar: &'g Grammar,
    irregular: &'w Irregular,
    codes: &'w [u8],
    word: &'w Beginnings<'w>,
    step: S,
    visit: V,
}

impl<'g, S, V> Walk<'_, 'g, S, V>
where
    S: Fn(&Form, &Chain<'_, 'g>) -> i32,
    V: FnMut(&Candidate<'_, 'g>),
{
    /// Takes every suffix that ends at `end` and leads to one of the states `to`.
    fn leftwards(&mut self, chain: &Chain<'_, 'g>, end: usize, to: u32) {
        if chain.len == MAX_SUFFIXES {
            return;
        }
        for form in self.grammar.ending(self.word.shape(end).window) {
            let start = end.saturating_sub(form.letters().len());
            if form.to & to == 0 || start == 0 {
                continue;
            }
            if form.before & bit(self.codes[start - 1]) == 0 {
                continue;
            }
            let vowel = self.word.last_vowel(start);
            let agrees = vowel == FOREIGN || form.vowels & bit(vowel) != 0;
            let longer = Chain {
                first: Some((form, chain)),
                len: chain.len + 1,
                score: chain.score + (self.step)(form, chain),
            };
            self.roots(&longer, form, start, agrees);
            if agrees {
                self.leftwards(&longer, start, form.from);
            }
        }
    }

    /// Hands out the roots that may end at `end`, before the suffix `form`.
    fn roots(&mut self, chain: &Chain<'_, 'g>, form: &Form, end: usize, agrees: bool) {
        if form.from & (ROOTS[0] | ROOTS[1]) == 0 {
            return;
        }
        let last = self.codes[end - 1];
        let hyphen = last == HYPHEN;
        let keep = if hyphen { end - 1 } else { end };
        let letters = self.word.shape(keep).len;
        if letters == 0 || letters == 1 && !hyphen && form.swallowed[1] == FOREIGN {
            return;
        }
        let elided = self.elided(form, end);
        for root in (0..ROOTS.len()).filter(|root| form.from & ROOTS[*root] != 0) {
            let plain = Candidate {
                chain,
                root: root as u8,
                keep,
                tail: [FOREIGN; 2],
                repair: 0,
                agrees: agrees || hyphen,
                hyphen,
            };
            if form.swallowed[0] != FOREIGN {
                // Names and loans, which may break harmony, lose no vowel.
                if !agrees {
                    continue;
                }
                (self.visit)(&Candidate {
                    tail: form.swallowed,
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
        let start = end - usize::from(self.word.shape(end).len);
        let (keep, tail) = self.irregular.elided(&self.codes[start..end])?;
        Some((start + keep, tail))
    }
}
