//! Which terms may stand at each place of a phrase? The word itself, or all of
//! its forms that the index has.

use std::collections::HashMap;

use tantivy::{query::Query, schema::Field};

use super::{
    super::{
        ast::Scope,
        phrase::{Phrase, Place},
    },
    Compiler, Reading, any_of,
};
use crate::{
    analysis::{self, Kind, Token},
    language::Language,
};

/// Letters that all forms of a word begin with.
const BEGINNING: usize = 3;
/// Forms of one word that are looked for.
const FORMS: usize = 512;
/// Words of the index that are looked at for all phrases of a query. Beyond, words
/// of a phrase are found in the form that they were asked for in.
pub(super) const LOOKED_AT: usize = 300_000;

impl Compiler<'_> {
    /// The words of a phrase in this order; in any of their forms, or exactly
    /// as they stand.
    pub(super) fn phrase(
        &mut self,
        scope: Scope,
        reading: &Reading<'_>,
        slop: u32,
        exact: bool,
    ) -> Option<Box<dyn Query>> {
        let words = simplest(&reading.tokens);
        for word in &words {
            self.matcher.exact(&word.folded);
        }
        let mut queries: Vec<Box<dyn Query>> = Vec::new();
        for field in [self.fields.surface, self.fields.title] {
            if scope == Scope::Title && field != self.fields.title {
                continue;
            }
            let mut before = None;
            let mut forms: HashMap<&String, Vec<String>> = HashMap::new();
            let mut places = Vec::new();
            for word in &words {
                let terms = match exact || is_fixed(word) {
                    true => vec![word.folded.clone()],
                    false if field == self.fields.title => self.title_terms(word, reading),
                    false => match forms.get(&word.folded) {
                        Some(known) => Vec::clone(known),
                        None => {
                            let found = self.forms_in_index(field, word, &reading.languages);
                            forms.insert(&word.folded, found.clone());
                            found
                        }
                    },
                };
                let step = before.map_or(0, |before| word.position - before);
                before = Some(word.position);
                places.push(Place { terms, step });
            }
            if !places.is_empty() {
                queries.push(Box::new(Phrase {
                    field,
                    places,
                    slop,
                }));
            }
        }
        any_of(queries)
    }

    /// The terms of a word in the field of titles, which has stems and words.
    fn title_terms(&mut self, word: &Token, reading: &Reading<'_>) -> Vec<String> {
        let mut terms = vec![word.folded.clone()];
        for language in &reading.languages {
            let stem = analysis::stem_of(word, language, &word.folded);
            self.matcher.stem(language, &stem, &word.folded);
            terms.push(analysis::stem_term(language, &stem));
        }
        terms
    }

    /// The words of the index that are forms of this one in a language that it
    /// could be in.
    fn forms_in_index(
        &mut self,
        field: Field,
        word: &Token,
        languages: &[&'static Language],
    ) -> Vec<String> {
        let mut terms = vec![word.folded.clone()];
        let stems: Vec<(&'static Language, String)> = languages
            .iter()
            .map(|language| {
                let stem = analysis::stem_of(word, language, &word.folded);
                (*language, stem.into_owned())
            })
            .collect();
        for (language, stem) in &stems {
            self.matcher.stem(language, stem, &word.folded);
        }
        let beginning: String = word.folded.chars().take(BEGINNING).collect();
        let end = format!("{beginning}{}", char::MAX);
        for segment in self.searcher.segment_readers() {
            let Ok(inverted) = segment.inverted_index(field) else {
                continue;
            };
            let words = inverted.terms().range();
            let range = words.ge(beginning.as_bytes()).lt(end.as_bytes());
            let Ok(mut found) = range.into_stream() else {
                continue;
            };
            while terms.len() < FORMS && self.looked_at < LOOKED_AT && found.advance() {
                self.looked_at += 1;
                let Ok(term) = std::str::from_utf8(found.key()) else {
                    continue;
                };
                let is_form = stems
                    .iter()
                    .any(|(language, stem)| (language.stem)(term) == stem.as_str());
                if is_form && !terms.iter().any(|known| known == term) {
                    terms.push(term.to_owned());
                }
            }
        }
        terms
    }
}

/// Numbers have one form, and so have words that a dictionary has told.
fn is_fixed(word: &Token) -> bool {
    matches!(word.kind, Kind::Number | Kind::Variant) || word.stem.is_some()
}

/// At each position the simplest token: a compound stands at the place of its
/// first part.
fn simplest(tokens: &[Token]) -> Vec<&Token> {
    let mut words: Vec<&Token> = Vec::new();
    for token in tokens {
        match words.last_mut() {
            Some(last) if last.position == token.position => {
                if last.kind == Kind::Compound {
                    *last = token;
                }
            }
            _ => words.push(token),
        }
    }
    words
}
