//! Which outlet does a line name?

use super::boilerplate::{self, Trace};

/// Title and outlet of a line such as `Title — Outlet`. `next` is the line
/// that may repeat the title, `known` the outlet as it is named elsewhere.
pub(super) fn split<'t>(
    line: &'t str,
    next: Option<&str>,
    known: &[Option<&str>],
) -> (&'t str, Option<&'t str>) {
    let splits = |kind| {
        boilerplate::of(kind).filter_map(move |rule| {
            let (title, outlet) = line.rsplit_once(&format!(" {} ", rule.label))?;
            let (title, outlet) = (title.trim_end(), outlet.trim());
            (!outlet.is_empty() && rule.allows(outlet)).then_some((title, outlet))
        })
    };
    let believable = |(title, outlet): &(&str, &str)| {
        next.is_some_and(|next| same_words(title, next))
            || looks_like_outlet(outlet)
            || known.iter().flatten().any(|name| same_words(name, outlet))
    };
    splits(Trace::Cut)
        .next()
        .or_else(|| splits(Trace::Dash).find(believable))
        .map_or((line, None), |(title, outlet)| (title, Some(outlet)))
}

/// The outlet that a line names, if it does nothing else.
pub(super) fn source_line(line: &str) -> Option<&str> {
    boilerplate::of(Trace::Source)
        .filter_map(|rule| rule.whole_line(line))
        .map(str::trim)
        .find(|name| !name.is_empty())
}

/// Whether a name is an outlet's by itself: with a domain (`BAQ.KZ`, but not
/// `сообщает BAQ.KZ`), or with a word that only outlets have (`ИА`).
fn looks_like_outlet(name: &str) -> bool {
    let is_domain = |word: &str| {
        word.rsplit_once('.').is_some_and(|(name, top)| {
            (2..=6).contains(&top.len())
                && top.chars().all(|c| c.is_ascii_alphabetic())
                && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        })
    };
    let is_name = is_domain(name) || !name.starts_with(char::is_lowercase);
    let mut words = name.split_whitespace();
    is_name
        && words.any(|word| {
            is_domain(word) || boilerplate::of(Trace::Outlet).any(|rule| rule.label == word)
        })
}

/// Whether a name is an agency's as datelines have it: few words, with capitals
/// where other words have none (`КазТАГ`, `РИА Новости`).
pub(super) fn is_agency(name: &str) -> bool {
    const MOST_WORDS: usize = 3;
    let inner = |word: &str| word.chars().skip(1).any(char::is_uppercase);
    name.split_whitespace().count() <= MOST_WORDS && name.split_whitespace().any(inner)
}

/// The host of a web address, without `www.`.
pub(super) fn host(url: &str) -> Option<&str> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty() && !url.contains(char::is_whitespace)).then_some(host)
}

/// Whether two lines have the same letters and digits, and have some.
pub(super) fn same_words(a: &str, b: &str) -> bool {
    fn letters(line: &str) -> impl Iterator<Item = char> {
        line.chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
    }
    letters(a).next().is_some() && letters(a).eq(letters(b))
}
