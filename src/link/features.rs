//! What do two articles have in common, as numbers that a model can weigh?
//!
//! Each side is measured by itself (how much of *it* has a counterpart, and
//! where), then both are brought together, so that the order of the two does
//! not matter.
#![expect(
    clippy::indexing_slicing,
    reason = "arrays of fixed size, indexed by constants"
)]

use super::{
    agreement::{Agreement, agreement},
    compare::{Comparison, GROUPS, Group, UnitMatch, compare},
};
use crate::signature::{Signature, Unit, UnitKind};

/// The groups whose evidence is a feature of its own.
const GROUP_FEATURES: [Group; 7] = [
    Group::Number,
    Group::Date,
    Group::Place,
    Group::Phrase,
    Group::Name,
    Group::Sense,
    Group::SenseWeak,
];

/// The other features.
const OTHERS: [&str; 29] = [
    // How much both say alike.
    "total",
    "top2",
    "kinds",
    "cosine_names",
    "min_share_words",
    // The same in corresponding places.
    "title",
    "min_title_share",
    "max_title_share",
    "lead",
    "window",
    // What one says and the other does not.
    "lone_names",
    "max_lone_names",
    "other_place",
    "other_day",
    "contradiction",
    // How long they are, how far apart in time, and in what languages.
    "longer",
    "same_day",
    "next_day",
    "days",
    "unspaced",
    // In one language everything is shared more easily.
    "same",
    "same_cosine",
    "same_words",
    "same_sentence",
    "same_lead",
    "same_copied",
    // ... and what is not shared says more.
    "same_number",
    "same_contradiction",
    "same_lone_names",
];
/// Features in all.
pub const FEATURES: usize = GROUP_FEATURES.len() + OTHERS.len();

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
    "heard",
];

/// The features' names, in order, for the weights file and explanations.
pub fn names() -> Vec<String> {
    let groups = GROUP_FEATURES
        .iter()
        .map(|group| GROUP_NAMES[*group as usize]);
    groups.chain(OTHERS).map(str::to_owned).collect()
}

/// The names of the groups, in the order of the qualities.
pub fn group_names() -> [&'static str; GROUPS] {
    GROUP_NAMES
}

/// The features of a pair that appeared so many days apart, if that is known.
/// Swapping the articles changes nothing.
pub fn features(
    a: &Signature,
    b: &Signature,
    days: Option<u32>,
    qualities: &[f32; GROUPS],
) -> [f32; FEATURES] {
    features_of(a, b, days, &compare(a, b, qualities))
}

/// The same, of a comparison made before.
pub fn features_of(
    a: &Signature,
    b: &Signature,
    days: Option<u32>,
    comparison: &Comparison,
) -> [f32; FEATURES] {
    let ours = Side::of(a, b, &comparison.ours);
    let theirs = Side::of(b, a, &comparison.theirs);
    let agreement = agreement(a, b, comparison);
    let mut all = [0.0; FEATURES];
    for (slot, group) in all.iter_mut().zip(GROUP_FEATURES) {
        let [x, y] = [&ours, &theirs].map(|side| side.groups[group as usize]);
        *slot = x.min(y).ln_1p();
    }
    let others = others(a, b, days, [&ours, &theirs], &agreement);
    all[GROUP_FEATURES.len()..].copy_from_slice(&others);
    all
}

/// The evidence of each group, on the weaker side: what the qualities are learned of.
pub fn evidence(a: &Signature, b: &Signature, qualities: &[f32; GROUPS]) -> [f32; GROUPS] {
    let comparison = compare(a, b, qualities);
    let (ours, theirs) = (
        Side::of(a, b, &comparison.ours),
        Side::of(b, a, &comparison.theirs),
    );
    std::array::from_fn(|group| ours.groups[group].min(theirs.groups[group]))
}

fn others(
    a: &Signature,
    b: &Signature,
    days: Option<u32>,
    [ours, theirs]: [&Side; 2],
    agreement: &Agreement,
) -> [f32; OTHERS.len()] {
    let least = |of: &dyn Fn(&Side) -> f32| of(ours).min(of(theirs));
    let most = |of: &dyn Fn(&Side) -> f32| of(ours).max(of(theirs));
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let same = flag(a.language().code == b.language().code);
    let unspaced = |s: &Signature| s.language().unspaced.is_some();
    let [same_day, next_day, apart] = distance(days);
    let lead = least(&|side| side.lead).ln_1p();
    [
        least(&|side| side.evidence.iter().sum()).ln_1p(),
        least(&|side| side.top[1]).ln_1p(),
        least(&Side::kinds),
        cosine(ours, theirs, NAMED..NAMED + 1).sqrt(),
        least(&|side| side.share(WORDED)),
        agreement.title,
        least(&|side| ratio(side.title)),
        most(&|side| ratio(side.title)),
        lead,
        agreement.window.ln_1p(),
        least(&|side| side.lone[NAMED]).ln_1p(),
        most(&|side| side.lone[NAMED]).ln_1p(),
        if ours.places + theirs.places > 0.0 {
            0.0
        } else {
            least(&|side| side.other_places).ln_1p()
        },
        flag(agreement.other_day),
        agreement.contradiction.ln_1p(),
        (a.words().max(b.words()) as f32).ln_1p(),
        same_day,
        next_day,
        apart,
        flag(unspaced(a) || unspaced(b)),
        same,
        same * cosine(ours, theirs, 0..KINDS).sqrt(),
        same * least(&|side| side.evidence[WORDED]).ln_1p(),
        same * agreement.sentence,
        same * lead,
        same * a.sketch().containment(b.sketch()),
        same * least(&|side| side.groups[Group::Number as usize]).ln_1p(),
        same * agreement.contradiction.ln_1p(),
        same * least(&|side| side.lone[NAMED]).ln_1p(),
    ]
}

