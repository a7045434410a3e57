//! Where do the words, phrases and operators of a query begin and end?
//!
//! Whatever cannot be an operator where it stands is punctuation: a hyphen
//! inside a word, a colon after a word that names no field, a quotation mark
//! without a partner, a star on its own. Stretches without any letter or digit
//! are dropped.

use std::ops::Range;

use super::{
    super::ast::is_quote,
    Expr, ExprKind, Filter, MAX_DEPTH, MAX_EXPANSIONS, MAX_TERMS, Matching, Problem, Scope,
    SyntaxError, Term, date,
    field::{self, FIELDS, Field, FilterField},
    scan::{self, boost_factor, is_number, is_text, suffix, term_count, unescaped},
};
use crate::language::tag;

/// A piece of a query.
#[derive(Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Range<usize>,
}

#[derive(Debug)]
pub(super) enum TokenKind {
    Open,
    /// The end of a group and the boost of the whole.
    Close(f32),
    And(&'static str),
    Or(&'static str),
    /// `NOT`, which may stand apart from what it negates.
    Not,
    Plus,
    Minus,
    Leaf(Expr),
}

/// The pieces of a query, in order. Parentheses in them are balanced and
/// nested at most [`MAX_DEPTH`] deep.
pub(super) fn tokens(query: &str) -> Result<Vec<Token>, SyntaxError> {
    let mut lexer = Lexer {
        query,
        at: 0,
        tokens: Vec::new(),
        open: Vec::new(),
        terms: 0,
        expansions: 0,
        partnerless: Vec::new(),
    };
    while let Some(char) = lexer.peek() {
        lexer.step(char)?;
    }
    match lexer.open.last() {
        Some(&(at, _)) => Err(lexer.error(Problem::Unclosed, at..at + 1)),
        None => Ok(lexer.tokens),
    }
}

struct Lexer<'a> {
    query: &'a str,
    /// Bytes read so far.
    at: usize,
    tokens: Vec<Token>,
    /// Groups not yet closed: where they began, and the field before them.
    open: Vec<(usize, Option<Field>)>,
    terms: usize,
    /// Of these, those that stand for others of the index.
    expansions: usize,
    /// Quotation marks that have no partner in the rest of the query. Kept so
    /// that many of them do not each search it to its end.
    partnerless: Vec<char>,
}

impl<'a> Lexer<'a> {
    fn step(&mut self, char: char) -> Result<(), SyntaxError> {
        let start = self.at;
        match char {
            '(' => self.open(start, self.field())?,
            ')' => self.close()?,
            '+' | '-' if self.is_sign() => {
                self.at += 1;
                let plus = char == '+';
                let kind = if plus {
                    TokenKind::Plus
                } else {
                    TokenKind::Minus
                };
                self.push(kind, start);
            }
            _ if char.is_whitespace() => self.at += char.len_utf8(),
            '=' if self.rest().chars().nth(1).is_some_and(is_quote) => {
                self.at += char.len_utf8();
                if let Some(text) = self.quoted() {
                    self.phrase(self.field(), text, true, start)?;
                }
            }
            _ if is_quote(char) => match self.quoted() {
                Some(text) => self.phrase(self.field(), text, false, start)?,
                None => self.at += char.len_utf8(),
            },
            _ => self.word(start)?,
        }
        Ok(())
    }

    fn rest(&self) -> &'a str {
        self.query.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The field of the innermost group.
    fn field(&self) -> Option<Field> {
        self.open.last().and_then(|&(_, field)| field)
    }

    fn error(&self, problem: Problem, span: Range<usize>) -> SyntaxError {
        SyntaxError::new(problem, self.query, span)
    }

    fn push(&mut self, kind: TokenKind, start: usize) {
        let span = start..self.at;
        self.tokens.push(Token { kind, span });
    }

    /// Is the `+` or `-` here an operator? It is at the start of a word, and
    /// neither a dash nor one of several.
    fn is_sign(&self) -> bool {
        let before = self.query.get(..self.at).unwrap_or_default();
        let begins = before
            .chars()
            .next_back()
            .is_none_or(|char| char.is_whitespace() || char == '(');
        let after = self.rest().chars().nth(1);
        begins && after.is_some_and(|char| !char.is_whitespace() && !"+-)".contains(char))
    }

    fn open(&mut self, start: usize, field: Option<Field>) -> Result<(), SyntaxError> {
        if self.open.len() == MAX_DEPTH {
            return Err(self.error(Problem::TooDeep, self.at..self.at + 1));
        }
        self.open.push((self.at, field));
        self.at += 1;
        self.push(TokenKind::Open, start);
        Ok(())
    }

    fn close(&mut self) -> Result<(), SyntaxError> {
        let start = self.at;
        if self.open.pop().is_none() {
            return Err(self.error(Problem::Unopened, start..start + 1));
        }
        self.at += 1;
        let mut boost = 1.0;
        let raw = self.run();
        let span = self.at..self.at + raw.len();
        if let Some(("", number)) = raw.split_once('^')
            && let Some(factor) =
                boost_factor(number).map_err(|problem| self.error(problem, span))?
        {
            self.at += raw.len();
            boost = factor;
        }
        self.push(TokenKind::Close(boost), start);
        Ok(())
    }

