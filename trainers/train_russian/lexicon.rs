//! Which forms does the decision list learn from, and what is their stem?
//!
//! Four sources, the surest first: irregular words, gold forms, the words of
//! the raw text as the lemmatiser labels them, and the forms that the
//! paradigms of the lemmas found there yield.

use std::collections::BTreeMap;

use crate::{
    input::{self, Gold},
    lemmatiser::{Lemmatiser, Resources},
    letters::{self, Word},
    names,
    paradigms::{Class, Paradigm},
};

/// What a gold form weighs; a word of raw text weighs at most 2.
const GOLD_VOTES: f32 = 3.0;
/// Lemmas with less evidence do not yield forms: one word is not enough.
const LEAST_MASS: f32 = 1.5;
/// What a dictionary adds to the evidence for a lemma.
const LEMMA_MASS: f32 = 4.0;
/// What a name weighs, for each logarithm of its count.
const NAME_VOTES: f32 = 0.6;

/// See [`Vote::Deep`].
pub const DEEP: usize = 6;

/// How a form with a known lemma counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Vote {
    /// An example of its ending, with this weight.
    Regular(f32),
    /// An example for words that share at least [`DEEP`] letters with it.
    Deep(f32),
    /// Nothing can be learned from it for other words.
    WholeWord,
}

/// A form with its stem.
#[derive(Debug, Clone)]
pub struct Entry {
    pub stem: Word,
    pub vote: Vote,
}

/// Form → stem, for all forms to learn from.
pub fn lexicon(
    resources: &Resources,
    lemmatiser: &Lemmatiser,
    gold: &[&Gold],
    irregular: &BTreeMap<Word, Word>,
) -> BTreeMap<Word, Entry> {
    let mut entries = BTreeMap::new();
    let mut stems = Stems::new(resources, lemmatiser);
    // How sure it is that a form belongs to its lemma: a name may be likelier.
    let mut certain: BTreeMap<Word, u32> = BTreeMap::new();
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
        certain.insert(form.clone(), resources.certainty(form, &best.lemma));
        let stem = stems.of(&best.lemma);
        entries.insert(form.clone(), Entry { stem, vote });
    }
    for lemma in resources.lemmas.keys() {
        if let Some(best) = lemmatiser.paradigm(lemma) {
            let parent = resources.grammar.paradigms[best.paradigm].parent;
            *masses.entry((lemma.clone(), parent)).or_default() += LEMMA_MASS;
        }
    }
    for gold in gold {
        let (stem, vote) = (stems.of(&gold.lemma), Vote::Regular(GOLD_VOTES));
        certain.insert(gold.form.clone(), u32::MAX);
        entries.insert(gold.form.clone(), Entry { stem, vote });
    }
    for (name, is_name) in resources.lemmas {
        let declined = names::decline(name);
        let indeclinable = declined.forms.iter().all(|form| form == name);
        if *is_name && indeclinable && !certain.contains_key(name) {
            let (stem, vote) = (name.clone(), Vote::Regular(GOLD_VOTES));
            entries.insert(name.clone(), Entry { stem, vote });
        }
    }
    for stem in input::surnames() {
        let vote = Vote::WholeWord;
        certain.insert(stem.clone(), u32::MAX);
        entries.insert(stem.clone(), Entry { stem, vote });
    }
    for (form, lemma) in irregular {
        let (stem, vote) = (stems.of(lemma), Vote::WholeWord);
        certain.insert(form.clone(), u32::MAX);
        entries.insert(form.clone(), Entry { stem, vote });
    }
    for (form, (lemma, votes)) in made_forms(resources, &masses) {
        let stem = stems.of(&lemma);
        let vote = Vote::Regular(votes);
        entries.entry(form.clone()).or_insert_with(|| {
            let certainty = resources.certainty(&form, &lemma);
            certain.insert(form, certainty);
            Entry { stem, vote }
        });
    }
    add_names(resources, &mut certain, &mut entries);
    surnames_vote_deep(&mut entries);
    entries
}

/// Adds the forms of names, where a name is likelier than what is known.
fn add_names(
    resources: &Resources,
    certain: &mut BTreeMap<Word, u32>,
    entries: &mut BTreeMap<Word, Entry>,
) {
    for (name, count) in resources.names {
        let vote = Vote::Regular(NAME_VOTES * (*count as f32).ln_1p().min(4.0));
        let declined = names::decline(name);
        for form in declined.forms {
            let stem = declined.stem.clone();
            if certain.get(&form).is_none_or(|known| known < count) {
                certain.insert(form.clone(), *count);
                entries.insert(form, Entry { stem, vote });
            }
        }
    }
}

/// What is unknown and ends in -ов or -ев is a surname.
fn surnames_vote_deep(entries: &mut BTreeMap<Word, Entry>) {
    let surname = ["ов", "ев"].map(|ending| letters::encode(ending).unwrap());
    for (form, entry) in entries {
        if let Vote::Regular(votes) = entry.vote
            && entry.stem.len() < form.len()
            && surname.iter().any(|ending| form.ends_with(ending))
        {
            entry.vote = Vote::Deep(votes);
        }
    }
}

/// The stems of lemmas, each found only once.
struct Stems<'a> {
    resources: &'a Resources<'a>,
    lemmatiser: &'a Lemmatiser<'a>,
    known: BTreeMap<Word, Word>,
}

impl<'a> Stems<'a> {
    fn new(resources: &'a Resources<'a>, lemmatiser: &'a Lemmatiser<'a>) -> Self {
        let known = BTreeMap::new();
        Self {
            resources,
            lemmatiser,
            known,
        }
    }

    fn of(&mut self, lemma: &Word) -> Word {
        if let Some(stem) = self.known.get(lemma) {
            return stem.clone();
        }
        let best = self.lemmatiser.paradigm(lemma);
        let paradigm = best.map(|best| &self.resources.grammar.paradigms[best.paradigm]);
        let stem = stem_of_lemma(lemma, paradigm, self.resources.is_name(lemma));
        self.known.insert(lemma.clone(), stem.clone());
        stem
    }
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
/// noun or adjective without its ending, an indeclinable word whole.
fn stem_of_lemma(lemma: &[u8], paradigm: Option<&Paradigm>, is_name: bool) -> Word {
    const INFINITIVES: [&str; 4] = ["ти", "ться", "тись", "чься"];
    const LONG_ENDINGS: [&str; 10] = ["ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ья", "ье"];
    let text = letters::decode(lemma);
    let ends_in = |endings: &[&str]| endings.iter().any(|ending| text.ends_with(ending));
    let class = paradigm.map(|paradigm| paradigm.class);
    if is_name {
        return names::decline(lemma).stem;
    }
    let whole = paradigm.is_some_and(Paradigm::is_indeclinable) && !text.ends_with(['о', 'е']);
    // The stem of статья is not to be стать.
    let adjective = class == Some(Class::Adjective) || ends_in(&["тья", "тье", "чье"]);
    // Without the soft sign цель would meet целый, and уголь угол.
    let ending = if text.ends_with('ь') || ends_in(&INFINITIVES) || whole {
        0
    } else if lemma.len() > 3 && adjective && ends_in(&LONG_ENDINGS) {
        2
    } else if lemma.len() > 2 && text.ends_with(|c| letters::is_vowel(c) || c == 'й') {
        1
    } else {
        0
    };
    lemma[..lemma.len() - ending].to_vec()
}