/// The cosine of the units of some kinds, each weighed by its rarity.
fn cosine(ours: &Side, theirs: &Side, kinds: std::ops::Range<usize>) -> f32 {
    let sum = |of: &[f32; KINDS]| of[kinds.clone()].iter().sum::<f32>();
    let shared = (sum(&ours.shared) + sum(&theirs.shared)) / 2.0;
    let squares = sum(&ours.squares) * sum(&theirs.squares);
    if squares > 0.0 {
        (shared / squares.sqrt()).min(1.0)
    } else {
        0.0
    }
}

/// What the distance in days is worth; nothing where it is not known.
fn distance(days: Option<u32>) -> [f32; 3] {
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    days.map_or([0.0; 3], |days| {
        [
            flag(days == 0),
            flag(days == 1),
            (days.min(60) as f32).ln_1p(),
        ]
    })
}

/// Kinds of units that are measured apart.
const KINDS: usize = 3;
/// Numbers and dates.
const COUNTED: usize = 0;
/// Names and places.
const NAMED: usize = 1;
/// All other words.
const WORDED: usize = 2;

/// One side of a pair.
#[derive(Default)]
struct Side {
    /// Evidence by group.
    groups: [f32; GROUPS],
    /// Evidence by kind.
    evidence: [f32; KINDS],
    /// Squares of the weights of all units, ...
    squares: [f32; KINDS],
    /// ... and of the evidence, as far as the units' own weights reach.
    shared: [f32; KINDS],
    /// Weight of all units, ...
    mass: [f32; KINDS],
    /// ... and of those without a counterpart.
    lone: [f32; KINDS],
    top: [f32; 3],
    lead: f32,
    /// Weight of what stands in the title and has a counterpart, and of all there.
    title: [f32; 2],
    /// Evidence of places, and weight of places without a counterpart.
    places: f32,
    other_places: f32,
}

fn ratio([found, all]: [f32; 2]) -> f32 {
    if all > 0.0 { found / all } else { 0.0 }
}

impl Side {
    fn of(own: &Signature, other: &Signature, matches: &[Option<UnitMatch>]) -> Self {
        let mut side = Self::default();
        for (unit, found) in own.units().iter().zip(matches) {
            let kind = match unit.kind {
                UnitKind::Number | UnitKind::Date => COUNTED,
                UnitKind::Name | UnitKind::Place => NAMED,
                UnitKind::Word | UnitKind::Term => WORDED,
                UnitKind::Phrase => {
                    if let Some(found) = found {
                        side.groups[found.group as usize] += found.weight;
                    }
                    continue;
                }
            };
            let weight = unit.weight();
            side.squares[kind] += weight * weight;
            side.mass[kind] += weight;
            let matched = if found.is_some() { weight } else { 0.0 };
            if unit.sentences & 1 != 0 {
                side.title[0] += matched;
                side.title[1] += weight;
            }
            if unit.kind == UnitKind::Place {
                side.places += matched;
                side.other_places += weight - matched;
            }
            let Some(found) = found else {
                side.lone[kind] += weight;
                continue;
            };
            side.groups[found.group as usize] += found.weight;
            side.evidence[kind] += found.weight;
            side.shared[kind] += weight * found.weight.min(weight);
            if found.weight > side.top[2] {
                side.top[2] = found.weight;
                side.top.sort_unstable_by(|a, b| b.total_cmp(a));
            }
            let theirs = other.units().get(usize::from(found.other));
            if leads(unit) && theirs.is_some_and(leads) {
                side.lead += found.weight;
            }
        }
        side
    }

    fn share(&self, kind: usize) -> f32 {
        if self.mass[kind] > 0.0 {
            1.0 - self.lone[kind] / self.mass[kind]
        } else {
            0.0
        }
    }

    /// Of how many kinds there is evidence.
    fn kinds(&self) -> f32 {
        self.evidence.iter().filter(|found| **found > 0.0).count() as f32
    }
}

/// Stands in the first three sentences.
fn leads(unit: &Unit) -> bool {
    unit.sentences & 0b111 != 0
}
