//! Which words, languages and outlets does the index hold, and which words of
//! it are spelled nearly like another one?

use std::collections::HashMap;

use tantivy::{
    DocSet, SegmentReader, TERMINATED, Term,
    query::FuzzyTermQuery,
    schema::{Field, IndexRecordOption},
};

use super::{document::source_term, reader::Snapshot};
use crate::error::{Error, Result};

impl Snapshot {
    /// Does any passage have this word, folded, in exactly this form?
    ///
    /// # Errors
    /// What the disk says.
    pub fn has_word(&self, folded: &str) -> Result<bool> {
        self.has(Term::from_field_text(self.fields().surface, folded))
    }

    /// Is there an article of this outlet?
    ///
    /// # Errors
    /// What the disk says.
    pub fn has_source(&self, name: &str) -> Result<bool> {
        self.has(Term::from_field_text(
            self.fields().source,
            &source_term(name),
        ))
    }

    /// The outlets, by their folded names, the most frequent first.
    ///
    /// # Errors
    /// What the disk says.
    pub fn sources(&self) -> Result<Vec<String>> {
        self.values(self.fields().source)
    }

    /// The language tags of the articles, the most frequent first.
    ///
    /// # Errors
    /// What the disk says.
    pub fn languages(&self) -> Result<Vec<String>> {
        self.values(self.fields().lang)
    }

    /// Words at most so many letters off, 1 or 2, with the number of passages
    /// that have them, in no order. Deleted passages may be counted among them.
    ///
    /// # Errors
    /// What the disk says.
    pub fn similar_words(&self, folded: &str, distance: u8) -> Result<Vec<(String, u64)>> {
        let field = self.fields().surface;
        let query = FuzzyTermQuery::new(Term::from_field_text(field, folded), distance, true);
        let mut found: HashMap<String, u64> = HashMap::new();
        let collect = |reader: &SegmentReader| -> tantivy::Result<()> {
            let inverted = reader.inverted_index(field)?;
            let mut stream = inverted.terms().search(query.automaton()?).into_stream()?;
            while let Some((word, info)) = stream.next() {
                if let Ok(word) = std::str::from_utf8(word) {
                    *found.entry(word.to_owned()).or_default() += u64::from(info.doc_freq);
                }
            }
            Ok(())
        };
        self.each_segment(collect)?;
        Ok(found.into_iter().collect())
    }

    fn each_segment(&self, visit: impl FnMut(&SegmentReader) -> tantivy::Result<()>) -> Result<()> {
        let mut readers = self.searcher().segment_readers().iter();
        readers
            .try_for_each(visit)
            .map_err(|error| Error::tantivy(self.layout().path(), error))
    }

    fn has(&self, term: Term) -> Result<bool> {
        let mut found = false;
        self.each_segment(|reader| {
            found = found || passages(reader, &term, true)? > 0;
            Ok(())
        })?;
        Ok(found)
    }

    /// The values of a field of few, the most frequent first.
    fn values(&self, field: Field) -> Result<Vec<String>> {
        let mut counts: HashMap<String, u64> = HashMap::new();
        self.each_segment(|reader| {
            let inverted = reader.inverted_index(field)?;
            let mut stream = inverted.terms().stream()?;
            while let Some((value, _)) = stream.next() {
                if let Ok(value) = std::str::from_utf8(value) {
                    let term = Term::from_field_text(field, value);
                    *counts.entry(value.to_owned()).or_default() += passages(reader, &term, false)?;
                }
            }
            Ok(())
        })?;
        counts.retain(|_, count| *count > 0);
        let mut values: Vec<(String, u64)> = counts.into_iter().collect();
        values.sort_by(|x, y| y.1.cmp(&x.1).then_with(|| x.0.cmp(&y.0)));
        Ok(values.into_iter().map(|(value, _)| value).collect())
    }
}

/// How many passages of a segment have a term and were not deleted; 1 for any
/// number, if that is all there is to know.
fn passages(reader: &SegmentReader, term: &Term, whether: bool) -> tantivy::Result<u64> {
    let inverted = reader.inverted_index(term.field())?;
    let Some(info) = inverted.get_term_info(term)? else {
        return Ok(0);
    };
    if !reader.has_deletes() {
        return Ok(info.doc_freq.into());
    }
    let mut postings = inverted.read_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
    let mut count = 0;
    let mut doc = postings.doc();
    while doc != TERMINATED && !(whether && count > 0) {
        count += u64::from(!reader.is_deleted(doc));
        doc = postings.advance();
    }
    Ok(count)
}
