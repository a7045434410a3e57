//! Which articles tell one story? Those that edges connect, divided into groups that
//! agree (`groups.rs`).

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{corrections::Said, groups::agglomerate, linker::Linker, model::log_odds, pool::Pool};

/// The members of a component of at most this many articles are all compared
/// with one another; of a larger one, only candidates are.
const COMPARED: usize = 40;
/// An article whose keys are this long together ([`Meta::norm`], that of some
/// seventy keys) shares some of them with any version of its story. A shorter
/// one may share none: that it does not says less against a pair.
const TELLING: f32 = 60.0;

impl<P: Pool + ?Sized> Linker<'_, P> {
    /// The members of the article's story, itself among them, by identifier;
    /// just itself if it stands alone.
    pub fn story(&self, article: u32) -> Vec<u32> {
        story(self, article)
    }

    /// What an editor says of a pair.
    pub fn said(&self, a: u32, b: u32) -> Option<Said> {
        self.pool().corrections()?.between(a, b)
    }

    /// All stories of at least two articles; members by identifier, stories
    /// by that of their first member.
    pub fn stories(&self) -> Vec<Vec<u32>> {
        all(self)
    }
}

/// The story of one article.
fn story<P: Pool + ?Sized>(linker: &Linker<'_, P>, article: u32) -> Vec<u32> {
    let component = component(linker, article);
    divide(linker, &component)
        .into_iter()
        .find(|members| members.contains(&article))
        .unwrap_or_else(|| vec![article])
}

/// All stories of more than one member.
fn all<P: Pool + ?Sized>(linker: &Linker<'_, P>) -> Vec<Vec<u32>> {
    around(linker, linker.pool().articles()).1
}

/// The stories of more than one member among all articles that edges connect
/// with the given ones, directly or not; and those articles.
pub(super) fn around<P: Pool + ?Sized>(
    linker: &Linker<'_, P>,
    articles: impl IntoIterator<Item = u32>,
) -> (HashSet<u32>, Vec<Vec<u32>>) {
    let mut seen = HashSet::new();
    let mut stories = Vec::new();
    for article in articles {
        if seen.contains(&article) {
            continue;
        }
        let component = component(linker, article);
        seen.extend(component.iter().copied());
        if component.len() > 1 {
            let divided = divide(linker, &component);
            stories.extend(divided.into_iter().filter(|members| members.len() > 1));
        }
    }
    let first = |members: &Vec<u32>| members.first().map(|&a| linker.pool().id(a).into_owned());
    stories.sort_by_cached_key(first);
    (seen, stories)
}

/// All articles that edges connect with this one, directly or not.
fn component<P: Pool + ?Sized>(linker: &Linker<'_, P>, article: u32) -> Vec<u32> {
    let mut found = BTreeSet::from([article]);
    let mut open = vec![article];
    while let Some(next) = open.pop() {
        for other in linker.edges(next) {
            if found.insert(other) {
                open.push(other);
            }
        }
    }
    found.into_iter().collect()
}

/// Divides a component into stories; members by identifier.
fn divide<P: Pool + ?Sized>(linker: &Linker<'_, P>, component: &[u32]) -> Vec<Vec<u32>> {
    let mut members: Vec<u32> = component.to_vec();
    members.sort_by_cached_key(|&article| linker.pool().id(article).into_owned());
    // Positions in `members` stand for articles from here on: their order is
    // that of the identifiers, whatever the pool's numbers.
    let position: BTreeMap<u32, usize> = members
        .iter()
        .enumerate()
        .map(|(at, &article)| (article, at))
        .collect();
    let mut weights: BTreeMap<(usize, usize), f32> = BTreeMap::new();
    let weight = |score: f32| log_odds(score) - log_odds(linker.threshold());
    for (&article, &at) in &position {
        if members.len() <= COMPARED {
            for (other, &partner) in (at + 1..).zip(members.iter().skip(at + 1)) {
                weights.insert((at, other), weight(linker.score(article, partner).score));
            }
            continue;
        }
        for scored in linker.scored(article) {
            if let Some(&other) = position.get(&scored.b) {
                weights.insert((at.min(other), at.max(other)), weight(scored.score));
            }
        }
    }
    let known: Vec<(u16, f32)> = members
        .iter()
        .map(|&article| {
            let meta = linker.pool().meta(article);
            (meta.lang, (meta.norm / TELLING).min(1.0).sqrt())
        })
        .collect();
    let mut said = BTreeMap::new();
    for (&article, &at) in &position {
        let corrections = linker.pool().corrections();
        for (other, verdict) in corrections.map_or(&[][..], |all| all.of(article)) {
            if let Some(&other) = position.get(other) {
                said.insert((at.min(other), at.max(other)), *verdict);
            }
        }
    }
    let groups = agglomerate(&known, &weights, &said);
    groups
        .into_iter()
        .map(|group| {
            group
                .into_iter()
                .filter_map(|at| members.get(at).copied())
                .collect()
        })
        .collect()
}
