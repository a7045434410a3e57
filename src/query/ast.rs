//! What does a query ask for?
//!
//! The tree that [`parse`](super::parse()) and [`literal`](super::literal()) make.
//! Words in it are raw stretches of the query: the analysis room tokenises
//! and stems them when the query is compiled.
//!
//! Printing an expression gives its canonical form, which parses to an equal
//! expression.

use std::{
    fmt::{self, Write},
    ops::Range,
};

use jiff::civil::Date;

/// One question, or part of one.
///
/// Equality ignores the spans: two expressions are equal if they ask the same.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What is asked.
    pub kind: ExprKind,
    /// Factor on the score, from [`Expr::MIN_BOOST`] to [`Expr::MAX_BOOST`]; 1 unless told.
    pub boost: f32,
    /// Where it stands in the query, in bytes.
    pub span: Range<usize>,
}

/// What an expression asks.
#[derive(Debug, Clone, PartialEq)]
pub enum ExprKind {
    /// Text to be found.
    Term(Term),
    /// A condition on an article that does not count in its score.
    Filter(Filter),
    /// Clauses that stand side by side; see [`Occur`]. Without any clause it
    /// matches nothing.
    Group(Vec<Clause>),
    /// All of these, two or more.
    And(Vec<Expr>),
    /// At least one of these, two or more.
    Or(Vec<Expr>),
    /// Whatever does not match this.
    Not(Box<Expr>),
}

/// A part of a [`ExprKind::Group`].
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// What the clause does to the group.
    pub occur: Occur,
    /// What the clause asks.
    pub expr: Expr,
}

/// What a clause does to its group.
///
/// An article matches a group if it matches every `Must` and `Filter` clause,
/// no `MustNot` clause and, unless there is a `Must` clause or no `Should`
/// clause, at least one `Should` clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occur {
    /// Counts in the score, and suffices where nothing is required.
    Should,
    /// Required, and counts in the score.
    Must,
    /// Excludes.
    MustNot,
    /// Required, does not count, and leaves the `Should` clauses as they are.
    Filter,
}

/// Text to be found in articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Where to look.
    pub scope: Scope,
    /// Raw text with at least one letter or digit: one stretch without white
    /// space, unless it was quoted or escaped.
    pub text: String,
    /// Which forms of it count.
    pub matching: Matching,
}

/// The part of an article that a term looks in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All of it.
    Everywhere,
    /// The headline alone.
    Title,
}

/// Which forms of a term count as found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matching {
    /// Any form of the word.
    Word,
    /// The words in this order, in any of their forms.
    Phrase {
        /// How many other words may stand between them, up to [`Term::MAX_SLOP`].
        slop: u32,
        /// In exactly the forms that stand here.
        exact: bool,
    },
    /// Words that begin so.
    Prefix,
    /// Words at most this far in spelling.
    Fuzzy {
        /// Edit distance, 1 or 2.
        distance: u8,
    },
    /// The word in exactly this form.
    Exact,
}

/// A condition on an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// Written in this language: a tag in lower case, such as `kk`.
    Lang(String),
    /// Published by this outlet, as the user writes its name.
    Source(String),
    /// Has this identifier.
    Id(String),
    /// Appeared between these days, both included. At least one is given.
    Date {
        /// The first day.
        from: Option<Date>,
        /// The last day.
        to: Option<Date>,
    },
}

impl Term {
    /// The greatest slop of a phrase.
    pub const MAX_SLOP: u32 = 100;
}

impl Expr {
    /// The least boost.
    pub const MIN_BOOST: f32 = 0.01;
    /// The greatest boost.
    pub const MAX_BOOST: f32 = 100.0;

    /// An expression without a boost.
    pub(super) fn new(kind: ExprKind, span: Range<usize>) -> Self {
        Self {
            kind,
            boost: 1.0,
            span,
        }
    }

    /// Does it ask for nothing at all?
    pub fn is_empty(&self) -> bool {
        matches!(&self.kind, ExprKind::Group(clauses) if clauses.is_empty())
    }

    /// Does it consist of filters alone, so that it says nothing about relevance?
    pub fn is_filter(&self) -> bool {
        match &self.kind {
            ExprKind::Filter(_) => true,
            ExprKind::Term(_) => false,
            _ => !self.is_empty() && self.children().all(Expr::is_filter),
        }
    }

    /// The expressions directly inside this one.
    pub fn children(&self) -> impl Iterator<Item = &Expr> {
        let (clauses, exprs): (&[Clause], &[Expr]) = match &self.kind {
            ExprKind::Term(_) | ExprKind::Filter(_) => (&[], &[]),
            ExprKind::Group(clauses) => (clauses, &[]),
            ExprKind::And(exprs) | ExprKind::Or(exprs) => (&[], exprs),
            ExprKind::Not(expr) => (&[], std::slice::from_ref(expr)),
        };
        clauses.iter().map(|clause| &clause.expr).chain(exprs)
    }

    /// The terms that an article is wanted to contain, in order: those that
    /// are not under a negation. For guessing the language of a query and for
    /// highlighting.
    pub fn wanted(&self) -> Vec<&Term> {
        match &self.kind {
            ExprKind::Term(term) => vec![term],
            ExprKind::Filter(_) | ExprKind::Not(_) => Vec::new(),
            ExprKind::Group(clauses) => clauses
                .iter()
                .filter(|clause| clause.occur != Occur::MustNot)
                .flat_map(|clause| clause.expr.wanted())
                .collect(),
            ExprKind::And(exprs) | ExprKind::Or(exprs) => {
                exprs.iter().flat_map(Expr::wanted).collect()
            }
        }
    }

