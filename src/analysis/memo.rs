//! Words follow Zipf's law: most of a text is a few thousand forms, so a
//! bounded memo of word → stem spares most of the stemming.

use std::{borrow::Cow, collections::HashMap};

use xxhash_rust::xxh3::Xxh3Builder;

use crate::language::Language;

/// Remembers the stems of one language's words, up to a bound; when it is
/// full it is emptied, which costs little and keeps no history. (`quick_cache`
/// remembers what was asked for last, behind a lock or with a list through all
/// entries; each thread has its own here, and the words that matter are back in a
/// few articles.)
pub struct StemMemo {
    language: &'static Language,
    known: HashMap<Box<str>, Known, Xxh3Builder>,
    /// Stems that are no beginnings of their words.
    stems: Vec<Box<str>>,
}

/// How a stem is remembered.
#[derive(Clone, Copy)]
enum Known {
    /// The first so many bytes of the word: nearly all are.
    Beginning(u32),
    /// The stem at this place of the list.
    Listed(u32),
}

impl StemMemo {
    /// About 8 MB of Cyrillic words.
    const CAPACITY: usize = 1 << 16;

    /// An empty memo for a language.
    pub fn new(language: &'static Language) -> Self {
        Self {
            language,
            known: HashMap::with_hasher(Xxh3Builder::new()),
            stems: Vec::new(),
        }
    }

    /// The language whose words it stems.
    pub fn language(&self) -> &'static Language {
        self.language
    }

    /// The stem of a folded word, as [`Language::stem`] gives it.
    pub fn stem<'a>(&'a mut self, word: &'a str) -> Cow<'a, str> {
        let known = match self.known.get(word) {
            Some(known) => *known,
            None => self.learn(word),
        };
        let stem = match known {
            Known::Beginning(bytes) => word.get(..bytes as usize),
            Known::Listed(place) => self.stems.get(place as usize).map(|stem| &**stem),
        };
        Cow::Borrowed(stem.unwrap_or(word))
    }

    fn learn(&mut self, word: &str) -> Known {
        if self.known.len() >= Self::CAPACITY {
            self.known.clear();
            self.stems.clear();
        }
        let stem = (self.language.stem)(word);
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let known = if word.starts_with(&*stem) {
            Known::Beginning(number(stem.len()))
        } else {
            self.stems.push(stem.into());
            Known::Listed(number(self.stems.len() - 1))
        };
        self.known.insert(word.into(), known);
        known
    }
}
