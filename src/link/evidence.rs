//! What do two articles have in common, in their own words?

use std::{collections::HashMap, rc::Rc};

use serde::{Serialize, Serializer};
use xxhash_rust::xxh3::Xxh3;

use super::{
    compare::{Comparison, Group, UnitMatch, compare},
    model::Model,
};
use crate::{
    article::Article,
    signature::{Extraction, Extractor, Occurrence},
};

/// What a piece of evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EvidenceKind {
    /// A person, organisation or other capitalised word.
    Name,
    /// A number in digits.
    Number,
    /// A day, month or weekday.
    Date,
    /// A country, city, region, currency or language.
    Place,
    /// An international word or a word of the glossary.
    Word,
    /// A passage that corresponds to one of the other article.
    Passage,
    /// Likeness of meaning.
    Vector,
}

impl Serialize for EvidenceKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl EvidenceKind {
    /// The word that results show.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Number => "number",
            Self::Date => "date",
            Self::Place => "place",
            Self::Word => "word",
            Self::Passage => "passage",
            Self::Vector => "vector",
        }
    }

    /// The heading of a list of such evidence.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Name => "names",
            Self::Number => "numbers",
            Self::Date => "dates",
            Self::Place => "places",
            Self::Word => "words",
            Self::Passage => "passages",
            Self::Vector => "vectors",
        }
    }
}

/// Something that two articles share.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Evidence {
    /// What it is.
    pub kind: EvidenceKind,
    /// As the first article writes it.
    pub a: String,
    /// As the second article writes it.
    pub b: String,
    /// How much it says, in nats: its rarity times what the model learned
    /// of its kind.
    pub weight: f32,
}

/// Something that one article has and the other lacks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unshared {
    /// What it is.
    pub kind: EvidenceKind,
    /// As the article writes it.
    pub text: String,
    /// Its rarity in nats.
    pub weight: f32,
}

/// Two articles side by side: their signatures, where in the texts the units
/// stand, and which corresponds to which.
pub struct Compared<'t> {
    /// The first article.
    pub a: Text<'t>,
    /// The second.
    pub b: Text<'t>,
    /// Which unit corresponds to which.
    pub comparison: Comparison,
}

/// An article with its units and their places.
pub struct Text<'t> {
    /// The article.
    pub article: &'t Article,
    /// Its units and where they occur.
    pub extraction: Rc<Extraction>,
}

/// Reads articles for their units, and keeps what it read last: pairs of one
/// article come one after the other.
#[derive(Default)]
pub struct Texts {
    extractor: Extractor,
    /// By a hash of what was read.
    kept: HashMap<u64, Rc<Extraction>>,
}

/// Extractions kept, some kilobytes each.
const KEPT: usize = 1 << 11;

