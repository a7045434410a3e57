//! When was `2 часа назад`, and in which year is `12 февраля`? Counted from the
//! time at which the text was fetched or its file written.

use std::sync::LazyLock;

use jiff::{
    SignedDuration, Zoned,
    civil::{self, Time},
};

use super::date::{self, Convention};
use crate::article::Date;

/// What a word says in a relative date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// A stretch of time, in seconds.
    Unit(i64),
    Ago,
    Before,
    One,
    Half,
    Now,
    /// So many days back.
    Day(i64),
    Filler,
}

/// The words of `ago.tsv`; those of several words first.
static WORDS: LazyLock<Vec<(String, Word)>> = LazyLock::new(|| {
    let mut words = Vec::new();
    let lines = include_str!("ago.tsv").lines();
    for line in lines.filter(|line| !line.starts_with('#')) {
        let Some((kind, list)) = line.split_once('\t') else {
            continue;
        };
        let word = match kind {
            "second" => Word::Unit(1),
            "minute" => Word::Unit(60),
            "hour" => Word::Unit(3600),
            "day" => Word::Unit(86_400),
            "week" => Word::Unit(7 * 86_400),
            "ago" => Word::Ago,
            "before" => Word::Before,
            "one" => Word::One,
            "half" => Word::Half,
            "now" => Word::Now,
            "today" => Word::Day(0),
            "yesterday" => Word::Day(1),
            "before_yesterday" => Word::Day(2),
            _ => Word::Filler,
        };
        let list = list.split_whitespace();
        words.extend(list.map(|text| (text.replace('_', " "), word)));
    }
    words.sort_by_key(|(text, _)| std::cmp::Reverse(text.len()));
    words
});

/// The relative date that a field for dates says.
pub(super) fn field(text: &str, how: Convention<'_>) -> Option<Date> {
    const MOST_BYTES: usize = 80;
    let now = now(how)?;
    if text.len() > MOST_BYTES {
        return None;
    }
    relative(text, &now, how).or_else(|| in_a_year(text, &now, how))
}

/// The relative date of a line of a text that holds nothing else: one that says
/// how long, or at what time. `Вчера` alone may be a headline.
pub(super) fn line(text: &str, how: Convention<'_>) -> Option<Date> {
    let figures = text.chars().any(|c| c.is_ascii_digit());
    field(text, how).filter(|date| figures && matches!(date, Date::Moment(..)))
}

/// The date of `АСТАНА, 12 фев — …`.
pub(super) fn dateline(text: &str, how: Convention<'_>) -> Option<Date> {
    in_a_year(text, &now(how)?, how)
}

fn now(how: Convention<'_>) -> Option<Zoned> {
    how.now.map(|now| now.to_zoned(how.zone.clone()))
}

/// The last day of this month and day up to now.
fn in_a_year(text: &str, now: &Zoned, how: Convention<'_>) -> Option<Date> {
    let (month, day, rest) = date::yearless(text, how)?;
    // Clocks and zones may differ.
    let latest = now.date().checked_add(jiff::Span::new().days(1)).ok()?;
    let of_year = |year: i16| civil::Date::new(year, month, day).ok();
    let this = of_year(latest.year()).filter(|day| *day <= latest);
    let day = this.or_else(|| of_year(latest.year() - 1))?;
    rest.at(day, how)
}

/// A word or a number of a relative date.
enum Token {
    Number(i64),
    Clock(Time),
    Word(Word),
}

fn relative(text: &str, now: &Zoned, how: Convention<'_>) -> Option<Date> {
    let (mut number, mut unit, mut day, mut time) = (None, None, None, None);
    let (mut ago, mut just_now) = (false, false);
    let fill = |slot: &mut Option<i64>, value| match slot.replace(value) {
        None => Some(()),
        Some(_) => None,
    };
    for token in tokens(text)? {
        match token {
            Token::Number(count) => fill(&mut number, count)?,
            Token::Clock(clock) if time.is_none() => time = Some(clock),
            Token::Clock(_) => return None,
            Token::Word(Word::Unit(seconds)) => fill(&mut unit, seconds)?,
            Token::Word(Word::Day(back)) => fill(&mut day, back)?,
            Token::Word(Word::Half) => {
                fill(&mut number, 30)?;
                fill(&mut unit, 60)?;
            }
            Token::Word(Word::One) => fill(&mut number, 1)?,
            Token::Word(Word::Ago | Word::Before) => ago = true,
            Token::Word(Word::Now) => just_now = true,
            Token::Word(Word::Filler) => {}
        }
    }
    if just_now {
        let alone = number.is_none() && unit.is_none() && day.is_none() && time.is_none();
        return alone.then(|| moment(now));
    }
    if let Some(back) = day {
        if number.is_some() || unit.is_some() || ago {
            return None;
        }
        let day = now.date().checked_sub(jiff::Span::new().days(back)).ok()?;
        return date::assemble(day, time, None, how.zone);
    }
    let unit = unit.filter(|_| ago && time.is_none())?;
    // What is longer ago than a year is told by a date.
    const LONGEST: i64 = 366 * 86_400;
    let back = number.unwrap_or(1).checked_mul(unit);
    let back = back.filter(|back| (0..=LONGEST).contains(back))?;
    let then = now.checked_sub(SignedDuration::from_secs(back)).ok()?;
    Some(match unit >= 86_400 {
        true => Date::Day(then.date()),
        false => moment(&then),
    })
}

/// A moment by the minute.
fn moment(at: &Zoned) -> Date {
    let time = at.datetime();
    let minute = civil::time(time.hour(), time.minute(), 0, 0);
    Date::Moment(time.date().to_datetime(minute), at.offset())
}

/// The words and numbers of a relative date; `None` if there is anything else.
fn tokens(text: &str) -> Option<Vec<Token>> {
    let lower = text.to_lowercase();
    let mut rest = lower.trim();
    let mut tokens = Vec::new();
    while !rest.is_empty() {
        let digits = rest
            .find(|c: char| !(c.is_ascii_digit() || c == ':'))
            .unwrap_or(rest.len());
        if digits > 0 {
            let (number, after) = rest.split_at_checked(digits)?;
            tokens.push(match number.split_once(':') {
                Some(_) => Token::Clock(date::clock(number)?.0),
                None => Token::Number(number.parse().ok()?),
            });
            rest = after;
        } else {
            let (word, after) = WORDS.iter().find_map(|(text, word)| {
                let after = rest.strip_prefix(text.as_str())?;
                // Signs of Chinese and Japanese stand close together.
                let whole = text.starts_with(|c: char| c >= '\u{2e80}')
                    || !after.starts_with(char::is_alphanumeric);
                whole.then_some((*word, after))
            })?;
            tokens.push(Token::Word(word));
            rest = after;
        }
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
    }
    Some(tokens)
}
