//! Both stages of the model, one after the other.
//!
//! The second stage learns from first-stage scores of stories that the first
//! stage did not see, and the threshold is chosen on second-stage scores of
//! stories that neither stage saw: what a model says of its own training pairs
//! is too sure.

use std::sync::Arc;

use tilmash::link::{
    Linker, MemoryPool, Model, Options, Pool,
    candidates::{Lookup, Scratch},
    compare::GROUPS,
    competition::RIVALRY,
    features::{FEATURES, features},
    model::probability,
};

use crate::{
    data::{Doc, Random, fold},
    pools::memory,
    regression::{Sample, fit},
};

/// Candidates that share less than this are mostly wrong, and easily seen to be.
const EASY: f32 = 0.06;
/// One in this many of them will do.
const EASY_SAMPLED: usize = 6;
/// This share of the true pairs with the lowest cosines is given up.
const GIVEN_UP: f64 = 0.005;
/// Folds of stories inside the training set.
const INNER: usize = 3;
/// Times that the qualities are learned: which counterpart of a unit is the
/// best depends on them.
const ROUNDS: usize = 2;
/// The least quality of a group, as a share of the greatest.
const LEAST_QUALITY: f32 = 0.05;
/// First-stage log-odds that the product does not judge any further.
const HOPELESS: f32 = -8.0;

const ALL: Options = Options {
    window: None,
    min_score: None,
};

/// A pair of articles that the inverted index brought together.
struct Met<'d> {
    a: &'d Doc,
    b: &'d Doc,
    cosine: f32,
}

impl Met<'_> {
    fn label(&self) -> bool {
        self.a.story == self.b.story
    }
    fn fold(&self) -> usize {
        inner_fold(self.a, self.b)
    }
}

/// A pair belongs to the fold of one of its stories.
fn inner_fold(a: &Doc, b: &Doc) -> usize {
    fold(&format!("inner {}", a.story.as_str().min(&b.story)), INNER)
}

/// Learns a model from pools.
pub fn learn(pools: &[Vec<Doc>], verbose: bool) -> Model {
    let mut model = Model::default();
    let (met, min_cosine) = meet(pools, verbose);
    model.min_cosine = min_cosine;
    for _ in 0..ROUNDS {
        model.qualities = qualities(&met, &model.qualities);
    }
    if verbose {
        println!("qualities {:.2?}", model.qualities);
    }
    let first: Vec<_> = met
        .iter()
        .map(|met| features(&met.a.signature, &met.b.signature, &model.qualities))
        .collect();
    let stage_one = |left_out: Option<usize>| {
        let mut sample = Sample::<FEATURES>::new();
        for (met, x) in met.iter().zip(&first) {
            if left_out != Some(met.fold()) {
                sample.push(*x, met.label(), stands_for(met));
            }
        }
        fit(&sample, 150.0)
    };
    let memories: Vec<MemoryPool> = pools.iter().map(|docs| memory(docs)).collect();
    // Fold, features of the second stage, label.
    let mut second: Vec<(usize, [f32; RIVALRY], bool)> = Vec::new();
    for at in 0..INNER {
        let judge = Model {
            pair: stage_one(Some(at)),
            ..model.clone()
        };
        for (docs, pool) in pools.iter().zip(&memories) {
            let linker = Linker::new(pool, &judge, ALL);
            for a in pool.articles() {
                for neighbour in &linker.neighbours(a).cross {
                    let (x, y) = (&docs[a as usize], &docs[neighbour.article as usize]);
                    if neighbour.log_odds > HOPELESS && x.id < y.id && inner_fold(x, y) == at {
                        let features = linker.rivalry(a, neighbour.article, neighbour.log_odds);
                        second.push((at, features, x.story == y.story));
                    }
                }
            }
        }
    }
    let stage_two = |left_out: Option<usize>| {
        let mut sample = Sample::<RIVALRY>::new();
        for (fold, x, label) in &second {
            if left_out != Some(*fold) {
                sample.push(*x, *label, 1.0);
            }
        }
        fit(&sample, 1.0)
    };
    let judged: Vec<(f32, bool)> = (0..INNER)
        .flat_map(|at| {
            let judge = stage_two(Some(at));
            second
                .iter()
                .filter(move |(fold, ..)| *fold == at)
                .map(move |(_, x, label)| (probability(judge.log_odds(x)), *label))
        })
        .collect();
    model.threshold = threshold(&judged);
    model.pair = stage_one(None);
    model.rivalry = stage_two(None);
    if verbose {
        println!(
            "{} pairs met, {} judged; min_cosine {:.4}, threshold {:.2}",
            met.len(),
            second.len(),
            model.min_cosine,
            model.threshold
        );
    }
    model
}

