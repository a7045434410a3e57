//! Which suffixes follow which, and how does each one sound?
//!
//! A [`Grammar`] is read from a table of tab-separated lines:
//!
//! | line | meaning |
//! |---|---|
//! | `set NAME LETTERS` | a named set of letters |
//! | `harmony X l:SET ...` | `X` is written `l` when the last vowel to its left is in `SET` |
//! | `onset X l:SET ...` | `X` is written `l` when the letter before it is in `SET` |
//! | `both X l:SET:SET ...` | both conditions: letter before, then last vowel |
//! | `after X SET` | `X\|` before a form: the letter before it is in `SET` |
//! | `suffix FROM TO LABEL FORMS` | a form may follow the states `FROM` and leads to `TO` |
//! | `repair NAME ROOTS CHANGES LETTERS` | before a suffix that begins with one of `LETTERS`, a root undergoes the `CHANGES`; `a>b`: it is written with `a` at its end, listed with `b` |
//! | `cognate own\|source first\|later\|all abc>x ...` | when stems are counted, the letters `abc` (of this language, or of the one that the counts come from) are one and the same `x`, up to the first vowel, after it, or everywhere |
//!
//! A set is written as names and letters joined by `+`. `form<x` says that the
//! form has swallowed the root's last letter `x` (`оқ-у` is `оқы` + `у`), or its
//! last two, `<xy`.
//! Roots are the states `N` (nominal) and `V` (verbal); every state may end a word.

use std::collections::HashMap;

use super::{
    counts,
    letters::{self, LetterSet, bit},
};

/// The longest form of one suffix, in letters.
const MAX_FORM: usize = 8;
/// Labels of the two kinds of root and of the end of the word; those of
/// suffixes come after them.
pub const NOMINAL: u8 = 0;
/// See [`NOMINAL`].
pub const VERBAL: u8 = 1;
/// See [`NOMINAL`].
pub const END: u8 = 2;

/// One spelling of one suffix.
#[derive(Debug, Clone)]
pub struct Form {
    letters: [u8; MAX_FORM],
    /// The same letters as one number, the last one in the lowest byte.
    packed: u64,
    len: u8,
    /// Which suffix it is: an index into [`Grammar::labels`].
    pub label: u8,
    /// The states that it may follow.
    pub from: u32,
    /// The state that it leads to, as one bit.
    pub to: u32,
    /// The letters that may stand before it.
    pub before: LetterSet,
    /// The vowels that may be the last ones to its left; all of them if the
    /// form does not change.
    pub vowels: LetterSet,
    /// The letters of the root that it has swallowed, filled up with
    /// [`letters::FOREIGN`]; mostly none.
    pub swallowed: [u8; 2],
}

impl Form {
    /// Its letters.
    pub fn letters(&self) -> &[u8] {
        &self.letters[..usize::from(self.len)]
    }

    /// Whether a word ends in it, given the last eight letters of the word, the
    /// very last one in the lowest byte.
    pub fn ends(&self, window: u64) -> bool {
        (window ^ self.packed) << (64 - 8 * u32::from(self.len)) == 0
    }

    /// Its first letter.
    pub fn first(&self) -> u8 {
        self.letters[0]
    }
}

/// A change at the end of a root.
#[derive(Debug, Clone)]
pub struct Repair {
    /// Whether nominal and verbal roots may undergo it.
    pub roots: [bool; 2],
    /// The last letter as written.
    pub surface: u8,
    /// The letters that the listed root has instead; [`letters::FOREIGN`] fills the place of none.
    pub lexical: [u8; 2],
    /// The first letters of suffixes that cause it.
    pub before: LetterSet,
    /// Its name, as an index into [`Grammar::repair_names`].
    pub name: u8,
}

