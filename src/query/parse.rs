//! How is a query read?
//!
//! In three steps, each bounded: the lexer finds words, phrases and operators;
//! parentheses are matched, by recursion no deeper than [`MAX_DEPTH`]; then
//! each group is put together from what stands in it.
//!
//! The loosest bond is standing side by side: any word suffices. `OR` binds
//! tighter, `AND` tighter still, and words side by side are one operand of
//! either. A sign or a filter always begins a clause of its own, so that
//! `oil OR gas -price` excludes prices from both.

mod assemble;
mod date;
mod error;
mod field;
mod lex;
mod scan;

use std::{collections::HashSet, iter::Peekable, mem, ops::Range, vec};

use unicode_segmentation::UnicodeSegmentation;

use self::assemble::{Item, Operand, Operator, Sign, assemble, side_by_side};
pub use self::date::{first_day, last_day};
pub use self::error::{Problem, SyntaxError, column, marked};
use self::lex::{Token, TokenKind};
use super::ast::{Clause, Expr, ExprKind, Filter, Matching, Occur, Scope, Term};

/// The longest query, in bytes.
pub const MAX_BYTES: usize = 64 * 1024;
/// The greatest number of words and filters in a query.
pub const MAX_TERMS: usize = 1024;
/// The most words of a query that stand for others of the index: `word*`, `word~`.
pub const MAX_EXPANSIONS: usize = 64;
/// How deep parentheses and operators may nest.
pub const MAX_DEPTH: usize = 64;

/// Reads a query with operators. An empty one is an empty expression.
///
/// # Errors
///
/// If a parenthesis or an operator lacks its partner, a value is out of range,
/// or the query exceeds [`MAX_BYTES`], [`MAX_TERMS`] or [`MAX_DEPTH`].
pub fn parse(query: &str) -> Result<Expr, SyntaxError> {
    if query.len() > MAX_BYTES {
        let mut ends = (0..=MAX_BYTES).rev();
        let end = ends.find(|&at| query.is_char_boundary(at)).unwrap_or(0);
        return Err(SyntaxError::new(Problem::TooLong, query, end..end));
    }
    let mut tokens = lex::tokens(query)?.into_iter().peekable();
    let (expr, _) = group(query, &mut tokens)?;
    let expr = expr.unwrap_or_else(|| Expr::new(ExprKind::Group(Vec::new()), 0..query.len()));
    match deeper_than(&expr, MAX_DEPTH) {
        Some(span) => Err(SyntaxError::new(Problem::TooDeep, query, span)),
        None => Ok(expr),
    }
}

/// The words of a text, any of which suffices; nothing in it is an operator.
/// Each word counts once, and words beyond [`MAX_TERMS`] are left out.
pub fn literal(text: &str) -> Expr {
    let mut seen = HashSet::new();
    let mut room = MAX_TERMS;
    let mut clauses = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let (at, word) = (start, piece.trim_end());
        start += piece.len();
        let key = word
            .trim_matches(|char: char| !char.is_alphanumeric())
            .to_lowercase();
        if key.is_empty() || !seen.insert(key) {
            continue;
        }
        // A text without white space may be one long "word": take what fits.
        let rest = word.unicode_word_indices().nth(room);
        let word = rest.and_then(|(end, _)| word.get(..end)).unwrap_or(word);
        room = room.saturating_sub(scan::term_count(word));
        let term = Term {
            scope: Scope::Everywhere,
            text: word.to_owned(),
            matching: Matching::Word,
        };
        clauses.push(Clause {
            occur: Occur::Should,
            expr: Expr::new(ExprKind::Term(term), at..at + word.len()),
        });
        if room == 0 {
            break;
        }
    }
    side_by_side(clauses).unwrap_or_else(|| Expr::new(ExprKind::Group(Vec::new()), 0..text.len()))
}

/// Reads up to the end of a group: what it asks, if anything, and the token
/// that closed it.
fn group(
    query: &str,
    tokens: &mut Peekable<vec::IntoIter<Token>>,
) -> Result<(Option<Expr>, Option<Token>), SyntaxError> {
    let mut items = Vec::new();
    let mut sign = Sign::None;
    // A `NOT` that still waits for what it negates.
    let mut not = None;
    let mut closed_by = None;
    while let Some(token) = tokens.next() {
        let expr = match token.kind {
            TokenKind::Plus => {
                if sign == Sign::None {
                    sign = Sign::Plus;
                }
                continue;
            }
            TokenKind::Minus | TokenKind::Not => {
                sign = if sign == Sign::Minus {
                    Sign::None
                } else {
                    Sign::Minus
                };
                if matches!(token.kind, TokenKind::Not) {
                    not = Some(token.span);
                }
                continue;
            }
            TokenKind::Close(_) => {
                closed_by = Some(token);
                break;
            }
            TokenKind::And(_) | TokenKind::Or(_) if not.is_some() => break,
            TokenKind::And(name) => {
                items.push(Item::Operator(Operator::And, name, token.span));
                continue;
            }
            TokenKind::Or(name) => {
                items.push(Item::Operator(Operator::Or, name, token.span));
                continue;
            }
            TokenKind::Leaf(expr) => Some(expr),
            TokenKind::Open => {
                let (inner, close) = group(query, tokens)?;
                inner.map(|inner| boosted(inner, token.span.start, close))
            }
        };
        not = None;
        let sign = mem::replace(&mut sign, Sign::None);
        items.extend(expr.map(|expr| Item::Operand(Operand { sign, expr })));
    }
    match not {
        Some(span) => Err(SyntaxError::new(Problem::NothingAfter("NOT"), query, span)),
        None => Ok((assemble(query, items)?, closed_by)),
    }
}

/// What stands in parentheses, with their span and the boost after them, which
/// filters have no use for.
fn boosted(mut expr: Expr, start: usize, close: Option<Token>) -> Expr {
    if let Some(close) = close {
        expr.span = start..close.span.end;
        if let TokenKind::Close(boost) = close.kind
            && !expr.is_filter()
        {
            expr.boost = (expr.boost * boost).clamp(Expr::MIN_BOOST, Expr::MAX_BOOST);
        }
    }
    expr
}

/// The first expression that lies more than so many levels deep.
fn deeper_than(expr: &Expr, levels: usize) -> Option<Range<usize>> {
    match levels.checked_sub(1) {
        None => Some(expr.span.clone()),
        Some(levels) => expr.children().find_map(|child| deeper_than(child, levels)),
    }
}
