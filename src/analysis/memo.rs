//! Words follow Zipf's law: most of a text is a few thousand forms, so a
//! bounded memo of word → stem spares most of the stemming.

use std::{borrow::Cow, collections::HashMap};

use xxhash_rust::xxh3::Xxh3Builder;

use crate::language::Language;

/// Remembers the stems of one language's words, up to a bound; when it is
/// full it is emptied, which costs little and keeps no history.
pub struct StemMemo {
    language: &'static Language,
    stems: HashMap<String, Box<str>, Xxh3Builder>,
}

impl StemMemo {
    /// About 8 MB of Cyrillic words.
    const CAPACITY: usize = 1 << 16;

    /// An empty memo for a language.
    pub fn new(language: &'static Language) -> Self {
        Self {
            language,
            stems: HashMap::with_hasher(Xxh3Builder::new()),
        }
    }

    /// The language whose words it stems.
    pub fn language(&self) -> &'static Language {
        self.language
    }

    /// The stem of a folded word, as [`Language::stem`] gives it.
    pub fn stem<'a>(&'a mut self, word: &'a str) -> Cow<'a, str> {
        if self.stems.len() >= Self::CAPACITY {
            self.stems.clear();
        }
        if !self.stems.contains_key(word) {
            let stem = (self.language.stem)(word);
            self.stems.insert(word.to_owned(), stem.into());
        }
        Cow::Borrowed(self.stems.get(word).map_or(word, |stem| stem))
    }
}
