//! What is told of a story?

use std::collections::BTreeMap;

use serde::Serialize;

use crate::article::ArticleId;

/// Articles that report the same events.
#[derive(Debug, Clone, Serialize)]
pub struct StoryRecord {
    /// Its id.
    pub id: String,
    /// The languages it was reported in.
    pub langs: Vec<String>,
    /// A headline in each language: the earliest report's that has one.
    pub titles: BTreeMap<String, String>,
    /// The outlets that reported it.
    pub sources: Vec<String>,
    /// The day of the first report, if any has a date.
    pub first: Option<String>,
    /// The day of the last.
    pub last: Option<String>,
    /// The reports, the earliest first.
    pub members: Vec<StoryMember>,
}

/// One report of a story.
#[derive(Debug, Clone, Serialize)]
pub struct StoryMember {
    /// Its id.
    pub id: ArticleId,
    /// Its language tag.
    pub lang: String,
    /// Its headline.
    pub title: Option<String>,
    /// Its date, ISO 8601.
    pub date: Option<String>,
    /// Its outlet.
    pub source: Option<String>,
    /// The earlier report in its language whose words it mostly prints.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reprint_of: Option<ArticleId>,
    /// The reports that an editor has put together with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub corrected_with: Vec<ArticleId>,
}
