//! What do two articles have in common, as numbers that a model can weigh?
//!
//! Each side is measured by itself (how much of *it* has a counterpart, and
//! where), then both are brought to a minimum and a maximum, so that the order
//! of the two does not matter.
#![expect(
    clippy::indexing_slicing,
    reason = "arrays of fixed size, indexed by constants"
)]

use super::compare::{Comparison, GROUPS, Match, compare};
use crate::signature::{Signature, Unit, UnitKind};

/// Features of one side.
const SIDE: usize = 2 * GROUPS + 12;
/// Features of the pair as such.
const PAIR: usize = 7;
/// Features in all.
pub const FEATURES: usize = 2 * SIDE + PAIR;

/// Names of the side's features after the groups' evidence and counts.
const SIDE_NAMES: [&str; 12] = [
    "total",
    "top1",
    "top2",
    "top3",
    "share_numbers",
    "share_names",
    "share_words",
    "lead",
    "sentences",
    "lone_numbers",
    "lone_names",
    "per_unit",
];
const PAIR_NAMES: [&str; PAIR] = [
    "window",
    "cosine",
    "shorter",
    "longer",
    "turkic",
    "turkic_russian",
    "with_english",
];
const GROUP_NAMES: [&str; GROUPS] = [
    "number",
    "date",
    "place",
    "term",
    "phrase",
    "name",
    "name_stem",
    "name_weak",
    "word",
    "word_weak",
    "sense",
    "sense_weak",
];

/// The features' names, in order, for the weights file and explanations.
pub fn names() -> Vec<String> {
    let mut names = Vec::with_capacity(FEATURES);
    for bound in ["min", "max"] {
        names.extend(GROUP_NAMES.iter().map(|group| format!("{bound}_{group}")));
        names.extend(
            GROUP_NAMES
                .iter()
                .map(|group| format!("{bound}_{group}_count")),
        );
        names.extend(SIDE_NAMES.iter().map(|name| format!("{bound}_{name}")));
    }
    names.extend(PAIR_NAMES.iter().map(|name| (*name).to_owned()));
    names
}

/// The names of the groups, in the order of the qualities.
pub fn group_names() -> [&'static str; GROUPS] {
    GROUP_NAMES
}

/// The features of a pair: each squeezed to sign·ln(1 + |x|). Swapping the
/// articles changes nothing.
pub fn features(a: &Signature, b: &Signature, qualities: &[f32; GROUPS]) -> [f32; FEATURES] {
    features_of(a, b, &compare(a, b, qualities))
}

/// The same, of a comparison made before.
pub fn features_of(a: &Signature, b: &Signature, comparison: &Comparison) -> [f32; FEATURES] {
    let ours = side(a, b, &comparison.ours);
    let theirs = side(b, a, &comparison.theirs);
    let mut all = [0.0; FEATURES];
    for i in 0..SIDE {
        all[i] = ours[i].min(theirs[i]);
        all[SIDE + i] = ours[i].max(theirs[i]);
    }
    let (shorter, longer) = (a.words().min(b.words()), a.words().max(b.words()));
    let pair = &mut all[2 * SIDE..];
    let forward = window(a, b, &comparison.ours);
    pair[0] = forward.max(window(b, a, &comparison.theirs));
    pair[1] = comparison.cosine;
    pair[2] = shorter as f32;
    pair[3] = longer as f32;
    pair[4..].copy_from_slice(&languages(a, b));
    for x in &mut all {
        *x = x.signum() * x.abs().ln_1p();
    }
    all
}

/// Which kind of language pair: how many words two languages share by descent.
fn languages(a: &Signature, b: &Signature) -> [f32; 3] {
    let turkic = |s: &Signature| matches!(s.language().code, "kk" | "ky" | "uz" | "tt");
    let is = |s: &Signature, code: &str| s.language().code == code;
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    [
        flag(turkic(a) && turkic(b)),
        flag((turkic(a) && is(b, "ru")) || (turkic(b) && is(a, "ru"))),
        flag(is(a, "en") || is(b, "en")),
    ]
}

fn side(own: &Signature, other: &Signature, matches: &[Option<Match>]) -> [f32; SIDE] {
    let mut out = [0.0; SIDE];
    let mut top = [0.0f32; 3];
    let (mut total, mut lead) = (0.0, 0.0);
    let mut with_evidence = 0u64;
    // Mass of numbers, names and words: matched, and in all.
    let mut mass = [[0.0f32; 2]; 3];
    for (unit, found) in own.units().iter().zip(matches) {
        let kind = match unit.kind {
            UnitKind::Number | UnitKind::Date => 0,
            UnitKind::Name | UnitKind::Place => 1,
            UnitKind::Word | UnitKind::Term => 2,
            UnitKind::Phrase => {
                if let Some(found) = found {
                    add(&mut out, found);
                    total += found.weight;
                }
                continue;
            }
        };
        mass[kind][1] += unit.weight();
        let Some(found) = found else { continue };
        mass[kind][0] += unit.weight();
        add(&mut out, found);
        total += found.weight;
        with_evidence |= unit.sentences;
        if found.weight > top[2] {
            top[2] = found.weight;
            top.sort_unstable_by(|a, b| b.total_cmp(a));
        }
        if leads(unit)
            && other
                .units()
                .get(usize::from(found.other))
                .is_some_and(leads)
        {
            lead += found.weight;
        }
    }
    let share = |[matched, all]: [f32; 2]| if all > 0.0 { matched / all } else { 0.0 };
    let rest = &mut out[2 * GROUPS..];
    rest[0] = total;
    rest[1..4].copy_from_slice(&top);
    for kind in 0..3 {
        rest[4 + kind] = share(mass[kind]);
    }
    rest[7] = lead;
    rest[8] = with_evidence.count_ones() as f32;
    rest[9] = mass[0][1] - mass[0][0];
    rest[10] = mass[1][1] - mass[1][0];
    rest[11] = total / (own.units().len().max(1) as f32);
    out
}

fn add(out: &mut [f32; SIDE], found: &Match) {
    out[found.group as usize] += found.weight;
    out[GROUPS + found.group as usize] += 1.0;
}

/// Stands in the first three sentences.
fn leads(unit: &Unit) -> bool {
    unit.sentences & 0b111 != 0
}

/// The most evidence that three neighbouring sentences of one article share
/// with three neighbouring sentences of the other.
fn window(own: &Signature, other: &Signature, matches: &[Option<Match>]) -> f32 {
    // Windows that begin up to two sentences before a sentence contain it.
    let spread = |sentences: u64| sentences | sentences >> 1 | sentences >> 2;
    let placed: Vec<(u64, u64, f32)> = own
        .units()
        .iter()
        .zip(matches)
        .filter_map(|(unit, found)| {
            let found = (*found)?;
            let theirs = other.units().get(usize::from(found.other))?;
            Some((
                spread(unit.sentences),
                spread(theirs.sentences),
                found.weight,
            ))
        })
        .collect();
    let mut best = 0.0f32;
    for start in 0..64 {
        let mut sums = [0.0f32; 64];
        for (ours, theirs, weight) in &placed {
            if ours >> start & 1 == 1 {
                let mut left = *theirs;
                while left != 0 {
                    sums[left.trailing_zeros() as usize] += weight;
                    left &= left - 1;
                }
            }
        }
        best = sums.into_iter().fold(best, f32::max);
        if u32::from(own.sentences()) <= start {
            break;
        }
    }
    best
}
