//! What is a story? Articles that report the same events, and how sure that is.

use serde::{Deserialize, Serialize};

use super::{corrections::Said, linker::Linker, pool::Pool};

/// Articles that report the same events.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// Named after its earliest member.
    pub id: String,
    /// Ids of its members, the earliest first; those without a date last.
    pub members: Vec<String>,
    /// How likely two members in different languages belong together:
    /// positions in `members`, and the probability.
    pub scores: Vec<(u32, u32, f32)>,
    /// Members that print mostly the words of an earlier one in their
    /// language: positions of the earlier and the later.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reprints: Vec<(u32, u32)>,
    /// Members that an editor has put together: positions in `members`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrected: Vec<(u32, u32)>,
}

impl Story {
    /// What a story's id begins with.
    pub const PREFIX: &'static str = "story:";

    /// The probability that two members in different languages belong
    /// together, if it was worked out.
    pub fn score(&self, a: &str, b: &str) -> Option<f32> {
        let position = |id: &str| {
            let at = self.members.iter().position(|member| member == id)?;
            u32::try_from(at).ok()
        };
        let (a, b) = (position(a)?, position(b)?);
        let found = self
            .scores
            .iter()
            .find(|(x, y, _)| (*x, *y) == (a.min(b), a.max(b)));
        found.map(|(.., score)| *score)
    }

    /// The members that an editor has put together with this one.
    pub fn corrected_with<'s>(&'s self, id: &'s str) -> impl Iterator<Item = &'s str> {
        let name = |at: u32| self.members.get(at as usize).map(String::as_str);
        let pairs = self.corrected.iter();
        pairs.filter_map(move |(a, b)| match (name(*a)?, name(*b)?) {
            (one, other) if one == id => Some(other),
            (other, one) if one == id => Some(other),
            _ => None,
        })
    }

    /// The earliest member that another one reprints, if it does.
    pub fn reprint_of(&self, id: &str) -> Option<&str> {
        let at = self.members.iter().position(|member| member == id)?;
        let original = self
            .reprints
            .iter()
            .find(|(_, later)| *later as usize == at)?
            .0;
        self.members.get(original as usize).map(String::as_str)
    }

    /// Puts together what the linker says of a story's members.
    pub fn new<P: Pool + ?Sized>(linker: &Linker<'_, P>, members: &[u32]) -> Self {
        let pool = linker.pool();
        let mut members: Vec<(Option<i32>, String, u32)> = members
            .iter()
            .map(|&article| {
                (
                    pool.meta(article).day,
                    pool.id(article).into_owned(),
                    article,
                )
            })
            .collect();
        members.sort_by(|(x, a, _), (y, b, _)| (x.is_none(), x, a).cmp(&(y.is_none(), y, b)));
        let mut scores = Vec::new();
        let mut reprints = Vec::new();
        let mut corrected = Vec::new();
        for (i, (.., a)) in (0..).zip(&members) {
            let printed = linker.neighbours(*a);
            for (j, (.., b)) in (0..).zip(&members).skip(i as usize + 1) {
                if printed.reprints.iter().any(|reprint| reprint.article == *b) {
                    reprints.push((i, j));
                }
                if linker.said(*a, *b) == Some(Said::Together) {
                    corrected.push((i, j));
                }
                if pool.meta(*a).lang != pool.meta(*b).lang {
                    scores.push((i, j, linker.score(*a, *b).score));
                }
            }
        }
        let first = members.first().map_or("", |(_, id, _)| id);
        Self {
            id: format!("{}{first}", Self::PREFIX),
            members: members.into_iter().map(|(_, id, _)| id).collect(),
            scores,
            reprints,
            corrected,
        }
    }
}
