//! When did it appear? Reads the forms of dates that dumps and outlets use.

use std::borrow::Cow;

use jiff::{
    Timestamp,
    civil::{self, Time},
    fmt::{rfc2822, temporal::Pieces},
    tz::{Offset, TimeZone},
};

use super::{
    ago,
    months::{self, month, says_nothing},
};
use crate::article::Date;

/// Years outside of this range are placeholders (0001, 9999) or misreadings.
const YEARS: std::ops::RangeInclusive<i16> = 1500..=2200;

/// The order of day, month and year in dates of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    /// `12.02.2026`
    DayMonthYear,
    /// `02/12/2026`
    MonthDayYear,
    /// `26/02/12`
    YearMonthDay,
}

/// What dates do not say themselves.
#[derive(Debug, Clone, Copy)]
pub(super) struct Convention<'a> {
    /// The zone of times that come without one.
    pub(super) zone: &'a TimeZone,
    /// The order of numbers; `None`: only where it is sure.
    pub(super) order: Option<DateOrder>,
    /// What `yesterday` is counted from; `None`: it is not read.
    pub(super) now: Option<Timestamp>,
}

/// The date in `text`: ISO 8601 and RFC 3339 with their usual liberties, RFC
/// 2822, `12.02.2026 05:15`, `12 февраля 2026`, `Feb 12, 2026 5:15 PM`, epoch
/// seconds and the like. A time without a zone is local
/// to the convention's.
///
/// `None` if it is no date, an impossible one (30 February), or ambiguous
/// (`02/03/2026`).
pub(super) fn parse(text: &str, how: Convention<'_>) -> Option<Date> {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    let figures = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if figures(digits) {
        return from_number(text.parse().ok()?, how);
    }
    let seconds = digits.split_once('.');
    if let Some((whole, part)) = seconds
        && whole.len() > 8
        && figures(whole)
        && figures(part)
    {
        // Fractions of a second date no article.
        return from_number(whole.parse().ok()?, how);
    }
    written(text, how).or_else(|| ago::field(text, how))
}

/// The moment that a machine wrote, with its zone.
pub(super) fn moment(text: &str) -> Option<Timestamp> {
    let how = Convention {
        zone: &TimeZone::UTC,
        order: None,
        now: None,
    };
    match parse(text, how)? {
        Date::Moment(at, offset) => offset.to_timestamp(at).ok(),
        Date::Day(day) => {
            let zoned = day.to_zoned(TimeZone::UTC);
            zoned.ok().map(|zoned| zoned.timestamp())
        }
    }
}

/// The date that stands in a short line among other things: a label before it,
/// a rubric or a number of readers behind it.
pub(super) fn within(text: &str, how: Convention<'_>) -> Option<String> {
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
            written(bare, how).map(|_| bare.to_owned())
        })
    })
}

/// The date in `text`, unless it is a bare number.
pub(super) fn written(text: &str, how: Convention<'_>) -> Option<Date> {
    let text = &plain(text);
    if !text.chars().any(|c| !c.is_ascii_digit()) {
        return None;
    }
    iso(text, how)
        .or_else(|| internet_message(text))
        .or_else(|| loose(text, how))
        .filter(|date| YEARS.contains(&date.day().year()))
}

/// `20260212153000`, as archives of the web write it.
fn stamp(digits: &str, how: Convention<'_>) -> Option<Date> {
    if digits.len() != 14 {
        return None;
    }
    let day = compact(digits.get(..8)?.parse().ok()?)?;
    let part = |at: usize| digits.get(at..at + 2)?.parse().ok();
    let time = Time::new(part(8)?, part(10)?, part(12)?, 0).ok()?;
    let date = assemble(day, Some(time), None, how.zone)?;
    YEARS.contains(&day.year()).then_some(date)
}

