//! Which article does one record hold: an object of JSON, a row of a table, an
//! entry of a feed, what a page says of itself?

use serde_json::{Map, Value};

use super::{
    FieldMap, ReadOptions,
    clean::{Declared, clean},
    date::{self, Convention},
    markup::{self, Markup, Survey},
    mojibake, outlet,
    report::{Reason, Remark},
};
use crate::article::{Article, ArticleId, Date};

/// Fields and their values. What is not JSON comes with our own field names.
pub(super) type Record = Map<String, Value>;

/// The article of a record. What the record does not say is taken from its
/// text where that says it. `id` is empty if the record has none, `lang` is
/// empty if none is declared.
///
/// # Errors
/// The reason why the record holds no article.
pub(super) fn article(
    record: &Record,
    fields: &FieldMap,
    options: &ReadOptions,
    how: Convention<'_>,
    markup: Markup,
    remarks: &mut Vec<Remark>,
) -> Result<Article, Reason> {
    let text = body(record, &fields.text)?;
    let mut string = |field: &str| match lookup(record, field).map(scalar) {
        Some(Ok(value)) => Some(value).filter(|value| !value.trim().is_empty()),
        Some(Err(NotText)) => {
            remarks.push(Remark::FieldIgnored(field.to_owned()));
            None
        }
        None => None,
    };
    let id = string(&fields.id).unwrap_or_default();
    let lang = string(&fields.lang).unwrap_or_default();
    let title = string(&fields.title);
    let source = string(&fields.source).map(|source| source.trim().to_owned());
    let url = string(&fields.url).map(|url| url.trim().to_owned());
    let date = moment(record, &fields.date, how, remarks);
    let mut bare = |text: String| {
        let text = match options.plain {
            true => text,
            false => mojibake::repaired(&text, remarks).into_owned(),
        };
        markup::strip(&text, markup).unwrap_or(text)
    };
    let (text, title) = (bare(text), title.map(bare));
    let (text, title) = (
        printable(text, remarks),
        title.map(|title| printable(title, remarks)),
    );
    let declared = Declared {
        title: title.as_deref(),
        source: source.as_deref(),
    };
    let cleaned = clean(&text, declared, how);
    if cleaned.body.is_empty() {
        return Err(Reason::Empty);
    }
    Ok(Article {
        id: ArticleId::new(id),
        lang,
        title: cleaned.title,
        date: date.or(cleaned.date),
        source: source.or(cleaned.source),
        url: url.or(cleaned.url),
        path: None,
        text: cleaned.body,
    })
}

/// Fills in what nothing else has said.
pub(super) fn complete(article: &mut Article, fallback: &Record, how: Convention<'_>) {
    let value = |field: &str| fallback.get(field).and_then(Value::as_str);
    let date = || date::parse(value("date")?, how);
    article.date = article.date.or_else(date);
    if article.url.is_none() {
        article.url = value("url").map(str::to_owned);
        let host = article.url.as_deref().and_then(outlet::host);
        article.source = article.source.take().or_else(|| host.map(str::to_owned));
    }
}

/// Shows the text of a record to a survey of its dump.
pub(super) fn survey(record: &Record, fields: &FieldMap, survey: &mut Survey) {
    if let Ok(text) = body(record, &fields.text) {
        survey.add(&text);
    }
}

/// The text with U+FFFD for every NUL.
fn printable(text: String, remarks: &mut Vec<Remark>) -> String {
    let count = text.matches('\0').count();
    if count == 0 {
        return text;
    }
    remarks.push(Remark::Replaced { count });
    text.replace('\0', "\u{fffd}")
}

/// The value of a field, which may be nested: `article.body`. Null is absent.
pub(super) fn lookup<'a>(record: &'a Record, field: &str) -> Option<&'a Value> {
    let value = record.get(field).or_else(|| {
        let mut names = field.split('.');
        let first = record.get(names.next()?)?;
        names.try_fold(first, |value, name| value.get(name))
    })?;
    (!value.is_null()).then_some(value)
}

/// A value that has no sense as text.
struct NotText;

/// Text, or a number as text.
fn scalar(value: &Value) -> Result<String, NotText> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(NotText),
    }
}

/// The text of a record: one string, or an array of paragraphs.
fn body(record: &Record, field: &str) -> Result<String, Reason> {
    let value = lookup(record, field).ok_or_else(|| Reason::NoText {
        field: field.to_owned(),
    })?;
    let text = match value {
        Value::Array(paragraphs) => paragraphs
            .iter()
            .map(scalar)
            .collect::<Result<Vec<_>, _>>()
            .map(|paragraphs| paragraphs.join("\n\n")),
        value => scalar(value),
    };
    text.map_err(|NotText| Reason::TextOfWrongType {
        field: field.to_owned(),
    })
}

/// The date of a record.
fn moment(
    record: &Record,
    field: &str,
    how: Convention<'_>,
    remarks: &mut Vec<Remark>,
) -> Option<Date> {
    let value = lookup(record, field)?;
    let date = match value {
        Value::String(text) if text.trim().is_empty() => return None,
        Value::String(text) => date::parse(text, how),
        // Fractions of a second date no article.
        Value::Number(number) => number
            .as_i64()
            .or_else(|| number.as_f64().map(|number| number as i64))
            .and_then(|number| date::from_number(number, how)),
        _ => None,
    };
    if date.is_none() {
        let written = scalar(value).unwrap_or_else(|NotText| value.to_string());
        remarks.push(Remark::UnknownDate(written.chars().take(80).collect()));
    }
    date
}
