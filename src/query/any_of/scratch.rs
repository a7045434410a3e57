//! The numbers of one segment while its passages are scored, and the passages
//! that come out.

use tantivy::{
    DocId, DocSet, Score, SegmentReader, TERMINATED, postings::Postings, query::Scorer,
    schema::IndexRecordOption,
};

use super::{super::statistics::Weighted, Way, WeightedWord};

/// A number for every passage of a segment, at first 0.
pub(super) struct Numbers(pub(super) Vec<f32>);

impl Numbers {
    pub(super) fn new(reader: &SegmentReader) -> Self {
        Self(vec![0.0; reader.max_doc() as usize])
    }

    /// What there was before.
    pub(super) fn add(&mut self, doc: DocId, number: f32) -> f32 {
        let Some(place) = self.0.get_mut(doc as usize) else {
            return 0.0;
        };
        let before = *place;
        *place += number;
        before
    }

    fn take(&mut self, doc: DocId) -> f32 {
        self.0
            .get_mut(doc as usize)
            .map_or(0.0, |place| std::mem::replace(place, 0.0))
    }
}

/// The scores of one word, by the way in which it is said.
pub(super) struct Scratch {
    by_way: [Numbers; Way::COUNT],
    /// How many parts of the word a passage has.
    parts: Numbers,
    frequencies: Numbers,
    touched: Vec<DocId>,
    /// Factor on what is not the word itself.
    confidence: f32,
}

impl Scratch {
    pub(super) fn new(reader: &SegmentReader, confidence: f32) -> Self {
        let numbers = || Numbers::new(reader);
        Self {
            by_way: std::array::from_fn(|_| numbers()),
            parts: numbers(),
            frequencies: numbers(),
            touched: Vec::new(),
            confidence,
        }
    }

    /// Visits every passage that has the word or pieces of it once, with its
    /// score and whether it has the word.
    pub(super) fn score(
        &mut self,
        reader: &SegmentReader,
        word: &WeightedWord,
        visit: &mut dyn FnMut(DocId, f32, bool),
    ) -> tantivy::Result<()> {
        for (way, set) in &word.sets {
            let Some(scores) = self.by_way.get_mut(*way as usize) else {
                continue;
            };
            let first = self.touched.len();
            add_scores(
                reader,
                set,
                scores,
                &mut self.frequencies,
                &mut self.touched,
            )?;
            if *way == Way::Parts {
                for &doc in self.touched.iter().skip(first) {
                    self.parts.add(doc, 1.0);
                }
            }
        }
        for doc in self.touched.drain(..) {
            // A passage touched several times has nothing left after the first.
            let mut by_way = [0.0; Way::COUNT];
            for (score, scores) in by_way.iter_mut().zip(&mut self.by_way) {
                *score = scores.take(doc);
            }
            let parts = self.parts.take(doc);
            let (score, has) = word.combine(by_way, parts, self.confidence);
            if score > 0.0 {
                visit(doc, score, has);
            }
        }
        Ok(())
    }
}

/// Adds the score of each passage that has a term of the set.
fn add_scores(
    reader: &SegmentReader,
    set: &Weighted,
    scores: &mut Numbers,
    frequencies: &mut Numbers,
    touched: &mut Vec<DocId>,
) -> tantivy::Result<()> {
    let inverted = reader.inverted_index(set.field)?;
    let lengths = reader.get_fieldnorms_reader(set.field)?;
    let first = touched.len();
    for (term, share) in &set.terms {
        let postings = inverted.read_postings(term, IndexRecordOption::WithFreqs)?;
        let Some(mut postings) = postings else {
            continue;
        };
        let mut doc = postings.doc();
        while doc != TERMINATED {
            if frequencies.add(doc, share * postings.term_freq() as f32) == 0.0 {
                touched.push(doc);
            }
            doc = postings.advance();
        }
    }
    for &doc in touched.iter().skip(first) {
        let frequency = frequencies.take(doc);
        scores.add(doc, set.score(frequency, lengths.fieldnorm(doc)));
    }
    Ok(())
}

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
