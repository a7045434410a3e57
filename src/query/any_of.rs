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
    DocId, Score, SegmentReader, TantivyError,
    index::SegmentId,
    query::{EnableScoring, Explanation, Query, Scorer, Weight},
    schema::Field,
};

mod explain;
mod found;
mod window;

pub(in crate::query) use self::found::Found;
use super::{
    statistics::{Statistics, Weighted},
    weights::{COVERAGE, HAD, UNACCOMPANIED},
};

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
#[derive(Debug, Clone, Default)]
pub(super) struct QueryWord {
    /// As it was asked for, folded.
    pub(super) asked: String,
    /// It and its forms; their scores are added up.
    pub(super) own: Vec<Synonyms>,
    /// Parts of it, without spaces between them: a passage has the word if it
    /// has them all.
    pub(super) parts: Vec<Synonyms>,
    /// Pieces of it, which rank what has it in another way.
    pub(super) pieces: Vec<Synonyms>,
    /// What other languages say for it.
    pub(super) translations: Vec<Synonyms>,
    /// What sounds like it.
    pub(super) sounds: Vec<Synonyms>,
    /// Whether a piece alone brings a hit.
    pub(super) loose: bool,
    /// Factor on its score.
    pub(super) boost: f32,
}

impl QueryWord {
    /// The ways to find it, by name.
    fn ways(&self) -> [(Way, &Vec<Synonyms>); 5] {
        [
            (Way::Own, &self.own),
            (Way::Parts, &self.parts),
            (Way::Pieces, &self.pieces),
            (Way::Translation, &self.translations),
            (Way::Sound, &self.sounds),
        ]
    }
}

/// How a passage may have a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Own,
    Parts,
    Pieces,
    Translation,
    Sound,
}

impl Way {
    const COUNT: usize = 5;

    fn name(self) -> &'static str {
        match self {
            Self::Own => "form",
            Self::Parts => "part",
            Self::Pieces => "piece",
            Self::Translation => "translation",
            Self::Sound => "sound",
        }
    }
}

/// What a passage may have.
#[derive(Debug)]
pub(super) enum Part {
    Word(QueryWord),
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
        let segments = searcher.segment_readers().iter();
        Ok(Box::new(AnyOfWeight {
            parts: parts?,
            segments: segments.map(SegmentReader::segment_id).collect(),
        }))
    }
}

struct WeightedWord {
    asked: String,
    /// The sets that the index has terms of, with their way.
    sets: Vec<(Way, Weighted)>,
    /// How many parts the word has, found or not.
    parts: usize,
    loose: bool,
    boost: f32,
    /// The inverse document frequency of its rarest way.
    rarity: f32,
}

impl WeightedWord {
    fn new(word: &QueryWord, statistics: &mut Statistics<'_>) -> tantivy::Result<Self> {
        let mut sets: Vec<(Way, Weighted)> = Vec::new();
        for (way, synonyms) in word.ways() {
            let mut weighed = statistics.weigh(synonyms)?;
            if way == Way::Own {
                statistics.recount_forms(&mut weighed)?;
            }
            sets.extend(weighed.into_iter().map(|set| (way, set)));
        }
        let rarest = |sets: &[(Way, Weighted)], foreign: bool| {
            sets.iter()
                .filter(|(way, _)| matches!(way, Way::Translation | Way::Sound) == foreign)
                .map(|(_, set)| set.idf)
                .reduce(f32::max)
        };
        // A common word does not become rare by a rare translation.
        let own = rarest(&sets, false);
        if let Some(most) = own {
            for (way, set) in &mut sets {
                if matches!(way, Way::Translation | Way::Sound) {
                    set.idf = set.idf.min(most);
                }
            }
        }
        Ok(Self {
            asked: word.asked.clone(),
            rarity: own.unwrap_or(0.0).max(rarest(&sets, true).unwrap_or(0.0)),
            parts: word.parts.len(),
            sets,
            loose: word.loose,
            boost: word.boost,
        })
    }

    /// The score of a passage by what each way brings, and how many of the
    /// word's parts it has; and whether it has the word, or pieces alone.
    fn combine(&self, by_way: [f32; Way::COUNT], parts: f32, confidence: f32) -> (f32, bool) {
        let of = |way: Way| by_way.get(way as usize).copied().unwrap_or(0.0);
        let whole = self.parts > 0 && parts >= self.parts as f32;
        let own = of(Way::Own);
        let (translated, sound) = (of(Way::Translation), of(Way::Sound));
        let pieces = of(Way::Parts) + of(Way::Pieces);
        let score = (own + pieces).max(confidence * translated.max(sound));
        let has = own > 0.0 || whole || translated > 0.0 || sound > 0.0;
        (score, has || (self.loose && pieces > 0.0))
    }
}

enum WeightedPart {
    Word(WeightedWord),
    Other(Box<dyn Weight>),
}

struct AnyOfWeight {
    parts: Vec<WeightedPart>,
    /// In the order of the index.
    segments: Vec<SegmentId>,
}

impl AnyOfWeight {
    /// The place of a segment in the index.
    fn place_of(&self, reader: &SegmentReader) -> usize {
        let id = reader.segment_id();
        let place = self.segments.iter().position(|segment| *segment == id);
        place.unwrap_or(usize::MAX)
    }
}

impl Weight for AnyOfWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let confidence = 1.0 - UNACCOMPANIED / self.parts.len() as f32;
        let segment = self.place_of(reader);
        let found = window::passages(&self.parts, reader, segment, confidence, boost)?;
        Ok(Box::new(Found::new(found)))
    }

    /// What each word brings to a passage: by which term, in which field, with
    /// which weight; then what is taken off for the words that it lacks.
    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let parts = self.parts.len() as f32;
        let confidence = 1.0 - UNACCOMPANIED / parts;
        let segment = self.place_of(reader);
        let (mut sum, mut had) = (0.0, 0.0);
        let mut details = Vec::new();
        for part in &self.parts {
            match part {
                WeightedPart::Word(word) => {
                    let (score, detail) = word.explain(reader, segment, doc, confidence)?;
                    sum += word.boost * score;
                    had += if score > 0.0 {
                        share_had(score, word)
                    } else {
                        0.0
                    };
                    details.push(detail);
                }
                WeightedPart::Other(weight) => {
                    if let Ok(detail) = weight.explain(reader, doc) {
                        sum += detail.value();
                        had += 1.0;
                        details.push(detail);
                    }
                }
            }
        }
        let coverage = coverage(had, parts);
        let mut explanation = Explanation::new("sum of the words, times coverage", sum * coverage);
        explanation.add_const("coverage: the share of the words that it has", coverage);
        for detail in details {
            explanation.add_detail(detail);
        }
        Ok(explanation)
    }
}

/// How much of a word a passage has that scores so for it, up to 1.
fn share_had(score: f32, word: &WeightedWord) -> f32 {
    (score / (HAD * word.rarity).max(f32::EPSILON)).min(1.0)
}

/// What a passage keeps of its score that has so many of the parts.
fn coverage(had: f32, parts: f32) -> f32 {
    let share = had / parts;
    // Any power of 1 is 1, and most have all of a short query.
    if share == 1.0 {
        1.0
    } else {
        share.powf(COVERAGE)
    }
}
