//! Which forms does the decision list learn from, and what is their stem?
//!
//! Four sources, the surest first: irregular words, gold forms, the words of
//! the raw text as the lemmatiser labels them, and the forms that the
//! paradigms of the lemmas found there yield.

use std::collections::BTreeMap;

use crate::{
    input::Gold,
    lemmatiser::{Lemmatiser, Resources},
    letters::{self, Word},
};

/// What a gold form weighs; a word of raw text weighs at most 2.
const GOLD_VOTES: f32 = 3.0;
/// Lemmas with less evidence do not yield forms: one word is not enough.
const LEAST_MASS: f32 = 1.5;

/// How a form with a known lemma counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Vote {
    /// An example of its ending, with this weight.
    Regular(f32),
    /// Nothing can be learned from it for other words.
    WholeWord,
}

/// A form with its lemma.
#[derive(Debug, Clone)]
pub struct Entry {
    pub lemma: Word,
    pub vote: Vote,
}

/// Form → lemma, for all forms to learn from.
pub fn lexicon(
    resources: &Resources,
    lemmatiser: &Lemmatiser,
    gold: &[&Gold],
    irregular: &BTreeMap<Word, Word>,
) -> BTreeMap<Word, Entry> {
    let mut entries = BTreeMap::new();
    // (Lemma, paradigm) → expected number of words.
    let mut masses: BTreeMap<(Word, usize), f32> = BTreeMap::new();
    for (form, count) in &resources.text.words {
        let Some(best) = lemmatiser.rank(form).into_iter().next() else {
            continue;
        };
        let frequency = (1.0 + (*count as f32).ln() * 0.1).min(2.0);
        let vote = Vote::Regular(best.probability * frequency);
        let parent = resources.grammar.paradigms[best.paradigm].parent;
        *masses.entry((best.lemma.clone(), parent)).or_default() += best.probability;
        let lemma = best.lemma;
        entries.insert(form.clone(), Entry { lemma, vote });
    }
    for gold in gold {
        let (lemma, vote) = (gold.lemma.clone(), Vote::Regular(GOLD_VOTES));
        entries.insert(gold.form.clone(), Entry { lemma, vote });
    }
    for (form, lemma) in irregular {
        let (lemma, vote) = (lemma.clone(), Vote::WholeWord);
        entries.insert(form.clone(), Entry { lemma, vote });
    }
    for (form, (lemma, votes)) in made_forms(resources, &masses) {
        let vote = Vote::Regular(votes);
        entries.entry(form).or_insert(Entry { lemma, vote });
    }
    entries
}

/// The forms of each lemma in its paradigm; where several lemmas have a form,
/// the one with the most votes.
fn made_forms(
    resources: &Resources,
    masses: &BTreeMap<(Word, usize), f32>,
) -> BTreeMap<Word, (Word, f32)> {
    let mut votes: BTreeMap<Word, BTreeMap<&Word, f32>> = BTreeMap::new();
    for ((lemma, number), &mass) in masses {
        let paradigm = &resources.grammar.paradigms[*number];
        let Some(base) = lemma.strip_suffix(paradigm.lemma_ending.as_slice()) else {
            continue;
        };
        if mass < LEAST_MASS {
            continue;
        }
        for cell in &paradigm.cells {
            let form = [base, &cell.ending].concat();
            if form.len() > 1 {
                *votes.entry(form).or_default().entry(lemma).or_default() +=
                    cell.weight.sqrt() * mass / (mass + 2.0);
            }
        }
    }
    votes
        .into_iter()
        .filter_map(|(form, lemmas)| {
            let (lemma, votes) = lemmas.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
            Some((form, (lemma.clone(), votes)))
        })
        .collect()
}

/// The stem that stands for a lemma: the lemma of a verb as it is, that of a
/// noun or adjective without its ending.
pub fn stem_of_lemma(lemma: &[u8]) -> Word {
    const INFINITIVES: [&str; 6] = ["ть", "ти", "чь", "ться", "тись", "чься"];
    const LONG_ENDINGS: [&str; 7] = ["ый", "ий", "ой", "ия", "ие", "ья", "ье"];
    let text = letters::decode(lemma);
    let ends_in = |endings: &[&str]| endings.iter().any(|ending| text.ends_with(ending));
    let ending = if ends_in(&INFINITIVES) {
        0
    } else if lemma.len() > 3 && ends_in(&LONG_ENDINGS) {
        2
    } else if lemma.len() > 2 && text.ends_with(|c| letters::is_vowel(c) || "ьй".contains(c)) {
        1
    } else {
        0
    };
    lemma[..lemma.len() - ending].to_vec()
}
