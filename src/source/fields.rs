//! What are the fields of a dump called?

use serde::{Deserialize, Serialize};

/// Names of the fields of a JSON Lines record. A name with dots also reaches
/// into nested objects: `text=article.body`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FieldMap {
    pub(super) id: String,
    pub(super) lang: String,
    pub(super) date: String,
    pub(super) title: String,
    pub(super) text: String,
    pub(super) source: String,
    pub(super) url: String,
}

/// A `--map` that makes no sense.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FieldMapError {
    /// It is not of the form `ours=theirs`.
    #[error("{0:?} is not of the form field=name, such as text=body")]
    Malformed(String),
    /// The part before `=` is none of our fields.
    #[error("no field {0:?}: the fields are id, lang, date, title, text, source, url")]
    UnknownField(String),
}

impl Default for FieldMap {
    fn default() -> Self {
        Self {
            id: "id".to_owned(),
            lang: "lang".to_owned(),
            date: "date".to_owned(),
            title: "title".to_owned(),
            text: "text".to_owned(),
            source: "source".to_owned(),
            url: "url".to_owned(),
        }
    }
}

impl FieldMap {
    /// Takes in one mapping as written on the command line: `text=body`.
    ///
    /// # Errors
    /// [`FieldMapError`] if it is malformed or names no field of ours.
    pub fn set(&mut self, mapping: &str) -> Result<(), FieldMapError> {
        let (field, name) = mapping
            .split_once('=')
            .filter(|(_, name)| !name.is_empty())
            .ok_or_else(|| FieldMapError::Malformed(mapping.to_owned()))?;
        let slot = match field {
            "id" => &mut self.id,
            "lang" => &mut self.lang,
            "date" => &mut self.date,
            "title" => &mut self.title,
            "text" => &mut self.text,
            "source" => &mut self.source,
            "url" => &mut self.url,
            _ => return Err(FieldMapError::UnknownField(field.to_owned())),
        };
        *slot = name.to_owned();
        Ok(())
    }
}
