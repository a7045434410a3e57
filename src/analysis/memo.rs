//! The stems of words that were met before.

use std::borrow::Cow;

use crate::{language::Language, memo::Memo};

/// Remembers the stems of one language's words, up to a bound.
pub struct StemMemo {
    language: &'static Language,
    known: Memo<Known>,
}

/// How a stem is remembered.
enum Known {
    /// The first so many bytes of the word: nearly all are.
    Beginning(usize),
    Other(Box<str>),
}

impl StemMemo {
    /// About 8 MB of Cyrillic words.
    const CAPACITY: usize = 1 << 16;

    /// An empty memo for a language.
    pub fn new(language: &'static Language) -> Self {
        Self {
            language,
            known: Memo::new(Self::CAPACITY),
        }
    }

    /// The language whose words it stems.
    pub fn language(&self) -> &'static Language {
        self.language
    }

    /// The stem of a folded word, as [`Language::stem`] gives it.
    pub fn stem<'a>(&'a mut self, word: &'a str) -> Cow<'a, str> {
        let stem = self.language.stem;
        let known = self.known.get_or_insert_with(word, || {
            let stem = stem(word);
            match word.starts_with(&*stem) {
                true => Known::Beginning(stem.len()),
                false => Known::Other(stem.into()),
            }
        });
        let stem = match known {
            Known::Beginning(bytes) => word.get(..*bytes),
            Known::Other(stem) => Some(&**stem),
        };
        Cow::Borrowed(stem.unwrap_or(word))
    }
}
