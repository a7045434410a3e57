//! What does an editor say of pairs? It counts for more than what the program thinks:
//! what belongs together is one story, what does not never is. Where one pair that is
//! to be together would bring another together that is not to be, it stays apart.

use std::collections::HashMap;

use serde::Serialize;

use crate::index::Correction;

/// What an editor says of two articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Said {
    /// They report the same story.
    Together,
    /// They do not.
    Apart,
}

impl Said {
    fn of(correction: &Correction) -> Self {
        match correction.together {
            true => Self::Together,
            false => Self::Apart,
        }
    }
}

/// What an editor says of the articles of a pool, by their numbers.
#[derive(Debug, Clone, Default)]
pub struct Corrections {
    /// Of each article: the others, and what is said of the two.
    said: HashMap<u32, Vec<(u32, Said)>>,
}

impl Corrections {
    /// Those whose articles are there.
    pub fn new(corrections: &[Correction], number: impl Fn(&str) -> Option<u32>) -> Self {
        let mut said: HashMap<u32, Vec<(u32, Said)>> = HashMap::new();
        for correction in corrections {
            if let (Some(a), Some(b)) = (number(&correction.a), number(&correction.b)) {
                let verdict = Said::of(correction);
                said.entry(a).or_default().push((b, verdict));
                said.entry(b).or_default().push((a, verdict));
            }
        }
        Self { said }
    }

    /// What is said of an article and others.
    pub fn of(&self, article: u32) -> &[(u32, Said)] {
        self.said.get(&article).map_or(&[], Vec::as_slice)
    }

    /// What is said of a pair.
    pub fn between(&self, a: u32, b: u32) -> Option<Said> {
        let of_pair = self.of(a).iter().find(|(other, _)| *other == b);
        of_pair.map(|(_, said)| *said)
    }
}

/// The articles that an article is connected with, as an editor has it.
pub(super) fn applied(said: Option<&Corrections>, article: u32, mut edges: Vec<u32>) -> Vec<u32> {
    if let Some(said) = said {
        edges.retain(|other| said.between(article, *other) != Some(Said::Apart));
        let together = said.of(article).iter();
        let together = together.filter(|(_, said)| *said == Said::Together);
        edges.extend(together.map(|(other, _)| *other));
    }
    edges
}
