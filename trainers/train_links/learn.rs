//! Both stages of the model, one after the other.
//!
//! The second stage learns from first-stage scores of stories that the first
//! stage did not see: what a model says of its own training pairs is too sure.

use std::sync::Arc;

use tilmash::link::{
    Linker, MemoryPool, Model, Options, Pool as _,
    candidates::{Lookup, Scratch},
    compare::GROUPS,
    competition::RIVALRY,
    features::{FEATURES, evidence, features},
    model::Regression,
};

use crate::{
    data::{Doc, Kind, Pool, Random, fold},
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
/// Quadratic penalty on the weights of the first stage.
const PENALTY: f64 = 30.0;
/// The same of the second: fewer pairs are judged, and few of them are real news.
const SECOND_PENALTY: f64 = 30.0;
/// How much more a pair of real news counts in the second stage than in the first. In
/// a pool of translations every article has one partner in each language: there the
/// best candidate is right far more often than among the news of a day.
const AMONG_RIVALS: f32 = 3.0;
/// The least quality of a group, as a share of the greatest.
const LEAST_QUALITY: f32 = 0.05;
/// First-stage log-odds that the product does not judge any further.
const HOPELESS: f32 = -8.0;

const ALL: Options = Options {
    window: None,
    min_score: None,
};

/// A pair of articles that the inverted index brought together, and that has a label.
struct Met<'d> {
    a: &'d Doc,
    b: &'d Doc,
    cosine: f32,
    label: bool,
    weight: f32,
}

impl Met<'_> {
    fn fold(&self) -> usize {
        inner_fold(self.a, self.b)
    }
    fn days(&self) -> Option<u32> {
        Some(self.a.day?.abs_diff(self.b.day?))
    }
}

/// A pair belongs to one of its stories.
pub fn story_of<'d>(a: &'d Doc, b: &'d Doc) -> &'d str {
    a.story.as_str().min(&b.story)
}

fn inner_fold(a: &Doc, b: &Doc) -> usize {
    fold(&format!("inner {}", story_of(a, b)), INNER)
}

/// Learns a model from the pairs of these pools whose story `keep` admits.
pub fn learn(pools: &[Pool], keep: &dyn Fn(&str) -> bool, verbose: bool) -> Model {
    let mut model = Model::default();
    let memories: Vec<MemoryPool> = pools.iter().map(|pool| memory(&pool.docs)).collect();
    let (met, min_cosine) = meet(pools, &memories, keep, verbose);
    model.min_cosine = min_cosine;
    for _ in 0..ROUNDS {
        model.qualities = qualities(&met, &model.qualities);
    }
    if verbose {
        println!("qualities {:.2?}", model.qualities);
    }
    let first: Vec<_> = met
        .iter()
        .map(|met| {
            features(
                &met.a.signature,
                &met.b.signature,
                met.days(),
                &model.qualities,
            )
        })
        .collect();
    let stage_one = |left_out: Option<usize>| {
        let mut sample = Sample::<FEATURES>::new();
        for (met, x) in met.iter().zip(&first) {
            if left_out != Some(met.fold()) {
                sample.push(*x, met.label, met.weight);
            }
        }
        fit(&sample, PENALTY)
    };
    let (among_rivals, judged) = second_stage(pools, &memories, keep, |fold| Model {
        pair: stage_one(Some(fold)),
        ..model.clone()
    });
    // The probabilities are calibrated: from one half on a link is likelier right than wrong.
    model.threshold = 0.5;
    model.pair = stage_one(None);
    model.rivalry = among_rivals;
    if verbose {
        println!(
            "{} pairs met, {judged} judged; min_cosine {:.4}, threshold {:.2}",
            met.len(),
            model.min_cosine,
            model.threshold
        );
    }
    model
}

