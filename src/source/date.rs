//! When did it appear? Reads the forms of dates that dumps and outlets use.

use std::sync::LazyLock;

use jiff::{
    Timestamp,
    civil::{self, Time},
    fmt::{rfc2822, temporal::Pieces},
    tz::{Offset, TimeZone},
};

use crate::article::Date;

/// Years outside of this range are placeholders (0001, 9999) or misreadings.
const YEARS: std::ops::RangeInclusive<i16> = 1500..=2200;

/// The date in `text`: ISO 8601 and RFC 3339 with their usual liberties, RFC
/// 2822, `12.02.2026 05:15`, `12 февраля 2026`, `Feb 12, 2026 5:15 PM`, epoch
/// seconds and the like. A time without a zone is local to `zone`.
///
/// `None` if it is no date, an impossible one (30 February), or ambiguous
/// (`02/03/2026`).
pub(super) fn parse(text: &str, zone: &TimeZone) -> Option<Date> {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return from_number(text.parse().ok()?, zone);
    }
    written(text, zone)
}

/// The date that stands in a short line among other things: a label before it,
/// a rubric or a number of readers behind it.
pub(super) fn within(text: &str, zone: &TimeZone) -> Option<String> {
    const MOST_WORDS: usize = 8;
    const MOST_LABELS: usize = 3;
    let words: Vec<&str> = text.split_whitespace().collect();
    (0..=MOST_LABELS.min(words.len())).find_map(|start| {
        let most = words.len().min(start + MOST_WORDS);
        let mut parts = (start + 1..=most)
            .rev()
            .filter_map(|end| words.get(start..end));
        parts.find_map(|part| {
            let part = part.join(" ");
            let bare = part.trim_matches(|c: char| c.is_whitespace() || "|·•,;—–-".contains(c));
            written(bare, zone).map(|_| bare.to_owned())
        })
    })
}

/// The date in `text`, unless it is a bare number.
pub(super) fn written(text: &str, zone: &TimeZone) -> Option<Date> {
    let text = text.trim();
    if !text.chars().any(|c| !c.is_ascii_digit()) {
        return None;
    }
    iso(text, zone)
        .or_else(|| internet_message(text))
        .or_else(|| loose(text, zone))
        .filter(|date| YEARS.contains(&date.day().year()))
}

/// The date that a number means: `20260212`, or the time since 1970 in
/// seconds, milliseconds, microseconds or nanoseconds, told apart by size.
/// Zero and other small numbers mean nothing.
pub(super) fn from_number(number: i64, zone: &TimeZone) -> Option<Date> {
    let date = match number.unsigned_abs() {
        15_000_101..=22_001_231 => Date::Day(compact(number)?),
        ..100_000_000 => return None,
        size => {
            let instant = if size < 100_000_000_000 {
                Timestamp::from_second(number)
            } else if size < 100_000_000_000_000 {
                Timestamp::from_millisecond(number)
            } else if size < 100_000_000_000_000_000 {
                Timestamp::from_microsecond(number)
            } else {
                Timestamp::from_nanosecond(number.into())
            };
            let local = instant.ok()?.to_zoned(zone.clone());
            Date::Moment(local.datetime(), local.offset())
        }
    };
    Some(date).filter(|date| YEARS.contains(&date.day().year()))
}

/// The day written as one number, `20260212`.
fn compact(number: i64) -> Option<civil::Date> {
    let year = i16::try_from(number / 10_000).ok()?;
    let month = i8::try_from(number / 100 % 100).ok()?;
    let day = i8::try_from(number % 100).ok()?;
    civil::Date::new(year, month, day).ok()
}

/// ISO 8601, RFC 3339 and RFC 9557.
fn iso(text: &str, zone: &TimeZone) -> Option<Date> {
    if text.contains(' ') && !text.contains(':') {
        // `2026-02-12 12` could be twelve of anything.
        return None;
    }
    let pieces = Pieces::parse(text).ok()?;
    let named = pieces.to_time_zone().ok().flatten();
    assemble(
        pieces.date(),
        pieces.time(),
        pieces.to_numeric_offset(),
        named.as_ref().unwrap_or(zone),
    )
}

