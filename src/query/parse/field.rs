//! Which words before a colon are fields, and which were meant to be?

use crate::language::{keyboard, tag};

use super::date;

/// What stands before a colon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Filter(FilterField),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FilterField {
    Lang,
    Source,
    Id,
    Date,
    After,
    Before,
}

/// The fields as they are written.
pub(super) const FIELDS: [(&str, Field); 7] = [
    ("title:", Field::Title),
    ("lang:", Field::Filter(FilterField::Lang)),
    ("source:", Field::Filter(FilterField::Source)),
    ("id:", Field::Filter(FilterField::Id)),
    ("date:", Field::Filter(FilterField::Date)),
    ("after:", Field::Filter(FilterField::After)),
    ("before:", Field::Filter(FilterField::Before)),
];

/// What other programs call them.
const ELSEWHERE: [(&str, &str); 5] = [
    ("language", "lang:"),
    ("languages", "lang:"),
    ("site", "source:"),
    ("since", "after:"),
    ("until", "before:"),
];

/// The field that the query was meant to name here, if it plainly was: a word
/// that is nearly a field's name, and a value that the field could have. And
/// the bytes that the word takes, with its colon.
pub(super) fn mistyped(rest: &str) -> Option<(&'static str, usize)> {
    const LONGEST: usize = 12;
    let (name, value) = rest.split_once(':')?;
    let is_word = !name.is_empty() && name.chars().all(char::is_alphabetic);
    if !is_word || name.chars().count() > LONGEST {
        return None;
    }
    let value = value.trim_start_matches(['(', '"', '«', '“', '„']);
    let ends = |char: char| char.is_whitespace() || matches!(char, ')' | '"' | '»' | '”' | '^');
    let value = value.split(ends).next().unwrap_or_default();
    if !value.starts_with(|char: char| char.is_alphanumeric() || matches!(char, '=' | '.')) {
        return None;
    }
    let lower = name.to_lowercase();
    // `ешеду:` is `title:` in the Russian layout.
    let retyped = keyboard::retyped(&lower);
    let written = std::iter::once(&lower).chain(&retyped);
    let near = FIELDS.iter().find(|(field, kind)| {
        let field = field.trim_end_matches(':');
        written.clone().any(|written| is_near(written, field)) && could_be(*kind, value)
    });
    let elsewhere = || {
        let (_, field) = ELSEWHERE.iter().find(|(other, _)| *other == lower)?;
        let (name, kind) = FIELDS.iter().find(|(name, _)| name == field)?;
        let is_host = *kind != Field::Filter(FilterField::Source) || value.contains('.');
        (is_host && could_be(*kind, value)).then_some(*name)
    };
    let meant = near.map(|(name, _)| *name).or_else(elsewhere)?;
    Some((meant, name.len() + 1))
}

/// Is it the field's name in other letters, or one or two letters off?
fn is_near(written: &str, field: &str) -> bool {
    let allowed = match field.len() {
        ..=2 => 0,
        3..=5 => 1,
        _ => 2,
    };
    let distance = strsim::osa_distance(written, field);
    // Beside two wrong letters, the first one is all there is to know it by.
    distance <= allowed && (distance < 2 || written.chars().next() == field.chars().next())
}

/// Could it be a value of this field? `rate:5%` is no date, `long:road` no language.
fn could_be(field: Field, value: &str) -> bool {
    match field {
        Field::Title | Field::Filter(FilterField::Source | FilterField::Id) => true,
        Field::Filter(FilterField::Lang) => {
            value.split(',').all(|name| tag::code_of(name).is_some())
        }
        Field::Filter(_) => date::period(value).is_ok(),
    }
}
