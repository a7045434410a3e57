//! What do the options add to a query? Filters, as if they stood in it.

use std::borrow::Cow;

use super::SearchOptions;
use crate::{
    language::tag,
    query::{Clause, Expr, ExprKind, Filter, Occur},
};

/// Adds the options' conditions to the query.
pub(super) fn restrict(expr: Expr, options: &SearchOptions) -> Expr {
    let mut filters = Vec::new();
    let langs: Vec<Expr> = options
        .langs
        .iter()
        .map(|name| {
            let code = tag::asked(name).unwrap_or(Cow::Borrowed(name));
            condition(Filter::Lang(code.into_owned()))
        })
        .collect();
    match langs.len() {
        0 => {}
        1 => filters.extend(langs),
        _ => filters.push(expression(ExprKind::Or(langs))),
    }
    if let Some(source) = &options.source {
        filters.push(condition(Filter::Source(source.clone())));
    }
    if options.after.is_some() || options.before.is_some() {
        filters.push(condition(Filter::Date {
            from: options.after,
            to: options.before,
        }));
    }
    if filters.is_empty() || expr.is_empty() {
        return expr;
    }
    let occur = if expr.is_filter() {
        Occur::Filter
    } else {
        Occur::Must
    };
    let mut clauses = vec![Clause { occur, expr }];
    clauses.extend(filters.into_iter().map(|expr| Clause {
        occur: Occur::Filter,
        expr,
    }));
    expression(ExprKind::Group(clauses))
}

/// What a query asks for, whatever articles it may stand in.
pub(super) fn unfiltered(expr: &Expr) -> Expr {
    let all = |exprs: &[Expr]| exprs.iter().map(unfiltered).collect();
    let kind = match &expr.kind {
        ExprKind::Filter(_) => ExprKind::Filter(Filter::Date {
            from: None,
            to: None,
        }),
        ExprKind::Group(clauses) => ExprKind::Group(
            clauses
                .iter()
                .map(|clause| Clause {
                    occur: clause.occur,
                    expr: unfiltered(&clause.expr),
                })
                .collect(),
        ),
        ExprKind::And(exprs) => ExprKind::And(all(exprs)),
        ExprKind::Or(exprs) => ExprKind::Or(all(exprs)),
        ExprKind::Not(inner) => ExprKind::Not(Box::new(unfiltered(inner))),
        ExprKind::Term(term) => ExprKind::Term(term.clone()),
    };
    Expr {
        kind,
        boost: expr.boost,
        span: expr.span.clone(),
    }
}

pub(super) fn expression(kind: ExprKind) -> Expr {
    Expr {
        kind,
        boost: 1.0,
        span: 0..0,
    }
}

fn condition(filter: Filter) -> Expr {
    expression(ExprKind::Filter(filter))
}
