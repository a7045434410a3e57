//! Which words of a passage matched? Decided by the same analysis that found
//! it, so a word that matched by its stem is marked too.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use crate::{
    analysis::{Kind, StemMemo, terms},
    language::{self, Language},
};

/// The forms that a query's words may take.
#[derive(Debug, Clone, Default)]
pub struct Matcher {
    exact: HashSet<String>,
    stems: HashMap<&'static str, HashSet<String>>,
    prefixes: Vec<String>,
    fuzzy: Vec<(String, u8)>,
}

impl Matcher {
    pub(super) fn exact(&mut self, folded: &str) {
        self.exact.insert(folded.to_owned());
    }

    pub(super) fn stem(&mut self, language: &'static Language, stem: &str) {
        self.stems
            .entry(language.code)
            .or_default()
            .insert(stem.to_owned());
    }

    /// Words that begin so, or, with a distance, are spelled nearly so.
    pub(super) fn similar(&mut self, folded: &str, distance: Option<u8>) {
        match distance {
            None => self.prefixes.push(folded.to_owned()),
            Some(distance) => self.fuzzy.push((folded.to_owned(), distance)),
        }
    }

    /// The byte ranges of the matched words in a text of that language, in
    /// order, not overlapping.
    pub fn find(&self, text: &str, lang: &str) -> Vec<Range<usize>> {
        let language = language::get_or_undetermined(lang);
        let stems = self.stems.get(language.code);
        let mut memo = StemMemo::new(language);
        let mut found: Vec<Range<usize>> = Vec::new();
        for term in terms(text, &mut memo) {
            let folded = term.token.folded.as_str();
            let matched = self.exact.contains(folded)
                || stems.is_some_and(|stems| stems.contains(&term.stem))
                || self
                    .prefixes
                    .iter()
                    .any(|prefix| folded.starts_with(prefix))
                || self.fuzzy.iter().any(|(word, distance)| {
                    strsim::osa_distance(word, folded) <= usize::from(*distance)
                });
            if !matched {
                continue;
            }
            match found.last_mut() {
                // A part of a compound that is marked already.
                Some(last) if term.token.range.start < last.end => {
                    if term.token.kind == Kind::Compound {
                        last.end = last.end.max(term.token.range.end);
                    }
                }
                _ => found.push(term.token.range),
            }
        }
        found
    }
}
