//! Which forms can a Russian word have? The table of paradigms
//! (`paradigms.txt`), written out as one ending per cell.

use std::collections::{BTreeMap, HashMap};

use crate::{
    letters::{self, Word},
    verbs,
};

/// What a paradigm inflects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Noun,
    Adjective,
    Verb,
    ReflexiveVerb,
}

impl Class {
    pub fn is_verb(self) -> bool {
        matches!(self, Self::Verb | Self::ReflexiveVerb)
    }
}

/// The place of a form in its paradigm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slot {
    /// The lemma of a noun or adjective.
    Lemma,
    /// A full adjective form.
    Full,
    /// Any other form of a noun or adjective.
    Other,
    Infinitive,
    Past,
    FirstSingular,
    SecondThirdSingular,
    FirstSecondPlural,
    ThirdPlural,
    Imperative,
    Gerund,
    PastActiveParticiple,
    PresentActiveParticiple,
    PresentPassiveParticiple,
    PresentPassiveShort,
    PastPassiveParticiple,
    PastPassiveShort,
}

impl Slot {
    /// Whether a form is finite, an infinitive or a form of a noun or
    /// adjective: the forms that tell words apart best.
    pub fn is_core(self) -> bool {
        self <= Self::Imperative
    }
}

/// A form of a paradigm.
#[derive(Debug, Clone)]
pub struct Cell {
    /// What follows the base.
    pub ending: Word,
    pub slot: Slot,
    /// How much is to be expected of it in text: 1 is a usual form.
    pub weight: f32,
}

impl Cell {
    pub fn new(ending: &str, slot: Slot, weight: f32) -> Self {
        Self {
            ending: letters::encode(ending).unwrap(),
            slot,
            weight,
        }
    }

    /// Whether the form is common enough for its absence to mean something.
    pub fn is_common(&self) -> bool {
        self.weight >= 0.3
    }
}

/// How the words of one type inflect.
pub struct Paradigm {
    pub class: Class,
    /// What follows the base in the lemma.
    pub lemma_ending: Word,
    pub cells: Vec<Cell>,
    /// The paradigm that this one adds rare forms to, or itself.
    pub parent: usize,
}

impl Paradigm {
    /// The lemma has no ending and no other form.
    pub fn is_indeclinable(&self) -> bool {
        self.cells.iter().all(|cell| cell.ending.is_empty())
    }
}

/// Named lists of endings (`@HARD = ый ого ...`).
pub type Macros<'a> = BTreeMap<&'a str, Vec<&'a str>>;

/// All paradigms, and where each ending occurs.
pub struct Grammar {
    pub paradigms: Vec<Paradigm>,
    /// Ending → the paradigms that have it, each with its first such cell.
    by_ending: HashMap<Word, Vec<(usize, usize)>>,
}

impl Grammar {
    /// The grammar of `paradigms.txt`.
    pub fn load() -> Self {
        let paradigms = read(include_str!("paradigms.txt"));
        let mut by_ending: HashMap<Word, Vec<(usize, usize)>> = HashMap::new();
        for (p, paradigm) in paradigms.iter().enumerate() {
            for (c, cell) in paradigm.cells.iter().enumerate() {
                let places = by_ending.entry(cell.ending.clone()).or_default();
                if places.last().is_none_or(|last| last.0 != p) {
                    places.push((p, c));
                }
            }
        }
        Self {
            paradigms,
            by_ending,
        }
    }

    /// Where an ending occurs: (paradigm, cell).
    pub fn places(&self, ending: &[u8]) -> &[(usize, usize)] {
        self.by_ending.get(ending).map_or(&[], Vec::as_slice)
    }

    /// The paradigm with a number's parent.
    pub fn parent(&self, paradigm: usize) -> &Paradigm {
        &self.paradigms[self.paradigms[paradigm].parent]
    }
}

fn read(table: &str) -> Vec<Paradigm> {
    let mut macros = Macros::new();
    let mut paradigms: Vec<Paradigm> = Vec::new();
    let mut parent = 0;
    for line in table.lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(definition) = line.strip_prefix('@') {
            let (name, endings) = definition.split_once('=').unwrap();
            macros.insert(name.trim(), endings.split_whitespace().collect());
            continue;
        }
        let (line, is_addition) = match line.strip_prefix('+') {
            Some(line) => (line, true),
            None => (line, false),
        };
        if !is_addition {
            parent = paradigms.len();
        }
        let columns: Vec<&str> = line.split_whitespace().collect();
        match columns[..] {
            ["V", ..] => {
                for paradigm in verbs::paradigms(&columns[1..], &macros) {
                    let parent = paradigms.len();
                    paradigms.push(Paradigm { parent, ..paradigm });
                }
            }
            [class, lemma_ending, ":", ref endings @ ..] => {
                let lemma_ending = lemma_ending.replace('-', "");
                let mut cells = endings_of(endings, &macros);
                if !is_addition {
                    cells.insert(0, Cell::new(&lemma_ending, Slot::Lemma, 1.0));
                }
                paradigms.push(Paradigm {
                    class: match class {
                        "N" => Class::Noun,
                        _ => Class::Adjective,
                    },
                    lemma_ending: letters::encode(&lemma_ending).unwrap(),
                    cells,
                    parent,
                });
            }
            _ => panic!("not a paradigm: {line}"),
        }
    }
    paradigms
}

/// The cells of a noun or adjective: endings, `-` for none, `@NAME` for a macro.
fn endings_of(endings: &[&str], macros: &Macros) -> Vec<Cell> {
    let mut cells = Vec::new();
    for ending in endings {
        match ending.strip_prefix('@') {
            Some(name) => {
                let full = |ending: &&str| Cell::new(ending, Slot::Full, 1.0);
                cells.extend(macros[name].iter().map(full));
            }
            None => cells.push(Cell::new(&ending.replace('-', ""), Slot::Other, 1.0)),
        }
    }
    cells
}
