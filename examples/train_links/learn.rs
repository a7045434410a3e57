//! Both stages of the model, one after the other.

use std::time::Instant;

use tilmash::link::{
    Linker, Model, Options, Pool,
    candidates::candidates,
    competition::RIVALRY,
    features::{FEATURES, features},
};

use crate::{
    data::{Doc, Random},
    pools::memory,
    regression::{Sample, fit},
};

/// Candidates that share less than this are mostly wrong, and easily seen to be.
const EASY: f32 = 0.06;

/// Learns a model from pools.
pub fn learn(pools: &[Vec<Doc>], base: &Model, verbose: bool) -> Model {
    let start = Instant::now();
    let mut model = base.clone();
    // Nothing is judged yet: every candidate is looked at.
    let mut first = Sample::<FEATURES>::new();
    let mut random = Random(7);
    let mut lowest: Vec<f32> = Vec::new();
    let all = Options {
        window: None,
        min_score: None,
    };
    for docs in pools {
        let pool = memory(docs);
        for a in pool.articles() {
            let signature = pool.signature(a);
            let found = candidates(&pool, a, &signature, None);
            for candidate in found.cross {
                let (x, y) = (&docs[a as usize], &docs[candidate.article as usize]);
                let label = x.story == y.story;
                if label {
                    lowest.push(candidate.cosine);
                }
                // The pair is met from both sides; once is enough.
                if (label || candidate.cosine >= model.min_cosine) && x.id < y.id {
                    // Of the many that are easily told apart, a sixth will do.
                    let easy = !label && candidate.cosine < EASY;
                    if easy && random.below(6) > 0 {
                        continue;
                    }
                    let x = features(&signature, &y.signature, &model.qualities);
                    first.push(x, label, if easy { 6.0 } else { 1.0 });
                }
            }
        }
    }
    lowest.sort_by(f32::total_cmp);
    if verbose {
        let at = |share: f64| lowest[(share * lowest.len() as f64) as usize];
        println!(
            "{} pairs, {} true; cosine of true pairs at .1 %, .5 %, 1 %, 5 %: {:.4} {:.4} {:.4} {:.4}",
            first.labels.len(),
            first.labels.iter().filter(|label| **label).count(),
            at(0.001),
            at(0.005),
            at(0.01),
            at(0.05)
        );
    }
    if verbose {
        println!(
            "{} samples after {:.0} s",
            first.labels.len(),
            start.elapsed().as_secs_f64()
        );
    }
    model.pair = fit(&first, 150.0);
    if verbose {
        println!("stage one after {:.0} s", start.elapsed().as_secs_f64());
    }
    let mut second = Sample::<RIVALRY>::new();
    for docs in pools {
        let pool = memory(docs);
        let linker = Linker::new(&pool, &model, all);
        for a in pool.articles() {
            for neighbour in &linker.neighbours(a).cross {
                let (x, y) = (&docs[a as usize], &docs[neighbour.article as usize]);
                if neighbour.log_odds > -8.0 && x.id < y.id {
                    second.push(
                        linker.rivalry(a, neighbour.article, neighbour.log_odds),
                        x.story == y.story,
                        1.0,
                    );
                }
            }
        }
    }
    model.rivalry = fit(&second, 1.0);
    if verbose {
        println!(
            "stage two after {:.0} s: {} pairs",
            start.elapsed().as_secs_f64(),
            second.labels.len()
        );
    }
    model
}
