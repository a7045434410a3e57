//! How is a passage scored that has some of several words, each in one of the
//! ways in which it may be said?
//!
//! A word is asked for in its own language, by its translations, and by its
//! sound; its own form or the others count, whichever is worth more, so that a
//! passage gains nothing by saying the same thing twice over. The translations into one language are one
//! term to BM25, whose frequency is the weighted sum of theirs (probabilistic
//! structured queries: Darwish and Oard, SIGIR 2003). The words are summed,
//! and the sum shrinks with what is missing: a foreign passage that has all of
//! a query stands above one in its own language that has a third of it.

use tantivy::{
    DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError,
    postings::Postings,
    query::{EnableScoring, Explanation, Query, Scorer, Weight},
    schema::{Field, IndexRecordOption},
};

use super::statistics::{Statistics, Weighted};

/// How strongly a passage is held to have all the words: the score is
/// multiplied by this power of the share that it has. (On the development
/// sets with 5,000 unrelated passages beside them; more helps across
/// languages and hurts long questions in one.)
const COVERAGE: f32 = 0.7;
/// A word counts as had in full from this share of its rarity on; below, as
/// where only a piece of it matched, in part.
const HAD: f32 = 0.17;
/// What a translation or a sound loses where it is the query's only word, and
/// half of it where it is one of two: it may mean something else, and nothing
/// beside it confirms that it does not. So a word that stands alone is found
/// first in its own language, however it is inflected there.
const ALONE: f32 = 0.5;

/// Terms of one field that stand for one word.
#[derive(Debug, Clone)]
pub(super) struct Synonyms {
    pub(super) field: Field,
    /// The language whose passages alone have them; `None` if any may.
    pub(super) lang: Option<&'static str>,
    /// With the share of each occurrence that counts, up to 1.
    pub(super) terms: Vec<(String, f32)>,
    /// Factor on their score.
    pub(super) weight: f32,
}

impl Synonyms {
    /// Adds a term; one that is there already keeps its greater share.
    pub(super) fn allow(&mut self, term: &str, share: f32) {
        match self.terms.iter_mut().find(|(known, _)| known == term) {
            Some((_, known)) => *known = known.max(share),
            None => self.terms.push((term.to_owned(), share)),
        }
    }
}

/// A word of a query.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// It and its forms; their scores are added up.
    pub(super) own: Vec<Synonyms>,
    /// What other languages say for it.
    pub(super) translations: Vec<Synonyms>,
    /// What sounds like it.
    pub(super) sounds: Vec<Synonyms>,
    /// Likely a name, whose sound tells something in its own language too.
    pub(super) name: bool,
    /// Factor on its score.
    pub(super) boost: f32,
}

/// What a passage may have.
#[derive(Debug)]
pub(super) enum Part {
    Word(Word),
    Other(Box<dyn Query>),
}

impl Clone for Part {
    fn clone(&self) -> Self {
        match self {
            Self::Word(word) => Self::Word(word.clone()),
            Self::Other(query) => Self::Other(query.box_clone()),
        }
    }
}

/// Passages that have any of some parts.
#[derive(Debug, Clone)]
pub(super) struct AnyOf {
    /// The field of language codes.
    pub(super) lang: Field,
    pub(super) parts: Vec<Part>,
}

impl Query for AnyOf {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let searcher = scoring.searcher().ok_or_else(|| {
            TantivyError::InvalidArgument("words are weighed by an index".to_owned())
        })?;
        let mut statistics = Statistics::new(searcher, self.lang);
        let weigh = |part: &Part| {
            Ok(match part {
                Part::Word(word) => WeightedPart::Word(WeightedWord::new(word, &mut statistics)?),
                Part::Other(query) => {
                    let scoring = EnableScoring::enabled_from_searcher(searcher);
                    WeightedPart::Other(query.weight(scoring)?)
                }
            })
        };
        let parts = self.parts.iter().map(weigh).collect::<tantivy::Result<_>>();
        Ok(Box::new(AnyOfWeight { parts: parts? }))
    }
}

struct WeightedWord {
    own: Vec<Weighted>,
    translations: Vec<Weighted>,
    sounds: Vec<Weighted>,
    name: bool,
    boost: f32,
    /// The inverse document frequency of its rarest way.
    rarity: f32,
}

