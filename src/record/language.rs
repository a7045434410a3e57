//! What is told of languages and words?

use serde::Serialize;

use crate::analysis::Kind;

/// A language as it is listed.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct LanguageRecord {
    /// Its code.
    pub code: &'static str,
    /// Its English name.
    pub name: &'static str,
    /// Its name for itself.
    pub endonym: &'static str,
    /// How its words are brought to a common form.
    pub analysis: &'static str,
}

/// A token of a text, as it is indexed and asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TokenRecord {
    /// Where it starts in the text, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its number among the words; the parts of a compound have that of the whole.
    pub position: u32,
    /// What it is.
    pub kind: Kind,
    /// As it is written.
    pub text: String,
    /// In its folded form.
    pub folded: String,
    /// Its stem.
    pub stem: String,
}
