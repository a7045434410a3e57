//! Makes `src/language/detect/model.bin`, the n-grams by which languages are told apart.
//!
//! ```text
//! cargo run --release -p trainers --bin train_detector -- --items items.tsv \
//!     [--news FILE.jsonl]… [--texts DIR] [--cv] [--test ITEMS]… [--out FILE]
//! ```
//!
//! - `--items`: lines of language, kind (`sent`, `q2`, `q1`) and text.
//! - `--news`: JSON lines with `lang` and `text`.
//! - `--texts`: a folder of files `TAG.SOURCE.txt` or `.tsv`: plain text in the
//!   language TAG, a sentence or a word a line, in `.tsv` followed by a tab and
//!   how often it counts. A TAG that starts with `und` names a group of
//!   languages that are not told apart.
//! - `--cv`: five-fold cross-validation over the items. A fold holds the
//!   sentences of a group together with the queries taken from them; the
//!   queries of other folds are not trained on, nor is any line of other
//!   text that shares five words in a row with an item.
//! - `--test`: items that the final model is scored with, and never learns from.
//! - `--set NAME=VALUE`: another value for one of [`Settings`].
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

mod learn;
mod text;
mod validate;

use std::fs;

use tilmash::{
    eval::detection,
    language::detect::{Model, Script},
};

use learn::train;
use text::{folder, read, records, sample};
use validate::cross_validate;

/// The languages that queries are most likely in.
const HOME: [&str; 6] = ["kk", "ky", "ru", "en", "uz", "tt"];

/// What the trainer may choose; the defaults were found by cross-validation.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Buckets for Cyrillic.
    pub cyrl: f32,
    /// Buckets for Latin.
    pub latn: f32,
    /// Buckets for Arabic.
    pub arab: f32,
    /// A word that occurs n times counts n to this power: rare words stand
    /// for the many that the training text lacks.
    pub power: f32,
    /// Weight of the mean of all languages in the smoothing, in n-grams.
    pub smoothing: f32,
    /// Nats per unit of penalty.
    pub unit: f32,
    /// Overlapping n-grams that are worth one observation, for naive Bayes.
    pub redundancy: f32,
    /// Snippets that the logistic regression looks at, for each script.
    pub steps: f32,
    /// Its learning rate at the start; it falls to zero.
    pub rate: f32,
    /// Handicap of `und` columns, in nats.
    pub und: f32,
    /// Handicap of languages other than the six of [`HOME`], in nats: a short
    /// query is rather in one of the six, a sentence is long enough to say
    /// what it is.
    pub guest: f32,
    /// What a language of [`HOME`] counts, next to another one, when n-grams
    /// are chosen and snippets are drawn for the logistic regression.
    pub home: f32,
    /// The same for a group of languages that are not told apart.
    pub foreign: f32,
    /// The power of these weights when n-grams are chosen.
    pub choice: f32,
    /// Handicap of Uzbek, whose names recur in English and Kazakh text, in
    /// nats; twice that in Cyrillic, which it is seldom written in now.
    pub uzbek: f32,
    /// Handicap of Tatar, in nats: a word that it shares with Kyrgyz or Russian
    /// is seldom meant to be its.
    pub tatar: f32,
    /// Times an item counts, next to a line of other text.
    pub items: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            cyrl: 12288.0,
            latn: 5120.0,
            arab: 512.0,
            power: 0.7,
            smoothing: 3000.0,
            unit: 0.012,
            redundancy: 3.0,
            steps: 2e6,
            rate: 0.005,
            und: 6.0,
            guest: 7.0,
            home: 2.0,
            foreign: 0.3,
            choice: 0.5,
            uzbek: 3.0,
            tatar: 0.7,
            items: 3.0,
        }
    }
}

impl Settings {
    pub fn handicap(&self, script: Script, tag: &str) -> f32 {
        match (script, tag) {
            (_, tag) if tag.starts_with("und") => self.und,
            (Script::Cyrl, "uz") => 2.0 * self.uzbek,
            (_, "uz") => self.uzbek,
            (_, "tt") => self.tatar,
            _ if !HOME.contains(&tag) => self.guest,
            _ => 0.0,
        }
    }

    /// What a column counts in training.
    pub fn weight(&self, tag: &str) -> f32 {
        match tag {
            tag if HOME.contains(&tag) => self.home,
            tag if tag.starts_with("und") => self.foreign,
            _ => 1.0,
        }
    }

    fn set(&mut self, assignment: &str) {
        let (name, value) = assignment.split_once('=').unwrap();
        let field = match name {
            "cyrl" => &mut self.cyrl,
            "latn" => &mut self.latn,
            "arab" => &mut self.arab,
            "power" => &mut self.power,
            "smoothing" => &mut self.smoothing,
            "unit" => &mut self.unit,
            "redundancy" => &mut self.redundancy,
            "und" => &mut self.und,
            "guest" => &mut self.guest,
            "home" => &mut self.home,
            "foreign" => &mut self.foreign,
            "choice" => &mut self.choice,
            "steps" => &mut self.steps,
            "rate" => &mut self.rate,
            "uzbek" => &mut self.uzbek,
            "tatar" => &mut self.tatar,
            "items" => &mut self.items,
            _ => panic!("no setting {name}"),
        };
        *field = value.parse().unwrap();
    }
}

fn main() {
    let mut settings = Settings::default();
    let (mut items, mut texts, mut tests) = (Vec::new(), Vec::new(), Vec::new());
    let (mut out, mut cv) = (None, false);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--cv" => cv = true,
            "--items" => items.extend(detection::items(&read(&args.next().unwrap()))),
            "--news" => texts.extend(records(&read(&args.next().unwrap()))),
            "--texts" => texts.extend(folder(&args.next().unwrap())),
            "--test" => tests.push(args.next().unwrap()),
            "--out" => out = args.next(),
            "--set" => settings.set(&args.next().unwrap()),
            _ => panic!("unknown argument {arg}"),
        }
    }
    if cv {
        print!("{}", cross_validate(&items, &texts, &settings).table());
    }
    let samples: Vec<_> = items
        .iter()
        .map(|item| sample(item, &settings))
        .chain(texts)
        .collect();
    let model = train(samples.iter(), &settings);
    println!("{} bytes", model.len());
    if let Some(out) = out {
        fs::write(out, &model).unwrap();
    }
    let model = Model::parse(model.leak()).unwrap();
    for test in tests {
        let items: Vec<_> = detection::items(&read(&test)).collect();
        let report = detection::evaluate(&items, |text| model.detect(text, |_| true).lang);
        print!("{test}\n{}", report.table());
    }
}
