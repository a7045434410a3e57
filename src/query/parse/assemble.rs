//! What does a group ask, given the operands and operators in it?

use std::{
    mem::{self, Discriminant},
    ops::Range,
};

use super::{Clause, Expr, ExprKind, Filter, Occur, Problem, SyntaxError};

/// A part of a group: an operator between operands, or an operand.
pub(super) enum Item {
    Operator(Operator, &'static str, Range<usize>),
    Operand(Operand),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    And,
    Or,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    None,
    Plus,
    Minus,
}

pub(super) struct Operand {
    pub(super) sign: Sign,
    pub(super) expr: Expr,
}

/// Operands joined by `AND` and `OR`; each is one expression with a sign, or
/// plain words side by side.
struct Chain {
    operands: Vec<Vec<Operand>>,
    operators: Vec<Operator>,
}

/// Puts a group together from its parts; none if it asks for nothing.
pub(super) fn assemble(query: &str, items: Vec<Item>) -> Result<Option<Expr>, SyntaxError> {
    let mut chains: Vec<Chain> = Vec::new();
    let mut pending = None;
    for item in items {
        match item {
            Item::Operator(operator, name, span) => {
                if chains.is_empty() || pending.is_some() {
                    return Err(SyntaxError::new(Problem::NothingBefore(name), query, span));
                }
                pending = Some((operator, name, span));
            }
            Item::Operand(operand) => match (pending.take(), chains.last_mut()) {
                (Some((operator, ..)), Some(chain)) => {
                    chain.operators.push(operator);
                    chain.operands.push(vec![operand]);
                }
                (None, Some(chain)) if chain.takes(&operand) => {
                    if let Some(words) = chain.operands.last_mut() {
                        words.push(operand);
                    }
                }
                _ => chains.push(Chain {
                    operands: vec![vec![operand]],
                    operators: Vec::new(),
                }),
            },
        }
    }
    if let Some((_, name, span)) = pending {
        return Err(SyntaxError::new(Problem::NothingAfter(name), query, span));
    }
    let chains = join_alternatives(chains).into_iter();
    Ok(side_by_side(chains.flat_map(Chain::into_clauses).collect()))
}

impl Operand {
    /// Does it begin a clause of its own?
    fn stands_alone(&self) -> bool {
        self.sign != Sign::None || self.expr.is_filter()
    }

    /// As a part of a chain, where a `+` adds nothing.
    fn into_expr(self) -> Expr {
        match self.sign {
            Sign::Minus => {
                let span = self.expr.span.clone();
                Expr::new(ExprKind::Not(Box::new(self.expr)), span)
            }
            Sign::None | Sign::Plus => self.expr,
        }
    }

    fn into_clause(self) -> Clause {
        let occur = match self.sign {
            Sign::Minus => Occur::MustNot,
            _ if self.expr.is_filter() => Occur::Filter,
            Sign::Plus => Occur::Must,
            Sign::None => Occur::Should,
        };
        let expr = self.expr;
        Clause { occur, expr }
    }
}

impl Chain {
    /// May this operand stand beside the last one, without an operator?
    fn takes(&self, operand: &Operand) -> bool {
        let words = self.operands.last();
        !operand.stands_alone() && !words.into_iter().flatten().any(Operand::stands_alone)
    }

    /// The one kind of filter that the chain offers alternatives of.
    fn alternative(&self) -> Option<Discriminant<Filter>> {
        let operands = self.operands.iter().flatten();
        let kinds = operands.map(|operand| match operand.sign {
            Sign::None => alternative(&operand.expr),
            _ => None,
        });
        shared(kinds).filter(|_| !self.operators.contains(&Operator::And))
    }

    /// The clauses of the group: each word by itself if there is no operator,
    /// else one clause that has to match as a whole.
    fn into_clauses(self) -> Vec<Clause> {
        if self.operators.is_empty() {
            let operands = self.operands.into_iter().flatten();
            return operands.map(Operand::into_clause).collect();
        }
        let mut operands = self.operands.into_iter().filter_map(|words| {
            let mut words = words.into_iter().peekable();
            match words.next_if(Operand::stands_alone) {
                Some(operand) => Some(operand.into_expr()),
                None => side_by_side(words.map(Operand::into_clause).collect()),
            }
        });
        let mut either = Vec::new();
        let mut all: Vec<Expr> = operands.next().into_iter().collect();
        for (operator, operand) in self.operators.into_iter().zip(operands) {
            if operator == Operator::Or {
                either.extend(one_or(mem::take(&mut all), ExprKind::And));
            }
            all.push(operand);
        }
        either.extend(one_or(all, ExprKind::And));
        let expr = one_or(either, ExprKind::Or);
        let clause = |expr| {
            Operand {
                sign: Sign::Plus,
                expr,
            }
            .into_clause()
        };
        expr.map(clause).into_iter().collect()
    }
}

/// Filters of one kind that stand side by side without a sign are alternatives:
/// `lang:kk lang:ru` is either language. Periods are not: all have to hold.
fn join_alternatives(chains: Vec<Chain>) -> Vec<Chain> {
    let mut joined: Vec<Chain> = Vec::new();
    for chain in chains {
        let kind = chain.alternative();
        let twin = joined
            .iter_mut()
            .find(|other| kind.is_some() && other.alternative() == kind);
        match twin {
            Some(twin) => {
                twin.operators.push(Operator::Or);
                twin.operators.extend(chain.operators);
                twin.operands.extend(chain.operands);
            }
            None => joined.push(chain),
        }
    }
    joined
}

/// The one kind of filter that an expression offers alternatives of.
fn alternative(expr: &Expr) -> Option<Discriminant<Filter>> {
    match &expr.kind {
        ExprKind::Filter(Filter::Date { .. }) => None,
        ExprKind::Filter(filter) => Some(mem::discriminant(filter)),
        ExprKind::Or(exprs) => shared(exprs.iter().map(alternative)),
        _ => None,
    }
}

/// What all of these are, if they are the same.
fn shared<T: PartialEq>(mut kinds: impl Iterator<Item = Option<T>>) -> Option<T> {
    let first = kinds.next()??;
    kinds
        .all(|kind| kind.as_ref() == Some(&first))
        .then_some(first)
}

/// Clauses side by side; a single one is what it holds.
pub(super) fn side_by_side(mut clauses: Vec<Clause>) -> Option<Expr> {
    if clauses.len() == 1 {
        let Clause { occur, expr } = clauses.pop()?;
        let sign = match occur {
            Occur::MustNot => Sign::Minus,
            _ => Sign::None,
        };
        return Some(Operand { sign, expr }.into_expr());
    }
    let span = span_of(clauses.iter().map(|clause| &clause.expr))?;
    Some(Expr::new(ExprKind::Group(clauses), span))
}

/// The only expression, or all of them as this kind.
pub(super) fn one_or(mut exprs: Vec<Expr>, kind: fn(Vec<Expr>) -> ExprKind) -> Option<Expr> {
    if exprs.len() == 1 {
        return exprs.pop();
    }
    let span = span_of(exprs.iter())?;
    Some(Expr::new(kind(exprs), span))
}

/// From the start of the first expression to the end of the last.
fn span_of<'a>(exprs: impl Iterator<Item = &'a Expr>) -> Option<Range<usize>> {
    exprs
        .map(|expr| expr.span.clone())
        .reduce(|all, span| all.start.min(span.start)..all.end.max(span.end))
}
