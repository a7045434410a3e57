//! Which passages of a segment have some of the words, and with which score?
//!
//! A segment is worked through in windows of passages. Within one, each term's
//! postings are read one after the other, which is several times as fast as to
//! step through a hundred of them side by side; the numbers of a window stay in
//! the processor's cache, and there are no more of them in a large segment
//! (Lucene's `BooleanScorer` does the same).

use std::sync::Arc;

use tantivy::{
    DocId, DocSet, InvertedIndexReader, Score, SegmentReader, TERMINATED,
    fieldnorm::FieldNormReader,
    postings::{Postings, SegmentPostings},
    query::Scorer,
    schema::IndexRecordOption,
};

use super::{super::statistics::Weighted, Way, WeightedPart, WeightedWord, coverage, share_had};

/// Passages to a window.
const WINDOW: usize = 1024;

/// What a passage has of the whole query.
#[derive(Clone, Copy, Default)]
struct Sum {
    score: f32,
    /// Of how many parts, each up to 1.
    had: f32,
    /// It has one of them, not only pieces.
    answers: bool,
    visited: bool,
}

/// What a passage has of one word.
#[derive(Clone, Copy, Default)]
struct OfWord {
    by_way: [f32; Way::COUNT],
    /// Parts of the word.
    parts: f32,
}

/// A part of the query, somewhere in the postings of a segment.
enum PartCursor<'w> {
    Word(&'w WeightedWord, Vec<SetCursor<'w>>),
    Other(Box<dyn Scorer>),
}

/// A set of synonyms.
struct SetCursor<'w> {
    way: Way,
    set: &'w Weighted,
    lengths: FieldNormReader,
    terms: Vec<TermCursor>,
}

/// A term of it.
struct TermCursor {
    postings: SegmentPostings,
    share: f32,
}

/// The numbers of one window.
pub(super) struct Window {
    first: DocId,
    sums: Vec<Sum>,
    of_word: Vec<OfWord>,
    frequencies: Vec<f32>,
    /// Places in the window that the current word was met at.
    touched: Vec<usize>,
    /// Factor on what is not the word itself.
    confidence: f32,
}

/// The passages of a segment that have any of the parts.
pub(super) fn passages(
    parts: &[WeightedPart],
    reader: &SegmentReader,
    segment: usize,
    confidence: f32,
    boost: Score,
) -> tantivy::Result<Vec<(DocId, Score)>> {
    let mut cursors: Vec<PartCursor<'_>> = parts
        .iter()
        .map(|part| PartCursor::open(part, reader, segment))
        .collect::<tantivy::Result<_>>()?;
    let mut found = Vec::new();
    let mut window = Window {
        first: 0,
        sums: vec![Sum::default(); WINDOW],
        of_word: vec![OfWord::default(); WINDOW],
        frequencies: vec![0.0; WINDOW],
        touched: Vec::new(),
        confidence,
    };
    loop {
        let next = cursors.iter().map(PartCursor::doc).min();
        window.first = next.unwrap_or(TERMINATED);
        if window.first == TERMINATED {
            return Ok(found);
        }
        for cursor in &mut cursors {
            window.read(cursor);
        }
        window.take(parts.len() as f32, boost, &mut found);
    }
}

impl<'w> PartCursor<'w> {
    fn open(
        part: &'w WeightedPart,
        reader: &SegmentReader,
        segment: usize,
    ) -> tantivy::Result<Self> {
        Ok(match part {
            WeightedPart::Word(word) => {
                let mut sets = Vec::with_capacity(word.sets.len());
                for (way, set) in &word.sets {
                    sets.extend(SetCursor::open(*way, set, reader, segment)?);
                }
                Self::Word(word, sets)
            }
            WeightedPart::Other(weight) => Self::Other(weight.scorer(reader, 1.0)?),
        })
    }

