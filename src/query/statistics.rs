//! How rare is a word, and how long is a field? BM25's numbers, counted among
//! the passages of the word's own language.
//!
//! Counted over a mixed index, every word of a small language would seem rare,
//! and its passages would stand first for that alone.

use std::{collections::HashMap, sync::Arc};

use tantivy::{
    InvertedIndexReader, Searcher, Term as IndexTerm, postings::TermInfo, schema::Field,
};

use super::{
    any_of::Synonyms,
    weights::{B, K1, MIDDLING, SHARPNESS},
};

/// The inverted index of one field, by segment.
type OfField = Arc<Vec<Arc<InvertedIndexReader>>>;

/// Counts over a snapshot, each made once.
pub(super) struct Statistics<'s> {
    searcher: &'s Searcher,
    /// The field of language codes.
    lang: Field,
    passages: HashMap<Option<&'static str>, f32>,
    fields: HashMap<Field, (OfField, f32)>,
}

/// Synonyms with the numbers of an index.
pub(super) struct Weighted {
    pub(super) field: Field,
    /// Those that the index has.
    pub(super) terms: Vec<WeightedTerm>,
    pub(super) weight: f32,
    /// Inverse document frequency of the whole set, sharpened.
    pub(super) idf: f32,
    /// Where the terms' passages are listed, by segment.
    pub(super) inverted: OfField,
    /// The language whose passages were counted; `None` for all.
    lang: Option<&'static str>,
    /// In how many of them it occurs.
    having: f32,
    /// Mean number of tokens in the field.
    length: f32,
}

/// A term that the index has.
pub(super) struct WeightedTerm {
    pub(super) text: String,
    /// The share of each occurrence that counts.
    pub(super) share: f32,
    /// Where its passages are listed, by segment; looked up once.
    pub(super) postings: Vec<Option<TermInfo>>,
}

impl<'s> Statistics<'s> {
    pub(super) fn new(searcher: &'s Searcher, lang: Field) -> Self {
        Self {
            searcher,
            lang,
            passages: HashMap::new(),
            fields: HashMap::new(),
        }
    }

    /// Those of the sets that the index has a term of.
    pub(super) fn weigh(&mut self, sets: &[Synonyms]) -> tantivy::Result<Vec<Weighted>> {
        let mut weighted = Vec::new();
        for set in sets {
            let (inverted, length) = self.field(set.field)?;
            let mut terms = Vec::new();
            let mut having = 0.0;
            for (text, share) in &set.terms {
                let mut postings = Vec::with_capacity(inverted.len());
                let mut frequency = 0;
                for segment in inverted.iter() {
                    let info = segment.terms().get(text)?;
                    frequency += info.as_ref().map_or(0, |info| u64::from(info.doc_freq));
                    postings.push(info);
                }
                if frequency > 0 {
                    having += share * frequency as f32;
                    terms.push(WeightedTerm {
                        text: text.clone(),
                        share: *share,
                        postings,
                    });
                }
            }
            if terms.is_empty() {
                continue;
            }
            let passages = self.passages(set.lang)?;
            weighted.push(Weighted {
                field: set.field,
                terms,
                weight: set.weight,
                idf: rarity(having, passages),
                inverted,
                lang: set.lang,
                having,
                length,
            });
        }
        Ok(weighted)
    }

    /// Counts the forms of a word, which the index keeps for all languages
    /// together, among the passages of the languages that have the word.
    pub(super) fn recount_forms(&mut self, sets: &mut [Weighted]) -> tantivy::Result<()> {
        let mut langs: Vec<&'static str> = sets.iter().filter_map(|set| set.lang).collect();
        langs.sort_unstable();
        langs.dedup();
        if langs.is_empty() {
            return Ok(());
        }
        let mut passages = 0.0;
        for lang in langs {
            passages += self.passages(Some(lang))?;
        }
        for set in sets.iter_mut().filter(|set| set.lang.is_none()) {
            set.idf = rarity(set.having, passages);
        }
        Ok(())
    }

    /// How many passages there are in a language, or in all.
    fn passages(&mut self, lang: Option<&'static str>) -> tantivy::Result<f32> {
        if let Some(known) = self.passages.get(&lang) {
            return Ok(*known);
        }
        let passages = match lang {
            None => {
                let segments = self.searcher.segment_readers().iter();
                segments.map(|segment| u64::from(segment.max_doc())).sum()
            }
            Some(code) => {
                let term = IndexTerm::from_field_text(self.lang, code);
                self.searcher.doc_freq(&term)?
            }
        } as f32;
        self.passages.insert(lang, passages);
        Ok(passages)
    }

    /// The inverted index of a field, and the mean number of tokens in it.
    fn field(&mut self, field: Field) -> tantivy::Result<(OfField, f32)> {
        if let Some((inverted, length)) = self.fields.get(&field) {
            return Ok((Arc::clone(inverted), *length));
        }
        let segments = self.searcher.segment_readers().iter();
        let inverted: Vec<_> = segments
            .map(|segment| segment.inverted_index(field))
            .collect::<tantivy::Result<_>>()?;
        let tokens: u64 = inverted.iter().map(|one| one.total_num_tokens()).sum();
        let length = (tokens as f32 / self.passages(None)?.max(1.0)).max(1.0);
        let inverted = Arc::new(inverted);
        self.fields.insert(field, (Arc::clone(&inverted), length));
        Ok((inverted, length))
    }
}

impl Weighted {
    /// The BM25 score of a passage that has the terms so often, their shares
    /// counted, in a field of so many tokens.
    pub(super) fn score(&self, frequency: f32, tokens: u32) -> f32 {
        let norm = K1 * (1.0 - B + B * tokens as f32 / self.length);
        self.weight * self.idf * (1.0 + K1) * frequency / (frequency + norm)
    }
}

/// How much it says that a passage has what so many of so many have: BM25's
/// inverse document frequency, sharpened.
fn rarity(having: f32, passages: f32) -> f32 {
    let having = having.min(passages);
    let idf = (1.0 + (passages - having + 0.5) / (having + 0.5)).ln();
    MIDDLING * (idf / MIDDLING).powf(SHARPNESS)
}
