//! Which days does `2025-01..2025-03` mean?

use jiff::civil::Date;

use super::{Filter, Problem};

/// The days of a year, month, day or period such as `2025-01..2025-03`, whose
/// ends are included and may be left open.
pub(super) fn period(text: &str) -> Result<Filter, Problem> {
    let (from, to) = match text.split_once("..") {
        None => {
            let (from, to) = days(text)?;
            (Some(from), Some(to))
        }
        Some(("", "")) => return Err(Problem::BadDate),
        Some(("", to)) => (None, Some(days(to)?.1)),
        Some((from, "")) => (Some(days(from)?.0), None),
        Some((from, to)) => (Some(days(from)?.0), Some(days(to)?.1)),
    };
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        return Err(Problem::ReversedPeriod);
    }
    Ok(Filter::Date { from, to })
}

/// The first day of a year, month or day as `after:` reads it.
///
/// # Errors
/// [`Problem::BadDate`] if it is none.
pub fn first_day(text: &str) -> Result<Date, Problem> {
    Ok(days(text)?.0)
}

/// The last day of a year, month or day.
///
/// # Errors
/// [`Problem::BadDate`] if it is none.
pub fn last_day(text: &str) -> Result<Date, Problem> {
    Ok(days(text)?.1)
}

/// From the first day of a year, month or day on.
pub(super) fn after(text: &str) -> Result<Filter, Problem> {
    let from = Some(first_day(text)?);
    Ok(Filter::Date { from, to: None })
}

/// Up to the day before the first one of a year, month or day.
pub(super) fn before(text: &str) -> Result<Filter, Problem> {
    let first = days(text)?.0;
    let to = first
        .yesterday()
        .ok()
        .filter(|day| day.year() >= FIRST_YEAR);
    let to = Some(to.ok_or(Problem::BadDate)?);
    Ok(Filter::Date { from: None, to })
}

/// Years before it are not written with four digits.
const FIRST_YEAR: i16 = 1;

/// The first and the last day of a year, month or day.
fn days(text: &str) -> Result<(Date, Date), Problem> {
    let mut parts = text.split('-');
    let year = parts.next().and_then(|part| number(part, 4..=4));
    let year = year
        .filter(|&year| year >= FIRST_YEAR)
        .ok_or(Problem::BadDate)?;
    let mut next = || match parts.next() {
        None => Ok(None),
        Some(part) => number(part, 1..=2).map(Some).ok_or(Problem::BadDate),
    };
    let (month, day) = (next()?, next()?);
    if parts.next().is_some() {
        return Err(Problem::BadDate);
    }
    let date = |month: i16, day: i16| {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Date::new(year, month, day).ok()
    };
    let (first, last) = match (month, day) {
        (None, _) => (date(1, 1), date(12, 31)),
        (Some(month), None) => {
            let first = date(month, 1);
            (first, first.map(Date::last_of_month))
        }
        (Some(month), Some(day)) => (date(month, day), date(month, day)),
    };
    first.zip(last).ok_or(Problem::BadDate)
}

/// A number of so many decimal digits.
fn number(text: &str, digits: std::ops::RangeInclusive<usize>) -> Option<i16> {
    let plain = digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}
