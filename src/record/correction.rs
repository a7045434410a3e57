//! What is told of a correction?

use serde::{Deserialize, Serialize};

use super::ArticleRef;

/// What an editor says of two articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CorrectionRecord {
    /// One article's id, ...
    pub a: String,
    /// ... and the other's.
    pub b: String,
    /// They report the same story, or they do not.
    pub together: bool,
    /// They are as the editor says. Not so where an article is not in the index, or
    /// one correction speaks against another.
    pub in_force: bool,
    /// The articles, for people; absent where the index lacks one.
    #[serde(skip)]
    pub articles: [Option<ArticleRef>; 2],
}

/// A line of an export that is no article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExportedCorrection<'c> {
    /// What is said.
    pub correction: Pair<'c>,
}

/// The same in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Pair<'c> {
    /// One article's id, ...
    pub a: &'c str,
    /// ... and the other's.
    pub b: &'c str,
    /// They report the same story, or they do not.
    pub together: bool,
}
