//! Which stem does a word have whose suffixes stand in a table?
//!
//! For languages whose suffixes stand in line, and that no model was trained
//! for: see [`turkic`](super::turkic) for those with one. All ways to take
//! suffixes off from the right are tried, as the table says which may follow
//! which. A way that ends at a listed root is right, the longest of these if
//! there are several; otherwise the one that leaves least, within the bounds
//! that the table sets.
//!
//! A table has two kinds of lines. `NAME, INSIDE, BEFORE, LEAST, FORMS`:
//! suffixes of the slot NAME; INSIDE names the slots that may stand directly
//! before them, or `n` and `v` for the root of a noun or verb (after a slot
//! whose name ends in `-` another suffix must come); BEFORE, what the
//! word may end in there: endings in which `C` and `V` stand for any consonant
//! and vowel, `*` for anything; the first one that fits decides, and one with
//! `!` forbids. LEAST letters must stay of a root that is not listed (`-`: it
//! must be listed). And `repair, ROOT, FIRST, ENDING, CUT, ADD`: where a suffix
//! that begins with FIRST stood behind a root of the kind ROOT with this
//! ENDING, so many letters of it go and others come.
//!
//! A list of roots has `ROOT, KIND, STEM` lines: KIND is `n`, `v` or `nv`; STEM
//! is what an irregular root is a form of.

use std::collections::HashMap;

/// Longer words are left as they are.
const MAX_BYTES: usize = 128;

/// So many suffixes come off at most.
const MAX_SUFFIXES: usize = 8;

/// A word's letters as the table has them: an [`encode`](Suffixes::new) of the
/// language may write two characters of one letter as one.
type Encode = fn(&str) -> String;

/// The suffixes and roots of a language.
pub(super) struct Suffixes {
    vowels: &'static str,
    slots: Vec<Slot>,
    /// The slots that may end a word.
    last: u32,
    /// Forms by their last letter, with the slots that they belong to.
    forms: HashMap<char, Vec<(String, usize)>>,
    roots: HashMap<String, Root>,
    repairs: Vec<Repair>,
}

/// What a line of the table says of its forms.
struct Slot {
    /// Its name, as one bit.
    name: u32,
    /// The names of what may stand before it.
    inside: u32,
    before: Vec<Ending>,
    least: usize,
}

struct Ending {
    forbids: bool,
    letters: String,
}

#[derive(Clone)]
struct Root {
    kinds: u32,
    stem: String,
}

struct Repair {
    kind: u32,
    first: Vec<char>,
    ending: String,
    cut: usize,
    add: String,
}

/// The kinds of roots, as bits beside those of slots.
const NOUN: u32 = 1;
const VERB: u32 = 2;

/// A way to take a word apart.
struct Way {
    listed: bool,
    /// Bytes that it leaves.
    left: usize,
    stem: String,
}

impl Way {
    fn beats(&self, other: &Way) -> bool {
        match (self.listed, other.listed) {
            (true, true) => self.left > other.left,
            (false, false) => self.left < other.left,
            (listed, _) => listed,
        }
    }
}

