//! Learns the numbers of the link model and writes them as the text that ships.
//!
//! ```text
//! train_links LINKING UNRELATED.jsonl OUT     learn from everything, write OUT
//! train_links LINKING UNRELATED.jsonl --cv    five-fold cross-validation over stories
//! train_links LINKING UNRELATED.jsonl --eval  score the shipped model as it is
//! ```
//! LINKING is a folder of `NAME.jsonl` (`id, lang, text`, one sentence a line)
//! with `NAME.gold.tsv` (id, language, story). UNRELATED holds articles that
//! tell no story of LINKING and none of each other's. Pools are varied so that
//! the model does not trust what is true of translations only: versions keep
//! different random parts of their sentences, some are missing, some have two
//! outlets, some stand among unrelated articles. Everything random is seeded.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs
)]

mod data;
mod learn;
mod pools;
mod regression;
mod report;

use std::{fs, path::Path, time::Instant};

use tilmash::{link::Model, signature::Extractor};

use crate::{
    data::{FOLDS, Maker, fold, load},
    learn::learn,
    pools::pools,
    report::report,
};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let mut maker = Maker {
        extractor: Extractor::new(),
    };
    let start = Instant::now();
    let data = load(Path::new(&args[0]), Path::new(&args[1]), &mut maker);
    eprintln!("loaded after {:.1} s", start.elapsed().as_secs_f64());
    // The largest pools take most of the time.
    let large = !args.iter().any(|arg| arg == "--small");
    match args[2].as_str() {
        "--cv" => {
            let mut models = Vec::new();
            for at in 0..FOLDS {
                let pools = pools(
                    &data,
                    &|story| fold(story, FOLDS) != at,
                    &mut maker,
                    1 + at as u64,
                );
                models.push(learn(&pools, true));
            }
            report(&data, &|at| models[at].clone(), FOLDS, large);
        }
        "--eval" => report(&data, &|_| Model::shipped().clone(), 1, large),
        out => {
            let pools = pools(&data, &|_| true, &mut maker, 1);
            let model = learn(&pools, true);
            fs::write(out, model.to_text(HEADER)).unwrap();
        }
    }
}

const HEADER: &str = "Weights of the link model, learned by examples/train_links.rs from translated
news (NTREX-128) and encyclopaedic text (FLORES-200 by way of SIB-200), both
CC BY-SA 4.0, with unrelated passages from Microsoft documentation and KazNERD
(CC BY 4.0), NEREL, UD Russian and factRuEval (open). This file: CC BY-SA 4.0.
Regressions: name, mean, standard deviation, weight.";
