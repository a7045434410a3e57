//! What are two articles to one another, beyond telling one event or not?

use serde::Serialize;

use super::{agreement::agreement, evidence::Compared};

/// How two articles of one language are related.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Relation {
    /// The same words about another day, place or amount: daily rates, forecasts,
    /// results. Not one event.
    Series,
    /// Mostly the same words about one event.
    Reprint,
    /// One event with other numbers: a later or corrected report.
    Update,
}

/// From this cosine on two sentences are of one template.
const TEMPLATE: f32 = 0.5;
/// From this share of numbers on that corresponding sentences do not have in
/// common, the values differ.
const OTHER_VALUES: f32 = 0.25;

impl Relation {
    /// As records write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Series => "series",
            Self::Reprint => "reprint",
            Self::Update => "update",
        }
    }

    /// The relation of two articles that are linked or not, and print mostly the
    /// same words or not; `None` where there is no more to say.
    pub fn of(compared: &Compared<'_>, linked: bool, same_words: bool) -> Option<Self> {
        let (a, b) = (
            &compared.a.extraction.signature,
            &compared.b.extraction.signature,
        );
        if a.language().code != b.language().code {
            return None;
        }
        let found = agreement(a, b, &compared.comparison);
        let other_values = found.contradicted >= OTHER_VALUES;
        match linked {
            true if other_values => Some(Self::Update),
            true => same_words.then_some(Self::Reprint),
            false => {
                let differs = other_values || found.other_day;
                (differs && found.sentence >= TEMPLATE).then_some(Self::Series)
            }
        }
    }
}
