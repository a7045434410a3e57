//! Trains the weights and the table of counts of the Turkic stemmer.
//!
//! ```text
//! train_turkic LANG [--gold NAME=FILE:WEIGHT]... [--share-gold NAME=FILE:WEIGHT]...
//!              [--text FILE]... [--cv [--dump FOLDER]] [--off KIND,...] [--write FOLDER]
//! ```
//!
//! LANG is `kk` or `ky`. A gold file has lines form, lemma, part of speech,
//! count. `--share-gold` is Kazakh gold that Kyrgyz learns from as well.
//! `--text` is raw text: stems are counted in it. `--cv` prints a
//! cross-validation whose folds never share the first three letters of a
//! lemma, counts relearned in every fold. `--write` stores `weights.tsv` and
//! `stems.bin`; `--dump` stores the stems found in cross-validation, a file for
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

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fmt::Write as _,
    fs,
    path::PathBuf,
};

use tilmash::language::turkic::{
    Morphology,
    counts::{Counts, Usage},
    features::StemLetters,
    letters::{self, Letters},
    parse::candidates,
    spell,
};

const KK: [&str; 2] = [
    include_str!("../src/language/kk/morphotactics.tsv"),
    include_str!("../src/language/kk/irregular.tsv"),
];
const KY: [&str; 2] = [
    include_str!("../src/language/ky/morphotactics.tsv"),
    include_str!("../src/language/ky/irregular.tsv"),
];
const FOLDS: usize = 5;

/// Passes over the examples in one training.
const EPOCHS: usize = 12;
/// AdaGrad's step.
const RATE: f64 = 0.1;
/// What every weight loses after each pass. So strong a decay keeps the
/// probabilities soft, which the counting in raw text needs: in
/// cross-validation it was worth 1 to 2 points of F1 over an L2 penalty.
const DECAY: f64 = 0.3;
/// How often stems are counted anew.
const ROUNDS: usize = 3;
/// Smaller weights are dropped.
const CUT: f64 = 0.02;

struct Row {
    set: String,
    form: String,
    lemma: String,
    pos: String,
    count: f64,
    weight: f64,
    /// Stems that count as right.
    right: Vec<String>,
    fold: usize,
    shared: bool,
}

struct Example {
    candidates: Vec<(bool, Vec<u32>)>,
    weight: f64,
}

/// Words of raw text with their frequency, and how many words begin with each prefix.
struct Text {
    words: Vec<(String, u32)>,
    prefixes: HashMap<Vec<u8>, u32>,
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let lang = arguments.next().expect("a language");
    let (mut rows, mut text, mut off) = (Vec::new(), Vec::new(), Vec::<String>::new());
    let (mut cv, mut folder, mut dump) = (false, None, None);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--cv" => cv = true,
            "--gold" => rows.extend(read_gold(&arguments.next().unwrap(), false)),
            "--share-gold" => rows.extend(read_gold(&arguments.next().unwrap(), true)),
            "--text" => text.push(arguments.next().unwrap()),
            "--write" => folder = Some(PathBuf::from(arguments.next().unwrap())),
            "--dump" => dump = Some(PathBuf::from(arguments.next().unwrap())),
            "--off" => off.extend(arguments.next().unwrap().split(',').map(str::to_owned)),
            _ => panic!("unknown argument {argument}"),
        }
    }
    let text = Text::read(&text);
    let mut trainer = Trainer::new(&lang, &off, text);
    trainer.choose_right(&mut rows);
    trainer.ceiling(&rows);
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
        report(&rows, &found);
        if let Some(folder) = dump {
            for set in sets(&rows) {
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
        report(&rows, &found);
        trainer.write(&model, &folder);
    }
}

fn read_gold(argument: &str, shared: bool) -> Vec<Row> {
    let (set, rest) = argument.split_once('=').unwrap();
    let (path, weight) = rest.rsplit_once(':').unwrap();
    let weight: f64 = weight.parse().unwrap();
    let read = fs::read_to_string(path).unwrap();
    let row = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let prefix: String = fields[1].chars().take(3).collect();
        Row {
            set: set.to_owned(),
            form: fields[0].to_owned(),
            lemma: fields[1].to_owned(),
            pos: fields[2].to_owned(),
            count: fields[3].parse().unwrap(),
            weight,
            right: Vec::new(),
            fold: prefix.bytes().fold(5381usize, |hash, byte| {
                hash.wrapping_mul(33) ^ usize::from(byte)
            }) % FOLDS,
            shared,
        }
    };
    read.lines()
        .filter(|line| !line.starts_with('#'))
        .map(row)
        .collect()
}

