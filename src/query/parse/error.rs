//! What is wrong with a query, where, and what to do about it.

use std::ops::Range;

/// A query that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem} (at character {column})")]
pub struct SyntaxError {
    /// What is wrong and what to do.
    pub problem: Problem,
    /// The offending part of the query, in bytes, on character boundaries.
    pub span: Range<usize>,
    /// Where it begins, in characters, from 1.
    pub column: usize,
}

/// The ways in which a query can be wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum Problem {
    #[error("the query is longer than {} KiB: search for fewer words", super::MAX_BYTES / 1024)]
    TooLong,
    #[error("the query has more than {} words: search for fewer", super::MAX_TERMS)]
    TooManyTerms,
    #[error(
        "the query has more than {} words with `*` or `~`: take some out",
        super::MAX_EXPANSIONS
    )]
    TooManyExpansions,
    #[error(
        "more than {} levels of parentheses and operators: take some out",
        super::MAX_DEPTH
    )]
    TooDeep,
    #[error("`(` is never closed: add `)`, or write `\\(` to search for it")]
    Unclosed,
    #[error("`)` closes nothing: take it out, or write `\\)` to search for it")]
    Unopened,
    #[error("`{0}` needs a word before it: add one, or write `\\{0}` to search for it")]
    NothingBefore(&'static str),
    #[error("`{0}` needs a word after it: add one, or write `\\{0}` to search for it")]
    NothingAfter(&'static str),
    #[error("not a date: write 2025, 2025-01 or 2025-01-31, and a period as 2025-01..2025-03")]
    BadDate,
    #[error("the period ends before it begins: swap its ends")]
    ReversedPeriod,
    #[error("not a language: {}", of_language(*.0))]
    BadLanguage(Option<&'static str>),
    #[error("no such field: did you mean `{0}`? to search for a colon, write `\\:`")]
    UnknownField(&'static str),
    #[error("a spelling can differ in 1 or 2 letters: write `word~1` or `word~2`")]
    BadDistance,
    #[error(
        "at most {} words may stand between those of a phrase: write a smaller number after `~`",
        super::Term::MAX_SLOP
    )]
    BadSlop,
    #[error(
        "a boost lies between {} and {}: write `word^2`, or `\\^` to search for it",
        super::Expr::MIN_BOOST,
        super::Expr::MAX_BOOST
    )]
    BadBoost,
}

impl SyntaxError {
    pub(super) fn new(problem: Problem, query: &str, span: Range<usize>) -> Self {
        Self {
            problem,
            column: column(query, &span),
            span,
        }
    }

    /// Two lines to show below the message: see [`marked`].
    #[must_use]
    pub fn caret(&self, query: &str) -> String {
        marked(query, &self.span)
    }
}

fn of_language(meant: Option<&str>) -> String {
    match meant {
        Some(code) => format!("did you mean `lang:{code}`? `tilmash languages` lists them"),
        None => "write its code or name, such as `lang:kk`, several with commas".to_owned(),
    }
}

/// Where a part of a query begins, in characters, from 1.
#[must_use]
pub fn column(query: &str, span: &Range<usize>) -> usize {
    let before = query.get(..span.start).unwrap_or(query);
    before.chars().count() + 1
}

/// Two lines: the query, or what of it is around a part, and carets under that
/// part. Characters that would steer a terminal are shown as spaces, so that
/// the carets stay in place.
#[must_use]
pub fn marked(query: &str, span: &Range<usize>) -> String {
    const BEFORE: usize = 40;
    const WIDTH: usize = 72;
    let column = column(query, span);
    let skipped = column.saturating_sub(BEFORE + 1);
    let plain = |char: char| {
        let odd = char.is_control()
            || matches!(char, '\u{2000}'..='\u{200F}' | '\u{2028}'..='\u{202F}' | '\u{2060}'..='\u{206F}');
        if odd { ' ' } else { char }
    };
    let mut shown: String = query.chars().skip(skipped).take(WIDTH).map(plain).collect();
    let mut indent = column - 1 - skipped;
    if skipped > 0 {
        shown.insert(0, '…');
        indent += 1;
    }
    if query.chars().nth(skipped + WIDTH).is_some() {
        shown.push('…');
    }
    let wrong = query.get(span.clone()).unwrap_or_default();
    let carets = wrong.chars().count().clamp(1, WIDTH - BEFORE);
    format!("{shown}\n{:indent$}{}", "", "^".repeat(carets))
}
