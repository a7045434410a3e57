//! How are weights and counts learned, each with the help of the other?

use std::{
    collections::{HashMap, HashSet},
    fmt::Write as _,
    fs,
};

use tilmash::language::turkic::{
    Morphology,
    counts::{Counts, Usage},
    features::CLOSED,
    letters,
};

use crate::{
    count::{Text, count, gather},
    fit::{Example, fit},
    gold::Row,
};

const KK: [&str; 2] = [
    include_str!("../../src/language/kk/morphotactics.tsv"),
    include_str!("../../src/language/kk/irregular.tsv"),
];
const KY: [&str; 2] = [
    include_str!("../../src/language/ky/morphotactics.tsv"),
    include_str!("../../src/language/ky/irregular.tsv"),
];
/// How often stems are counted anew.
const ROUNDS: usize = 3;
/// Smaller weights are dropped.
const CUT: f64 = 0.02;

/// The language that is learned, and Kazakh.
pub struct Trainer {
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
    pub fn new(lang: &str, off: &[String], text: Text, lemmas: Vec<(String, Usage)>) -> Self {
        let lemmas: Vec<(Vec<u8>, Usage)> = lemmas
            .into_iter()
            .map(|(word, classes)| (word.chars().map(letters::code).collect(), classes))
            .collect();
        let load = |[suffixes, irregular]: [&str; 2], source: bool| {
            let mut morphology = Morphology::new(suffixes, irregular, "", &[], &[]);
            morphology.tables.headwords = gather(&lemmas, |stem| match source {
                true => morphology.tables.grammar.source_hash(stem),
                false => morphology.tables.grammar.hash(stem),
            });
            morphology
        };
        let kazakh = load(KK, false);
        let own = if lang == "kk" {
            load(KK, false)
        } else {
            load(KY, true)
        };
        let mut ids: HashMap<String, u32> = HashMap::new();
        let mut map = |morphology: &Morphology| -> Vec<u32> {
            (0..morphology.layout.len())
                .map(|feature| {
                    let name = morphology.layout.name(&morphology.tables.grammar, feature);
                    let next = ids.len() as u32;
                    let left_out = |kind: &String| name.split(':').next() == Some(kind);
                    if name == CLOSED || off.iter().any(left_out) {
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

    /// The stems of all candidates of a form.
    pub fn stems(&self, row: &Row) -> HashSet<String> {
        let morphology = if row.shared { &self.kazakh } else { &self.own };
        morphology
            .explain(&row.form)
            .into_iter()
            .map(|parse| parse.stem)
            .collect()
    }

    fn example(&self, row: &Row) -> Option<Example> {
        let (morphology, map) = if row.shared {
            (&self.kazakh, &self.kazakh_map)
        } else {
            (&self.own, &self.own_map)
        };
        let mut found = Vec::new();
        morphology.each(&row.form, |_, _, stem, features| {
            let right = row.right.iter().any(|right| *right == stem);
            let ids = features.iter().map(|feature| map[*feature]);
            found.push((right, ids.filter(|id| *id != u32::MAX).collect()));
        });
        let any = |wanted: bool| found.iter().any(|(right, _)| *right == wanted);
        (any(true) && any(false)).then_some(Example {
            candidates: found,
            weight: row.weight,
        })
    }

    /// Trains on all rows outside the fold.
    pub fn train(&mut self, rows: &[Row], without: Option<usize>) -> Morphology {
        self.kazakh.tables.counts = Counts::default();
        self.own.tables.counts = Counts::default();
        let mut weights = vec![0.0; self.size];
        for round in 0..=ROUNDS {
            if round > 0 {
                let weight = |feature: usize| {
                    let id = self.kazakh_map[feature] as usize;
                    weights.get(id).copied().unwrap_or(0.0)
                };
                let usages = count(&self.text, &self.kazakh, weight);
                self.kazakh.tables.counts =
                    gather(&usages, |stem| self.kazakh.tables.grammar.hash(stem));
                self.own.tables.counts =
                    gather(&usages, |stem| self.own.tables.grammar.source_hash(stem));
            }
            let examples: Vec<Example> = rows
                .iter()
                .filter(|row| Some(row.fold) != without && row.weight > 0.0)
                .filter_map(|row| self.example(row))
                .collect();
            weights = fit(&examples, self.size);
        }
        let [suffixes, irregular] = if self.lang == "kk" { KK } else { KY };
        let mut model = Morphology::new(suffixes, irregular, "", &[], &[]);
        model.tables.headwords = self.own.tables.headwords.clone();
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
        model.tables.counts = self.own.tables.counts.clone();
        model
    }

    /// Stores the weights and the counts of a model.
    pub fn write(&self, model: &Morphology, folder: &std::path::Path) {
        let mut out = format!(
            "# Weights of the {} stemmer, one feature a line; made by trainers/train_turkic.\n\
             # Sources and licences: see README.md in this folder.\n",
            if self.lang == "kk" {
                "Kazakh"
            } else {
                "Kyrgyz"
            }
        );
        for (feature, weight) in model.weights.iter().enumerate() {
            let name = model.layout.name(&model.tables.grammar, feature);
            if *weight != 0 && name != CLOSED {
                writeln!(out, "{name}\t{:.2}", f64::from(*weight) / 100.0).unwrap();
            }
        }
        fs::write(folder.join("weights.tsv"), out).unwrap();
        fs::write(folder.join("stems.bin"), model.tables.counts.write()).unwrap();
        fs::write(folder.join("headwords.bin"), model.tables.headwords.write()).unwrap();
    }
}
