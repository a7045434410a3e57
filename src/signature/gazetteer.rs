//! Which entry of a language's name lists does this run of words stand for?

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use xxhash_rust::xxh3::Xxh3Builder;

use super::UnitKind;
use crate::language::Language;

/// An entry of the lists: what kind of unit it makes and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ListEntry {
    /// [`UnitKind::Place`], [`UnitKind::Term`] or [`UnitKind::Date`].
    pub kind: UnitKind,
    /// `country:KG`, `glossary:president`, `month:2`.
    pub name: Box<str>,
    /// Whether the words must be written with a capital letter.
    pub capital: bool,
}

/// The name lists of one language, by stemmed and by folded words.
#[derive(Debug, Default)]
pub(super) struct Gazetteer {
    entries: HashMap<String, ListEntry, Xxh3Builder>,
    /// The longest run of words that begins with this stem or word; where words
    /// stand without spaces, with this character.
    longest: HashMap<String, usize, Xxh3Builder>,
    /// Words stand without spaces, and entries are known as a whole.
    unspaced: bool,
}

/// The longest run of words that is looked up.
pub(super) const MAX_WORDS: usize = 4;

static LOADED: LazyLock<Mutex<HashMap<&'static str, &'static Gazetteer>>> =
    LazyLock::new(Mutex::default);

impl Gazetteer {
    /// The lists of a language; read once and kept.
    pub(super) fn of(language: &'static Language) -> &'static Self {
        let mut loaded = LOADED.lock().unwrap_or_else(|broken| broken.into_inner());
        loaded
            .entry(language.code)
            .or_insert_with(|| Box::leak(Box::new(Self::parse(language))))
    }

    fn parse(language: &'static Language) -> Self {
        let mut gazetteer = Self {
            unspaced: language.unspaced.is_some(),
            ..Self::default()
        };
        let lines = || {
            language
                .names
                .lines()
                .filter(|line| !line.starts_with('#'))
                .filter_map(|line| {
                    let mut columns = line.split('\t');
                    let (kind, key) = (columns.next()?, columns.next()?);
                    let form = columns.next()?.trim();
                    Some((kind, key, form, columns.next() == Some("exact")))
                })
        };
        if let Some(rules) = language.unspaced {
            for (kind, key, form, _) in lines() {
                let plain = (rules.plain)(form);
                let is_letter = |c: &char| c.is_alphanumeric() || (rules.is_unspaced)(*c);
                let letters: String = plain.text.chars().filter(is_letter).collect();
                gazetteer.add(kind, key, vec![(rules.spelling)(&letters).into_owned()]);
            }
            return gazetteer;
        }
        // Forms as written go first: a stem shared by two entries must not
        // hide an entry's own spelling.
        for (kind, key, form, _) in lines() {
            gazetteer.add(
                kind,
                key,
                form.split([' ', '-']).map(str::to_owned).collect(),
            );
        }
        // An `exact` form's stem is that of other words too.
        for (kind, key, form, _) in lines().filter(|(.., exact)| !exact) {
            let stems = form
                .split([' ', '-'])
                .map(|word| (language.stem)(word).into_owned())
                .collect();
            gazetteer.add(kind, key, stems);
        }
        gazetteer
    }

    fn add(&mut self, kind: &str, key: &str, words: Vec<String>) {
        let (unit, list, capital) = match kind {
            "country" => (UnitKind::Place, "country", true),
            "demonym" => (UnitKind::Place, "country", false),
            "city" | "region" | "org" => (UnitKind::Place, kind, true),
            "language" | "currency" => (UnitKind::Place, kind, false),
            "month" | "weekday" => (UnitKind::Date, kind, false),
            "glossary" => (UnitKind::Term, kind, false),
            _ => return,
        };
        let Some(first) = words.first().filter(|_| words.len() <= MAX_WORDS) else {
            return;
        };
        if self.unspaced {
            // Its words are as many as the dictionary finds in it.
            let first = first.chars().take(1).collect();
            self.longest.insert(first, MAX_WORDS);
        } else {
            let longest = self.longest.entry(first.clone()).or_default();
            *longest = words.len().max(*longest);
        }
        self.entries.entry(words.join(" ")).or_insert(ListEntry {
            kind: unit,
            name: format!("{list}:{key}").into(),
            capital,
        });
    }

    /// How many words an entry that begins with this one may have.
    pub(super) fn longest(&self, word: &str) -> usize {
        let word = match word.chars().next() {
            Some(first) if self.unspaced => word.get(..first.len_utf8()).unwrap_or(word),
            _ => word,
        };
        self.longest.get(word).copied().unwrap_or(0)
    }

    /// The place that a word begins with, if what follows may be a suffix:
    /// where suffixes pile up, a stemmer may not take off all of them.
    pub(super) fn place_within(&self, word: &str, agglutinative: bool) -> Option<&ListEntry> {
        const LEAST_LETTERS: usize = 5;
        let longest_suffix = if agglutinative { 7 } else { 3 };
        word.char_indices()
            .rev()
            .take(longest_suffix)
            .filter_map(|(end, _)| word.get(..end))
            .take_while(|start| start.chars().count() >= LEAST_LETTERS)
            .find_map(|start| self.entries.get(start).filter(|entry| entry.capital))
    }

    /// The entry with exactly these words or stems.
    pub(super) fn get(&self, words: &str) -> Option<&ListEntry> {
        self.entries.get(words)
    }
}