    /// The terms under a negation, in order.
    pub fn unwanted(&self) -> Vec<&Term> {
        match &self.kind {
            ExprKind::Term(_) | ExprKind::Filter(_) => Vec::new(),
            ExprKind::Not(inner) => inner.wanted(),
            ExprKind::Group(clauses) => clauses
                .iter()
                .flat_map(|clause| match clause.occur {
                    Occur::MustNot => clause.expr.wanted(),
                    _ => clause.expr.unwanted(),
                })
                .collect(),
            ExprKind::And(exprs) | ExprKind::Or(exprs) => {
                exprs.iter().flat_map(Expr::unwanted).collect()
            }
        }
    }

    /// Does it print without parentheses in every context?
    fn is_leaf(&self) -> bool {
        matches!(self.kind, ExprKind::Term(_) | ExprKind::Filter(_))
    }
}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind && self.boost == other.boost
    }
}

impl fmt::Display for Expr {
    /// The canonical form.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.boost == 1.0 {
            write!(f, "{}", self.kind)
        } else if self.is_leaf() {
            write!(f, "{}^{}", self.kind, self.boost)
        } else {
            write!(f, "({})^{}", self.kind, self.boost)
        }
    }
}

/// An expression inside another: in parentheses unless it is one piece.
struct Nested<'a>(&'a Expr);

impl fmt::Display for Nested<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(expr) = self;
        if expr.is_leaf() || expr.boost != 1.0 {
            write!(f, "{expr}")
        } else {
            write!(f, "({expr})")
        }
    }
}

impl fmt::Display for ExprKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExprKind::Term(term) => write!(f, "{term}"),
            ExprKind::Filter(filter) => write!(f, "{filter}"),
            ExprKind::Group(clauses) => {
                for (i, clause) in clauses.iter().enumerate() {
                    let space = if i == 0 { "" } else { " " };
                    let sign = match clause.occur {
                        Occur::Should => "",
                        Occur::Must | Occur::Filter => "+",
                        Occur::MustNot => "-",
                    };
                    write!(f, "{space}{sign}{}", Nested(&clause.expr))?;
                }
                Ok(())
            }
            ExprKind::And(exprs) => joined(f, exprs, " AND "),
            ExprKind::Or(exprs) => joined(f, exprs, " OR "),
            ExprKind::Not(expr) => write!(f, "-{}", Nested(expr)),
        }
    }
}

fn joined(f: &mut fmt::Formatter<'_>, exprs: &[Expr], operator: &str) -> fmt::Result {
    for (i, expr) in exprs.iter().enumerate() {
        let operator = if i == 0 { "" } else { operator };
        match &expr.kind {
            ExprKind::Not(inner) if expr.boost == 1.0 => {
                write!(f, "{operator}NOT {}", Nested(inner))?
            }
            _ => write!(f, "{operator}{}", Nested(expr))?,
        }
    }
    Ok(())
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.scope == Scope::Title {
            f.write_str("title:")?;
        }
        let word = Escaped(&self.text);
        match self.matching {
            Matching::Word => write!(f, "{word}"),
            Matching::Prefix => write!(f, "{word}*"),
            Matching::Fuzzy { distance } => write!(f, "{word}~{distance}"),
            Matching::Exact => write!(f, "={word}"),
            Matching::Phrase { slop, exact } => {
                if exact {
                    f.write_char('=')?;
                }
                f.write_char('"')?;
                for char in self.text.chars() {
                    if matches!(char, '"' | '\\') {
                        f.write_char('\\')?;
                    }
                    f.write_char(char)?;
                }
                f.write_char('"')?;
                if slop > 0 {
                    write!(f, "~{slop}")?;
                }
                Ok(())
            }
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Filter::Lang(tag) => write!(f, "lang:{}", Escaped(tag)),
            Filter::Source(name) => write!(f, "source:{}", Escaped(name)),
            Filter::Id(id) => write!(f, "id:{}", Escaped(id)),
            Filter::Date { from, to } => {
                f.write_str("date:")?;
                if from == to
                    && let Some(day) = from
                {
                    return write!(f, "{day}");
                }
                if let Some(day) = from {
                    write!(f, "{day}")?;
                }
                f.write_str("..")?;
                if let Some(day) = to {
                    write!(f, "{day}")?;
                }
                Ok(())
            }
        }
    }
}

/// Text as a query has to write it so that nothing in it is an operator.
struct Escaped<'a>(&'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(text) = self;
        let is_operator = matches!(*text, "AND" | "OR" | "NOT");
        for (i, char) in text.chars().enumerate() {
            // A colon counts after the name of a field, a sign at the start.
            let special = match char {
                '\\' | '(' | ')' | '*' | '~' | '^' | ':' => true,
                '+' | '-' | '=' => i == 0,
                _ => char.is_whitespace() || is_quote(char) || (is_operator && i == 0),
            };
            if special {
                f.write_char('\\')?;
            }
            f.write_char(char)?;
        }
        Ok(())
    }
}

/// Is it a double quotation mark of some language?
pub(super) fn is_quote(char: char) -> bool {
    matches!(char, '"' | '«' | '»' | '“' | '”' | '„' | '‟')
}
