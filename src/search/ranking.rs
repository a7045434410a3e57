//! In which order do passages come? Best first; of one score in the order of
//! their articles' ids, and within an article from its top down.
//!
//! A query runs once. What matched is kept as it was found and put in order as
//! far as somebody looks at it, so that it need not be known before how many
//! passages a page of hits takes.

use std::{
    cmp::{Ordering, Reverse},
    collections::BinaryHeap,
};

use tantivy::{
    DocAddress, DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
};

use crate::{article::ArticleId, index::Snapshot};

/// Collects all that matched, by segment.
pub(super) struct Matched;

/// The passages of one segment that matched.
pub(super) struct OfSegment {
    segment: SegmentOrdinal,
    passages: Vec<Scored>,
}

/// A passage with its score. Greater is better, then earlier.
#[derive(Clone, Copy)]
struct Scored {
    score: Score,
    doc: Reverse<DocId>,
}

impl Ord for Scored {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_score = self.score.total_cmp(&other.score);
        by_score.then_with(|| self.doc.cmp(&other.doc))
    }
}

impl PartialOrd for Scored {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Scored {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Scored {}

impl Collector for Matched {
    type Fruit = Vec<OfSegment>;
    type Child = OfSegment;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        _: &SegmentReader,
    ) -> tantivy::Result<OfSegment> {
        let passages = Vec::new();
        Ok(OfSegment { segment, passages })
    }

    fn requires_scoring(&self) -> bool {
        true
    }

    fn merge_fruits(&self, segments: Vec<OfSegment>) -> tantivy::Result<Vec<OfSegment>> {
        Ok(segments)
    }
}

impl SegmentCollector for OfSegment {
    type Fruit = Self;

    fn collect(&mut self, doc: DocId, score: Score) {
        let doc = Reverse(doc);
        self.passages.push(Scored { score, doc });
    }

    fn harvest(self) -> Self {
        self
    }
}

/// Passages, best first.
pub(super) struct Ranking<'s> {
    snapshot: &'s Snapshot,
    segments: Vec<Queue>,
}

/// Those of one segment.
struct Queue {
    segment: SegmentOrdinal,
    rest: BinaryHeap<Scored>,
    /// The best of those that are left and all of the same score, the next at
    /// the end.
    equals: Vec<Equal>,
}

/// One of several passages of one score. Within a segment the numbers of ids
/// rise as the ids do.
struct Equal {
    score: Score,
    /// Of its article's id.
    number: u64,
    ordinal: u32,
    doc: DocId,
}

impl<'s> Ranking<'s> {
    pub(super) fn new(snapshot: &'s Snapshot, matched: Vec<OfSegment>) -> Self {
        let queue = |of: OfSegment| Queue {
            segment: of.segment,
            rest: of.passages.into(),
            equals: Vec::new(),
        };
        Self {
            snapshot,
            segments: matched.into_iter().map(queue).collect(),
        }
    }
}

impl Iterator for Ranking<'_> {
    type Item = (Score, DocAddress);

    fn next(&mut self) -> Option<Self::Item> {
        let snapshot = self.snapshot;
        for queue in &mut self.segments {
            queue.fill(snapshot);
        }
        let best = self.segments.iter().filter_map(Queue::score);
        let best = best.max_by(Score::total_cmp)?;
        let mut tied = self
            .segments
            .iter_mut()
            .filter(|queue| queue.score() == Some(best));
        let mut first = tied.next()?;
        let mut rest = tied.peekable();
        if rest.peek().is_some() {
            let mut least = first.key(snapshot);
            for queue in rest {
                let key = queue.key(snapshot);
                if key < least {
                    (first, least) = (queue, key);
                }
            }
        }
        let address = first.next_address()?;
        first.equals.pop();
        Some((best, address))
    }
}

impl Queue {
    /// Puts the next passages in order, all those of one score.
    fn fill(&mut self, snapshot: &Snapshot) {
        if !self.equals.is_empty() {
            return;
        }
        let Some(Scored { score, doc }) = self.rest.pop() else {
            return;
        };
        let mut add = |Reverse(doc): Reverse<DocId>| {
            let address = DocAddress::new(self.segment, doc);
            self.equals.push(Equal {
                score,
                number: snapshot.number_of_id(address),
                ordinal: snapshot.passage(address).ordinal,
                doc,
            });
        };
        add(doc);
        while let Some(next) = self.rest.peek()
            && next.score == score
        {
            add(next.doc);
            self.rest.pop();
        }
        self.equals
            .sort_unstable_by_key(|one| Reverse((one.number, one.ordinal, one.doc)));
    }

    fn score(&self) -> Option<Score> {
        self.equals.last().map(|one| one.score)
    }

    fn next_address(&self) -> Option<DocAddress> {
        let next = self.equals.last()?;
        Some(DocAddress::new(self.segment, next.doc))
    }

    /// Tells which of several segments comes first.
    fn key(&self, snapshot: &Snapshot) -> Option<(ArticleId, u32)> {
        let id = snapshot.article_of(self.next_address()?);
        Some((id, self.equals.last()?.ordinal))
    }
}