impl Text {
    fn read(paths: &[String]) -> Self {
        let mut words: BTreeMap<String, u32> = BTreeMap::new();
        for path in paths {
            let read = fs::read_to_string(path)
                .unwrap()
                .to_lowercase()
                .replace('ё', "е");
            for word in read.split(|c: char| !(c.is_alphanumeric() || c == '-')) {
                let cyrillic = word.chars().all(|c| letters::code(c) != letters::FOREIGN);
                if cyrillic && !word.starts_with('-') && word.chars().count() > 1 {
                    *words.entry(word.to_owned()).or_default() += 1;
                }
            }
        }
        let mut prefixes = HashMap::new();
        for word in words.keys() {
            let codes: Vec<u8> = word.chars().map(letters::code).collect();
            for len in 1..=codes.len() {
                *prefixes.entry(codes[..len].to_vec()).or_default() += 1;
            }
        }
        Self {
            words: words.into_iter().collect(),
            prefixes,
        }
    }
}

struct Trainer {
    lang: String,
    text: Text,
    own: Morphology,
    kazakh: Morphology,
    /// From the features of a language to those of the trainer.
    own_map: Vec<u32>,
    kazakh_map: Vec<u32>,
    size: usize,
}

impl Trainer {
    fn new(lang: &str, off: &[String], text: Text) -> Self {
        let load = |[suffixes, irregular]: [&str; 2]| Morphology::new(suffixes, irregular, "", &[]);
        let kazakh = load(KK);
        let own = if lang == "kk" { load(KK) } else { load(KY) };
        let mut ids: HashMap<String, u32> = HashMap::new();
        let mut map = |morphology: &Morphology| -> Vec<u32> {
            (0..morphology.layout.len())
                .map(|feature| {
                    let name = morphology.layout.name(&morphology.grammar, feature);
                    let next = ids.len() as u32;
                    if off.iter().any(|off| name.starts_with(&format!("{off}:"))) {
                        return u32::MAX;
                    }
                    *ids.entry(name).or_insert(next)
                })
                .collect()
        };
        let own_map = map(&own);
        let kazakh_map = map(&kazakh);
        let size = ids.len();
        Self {
            lang: lang.to_owned(),
            text,
            own,
            kazakh,
            own_map,
            kazakh_map,
            size,
        }
    }

    fn stems(&self, row: &Row) -> HashSet<String> {
        let morphology = if row.shared { &self.kazakh } else { &self.own };
        morphology
            .explain(&row.form)
            .into_iter()
            .map(|parse| parse.stem)
            .collect()
    }

    /// Settles which stems are right for each form.
    ///
    /// Verbs that are listed as infinitives in -у have the stem that is a
    /// candidate of most of their forms.
    fn choose_right(&self, rows: &mut [Row]) {
        let mut votes: HashMap<(String, String), BTreeMap<String, usize>> = HashMap::new();
        let infinitive = |row: &Row| row.set == "unimorph" && row.pos == "VERB";
        for row in rows.iter().filter(|row| infinitive(row)) {
            let mut options = Vec::new();
            if let Some(root) = row.lemma.strip_suffix('у') {
                options.extend([root.to_owned(), format!("{root}ы"), format!("{root}і")]);
            }
            if let Some(root) = row.lemma.strip_suffix('ю') {
                options.extend([root.to_owned(), format!("{root}й")]);
            }
            let stems = self.stems(row);
            let votes = votes
                .entry((row.set.clone(), row.lemma.clone()))
                .or_default();
            for option in options.into_iter().filter(|option| stems.contains(option)) {
                *votes.entry(option).or_default() += 1;
            }
        }
        let first: HashMap<String, String> = rows
            .iter()
            .filter(|row| row.set == "klc")
            .map(|row| (row.form.clone(), row.lemma.clone()))
            .collect();
        for row in rows.iter_mut() {
            // Frequent forms count for more, though not in proportion.
            if row.set != "unimorph" {
                row.weight *= (1.0 + row.count.ln()).sqrt();
            }
            row.right = vec![row.lemma.clone()];
            if infinitive(row) {
                let votes = votes.get(&(row.set.clone(), row.lemma.clone()));
                let best = votes.and_then(|votes| votes.iter().max_by_key(|(_, votes)| **votes));
                row.right = best.map(|(stem, _)| stem.clone()).into_iter().collect();
            }
            // Where two schools disagree, the first one is right.
            if row.set != "klc"
                && first
                    .get(&row.form)
                    .is_some_and(|lemma| !row.right.contains(lemma))
            {
                row.right.clear();
            }
        }
    }