impl Texts {
    /// The article's units and where they stand.
    pub fn read<'t>(&mut self, article: &'t Article) -> Text<'t> {
        let mut hash = Xxh3::new();
        let title = article.title.as_deref().unwrap_or_default();
        for part in [&article.lang, title, &article.text] {
            hash.update(&(part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        if self.kept.len() >= KEPT {
            self.kept.clear();
        }
        let Self { extractor, kept } = self;
        let extraction = kept
            .entry(hash.digest())
            .or_insert_with(|| Rc::new(extractor.extract(article)));
        Text {
            article,
            extraction: Rc::clone(extraction),
        }
    }
}

impl<'t> Compared<'t> {
    /// Compares two articles by their texts.
    pub fn new(a: &'t Article, b: &'t Article, model: &Model) -> Self {
        let mut texts = Texts::default();
        Self::of(texts.read(a), texts.read(b), model)
    }

    /// The same, of articles that were read before.
    pub fn of(a: Text<'t>, b: Text<'t>, model: &Model) -> Self {
        let comparison = compare(
            &a.extraction.signature,
            &b.extraction.signature,
            &model.qualities,
        );
        Self { a, b, comparison }
    }

    /// What both have, strongest first, each unit once. Names that stand
    /// inside a pair of names that is listed are not listed again.
    pub fn evidence(&self) -> Vec<Evidence> {
        let mut matches: Vec<(u16, UnitMatch)> = (0..)
            .zip(&self.comparison.ours)
            .filter_map(|(unit, found)| Some((unit, (*found)?)))
            .filter(|(_, found)| found.weight > 0.0)
            .collect();
        matches.sort_by(|(x, m), (y, n)| n.weight.total_cmp(&m.weight).then(x.cmp(y)));
        let phrases: Vec<&Occurrence> = matches
            .iter()
            .filter(|(_, found)| found.group == Group::Phrase)
            .filter_map(|(unit, _)| self.a.first(*unit))
            .collect();
        let mut used = vec![false; self.comparison.theirs.len()];
        let mut evidence = Vec::new();
        for (unit, found) in matches {
            let (Some(ours), Some(theirs)) = (self.a.first(unit), self.b.first(found.other)) else {
                continue;
            };
            let inside = found.group != Group::Phrase
                && phrases.iter().any(|phrase| {
                    phrase.in_title == ours.in_title
                        && phrase.range.start <= ours.range.start
                        && ours.range.end <= phrase.range.end
                });
            let taken = used.get_mut(usize::from(found.other));
            if inside || taken.is_none_or(|taken| std::mem::replace(taken, true)) {
                continue;
            }
            let form = self.a.extraction.form(unit);
            evidence.push(Evidence {
                kind: kind(found.group, form),
                a: self.a.text(ours).to_owned(),
                b: self.b.text(theirs).to_owned(),
                weight: found.weight,
            });
        }
        evidence
    }

    /// Names, places, numbers and dates of the first article that the second
    /// lacks, rarest first.
    pub fn only_in_a(&self) -> Vec<Unshared> {
        self.a.unshared(&self.comparison.ours)
    }

    /// Those of the second article that the first lacks.
    pub fn only_in_b(&self) -> Vec<Unshared> {
        self.b.unshared(&self.comparison.theirs)
    }
}

impl Text<'_> {
    /// Where a unit occurs first.
    fn first(&self, unit: u16) -> Option<&Occurrence> {
        self.extraction
            .occurrences
            .iter()
            .find(|found| found.unit == unit)
    }

    /// The words at an occurrence, as written.
    fn text(&self, at: &Occurrence) -> &str {
        let text = if at.in_title {
            self.article.title.as_deref().unwrap_or_default()
        } else {
            &self.article.text
        };
        text.get(at.range.clone()).unwrap_or_default()
    }

    fn unshared(&self, matches: &[Option<UnitMatch>]) -> Vec<Unshared> {
        use crate::signature::UnitKind;
        let mut unshared: Vec<Unshared> = (0..)
            .zip(self.extraction.signature.units())
            .zip(matches)
            .filter(|(_, found)| found.is_none())
            .filter_map(|((number, unit), _)| {
                let kind = match unit.kind {
                    UnitKind::Number => EvidenceKind::Number,
                    UnitKind::Date => EvidenceKind::Date,
                    UnitKind::Place => EvidenceKind::Place,
                    UnitKind::Name => EvidenceKind::Name,
                    UnitKind::Term | UnitKind::Phrase | UnitKind::Word => return None,
                };
                Some(Unshared {
                    kind,
                    text: self.text(self.first(number)?).to_owned(),
                    weight: unit.weight(),
                })
            })
            .collect();
        unshared.sort_by(|x, y| y.weight.total_cmp(&x.weight));
        unshared
    }
}

fn kind(group: Group, form: &str) -> EvidenceKind {
    match group {
        Group::Number => EvidenceKind::Number,
        Group::Date => EvidenceKind::Date,
        Group::Place if form.starts_with("org:") => EvidenceKind::Name,
        Group::Place => EvidenceKind::Place,
        Group::Term | Group::Word | Group::WordWeak | Group::Sense | Group::SenseWeak => {
            EvidenceKind::Word
        }
        Group::Phrase | Group::Name | Group::NameStem | Group::NameWeak | Group::Heard => {
            EvidenceKind::Name
        }
    }
}
