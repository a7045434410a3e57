//! Small readers of the raw query: stretches, quotations, suffixes, numbers.

use unicode_segmentation::UnicodeSegmentation;

use super::{super::ast::is_quote, Expr, Problem};

/// The stretch up to the next white space, parenthesis or quotation mark,
/// as it stands in the query. A straight quotation mark between letters
/// is part of the word, as in Hebrew abbreviations.
pub(super) fn run(rest: &str) -> &str {
    let mut previous = ' ';
    let mut chars = rest.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        let inside = char == '"' && previous.is_alphanumeric() && next.is_alphanumeric();
        let ends = char.is_whitespace() || matches!(char, '(' | ')') || is_quote(char);
        if ends && !inside {
            return rest.get(..at).unwrap_or_default();
        }
        previous = char;
        if char == '\\' {
            chars.next();
        }
    }
    rest
}

/// The text of the quotation that begins here and how many bytes it takes with
/// its marks; none if the mark has no partner.
pub(super) fn quotation(rest: &str) -> Option<(String, usize)> {
    let mut chars = rest.char_indices();
    let (_, mark) = chars.next()?;
    let partners = match mark {
        '«' => "»",
        '»' => "«",
        '„' | '“' | '‟' => "”“",
        '”' => "”",
        _ => "\"",
    };
    let mut text = String::new();
    while let Some((at, char)) = chars.next() {
        match char {
            '\\' => text.push(chars.next().map_or('\\', |(_, escaped)| escaped)),
            _ if partners.contains(char) => return Some((text, at + char.len_utf8())),
            _ => text.push(char),
        }
    }
    None
}

/// The factor that a `^` gives; none if no number follows it.
pub(super) fn boost_factor(number: &str) -> Result<Option<f32>, Problem> {
    let plain = number
        .chars()
        .all(|char| char.is_ascii_digit() || char == '.');
    match number.parse() {
        Ok(factor) if plain && (Expr::MIN_BOOST..=Expr::MAX_BOOST).contains(&factor) => {
            Ok(Some(factor))
        }
        Ok(_) if plain => Err(Problem::BadBoost),
        _ => Ok(None),
    }
}

/// How many words the analysis room may make of a text, at least 1: a run of
/// Chinese without white space counts each of its characters.
pub(super) fn term_count(text: &str) -> usize {
    text.unicode_words().count().max(1)
}

/// Is there anything in it to be found?
pub(super) fn is_text(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

pub(super) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A word before the last such marker, and what follows the marker; none if
/// the marker is escaped or no word comes before it.
pub(super) fn suffix(raw: &str, marker: char) -> Option<(&str, &str)> {
    let (head, tail) = raw.rsplit_once(marker)?;
    let backslashes = head.bytes().rev().take_while(|&byte| byte == b'\\').count();
    (backslashes % 2 == 0 && is_text(&unescaped(head))).then_some((head, tail))
}

/// A stretch of the query with its escapes resolved.
pub(super) fn unescaped(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut chars = raw.chars();
    while let Some(char) = chars.next() {
        text.push(match char {
            '\\' => chars.next().unwrap_or('\\'),
            _ => char,
        });
    }
    text
}
