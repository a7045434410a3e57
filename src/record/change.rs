//! What is told of an article that would change?

use serde::Serialize;

/// What would become of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangeRecord {
    /// `add`, `change` or `remove`.
    pub change: &'static str,
    /// Its id.
    pub id: String,
    /// Where it was read.
    pub path: Option<String>,
}