impl WeightedWord {
    fn new(word: &Word, statistics: &mut Statistics<'_>) -> tantivy::Result<Self> {
        let own = statistics.weigh(&word.own)?;
        let mut translations = statistics.weigh(&word.translations)?;
        let mut sounds = statistics.weigh(&word.sounds)?;
        // A common word does not become rare by a rare translation.
        if let Some(most) = rarest(&own) {
            for set in translations.iter_mut().chain(&mut sounds) {
                set.idf = set.idf.min(most);
            }
        }
        let rarity = rarest(&own).unwrap_or(0.0);
        Ok(Self {
            rarity: rarity.max(rarest(&translations).unwrap_or(0.0)),
            own,
            translations,
            sounds,
            name: word.name,
            boost: word.boost,
        })
    }
}

fn rarest(sets: &[Weighted]) -> Option<f32> {
    sets.iter().map(|set| set.idf).reduce(f32::max)
}

enum WeightedPart {
    Word(WeightedWord),
    Other(Box<dyn Weight>),
}

struct AnyOfWeight {
    parts: Vec<WeightedPart>,
}

impl Weight for AnyOfWeight {
    /// Works through one term after the other, with one number for each
    /// passage of the segment: a query has a hundred terms, and to step
    /// through them side by side costs several times as much.
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut sums = Numbers::new(reader);
        let mut had = Numbers::new(reader);
        let parts = self.parts.len() as f32;
        let mut scratch = Scratch::new(reader, 1.0 - ALONE / parts);
        for part in &self.parts {
            match part {
                WeightedPart::Word(word) => scratch.score(reader, word, &mut |doc, score| {
                    sums.add(doc, word.boost * score);
                    had.add(
                        doc,
                        (score / (HAD * word.rarity).max(f32::EPSILON)).min(1.0),
                    );
                })?,
                WeightedPart::Other(weight) => weight.for_each(reader, &mut |doc, score| {
                    sums.add(doc, score);
                    had.add(doc, 1.0);
                })?,
            }
        }
        let found = (0..)
            .zip(sums.0.into_iter().zip(had.0))
            .filter(|(_, (_, had))| *had > 0.0)
            .map(|(doc, (sum, had))| (doc, boost * sum * (had / parts).powf(COVERAGE)));
        Ok(Box::new(Found {
            passages: found.collect(),
            at: 0,
        }))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.seek(doc) == doc {
            return Ok(Explanation::new("the words it has", scorer.score()));
        }
        let reason = format!("passage {doc} has none of the words");
        Err(TantivyError::InvalidArgument(reason))
    }
}

/// A number for every passage of a segment, at first 0.
struct Numbers(Vec<f32>);

impl Numbers {
    fn new(reader: &SegmentReader) -> Self {
        Self(vec![0.0; reader.max_doc() as usize])
    }

    /// What there was before.
    fn add(&mut self, doc: DocId, number: f32) -> f32 {
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
struct Scratch {
    own: Numbers,
    translations: Numbers,
    sounds: Numbers,
    frequencies: Numbers,
    touched: Vec<DocId>,
    /// Factor on what is not the word itself.
    confidence: f32,
}

impl Scratch {
    fn new(reader: &SegmentReader, confidence: f32) -> Self {
        let numbers = || Numbers::new(reader);
        Self {
            own: numbers(),
            translations: numbers(),
            sounds: numbers(),
            frequencies: numbers(),
            touched: Vec::new(),
            confidence,
        }
    }

    /// Visits every passage that has the word once, with its score.
    fn score(
        &mut self,
        reader: &SegmentReader,
        word: &WeightedWord,
        visit: &mut dyn FnMut(DocId, f32),
    ) -> tantivy::Result<()> {
        let Self {
            own,
            translations,
            sounds,
            frequencies,
            touched,
            confidence,
        } = self;
        for (sets, scores) in [
            (&word.own, &mut *own),
            (&word.translations, &mut *translations),
            (&word.sounds, &mut *sounds),
        ] {
            for set in sets {
                add_scores(reader, set, scores, frequencies, touched)?;
            }
        }
        for doc in touched.drain(..) {
            // A passage touched several times has nothing left after the first.
            let own = own.take(doc);
            let translated = *confidence * translations.take(doc);
            let sound = *confidence * sounds.take(doc);
            let score = if word.name {
                own.max(translated) + sound
            } else {
                own.max(translated + sound)
            };
            if score > 0.0 {
                visit(doc, score);
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
struct Found {
    passages: Vec<(DocId, Score)>,
    at: usize,
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