    /// A word, with its field or operators, or a keyword.
    fn word(&mut self, start: usize) -> Result<(), SyntaxError> {
        let rest = self.rest();
        let field = FIELDS.iter().find(|(name, _)| rest.starts_with(name));
        if let Some(&(name, field)) = field
            && self.value(field, name, start)?
        {
            return Ok(());
        }
        if field.is_none()
            && let Some((meant, length)) = field::mistyped(rest)
        {
            return Err(self.error(Problem::UnknownField(meant), start..start + length));
        }
        let raw = self.run();
        self.at += raw.len();
        let keyword = match raw {
            _ if self.sign_before(start).is_some() => None,
            "AND" => Some(TokenKind::And("AND")),
            "&&" => Some(TokenKind::And("&&")),
            "OR" => Some(TokenKind::Or("OR")),
            "||" => Some(TokenKind::Or("||")),
            "NOT" => Some(TokenKind::Not),
            _ => None,
        };
        match keyword {
            Some(kind) => self.push(kind, start),
            None if is_text(&unescaped(raw)) => self.leaf(self.field(), raw, start)?,
            None => self.drop_sign(start),
        }
        Ok(())
    }

    /// Reads the value of a field. False, with nothing read, if there is none
    /// and the colon is punctuation after all.
    fn value(&mut self, field: Field, name: &str, start: usize) -> Result<bool, SyntaxError> {
        let colon = self.at;
        self.at += name.len();
        match self.peek() {
            Some('(') => self.open(start, Some(field))?,
            Some('=') if self.rest().chars().nth(1).is_some_and(is_quote) => {
                self.at += 1;
                match self.quoted() {
                    Some(text) if is_text(&text) => {
                        self.phrase(Some(field), text, true, start)?;
                    }
                    _ => {
                        self.at = colon;
                        return Ok(false);
                    }
                }
            }
            Some(char) if is_quote(char) => match self.quoted() {
                Some(text) if is_text(&text) => self.phrase(Some(field), text, false, start)?,
                _ => {
                    self.at = colon;
                    return Ok(false);
                }
            },
            _ => {
                let raw = self.run();
                if !is_text(&unescaped(raw)) {
                    self.at = colon;
                    return Ok(false);
                }
                self.at += raw.len();
                self.leaf(Some(field), raw, start)?;
            }
        }
        Ok(true)
    }

    /// The stretch from here, which is not yet read.
    fn run(&self) -> &'a str {
        scan::run(self.rest())
    }

    /// Reads a quotation. None, with nothing read, if its mark has no partner.
    fn quoted(&mut self) -> Option<String> {
        let mark = self.peek()?;
        if self.partnerless.contains(&mark) {
            return None;
        }
        let Some((text, length)) = scan::quotation(self.rest()) else {
            self.partnerless.push(mark);
            return None;
        };
        self.at += length;
        Some(text)
    }

    /// A phrase that was just read, and the operators after it.
    fn phrase(
        &mut self,
        field: Option<Field>,
        text: String,
        exact: bool,
        start: usize,
    ) -> Result<(), SyntaxError> {
        if let Some(Field::Filter(field)) = field {
            return self.filter(field, text, start);
        }
        let (slop, boost) = self.phrase_suffix()?;
        if !is_text(&text) {
            self.drop_sign(start);
            return Ok(());
        }
        let matching = Matching::Phrase { slop, exact };
        self.term(field, text, matching, boost, start)
    }

    /// Reads `~3`, `^2` or `~3^2`.
    fn phrase_suffix(&mut self) -> Result<(u32, f32), SyntaxError> {
        let raw = self.run();
        let span = self.at..self.at + raw.len();
        let (head, boost) = match raw.split_once('^') {
            Some((head, number)) => {
                let boost = boost_factor(number);
                (
                    head,
                    boost.map_err(|problem| self.error(problem, span.clone()))?,
                )
            }
            None => (raw, Some(1.0)),
        };
        let slop = match head.strip_prefix('~') {
            Some(number) if is_number(number) => Some(number.parse().unwrap_or(u32::MAX)),
            _ => head.is_empty().then_some(0),
        };
        let Some((slop, boost)) = slop.zip(boost) else {
            return Ok((0, 1.0));
        };
        if slop > Term::MAX_SLOP {
            return Err(self.error(Problem::BadSlop, span));
        }
        self.at = span.end;
        Ok((slop, boost))
    }

