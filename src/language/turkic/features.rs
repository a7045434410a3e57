//! What speaks for or against a candidate?
//!
//! Every feature is one place in a dense vector of weights; a candidate's
//! score is the sum over its features. The same function feeds the scorer and
//! the trainer. Features have names, which Kazakh and Kyrgyz share.

use super::{
    counts::{self, Counts, Usage},
    grammar::{END, Grammar, ROOTS},
    irregular::Irregular,
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
    ("final2", &[Dim::Root, Dim::Letter, Dim::Letter]),
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
    ("left", &[Dim::Root, Dim::Label, Dim::Number(4)]),
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
    Final2,
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
    base: Vec<usize>,
    labels: usize,
    repairs: usize,
    len: usize,
}

impl Layout {
    /// The places for a grammar's labels and repairs.
    pub fn new(grammar: &Grammar) -> Self {
        let mut layout = Self {
            base: Vec::new(),
            labels: grammar.labels.len(),
            repairs: grammar.repair_names.len(),
            len: 0,
        };
        for (_, dims) in KINDS {
            layout.base.push(layout.len);
            layout.len += dims.iter().map(|dim| layout.size(*dim)).product::<usize>();
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

    fn at(&self, kind: Kind, values: &[usize]) -> usize {
        let (_, dims) = KINDS[kind as usize];
        let inner = dims.iter().zip(values).fold(0, |at, (dim, value)| {
            let size = self.size(*dim);
            at * size + (*value).min(size - 1)
        });
        self.base[kind as usize] + inner
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
        grammar: &Grammar,
        irregular: &Irregular,
        counts: &Counts,
        word: &Letters,
        candidate: &Candidate<'_, '_>,
        mut take: impl FnMut(usize),
    ) {
        let root = usize::from(candidate.root);
        let first = candidate.suffixes.last().map_or(usize::from(END), |form| usize::from(form.label));

        // The chain of suffixes.
        let mut right = usize::from(END);
        let mut right2 = usize::from(END);
        for form in candidate.suffixes {
            let label = usize::from(form.label);
            take(self.at(Kind::Suffix, &[label]));
            take(self.at(Kind::Pair, &[label, right]));
            take(self.at(Kind::Triple, &[label, right, right2]));
            right2 = right;
            right = label;
        }
        take(self.at(Kind::Pair, &[root, right]));
        take(self.at(Kind::Triple, &[root, right, right2]));
        take(self.at(Kind::Depth, &[root, candidate.suffixes.len()]));

        // The join of root and suffix.
        let stem = StemLetters::new(word, candidate);
        let stem = stem.codes();
        let last = stem.last().copied().unwrap_or(FOREIGN);
        let but_one = stem.len().checked_sub(2).map_or(HYPHEN, |at| stem[at]);
        take(self.at(Kind::Join, &[first, usize::from(last)]));
        if !candidate.agrees {
            take(self.at(Kind::Clash, &[first]));
        }
        if candidate.repair != 0 {
            take(self.at(Kind::Repair, &[root, usize::from(candidate.repair)]));
        }
        if candidate.hyphen {
            take(self.at(Kind::Hyphen, &[root]));
        }

        // The shape of the root.
        let syllables = stem.iter().filter(|code| contains(grammar.vowels, **code)).count();
        take(self.at(Kind::Length, &[root, stem.len()]));
        take(self.at(Kind::Syllables, &[root, syllables]));
        take(self.at(Kind::Final, &[root, usize::from(last)]));
        take(self.at(Kind::Final2, &[root, usize::from(but_one), usize::from(last)]));
        if stem.iter().any(|code| contains(grammar.loan, *code)) {
            take(self.at(Kind::Loan, &[root, usize::from(candidate.suffixes.is_empty())]));
        }
        if stem.contains(&FOREIGN) {
            take(self.at(Kind::Foreign, &[root]));
            return;
        }

        // What could be taken off still, and whether text knows what remains.
        let mut seen = 0u128;
        for form in grammar.ending_in(last) {
            let letters = form.letters();
            let Some(rest) = stem.strip_suffix(letters) else { continue };
            let Some(before) = rest.last() else { continue };
            if rest.len() < 2 || !contains(form.before, *before) || seen & 1 << form.label != 0 {
                continue;
            }
            seen |= 1 << form.label;
            let usage = counts.get(hash(rest));
            let known = if form.from & ROOTS[0] != 0 { usage.nominal.max(usage.bare) } else { usage.verbal };
            let known = match known { 0 => 0, 1..=3 => 1, 4..=7 => 2, _ => 3 };
            take(self.at(Kind::Left, &[root, usize::from(form.label), known]));
        }

        let hash_of_stem = hash(stem);
        if irregular.listed(root, hash_of_stem) {
            take(self.at(Kind::Listed, &[root, usize::from(candidate.suffixes.is_empty())]));
        }

        // The use of the root in running text.
        let usage = counts.get(hash_of_stem);
        let (same, other) = if root == 0 { (usage.nominal, usage.verbal) } else { (usage.verbal, usage.nominal) };
        let (same, other, bare) = (usize::from(same), usize::from(other), usize::from(usage.bare));
        take(self.at(Kind::Endings, &[root, same]));
        take(self.at(Kind::Other, &[root, other]));
        take(self.at(Kind::Bare, &[root, bare]));
        take(self.at(Kind::Spread, &[same, usize::from(usage.prefix)]));
        take(self.at(Kind::EndBare, &[same, bare]));
        take(self.at(Kind::Used, &[first, same]));
        if candidate.suffixes.is_empty() {
            take(self.at(Kind::Whole, &[root, same]));
        }
    }
}

/// The finished hash of a stem, for [`Counts`].
pub fn hash(stem: &[u8]) -> u32 {
    counts::finish(stem.iter().fold(counts::HASH_SEED, |so_far, code| counts::hash(so_far, *code)))
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
        let start = kept.iter().rposition(|code| *code == HYPHEN).map_or(0, |at| at + 1);
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

/// What is known of a stem, or nothing.
pub fn usage(counts: &Counts, stem: &[u8]) -> Usage {
    counts.get(hash(stem))
}
