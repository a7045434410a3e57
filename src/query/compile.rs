//! How does an expression become an index query?
//!
//! A query's language is not guessed and trusted: each word is analysed for
//! every language it could be in, and searched in all of them.

mod forms;
mod phrases;
mod words;

use std::ops::Bound;

use tantivy::{
    Searcher, Term as IndexTerm,
    query::{
        AllQuery, BooleanQuery, BoostQuery, EmptyQuery, Occur as IndexOccur, Query, RangeQuery,
        TermQuery,
    },
    schema::{Field, IndexRecordOption},
};

use super::{
    any_of::{AnyOf, Part},
    ast::{Clause, Expr, ExprKind, Filter, Matching, Occur, Term},
    matcher::Matcher,
};
use crate::{
    analysis::{self, Token, tokenize},
    index::Fields,
    language::{Language, zh},
    lexicon::Lexicon,
};

/// Which fields are searched: one alone shows what the others are worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fieldset {
    /// All of them, weighted.
    #[default]
    All,
    /// Exact forms.
    Surface,
    /// Stems.
    Stem,
    /// Pieces of words; exact forms in languages that have none.
    Recall,
}

/// Which languages a query's words are asked for in.
#[derive(Debug, Clone, Default)]
pub struct Languages {
    /// Those that the words could be in.
    pub of_words: Vec<&'static Language>,
    /// Of these, those that are likely enough for its words to be translated.
    pub translated: Vec<&'static Language>,
    /// Those whose articles are searched by translations too; none to stay in
    /// the query's own.
    pub of_articles: Vec<&'static Language>,
    /// All that the index has articles in.
    pub of_index: Vec<&'static Language>,
}

/// A query ready to run.
pub struct Compiled {
    /// The query over passages.
    pub query: Box<dyn Query>,
    /// Finds the matched words again.
    pub matcher: Matcher,
    /// It has at least one word or filter.
    pub asks_something: bool,
}

/// What a query is compiled with.
#[derive(Clone, Copy)]
pub struct Context<'c> {
    /// The index that is asked: which spellings of a name there are.
    pub searcher: &'c Searcher,
    /// Its fields.
    pub fields: Fields,
    /// The languages that the words could be in.
    pub languages: &'c Languages,
    /// Translates them.
    pub lexicon: &'c Lexicon,
    /// Which fields are searched.
    pub fieldset: Fieldset,
    /// Whether a piece of a word alone brings a hit.
    pub loose: bool,
    /// Whether the words are asked for by their translations, too.
    pub translate: bool,
}

/// Compiles an expression for an index.
#[must_use]
pub fn compile(expr: &Expr, context: Context<'_>) -> Compiled {
    let Context {
        searcher,
        fields,
        languages,
        lexicon,
        fieldset,
        loose,
        translate,
    } = context;
    let words = expr.wanted().len();
    let text: Vec<&str> = expr
        .wanted()
        .iter()
        .map(|term| term.text.as_str())
        .collect();
    let text = text.join(" ");
    let mut compiler = Compiler {
        searcher,
        loose,
        translate,
        fields,
        fieldset,
        languages,
        lexicon,
        text: &text,
        words,
        matcher: Matcher::default(),
        keep_stop_words: false,
        known: Vec::new(),
        looked_at: 0,
    };
    compiler.known = compiler.known_names();
    // A query of nothing but stop words means them.
    compiler.keep_stop_words = expr
        .wanted()
        .iter()
        .filter(|term| term.matching == Matching::Word)
        .flat_map(|term| compiler.readings(&term.text))
        .flat_map(|reading| reading.tokens)
        .all(|token| compiler.is_stop_word(&token));
    let query = compiler.expr(expr);
    Compiled {
        asks_something: query.is_some(),
        query: query.unwrap_or_else(|| Box::new(EmptyQuery)),
        matcher: compiler.matcher,
    }
}

/// The tokens of a term as some languages find them.
struct Reading<'t> {
    /// The term's text.
    text: &'t str,
    tokens: Vec<Token>,
    languages: Vec<&'static Language>,
    /// Several words may stand in it side by side.
    unspaced: bool,
}

struct Compiler<'l> {
    searcher: &'l Searcher,
    loose: bool,
    translate: bool,
    fields: Fields,
    fieldset: Fieldset,
    languages: &'l Languages,
    lexicon: &'l Lexicon,
    /// All its words, which tell its alphabet.
    text: &'l str,
    /// How many words the query has.
    words: usize,
    matcher: Matcher,
    keep_stop_words: bool,
    /// Words of well-known names, folded, with the terms of those.
    known: Vec<(String, String)>,
    /// Words of the index that were looked at for forms of the words of phrases.
    looked_at: usize,
}

