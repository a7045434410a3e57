//! Passages of a segment with their scores, as tantivy's collectors take them.

use tantivy::{DocId, DocSet, Score, TERMINATED, query::Scorer};

/// Passages of a segment with their scores.
pub(in crate::query) struct Found {
    passages: Vec<(DocId, Score)>,
    at: usize,
}

impl Found {
    /// Of passages in the order of their numbers.
    pub(in crate::query) fn new(passages: Vec<(DocId, Score)>) -> Self {
        Self { passages, at: 0 }
    }
}

impl DocSet for Found {
    fn advance(&mut self) -> DocId {
        self.at += 1;
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        let rest = self.passages.get(self.at..).unwrap_or_default();
        self.at += rest.partition_point(|(doc, _)| *doc < target);
        self.doc()
    }

    fn doc(&self) -> DocId {
        let here = self.passages.get(self.at);
        here.map_or(TERMINATED, |(doc, _)| *doc)
    }

    fn size_hint(&self) -> u32 {
        u32::try_from(self.passages.len()).unwrap_or(u32::MAX)
    }
}

impl Scorer for Found {
    fn score(&mut self) -> Score {
        let here = self.passages.get(self.at);
        here.map_or(0.0, |(_, score)| *score)
    }
}
