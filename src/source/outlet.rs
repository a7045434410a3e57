//! Which outlet does a line name?

use super::habits::{self, Kind};

/// Title and outlet of a line such as `Title — Outlet`. `next` is the line
/// that may repeat the title, `known` the outlet as it is named elsewhere.
pub(super) fn split<'t>(
    line: &'t str,
    next: Option<&str>,
    known: &[Option<&str>],
) -> (&'t str, Option<&'t str>) {
    let splits = |kind| {
        habits::of(kind).filter_map(move |habit| {
            let (title, outlet) = line.rsplit_once(&format!(" {} ", habit.label))?;
            let (title, outlet) = (title.trim_end(), outlet.trim());
            (!outlet.is_empty() && habit.allows(outlet)).then_some((title, outlet))
        })
    };
    let believable = |(title, outlet): &(&str, &str)| {
        next.is_some_and(|next| same_words(title, next))
            || looks_like_outlet(outlet)
            || known.iter().flatten().any(|name| same_words(name, outlet))
    };
    splits(Kind::Cut)
        .next()
        .or_else(|| splits(Kind::Dash).find(believable))
        .map_or((line, None), |(title, outlet)| (title, Some(outlet)))
}

/// The outlet that a line names, if it does nothing else.
pub(super) fn source_line(line: &str) -> Option<&str> {
    habits::of(Kind::Source)
        .filter_map(|habit| habit.whole_line(line))
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
            is_domain(word) || habits::of(Kind::Outlet).any(|habit| habit.label == word)
        })
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