/// RFC 2822, as in mail and RSS.
fn internet_message(text: &str) -> Option<Date> {
    static PARSER: rfc2822::DateTimeParser = rfc2822::DateTimeParser::new().relaxed_weekday(true);
    let zoned = PARSER.parse_zoned(text).ok()?;
    Some(Date::Moment(zoned.datetime(), zoned.offset()))
}

/// A day, and a time with its offset if there is a time.
fn assemble(
    day: civil::Date,
    time: Option<Time>,
    offset: Option<Offset>,
    zone: &TimeZone,
) -> Option<Date> {
    let Some(time) = time else {
        return Some(Date::Day(day));
    };
    let local = day.to_datetime(time);
    if let Some(offset) = offset {
        return Some(Date::Moment(local, offset));
    }
    let zoned = zone.to_ambiguous_zoned(local).compatible().ok()?;
    Some(Date::Moment(zoned.datetime(), zoned.offset()))
}

/// The parts of a date found so far, while its words are read.
#[derive(Default)]
struct Parts {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    time: Option<Time>,
    afternoon: Option<bool>,
    offset: Option<Offset>,
}

/// Any order of day, month name, year, time and zone, with nothing else between.
fn loose(text: &str, zone: &TimeZone) -> Option<Date> {
    let mut parts = Parts::default();
    for word in text.split(|c: char| c.is_whitespace() || c == ',') {
        if !word.is_empty() {
            parts.read(&word.to_lowercase())?;
        }
    }
    let day = civil::Date::new(parts.year?, parts.month?, parts.day?).ok()?;
    let time = match (parts.time, parts.afternoon) {
        (time, None) => time,
        (Some(time), Some(afternoon)) => Some(twelve_hours(time, afternoon)?),
        (None, Some(_)) => return None,
    };
    assemble(day, time, parts.offset, zone)
}

impl Parts {
    /// Takes in one lower-case word; `None` if it has no place in a date.
    fn read(&mut self, word: &str) -> Option<()> {
        if let Some((time, zone)) = clock(word) {
            fill(&mut self.time, time)?;
            return if zone.is_empty() {
                Some(())
            } else {
                self.read(zone)
            };
        }
        if let Some(offset) = offset(word) {
            return fill(&mut self.offset, offset);
        }
        if let Some((year, month, day)) = numeric(word) {
            fill(&mut self.year, year)?;
            fill(&mut self.month, month)?;
            return fill(&mut self.day, day);
        }
        match word {
            "am" | "a.m." => return fill(&mut self.afternoon, false),
            "pm" | "p.m." => return fill(&mut self.afternoon, true),
            _ => {}
        }
        if let Some(month) = month(word) {
            return fill(&mut self.month, month);
        }
        if says_nothing(word) {
            return Some(());
        }
        self.read_number(word)
    }

    /// A year, a day, or a day with a suffix (`12-го`, `12th`, `12-февраль`, `2026г.`).
    fn read_number(&mut self, word: &str) -> Option<()> {
        let end = word
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(word.len());
        let (digits, suffix) = word.split_at_checked(end)?;
        match digits.len() {
            4 => fill(&mut self.year, digits.parse().ok()?)?,
            1 | 2 => fill(&mut self.day, digits.parse().ok()?)?,
            _ => return None,
        }
        match suffix.trim_start_matches(['-', '–', '.']) {
            "" | "st" | "nd" | "rd" | "th" | "го" | "е" => Some(()),
            rest if rest.len() < word.len() => self.read(rest),
            _ => None,
        }
    }
}

/// Sets what is not set yet: a second month makes the text no date.
fn fill<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    match slot {
        Some(_) => None,
        None => {
            *slot = Some(value);
            Some(())
        }
    }
}

