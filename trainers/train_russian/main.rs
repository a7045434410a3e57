//! Learns the suffix rules of the Russian stemmer (`src/language/ru/stems.bin`).
//!
//! ```text
//! cargo run --release -p trainers --bin train_russian -- \
//!     --gold GOLD.tsv --text TEXT... --out src/language/ru/stems.bin
//! cargo run --release -p trainers --bin train_russian -- --gold GOLD.tsv --text TEXT... --cv
//! ```
//!
//! 1. Every parse of a form that the paradigms allow is a candidate
//!    (`paradigms`, `verbs`, `candidates`).
//! 2. A log-linear model learns from the gold lemmas to rank them (`features`,
//!    `model`), in two rounds, the second with self-training on the raw text
//!    (`lemmatiser`).
//! 3. It labels the words of the text; with gold forms, irregular words and the
//!    written-out paradigms of the lemmas found they make a lexicon (`lexicon`).
//! 4. The lexicon is boiled down to a decision list over the last letters of a
//!    word (`decision_list`), which is all that the program ships.
//!
//! The same input gives the same file, byte for byte.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs
)]

mod candidates;
mod decision_list;
mod evaluation;
mod features;
mod input;
mod lemmatiser;
mod letters;
mod lexicon;
mod model;
mod names;
mod paradigms;
#[path = "../../src/language/ru/suffix_rules.rs"]
mod suffix_rules;
mod verbs;

use std::{fs, path::PathBuf};

use clap::Parser;

use crate::{
    candidates::Attestations,
    input::{Gold, Vocabulary},
    lemmatiser::{Lemmatiser, Resources},
    paradigms::Grammar,
};

/// Learns the suffix rules of the Russian stemmer.
#[derive(Parser)]
struct Arguments {
    /// Forms with lemmas: form, lemma, UD part of speech, count; tab-separated
    #[arg(long)]
    gold: PathBuf,
    /// Raw Russian text; of .jsonl files the fields `title` and `text` of the
    /// records with `lang` ru or none
    #[arg(long, required = true, num_args = 1..)]
    text: Vec<PathBuf>,
    /// Headwords of dictionaries, one a line, names with a capital
    #[arg(long)]
    lemmas: Option<PathBuf>,
    /// Names of persons and places: name, count; tab-separated
    #[arg(long)]
    names: Option<PathBuf>,
    /// Where to write the rules
    #[arg(long, required_unless_present = "cv")]
    out: Option<PathBuf>,
    /// Print cross-validated figures
    #[arg(long)]
    cv: bool,
    /// With --cv: write each form and its stem to this file
    #[arg(long, requires = "cv")]
    stems: Option<PathBuf>,
}

fn main() {
    let arguments = Arguments::parse();
    let rows = input::read_gold(&arguments.gold);
    let text = Vocabulary::read(&arguments.text);
    let grammar = Grammar::load();
    let lemmas = input::read_lemmas(arguments.lemmas.as_deref());
    let names = names::with_headwords(input::read_names(arguments.names.as_deref()), &lemmas);
    let resources = Resources {
        grammar: &grammar,
        text: &text,
        attestations: &Attestations::new(&grammar, &text),
        lemmas: &lemmas,
        names: &names,
    };
    eprintln!(
        "{} gold forms, {} words of text, {} paradigms",
        rows.len(),
        text.words.len(),
        grammar.paradigms.len()
    );
    if arguments.cv {
        let (report, stems) = evaluation::cross_validate(&resources, &rows);
        print!("{report}");
        if let Some(path) = arguments.stems {
            let lines = rows.iter().zip(stems);
            let lines = lines.map(|(row, stem)| format!("{}\t{stem}\n", row.form));
            fs::write(path, lines.collect::<String>()).unwrap();
        }
    }
    if let Some(path) = arguments.out {
        let gold: Vec<Gold> = rows.iter().filter_map(Gold::new).collect();
        let rules = learn(&resources, &gold.iter().collect::<Vec<_>>());
        fs::write(path, rules).unwrap();
    }
}

/// The suffix rules that gold and text teach, as the bytes of `stems.bin`.
fn learn(resources: &Resources, gold: &[&Gold]) -> Vec<u8> {
    let lemmatiser = Lemmatiser::train(resources, gold);
    let lexicon = lexicon::lexicon(resources, &lemmatiser, gold, &input::irregular());
    decision_list::build(&lexicon)
}
