//! What speaks for or against a candidate?
//!
//! Every feature is one place in a dense vector of weights; a candidate's
//! score is the sum over its features. The same function feeds the scorer and
//! the trainer. Features have names, which Kazakh and Kyrgyz share.

use super::{
    beginnings::{Beginnings, Known, Shape},
    grammar::{Form, Grammar, ROOTS},
    letters::{self, CODES, FOREIGN, contains},
    parse::{Candidate, Chain},
    tables::Tables,
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
    ("entry", &[Dim::Root, Dim::Number(4), Dim::Number(2)]),
    ("entrychains", &[Dim::Root, Dim::Number(4), Dim::Number(16)]),
    ("entrytaken", &[Dim::Label, Dim::Number(4)]),
    ("longer", &[Dim::Root, Dim::Number(4), Dim::Number(4)]),
    (CLOSED, &[]),
];

/// The kind of the one feature that is not learned: the root is of a closed class.
pub const CLOSED: &str = "closed";

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
    Entry,
    EntryChains,
    EntryTaken,
    Longer,
    Closed,
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
        language: &Tables,
        word: &Beginnings<'_>,
        candidate: &Candidate<'_, '_>,
        mut take: impl FnMut(usize),
    ) {
        for (form, rest) in candidate.chain.forms() {
            self.suffix(form, rest, &mut take);
        }
        self.chain(candidate, &mut take);
        let stem = self.stem(language, word, candidate, &mut take);
        self.join(candidate, &stem, &mut take);
    }

    /// The features of one suffix before others.
    pub fn suffix(&self, form: &Form, rest: &Chain<'_, '_>, mut take: impl FnMut(usize)) {
        let (label, right) = (usize::from(form.label), rest.label());
        take(self.at(Kind::Suffix, [label]));
        take(self.at(Kind::Pair, [label, right]));
        take(self.at(Kind::Triple, [label, right, rest.second()]));
    }

    /// The features of the kind of root before the chain of suffixes.
    pub fn chain(&self, candidate: &Candidate<'_, '_>, mut take: impl FnMut(usize)) {
        let (chain, root) = (candidate.chain, usize::from(candidate.root));
        take(self.at(Kind::Pair, [root, chain.label()]));
        take(self.at(Kind::Triple, [root, chain.label(), chain.second()]));
        take(self.at(Kind::Depth, [root, chain.len.min(7)]));
    }

    /// The features of the stem alone, and what the join needs to know of it.
    pub fn stem(
        &self,
        language: &Tables,
        word: &Beginnings<'_>,
        candidate: &Candidate<'_, '_>,
        mut take: impl FnMut(usize),
    ) -> Stem {
        let grammar = &language.grammar;
        let root = usize::from(candidate.root);
        let kept = word.shape(candidate.keep);
        let tail = candidate.tail.iter().take_while(|code| **code != FOREIGN);
        let shape = tail.fold(kept, |shape, code| shape.push(grammar, *code));
        let len = usize::from(shape.len);

        // The shape of the stem.
        take(self.at(Kind::Length, [root, len.min(11)]));
        take(self.at(Kind::Syllables, [root, usize::from(shape.vowels).min(5)]));
        take(self.at(Kind::Final, [root, usize::from(shape.last())]));
        let mut stem = Stem {
            last: shape.last(),
            loan: shape.loan,
            ..Stem::default()
        };
        if shape.foreign {
            take(self.at(Kind::Foreign, [root]));
            return stem;
        }
        if root == 0 {
            self.left(language, word, candidate, &shape, &mut take);
        }

        // The use of the stem in running text.
        let known = if candidate.tail[0] == FOREIGN {
            word.known(language, candidate.keep)
        } else {
            Known::of(language, &shape)
        };
        let usage = known.usage;
        let (same, other, listed) = if root == 0 {
            (usage.nominal, usage.verbal, known.listed.nominal)
        } else {
            (usage.verbal, usage.nominal, known.listed.verbal)
        };
        let bare = usize::from(usage.bare);
        stem.chains = Some(same);
        stem.listed = listed;
        stem.closed = root == 0
            && known.listed.closed
            && language.irregular.is_closed(&spelled(word, candidate));
        let same = usize::from(same);
        take(self.at(Kind::Endings, [root, same]));
        take(self.at(Kind::Other, [root, usize::from(other)]));
        take(self.at(Kind::Bare, [root, bare]));
        take(self.at(Kind::Spread, [same, usize::from(usage.prefix)]));
        take(self.at(Kind::EndBare, [same, bare]));

        // Whether dictionaries have it, or more of the word.
        let entry = if root == 0 {
            known.headword.nominal
        } else {
            known.headword.verbal
        };
        stem.entry = Some(entry);
        let entry = usize::from(entry);
        take(self.at(Kind::EntryChains, [root, entry, same]));
        let longer = (candidate.keep + 1..=word.letters.codes().len())
            .map(|len| word.known(language, len).headword.nominal)
            .max()
            .unwrap_or(0);
        take(self.at(Kind::Longer, [root, entry, longer.into()]));
        stem
    }

    /// What could be taken off a nominal stem still, were it a form of a verb,
    /// and whether text knows what would remain: such a stem is the common trap.
    fn left(
        &self,
        language: &Tables,
        word: &Beginnings<'_>,
        candidate: &Candidate<'_, '_>,
        shape: &Shape,
        mut take: impl FnMut(usize),
    ) {
        let mut seen = 0u128;
        for form in language.grammar.ending(shape.window) {
            let taken = form.letters().len();
            let Some(2..) = usize::from(shape.len).checked_sub(taken) else {
                continue;
            };
            let before = shape.window.checked_shr(8 * taken as u32).unwrap_or(0) as u8;
            if form.from & ROOTS[1] == 0
                || !contains(form.before, before)
                || seen & 1 << form.label != 0
            {
                continue;
            }
            seen |= 1 << form.label;
            let tail = usize::from(shape.len) - usize::from(word.shape(candidate.keep).len);
            let known = if tail <= taken {
                word.known(language, candidate.keep + tail - taken)
            } else {
                let kept = word.shape(candidate.keep);
                Known::of(language, &kept.push(&language.grammar, candidate.tail[0]))
            };
            let known = match known.usage.verbal {
                _ if known.listed.verbal => 5,
                0 => 0,
                1..=4 => 1,
                5..=8 => 2,
                9..=11 => 3,
                _ => 4,
            };
            take(self.at(Kind::Left, [0, usize::from(form.label), known]));
        }
    }

    /// The features of a stem together with the suffixes after it.
    pub fn join(&self, candidate: &Candidate<'_, '_>, stem: &Stem, mut take: impl FnMut(usize)) {
        let root = usize::from(candidate.root);
        let first = candidate.chain.label();
        let whole = candidate.chain.len == 0;
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
        if stem.closed && candidate.agrees {
            take(self.at(Kind::Closed, []));
        }
        if let Some(chains) = stem.chains {
            take(self.at(Kind::Used, [first, usize::from(chains)]));
            if whole {
                take(self.at(Kind::Whole, [root, usize::from(chains)]));
            }
        }
        if let Some(entry) = stem.entry {
            let entry = usize::from(entry);
            take(self.at(Kind::Entry, [root, entry, usize::from(whole)]));
            take(self.at(Kind::EntryTaken, [first, entry]));
        }
    }
}

/// What the features of the join need to know of a stem.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stem {
    last: u8,
    loan: bool,
    listed: bool,
    closed: bool,
    /// How many chains of suffixes text has after it, on the scale of
    /// [`super::counts::Usage`]; none for a stem with foreign letters.
    chains: Option<u8>,
    /// Its class in dictionaries; none for a stem with foreign letters.
    entry: Option<u8>,
}

/// A candidate's stem, from its last hyphen on.
pub fn spelled(word: &Beginnings<'_>, candidate: &Candidate<'_, '_>) -> Vec<u8> {
    let kept = &word.letters.codes()[..candidate.keep];
    let start = kept.len() - usize::from(word.shape(candidate.keep).len);
    let tail = candidate.tail.iter().filter(|code| **code != FOREIGN);
    kept[start..].iter().chain(tail).copied().collect()
}
