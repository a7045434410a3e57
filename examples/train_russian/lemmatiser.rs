//! Which lemma does a form have? Ranks the candidates with a model that learns
//! from gold lemmas and from what raw text attests.
//!
//! Two rounds. In the second, the lemmas found in the first are counted over
//! the words of the raw text, and a candidate whose lemma many other words
//! share gains by it (self-training). The examples of the second round are also
//! multiplied: the paradigm that the first round finds for a gold lemma yields
//! its other forms, which teach endings that the gold text happens to lack.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::{
    candidates::{Attestations, Candidate, candidates},
    features::{Evidence, features},
    input::{Gold, Vocabulary},
    letters::{self, Word},
    model::{Example, Features, Model},
    paradigms::{Class, Grammar},
};

/// Less probable lemmas are not counted.
const COUNTED: f32 = 0.02;
/// How much a form that a paradigm yields counts against a gold form.
const MADE_WEIGHT: f32 = 0.15;
/// One in so many of the made forms is learned from (to save time).
const MADE_EVERY: u64 = 4;

/// What is given: the grammar and the raw text.
pub struct Resources<'a> {
    pub grammar: &'a Grammar,
    pub text: &'a Vocabulary,
    pub attestations: &'a Attestations<'a>,
}

/// A lemma of a form.
pub struct Ranked {
    pub lemma: Word,
    /// All parses with this lemma together.
    pub probability: f32,
    /// The number of the most probable paradigm with this lemma.
    pub paradigm: usize,
}

/// How many words of the text each lemma has, by expectation.
#[derive(Default)]
struct LemmaMass {
    total: HashMap<Word, f32>,
    /// What each word of the text adds.
    shares: HashMap<Word, Vec<(Word, f32)>>,
}

impl LemmaMass {
    /// The mass of a lemma without what a form itself adds.
    fn of_others(&self, lemma: &[u8], form: &[u8]) -> f32 {
        let total = self.total.get(lemma).copied().unwrap_or(0.0);
        let own = self
            .shares
            .get(form)
            .and_then(|shares| shares.iter().find(|(other, _)| other == lemma))
            .map_or(0.0, |(_, share)| *share);
        (total - own).max(0.0)
    }
}

/// A trained ranker of lemmas.
pub struct Lemmatiser<'a> {
    resources: &'a Resources<'a>,
    model: Model,
    /// Empty in the first round.
    mass: Option<LemmaMass>,
}

impl<'a> Lemmatiser<'a> {
    /// Learns from gold forms.
    pub fn train(resources: &'a Resources<'a>, gold: &[&Gold]) -> Self {
        let mut lemmatiser = Self {
            resources,
            model: Model::train(&[]),
            mass: None,
        };
        let examples = lemmatiser.gold_examples(gold);
        lemmatiser.model = Model::train(&examples);
        let made = lemmatiser.made_forms(gold);
        lemmatiser.mass = Some(lemmatiser.count_lemmas());
        let mut examples = lemmatiser.gold_examples(gold);
        examples.extend(made.iter().filter_map(|((form, paradigm), lemma)| {
            let right = |candidate: &Candidate| {
                candidate.lemma == *lemma
                    && resources.grammar.paradigms[candidate.paradigm].parent == *paradigm
            };
            { let w: f32 = std::env::var("MW").map_or(MADE_WEIGHT, |v| v.parse().unwrap()); if w == 0.0 { return None; } lemmatiser.example(form, right, w) }
        }));
        lemmatiser.model = Model::train(&examples);
        lemmatiser
    }

    /// The lemmas of a form, the most probable first.
    pub fn rank(&self, form: &[u8]) -> Vec<Ranked> {
        let candidates = candidates(self.resources.grammar, form);
        if candidates.is_empty() {
            return Vec::new();
        }
        let probabilities = self.model.probabilities(&self.features(form, &candidates));
        // By lemma: total, best paradigm and its probability.
        let mut lemmas: BTreeMap<Word, (f32, usize, f32)> = BTreeMap::new();
        for (candidate, p) in candidates.into_iter().zip(probabilities) {
            let (total, paradigm, best) = lemmas.entry(candidate.lemma).or_default();
            *total += p;
            if p > *best {
                (*paradigm, *best) = (candidate.paradigm, p);
            }
        }
        let mut ranked: Vec<Ranked> = lemmas
            .into_iter()
            .map(|(lemma, (probability, paradigm, _))| Ranked {
                lemma,
                probability,
                paradigm,
            })
            .collect();
        ranked.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        ranked
    }