/// The candidate pairs of all pools, each once, of the many easy ones a few;
/// and the cosine from which candidates are worth a look.
fn meet(pools: &[Vec<Doc>], verbose: bool) -> (Vec<Met<'_>>, f32) {
    let mut random = Random(7);
    let mut met = Vec::new();
    let mut lowest: Vec<f32> = Vec::new();
    let mut true_pairs = 0;
    for docs in pools {
        let pool = memory(docs);
        let signatures = |a: u32| (a, Arc::clone(&docs[a as usize].signature));
        let lookup = Lookup::new(&pool, pool.articles().into_iter().map(signatures));
        let mut scratch = Scratch::default();
        for a in pool.articles() {
            let x = &docs[a as usize];
            true_pairs += docs
                .iter()
                .filter(|y| y.story == x.story && y.lang != x.lang)
                .count();
            let found = lookup.candidates(&pool, a as usize, None, &mut scratch);
            for candidate in found.cross {
                let y = &docs[candidate.article as usize];
                let pair = Met {
                    a: x,
                    b: y,
                    cosine: candidate.cosine,
                };
                if pair.label() {
                    lowest.push(candidate.cosine);
                }
                // The pair is met from both sides; once is enough.
                if x.id < y.id && (!is_easy(&pair) || random.below(EASY_SAMPLED) == 0) {
                    met.push(pair);
                }
            }
        }
    }
    lowest.sort_by(f32::total_cmp);
    let min_cosine = lowest[(GIVEN_UP * lowest.len() as f64) as usize];
    met.retain(|pair| pair.label() || pair.cosine >= min_cosine);
    if verbose {
        println!(
            "true pairs that are candidates: {:.4}",
            lowest.len() as f64 / f64::from(true_pairs as u32)
        );
    }
    (met, min_cosine)
}

fn is_easy(met: &Met<'_>) -> bool {
    !met.label() && met.cosine < EASY
}

fn stands_for(met: &Met<'_>) -> f32 {
    if is_easy(met) {
        EASY_SAMPLED as f32
    } else {
        1.0
    }
}

/// How much a nat of rarity says in each group of shared keys, the group taken
/// by itself: the weight of a logistic regression over the rarity that a pair
/// shares in the group. Scaled so that an average nat of a true pair's evidence
/// counts as one.
fn qualities(met: &[Met<'_>], before: &[f32; GROUPS]) -> [f32; GROUPS] {
    let mut samples: [Sample<1>; GROUPS] = std::array::from_fn(|_| Sample::new());
    let mut shared = [0.0f32; GROUPS];
    for pair in met {
        // The first features are the groups' evidence on the weaker side.
        let squeezed = features(&pair.a.signature, &pair.b.signature, before);
        for (group, sample) in samples.iter_mut().enumerate() {
            let rarity = squeezed[group].exp_m1() / before[group];
            if pair.label() {
                shared[group] += rarity;
            }
            sample.push([rarity], pair.label(), stands_for(pair));
        }
    }
    let per_nat = samples.map(|sample| {
        let fitted = fit(&sample, 10.0);
        fitted.weight[0] / fitted.scale[0]
    });
    let greatest = per_nat.iter().copied().fold(0.0, f32::max);
    let kept = per_nat.map(|quality| quality.max(LEAST_QUALITY * greatest));
    let weighed: f32 = kept.iter().zip(&shared).map(|(q, x)| q * x).sum();
    let mean = weighed / shared.iter().sum::<f32>();
    kept.map(|quality| quality / mean)
}

/// The threshold of the highest F measure with β² = ½, in steps of a hundredth:
/// a false link costs a reader twice as much as a missing one.
fn threshold(judged: &[(f32, bool)]) -> f32 {
    let all = judged.iter().filter(|(_, label)| *label).count() as f32;
    let f = |threshold: f32| {
        let linked = judged.iter().filter(|(score, _)| *score >= threshold);
        let (mut right, mut wrong) = (0.0, 0.0);
        for (_, label) in linked {
            *(if *label { &mut right } else { &mut wrong }) += 1.0;
        }
        1.5 * right / (right + wrong + 0.5 * all)
    };
    let steps = (20..=90).map(|percent| percent as f32 / 100.0);
    steps.max_by(|x, y| f(*x).total_cmp(&f(*y))).unwrap_or(0.5)
}