    /// A word that was just read, with the operators in it.
    fn leaf(&mut self, field: Option<Field>, raw: &str, start: usize) -> Result<(), SyntaxError> {
        if let Some(Field::Filter(field)) = field {
            return self.filter(field, unescaped(raw), start);
        }
        let (mut word, mut boost) = (raw, 1.0);
        if let Some((head, number)) = suffix(word, '^')
            && let Some(factor) =
                boost_factor(number).map_err(|problem| self.error(problem, start..self.at))?
        {
            (word, boost) = (head, factor);
        }
        let mut matching = Matching::Word;
        if let Some(exact) = word.strip_prefix('=')
            && is_text(&unescaped(exact))
        {
            (word, matching) = (exact, Matching::Exact);
        } else if let Some((head, "")) = suffix(word, '*') {
            (word, matching) = (head, Matching::Prefix);
        } else if let Some((head, number)) = suffix(word, '~')
            && number
                .chars()
                .all(|char| char.is_ascii_digit() || char == '.')
        {
            let distance = match number {
                "" if unescaped(head).chars().count() <= SHORT_WORD => 1,
                "" => 2,
                "1" => 1,
                "2" => 2,
                _ => return Err(self.error(Problem::BadDistance, start..self.at)),
            };
            (word, matching) = (head, Matching::Fuzzy { distance });
        }
        self.term(field, unescaped(word), matching, boost, start)
    }

    fn term(
        &mut self,
        field: Option<Field>,
        text: String,
        matching: Matching,
        boost: f32,
        start: usize,
    ) -> Result<(), SyntaxError> {
        let scope = match field {
            Some(Field::Title) => Scope::Title,
            _ => Scope::Everywhere,
        };
        let words = term_count(&text);
        let term = Term {
            scope,
            text,
            matching,
        };
        let expr = Expr {
            kind: ExprKind::Term(term),
            boost,
            span: start..self.at,
        };
        self.push_leaf(expr, words)
    }

    fn filter(
        &mut self,
        field: FilterField,
        value: String,
        start: usize,
    ) -> Result<(), SyntaxError> {
        let span = start..self.at;
        let named = match field {
            FilterField::Source => Some("source:"),
            FilterField::Id => Some("id:"),
            _ => None,
        };
        if let Some(name) = named.filter(|_| !value.chars().any(char::is_alphanumeric)) {
            return Err(self.error(Problem::NothingAfter(name), span));
        }
        let filter = match field {
            FilterField::Source => Ok(Filter::Source(value)),
            FilterField::Id => Ok(Filter::Id(value)),
            FilterField::Date => date::period(&value),
            FilterField::After => date::after(&value),
            FilterField::Before => date::before(&value),
            FilterField::Lang => return self.languages(&value, span),
        };
        let filter = filter.map_err(|problem| self.error(problem, span.clone()))?;
        self.push_leaf(Expr::new(ExprKind::Filter(filter), span), 1)
    }

    /// One language, or any of several with commas.
    fn languages(&mut self, tags: &str, span: Range<usize>) -> Result<(), SyntaxError> {
        let mut filters: Vec<Expr> = Vec::new();
        for name in tags.split(',').filter(|name| !name.trim().is_empty()) {
            let Some(code) = tag::asked(name) else {
                return Err(self.error(Problem::BadLanguage(meant(name)), span));
            };
            let kind = ExprKind::Filter(Filter::Lang(code.into_owned()));
            if !filters.iter().any(|filter| filter.kind == kind) {
                filters.push(Expr::new(kind, span.clone()));
            }
        }
        let count = filters.len();
        match super::assemble::one_or(filters, ExprKind::Or) {
            Some(expr) => self.push_leaf(expr, count),
            None => Err(self.error(Problem::BadLanguage(None), span)),
        }
    }

    fn push_leaf(&mut self, expr: Expr, terms: usize) -> Result<(), SyntaxError> {
        let span = expr.span.clone();
        self.terms += terms;
        if self.terms > MAX_TERMS {
            return Err(self.error(Problem::TooManyTerms, span));
        }
        if let ExprKind::Term(Term { matching, .. }) = &expr.kind
            && matches!(matching, Matching::Prefix | Matching::Fuzzy { .. })
        {
            self.expansions += terms;
            if self.expansions > MAX_EXPANSIONS {
                return Err(self.error(Problem::TooManyExpansions, span));
            }
        }
        let kind = TokenKind::Leaf(expr);
        self.tokens.push(Token { kind, span });
        Ok(())
    }

    /// Nothing to search for here: a sign directly before it is punctuation too.
    fn drop_sign(&mut self, start: usize) {
        if self.sign_before(start).is_some() {
            self.tokens.pop();
        }
    }

    /// The sign directly before this place.
    fn sign_before(&self, start: usize) -> Option<&Token> {
        self.tokens.last().filter(|token| {
            token.span.end == start && matches!(token.kind, TokenKind::Plus | TokenKind::Minus)
        })
    }
}

/// The code of the language that a name is nearest to.
fn meant(name: &str) -> Option<&'static str> {
    tag::nearest(name).first().map(|language| language.code)
}

/// Words of up to so many letters are taken as misspelt in one of them, longer
/// ones in two, unless the query says (as Lucene's and Elasticsearch's AUTO).
const SHORT_WORD: usize = 5;