/// `05:15`, `5:15:05.123`, and what follows it in the word (`05:15z`, `5:15pm`).
fn clock(word: &str) -> Option<(Time, &str)> {
    let end = word
        .find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.'))
        .unwrap_or(word.len());
    let (time, rest) = word.split_at_checked(end)?;
    let mut fields = time.split(':');
    let hour = fields.next()?.parse().ok()?;
    let minute = fields.next()?.parse().ok()?;
    let second = match fields.next() {
        // Fractions of a second date no article.
        Some(second) => second.split('.').next()?.parse().ok()?,
        None => 0,
    };
    if fields.next().is_some() {
        return None;
    }
    Some((Time::new(hour, minute, second, 0).ok()?, rest))
}

/// The time on the 24-hour clock: 12 AM is midnight, 12 PM is noon.
fn twelve_hours(time: Time, afternoon: bool) -> Option<Time> {
    let hour = match (time.hour(), afternoon) {
        (12, false) => 0,
        (12, true) => 12,
        (hour @ 1..=11, false) => hour,
        (hour @ 1..=11, true) => hour + 12,
        _ => return None,
    };
    Time::new(hour, time.minute(), time.second(), 0).ok()
}

/// `z`, `utc`, `gmt+5`, `msk`, `+05`, `+0500`, `+05:00`.
fn offset(word: &str) -> Option<Offset> {
    match word {
        "z" | "utc" | "gmt" => return Some(Offset::UTC),
        "msk" | "мск" => return Some(Offset::constant(3)),
        _ => {}
    }
    let word = word
        .strip_prefix("utc")
        .or_else(|| word.strip_prefix("gmt"))
        .unwrap_or(word);
    let (sign, digits) = match word.strip_prefix('+') {
        Some(digits) => (1, digits),
        None => (-1, word.strip_prefix(['-', '−'])?),
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None => digits.split_at_checked(digits.len().min(2))?,
    };
    let hours: i32 = hours.parse().ok().filter(|hours| *hours <= 15)?;
    let minutes: i32 = match minutes {
        "" => 0,
        minutes => minutes.parse().ok().filter(|minutes| *minutes < 60)?,
    };
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

/// `12.02.2026`, `2026/02/12`, `13/02/2026`, `02/13/2026`: year, month, day.
/// With slashes, both orders are in use: only the unambiguous ones are read.
fn numeric(word: &str) -> Option<(i16, i8, i8)> {
    let word = word.strip_suffix('.').unwrap_or(word);
    let separator = word.chars().find(|c| ['.', '/', '-'].contains(c))?;
    let mut fields = word.split(separator);
    let (first, second, third) = (fields.next()?, fields.next()?, fields.next()?);
    if fields.next().is_some() {
        return None;
    }
    if first.len() == 4 {
        return Some((
            first.parse().ok()?,
            second.parse().ok()?,
            third.parse().ok()?,
        ));
    }
    if third.len() != 4 {
        return None;
    }
    let (year, first, second) = (
        third.parse().ok()?,
        first.parse().ok()?,
        second.parse().ok()?,
    );
    match (separator, first, second) {
        ('/', 1..=12, 13..) => Some((year, first, second)),
        ('/', 1..=12, 1..=12) if first != second => None,
        (_, day, month) => Some((year, month, day)),
    }
}

/// The rows of the table of words: month number (`None`: says nothing) and word.
static WORDS: LazyLock<Vec<(Option<i8>, &'static str)>> = LazyLock::new(|| {
    include_str!("months.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .flat_map(|(month, words)| words.split(' ').map(|word| (month.parse().ok(), word)))
        .collect()
});

/// The month that a lower-case word names.
fn month(word: &str) -> Option<i8> {
    WORDS
        .iter()
        .filter_map(|(month, stem)| Some(((*month)?, stem, word.strip_prefix(stem)?)))
        .filter(|(.., ending)| ending.chars().count() <= 6)
        .filter(|(.., ending)| ending.chars().all(|c| c.is_alphabetic() || c == '.'))
        .max_by_key(|(_, stem, _)| stem.len())
        .map(|(month, ..)| month)
}

/// Whether a lower-case word may stand in a date without meaning.
fn says_nothing(word: &str) -> bool {
    WORDS
        .iter()
        .any(|(month, other)| month.is_none() && *other == word)
}