/// The suffixes of a language, and the changes at the end of its roots.
#[derive(Debug)]
pub struct Grammar {
    /// Names of roots, the end, and of the suffixes.
    pub labels: Vec<String>,
    /// Names of the repairs; 0 is none, 1 a swallowed letter, 2 an elided vowel.
    pub repair_names: Vec<String>,
    /// The repairs.
    pub repairs: Vec<Repair>,
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

/// What letters count as: up to the first vowel, and after it.
type Skeleton = [[u8; letters::CODES]; 2];

/// A letter of a form, and its conditions on the letter before and the last vowel.
type Spelling = (u8, LetterSet, LetterSet);

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

/// Bits of the two root states.
pub const ROOTS: [u32; 2] = [1, 2];

struct Reader {
    sets: HashMap<String, LetterSet>,
    symbols: HashMap<char, Vec<Spelling>>,
    after: HashMap<char, LetterSet>,
    states: Vec<String>,
    labels: Vec<String>,
    forms: Vec<Form>,
    repairs: Vec<Repair>,
    repair_names: Vec<String>,
    skeletons: [Skeleton; 2],
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            sets: HashMap::new(),
            symbols: HashMap::new(),
            after: HashMap::new(),
            states: vec!["N".into(), "V".into()],
            labels: vec!["N".into(), "V".into(), "END".into()],
            forms: Vec::new(),
            repairs: Vec::new(),
            repair_names: vec!["none".into(), "swallowed".into(), "elided".into()],
            skeletons: [[std::array::from_fn(|code| code as u8); 2]; 2],
        }
    }
}

impl Reader {
    /// Takes one line; false if it makes no sense.
    fn line(&mut self, line: &str) -> bool {
        if line.trim().is_empty() || line.starts_with('#') {
            return true;
        }
        let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
        match fields.as_slice() {
            ["set", name, letters] => {
                let set = self.set(letters);
                self.sets.insert((*name).to_owned(), set);
                true
            }
            ["after", symbol, set] => {
                let set = self.set(set);
                self.after.extend(symbol.chars().map(|c| (c, set)));
                true
            }
            [
                kind @ ("harmony" | "onset" | "both"),
                symbol,
                spellings @ ..,
            ] => {
                let spellings = spellings
                    .iter()
                    .filter_map(|s| self.spelling(kind, s))
                    .collect();
                symbol
                    .chars()
                    .next()
                    .is_some_and(|c| self.symbols.insert(c, spellings).is_none())
            }
            ["suffix", from, to, label, forms] => {
                let from = from
                    .split(',')
                    .fold(0, |states, name| states | self.state(name));
                let to = self.state(to);
                let label = index(&mut self.labels, label);
                forms
                    .split_whitespace()
                    .all(|form| self.form(from, to, label, form))
            }
            ["repair", name, roots, changes, before] => {
                let roots = ["N", "V"].map(|root| roots.split(',').any(|r| r == root));
                let before = letters::set(before);
                let name = index(&mut self.repair_names, name);
                changes.split_whitespace().all(|change| {
                    let Some((surface, lexical)) = change.split_once('>') else {
                        return false;
                    };
                    let code = |text: &str, at| {
                        text.chars().nth(at).map_or(letters::FOREIGN, letters::code)
                    };
                    let (surface, lexical) =
                        (code(surface, 0), [code(lexical, 0), code(lexical, 1)]);
                    self.repairs.push(Repair {
                        roots,
                        surface,
                        lexical,
                        before,
                        name,
                    });
                    true
                })
            }
            [
                "cognate",
                whose @ ("own" | "source"),
                place @ ("first" | "later" | "all"),
                pairs,
            ] => {
                let whose = usize::from(*whose == "source");
                pairs.split_whitespace().all(|pair| {
                    let Some((from, to)) = pair.split_once('>') else {
                        return false;
                    };
                    let to = to.chars().next().map_or(letters::FOREIGN, letters::code);
                    for from in from.chars().map(letters::code) {
                        for (at, name) in ["first", "later"].iter().enumerate() {
                            if *place == "all" || place == name {
                                self.skeletons[whose][at][usize::from(from)] = to;
                            }
                        }
                    }
                    true
                })
            }
            _ => false,
        }
    }

    /// The letters of `name+letters+...`.
    fn set(&self, text: &str) -> LetterSet {
        text.split('+').fold(0, |set, part| {
            set | self
                .sets
                .get(part)
                .copied()
                .unwrap_or_else(|| letters::set(part))
        })
    }

