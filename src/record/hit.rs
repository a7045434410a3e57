//! What is told of a result of a search?

use serde::Serialize;
use tantivy::Score;

use super::ArticleRef;
use crate::{article::ArticleId, link::Evidence, query::MatchKind};

/// One result.
#[derive(Debug, Clone, Serialize)]
pub struct Hit {
    /// From 1.
    pub rank: usize,
    /// BM25 over several fields; comparable within one query only.
    pub score: Score,
    /// The article it was found in.
    pub article: ArticleRef,
    /// How it answers the query: the most direct way of any word of its
    /// passage or headline; absent where only a filter matched.
    #[serde(rename = "match")]
    pub kind: Option<MatchKind>,
    /// Words of the passage that answer a word of the query by translation or
    /// by sound; of the headline, if nothing in the passage answers.
    pub because: Vec<Because>,
    /// The passage that matched.
    pub passage: PassageView,
    /// The other versions of the same story, if there are any.
    pub story: Option<StoryView>,
    /// What every word of the query brought to the score, if that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub explain: Option<Reason>,
}

/// Why a score is what it is.
#[derive(Debug, Clone, PartialEq, Serialize, serde::Deserialize)]
pub struct Reason {
    /// A part of the score, or a factor in it.
    pub value: Score,
    /// What it is: a word of the query, a way in which the passage has it.
    pub description: String,
    /// What it is made of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub details: Vec<Reason>,
}

/// A word found for another one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Because {
    /// The word of the query, folded.
    pub query: String,
    /// The word of the passage or headline, as it is written there.
    pub found: String,
    /// Whether it translates it or sounds like it.
    #[serde(rename = "match")]
    pub kind: MatchKind,
}

/// A passage to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PassageView {
    /// Its words.
    pub text: String,
    /// Where it starts in the article's text, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Byte ranges in `text` of the words that matched.
    pub highlights: Vec<[usize; 2]>,
}

/// A story as seen from one of its members.
#[derive(Debug, Clone, Serialize)]
pub struct StoryView {
    /// The story's id.
    pub id: String,
    /// The languages it was reported in.
    pub langs: Vec<String>,
    /// The other members, the likeliest first.
    pub members: Vec<MemberView>,
}

/// Another version of a story.
#[derive(Debug, Clone, Serialize)]
pub struct MemberView {
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
    /// How likely the two report the same story, 0 to 1.
    pub score: f64,
    /// An editor has put it together with a report of the story.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub corrected: bool,
    /// Why: the strongest first.
    pub evidence: Vec<Evidence>,
    /// The passage that corresponds to the hit's, if there is one.
    pub passage: Option<PassageView>,
}