    /// How often the right stem is among the candidates.
    fn ceiling(&self, rows: &[Row]) {
        for set in sets(rows) {
            let rows: Vec<&Row> = rows
                .iter()
                .filter(|row| row.set == set && !row.right.is_empty())
                .collect();
            let found = rows.iter().filter(|row| {
                let stems = self.stems(row);
                row.right.iter().any(|stem| stems.contains(stem))
            });
            println!(
                "{set}: right stem among the candidates {:.1} % of {}",
                100.0 * found.count() as f64 / rows.len() as f64,
                rows.len()
            );
        }
    }

    fn example(&self, row: &Row) -> Option<Example> {
        let (morphology, map) = if row.shared {
            (&self.kazakh, &self.kazakh_map)
        } else {
            (&self.own, &self.own_map)
        };
        let word = Letters::new(&row.form)?;
        let mut found = Vec::new();
        candidates(
            &morphology.grammar,
            &morphology.irregular,
            &word,
            &mut |candidate| {
                let stem = spell(&row.form, &word, candidate.keep, candidate.tail);
                let right = row.right.iter().any(|right| *right == stem);
                let mut features = Vec::new();
                morphology
                    .layout
                    .each(morphology, &word, candidate, |feature| {
                        if map[feature] != u32::MAX {
                            features.push(map[feature]);
                        }
                    });
                found.push((right, features));
            },
        );
        let any = |wanted: bool| found.iter().any(|(right, _)| *right == wanted);
        (any(true) && any(false)).then_some(Example {
            candidates: found,
            weight: row.weight,
        })
    }

    /// Trains on all rows outside the fold.
    fn train(&mut self, rows: &[Row], without: Option<usize>) -> Morphology {
        self.kazakh.counts = Counts::default();
        self.own.counts = Counts::default();
        let mut weights = vec![0.0; self.size];
        for round in 0..=ROUNDS {
            if round > 0 {
                let usages = self.count(&weights);
                self.kazakh.counts = gather(&usages, |stem| self.kazakh.grammar.hash(stem));
                self.own.counts = gather(&usages, |stem| self.own.grammar.source_hash(stem));
            }
            let examples: Vec<Example> = rows
                .iter()
                .filter(|row| Some(row.fold) != without && row.weight > 0.0)
                .filter_map(|row| self.example(row))
                .collect();
            weights = self.fit(&examples);
        }
        let [suffixes, irregular] = if self.lang == "kk" { KK } else { KY };
        let mut model = Morphology::new(suffixes, irregular, "", &[]);
        for (feature, id) in self.own_map.iter().enumerate() {
            if *id != u32::MAX {
                // As the file has them: rounded, without the small ones.
                let weight = weights[*id as usize];
                model.weights[feature] = if weight.abs() < CUT {
                    0
                } else {
                    (weight * 100.0).round() as i16
                };
            }
        }
        model.counts = self.own.counts.clone();
        model
    }

