//! Which words follow no rule of sound?
//!
//! Closed lists: roots whose last vowel drops before a vowel (`халық`,
//! `халқы`); roots that look like a shorter root with suffixes (`баспа`, press,
//! is not `бас`, head); roots of closed classes, which win over any other
//! root when regular nominal endings follow (`басқалар`, others; `екенін`, a
//! form of the copula `е`); whole forms with their stems (`маған`, to me:
//! `мен`, I).

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasherDefault, Hasher},
};

use super::{grammar::Grammar, letters};

/// How many letters of what is written a root keeps, and its last two letters.
type Elided = (usize, [u8; 2]);

/// The closed lists of a language.
#[derive(Debug, Default)]
pub struct Irregular {
    /// Roots as written before a vowel, how many letters of this the root
    /// keeps, and its last two letters.
    elided: Vec<(Vec<u8>, Elided)>,
    /// What the lists say of a root with a hash.
    roots: HashMap<u32, Listed, BuildHasherDefault<Same>>,
    /// The roots of closed classes.
    closed: HashSet<Vec<u8>>,
    /// Those whose stem is another.
    stems: HashMap<String, String>,
    forms: HashMap<String, String>,
}

/// What the lists say of a root.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Listed {
    /// Whether it is a nominal root.
    pub nominal: bool,
    /// Whether it is a verbal root.
    pub verbal: bool,
    /// Whether it belongs to a closed class.
    pub closed: bool,
}

/// Hashes what is a hash already.
#[derive(Debug, Default)]
struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes
            .iter()
            .for_each(|byte| self.write_u32(u32::from(*byte)));
    }

    fn write_u32(&mut self, hash: u32) {
        // The table takes its place from the low bits and its tag from the high ones.
        self.0 = self.0.rotate_left(8) ^ (u64::from(hash) << 32 | u64::from(hash));
    }
}

/// Voiceless letters and the voiced ones that stand for them before a vowel.
const VOICED: [(char, char); 3] = [('п', 'б'), ('к', 'г'), ('қ', 'ғ')];

impl Irregular {
    /// Reads lines `elide ROOT`, `elide ROOT WRITTEN`, `nominal ROOTS`,
    /// `verbal ROOTS`, `closed ROOTS`, `closed ROOTS STEM`, `whole WORDS` and
    /// `forms FORMS STEM`, with tabs between the fields.
    pub fn new(table: &str, grammar: &Grammar) -> Self {
        let mut lists = Self::default();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            match line.split('\t').collect::<Vec<_>>().as_slice() {
                ["elide", root] => {
                    let mut letters: Vec<char> = root.chars().collect();
                    if let (Some(last), Some(_)) = (letters.pop(), letters.pop()) {
                        let voiced = VOICED
                            .iter()
                            .find(|(plain, _)| *plain == last)
                            .map(|(_, voiced)| *voiced);
                        for last in [Some(last), voiced].into_iter().flatten() {
                            let written: String = letters.iter().chain([&last]).collect();
                            lists.elide(root, &written);
                        }
                    }
                }
                ["elide", root, written] => lists.elide(root, written),
                [kind @ ("nominal" | "verbal" | "closed"), roots, stem @ ..] => {
                    for root in roots.split_whitespace() {
                        let hash = grammar.hash(&codes(root));
                        let listed = lists.roots.entry(hash).or_default();
                        match *kind {
                            "nominal" => listed.nominal = true,
                            "verbal" => listed.verbal = true,
                            _ => {
                                listed.closed = true;
                                lists.closed.insert(codes(root));
                            }
                        }
                        if let Some(stem) = stem.first() {
                            lists.stems.insert(root.to_owned(), (*stem).to_owned());
                        }
                    }
                }
                ["whole", words] => lists.forms.extend(
                    words
                        .split_whitespace()
                        .map(|word| (word.to_owned(), word.to_owned())),
                ),
                ["forms", forms, stem] => lists.forms.extend(
                    forms
                        .split_whitespace()
                        .map(|form| (form.to_owned(), (*stem).to_owned())),
                ),
                _ => {}
            }
        }
        lists.elided.sort();
        lists
    }

    fn elide(&mut self, root: &str, written: &str) {
        if let [kept @ .., vowel, last] = codes(root).as_slice() {
            self.elided
                .push((codes(written), (kept.len(), [*vowel, *last])));
        }
    }

    /// Of the root that is written with these letters before a vowel: how many
    /// of them it keeps, and its last two letters.
    pub fn elided(&self, written: &[u8]) -> Option<Elided> {
        let at = self
            .elided
            .binary_search_by(|(root, _)| root.as_slice().cmp(written))
            .ok()?;
        self.elided.get(at).map(|(_, root)| *root)
    }

    /// What the lists say of the root with this hash.
    pub fn listed(&self, hash: u32) -> Listed {
        self.roots.get(&hash).copied().unwrap_or_default()
    }

    /// Whether these letters are a root of a closed class.
    pub fn is_closed(&self, root: &[u8]) -> bool {
        self.closed.contains(root)
    }

    /// The stem of a root of a closed class, if it is another.
    pub fn stem_of_root(&self, root: &str) -> Option<&str> {
        self.stems.get(root).map(String::as_str)
    }

    /// The stem of a whole form.
    pub fn stem(&self, form: &str) -> Option<&str> {
        self.forms.get(form).map(String::as_str)
    }
}

fn codes(word: &str) -> Vec<u8> {
    word.chars().map(letters::code).collect()
}
