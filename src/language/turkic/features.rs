//! What speaks for or against a candidate?
//!
//! Every feature is one place in a dense vector of weights; a candidate's
//! score is the sum over its features. The same function feeds the scorer and
//! the trainer. Features have names, which Kazakh and Kyrgyz share.

use super::{
    Morphology,
    grammar::{END, Form, Grammar, ROOTS, pack},
    letters::{self, CODES, FOREIGN, HYPHEN, Letters, MAX_LETTERS},
    parse::{Candidate, contains},
};

/// What a feature's value ranges over.
#[derive(Debug, Clone, Copy)]
enum Dim {
    Label,
    Letter,
    Root,
    Repair,
    Number(usize),
}

/// The kinds of features: name, dimensions. The order is that of [`Kind`].
const KINDS: &[(&str, &[Dim])] = &[
    ("suffix", &[Dim::Label]),
    ("pair", &[Dim::Label, Dim::Label]),
    ("length", &[Dim::Root, Dim::Number(12)]),
    ("syllables", &[Dim::Root, Dim::Number(6)]),
    ("final", &[Dim::Root, Dim::Letter]),
    ("join", &[Dim::Label, Dim::Letter]),
    ("clash", &[Dim::Label]),
    ("repair", &[Dim::Root, Dim::Repair]),
    ("hyphen", &[Dim::Root]),
    ("loan", &[Dim::Root, Dim::Number(2)]),
    ("foreign", &[Dim::Root]),
    ("endings", &[Dim::Root, Dim::Number(16)]),
    ("other", &[Dim::Root, Dim::Number(16)]),
    ("bare", &[Dim::Root, Dim::Number(16)]),
    ("spread", &[Dim::Number(16), Dim::Number(16)]),
    ("used", &[Dim::Label, Dim::Number(16)]),
    ("whole", &[Dim::Root, Dim::Number(16)]),
    ("depth", &[Dim::Root, Dim::Number(8)]),
    ("triple", &[Dim::Label, Dim::Label, Dim::Label]),
    ("left", &[Dim::Root, Dim::Label, Dim::Number(6)]),
    ("listed", &[Dim::Root, Dim::Number(2)]),
    ("endbare", &[Dim::Number(16), Dim::Number(16)]),
];

/// Indices into [`KINDS`].
#[derive(Debug, Clone, Copy)]
enum Kind {
    Suffix,
    Pair,
    Length,
    Syllables,
    Final,
    Join,
    Clash,
    Repair,
    Hyphen,
    Loan,
    Foreign,
    Endings,
    Other,
    Bare,
    Spread,
    Used,
    Whole,
    Depth,
    Triple,
    Left,
    Listed,
    EndBare,
}

/// Where each feature of a grammar has its place.
#[derive(Debug)]
pub struct Layout {
    base: [usize; KINDS.len()],
    /// How far apart neighbours are along each dimension.
    strides: [[usize; 3]; KINDS.len()],
    labels: usize,
    repairs: usize,
    len: usize,
}

impl Layout {
    /// The places for a grammar's labels and repairs.
    pub fn new(grammar: &Grammar) -> Self {
        let mut layout = Self {
            base: [0; KINDS.len()],
            strides: [[0; 3]; KINDS.len()],
            labels: grammar.labels.len(),
            repairs: grammar.repair_names.len(),
            len: 0,
        };
        for (kind, (_, dims)) in KINDS.iter().enumerate() {
            layout.base[kind] = layout.len;
            let mut stride = 1;
            for (at, dim) in dims.iter().enumerate().rev() {
                layout.strides[kind][at] = stride;
                stride *= layout.size(*dim);
            }
            layout.len += stride;
        }
        layout
    }