/// The date that a number means: `20260212`, `20260212153000`, or the time since 1970 in
/// seconds, milliseconds, microseconds or nanoseconds, told apart by size.
/// Zero and other small numbers mean nothing.
pub(super) fn from_number(number: i64, how: Convention<'_>) -> Option<Date> {
    if let Some(date) = stamp(&number.to_string(), how) {
        return Some(date);
    }
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
            let local = instant.ok()?.to_zoned(how.zone.clone());
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

/// The text of a date as the rest of this file knows it: Chinese, Japanese and
/// Korean signs as separators, months of two words as one, nothing in brackets.
fn plain(text: &str) -> Cow<'_, str> {
    const SIGNS: [(&str, &str); 14] = [
        ("年", "-"),
        ("년", "-"),
        ("月", "-"),
        ("월", "-"),
        ("日", " "),
        ("일", " "),
        ("時", ":"),
        ("时", ":"),
        ("分", " "),
        ("上午", " am "),
        ("下午", " pm "),
        ("午後", " pm "),
        ("오전", " am "),
        ("오후", " pm "),
    ];
    let text = text.trim();
    let text = match text.split_once('(') {
        Some((before, rest)) if rest.ends_with(')') && !before.trim().is_empty() => before.trim(),
        _ => text,
    };
    let text = text
        .strip_suffix(" Z")
        .map_or(Cow::Borrowed(text), |bare| Cow::Owned(format!("{bare}Z")));
    if text.is_ascii() && !text.contains(". ") {
        return text;
    }
    let mut out = text.into_owned();
    if out.contains(['年', '년']) {
        for (sign, plain) in SIGNS {
            out = out.replace(sign, plain);
        }
        out = out.replace("- ", "-").replace(": ", ":");
        out = out.trim_end_matches([':', '-', ' ']).to_owned();
    }
    let lower = out.to_lowercase();
    for phrase in months::phrases() {
        let spaced = phrase.replace('_', " ");
        if lower.contains(&spaced) {
            out = lower.replace(&spaced, phrase);
            break;
        }
    }
    Cow::Owned(join_numbers(&out))
}

