//! What is told of an index?

use serde::Serialize;

/// What `stats` tells.
#[derive(Debug, Serialize)]
pub struct Stats {
    /// Where the index is.
    pub index: String,
    /// Articles in it.
    pub articles: usize,
    /// Passages in it.
    pub passages: u64,
    /// Stories told by several articles.
    pub stories: usize,
    /// Of these, told in several languages.
    pub cross_language_stories: usize,
    /// Articles by language.
    pub languages: Vec<(String, usize)>,
    /// First and last day, of the articles that have a date.
    pub days: Option<(String, String)>,
    /// Bytes on disk.
    pub bytes: u64,
}
