//! Which lemma does a form have? Ranks the candidates with a model that learns
//! from gold lemmas and from what raw text attests.
//!
//! Two rounds. In the second, the lemmas found in the first are counted over
//! the words of the raw text, and a candidate whose lemma many other words
//! share gains by it (self-training).

use std::collections::{BTreeMap, HashMap};

use crate::{
    candidates::{Attestations, Candidate, candidates},
    features::{Evidence, features},
    input::{Gold, Vocabulary},
    letters::Word,
    model::{Example, Features, Model},
    names,
    paradigms::{Class, Grammar},
};

/// Less probable lemmas are not counted.
const COUNTED: f32 = 0.02;
/// Rarer names are not known.
const LEAST_NAMES: u32 = 2;
/// What is given: the grammar and the raw text.
pub struct Resources<'a> {
    pub grammar: &'a Grammar,
    pub text: &'a Vocabulary,
    pub attestations: &'a Attestations<'a>,
    /// Headwords of dictionaries, and whether each is a name.
    pub lemmas: &'a BTreeMap<Word, bool>,
    /// Names and how often they were found.
    pub names: &'a BTreeMap<Word, u32>,
}

impl Resources<'_> {
    /// Whether a lemma is nothing but a name.
    pub fn is_name(&self, lemma: &[u8]) -> bool {
        self.headword(lemma) > 1
    }

    /// How sure it is that a form belongs to this lemma and is no form of a
    /// name: less sure than a name that was found more often.
    pub fn certainty(&self, form: &[u8], lemma: &[u8]) -> u32 {
        const UNSEEN: u32 = 30;
        let count = self.names.get(lemma).copied().unwrap_or(0);
        match self.headword(lemma) {
            0 => 0,
            1 if matches!(self.text.capitals(form), 0 | 3) => count.max(UNSEEN),
            1 => u32::MAX,
            2 => count.max(names::IN_DICTIONARY),
            _ => count,
        }
    }

    /// See [`Evidence::headword`].
    pub fn headword(&self, lemma: &[u8]) -> u64 {
        match self.lemmas.get(lemma) {
            Some(false) => 1,
            Some(true) => 2,
            None if self
                .names
                .get(lemma)
                .is_some_and(|count| *count >= LEAST_NAMES) =>
            {
                3
            }
            None => 0,
        }
    }
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
        lemmatiser.mass = Some(lemmatiser.count_lemmas());
        let examples = lemmatiser.gold_examples(gold);
        lemmatiser.model = Model::train(&examples);
        lemmatiser
    }

    /// The lemmas of a form, the most probable first.
    pub fn rank(&self, form: &[u8]) -> Vec<Ranked> {
        self.rank_of(form, candidates(self.resources.grammar, form))
    }

    /// The most probable paradigm of a lemma.
    pub fn paradigm(&self, lemma: &[u8]) -> Option<Ranked> {
        let mut parses = candidates(self.resources.grammar, lemma);
        parses.retain(|parse| parse.lemma == lemma);
        self.rank_of(lemma, parses).pop()
    }

    fn rank_of(&self, form: &[u8], candidates: Vec<Candidate>) -> Vec<Ranked> {
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
            ..
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
                headword: self.resources.headword(&candidate.lemma),
                capitals: text.capitals(&candidate.lemma),
            })
            .collect();
        features(
            grammar,
            form,
            text.contains(form),
            text.capitals(form),
            candidates,
            &evidence,
        )
    }

    /// The gold forms that have a right candidate.
    fn gold_examples(&self, gold: &[&Gold]) -> Vec<Example> {
        let mut examples = Vec::new();
        for gold in gold {
            let candidates = candidates(self.resources.grammar, &gold.form);
            let right: Vec<bool> = candidates.iter().map(|c| self.agrees(gold, c)).collect();
            if right.contains(&true) {
                examples.push(Example {
                    candidates: self.features(&gold.form, &candidates),
                    right,
                });
            }
        }
        examples
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
}