type Clauses = Vec<(IndexOccur, Box<dyn Query>)>;

fn boosted(query: Box<dyn Query>, boost: f32) -> Box<dyn Query> {
    if boost == 1.0 {
        query
    } else {
        Box::new(BoostQuery::new(query, boost))
    }
}

fn any_of(mut queries: Vec<Box<dyn Query>>) -> Option<Box<dyn Query>> {
    match queries.len() {
        0 => None,
        1 => queries.pop(),
        _ => Some(Box::new(BooleanQuery::union(queries))),
    }
}

fn all_of(mut queries: Vec<Box<dyn Query>>) -> Option<Box<dyn Query>> {
    match queries.len() {
        0 => None,
        1 => queries.pop(),
        _ => Some(Box::new(BooleanQuery::intersection(queries))),
    }
}

impl Compiler<'_> {
    fn is_stop_word(&self, token: &Token) -> bool {
        token.class == analysis::WordClass::Function
            || self
                .languages
                .of_words
                .iter()
                .any(|language| language.stop_words.contains(token.folded.as_str()))
    }

    /// The tokens of a term in each way that the languages it could be in find
    /// them: one way for all languages with spaces between their words, if it
    /// is not in a script of those without.
    fn readings<'t>(&self, text: &'t str) -> Vec<Reading<'t>> {
        let (own, common): (Vec<_>, Vec<_>) = self
            .languages
            .of_words
            .iter()
            .partition(|language| analysis::needs_rules(text, language));
        // Japanese and Korean spell foreign names in letters of their own.
        let long = text.chars().nth(4).is_some();
        let foreign =
            zh::is_transcription(text) || (long && self.known.iter().any(|(word, _)| word == text));
        let own = own.into_iter().filter(|language: &&Language| {
            !foreign || language.unspaced.is_some_and(|rules| rules.transcribes)
        });
        let mut readings: Vec<Reading<'t>> = own
            .map(|language| Reading {
                text,
                tokens: analysis::tokenize_in(text, language),
                languages: vec![language],
                unspaced: true,
            })
            .collect();
        if readings.is_empty() {
            readings.push(Reading {
                text,
                tokens: tokenize(text),
                languages: common,
                unspaced: false,
            });
        }
        readings
    }

    /// `None` where nothing is left to ask: punctuation, or stop words alone.
    fn expr(&mut self, expr: &Expr) -> Option<Box<dyn Query>> {
        let query = match &expr.kind {
            ExprKind::Term(term) => self.term(term, false),
            ExprKind::Filter(filter) => Some(self.filter(filter)),
            ExprKind::Group(clauses) => self.group(clauses),
            ExprKind::And(exprs) => self.and(exprs),
            ExprKind::Or(exprs) => {
                let parts = exprs.iter().flat_map(|expr| self.parts(expr)).collect();
                self.any(parts)
            }
            ExprKind::Not(inner) => self.unwanted(inner).map(|query| {
                let clauses: Clauses = vec![
                    (
                        IndexOccur::Must,
                        Box::new(BoostQuery::new(Box::new(AllQuery), 0.0)),
                    ),
                    (IndexOccur::MustNot, query),
                ];
                Box::new(BooleanQuery::new(clauses)) as Box<dyn Query>
            }),
        };
        query.map(|query| boosted(query, expr.boost))
    }

    /// An expression that must match: all the parts of a compound word, not any.
    fn required(&mut self, expr: &Expr) -> Option<Box<dyn Query>> {
        match &expr.kind {
            ExprKind::Term(term) => self
                .term(term, true)
                .map(|query| boosted(query, expr.boost)),
            _ => self.expr(expr),
        }
    }

    /// An expression that must not match: its words are not highlighted.
    fn unwanted(&mut self, expr: &Expr) -> Option<Box<dyn Query>> {
        let matcher = std::mem::take(&mut self.matcher);
        // What a word may mean elsewhere is no reason to leave something out.
        let translate = std::mem::replace(&mut self.translate, false);
        let query = self.required(expr);
        self.translate = translate;
        self.matcher = matcher;
        query
    }

    fn and(&mut self, exprs: &[Expr]) -> Option<Box<dyn Query>> {
        let mut clauses: Clauses = Vec::new();
        for expr in exprs {
            let (occur, query) = match &expr.kind {
                ExprKind::Not(inner) => (IndexOccur::MustNot, self.unwanted(inner)),
                _ => (IndexOccur::Must, self.required(expr)),
            };
            clauses.extend(query.map(|query| (occur, query)));
        }
        boolean(clauses)
    }

    fn group(&mut self, group: &[Clause]) -> Option<Box<dyn Query>> {
        let mut clauses: Clauses = Vec::new();
        let mut wanted = Vec::new();
        let mut required = false;
        for Clause { occur, expr } in group {
            match occur {
                Occur::Should => wanted.extend(self.parts(expr)),
                Occur::Must => {
                    required = true;
                    clauses.extend(self.required(expr).map(|query| (IndexOccur::Must, query)));
                }
                Occur::MustNot => clauses.extend(
                    self.unwanted(expr)
                        .map(|query| (IndexOccur::MustNot, query)),
                ),
                Occur::Filter => {
                    let query = self.required(expr).map(|query| boosted(query, 0.0));
                    clauses.extend(query.map(|query| (IndexOccur::Must, query)));
                }
            }
        }
        if let Some(wanted) = self.any(wanted) {
            let occur = if required {
                IndexOccur::Should
            } else {
                IndexOccur::Must
            };
            clauses.push((occur, wanted));
        }
        boolean(clauses)
    }

    fn filter(&self, filter: &Filter) -> Box<dyn Query> {
        let query: Box<dyn Query> = match filter {
            Filter::Lang(tag) => self.exact(self.fields.lang, tag),
            Filter::Source(name) => self.exact(self.fields.source, &analysis::fold(name.trim())),
            Filter::Id(id) => self.exact(self.fields.article, id),
            Filter::Date { from, to } => {
                let bound = |day: &Option<jiff::civil::Date>| {
                    day.map_or(Bound::Unbounded, |day| {
                        let day = crate::article::Date::Day(day).epoch_day();
                        Bound::Included(IndexTerm::from_field_i64(self.fields.day, day))
                    })
                };
                match (bound(from), bound(to)) {
                    (Bound::Unbounded, Bound::Unbounded) => Box::new(AllQuery),
                    (from, to) => Box::new(RangeQuery::new(from, to)),
                }
            }
        };
        boosted(query, 0.0)
    }

    fn exact(&self, field: Field, text: &str) -> Box<dyn Query> {
        Box::new(TermQuery::new(
            IndexTerm::from_field_text(field, text),
            IndexRecordOption::WithFreqs,
        ))
    }

    /// Any of the parts; `None` where there are none.
    fn any(&self, parts: Vec<Part>) -> Option<Box<dyn Query>> {
        if parts.iter().any(|part| matches!(part, Part::Word(_))) {
            let lang = self.fields.lang;
            return Some(Box::new(AnyOf { lang, parts }));
        }
        let queries = parts.into_iter().filter_map(|part| match part {
            Part::Other(query) => Some(query),
            Part::Word(_) => None,
        });
        any_of(queries.collect())
    }

    /// What an expression adds to those that stand beside it.
    fn parts(&mut self, expr: &Expr) -> Vec<Part> {
        if let ExprKind::Term(Term {
            scope,
            text,
            matching: Matching::Word,
        }) = &expr.kind
        {
            let readings = self.readings(text);
            let compound = readings.len() > 1
                || readings.iter().any(|reading| {
                    let is_part = |token: &Token| token.kind == analysis::Kind::Part;
                    !reading.unspaced && reading.tokens.iter().any(is_part)
                });
            let mut parts: Vec<Part> = readings
                .iter()
                .flat_map(|reading| self.words(*scope, reading, false))
                .collect();
            if compound {
                return self
                    .any(parts)
                    .map(|query| Part::Other(boosted(query, expr.boost)))
                    .into_iter()
                    .collect();
            }
            for part in &mut parts {
                match part {
                    Part::Word(word) => word.boost = expr.boost,
                    Part::Other(query) => *query = boosted(query.box_clone(), expr.boost),
                }
            }
            return parts;
        }
        self.expr(expr).map(Part::Other).into_iter().collect()
    }
}

/// Clauses as one query; exclusions alone are taken out of everything.
fn boolean(mut clauses: Clauses) -> Option<Box<dyn Query>> {
    if clauses.is_empty() {
        return None;
    }
    if clauses
        .iter()
        .all(|(occur, _)| *occur == IndexOccur::MustNot)
    {
        clauses.push((
            IndexOccur::Must,
            Box::new(BoostQuery::new(Box::new(AllQuery), 0.0)),
        ));
    }
    match clauses.as_slice() {
        [(IndexOccur::Must, _)] => clauses.pop().map(|(_, query)| query),
        _ => Some(Box::new(BooleanQuery::new(clauses))),
    }
}