/// The pair among its rivals, and of how many pairs that was learned. `judge` gives the
/// model that did not see the stories of a fold.
fn second_stage(
    pools: &[Pool],
    memories: &[MemoryPool],
    keep: &dyn Fn(&str) -> bool,
    judge: impl Fn(usize) -> Model,
) -> (Regression<RIVALRY>, usize) {
    let mut sample = Sample::<RIVALRY>::new();
    let mut judged = 0;
    for at in 0..INNER {
        let judge = judge(at);
        for (pool, memory) in pools.iter().zip(memories) {
            let linker = Linker::new(memory, &judge, ALL);
            for a in memory.articles() {
                for neighbour in &linker.neighbours(a).cross {
                    let (x, y) = (
                        &pool.docs[a as usize],
                        &pool.docs[neighbour.article as usize],
                    );
                    if neighbour.log_odds <= HOPELESS
                        || x.id >= y.id
                        || x.lang == y.lang
                        || inner_fold(x, y) != at
                        || !keep(story_of(x, y))
                    {
                        continue;
                    }
                    let Some(label) = pool.label(x, y, 1.0) else {
                        continue;
                    };
                    let features = linker.rivalry(a, neighbour.article, neighbour.log_odds);
                    let real = matches!(pool.kind, Kind::News);
                    let counts = if real { AMONG_RIVALS } else { 1.0 };
                    sample.push(features, label, counts * pool.weight());
                    judged += 1;
                }
            }
        }
    }
    (fit(&sample, SECOND_PENALTY), judged)
}

/// The candidate pairs of all pools, each once, of the many easy ones a few;
/// and the cosine from which candidates are worth a look.
fn meet<'d>(
    pools: &'d [Pool],
    memories: &[MemoryPool],
    keep: &dyn Fn(&str) -> bool,
    verbose: bool,
) -> (Vec<Met<'d>>, f32) {
    let mut random = Random(7);
    let mut met = Vec::new();
    let mut lowest: Vec<f32> = Vec::new();
    let mut true_pairs = 0;
    let both = pools.iter().zip(memories);
    for (pool, memory) in both.filter(|(pool, _)| !pool.second_only) {
        let docs = &pool.docs;
        let signatures = |a: u32| (a, Arc::clone(&docs[a as usize].signature));
        let lookup = Lookup::new(memory, memory.articles().into_iter().map(signatures));
        let mut scratch = Scratch::default();
        for a in memory.articles() {
            let x = &docs[a as usize];
            if !matches!(pool.kind, Kind::Pairs(_)) {
                true_pairs += docs
                    .iter()
                    .filter(|y| y.story == x.story && y.id != x.id)
                    .count();
            }
            let found = lookup.candidates(memory, a as usize, None, &mut scratch);
            for candidate in found.cross {
                let y = &docs[candidate.article as usize];
                let Some(label) = pool.label(x, y, candidate.cosine) else {
                    continue;
                };
                if label && !matches!(pool.kind, Kind::Pairs(_)) {
                    lowest.push(candidate.cosine);
                }
                // The pair is met from both sides; once is enough.
                if x.id >= y.id || !keep(story_of(x, y)) {
                    continue;
                }
                let easy = !label && candidate.cosine < EASY;
                let weight = pool.weight() * if easy { EASY_SAMPLED as f32 } else { 1.0 };
                if !easy || random.below(EASY_SAMPLED) == 0 {
                    met.push(Met {
                        a: x,
                        b: y,
                        cosine: candidate.cosine,
                        label,
                        weight,
                    });
                }
            }
        }
    }
    lowest.sort_by(f32::total_cmp);
    let min_cosine = lowest[(GIVEN_UP * lowest.len() as f64) as usize];
    met.retain(|pair| pair.label || pair.cosine >= min_cosine);
    if verbose {
        println!(
            "true pairs that are candidates: {:.4}",
            lowest.len() as f64 / f64::from(true_pairs as u32)
        );
    }
    (met, min_cosine)
}

/// How much a nat of rarity says in each group of shared keys, the group taken
/// by itself: the weight of a logistic regression over the rarity that a pair
/// shares in the group. Scaled so that an average nat of a true pair's evidence
/// counts as one.
fn qualities(met: &[Met<'_>], before: &[f32; GROUPS]) -> [f32; GROUPS] {
    let mut samples: [Sample<1>; GROUPS] = std::array::from_fn(|_| Sample::new());
    let mut shared = [0.0f32; GROUPS];
    // In one language everything is shared letter by letter.
    for pair in met.iter().filter(|pair| pair.a.lang != pair.b.lang) {
        let shared_by = evidence(&pair.a.signature, &pair.b.signature, before);
        for (group, sample) in samples.iter_mut().enumerate() {
            let rarity = shared_by[group] / before[group];
            if pair.label {
                shared[group] += rarity * pair.weight;
            }
            sample.push([rarity], pair.label, pair.weight);
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
