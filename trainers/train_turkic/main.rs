//! Trains the weights and the table of counts of the Turkic stemmer.
//!
//! ```text
//! train_turkic LANG [--gold NAME=FILE:WEIGHT]... [--share-gold NAME=FILE:WEIGHT]...
//!              [--text FILE]... [--lemmas FILE]... [--cv [--dump FOLDER]] [--off KIND,...] [--write FOLDER [--words FILE]]
//! ```
//!
//! LANG is `kk` or `ky`. A gold file has lines form, lemma, part of speech,
//! count. `--share-gold` is Kazakh gold that Kyrgyz learns from as well.
//! `--text` is raw text: stems are counted in it. `--lemmas` are headwords: word,
//! and `word`, `name`, `place` or `verb` (an infinitive). `--cv` prints a
//! cross-validation whose folds never share the first three letters of a
//! lemma, counts relearned in every fold. `--write` stores `weights.tsv` and
//! `stems.bin`; `--words` then prints the stems of the
//! words of a file; `--dump` stores the stems found in cross-validation, a file for
//! each gold set; `--off` leaves out kinds of features. The same input gives the same output.
//!
//! The model is a log-linear one over all candidates of a word; the candidates
//! with the gold stem count as right, whatever their path. It is trained by
//! AdaGrad; between the rounds the stems in the raw text are counted anew with
//! the weights of the round before.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

use std::{collections::HashMap, fmt::Write as _, fs, path::PathBuf};

mod count;
mod fit;
mod gold;
mod report;
mod trainer;

use count::Text;
use trainer::Trainer;

/// How many parts the cross-validation has.
const FOLDS: usize = 5;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let lang = arguments.next().expect("a language");
    let (mut rows, mut text, mut off) = (Vec::new(), Vec::new(), Vec::<String>::new());
    let (mut lemmas, mut words) = (Vec::new(), Vec::new());
    let (mut cv, mut folder, mut dump) = (false, None, None);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--cv" => cv = true,
            "--gold" => rows.extend(gold::read(&arguments.next().unwrap(), false)),
            "--share-gold" => rows.extend(gold::read(&arguments.next().unwrap(), true)),
            "--words" => words.push(arguments.next().unwrap()),
            "--lemmas" => lemmas.push(arguments.next().unwrap()),
            "--text" => text.push(arguments.next().unwrap()),
            "--write" => folder = Some(PathBuf::from(arguments.next().unwrap())),
            "--dump" => dump = Some(PathBuf::from(arguments.next().unwrap())),
            "--off" => off.extend(arguments.next().unwrap().split(',').map(str::to_owned)),
            _ => panic!("unknown argument {argument}"),
        }
    }
    let text = Text::read(&text);
    let lemmas = gold::read_lemmas(&lemmas);
    let mut trainer = Trainer::new(&lang, &off, text, lemmas);
    gold::choose_right(&mut rows, |row| trainer.stems(row));
    gold::ceiling(&rows, |row| trainer.stems(row));
    if cv {
        let mut found = HashMap::new();
        for fold in 0..FOLDS {
            let model = trainer.train(&rows, Some(fold));
            for row in rows.iter().filter(|row| row.fold == fold && !row.shared) {
                found.insert(
                    (row.set.clone(), row.form.clone()),
                    model.stem(&row.form).into_owned(),
                );
            }
        }
        report::print(&rows, &found);
        if let Some(folder) = dump {
            for set in gold::sets(&rows) {
                let mut out = String::new();
                for row in rows.iter().filter(|row| row.set == set) {
                    let stem = &found[&(row.set.clone(), row.form.clone())];
                    writeln!(out, "{}\t{stem}", row.form).unwrap();
                }
                fs::write(folder.join(format!("{set}.stems.tsv")), out).unwrap();
            }
        }
    }
    if let Some(folder) = folder {
        let model = trainer.train(&rows, None);
        let mut found = HashMap::new();
        for row in rows.iter().filter(|row| !row.shared) {
            found.insert(
                (row.set.clone(), row.form.clone()),
                model.stem(&row.form).into_owned(),
            );
        }
        println!("on the training data itself:");
        report::print(&rows, &found);
        trainer.write(&model, &folder);
        for path in words {
            for word in fs::read_to_string(path).unwrap().lines() {
                println!("{word}\t{}", model.stem(word));
            }
        }
    }
}
