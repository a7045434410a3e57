//! Learns the numbers of the link model and writes them as the text that ships.
//!
//! ```text
//! train_links LINKING UNRELATED.jsonl REALNEWS OUT     learn from everything, write OUT
//! train_links LINKING UNRELATED.jsonl REALNEWS --cv    five-fold cross-validation over stories
//! train_links LINKING UNRELATED.jsonl REALNEWS --eval  score the shipped model as it is
//! ```
//! `--small` leaves out the largest pool, `--pairs FILE` lists the judged pairs of real
//! news and the wrong links of the other pools.
//! REALNEWS holds `dev.jsonl` with `dev.gold.tsv` and `same.jsonl` with
//! `same.pairs.tsv`: articles that outlets really wrote, with their stories, and
//! pairs of one language that are labelled. LINKING is a folder of `NAME.jsonl` (`id, lang, text`, one sentence a line)
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
mod series;

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
    let folder = |at: usize| Path::new(&args[at]);
    let data = load(folder(0), folder(1), folder(2), &mut maker);
    eprintln!("loaded after {:.1} s", start.elapsed().as_secs_f64());
    // The largest pool takes most of the time.
    let large = !args.iter().any(|arg| arg == "--small");
    let file = args.iter().position(|arg| arg == "--pairs");
    let mut list = String::new();
    let wanted = file.map(|_| &mut list);
    match args[3].as_str() {
        "--cv" => {
            let models: Vec<Model> = (0..FOLDS)
                .map(|at| {
                    // A series is held out as a whole.
                    let keep = |story: &str| {
                        let series = series::is_one(story.split('-').next().unwrap_or(story));
                        let whole = if series {
                            story.split('-').next()
                        } else {
                            None
                        };
                        fold(whole.unwrap_or(story), FOLDS) != at
                    };
                    let pools = pools(&data, &keep, &mut maker, 1 + at as u64);
                    let model = learn(&pools, &keep, at == 0);
                    eprintln!("fold {at} after {:.1} s", start.elapsed().as_secs_f64());
                    model
                })
                .collect();
            report(&data, &models, large, &mut maker, wanted);
        }
        "--eval" => {
            let shipped = [Model::shipped().clone()];
            report(&data, &shipped, large, &mut maker, wanted);
        }
        out => {
            let pools = pools(&data, &|_| true, &mut maker, 1);
            let model = learn(&pools, &|_| true, true);
            fs::write(out, model.to_text(HEADER)).unwrap();
        }
    }
    if let Some(file) = file {
        fs::write(&args[file + 1], list).unwrap();
    }
}

const HEADER: &str = "Weights of the link model, learned by trainers/train_links from translated
news (NTREX-128) and encyclopaedic text (FLORES-200 by way of SIB-200), both
CC BY-SA 4.0, with unrelated passages from Microsoft documentation and KazNERD
(CC BY 4.0), NEREL, UD Russian and factRuEval (open), and from news in eleven
languages, of which nothing but these numbers is kept. This file: CC BY-SA 4.0.
Regressions: name, mean, standard deviation, weight.";
