//! What does a commit say beside its articles? How many there are, where they came
//! from, and what an editor has corrected: all of it comes into force together.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

/// What a commit says of itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Payload {
    /// How many articles there are.
    pub articles: u64,
    #[serde(flatten)]
    pub kept: Kept,
}

impl Payload {
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

/// What an index keeps from one generation to the next beside its articles.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// What was read, in the order in which it was first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub origins: Vec<Origin>,
    /// What an editor says of pairs of articles.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
}

/// A file or folder whose articles are in the index, and how it was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Its absolute path.
    pub root: String,
    /// How it was read: for whoever reads inputs.
    pub manner: serde_json::Value,
}

/// What an editor says of two articles, whether they are in the index or not.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Correction {
    /// The id that comes first in the order of ids, ...
    pub a: String,
    /// ... and the other.
    pub b: String,
    /// They report the same story, whatever the program thinks; or they do not.
    pub together: bool,
}

impl Correction {
    /// What is said of a pair, in either order.
    pub fn new(one: &str, other: &str, together: bool) -> Self {
        Self {
            a: one.min(other).to_owned(),
            b: one.max(other).to_owned(),
            together,
        }
    }
}

impl Kept {
    /// What tells the corrections from others; nothing, if there are none.
    pub(super) fn mark(&self) -> String {
        match serde_json::to_vec(&self.corrections) {
            Ok(text) if !self.corrections.is_empty() => format!(":{:016x}", xxh3_64(&text)),
            _ => String::new(),
        }
    }

    /// Takes a correction in, in place of what was said of the pair before; `true`
    /// if that changes anything.
    pub fn correct(&mut self, correction: Correction) -> bool {
        let pair = |one: &Correction| (one.a.clone(), one.b.clone());
        match self
            .corrections
            .binary_search_by_key(&pair(&correction), pair)
        {
            Ok(at) => match self.corrections.get_mut(at) {
                Some(there) if *there != correction => {
                    *there = correction;
                    true
                }
                _ => false,
            },
            Err(at) => {
                self.corrections.insert(at, correction);
                true
            }
        }
    }

    /// Forgets what is said of a pair; `true` if anything was.
    pub fn retract(&mut self, one: &str, other: &str) -> bool {
        let (a, b) = (one.min(other), one.max(other));
        let before = self.corrections.len();
        self.corrections
            .retain(|there| (there.a.as_str(), there.b.as_str()) != (a, b));
        self.corrections.len() < before
    }

    /// Forgets that something was read; `true` if it was known.
    pub fn forget_origin(&mut self, root: &str) -> bool {
        let before = self.origins.len();
        self.origins.retain(|there| there.root != root);
        self.origins.len() < before
    }

    /// Notes that something was read; what was known of it, or of what lies in it, is
    /// as read so from now on.
    pub fn note_origin(&mut self, origin: Origin) {
        match self
            .origins
            .iter_mut()
            .find(|there| there.root == origin.root)
        {
            Some(there) => *there = origin,
            None => self.origins.push(origin),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_has_one_correction() {
        let mut kept = Kept::default();
        assert!(kept.correct(Correction::new("b", "a", true)));
        assert!(!kept.correct(Correction::new("a", "b", true)));
        assert!(kept.correct(Correction::new("a", "c", true)));
        assert!(kept.correct(Correction::new("a", "b", false)));
        assert_eq!(kept.corrections.len(), 2);
        assert!(kept.retract("b", "a") && !kept.retract("b", "a"));
        assert_eq!(kept.corrections, [Correction::new("c", "a", true)]);
    }

    #[test]
    fn a_commit_of_an_older_version_says_less() {
        let payload = Payload::read(r#"{"articles": 3}"#).unwrap();
        assert_eq!((payload.articles, payload.kept), (3, Kept::default()));
    }
}
