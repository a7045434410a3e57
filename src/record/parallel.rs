//! What is told of two versions of a story, side by side?

use serde::Serialize;

use super::{ArticleRef, PassageView};

/// Two versions, passage by passage.
#[derive(Debug, Clone, Serialize)]
pub struct Parallel {
    /// One version.
    pub a: ArticleRef,
    /// The other.
    pub b: ArticleRef,
    /// The passages of `a` with their counterparts, then those of `b` that
    /// have none.
    pub rows: Vec<Row>,
}

/// A passage and its counterpart; either may be missing: what one outlet left
/// out is a finding.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The passage of the first version.
    pub a: Option<PassageView>,
    /// The passage of the second.
    pub b: Option<PassageView>,
    /// Evidence that they correspond, in nats.
    pub weight: f32,
}