/// The bits of names, in the order in which a table mentions them.
struct Names(Vec<&'static str>);

impl Names {
    fn bit(&mut self, name: &'static str) -> u32 {
        let at = self.0.iter().position(|known| *known == name);
        let at = at.unwrap_or_else(|| {
            self.0.push(name);
            self.0.len() - 1
        });
        u32::try_from(at)
            .ok()
            .and_then(|at| 1_u32.checked_shl(at))
            .unwrap_or(0)
    }

    fn bits(&mut self, names: &'static str) -> u32 {
        names.split(',').fold(0, |bits, name| bits | self.bit(name))
    }
}

impl Suffixes {
    /// Of a table of suffixes, a list of roots and the language's table of
    /// names, whose single words are roots as well.
    pub(super) fn new(
        vowels: &'static str,
        encode: Encode,
        table: &'static str,
        roots: &'static str,
        names: &'static str,
    ) -> Self {
        let mut slots = Vec::new();
        let mut forms: HashMap<char, Vec<(String, usize)>> = HashMap::new();
        let mut repairs = Vec::new();
        let mut bits = Names(vec!["n", "v"]);
        for columns in rows(table) {
            match columns.as_slice() {
                ["repair", kind, first, ending, cut, add] => repairs.push(Repair {
                    kind: bits.bits(kind),
                    first: first.chars().filter(|c| *c != ',').collect(),
                    ending: encode(ending),
                    cut: cut.parse().unwrap_or(0),
                    add: encode(add.trim_matches('-')),
                }),
                [name, inside, before, least, of_slot] => {
                    for form in of_slot.split(' ').map(encode) {
                        let Some(last) = form.chars().last() else {
                            continue;
                        };
                        forms.entry(last).or_default().push((form, slots.len()));
                    }
                    slots.push(Slot {
                        name: bits.bit(name),
                        inside: bits.bits(inside),
                        before: before.split(',').map(|one| ending(one, encode)).collect(),
                        least: least.parse().unwrap_or(MAX_BYTES),
                    });
                }
                _ => {}
            }
        }
        let mut known: HashMap<String, Root> = HashMap::new();
        for columns in rows(names) {
            if let [_, _, word, ..] = columns.as_slice()
                && !word.contains([' ', '-'])
            {
                let stem = encode(word);
                known.insert(stem.clone(), Root { kinds: NOUN, stem });
            }
        }
        for columns in rows(roots) {
            if let [root, kind, rest @ ..] = columns.as_slice() {
                let stem = encode(rest.first().unwrap_or(root));
                let kinds = [(NOUN, 'n'), (VERB, 'v')]
                    .into_iter()
                    .filter(|(_, letter)| kind.contains(*letter))
                    .fold(0, |kinds, (bit, _)| kinds | bit);
                known.insert(encode(root), Root { kinds, stem });
            }
        }
        let inner = bits.0.iter().filter(|name| name.ends_with('-'));
        let inner: Vec<&str> = inner.copied().collect();
        let last = inner
            .iter()
            .fold(u32::MAX, |last, name| last & !bits.bit(name));
        Self {
            vowels,
            slots,
            last,
            forms,
            roots: known,
            repairs,
        }
    }

    /// The stem of an encoded word; never empty for a word that is not.
    pub(super) fn stem(&self, word: &str) -> String {
        if let Some(root) = self.roots.get(word) {
            return root.stem.clone();
        }
        let mut best = Way {
            listed: false,
            left: word.len(),
            stem: word.to_owned(),
        };
        if word.len() <= MAX_BYTES {
            self.strip(word, self.last, MAX_SUFFIXES, &mut best);
        }
        best.stem
    }

    /// Takes every suffix off that belongs to one of the `wanted` slots.
    fn strip(&self, word: &str, wanted: u32, depth: usize, best: &mut Way) {
        let Some(last) = word.chars().last().filter(|_| depth > 0) else {
            return;
        };
        for (form, slot) in self.forms.get(&last).into_iter().flatten() {
            let Some(slot) = self.slots.get(*slot).filter(|slot| slot.name & wanted != 0) else {
                continue;
            };
            let Some(rest) = word
                .strip_suffix(form.as_str())
                .filter(|rest| !rest.is_empty())
            else {
                continue;
            };
            let fits = slot
                .before
                .iter()
                .find(|ending| self.ends(rest, &ending.letters))
                .is_some_and(|ending| !ending.forbids);
            for kind in [NOUN, VERB]
                .into_iter()
                .filter(|kind| kind & slot.inside != 0)
            {
                let least = if fits { slot.least } else { MAX_BYTES };
                if let Some(way) = self.root(rest, kind, form, least)
                    && way.beats(best)
                {
                    *best = way;
                }
            }
            if fits {
                self.strip(rest, slot.inside & !(NOUN | VERB), depth - 1, best);
            }
        }
    }

    /// The way that ends at this root, if it is listed or long enough.
    fn root(&self, rest: &str, kind: u32, suffix: &str, least: usize) -> Option<Way> {
        let repaired = self.repaired(rest, kind, suffix);
        let listed = [Some(rest), repaired.as_deref()]
            .into_iter()
            .flatten()
            .find_map(|root| self.roots.get(root).filter(|root| root.kinds & kind != 0));
        let whole = || rest.chars().count() >= least && rest.contains(|c| self.is_vowel(c));
        match listed {
            Some(root) => Some(Way {
                listed: true,
                left: rest.len(),
                stem: root.stem.clone(),
            }),
            None => whole().then(|| Way {
                listed: false,
                left: rest.len(),
                stem: repaired.unwrap_or_else(|| rest.to_owned()),
            }),
        }
    }

    fn repaired(&self, rest: &str, kind: u32, suffix: &str) -> Option<String> {
        let first = suffix.chars().next()?;
        let repair = self.repairs.iter().find(|repair| {
            repair.kind & kind != 0
                && repair.first.contains(&first)
                && self.ends(rest, &repair.ending)
        })?;
        let letters = rest.chars().count().checked_sub(repair.cut)?;
        let kept = rest.chars().take(letters);
        Some(kept.chain(repair.add.chars()).collect())
    }

    /// Does a word end so? `C` is any consonant, `V` any vowel, `*` anything.
    fn ends(&self, word: &str, ending: &str) -> bool {
        let mut letters = word.chars().rev();
        ending.chars().rev().all(|wanted| match wanted {
            '*' => true,
            'C' => letters
                .next()
                .is_some_and(|c| c.is_alphabetic() && !self.is_vowel(c)),
            'V' => letters.next().is_some_and(|c| self.is_vowel(c)),
            wanted => letters.next() == Some(wanted),
        })
    }

    fn is_vowel(&self, c: char) -> bool {
        self.vowels.contains(c)
    }
}

/// The lines of a table, in columns, without its comments.
fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
}

fn ending(written: &str, encode: Encode) -> Ending {
    let letters = written.strip_prefix('!');
    Ending {
        forbids: letters.is_some(),
        letters: encode(letters.unwrap_or(written)),
    }
}