    fn fit(&self, examples: &[Example]) -> Vec<f64> {
        let mut weights = vec![0.0; self.size];
        let mut sum = vec![0.0; self.size];
        let mut squares = vec![1e-2; self.size];
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut random = 1u64;
        for epoch in 0..EPOCHS {
            for at in (1..order.len()).rev() {
                random = random
                    .wrapping_mul(6_364_136_223_846_793_005)
                    .wrapping_add(1_442_695_040_888_963_407);
                order.swap(at, (random >> 33) as usize % (at + 1));
            }
            for at in &order {
                let example = &examples[*at];
                let scores: Vec<f64> = example
                    .candidates
                    .iter()
                    .map(|(_, features)| features.iter().map(|id| weights[*id as usize]).sum())
                    .collect();
                let top = scores.iter().copied().fold(f64::MIN, f64::max);
                let scores: Vec<f64> = scores.iter().map(|score| (score - top).exp()).collect();
                let all: f64 = scores.iter().sum();
                let right: f64 = example
                    .candidates
                    .iter()
                    .zip(&scores)
                    .filter(|((right, _), _)| *right)
                    .map(|(_, s)| s)
                    .sum();
                for ((is_right, features), score) in example.candidates.iter().zip(&scores) {
                    let wanted = if *is_right {
                        score / right.max(1e-300)
                    } else {
                        0.0
                    };
                    let step = (score / all - wanted) * example.weight;
                    if step.abs() < 1e-5 {
                        continue;
                    }
                    for id in features {
                        let id = *id as usize;
                        let slope = step;
                        squares[id] += slope * slope;
                        weights[id] -= RATE * slope / squares[id].sqrt();
                    }
                }
            }
            for weight in &mut weights {
                *weight *= 1.0 - DECAY;
            }
            // The mean over the second half of the epochs is steadier than the end.
            if epoch >= EPOCHS / 2 {
                for (sum, weight) in sum.iter_mut().zip(&weights) {
                    *sum += weight / (EPOCHS - EPOCHS / 2) as f64;
                }
            }
        }
        sum
    }

    /// Counts the stems in the raw text, every word shared out among its
    /// candidates by their probability.
    fn count(&self, weights: &[f64]) -> Vec<(Vec<u8>, Usage)> {
        let morphology = &self.kazakh;
        let mut chains: HashMap<Vec<u8>, [f64; 2]> = HashMap::new();
        let mut bare: HashMap<Vec<u8>, u32> = HashMap::new();
        for (form, tokens) in &self.text.words {
            let Some(word) = Letters::new(form) else {
                continue;
            };
            *bare.entry(word.codes().to_vec()).or_default() += tokens;
            let mut found = Vec::new();
            candidates(
                &morphology.grammar,
                &morphology.irregular,
                &word,
                &mut |candidate| {
                    let mut score = 0.0;
                    morphology
                        .layout
                        .each(morphology, &word, candidate, |feature| {
                            if let Some(weight) = weights.get(self.kazakh_map[feature] as usize) {
                                score += weight;
                            }
                        });
                    let stem = StemLetters::new(&word, candidate).codes().to_vec();
                    found.push((score, stem, candidate.root, candidate.suffixes.is_empty()));
                },
            );
            let top = found.iter().map(|found| found.0).fold(f64::MIN, f64::max);
            let all: f64 = found.iter().map(|found| (found.0 - top).exp()).sum();
            for (score, stem, root, whole) in found {
                if !whole {
                    chains.entry(stem).or_default()[usize::from(root)] += (score - top).exp() / all;
                }
            }
        }
        for stem in bare.keys() {
            chains.entry(stem.clone()).or_default();
        }
        let mut usages: Vec<(Vec<u8>, Usage)> = chains
            .into_iter()
            .filter_map(|(stem, chains)| {
                let ends = |chains: f64| {
                    if chains < 0.25 {
                        0
                    } else {
                        (2.0 * (1.0 + chains).log2()).ceil().min(15.0) as u8
                    }
                };
                let log = |n: u32| f64::from(n + 1).log2().ceil().min(15.0) as u8;
                let usage = Usage {
                    nominal: ends(chains[0]),
                    verbal: ends(chains[1]),
                    bare: log(bare.get(&stem).copied().unwrap_or(0)),
                    prefix: log(self.text.prefixes.get(&stem).copied().unwrap_or(0)),
                };
                (usage.nominal + usage.verbal + usage.bare > 0).then_some((stem, usage))
            })
            .collect();
        usages.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        usages
    }

