//! Are the languages and outlets that a query names those that there are? A
//! filter on a name that nothing has would find nothing and not say why.

use std::{fmt, ops::Range};

use super::{SearchOptions, expression_of};
use crate::{
    analysis,
    error::{Error, Result},
    index::Snapshot,
    language::{self, tag},
    query::{self, Expr, ExprKind, Filter, Occur},
};

/// Refuses names that are no language's or no outlet's, with the nearest that is.
pub(super) fn check(snapshot: &Snapshot, expr: &Expr, text: &str) -> Result<()> {
    let problem = match &expr.kind {
        ExprKind::Filter(Filter::Lang(tag)) => unknown_language(snapshot, tag)?,
        ExprKind::Filter(Filter::Source(name)) => unknown_source(snapshot, name)?,
        _ => None,
    };
    match problem {
        Some(problem) => Err(Error::UnknownName(placed(problem, text, &expr.span))),
        None => expr
            .children()
            .try_for_each(|child| check(snapshot, child, text)),
    }
}

/// A message with the place in the query; conditions of options have none.
fn placed(problem: String, text: &str, span: &Range<usize>) -> String {
    if span.is_empty() {
        return problem;
    }
    let column = query::column(text, span);
    let marked = query::marked(text, span);
    format!("{problem} (at character {column})\n{marked}")
}

fn unknown_language(snapshot: &Snapshot, asked: &str) -> Result<Option<String>> {
    if tag::code_of(asked).is_some() || snapshot.langs().iter().any(|lang| lang == asked) {
        return Ok(None);
    }
    let hint = match tag::nearest(asked).is_empty() {
        false => tag::hint(asked),
        true => format!("the index holds {}", named(&snapshot.languages()?)),
    };
    Ok(Some(format!("unknown language '{asked}'; {hint}")))
}

fn unknown_source(snapshot: &Snapshot, asked: &str) -> Result<Option<String>> {
    const SHOWN: usize = 5;
    if snapshot.passages() == 0 || snapshot.has_source(asked)? {
        return Ok(None);
    }
    let sources = snapshot.sources()?;
    let near = nearest(asked, &sources);
    let hint = match (near.as_slice(), sources.as_slice()) {
        ([], []) => "none of its articles names one".to_owned(),
        ([], _) => {
            let more = if sources.len() > SHOWN { ", …" } else { "" };
            let first: Vec<&str> = sources.iter().map(String::as_str).take(SHOWN).collect();
            format!("it has {}{more}", first.join(", "))
        }
        _ => format!("did you mean {}?", near.join(" or ")),
    };
    Ok(Some(format!("no outlet '{asked}' in this index; {hint}")))
}

/// The outlets that a name could be meant for, likeliest first.
fn nearest<'s>(asked: &str, sources: &'s [String]) -> Vec<&'s str> {
    const MOST: usize = 3;
    let asked = analysis::fold(asked.trim());
    let asked = bare(&asked);
    let mut near: Vec<(usize, &str)> = sources
        .iter()
        .filter_map(|source| Some((unlikeness(asked, bare(source))?, source.as_str())))
        .collect();
    // Stable: of equals, the most frequent first.
    near.sort_by_key(|(unlikeness, _)| *unlikeness);
    near.into_iter()
        .map(|(_, source)| source)
        .take(MOST)
        .collect()
}

/// Without what an address has around the name.
fn bare(source: &str) -> &str {
    let rest = source.split_once("://").map_or(source, |(_, rest)| rest);
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

/// How far a name is from an outlet's; `None` for another one altogether.
fn unlikeness(asked: &str, source: &str) -> Option<usize> {
    const PART: usize = 3;
    let label = |name: &str| -> String {
        let first = name.split('.').next().unwrap_or(name);
        first
            .chars()
            .filter(|char| char.is_alphanumeric())
            .collect()
    };
    let (own, other) = (label(asked), label(source));
    if own == other && !own.is_empty() {
        return Some(0);
    }
    let distance = strsim::osa_distance(asked, source).min(strsim::osa_distance(&own, &other));
    let allowed = match own.chars().count() {
        ..=2 => 0,
        3..=5 => 1,
        _ => 2,
    };
    if distance <= allowed {
        return Some(distance);
    }
    let is_part = |part: &str, whole: &str| {
        part.chars().count() >= PART && (whole.contains(part) || part.contains(whole))
    };
    if own.chars().count() >= PART && other.starts_with(&own) {
        return Some(3);
    }
    (other.chars().count() >= PART && is_part(&own, &other)).then_some(4)
}

/// Languages that were asked for and have no article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbsentLanguages {
    /// Their codes.
    pub asked: Vec<String>,
    /// The codes of those that the index holds, the most frequent first.
    pub held: Vec<String>,
}

impl fmt::Display for AbsentLanguages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { asked, held } = self;
        let (asked, held) = (named(asked), named(held));
        write!(f, "the index holds no articles in {asked}; it holds {held}")
    }
}

/// The languages that a query is limited to, as far as the index has none of
/// their articles.
///
/// # Errors
/// As [`search`](super::search).
pub fn absent_languages(
    snapshot: &Snapshot,
    text: &str,
    options: &SearchOptions,
) -> Result<Option<AbsentLanguages>> {
    let mut asked = Vec::new();
    wanted_languages(&expression_of(snapshot, text, options)?, &mut asked);
    if asked.is_empty() {
        return Ok(None);
    }
    let held = snapshot.languages()?;
    asked.retain(|lang| !held.contains(lang));
    let absent = AbsentLanguages { asked, held };
    Ok((!absent.asked.is_empty() && !absent.held.is_empty()).then_some(absent))
}

/// The languages that articles may be in, without those under a negation.
fn wanted_languages(expr: &Expr, found: &mut Vec<String>) {
    match &expr.kind {
        ExprKind::Filter(Filter::Lang(lang)) if !found.contains(lang) => found.push(lang.clone()),
        ExprKind::Not(_) => {}
        ExprKind::Group(clauses) => clauses
            .iter()
            .filter(|clause| clause.occur != Occur::MustNot)
            .for_each(|clause| wanted_languages(&clause.expr, found)),
        _ => expr
            .children()
            .for_each(|child| wanted_languages(child, found)),
    }
}

/// Languages as a reader knows them.
fn named(langs: &[String]) -> String {
    let names: Vec<String> = langs
        .iter()
        .map(|lang| match language::get(lang) {
            Some(language) => format!("{} ({lang})", language.name),
            None => lang.clone(),
        })
        .collect();
    names.join(", ")
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn outlets_that_a_name_is_near_to() {
        let sources: Vec<String> = [
            "tengrinews.kz",
            "bbc.com",
            "caravan-info.uz",
            "егемен қазақстан",
            "baq.kz",
            "24.kg",
        ]
        .map(str::to_owned)
        .into();
        for (asked, expected) in [
            ("bbc", Some("bbc.com")),
            ("BBC.co.uk", Some("bbc.com")),
            ("https://www.bbc.com/news", Some("bbc.com")),
            ("tengri", Some("tengrinews.kz")),
            ("tengrinews", Some("tengrinews.kz")),
            ("tengrinwes.kz", Some("tengrinews.kz")),
            ("caravan", Some("caravan-info.uz")),
            ("караван", None),
            ("Қазақстан", Some("егемен қазақстан")),
            ("reuters", None),
            ("qq.kz", None),
            ("24", Some("24.kg")),
        ] {
            let found = nearest(asked, &sources);
            assert_eq!(found.first().copied(), expected, "{asked}");
        }
    }
}
