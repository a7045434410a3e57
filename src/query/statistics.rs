//! How rare is a word, and how long is a field? BM25's numbers, counted among
//! the passages of the word's own language.
//!
//! Counted over a mixed index, every word of a small language would seem rare,
//! and its passages would stand first for that alone.

use std::collections::HashMap;

use tantivy::{Searcher, Term as IndexTerm, schema::Field};

use super::{
    any_of::Synonyms,
    weights::{B, K1, MIDDLING, SHARPNESS},
};

/// Counts over a snapshot, each made once.
pub(super) struct Statistics<'s> {
    searcher: &'s Searcher,
    /// The field of language codes.
    lang: Field,
    passages: HashMap<Option<&'static str>, f32>,
    lengths: HashMap<Field, f32>,
}

/// Synonyms with the numbers of an index.
pub(super) struct Weighted {
    pub(super) field: Field,
    /// Those that the index has, with the share of each occurrence that counts.
    pub(super) terms: Vec<(IndexTerm, f32)>,
    pub(super) weight: f32,
    /// Inverse document frequency of the whole set, sharpened.
    pub(super) idf: f32,
    /// The language whose passages were counted; `None` for all.
    lang: Option<&'static str>,
    /// In how many of them it occurs.
    having: f32,
    /// Mean number of tokens in the field.
    length: f32,
}

impl<'s> Statistics<'s> {
    pub(super) fn new(searcher: &'s Searcher, lang: Field) -> Self {
        Self {
            searcher,
            lang,
            passages: HashMap::new(),
            lengths: HashMap::new(),
        }
    }

    /// Those of the sets that the index has a term of.
    pub(super) fn weigh(&mut self, sets: &[Synonyms]) -> tantivy::Result<Vec<Weighted>> {
        let mut weighted = Vec::new();
        for set in sets {
            let mut terms = Vec::new();
            let mut having = 0.0;
            for (text, share) in &set.terms {
                let term = IndexTerm::from_field_text(set.field, text);
                let frequency = self.searcher.doc_freq(&term)? as f32;
                if frequency > 0.0 {
                    having += share * frequency;
                    terms.push((term, *share));
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
                lang: set.lang,
                having,
                length: self.length(set.field)?,
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

    fn length(&mut self, field: Field) -> tantivy::Result<f32> {
        if let Some(known) = self.lengths.get(&field) {
            return Ok(*known);
        }
        let mut tokens = 0;
        for segment in self.searcher.segment_readers() {
            tokens += segment.inverted_index(field)?.total_num_tokens();
        }
        let length = (tokens as f32 / self.passages(None)?.max(1.0)).max(1.0);
        self.lengths.insert(field, length);
        Ok(length)
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
