//! What did the user ask, and how does the index answer it?
//!
//! Text ─► [`parse`] ─► [`Expr`] ─► [`compile`] ─► a tantivy query, and a
//! [`Matcher`] that finds the matched words in a passage again.
//!
//! User text never reaches tantivy's own query parser, which nested
//! parentheses can bring down.

mod across;
mod any_of;
mod ast;
mod compile;
mod matcher;
mod parse;
mod phrase;
mod statistics;
pub(crate) mod weights;

pub use ast::{Clause, Expr, ExprKind, Filter, Matching, Occur, Scope, Term};
pub use compile::{Compiled, Context, Fieldset, Languages, compile};
pub use matcher::{Match, MatchKind, Matcher};
pub use parse::{
    MAX_BYTES, MAX_DEPTH, MAX_EXPANSIONS, MAX_TERMS, Problem, SyntaxError, column, first_day,
    last_day, literal, marked, parse,
};