    fn spelling(&self, kind: &str, text: &str) -> Option<Spelling> {
        let mut parts = text.split(':');
        let letter = letters::code(parts.next()?.chars().next()?);
        let set = self.set(parts.next()?);
        Some(match kind {
            "harmony" => (letter, LetterSet::MAX, set),
            "onset" => (letter, set, LetterSet::MAX),
            _ => (letter, set, self.set(parts.next()?)),
        })
    }

    fn state(&mut self, name: &str) -> u32 {
        1 << index(&mut self.states, name)
    }

    /// Spells out a form in every way; false if it is malformed.
    fn form(&mut self, from: u32, to: u32, label: u8, text: &str) -> bool {
        let (condition, text) = match text.split_once('|') {
            Some((symbol, rest)) => {
                let set = match symbol.chars().next().and_then(|c| self.after.get(&c)) {
                    Some(set) => *set,
                    None => letters::set(symbol),
                };
                (set, rest)
            }
            None => (LetterSet::MAX, text),
        };
        let (text, swallowed) = match text.split_once('<') {
            Some((rest, swallowed)) => (rest, swallowed),
            None => (text, ""),
        };
        // Swallowed letters harmonise like the rest of the form.
        let spelled: String = text.chars().chain(swallowed.chars()).collect();
        let mut ways: Vec<(Vec<u8>, LetterSet, LetterSet)> =
            vec![(Vec::new(), condition, LetterSet::MAX)];
        for symbol in spelled.chars() {
            let spellings = match self.symbols.get(&symbol) {
                Some(spellings) => spellings.clone(),
                None => vec![(letters::code(symbol), LetterSet::MAX, LetterSet::MAX)],
            };
            ways = ways
                .iter()
                .flat_map(|way| spellings.iter().map(move |spelling| (way, spelling)))
                .filter_map(|((letters, before, vowels), spelling)| {
                    self.extend(letters, *before, *vowels, spelling)
                })
                .collect();
        }
        let count = text.chars().count();
        ways.into_iter().all(|(mut spelled, before, vowels)| {
            let swallowed =
                [count, count + 1].map(|at| spelled.get(at).copied().unwrap_or(letters::FOREIGN));
            spelled.truncate(count);
            let mut letters = [0; MAX_FORM];
            let Some(room) = letters.get_mut(..count) else {
                return false;
            };
            room.copy_from_slice(&spelled);
            // Only a root loses a letter.
            let from = if swallowed[0] != letters::FOREIGN {
                from & (ROOTS[0] | ROOTS[1])
            } else {
                from
            };
            let before = before | bit(letters::FOREIGN) | bit(letters::HYPHEN);
            self.forms.push(Form {
                letters,
                packed: pack(&spelled),
                len: count as u8,
                label,
                from,
                to,
                before,
                vowels,
                swallowed,
            });
            count > 0
        })
    }

    /// Adds one letter to a form; none if the letter disagrees with those before it.
    fn extend(
        &self,
        letters: &[u8],
        before: LetterSet,
        vowels: LetterSet,
        &(letter, needs_before, needs_vowel): &Spelling,
    ) -> Option<(Vec<u8>, LetterSet, LetterSet)> {
        let set = |name| self.sets.get(name).copied().unwrap_or(0);
        let vowel = set("vowel") & !set("neutral");
        let last_vowel = letters.iter().rev().find(|code| vowel & bit(**code) != 0);
        let before = match letters.last() {
            None => before & needs_before,
            Some(last) if needs_before & bit(*last) != 0 => before,
            Some(_) => return None,
        };
        let vowels = match last_vowel {
            None => vowels & needs_vowel,
            Some(vowel) if needs_vowel & bit(*vowel) != 0 => vowels,
            Some(_) => return None,
        };
        let mut letters = letters.to_vec();
        letters.push(letter);
        (before != 0 && vowels != 0).then_some((letters, before, vowels))
    }
}

/// Up to eight letters as one number, the last one in the lowest byte.
pub fn pack(letters: &[u8]) -> u64 {
    letters
        .iter()
        .fold(0, |packed, code| packed << 8 | u64::from(*code))
}

/// The position of a name in a list, to which it is added if it is new.
fn index(names: &mut Vec<String>, name: &str) -> u8 {
    let at = names
        .iter()
        .position(|known| known == name)
        .unwrap_or_else(|| {
            names.push(name.to_owned());
            names.len() - 1
        });
    at as u8
}
