//! Words follow Zipf's law: most of a text is a few thousand forms, so a
//! bounded memo of word → stem spares most of the stemming.

use std::{borrow::Cow, collections::HashMap};

use xxhash_rust::xxh3::Xxh3Builder;

use crate::language::Language;

/// Remembers the stems of one language's words, up to a bound; when it is
/// full it is emptied, which costs little and keeps no history.
pub struct StemMemo {
    language: &'static Language,
    /// Word → position of its stem in `stems`.
    known: HashMap<Box<str>, u32, Xxh3Builder>,
    stems: Vec<Box<str>>,
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
        let position = match self.known.get(word) {
            Some(position) => *position,
            None => self.learn(word),
        };
        Cow::Borrowed(self.stems.get(position as usize).map_or(word, |stem| stem))
    }

    fn learn(&mut self, word: &str) -> u32 {
        if self.stems.len() >= Self::CAPACITY {
            self.known.clear();
            self.stems.clear();
        }
        let position = u32::try_from(self.stems.len()).unwrap_or(u32::MAX);
        self.stems.push((self.language.stem)(word).into());
        self.known.insert(word.into(), position);
        position
    }
}
