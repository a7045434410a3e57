//! How is a table of suffixes read?
//!
//! Lines have fields that are separated by tabs:
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
    form::{Form, MAX_FORM, ROOTS, Repair, Skeleton, pack},
    letters::{self, LetterSet, bit},
};

/// A letter of a form, and its conditions on the letter before and the last vowel.
type Spelling = (u8, LetterSet, LetterSet);

/// What has been read of a table so far.
pub(super) struct Reader {
    pub(super) sets: HashMap<String, LetterSet>,
    pub(super) symbols: HashMap<char, Vec<Spelling>>,
    pub(super) after: HashMap<char, LetterSet>,
    pub(super) states: Vec<String>,
    pub(super) labels: Vec<String>,
    pub(super) forms: Vec<Form>,
    pub(super) repairs: Vec<Repair>,
    pub(super) repair_names: Vec<String>,
    pub(super) skeletons: [Skeleton; 2],
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
    pub(super) fn line(&mut self, line: &str) -> bool {
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
            ["repair", name, roots, changes, before] => self.repair(name, roots, changes, before),
            [
                "cognate",
                whose @ ("own" | "source"),
                place @ ("first" | "later" | "all"),
                pairs,
            ] => self.cognate(usize::from(*whose == "source"), place, pairs),
            _ => false,
        }
    }

    /// Changes of letters at the end of a root, as `surface>lexical`.
    fn repair(&mut self, name: &str, roots: &str, changes: &str, before: &str) -> bool {
        let roots = ["N", "V"].map(|root| roots.split(',').any(|r| r == root));
        let before = letters::set(before);
        let name = index(&mut self.repair_names, name);
        changes.split_whitespace().all(|change| {
            let Some((surface, lexical)) = change.split_once('>') else {
                return false;
            };
            let code =
                |text: &str, at| text.chars().nth(at).map_or(letters::FOREIGN, letters::code);
            let (surface, lexical) = (code(surface, 0), [code(lexical, 0), code(lexical, 1)]);
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

    /// Letters that stand for one another in related words, as `from>to`.
    fn cognate(&mut self, whose: usize, place: &str, pairs: &str) -> bool {
        pairs.split_whitespace().all(|pair| {
            let Some((from, to)) = pair.split_once('>') else {
                return false;
            };
            let to = to.chars().next().map_or(letters::FOREIGN, letters::code);
            for from in from.chars().map(letters::code) {
                for (at, name) in ["first", "later"].iter().enumerate() {
                    if place == "all" || place == *name {
                        self.skeletons[whose][at][usize::from(from)] = to;
                    }
                }
            }
            true
        })
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