    /// The first passage that is still to come.
    fn doc(&self) -> DocId {
        match self {
            Self::Word(_, sets) => {
                let terms = sets.iter().flat_map(|set| &set.terms);
                let next = terms.map(|term| term.postings.doc()).min();
                next.unwrap_or(TERMINATED)
            }
            Self::Other(scorer) => scorer.doc(),
        }
    }
}

impl<'w> SetCursor<'w> {
    /// `None` if the segment has none of the terms.
    fn open(
        way: Way,
        set: &'w Weighted,
        reader: &SegmentReader,
        segment: usize,
    ) -> tantivy::Result<Option<Self>> {
        let inverted: Option<&Arc<InvertedIndexReader>> = set.inverted.get(segment);
        let mut terms = Vec::with_capacity(set.terms.len());
        for term in &set.terms {
            if let Some(inverted) = inverted
                && let Some(info) = term.postings.get(segment).and_then(Option::as_ref)
            {
                terms.push(TermCursor {
                    postings: inverted
                        .read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?,
                    share: term.share,
                });
            }
        }
        if terms.is_empty() {
            return Ok(None);
        }
        Ok(Some(Self {
            way,
            set,
            lengths: reader.get_fieldnorms_reader(set.field)?,
            terms,
        }))
    }
}

impl Window {
    /// Reads what a part has in this window.
    fn read(&mut self, cursor: &mut PartCursor<'_>) {
        match cursor {
            PartCursor::Word(word, sets) => {
                for set in sets {
                    self.read_set(set);
                }
                self.add_word(word);
            }
            PartCursor::Other(scorer) => {
                let mut doc = scorer.doc();
                while let Some(sum) = self.sums.get_mut((doc - self.first) as usize) {
                    sum.score += scorer.score();
                    sum.had += 1.0;
                    sum.answers = true;
                    sum.visited = true;
                    doc = scorer.advance();
                }
            }
        }
    }

    /// Adds the score of each passage that has a term of the set.
    fn read_set(&mut self, cursor: &mut SetCursor<'_>) {
        let before = self.touched.len();
        for TermCursor { postings, share } in &mut cursor.terms {
            let mut doc = postings.doc();
            while let Some(frequency) = self.frequencies.get_mut((doc - self.first) as usize) {
                if *frequency == 0.0 {
                    self.touched.push((doc - self.first) as usize);
                }
                *frequency += *share * postings.term_freq() as f32;
                doc = postings.advance();
            }
        }
        for &place in self.touched.iter().skip(before) {
            let (Some(frequency), Some(of_word)) =
                (self.frequencies.get_mut(place), self.of_word.get_mut(place))
            else {
                continue;
            };
            let frequency = std::mem::take(frequency);
            let length = cursor.lengths.fieldnorm(self.first + place as DocId);
            if let Some(score) = of_word.by_way.get_mut(cursor.way as usize) {
                *score += cursor.set.score(frequency, length);
            }
            if cursor.way == Way::Parts {
                of_word.parts += 1.0;
            }
        }
    }

    /// Adds what a word brought to the sums.
    fn add_word(&mut self, word: &WeightedWord) {
        for place in self.touched.drain(..) {
            let (Some(of_word), Some(sum)) =
                (self.of_word.get_mut(place), self.sums.get_mut(place))
            else {
                continue;
            };
            // A passage touched several times has nothing left after the first.
            let OfWord { by_way, parts } = std::mem::take(of_word);
            let (score, has) = word.combine(by_way, parts, self.confidence);
            if score > 0.0 {
                sum.score += word.boost * score;
                sum.had += share_had(score, word);
                sum.answers |= has;
                sum.visited = true;
            }
        }
    }

    /// The passages of the window, which is empty afterwards.
    fn take(&mut self, parts: f32, boost: Score, found: &mut Vec<(DocId, Score)>) {
        for (doc, sum) in (self.first..).zip(&mut self.sums) {
            if sum.answers {
                found.push((doc, boost * sum.score * coverage(sum.had, parts)));
            }
            if sum.visited {
                *sum = Sum::default();
            }
        }
    }
}
