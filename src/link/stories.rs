//! Which articles tell one story? Links are drawn together strongest first,
//! but two groups become one only if the members of the smaller agree with the
//! reports of the larger that are closest to each, so that one weak link does not
//! chain two stories together. They need not agree with all: of an event that is
//! told by a dozen, each tells a part.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::{linker::Linker, model::log_odds, pool::Pool};

/// Log-odds of one pair count at most this much for it, ...
const BOUND: f32 = 6.0;
/// ... and this much against: that two reports of an event share little is less
/// telling than that they share much.
const AGAINST: f32 = 2.0;
/// The members of a component of at most this many articles are all compared
/// with one another; of a larger one, only candidates are.
const COMPARED: usize = 40;
/// Reports of the larger group that each member of the smaller must agree with.
const CLOSEST: usize = 4;
/// Members of the smaller group that are asked: in a large one the first of them will do.
const ASKED: usize = 32;
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

/// The edges of an article: other article and log-odds.
fn edges<P: Pool + ?Sized>(linker: &Linker<'_, P>, article: u32) -> Vec<(u32, f32)> {
    let scored = linker.scored(article).into_iter();
    let edges = scored.filter(|scored| scored.edge);
    edges
        .map(|scored| (scored.b, log_odds(scored.score)))
        .collect()
}

