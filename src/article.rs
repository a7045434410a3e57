//! The nouns of the program: an article, its identity, its date, its passages.
//!
//! Nothing here reads a file, knows a language or touches an index.

use std::{fmt, ops::Range};

use jiff::{civil, tz::Offset};
use serde::{Deserialize, Serialize};

/// The name of an article: unique inside one index, chosen by the source.
///
/// A JSONL record's `id` verbatim, or a file's path relative to the root it
/// was found under, with `/` separators.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleId(String);

impl ArticleId {
    /// The longest identifier, in bytes: it must fit into one index term.
    pub const MAX_BYTES: usize = 4096;

    /// An identifier with this text.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for ArticleId {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

impl PartialEq<&str> for ArticleId {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One report, as cleaned by the `source` room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Unique inside one index.
    pub id: ArticleId,
    /// Language tag: a code of the registry, a declared tag we do not know, or `und`.
    pub lang: String,
    /// Headline, without the outlet's name.
    pub title: Option<String>,
    /// When it appeared, if the source says so.
    pub date: Option<Date>,
    /// The outlet, as the article or its record names it.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Where it was read: a path, with `:LINE` for a record of a dump.
    pub path: Option<String>,
    /// The body: title, dates, source lines and credits are taken out.
    /// All byte offsets of passages and highlights point into this text.
    pub text: String,
}

/// When an article appeared: a day, or a moment with its offset from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Date {
    /// A calendar day, local to the outlet.
    Day(civil::Date),
    /// A local date and time with its offset.
    Moment(civil::DateTime, Offset),
}

impl Date {
    /// Reads what [`Date`]'s `Display` writes.
    pub fn parse(text: &str) -> Option<Self> {
        if !text.contains('T') {
            return text.parse().ok().map(Date::Day);
        }
        let pieces = jiff::fmt::temporal::DateTimeParser::new()
            .parse_pieces(text)
            .ok()?;
        let offset = pieces.to_numeric_offset()?;
        Some(Date::Moment(
            pieces.date().to_datetime(pieces.time()?),
            offset,
        ))
    }

    /// The local calendar day.
    #[must_use]
    pub fn day(&self) -> civil::Date {
        match self {
            Date::Day(day) => *day,
            Date::Moment(at, _) => at.date(),
        }
    }

    /// The day so many days after 1970-01-01.
    pub fn from_epoch_day(days: i64) -> Option<Self> {
        let span = jiff::Span::new().try_days(days).ok()?;
        civil::date(1970, 1, 1)
            .checked_add(span)
            .ok()
            .map(Date::Day)
    }

    /// Days since 1970-01-01, by the local calendar; negative before it.
    #[must_use]
    pub fn epoch_day(&self) -> i64 {
        const EPOCH: civil::Date = civil::date(1970, 1, 1);
        self.day().duration_since(EPOCH).as_hours() / 24
    }
}

impl fmt::Display for Date {
    /// `2026-02-12`, or `2026-02-12T05:15:05+00:00`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Date::Day(day) => write!(f, "{day}"),
            Date::Moment(at, offset) => {
                let seconds = offset.seconds();
                let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
                write!(
                    f,
                    "{}T{}{sign}{:02}:{:02}",
                    at.date(),
                    at.time(),
                    minutes / 60,
                    minutes % 60
                )
            }
        }
    }
}

/// A stretch of an article's text that is indexed and shown as one unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Position among the article's passages, from 0.
    pub ordinal: u32,
    /// Byte range in [`Article::text`], on character boundaries.
    pub range: Range<usize>,
}

/// The file part of an article's path, `FILE` or `FILE:LINE`.
#[must_use]
pub fn file_of(path: &str) -> &str {
    match path.rsplit_once(':') {
        Some((file, line)) if line.bytes().all(|byte| byte.is_ascii_digit()) => file,
        _ => path,
    }
}
