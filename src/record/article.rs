//! What is told of an article?

use serde::Serialize;

use crate::article::{Article, ArticleId};

/// An article, without its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleRef {
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
    /// Where it was read.
    pub path: Option<String>,
}

impl From<&Article> for ArticleRef {
    fn from(article: &Article) -> Self {
        Self {
            id: article.id.clone(),
            lang: article.lang.clone(),
            title: article.title.clone(),
            date: article.date.map(|date| date.to_string()),
            source: article.source.clone(),
            path: article.path.clone(),
        }
    }
}

/// An article with its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ArticleRecord {
    /// All but the text.
    #[serde(flatten)]
    pub article: ArticleRef,
    /// Where it was published.
    pub url: Option<String>,
    /// The cleaned text, in which the offsets of search results count.
    pub text: String,
}

impl From<&Article> for ArticleRecord {
    fn from(article: &Article) -> Self {
        Self {
            article: ArticleRef::from(article),
            url: article.url.clone(),
            text: article.text.clone(),
        }
    }
}