/// `12. 2. 2026` in one word.
fn join_numbers(text: &str) -> String {
    let ordinal = |word: &str| {
        word.strip_suffix('.').is_some_and(|digits| {
            (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
        })
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut out = String::with_capacity(text.len());
    for (at, word) in words.iter().enumerate() {
        out.push_str(word);
        let next = words
            .get(at + 1)
            .is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
        if !(ordinal(word) && next) {
            out.push(' ');
        }
    }
    out.trim_end().to_owned()
}

/// ISO 8601, RFC 3339 and RFC 9557.
fn iso(text: &str, how: Convention<'_>) -> Option<Date> {
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
        named.as_ref().unwrap_or(how.zone),
    )
}

/// RFC 2822, as in mail and RSS.
fn internet_message(text: &str) -> Option<Date> {
    static PARSER: rfc2822::DateTimeParser = rfc2822::DateTimeParser::new().relaxed_weekday(true);
    let zoned = PARSER.parse_zoned(text).ok()?;
    Some(Date::Moment(zoned.datetime(), zoned.offset()))
}

/// A day, and a time with its offset if there is a time.
pub(super) fn assemble(
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
pub(super) struct Parts {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    time: Option<Time>,
    afternoon: Option<bool>,
    offset: Option<Offset>,
}

/// Any order of day, month name, year, time and zone, with nothing else between.
fn loose(text: &str, how: Convention<'_>) -> Option<Date> {
    let parts = Parts::of(text, how)?;
    let day = civil::Date::new(parts.year?, parts.month?, parts.day?).ok()?;
    parts.at(day, how)
}

/// Month, day and the rest of a date without a year.
pub(super) fn yearless(text: &str, how: Convention<'_>) -> Option<(i8, i8, Parts)> {
    let parts = Parts::of(&plain(text), how).filter(|parts| parts.year.is_none())?;
    Some((parts.month?, parts.day?, parts))
}

impl Parts {
    fn of(text: &str, how: Convention<'_>) -> Option<Self> {
        let mut parts = Self::default();
        for word in text.split(|c: char| c.is_whitespace() || c == ',') {
            if !word.is_empty() {
                parts.read(&word.to_lowercase(), how.order)?;
            }
        }
        Some(parts)
    }

    /// The date on this day.
    pub(super) fn at(&self, day: civil::Date, how: Convention<'_>) -> Option<Date> {
        let time = match (self.time, self.afternoon) {
            (time, None) => time,
            (Some(time), Some(afternoon)) => Some(twelve_hours(time, afternoon)?),
            (None, Some(_)) => return None,
        };
        assemble(day, time, self.offset, how.zone)
    }

    /// Takes in one lower-case word; `None` if it has no place in a date.
    fn read(&mut self, word: &str, order: Option<DateOrder>) -> Option<()> {
        if let Some((time, zone)) = clock(word) {
            fill(&mut self.time, time)?;
            return if zone.is_empty() {
                Some(())
            } else {
                self.read(zone, order)
            };
        }
        if let Some(offset) = offset(word) {
            return fill(&mut self.offset, offset);
        }
        let tail = word.find(|c: char| c.is_alphabetic() && !"ivx".contains(c));
        let (number, tail) = word.split_at_checked(tail.unwrap_or(word.len()))?;
        if let Some((year, month, day)) =
            numeric(number, order).filter(|_| tail.is_empty() || says_nothing(tail))
        {
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
        self.read_number(word, order)
    }

    /// A year, a day, or a day with a suffix (`12-го`, `12th`, `12-февраль`, `2026г.`).
    fn read_number(&mut self, word: &str, order: Option<DateOrder>) -> Option<()> {
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
            "" | "st" | "nd" | "rd" | "th" | "го" | "е" | "er" | "º" | "ª" | "сі" | "сы" | "ші"
            | "шы" | "си" | "чи" | "чы" => Some(()),
            rest if rest.len() < word.len() => self.read(rest, order),
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
pub(super) fn clock(word: &str) -> Option<(Time, &str)> {
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

/// `12.02.2026`, `2026/02/12`, `13/02/2026`, `02/13/2026`, `12.II.2026`,
/// `13.03.26`: year, month, day. With slashes, several orders are in use: only
/// the unambiguous ones are read, unless the order is known.
fn numeric(word: &str, order: Option<DateOrder>) -> Option<(i16, i8, i8)> {
    let word = word.strip_suffix('.').unwrap_or(word);
    let separator = word.chars().find(|c| ['.', '/', '-'].contains(c))?;
    let mut fields = word.split(separator);
    let (first, second, third) = (fields.next()?, fields.next()?, fields.next()?);
    if fields.next().is_some() {
        return None;
    }
    if first.len() == 4 {
        return Some((first.parse().ok()?, number(second)?, number(third)?));
    }
    let short = first.len() <= 2 && third.len() == 2;
    if short && order == Some(DateOrder::YearMonthDay) {
        return Some((year(first)?, number(second)?, number(third)?));
    }
    // Of two figures alone, a year is told by the full stops of Europe.
    if !(third.len() == 4 || short && (separator == '.' || order.is_some())) {
        return None;
    }
    let (year, first, second) = (year(third)?, number(first)?, number(second)?);
    match (order, separator, first, second) {
        (Some(DateOrder::MonthDayYear), _, 1..=12, _) | (_, '/', 1..=12, 13..) => {
            Some((year, first, second))
        }
        (None, '/', 1..=12, 1..=12) if first != second => None,
        (_, _, day, month) => Some((year, month, day)),
    }
}

/// A year of four figures, or of two: not far in the future.
fn year(digits: &str) -> Option<i16> {
    let year: i16 = digits.parse().ok()?;
    Some(match (digits.len(), year) {
        (2, ..=68) => 2000 + year,
        (2, _) => 1900 + year,
        _ => year,
    })
}

/// A month or day, in Arabic figures or as Roman months are written.
fn number(digits: &str) -> Option<i8> {
    const ROMAN: [&str; 12] = [
        "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii",
    ];
    let roman = ROMAN.iter().zip(1..).find(|(roman, _)| **roman == digits);
    roman
        .map(|(_, month)| month)
        .or_else(|| digits.parse().ok())
}