/// All articles that edges connect with this one, directly or not.
fn component<P: Pool + ?Sized>(linker: &Linker<'_, P>, article: u32) -> Vec<u32> {
    let mut found = BTreeSet::from([article]);
    let mut open = vec![article];
    while let Some(next) = open.pop() {
        for (other, _) in edges(linker, next) {
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
    let weight = |score: f32| {
        let weight = log_odds(score) - log_odds(linker.threshold());
        weight.clamp(-AGAINST, BOUND)
    };
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
    let groups = agglomerate(&known, &weights);
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

/// Joins groups along positive weights, strongest first, while the members of the
/// smaller agree with those of the larger. `articles` are their languages and
/// how much it says, 0 to 1, that a version of the story shares nothing with
/// them. A pair of two languages without a weight counts against by both of
/// that; one of the same language says nothing.
fn agglomerate(
    articles: &[(u16, f32)],
    weights: &BTreeMap<(usize, usize), f32>,
) -> Vec<Vec<usize>> {
    let mut groups = Groups::new(articles, weights);
    let mut links: Vec<(f32, usize, usize)> = weights
        .iter()
        .filter(|(_, weight)| **weight >= 0.0)
        .map(|(&(a, b), &weight)| (weight, a, b))
        .collect();
    links.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    for (_, a, b) in links {
        groups.join(a, b);
    }
    let mut divided: Vec<Vec<usize>> = groups.members;
    divided.retain(|members| !members.is_empty());
    for members in &mut divided {
        members.sort_unstable();
    }
    divided.sort();
    divided
}

/// Articles that were joined so far.
struct Groups<'a> {
    /// Language of each article, and how much it tells.
    articles: &'a [(u16, f32)],
    /// What is known of the pairs of each article.
    bonds: Vec<Vec<(usize, f32)>>,
    /// The group of each article, ...
    group_of: Vec<usize>,
    /// ... and the articles of each group; empty once it went into another.
    members: Vec<Vec<usize>>,
}

impl<'a> Groups<'a> {
    fn new(articles: &'a [(u16, f32)], weights: &BTreeMap<(usize, usize), f32>) -> Self {
        let mut bonds = vec![Vec::new(); articles.len()];
        for (&(a, b), &weight) in weights {
            for (one, other) in [(a, b), (b, a)] {
                if let Some(bonds) = bonds.get_mut(one) {
                    bonds.push((other, weight));
                }
            }
        }
        Self {
            articles,
            bonds,
            group_of: (0..articles.len()).collect(),
            members: (0..articles.len()).map(|at| vec![at]).collect(),
        }
    }

    /// Joins the groups of two articles, if they agree.
    fn join(&mut self, a: usize, b: usize) {
        let (Some(&of_a), Some(&of_b)) = (self.group_of.get(a), self.group_of.get(b)) else {
            return;
        };
        let size = |group: usize| self.members.get(group).map_or(0, Vec::len);
        let (kept, gone) = if size(of_a) < size(of_b) {
            (of_b, of_a)
        } else {
            (of_a, of_b)
        };
        if of_a == of_b || !self.agree(gone, kept) {
            return;
        }
        let moved = self.members.get_mut(gone).map(std::mem::take);
        let moved = moved.unwrap_or_default();
        for &at in &moved {
            if let Some(group) = self.group_of.get_mut(at) {
                *group = kept;
            }
        }
        if let Some(members) = self.members.get_mut(kept) {
            members.extend(moved);
        }
    }

    /// Whether the members of the smaller group agree with the larger on average.
    fn agree(&self, smaller: usize, larger: usize) -> bool {
        let mut telling: BTreeMap<u16, (usize, f32)> = BTreeMap::new();
        for &at in self.members.get(larger).into_iter().flatten() {
            if let Some(&(lang, tells)) = self.articles.get(at) {
                let of_lang = telling.entry(lang).or_default();
                *of_lang = (of_lang.0 + 1, of_lang.1 + tells);
            }
        }
        let asked = self.members.get(smaller).into_iter().flatten().take(ASKED);
        asked
            .map(|&at| self.closeness(at, larger, &telling))
            .sum::<f32>()
            >= 0.0
    }

    /// The mean weight of an article's pairs with the members of a group that are
    /// closest to it. `telling` is how many members the group has in each language,
    /// and how much they tell.
    fn closeness(&self, at: usize, group: usize, telling: &BTreeMap<u16, (usize, f32)>) -> f32 {
        let Some(&(lang, tells)) = self.articles.get(at) else {
            return 0.0;
        };
        let language = |other: usize| self.articles.get(other).map(|(lang, _)| *lang);
        let mut known: Vec<(usize, f32)> = self.bonds.get(at).cloned().unwrap_or_default();
        known.retain(|(other, _)| self.group_of.get(*other) == Some(&group));
        let known_abroad = known
            .iter()
            .filter(|(other, _)| language(*other) != Some(lang))
            .count();
        known.sort_by(|x, y| y.1.total_cmp(&x.1));
        known.truncate(CLOSEST);
        let abroad = telling.iter().filter(|(other, _)| **other != lang);
        let (members, tell) = abroad.fold((0, 0.0), |(members, tell), (_, found)| {
            (members + found.0, tell + found.1)
        });
        let unknown = (members - known_abroad).min(CLOSEST - known.len());
        let against = BOUND * tells * tell / members.max(1) as f32;
        let sum = known.iter().map(|(_, weight)| weight).sum::<f32>() - against * unknown as f32;
        sum / (known.len() + unknown).max(1) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(langs: &[u16], weights: &[((usize, usize), f32)]) -> Vec<Vec<usize>> {
        let articles: Vec<(u16, f32)> = langs.iter().map(|&lang| (lang, 1.0)).collect();
        agglomerate(&articles, &weights.iter().copied().collect())
    }

    #[test]
    fn a_weak_link_does_not_chain_two_stories() {
        let two = [((0, 1), 5.0), ((2, 3), 5.0), ((1, 2), 0.5)];
        assert_eq!(groups(&[0, 1, 0, 1], &two), [vec![0, 1], vec![2, 3]]);
        let one = [((0, 1), 5.0), ((1, 2), 4.0), ((0, 2), 1.0)];
        assert_eq!(groups(&[0, 1, 2], &one), [vec![0, 1, 2]]);
        // Two outlets of one language, each linked with the same partner.
        let outlets = [((0, 2), 3.0), ((1, 2), 2.0)];
        assert_eq!(groups(&[0, 0, 1], &outlets), [vec![0, 1, 2]]);
    }

    #[test]
    fn reports_of_a_large_event_need_not_agree_with_all() {
        let langs: Vec<u16> = (0..12).map(|at| at % 4).collect();
        let mut weights = Vec::new();
        for a in 0..12usize {
            for b in a + 1..12 {
                let weight = if b - a <= 4 { 4.0 } else { -2.0 };
                weights.push(((a, b), weight));
            }
        }
        assert_eq!(groups(&langs, &weights).len(), 1);
        // One that agrees with a single report of many is of another event.
        for a in 0..12 {
            weights.push(((a, 12), if a == 5 { 4.0 } else { -2.0 }));
        }
        let langs: Vec<u16> = (0..13).map(|at| at % 4).collect();
        assert_eq!(groups(&langs, &weights).len(), 2);
    }

    #[test]
    fn a_headline_need_not_share_something_with_every_version() {
        let weights = BTreeMap::from([((0, 1), 5.0), ((1, 2), 5.0)]);
        let of = |telling: f32| agglomerate(&[(0, telling), (1, telling), (2, telling)], &weights);
        assert_eq!(of(0.5), [vec![0, 1, 2]]);
        assert_eq!(of(1.0), [vec![0, 1], vec![2]]);
    }
}
