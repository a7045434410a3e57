//! How were inputs read, in plain data that an index can remember?

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{Charset, DateOrder, FieldMap, Format, ReadOptions};
use crate::language;

/// Raise it when other articles come of the same input: files that are known to an
/// index are read again then.
pub const VERSION: u32 = 1;

/// What of [`ReadOptions`] decides which articles an input holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Manner {
    timezone: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_order: Option<DateOrder>,
    #[serde(skip_serializing_if = "String::is_empty")]
    id_prefix: String,
    max_article_bytes: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<Format>,
    #[serde(skip_serializing_if = "Option::is_none")]
    charset: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    plain: bool,
    #[serde(skip_serializing_if = "is_default")]
    fields: FieldMap,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    langs: Vec<String>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Default for Manner {
    fn default() -> Self {
        ReadOptions::new(language::detect_tag).manner()
    }
}

impl Manner {
    /// The options again; `None` if this program does not know one of them.
    #[must_use]
    pub fn options(&self) -> Option<ReadOptions> {
        let known = |tag: &String| language::tag::language_of(tag).map(|known| known.code);
        let langs: Option<Vec<&'static str>> = self.langs.iter().map(known).collect();
        let mut options = ReadOptions::among(langs?);
        options.timezone = TimeZone::get(&self.timezone).ok()?;
        options.date_order = self.date_order;
        options.id_prefix.clone_from(&self.id_prefix);
        options.max_article_bytes = self.max_article_bytes;
        options.format = self.format;
        options.charset = match &self.charset {
            Some(name) => Some(Charset::of_name(name)?),
            None => None,
        };
        options.plain = self.plain;
        options.fields = self.fields.clone();
        Some(options)
    }
}

impl ReadOptions {
    /// To read texts that are in one of these languages; in any that there is, if
    /// there are none.
    #[must_use]
    pub fn among(langs: Vec<&'static str>) -> Self {
        if langs.is_empty() {
            return Self::new(language::detect_tag);
        }
        let among = langs.clone();
        let mut options = Self::new(move |text| language::detect_tag_among(text, &among));
        options.langs = langs;
        options
    }

    /// These options in plain data.
    #[must_use]
    pub fn manner(&self) -> Manner {
        Manner {
            timezone: self.timezone.iana_name().unwrap_or("UTC").to_owned(),
            date_order: self.date_order,
            id_prefix: self.id_prefix.clone(),
            max_article_bytes: self.max_article_bytes,
            format: self.format,
            charset: self.charset.map(|charset| charset.name().to_owned()),
            plain: self.plain,
            fields: self.fields.clone(),
            langs: self.langs.iter().map(|lang| (*lang).to_owned()).collect(),
        }
    }
}
