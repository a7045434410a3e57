//! Which suffixes follow which, and how does each one sound?
//!
//! A [`Grammar`] is read from a table of suffixes: see `table.rs`.

pub use super::form::{END, Form, NOMINAL, ROOTS, Repair, VERBAL};
use super::{
    counts,
    form::Skeleton,
    letters::{self, LetterSet, bit},
    table::Reader,
};

/// The suffixes of a language, and the changes at the end of its roots.
#[derive(Debug)]
pub struct Grammar {
    /// Names of roots, the end, and of the suffixes.
    pub labels: Vec<String>,
    /// Names of the repairs; 0 is none, 1 a swallowed letter, 2 an elided vowel.
    pub repair_names: Vec<String>,
    /// The repairs.
    pub repairs: Vec<Repair>,
    /// The label of the suffix of verbal nouns, `ger`.
    pub verbal_noun: Option<u8>,
    /// The last letters of verbal nouns that may be nouns by themselves; none if
    /// the language tells them apart.
    pub gerund: LetterSet,
    /// Vowels, neutral ones included.
    pub vowels: LetterSet,
    /// Vowels that go with any others.
    pub neutral: LetterSet,
    /// Letters of foreign words.
    pub loan: LetterSet,
    /// What each letter counts as when stems are counted: up to the first vowel, and after it.
    skeleton: Skeleton,
    /// The same for the letters of the language that the counts come from.
    source: Skeleton,
    forms: Vec<Form>,
    /// For each pair of last letters, where the forms that end in it begin.
    by_last: Vec<u16>,
}

impl Grammar {
    /// Reads a table. Lines that make no sense are passed over: the tables are
    /// ours, and a test reads them with [`Grammar::unread`].
    pub fn new(table: &str) -> Self {
        let mut reader = Reader::default();
        for line in table.lines() {
            reader.line(line);
        }
        let mut forms = reader.forms;
        let last = |form: &Form| bucket(form.packed);
        forms.sort_by_key(|form| (last(form), std::cmp::Reverse(form.len), form.label));
        let by_last = (0..=letters::CODES * letters::CODES)
            .map(|at| forms.partition_point(|form| last(form) < at) as u16)
            .collect();
        let set = |name: &str| reader.sets.get(name).copied().unwrap_or(0);
        Self {
            verbal_noun: reader
                .labels
                .iter()
                .position(|label| label == "ger")
                .map(|label| label as u8),
            gerund: set("gerund"),
            vowels: set("vowel") | set("neutral"),
            neutral: set("neutral"),
            loan: set("loan"),
            labels: reader.labels,
            repair_names: reader.repair_names,
            repairs: reader.repairs,
            skeleton: reader.skeletons[0],
            source: reader.skeletons[1],
            forms,
            by_last,
        }
    }

    /// The hash under which the use of a stem is counted.
    pub fn hash(&self, stem: &[u8]) -> u32 {
        hash(&self.skeleton, self.vowels, stem)
    }

    /// The hash after one letter more.
    pub fn push(&self, hash: Hash, code: u8) -> Hash {
        hash.push(&self.skeleton, self.vowels, code)
    }

    /// The same hash for a stem of the language that the counts come from.
    pub fn source_hash(&self, stem: &[u8]) -> u32 {
        hash(&self.source, self.vowels, stem)
    }

    /// The lines of a table that are neither comments nor understood.
    pub fn unread(table: &str) -> Vec<&str> {
        let mut reader = Reader::default();
        table.lines().filter(|line| !reader.line(line)).collect()
    }

    /// The forms in which a word ends, longest first, given the last eight
    /// letters of the word as [`Form::ends`] takes them.
    pub fn ending(&self, window: u64) -> impl Iterator<Item = &Form> {
        let longer = match window >> 8 & 0xff {
            0 => &[],
            _ => self.bucket(bucket(window)),
        };
        let single = self.bucket(bucket(window & 0xff));
        longer
            .iter()
            .filter(move |form| form.ends(window))
            .chain(single)
    }

    fn bucket(&self, at: usize) -> &[Form] {
        &self.forms[usize::from(self.by_last[at])..usize::from(self.by_last[at + 1])]
    }

    /// The label with a number.
    pub fn label(&self, label: u8) -> &str {
        self.labels
            .get(usize::from(label))
            .map_or("", String::as_str)
    }
}

/// The hash of a stem that is read letter by letter.
#[derive(Debug, Clone, Copy)]
pub struct Hash {
    state: u32,
    /// Whether a vowel has been read.
    later: bool,
}

impl Hash {
    /// Of no letters.
    pub const EMPTY: Self = Self {
        state: counts::HASH_SEED,
        later: false,
    };

    fn push(self, skeleton: &Skeleton, vowels: LetterSet, code: u8) -> Self {
        let code_here = skeleton[usize::from(self.later)][usize::from(code)];
        Self {
            state: counts::hash(self.state, code_here),
            later: self.later || vowels & bit(code) != 0,
        }
    }

    /// The hash of what has been read.
    pub fn finish(self) -> u32 {
        counts::finish(self.state)
    }
}

fn hash(skeleton: &Skeleton, vowels: LetterSet, stem: &[u8]) -> u32 {
    stem.iter()
        .fold(Hash::EMPTY, |hash, code| hash.push(skeleton, vowels, *code))
        .finish()
}

/// Where the forms with these last two letters are; one letter has no other before it.
fn bucket(window: u64) -> usize {
    let code = |shift: u32| (window >> shift & 0xff) as usize;
    code(0) * letters::CODES + code(8)
}