    /// How many features there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    fn size(&self, dim: Dim) -> usize {
        match dim {
            Dim::Label => self.labels,
            Dim::Letter => CODES,
            Dim::Root => 2,
            Dim::Repair => self.repairs,
            Dim::Number(size) => size,
        }
    }

    fn at<const N: usize>(&self, kind: Kind, values: [usize; N]) -> usize {
        let strides = &self.strides[kind as usize];
        let mut at = self.base[kind as usize];
        for (value, stride) in values.iter().zip(strides) {
            at += value * stride;
        }
        at
    }

    /// The name of a feature, such as `join:gen:а`.
    pub fn name(&self, grammar: &Grammar, feature: usize) -> String {
        let kind = self.base.partition_point(|base| *base <= feature) - 1;
        let (name, dims) = KINDS[kind];
        let mut rest = feature - self.base[kind];
        let mut values: Vec<String> = dims
            .iter()
            .rev()
            .map(|dim| {
                let value = rest % self.size(*dim);
                rest /= self.size(*dim);
                match dim {
                    Dim::Label => grammar.labels[value].clone(),
                    Dim::Letter => letters::letter(value as u8).unwrap_or('*').to_string(),
                    Dim::Root => grammar.labels[value].clone(),
                    Dim::Repair => grammar.repair_names[value].clone(),
                    Dim::Number(_) => value.to_string(),
                }
            })
            .collect();
        values.push(name.to_owned());
        values.reverse();
        values.join(":")
    }

    /// The feature with a name, if this grammar has it.
    pub fn feature(&self, grammar: &Grammar, name: &str) -> Option<usize> {
        let mut parts = name.split(':');
        let kind = parts.next()?;
        let kind = KINDS.iter().position(|(name, _)| *name == kind)?;
        let mut at = 0;
        for dim in KINDS[kind].1 {
            let part = parts.next()?;
            let known = |names: &[String]| names.iter().position(|name| name == part);
            let value = match dim {
                Dim::Label => known(&grammar.labels)?,
                Dim::Root => known(&grammar.labels[..2])?,
                Dim::Repair => known(&grammar.repair_names)?,
                Dim::Letter if part == "*" => 0,
                Dim::Letter => usize::from(letters::code(part.chars().next()?)),
                Dim::Number(size) => part.parse().ok().filter(|value| value < size)?,
            };
            at = at * self.size(*dim) + value;
        }
        Some(self.base[kind] + at)
    }

    /// Hands the features of a candidate to `take`.
    pub fn each(
        &self,
        language: &Morphology,
        word: &Letters,
        candidate: &Candidate<'_, '_>,
        mut take: impl FnMut(usize),
    ) {
        self.chain(candidate, &mut take);
        let stem = self.stem(language, word, candidate, &mut take);
        self.join(candidate, &stem, &mut take);
    }

    /// The features of the chain of suffixes.
    pub fn chain(&self, candidate: &Candidate<'_, '_>, mut take: impl FnMut(usize)) {
        let end = usize::from(END);
        let (mut right, mut right2) = (end, end);
        for form in candidate.suffixes {
            let label = usize::from(form.label);
            take(self.at(Kind::Suffix, [label]));
            take(self.at(Kind::Pair, [label, right]));
            take(self.at(Kind::Triple, [label, right, right2]));
            (right, right2) = (label, right);
        }
        let root = usize::from(candidate.root);
        take(self.at(Kind::Pair, [root, right]));
        take(self.at(Kind::Triple, [root, right, right2]));
        take(self.at(Kind::Depth, [root, candidate.suffixes.len().min(7)]));
    }

    /// The features of the stem alone, and what the join needs to know of it.
    pub fn stem(
        &self,
        language: &Morphology,
        word: &Letters,
        candidate: &Candidate<'_, '_>,
        mut take: impl FnMut(usize),
    ) -> Stem {
        let Morphology {
            grammar,
            irregular,
            counts,
            ..
        } = language;
        let root = usize::from(candidate.root);
        let stem = StemLetters::new(word, candidate);
        let stem = stem.codes();
        let last = stem.last().copied().unwrap_or(FOREIGN);

        // The shape of the stem.
        let syllables = stem
            .iter()
            .filter(|code| contains(grammar.vowels, **code))
            .count();
        take(self.at(Kind::Length, [root, stem.len().min(11)]));
        take(self.at(Kind::Syllables, [root, syllables.min(5)]));
        take(self.at(Kind::Final, [root, usize::from(last)]));
        let loan = stem.iter().any(|code| contains(grammar.loan, *code));
        if stem.contains(&FOREIGN) {
            take(self.at(Kind::Foreign, [root]));
            return Stem {
                last,
                loan,
                listed: false,
                chains: None,
            };
        }

        // What could be taken off still, and whether text knows what remains.
        let mut seen = 0u128;
        let window = pack(&stem[stem.len().saturating_sub(8)..]);
        // A nominal stem that looks like a form of a verb is the common trap.
        let verbal = |form: &&Form| root == 0 && form.from & ROOTS[1] != 0;
        for form in grammar
            .ending_in(last)
            .iter()
            .filter(|form| form.ends(window))
            .filter(verbal)
        {
            let Some(rest) = stem.len().checked_sub(form.letters().len()) else {
                continue;
            };
            let rest = &stem[..rest];
            let Some(before) = rest.last() else { continue };
            if rest.len() < 2 || !contains(form.before, *before) || seen & 1 << form.label != 0 {
                continue;
            }
            seen |= 1 << form.label;
            let hash = grammar.hash(rest);
            let usage = counts.get(hash);
            let known = match usage.verbal {
                _ if irregular.listed(1, hash) => 5,
                0 => 0,
                1..=4 => 1,
                5..=8 => 2,
                9..=11 => 3,
                _ => 4,
            };
            take(self.at(Kind::Left, [root, usize::from(form.label), known]));
        }

        // The use of the stem in running text.
        let hash = grammar.hash(stem);
        let usage = counts.get(hash);
        let (same, other) = if root == 0 {
            (usage.nominal, usage.verbal)
        } else {
            (usage.verbal, usage.nominal)
        };
        let (same, other, bare) = (
            usize::from(same),
            usize::from(other),
            usize::from(usage.bare),
        );
        take(self.at(Kind::Endings, [root, same]));
        take(self.at(Kind::Other, [root, other]));
        take(self.at(Kind::Bare, [root, bare]));
        take(self.at(Kind::Spread, [same, usize::from(usage.prefix)]));
        take(self.at(Kind::EndBare, [same, bare]));
        Stem {
            last,
            loan,
            listed: irregular.listed(root, hash),
            chains: Some(same),
        }
    }

    /// The features of a stem together with the suffixes after it.
    pub fn join(&self, candidate: &Candidate<'_, '_>, stem: &Stem, mut take: impl FnMut(usize)) {
        let root = usize::from(candidate.root);
        let first = candidate
            .suffixes
            .last()
            .map_or(usize::from(END), |form| usize::from(form.label));
        let whole = candidate.suffixes.is_empty();
        take(self.at(Kind::Join, [first, usize::from(stem.last)]));
        if !candidate.agrees {
            take(self.at(Kind::Clash, [first]));
        }
        if candidate.repair != 0 {
            take(self.at(Kind::Repair, [root, usize::from(candidate.repair)]));
        }
        if candidate.hyphen {
            take(self.at(Kind::Hyphen, [root]));
        }
        if stem.loan {
            take(self.at(Kind::Loan, [root, usize::from(whole)]));
        }
        if stem.listed {
            take(self.at(Kind::Listed, [root, usize::from(whole)]));
        }
        if let Some(chains) = stem.chains {
            take(self.at(Kind::Used, [first, chains]));
            if whole {
                take(self.at(Kind::Whole, [root, chains]));
            }
        }
    }
}

