//! How is a term of a query asked for? By its words, and these by their forms,
//! their parts, their beginnings or their like.

use tantivy::{
    Term as IndexTerm,
    query::{FuzzyTermQuery, Query},
};

use super::{
    super::{
        any_of::Part,
        ast::{Matching, Scope, Term},
        weights::LONGER,
    },
    Compiler, Fieldset, Reading, all_of, any_of, boosted,
};
use crate::{
    analysis::{self, Token},
    language::cjk,
};

/// Letters of a word that may be misspelt.
const LONGEST: usize = 64;

impl Compiler<'_> {
    pub(super) fn term(&mut self, term: &Term, all_parts: bool) -> Option<Box<dyn Query>> {
        let readings = self.readings(&term.text);
        let queries = readings
            .iter()
            .filter_map(|reading| self.read_term(term, reading, all_parts))
            .collect();
        any_of(queries)
    }

    fn read_term(
        &mut self,
        term: &Term,
        reading: &Reading<'_>,
        all_parts: bool,
    ) -> Option<Box<dyn Query>> {
        let tokens = &reading.tokens;
        match term.matching {
            Matching::Word if reading.unspaced && all_parts => {
                let words = words_of(tokens)
                    .filter_map(|word| {
                        let parts = self.word(term.scope, reading, word, true);
                        self.any(parts)
                    })
                    .collect();
                all_of(words)
            }
            Matching::Word => {
                let parts = self.words(term.scope, reading, all_parts);
                self.any(parts)
            }
            Matching::Exact => self.phrase(term.scope, reading, 0, true),
            Matching::Phrase { slop, exact } => self.phrase(term.scope, reading, slop, exact),
            Matching::Prefix => self.similar(
                term.scope,
                tokens,
                |term| FuzzyTermQuery::new_prefix(term, 0, true),
                None,
            ),
            Matching::Fuzzy { distance } => self.similar(
                term.scope,
                tokens,
                |term| FuzzyTermQuery::new(term, distance, true),
                Some(distance),
            ),
        }
    }

    /// What stands for the words of a reading: a word, or each of those that
    /// stand together without spaces.
    pub(super) fn words(
        &mut self,
        scope: Scope,
        reading: &Reading<'_>,
        all_parts: bool,
    ) -> Vec<Part> {
        if !reading.unspaced {
            return self.word(scope, reading, &reading.tokens, all_parts);
        }
        // The words of a name say nothing one by one.
        let named = |token: &Token| self.known.iter().any(|(word, _)| *word == token.folded);
        if !all_parts && words_of(&reading.tokens).count() > 1 && reading.tokens.iter().all(named) {
            let words = words_of(&reading.tokens)
                .filter_map(|word| {
                    let parts = self.word(scope, reading, word, true);
                    self.any(parts)
                })
                .collect();
            return all_of(words).map(Part::Other).into_iter().collect();
        }
        let mut found = Vec::new();
        for word in words_of(&reading.tokens) {
            let parts = self.word(scope, reading, word, all_parts);
            if parts.len() > 1 {
                found.extend(self.any(parts).map(Part::Other));
            } else {
                found.extend(parts);
            }
        }
        found
    }

    /// Any form of a word. A compound is found whole, and by its parts: any
    /// of them, or all where the word is required.
    fn word(
        &mut self,
        scope: Scope,
        reading: &Reading<'_>,
        tokens: &[Token],
        all_parts: bool,
    ) -> Vec<Part> {
        let mut whole = Vec::new();
        let mut parts: Vec<Part> = Vec::new();
        let compound = tokens
            .iter()
            .any(|token| token.kind == analysis::Kind::Part);
        for token in tokens {
            if !self.keep_stop_words && self.is_stop_word(token) {
                continue;
            }
            let written = reading.text.get(token.range.clone()).unwrap_or_default();
            // A script without capital letters does not tell names.
            let named = token.class == analysis::WordClass::Name
                || written
                    .chars()
                    .next()
                    .is_some_and(|c| c.is_uppercase() || !c.is_lowercase());
            let query = Part::Word(self.forms(scope, token, &reading.languages, named));
            whole.extend(self.longer(scope, token).map(Part::Other));
            if compound && token.kind != analysis::Kind::Part {
                whole.push(query);
            } else {
                parts.push(query);
            }
        }
        if all_parts && parts.len() > 1 {
            let parts = parts
                .into_iter()
                .filter_map(|part| self.any(vec![part]))
                .collect();
            whole.extend(all_of(parts).map(Part::Other));
        } else {
            whole.extend(parts);
        }
        whole
    }

    /// Words that begin with the one Chinese character that is asked for.
    fn longer(&mut self, scope: Scope, token: &Token) -> Option<Box<dyn Query>> {
        let mut letters = token.folded.chars();
        let alone = letters.next().is_some_and(cjk::is_han) && letters.next().is_none();
        if !alone || scope != Scope::Everywhere || self.fieldset != Fieldset::All {
            return None;
        }
        let term = IndexTerm::from_field_text(self.fields.surface, &token.folded);
        self.matcher.similar(&token.folded, None);
        let longer = FuzzyTermQuery::new_prefix(term, 0, true);
        Some(boosted(Box::new(longer), LONGER))
    }

    /// Words that begin like, or are spelled nearly like, each token.
    fn similar(
        &mut self,
        scope: Scope,
        tokens: &[Token],
        query: impl Fn(IndexTerm) -> FuzzyTermQuery,
        distance: Option<u8>,
    ) -> Option<Box<dyn Query>> {
        let field = match scope {
            Scope::Everywhere => self.fields.surface,
            Scope::Title => self.fields.title,
        };
        let queries = tokens
            .iter()
            .filter(|token| token.kind != analysis::Kind::Part)
            .map(|token| {
                // What a longer one costs grows with its length, and nobody means it.
                if distance.is_some() && token.folded.chars().nth(LONGEST).is_some() {
                    self.matcher.exact(&token.folded);
                    return self.exact(field, &token.folded);
                }
                self.matcher.similar(&token.folded, distance);
                Box::new(query(IndexTerm::from_field_text(field, &token.folded))) as Box<dyn Query>
            })
            .collect();
        all_of(queries)
    }
}

/// The words among tokens, each with the parts that follow it.
fn words_of(tokens: &[Token]) -> impl Iterator<Item = &[Token]> {
    tokens.chunk_by(|_, next| next.kind == analysis::Kind::Part)
}