    fn write(&self, model: &Morphology, folder: &std::path::Path) {
        let mut out = format!(
            "# Weights of the {} stemmer, one feature a line; made by examples/train_turkic.rs.\n\
             # Sources and licences: see README.md in this folder.\n",
            if self.lang == "kk" {
                "Kazakh"
            } else {
                "Kyrgyz"
            }
        );
        for (feature, weight) in model.weights.iter().enumerate() {
            if *weight != 0 {
                let name = model.layout.name(&model.grammar, feature);
                writeln!(out, "{name}\t{:.2}", f64::from(*weight) / 100.0).unwrap();
            }
        }
        fs::write(folder.join("weights.tsv"), out).unwrap();
        fs::write(folder.join("stems.bin"), model.counts.write()).unwrap();
    }
}

/// The table of these stems, which fall together where their hashes do.
fn gather(usages: &[(Vec<u8>, Usage)], hash: impl Fn(&[u8]) -> u32) -> Counts {
    let mut entries: BTreeMap<u32, Usage> = BTreeMap::new();
    for (stem, usage) in usages {
        let entry = entries.entry(hash(stem)).or_default();
        entry.nominal = entry.nominal.max(usage.nominal);
        entry.verbal = entry.verbal.max(usage.verbal);
        entry.bare = entry.bare.max(usage.bare);
        entry.prefix = entry.prefix.max(usage.prefix);
    }
    Counts::new(entries.into_iter())
}

fn sets(rows: &[Row]) -> Vec<String> {
    let mut sets: Vec<String> = Vec::new();
    for row in rows.iter().filter(|row| !row.shared) {
        if !sets.contains(&row.set) {
            sets.push(row.set.clone());
        }
    }
    sets
}

/// Prints the figures of each set as the literature defines them: pairwise
/// precision, recall and F1 over types, B-cubed F1 over tokens, lemma accuracy.
fn report(rows: &[Row], found: &HashMap<(String, String), String>) {
    for set in sets(rows) {
        for pos in ["", "NOUN", "PROPN", "VERB", "ADJ"] {
            let rows: Vec<(&Row, &str)> = rows
                .iter()
                .filter(|row| row.set == set && (pos.is_empty() || row.pos == pos))
                .map(|row| (row, found[&(row.set.clone(), row.form.clone())].as_str()))
                .collect();
            if rows.is_empty() {
                continue;
            }
            let (mut cells, mut stems, mut lemmas) =
                (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
            for (row, stem) in &rows {
                let add = |pair: &mut (f64, f64)| *pair = (pair.0 + 1.0, pair.1 + row.count);
                add(cells
                    .entry((row.lemma.as_str(), *stem))
                    .or_insert((0.0, 0.0)));
                add(stems.entry(*stem).or_insert((0.0, 0.0)));
                add(lemmas.entry(row.lemma.as_str()).or_insert((0.0, 0.0)));
            }
            let pairs = |n: f64| n * (n - 1.0) / 2.0;
            let both: f64 = cells.values().map(|n| pairs(n.0)).sum();
            let precision = both / stems.values().map(|n| pairs(n.0)).sum::<f64>();
            let recall = both / lemmas.values().map(|n| pairs(n.0)).sum::<f64>();
            let total: f64 = rows.iter().map(|(row, _)| row.count).sum();
            let b_precision: f64 = cells
                .iter()
                .map(|((_, stem), n)| n.1 * n.1 / stems[stem].1)
                .sum::<f64>()
                / total;
            let b_recall: f64 = cells
                .iter()
                .map(|((lemma, _), n)| n.1 * n.1 / lemmas[lemma].1)
                .sum::<f64>()
                / total;
            let f1 = |p: f64, r: f64| 200.0 * p * r / (p + r);
            let exact = rows.iter().filter(|(row, stem)| row.lemma == *stem).count() as f64;
            println!(
                "{set:9}{pos:6}{:6} types  P {:5.1}  R {:5.1}  F1 {:5.1}  B3 {:5.1}  lemma {:5.1}",
                rows.len(),
                100.0 * precision,
                100.0 * recall,
                f1(precision, recall),
                f1(b_precision, b_recall),
                100.0 * exact / rows.len() as f64
            );
        }
    }
}