/// What the features of the join need to know of a stem.
#[derive(Debug, Clone, Copy)]
pub struct Stem {
    last: u8,
    loan: bool,
    listed: bool,
    /// How many chains of suffixes text has after it, on the scale of
    /// [`super::counts::Usage`]; none for a stem with foreign letters.
    chains: Option<usize>,
}

/// The letters of a candidate's stem, from its last hyphen on.
#[derive(Debug)]
pub struct StemLetters {
    codes: [u8; MAX_LETTERS + 2],
    len: usize,
}

impl StemLetters {
    /// The stem's letters.
    pub fn new(word: &Letters, candidate: &Candidate<'_, '_>) -> Self {
        let kept = &word.codes()[..candidate.keep];
        let start = kept
            .iter()
            .rposition(|code| *code == HYPHEN)
            .map_or(0, |at| at + 1);
        let mut codes = [FOREIGN; MAX_LETTERS + 2];
        let mut len = 0;
        let tail = candidate.tail.iter().take_while(|code| **code != FOREIGN);
        for code in kept[start..].iter().chain(tail) {
            codes[len] = *code;
            len += 1;
        }
        Self { codes, len }
    }

    /// The codes.
    pub fn codes(&self) -> &[u8] {
        &self.codes[..self.len]
    }
}