    fn features(&self, form: &[u8], candidates: &[Candidate]) -> Vec<Features> {
        let Resources {
            grammar,
            text,
            attestations,
        } = self.resources;
        let evidence: Vec<Evidence> = candidates
            .iter()
            .map(|candidate| Evidence {
                lemma_count: text.count(&candidate.lemma),
                attestation: attestations.of(form, candidate),
                lemma_mass: self
                    .mass
                    .as_ref()
                    .map(|mass| mass.of_others(&candidate.lemma, form)),
            })
            .collect();
        features(grammar, form, text.contains(form), candidates, &evidence)
    }

    /// A form as an example; `None` if no candidate is right.
    fn example(
        &self,
        form: &[u8],
        is_right: impl Fn(&Candidate) -> bool,
        weight: f32,
    ) -> Option<Example> {
        let candidates = candidates(self.resources.grammar, form);
        let right: Vec<bool> = candidates.iter().map(is_right).collect();
        right.contains(&true).then(|| Example {
            candidates: self.features(form, &candidates),
            right,
            weight,
        })
    }

    fn gold_examples(&self, gold: &[&Gold]) -> Vec<Example> {
        gold.iter()
            .filter_map(|gold| {
                let is_right = |candidate: &Candidate| self.agrees(gold, candidate);
                self.example(&gold.form, is_right, 1.0)
            })
            .collect()
    }

    /// Whether a candidate has the lemma and the part of speech of the gold.
    fn agrees(&self, gold: &Gold, candidate: &Candidate) -> bool {
        let class = self.resources.grammar.paradigms[candidate.paradigm].class;
        candidate.lemma == gold.lemma
            && match gold.part_of_speech.as_str() {
                "VERB" => class.is_verb(),
                "ADJ" => class == Class::Adjective,
                _ => !class.is_verb(),
            }
    }

    /// The expected number of words of the text for each lemma.
    fn count_lemmas(&self) -> LemmaMass {
        let mut mass = LemmaMass::default();
        for (form, _) in &self.resources.text.words {
            let shares: Vec<(Word, f32)> = self
                .rank(form)
                .into_iter()
                .filter(|ranked| ranked.probability > COUNTED)
                .map(|ranked| (ranked.lemma, ranked.probability))
                .collect();
            for (lemma, p) in &shares {
                *mass.total.entry(lemma.clone()).or_default() += p;
            }
            mass.shares.insert(form.clone(), shares);
        }
        mass
    }

    /// Forms that are not in the gold but in a paradigm of a gold lemma:
    /// (form, paradigm) → lemma. The paradigm of a lemma is the one that the
    /// model prefers for its forms, taken together.
    fn made_forms(&self, gold: &[&Gold]) -> BTreeMap<(Word, usize), Word> {
        let grammar = self.resources.grammar;
        let mut votes: BTreeMap<&Word, BTreeMap<usize, f32>> = BTreeMap::new();
        for gold in gold {
            let candidates = candidates(grammar, &gold.form);
            let probabilities = self
                .model
                .probabilities(&self.features(&gold.form, &candidates));
            for (candidate, p) in candidates.iter().zip(probabilities) {
                if self.agrees(gold, candidate) {
                    let parent = grammar.paradigms[candidate.paradigm].parent;
                    *votes.entry(&gold.lemma).or_default().entry(parent).or_default() += p;
                }
            }
        }
        let known: BTreeSet<&Word> = gold.iter().map(|gold| &gold.form).collect();
        let mut made = BTreeMap::new();
        for (lemma, votes) in votes {
            let Some((&number, _)) = votes.iter().max_by(|a, b| a.1.total_cmp(b.1)) else {
                continue;
            };
            let paradigm = &grammar.paradigms[number];
            let Some(base) = lemma.strip_suffix(paradigm.lemma_ending.as_slice()) else {
                continue;
            };
            for cell in paradigm.cells.iter().filter(|cell| cell.is_common()) {
                let form = [base, &cell.ending].concat();
                if !known.contains(&form) && letters::hash(&form) % MADE_EVERY == 0 {
                    made.entry((form, number)).or_insert_with(|| lemma.clone());
                }
            }
        }
        made
    }
}
