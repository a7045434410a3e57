//! Which passages have some words in this order, each in any of its forms?
//!
//! At each place of the phrase stands a set of terms. Their positions in a
//! passage are merged, and the earliest way through them decides: every
//! further word stands after the one before, and all gaps together are at most
//! the slop. The cost is that of reading the positions, whatever words repeat.

use std::collections::HashMap;

use tantivy::{
    DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term as IndexTerm,
    postings::Postings,
    query::{EnableScoring, Explanation, Query, Scorer, Weight},
    schema::{Field, IndexRecordOption},
};

use super::{any_of::Found, weights::K1};

/// A place of a phrase.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The terms that may stand there.
    pub(super) terms: Vec<String>,
    /// How many places after the one before, at least.
    pub(super) step: u32,
}

/// Passages with a phrase in one field.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    pub(super) field: Field,
    pub(super) places: Vec<Place>,
    /// How many other words may stand between them in all.
    pub(super) slop: u32,
}

impl Query for Phrase {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let searcher = scoring.searcher().ok_or_else(|| {
            TantivyError::InvalidArgument("a phrase is weighed by an index".to_owned())
        })?;
        let passages = searcher.num_docs() as f32;
        let mut rarity = 0.0;
        let mut known: Vec<(&[String], f32)> = Vec::new();
        for place in &self.places {
            if let Some((_, once)) = known.iter().find(|(terms, _)| *terms == place.terms) {
                rarity += once;
                continue;
            }
            let mut having = 0.0;
            for term in &place.terms {
                let term = IndexTerm::from_field_text(self.field, term);
                having += searcher.doc_freq(&term)? as f32;
            }
            let having = having.min(passages);
            let once = (1.0 + (passages - having + 0.5) / (having + 0.5)).ln();
            known.push((&place.terms, once));
            rarity += once;
        }
        Ok(Box::new(PhraseWeight {
            phrase: self.clone(),
            rarity,
        }))
    }
}

struct PhraseWeight {
    phrase: Phrase,
    rarity: Score,
}

/// The positions of a place's terms, by passage, rising.
type Positions = HashMap<DocId, Vec<u32>>;

/// What is read of a segment for a phrase: once for each set of terms, however
/// often it is in the phrase.
#[derive(Default)]
struct Read<'p> {
    sets: Vec<(&'p [String], Positions)>,
}

impl<'p> Read<'p> {
    /// The number of a set, if it was read.
    fn number(&self, terms: &[String]) -> Option<usize> {
        self.sets.iter().position(|(known, _)| *known == terms)
    }

    fn positions(&self, number: usize, doc: DocId) -> Option<&[u32]> {
        let (_, positions) = self.sets.get(number)?;
        positions.get(&doc).map(Vec::as_slice)
    }
}

impl PhraseWeight {
    fn found(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Vec<(DocId, Score)>> {
        let Phrase {
            field,
            places,
            slop,
        } = &self.phrase;
        let inverted = reader.inverted_index(*field)?;
        let mut read = Read::default();
        let mut numbers = Vec::with_capacity(places.len());
        for place in places {
            if let Some(number) = read.number(&place.terms) {
                numbers.push(number);
                continue;
            }
            let mut found = Positions::new();
            let mut buffer = Vec::new();
            for term in &place.terms {
                let term = IndexTerm::from_field_text(*field, term);
                let postings =
                    inverted.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?;
                let Some(mut postings) = postings else {
                    continue;
                };
                let mut doc = postings.doc();
                while doc != TERMINATED {
                    // What the places before do not have cannot be the phrase.
                    let before = read.sets.last();
                    if before.is_none_or(|(_, before)| before.contains_key(&doc)) {
                        postings.positions(&mut buffer);
                        found.entry(doc).or_default().extend_from_slice(&buffer);
                    }
                    doc = postings.advance();
                }
            }
            found
                .values_mut()
                .for_each(|positions| positions.sort_unstable());
            if found.is_empty() {
                return Ok(Vec::new());
            }
            numbers.push(read.sets.len());
            read.sets.push((&place.terms, found));
        }
        let Some((_, last)) = read.sets.last() else {
            return Ok(Vec::new());
        };
        let mut passages = Vec::new();
        for &doc in last.keys() {
            let lists: Option<Vec<&[u32]>> = numbers
                .iter()
                .map(|number| read.positions(*number, doc))
                .collect();
            let Some(lists) = lists else { continue };
            let times = occurrences(&lists, places, *slop);
            if times > 0 {
                // BM25's saturation, without its length.
                let times = times as f32;
                let score = self.rarity * (1.0 + K1) * times / (times + K1);
                passages.push((doc, boost * score));
            }
        }
        passages.sort_unstable_by_key(|(doc, _)| *doc);
        Ok(passages)
    }
}

/// How many of the first word's positions begin the phrase.
fn occurrences(lists: &[&[u32]], places: &[Place], slop: u32) -> usize {
    let Some((first, rest)) = lists.split_first() else {
        return 0;
    };
    let steps: Vec<u32> = places.iter().skip(1).map(|place| place.step).collect();
    let least: u32 = steps.iter().sum();
    first
        .iter()
        .filter(|&&start| {
            let mut at = start;
            for (list, step) in rest.iter().zip(&steps) {
                let wanted = at.saturating_add(*step);
                let next = list.partition_point(|position| *position < wanted);
                match list.get(next) {
                    Some(position) => at = *position,
                    None => return false,
                }
            }
            at - start <= least.saturating_add(slop)
        })
        .count()
}

impl Weight for PhraseWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(Found::new(self.found(reader, boost)?)))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.seek(doc) == doc {
            return Ok(Explanation::new("the phrase", scorer.score()));
        }
        let reason = format!("passage {doc} does not have the phrase");
        Err(TantivyError::InvalidArgument(reason))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(lists: &[&[u32]], slop: u32) -> usize {
        let place = Place {
            terms: Vec::new(),
            step: 1,
        };
        occurrences(lists, &vec![place; lists.len()], slop)
    }

    #[test]
    fn words_stand_in_order_within_the_slop() {
        assert_eq!(count(&[&[1, 7], &[2, 9]], 0), 1);
        assert_eq!(count(&[&[1, 7], &[2, 9]], 1), 2);
        assert_eq!(count(&[&[3], &[2]], 5), 0);
        assert_eq!(count(&[&[1], &[3], &[6]], 2), 0);
        assert_eq!(count(&[&[1], &[3], &[6]], 3), 1);
        // A repeated word needs a place of its own each time.
        let the: Vec<u32> = (0..1000).collect();
        let lists: Vec<&[u32]> = vec![&the; 60];
        assert_eq!(count(&lists, 100), 941);
    }
}
