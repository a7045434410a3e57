//! Which words of a passage matched? Decided by the same analysis that found
//! it, so a word that matched by its stem is marked too.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use serde::{Serialize, Serializer};

use crate::{
    analysis::{Kind, StemMemo, Term, terms},
    language::Language,
    sound::{self, Known},
};

/// How a word of a passage answers a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchKind {
    /// The query's word itself.
    Literal,
    /// Another form of it.
    Inflected,
    /// A word that sounds like it in another language, such as a name.
    Name,
    /// A word of another language that translates it.
    Translation,
    /// Pieces of it, where a search was told to be content with them.
    Piece,
}

impl MatchKind {
    /// The word that records carry.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Literal => "literal",
            Self::Inflected => "inflected",
            Self::Name => "name",
            Self::Translation => "translation",
            Self::Piece => "piece",
        }
    }
}

impl Serialize for MatchKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// A word of a passage that answers a query.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// How it answers.
    pub kind: MatchKind,
    /// The query's word, folded, where it is another one.
    pub query: Option<String>,
}

/// The forms that a query's words may take.
#[derive(Debug, Clone, Default)]
pub struct Matcher {
    exact: HashSet<String>,
    /// Stem → the query's word.
    stems: HashMap<&'static str, HashMap<String, String>>,
    prefixes: Vec<String>,
    fuzzy: Vec<(String, u8)>,
    /// Stem of another language → the query's word, and how surely it is meant.
    translations: HashMap<&'static str, HashMap<String, (String, f32)>>,
    /// Sound → the query's word.
    sounds: HashMap<String, String>,
    /// What those sounds begin with; `None` for any that tells nothing.
    beginnings: HashSet<Option<char>>,
}

impl Matcher {
    pub(super) fn exact(&mut self, folded: &str) {
        self.exact.insert(folded.to_owned());
    }

    pub(super) fn stem(&mut self, language: &'static Language, stem: &str, word: &str) {
        let words = self.stems.entry(language.code).or_default();
        words
            .entry(stem.to_owned())
            .or_insert_with(|| word.to_owned());
    }

    pub(super) fn translation(
        &mut self,
        language: &'static Language,
        stem: &str,
        word: &str,
        sure: f32,
    ) {
        let words = self.translations.entry(language.code).or_default();
        let known = words
            .entry(stem.to_owned())
            .or_insert_with(|| (word.to_owned(), sure));
        if known.1 < sure {
            *known = (word.to_owned(), sure);
        }
    }

    pub(super) fn sound(&mut self, sound: &str, word: &str) {
        self.beginnings.insert(sound::first_of_term(sound));
        self.sounds
            .entry(sound.to_owned())
            .or_insert_with(|| word.to_owned());
    }

    /// Words that begin so, or, with a distance, are spelled nearly so.
    pub(super) fn similar(&mut self, folded: &str, distance: Option<u8>) {
        match distance {
            None => self.prefixes.push(folded.to_owned()),
            Some(distance) => self.fuzzy.push((folded.to_owned(), distance)),
        }
    }

    /// Does the query ask for any word, beside filters?
    #[must_use]
    pub fn has_words(&self) -> bool {
        !(self.exact.is_empty() && self.prefixes.is_empty() && self.fuzzy.is_empty())
    }

    /// Are there translations among the forms?
    #[must_use]
    pub fn translates(&self) -> bool {
        !self.translations.is_empty()
    }

    /// How surely the surest translation in a text is what the query meant, 0
    /// to 1; 0 if there is none.
    pub fn sureness(&self, text: &str, language: &'static Language) -> f32 {
        let Some(words) = self.translations.get(language.code) else {
            return 0.0;
        };
        let mut memo = StemMemo::new(language);
        let terms = terms(text, &mut memo);
        let found = terms.iter().filter_map(|term| words.get(&term.stem));
        found.map(|(_, sure)| *sure).fold(0.0, f32::max)
    }

    /// The matched words in a text of that language, in order, not overlapping.
    #[must_use]
    pub fn find(&self, text: &str, language: &'static Language) -> Vec<Match> {
        let mut memo = StemMemo::new(language);
        let mut found: Vec<Match> = Vec::new();
        let terms = terms(text, &mut memo);
        let mut before: Option<&Term> = None;
        let known = self.known(text, &terms, language);
        for (at, term) in terms.iter().enumerate() {
            let pair = before.and_then(|before| self.pair(before, term));
            let name = known.iter().find(|name| name.words.contains(&at));
            let name = name.and_then(|name| self.sounds.get(&name.term));
            let pair = pair.or(name.map(|word| (MatchKind::Name, Some(word))));
            if term.token.kind != Kind::Compound {
                before = Some(term);
            }
            let Some((kind, query)) = self.judge(text, language, term).or(pair) else {
                continue;
            };
            let range = term.token.range.clone();
            match found.last_mut() {
                // A part of a compound that is marked already.
                Some(last) if range.start < last.range.end => {
                    if term.token.kind == Kind::Compound {
                        last.range.end = last.range.end.max(range.end);
                    }
                }
                _ => found.push(Match {
                    range,
                    kind,
                    query: query.cloned(),
                }),
            }
        }
        found
    }

    /// The well-known names of a text, if any is asked for.
    fn known(&self, text: &str, terms: &[Term], language: &'static Language) -> Vec<Known> {
        match self.beginnings.contains(&None) {
            true => sound::names(Some(text), terms, language),
            false => Vec::new(),
        }
    }

    /// Two words that are a Chinese name together.
    fn pair(&self, before: &Term, term: &Term) -> Option<(MatchKind, Option<&String>)> {
        if !self.beginnings.contains(&None) {
            return None;
        }
        let pair = sound::pair_term(&before.stem, &term.stem)?;
        Some((MatchKind::Name, Some(self.sounds.get(&pair)?)))
    }

    fn judge(
        &self,
        text: &str,
        language: &'static Language,
        term: &Term,
    ) -> Option<(MatchKind, Option<&String>)> {
        let folded = term.token.folded.as_str();
        if self.exact.contains(folded) {
            return Some((MatchKind::Literal, None));
        }
        let stems = self.stems.get(language.code);
        if let Some(word) = stems.and_then(|stems| stems.get(&term.stem)) {
            return Some((MatchKind::Inflected, Some(word)));
        }
        if let Some(word) = self.prefixes.iter().find(|word| folded.starts_with(*word)) {
            return Some((MatchKind::Inflected, Some(word)));
        }
        let near = self
            .fuzzy
            .iter()
            .find(|(word, distance)| strsim::osa_distance(word, folded) <= usize::from(*distance));
        if let Some((word, _)) = near {
            return Some((MatchKind::Inflected, Some(word)));
        }
        let translated = self
            .translations
            .get(language.code)
            .and_then(|words| words.get(&term.stem));
        if let Some((word, _)) = translated {
            return Some((MatchKind::Translation, Some(word)));
        }
        if self.sounds.is_empty() {
            return None;
        }
        let first = sound::first_of_word(folded, language);
        if first.is_some() && !self.beginnings.contains(&first) && !self.beginnings.contains(&None)
        {
            return None;
        }
        let heard = sound::terms_of(text, term, language);
        let word = heard.iter().find_map(|heard| self.sounds.get(heard))?;
        Some((MatchKind::Name, Some(word)))
    }
}
