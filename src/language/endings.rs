//! Which inflectional ending does a word have? A light stemmer for languages
//! without a better one: the longest ending of a list goes.

use std::collections::HashSet;

/// The endings of a language.
pub(super) struct Endings {
    endings: HashSet<&'static str>,
    /// Letters of the longest ending.
    longest: usize,
}

/// Letters that must stay.
const LEAST_LEFT: usize = 3;

impl Endings {
    /// Of a list like a stop word list: one a line, `#` starts a comment.
    pub(super) fn parse(list: &'static str) -> Self {
        let endings = super::profile::words(list);
        let longest = endings.iter().map(|ending| ending.chars().count()).max();
        Self {
            longest: longest.unwrap_or(0),
            endings,
        }
    }

    /// The word without its longest ending in the list that leaves at least
    /// three letters and no apostrophe at the end; the word itself if there is
    /// none.
    pub(super) fn strip<'w>(&self, word: &'w str) -> &'w str {
        let cuts: Vec<usize> = word
            .char_indices()
            .map(|(at, _)| at)
            .skip(LEAST_LEFT)
            .collect();
        cuts.iter()
            .skip(cuts.len().saturating_sub(self.longest))
            .filter_map(|at| word.split_at_checked(*at))
            .filter(|(kept, _)| kept.ends_with(char::is_alphabetic))
            .find(|(_, ending)| self.endings.contains(ending))
            .map_or(word, |(kept, _)| kept)
    }
}

/// The word without the second of two like consonants at its end (життя →
/// житт → жит, as in the genitive plural of such words).
pub(super) fn without_doubling(word: &str) -> &str {
    let mut letters = word.char_indices().rev();
    match (letters.next(), letters.next()) {
        (Some((at, last)), Some((_, before))) if last == before && at > 0 => {
            word.get(..at).unwrap_or(word)
        }
        _ => word,
    }
}
