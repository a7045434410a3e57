//! Do two articles say the same in corresponding places, or something else?
//!
//! The sentences of one are laid against those of the other. Two sentences
//! correspond if they share most of what they say, numbers and dates apart.
//! Where they do, the same number confirms, and another one contradicts.
#![expect(
    clippy::indexing_slicing,
    reason = "tables of fixed size, indexed below it"
)]

use super::compare::Comparison;
use crate::signature::{Signature, UnitKind};

/// Sentences that are looked at, from the top, the title counted as one.
const SENTENCES: usize = 24;
/// From this cosine on two sentences correspond.
const ALIKE: f32 = 0.3;

/// What corresponding places say.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Agreement {
    /// How alike the titles (or first sentences) are, as a cosine.
    pub title: f32,
    /// The highest cosine of two sentences.
    pub sentence: f32,
    /// The most evidence that three neighbouring sentences of one share with
    /// three of the other.
    pub window: f32,
    /// Both name days, and none is the same.
    pub other_day: bool,
    /// Weight of the numbers and dates that both have in corresponding
    /// sentences and of which neither has the other's.
    pub contradiction: f32,
    /// The same as a share of all numbers and dates there.
    pub contradicted: f32,
    /// Weight of those that are the same.
    pub confirmed: f32,
}

type Table = [[f32; SENTENCES]; SENTENCES];

/// What a sentence holds.
#[derive(Default, Clone, Copy)]
struct Sentence {
    /// Squares of the weights of names and words.
    squares: f32,
    /// Weight of numbers and dates without a counterpart anywhere.
    lone: f32,
}

/// Compares sentence by sentence.
pub fn agreement(a: &Signature, b: &Signature, comparison: &Comparison) -> Agreement {
    let mut ours = [Sentence::default(); SENTENCES];
    let mut theirs = [Sentence::default(); SENTENCES];
    let mut words: Table = [[0.0; SENTENCES]; SENTENCES];
    let mut all: Table = [[0.0; SENTENCES]; SENTENCES];
    let mut numbers: Table = [[0.0; SENTENCES]; SENTENCES];
    measure(a, &comparison.ours, &mut ours);
    measure(b, &comparison.theirs, &mut theirs);
    let (mut days, mut same_day) = ([false; 2], false);
    for (side, signature, matches) in [(0, a, &comparison.ours), (1, b, &comparison.theirs)] {
        for (unit, found) in signature.units().iter().zip(matches) {
            // A day of a month; weekdays and months are too common.
            if unit.kind == UnitKind::Date && unit.rarity >= DAY {
                days[side] = true;
                same_day |= found.is_some();
            }
        }
    }
    for (unit, found) in a.units().iter().zip(&comparison.ours) {
        let Some(found) = found else { continue };
        let Some(other) = b.units().get(usize::from(found.other)) else {
            continue;
        };
        let counted = matches!(unit.kind, UnitKind::Number | UnitKind::Date);
        let (x, y) = (unit.weight(), other.weight());
        for i in bits(unit.sentences) {
            for j in bits(other.sentences) {
                all[i][j] += found.weight;
                if counted {
                    numbers[i][j] += found.weight;
                } else if unit.kind != UnitKind::Phrase {
                    words[i][j] += found.weight.min(x) * y.min(found.weight).max(0.0);
                }
            }
        }
    }
    let mut result = Agreement {
        other_day: days == [true; 2] && !same_day,
        ..Agreement::default()
    };
    let (height, width) = (sentences_of(a), sentences_of(b));
    for i in 0..height {
        for j in 0..width {
            if words[i][j] <= 0.0 {
                continue;
            }
            let norms = (ours[i].squares * theirs[j].squares).sqrt();
            if norms <= 0.0 {
                continue;
            }
            let cosine = (words[i][j] / norms).min(1.0);
            // A sentence of a word or two is like any other.
            let telling = (norms / TELLING).min(1.0);
            result.sentence = result.sentence.max(cosine * telling);
            if (i, j) == (0, 0) {
                result.title = cosine;
            }
            if cosine >= ALIKE {
                result.contradiction += cosine * ours[i].lone.min(theirs[j].lone);
                result.confirmed += cosine * numbers[i][j];
            }
        }
    }
    let compared = result.contradiction + result.confirmed;
    if compared > 0.0 {
        result.contradicted = result.contradiction / compared;
    }
    result.window = window(&all, height, width);
    result
}

/// How many of the sentences that are looked at a text has.
fn sentences_of(signature: &Signature) -> usize {
    let units = signature.units().iter();
    let all = units.fold(0, |all, unit| all | unit.sentences);
    let last = u64::BITS - all.leading_zeros();
    SENTENCES.min(last as usize)
}

/// The weight of a day of a month, in quarters of a nat, at least.
const DAY: u8 = 16;
/// Squares of weights of a sentence that says enough to be told apart.
const TELLING: f32 = 100.0;

fn measure(
    signature: &Signature,
    matches: &[Option<super::compare::UnitMatch>],
    sentences: &mut [Sentence; SENTENCES],
) {
    for (unit, found) in signature.units().iter().zip(matches) {
        let weight = unit.weight();
        for at in bits(unit.sentences) {
            let sentence = &mut sentences[at];
            match unit.kind {
                UnitKind::Phrase => {}
                UnitKind::Number | UnitKind::Date => {
                    if found.is_none() {
                        sentence.lone += weight;
                    }
                }
                _ => sentence.squares += weight * weight,
            }
        }
    }
}

/// The first sentences of a set.
fn bits(sentences: u64) -> impl Iterator<Item = usize> {
    let mut left = sentences & ((1 << SENTENCES) - 1);
    std::iter::from_fn(move || {
        (left != 0).then(|| {
            let at = left.trailing_zeros() as usize;
            left &= left - 1;
            at
        })
    })
}

/// The largest sum over three by three neighbouring sentences.
fn window(all: &Table, height: usize, width: usize) -> f32 {
    let mut rows = [[0.0f32; SENTENCES]; SENTENCES];
    for (sums, row) in rows.iter_mut().zip(all).take(height) {
        for (j, sum) in sums.iter_mut().enumerate().take(width) {
            *sum = row.iter().skip(j).take(3).sum();
        }
    }
    let mut best = 0.0f32;
    for i in 0..height {
        for j in 0..width {
            let three = rows.iter().skip(i).take(3);
            best = best.max(three.map(|row| row[j]).sum());
        }
    }
    best
}
