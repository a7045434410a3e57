//! What is a dictionary made of, before it is compiled?
//!
//! Words with their costs, the costs of their neighbourhoods, and what to do
//! about words that it does not know: what MeCab dictionaries bring, with the
//! details of each word cut down to the little that a news index asks for.

use std::collections::HashMap;

/// What kind of word it is, as far as an index cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WordClass {
    /// A word that says something.
    Word,
    /// A proper noun.
    Name,
    /// A particle, an auxiliary, a copula: glue between words.
    Function,
}

impl WordClass {
    /// As it is written in the compiled dictionary.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Word => "w",
            Self::Name => "n",
            Self::Function => "f",
        }
    }

    /// The class that is written so; words of no known class say something.
    pub(super) fn of_code(code: &str) -> Self {
        match code {
            "n" => Self::Name,
            "f" => Self::Function,
            _ => Self::Word,
        }
    }
}

/// One spelling of one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// As it is written.
    pub surface: String,
    /// Its context identifier seen from the word before it.
    pub left: u16,
    /// Seen from the word after it.
    pub right: u16,
    /// What it costs to use it: the lower, the likelier.
    pub cost: i16,
    /// What it is.
    pub class: WordClass,
    /// Its dictionary form; empty if it is the surface.
    pub base: String,
    /// How its dictionary form is read, in katakana, where that is worth
    /// knowing; empty otherwise.
    pub reading: String,
}

/// What it costs that two words stand side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matrix {
    /// How many right contexts there are.
    pub rights: u16,
    /// How many left contexts.
    pub lefts: u16,
    /// Costs: those of one right context side by side.
    pub costs: Vec<i16>,
}

/// A dictionary before it is compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// What it is called, such as `ipadic 2.7.0-20070801`.
    pub name: String,
    /// Its words, in order of their spelling.
    pub entries: Vec<Entry>,
    /// The costs of neighbourhoods.
    pub matrix: Matrix,
    /// Classes of characters: MeCab's `char.def`.
    pub characters: String,
    /// Words that it does not know, by the class of their characters: MeCab's
    /// `unk.def`.
    pub unknown: String,
}

impl Source {
    /// Sorts the words and drops those that differ from a cheaper one in
    /// their reading alone.
    pub fn tidy(&mut self) {
        self.entries.sort_by(|a, b| {
            let key = |entry: &Entry| (entry.left, entry.right);
            a.surface
                .cmp(&b.surface)
                .then(key(a).cmp(&key(b)))
                .then(a.base.cmp(&b.base))
                .then(a.cost.cmp(&b.cost))
        });
        self.entries.dedup_by(|next, kept| {
            next.surface == kept.surface
                && (next.left, next.right) == (kept.left, kept.right)
                && next.base == kept.base
        });
    }

    /// Keeps readings only where they are worth knowing, and gives them to all
    /// forms of a word: those of words in characters and kana together, which
    /// may as well be written with fewer characters (騙し取る, だまし取る), and
    /// those of names, which other languages write as they are read.
    pub fn settle_readings(&mut self) {
        let mut known: HashMap<(String, WordClass), String> = HashMap::new();
        for entry in &self.entries {
            if entry.base.is_empty() && !entry.reading.is_empty() {
                known
                    .entry((entry.surface.clone(), entry.class))
                    .or_insert_with(|| entry.reading.clone());
            }
        }
        for entry in &mut self.entries {
            let base = match entry.base.is_empty() {
                true => &entry.surface,
                false => &entry.base,
            };
            let worth = entry.class == WordClass::Name || is_mixed(base);
            // A form may be of another class than its base (glue, say).
            let classes = [entry.class, WordClass::Word, WordClass::Function];
            let found = classes
                .into_iter()
                .filter(|_| worth)
                .find_map(|class| known.get(&(base.clone(), class)));
            entry.reading = found.cloned().unwrap_or_default();
        }
    }

    /// What the compiler would trip over: context identifiers that the matrix
    /// does not have, in words or in the list of unknown ones.
    pub(super) fn flaw(&self) -> Option<String> {
        let Matrix {
            rights,
            lefts,
            costs,
        } = &self.matrix;
        if costs.len() != usize::from(*rights) * usize::from(*lefts) || costs.is_empty() {
            return Some("the matrix of costs is not of the size that it states".to_owned());
        }
        if self.entries.is_empty() {
            return Some("there are no words in it".to_owned());
        }
        let outside = |left: u16, right: u16| left >= *lefts || right >= *rights;
        if let Some(entry) = self
            .entries
            .iter()
            .find(|entry| entry.surface.is_empty() || outside(entry.left, entry.right))
        {
            return Some(format!(
                "the word {:?} has contexts {}, {} that the matrix does not have",
                entry.surface, entry.left, entry.right
            ));
        }
        let bad_unknown = self.unknown.lines().find(|line| {
            let mut ids = line.split(',').skip(1).take(2).map(str::parse::<u16>);
            !line.trim().is_empty()
                && !matches!((ids.next(), ids.next()), (Some(Ok(left)), Some(Ok(right))) if !outside(left, right))
        });
        if let Some(line) = bad_unknown {
            return Some(format!("unk.def: {line:?}"));
        }
        let named = |category: &str| {
            self.characters
                .lines()
                .any(|line| line.split_whitespace().next() == Some(category))
        };
        (!named("DEFAULT")).then(|| "char.def has no class DEFAULT".to_owned())
    }
}

/// A word in characters and hiragana.
fn is_mixed(word: &str) -> bool {
    let is_kana = |c: char| ('\u{3041}'..='\u{3096}').contains(&c);
    word.chars().any(is_kana) && !word.chars().all(is_kana)
}
