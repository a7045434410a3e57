//! What can a form be a form of? Every parse that the paradigms allow, and how
//! much of each parse's paradigm the raw text attests.

use std::{cell::RefCell, collections::HashMap};

use crate::{
    input::Vocabulary,
    letters::{self, Word},
    paradigms::{Cell, Grammar, Paradigm},
};

/// No ending is longer.
const LONGEST_ENDING: usize = 12;
/// Verbs in -чь, of which there are few; nouns end so too (ночь, дочь).
const VERBS_IN_CH: [&str; 20] = [
    "мочь",
    "печь",
    "беречь",
    "стеречь",
    "обречь",
    "наречь",
    "изречь",
    "пренебречь",
    "лечь",
    "влечь",
    "жечь",
    "сечь",
    "течь",
    "толочь",
    "стричь",
    "прячь",
    "волочь",
    "запречь",
    "предречь",
    "отречь",
];
/// The number of ь.
const SOFT_SIGN: u8 = 29;

/// A parse of a form: base + ending.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Number of its paradigm.
    pub paradigm: usize,
    /// Number of the cell in the paradigm.
    pub cell: usize,
    pub lemma: Word,
    /// Letters before the ending.
    pub base_length: usize,
}

/// All parses of a form.
pub fn candidates(grammar: &Grammar, form: &[u8]) -> Vec<Candidate> {
    let mut parses = Vec::new();
    for length in 0..=form.len().min(LONGEST_ENDING) {
        let (base, ending) = form.split_at(form.len() - length);
        for &(p, cell) in grammar.places(ending) {
            let paradigm = &grammar.paradigms[p];
            if is_word_like(paradigm, base, form) {
                parses.push(Candidate {
                    paradigm: p,
                    cell,
                    lemma: [base, &paradigm.lemma_ending].concat(),
                    base_length: base.len(),
                });
            }
        }
    }
    parses
}

/// Whether base and ending of the lemma can make a word: long enough, and no
/// hyphen at the end.
fn is_word_like(paradigm: &Paradigm, base: &[u8], form: &[u8]) -> bool {
    let ending = &paradigm.lemma_ending;
    let length = base.len() + ending.len();
    if paradigm.class.is_verb() && ending.last() == Some(&SOFT_SIGN) && {
        let lemma = letters::decode(&[base, ending].concat());
        lemma.ends_with("чь") && !VERBS_IN_CH.iter().any(|verb| lemma.ends_with(verb))
    } {
        return false;
    }
    let too_short = (length < 2 && form.len() > 1) || (base.is_empty() && ending.len() < 3);
    let ends_in_hyphen = ending.is_empty() && base.last().copied() == letters::hyphen();
    !(too_short || ends_in_hyphen)
}

/// How much of a paradigm occurs in raw text, the form in question left out.
#[derive(Debug, Clone, Copy, Default)]
pub struct Attestation {
    /// Share of the common forms, by weight.
    pub share: f32,
    /// Number of common forms.
    pub forms: u32,
    /// Number of them that are core forms, see [`crate::paradigms::Slot::is_core`].
    pub core_forms: u32,
}

/// Attested and expected weight, and number of forms attested.
#[derive(Clone, Copy, Default)]
struct Totals {
    attested: f32,
    expected: f32,
    forms: u32,
    core_forms: u32,
}

/// Looks paradigms up in raw text, each only once.
pub struct Attestations<'a> {
    grammar: &'a Grammar,
    text: &'a Vocabulary,
    /// (paradigm, base) → totals.
    known: RefCell<HashMap<(usize, Word), Totals>>,
}

impl<'a> Attestations<'a> {
    pub fn new(grammar: &'a Grammar, text: &'a Vocabulary) -> Self {
        Self {
            grammar,
            text,
            known: RefCell::default(),
        }
    }

    /// The attestation of a parse of a form.
    pub fn of(&self, form: &[u8], parse: &Candidate) -> Attestation {
        let parent = self.grammar.parent(parse.paradigm);
        let Some(base) = parse.lemma.strip_suffix(parent.lemma_ending.as_slice()) else {
            return Attestation::default();
        };
        let totals = self.totals(parse.paradigm, base);
        let mut own = Totals::default();
        if self.text.contains(form)
            && let Some(ending) = form.strip_prefix(base)
            && let Some(cell) = common_cells(parent).find(|cell| cell.ending == ending)
        {
            own.attested = cell.weight;
            own.forms = 1;
            own.core_forms = u32::from(cell.slot.is_core());
        }
        if totals.expected <= own.attested {
            return Attestation::default();
        }
        let others = (totals.attested - own.attested).max(0.0);
        Attestation {
            share: others / (totals.expected - own.attested),
            forms: totals.forms.saturating_sub(own.forms),
            core_forms: totals.core_forms.saturating_sub(own.core_forms),
        }
    }

    fn totals(&self, paradigm: usize, base: &[u8]) -> Totals {
        let key = (self.grammar.paradigms[paradigm].parent, base.to_vec());
        let mut known = self.known.borrow_mut();
        *known.entry(key).or_insert_with(|| {
            let mut totals = Totals::default();
            let mut seen: Vec<&[u8]> = Vec::new();
            for cell in common_cells(self.grammar.parent(paradigm)) {
                if seen.contains(&cell.ending.as_slice()) {
                    continue;
                }
                seen.push(&cell.ending);
                totals.expected += cell.weight;
                if self.text.contains(&[base, &cell.ending].concat()) {
                    totals.attested += cell.weight;
                    totals.forms += 1;
                    totals.core_forms += u32::from(cell.slot.is_core());
                }
            }
            totals
        })
    }
}

fn common_cells(paradigm: &Paradigm) -> impl Iterator<Item = &Cell> {
    paradigm.cells.iter().filter(|cell| cell.is_common())
}
