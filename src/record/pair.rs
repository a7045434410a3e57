//! What is told of two articles that may tell one event?

use serde::Serialize;

use super::ArticleRef;
use crate::{
    article::{Article, ArticleId},
    link::{Evidence, Explanation, Relation, Said},
};

/// Two articles that may report the same story.
#[derive(Debug, Clone, Serialize)]
pub struct PairRecord {
    /// The article asked for.
    pub a: ArticleId,
    /// The other.
    pub b: ArticleId,
    /// How likely, 0 to 1.
    pub score: f64,
    /// Both belong to one story.
    pub linked: bool,
    /// They print mostly the same words of one language about one event.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub reprint: bool,
    /// What the two are to one another, where there is more to say than `linked`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,
    /// What an editor says of them, which goes before all else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Said>,
    /// Why: the strongest first.
    pub evidence: Vec<Evidence>,
    /// The other article, for people.
    #[serde(skip)]
    pub other: Option<ArticleRef>,
}

/// A pair with every step of its judgement.
#[derive(Debug, Clone, Serialize)]
pub struct ExplainedPair {
    /// The article asked for.
    pub a: ArticleId,
    /// The other.
    pub b: ArticleId,
    /// The judgement.
    #[serde(flatten)]
    pub explanation: Explanation,
    /// The other article, for people.
    #[serde(skip)]
    pub other: ArticleRef,
}

impl ExplainedPair {
    /// The judgement of two articles.
    #[must_use]
    pub fn new(a: &Article, b: &Article, explanation: Explanation) -> Self {
        Self {
            a: a.id.clone(),
            b: b.id.clone(),
            explanation,
            other: ArticleRef::from(b),
        }
    }

    /// The pair without the steps.
    #[must_use]
    pub fn pair(&self) -> PairRecord {
        PairRecord {
            a: self.a.clone(),
            b: self.b.clone(),
            score: self.explanation.score.into(),
            linked: self.explanation.linked,
            reprint: self.explanation.linked
                && self
                    .explanation
                    .reprint
                    .is_some_and(|share| share >= crate::link::REPRINT),
            relation: self.explanation.relation,
            corrected: self.explanation.corrected,
            evidence: self.explanation.evidence.clone(),
            other: Some(self.other.clone()),
        }
    }
}
