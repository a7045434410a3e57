//! Which article is on a web page, and what does the page say of it?
//!
//! `about` reads what pages tell machines, `body` finds the prose, `prose`
//! turns elements into text.

use dom_query::Document;
use serde_json::Value;

use super::{Detect, record::Record, report::Reason};

mod about;
mod body;
mod names;
mod prose;

pub(super) use prose::stripped;

/// Whether elements are nested deeper than any work of editors. Parsers take
/// time by the square of the depth.
pub(super) fn is_bottomless(html: &str) -> bool {
    const DEEPEST: usize = 1000;
    // Those that are mostly left open, or have no end.
    const OPEN: &[&str] = &[
        "p", "li", "td", "th", "tr", "dt", "dd", "tbody", "thead", "tfoot", "option", "br", "img",
        "hr", "input", "meta", "link", "col", "source", "wbr", "area", "base", "embed", "track",
        "param",
    ];
    let mut depth = 0_usize;
    html.match_indices('<').any(|(at, _)| {
        let rest = html.get(at + 1..).unwrap_or_default();
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let end = name.find(|c: char| !c.is_ascii_alphanumeric());
        let name = name.get(..end.unwrap_or(name.len())).unwrap_or_default();
        if name.is_empty() || OPEN.iter().any(|open| open.eq_ignore_ascii_case(name)) {
            return false;
        }
        depth = match rest.starts_with('/') {
            true => depth.saturating_sub(1),
            false => depth + 1,
        };
        depth > DEEPEST
    })
}

/// The record of a page with an article.
///
/// # Errors
/// The reason why there is none.
pub(super) fn article(html: &str, detect: &Detect) -> Result<Record, Reason> {
    if is_bottomless(html) {
        return Err(Reason::TooDeep);
    }
    let record = record(html, detect);
    let body = record.get("text").and_then(Value::as_str);
    match body.is_none_or(|body| body.trim().is_empty()) {
        true => Err(Reason::NoArticle),
        false => Ok(record),
    }
}

/// Headline and text of a chapter of a book, which has nothing around it.
pub(super) fn chapter(html: &str) -> (Option<String>, String) {
    let document = Document::from(html);
    let headline = ["h1", "h2", "h3"].iter().find_map(|name| {
        let found = document.select_single(name);
        let title = prose::of(found.nodes().first()?);
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        (!title.is_empty()).then_some(title)
    });
    (headline, prose::of(&document.root()))
}

/// The record of a page; its text is empty if there is no prose.
fn record(html: &str, detect: &Detect) -> Record {
    let document = Document::from(html);
    let about = about::About::read(&document);
    let text = body::find(&document, &about);
    let mut record = Record::new();
    let mut set = |field: &str, value: Option<String>| {
        if let Some(value) = value {
            record.insert(field.to_owned(), Value::String(value));
        }
    };
    set(
        "lang",
        about.lang.filter(|lang| believable(lang, &text, detect)),
    );
    set("title", about.title);
    set("date", about.date);
    set("source", about.source);
    set("url", about.url);
    set("text", Some(text));
    record
}

/// Whether a page is in the language that it declares. Templates often declare
/// one for all pages of an outlet, so a text long enough to tell tells itself.
pub(super) fn believable(lang: &str, text: &str, detect: &Detect) -> bool {
    const ENOUGH_LETTERS: usize = 200;
    let letters = text.chars().filter(|c| c.is_alphabetic());
    // A sign of Chinese or Japanese says more than a letter.
    let weight: usize = letters.map(|c| if c >= '\u{2e80}' { 4 } else { 1 }).sum();
    let found = detect(text);
    let base = |tag: &str| tag.split(['-', '_']).next().map(str::to_ascii_lowercase);
    weight < ENOUGH_LETTERS || found == "und" || base(lang) == base(found)
}
