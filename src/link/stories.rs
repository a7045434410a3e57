//! Which articles tell one story? Links are drawn together strongest first,
//! but two groups become one only if their members agree on average, so that
//! one weak link does not chain two stories together.

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

/// Joins groups along positive weights, strongest first, while the sum over
/// all pairs between them is not negative. `articles` are their languages and
/// how much it says, 0 to 1, that a version of the story shares nothing with
/// them. A pair of two languages without a weight counts against by both of
/// that; one of the same language says nothing.
fn agglomerate(
    articles: &[(u16, f32)],
    weights: &BTreeMap<(usize, usize), f32>,
) -> Vec<Vec<usize>> {
    let mut groups: Vec<Group> = (0..)
        .zip(articles)
        .map(|(at, &(lang, telling))| Group::new(at, lang, telling))
        .collect();
    for (&(a, b), &weight) in weights {
        let cross = match (articles.get(a), articles.get(b)) {
            (Some((lang_a, x)), Some((lang_b, y))) if lang_a != lang_b => x * y,
            _ => 0.0,
        };
        for (one, other) in [(a, b), (b, a)] {
            if let Some(group) = groups.get_mut(one) {
                group.bonds.insert(other, Bond { sum: weight, cross });
            }
        }
    }
    let mut links: Vec<(f32, usize, usize)> = weights
        .iter()
        .filter(|(_, weight)| **weight >= 0.0)
        .map(|(&(a, b), &weight)| (weight, a, b))
        .collect();
    links.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut group_of: Vec<usize> = (0..articles.len()).collect();
    for (_, a, b) in links {
        let (Some(&of_a), Some(&of_b)) = (group_of.get(a), group_of.get(b)) else {
            continue;
        };
        let (Some(left), Some(right)) = (groups.get(of_a), groups.get(of_b)) else {
            continue;
        };
        if of_a == of_b || !left.agrees_with(of_b, right) {
            continue;
        }
        let (kept, gone) = if left.members.len() < right.members.len() {
            (of_b, of_a)
        } else {
            (of_a, of_b)
        };
        let moved = groups.get_mut(gone).map(std::mem::take).unwrap_or_default();
        for &at in &moved.members {
            if let Some(group) = group_of.get_mut(at) {
                *group = kept;
            }
        }
        for (&other, &bond) in &moved.bonds {
            if let Some(group) = groups.get_mut(other) {
                group.bonds.remove(&gone);
                if other != kept {
                    group.bonds.entry(kept).or_default().add(bond);
                }
            }
        }
        if let Some(group) = groups.get_mut(kept) {
            group.absorb(moved, kept);
        }
    }
    let mut divided: Vec<Vec<usize>> = groups
        .into_iter()
        .map(|group| group.members)
        .filter(|members| !members.is_empty())
        .collect();
    for members in &mut divided {
        members.sort_unstable();
    }
    divided.sort();
    divided
}

/// Articles that were joined so far.
#[derive(Default)]
struct Group {
    members: Vec<usize>,
    /// By language, how much its members tell in all.
    langs: BTreeMap<u16, f32>,
    /// What is known of the pairs between this group and others.
    bonds: BTreeMap<usize, Bond>,
}

/// The weights between two groups.
#[derive(Default, Clone, Copy)]
struct Bond {
    sum: f32,
    /// How much the pairs of two languages among them would tell otherwise.
    cross: f32,
}

impl Bond {
    fn add(&mut self, other: Bond) {
        self.sum += other.sum;
        self.cross += other.cross;
    }
}

impl Group {
    fn new(at: usize, lang: u16, telling: f32) -> Self {
        Self {
            members: vec![at],
            langs: BTreeMap::from([(lang, telling)]),
            bonds: BTreeMap::new(),
        }
    }

    fn agrees_with(&self, number: usize, other: &Group) -> bool {
        let Some(bond) = self.bonds.get(&number) else {
            return false;
        };
        let same: f32 = self
            .langs
            .iter()
            .map(|(lang, telling)| telling * other.langs.get(lang).copied().unwrap_or(0.0))
            .sum();
        let all = self.langs.values().sum::<f32>() * other.langs.values().sum::<f32>();
        // Less than this is what rounding leaves.
        const LEAST: f32 = 1e-3;
        let unknown = all - same - bond.cross;
        bond.sum
            >= if unknown > LEAST {
                BOUND * unknown
            } else {
                0.0
            }
    }

    /// Takes in the members of a group, and its bonds but the one with this
    /// group itself, whose number is `own`.
    fn absorb(&mut self, other: Group, own: usize) {
        self.members.extend(other.members);
        for (lang, telling) in other.langs {
            *self.langs.entry(lang).or_default() += telling;
        }
        for (number, bond) in other.bonds {
            if number != own {
                self.bonds.entry(number).or_default().add(bond);
            }
        }
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
    fn a_headline_need_not_share_something_with_every_version() {
        let weights = BTreeMap::from([((0, 1), 5.0), ((1, 2), 5.0)]);
        let of = |telling: f32| agglomerate(&[(0, telling), (1, telling), (2, telling)], &weights);
        assert_eq!(of(0.5), [vec![0, 1, 2]]);
        assert_eq!(of(1.0), [vec![0, 1], vec![2]]);
    }
}
