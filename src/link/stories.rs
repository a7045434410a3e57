//! Which articles tell one story? Links are drawn together strongest first,
//! but two groups become one only if their members agree on average, so that
//! one weak link does not chain two stories together.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
};

use super::{
    linker::Linker,
    model::log_odds,
    pool::Pool,
};

/// Log-odds of one pair count at most this much, either way.
const BOUND: f32 = 6.0;
/// What a reprint says for its pair.
const REPRINT_LOG_ODDS: f32 = 4.0;
/// A group of linked articles larger than this is cut off: no story has as
/// many versions, and an adversary could make one.
const MAX_COMPONENT: usize = 2_000;

/// The story of one article.
pub(super) fn story<P: Pool + ?Sized>(linker: &Linker<'_, P>, article: u32) -> Vec<u32> {
    let component = component(linker, article);
    divide(linker, &component)
        .into_iter()
        .find(|members| members.contains(&article))
        .unwrap_or_else(|| vec![article])
}

/// All stories of more than one member.
pub(super) fn all<P: Pool + ?Sized>(linker: &Linker<'_, P>) -> Vec<Vec<u32>> {
    let mut seen = HashSet::new();
    let mut stories = Vec::new();
    for article in linker.pool().articles() {
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
    stories
}

/// The edges of an article: other article and log-odds.
fn edges<P: Pool + ?Sized>(linker: &Linker<'_, P>, article: u32) -> Vec<(u32, f32)> {
    let cross = linker
        .scored(article)
        .into_iter()
        .filter(|scored| scored.edge)
        .map(|scored| (scored.b, log_odds(scored.score)));
    let neighbours = linker.neighbours(article);
    let reprints = neighbours
        .reprints
        .iter()
        .map(|reprint| (reprint.article, REPRINT_LOG_ODDS));
    cross.chain(reprints).collect()
}

/// All articles that edges connect with this one, directly or not.
fn component<P: Pool + ?Sized>(linker: &Linker<'_, P>, article: u32) -> Vec<u32> {
    let mut found = BTreeSet::from([article]);
    let mut open = vec![article];
    while let Some(next) = open.pop() {
        for (other, _) in edges(linker, next) {
            if found.len() < MAX_COMPONENT && found.insert(other) {
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
    let position: BTreeMap<u32, usize> =
        members.iter().enumerate().map(|(at, &article)| (article, at)).collect();
    let mut weights: BTreeMap<(usize, usize), f32> = BTreeMap::new();
    for (&article, &at) in &position {
        for scored in linker.scored(article) {
            if let Some(&other) = position.get(&scored.b) {
                let weight = log_odds(scored.score) - log_odds(linker.threshold());
                weights.insert((at.min(other), at.max(other)), weight.clamp(-BOUND, BOUND));
            }
        }
        for reprint in &linker.neighbours(article).reprints {
            if let Some(&other) = position.get(&reprint.article) {
                weights.insert((at.min(other), at.max(other)), REPRINT_LOG_ODDS);
            }
        }
    }
    let langs: Vec<u16> = members.iter().map(|&article| linker.pool().meta(article).lang).collect();
    let groups = agglomerate(&langs, &weights);
    groups
        .into_iter()
        .map(|group| group.into_iter().filter_map(|at| members.get(at).copied()).collect())
        .collect()
}

/// Joins groups along positive weights, strongest first, while the average
/// over all pairs between them is positive. A pair of two languages without a
/// weight counts against; one of the same language says nothing.
fn agglomerate(langs: &[u16], weights: &BTreeMap<(usize, usize), f32>) -> Vec<Vec<usize>> {
    let mut links: Vec<(f32, usize, usize)> = weights
        .iter()
        .filter(|(_, weight)| **weight >= 0.0)
        .map(|(&(a, b), &weight)| (weight, a, b))
        .collect();
    links.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    let mut group_of: Vec<usize> = (0..langs.len()).collect();
    let mut groups: BTreeMap<usize, Vec<usize>> =
        (0..langs.len()).map(|at| (at, vec![at])).collect();
    let between = |a: usize, b: usize| match weights.get(&(a.min(b), a.max(b))) {
        Some(&weight) => Some(weight),
        None if langs.get(a) == langs.get(b) => None,
        None => Some(-BOUND),
    };
    for (_, a, b) in links {
        let (Some(&of_a), Some(&of_b)) = (group_of.get(a), group_of.get(b)) else {
            continue;
        };
        let (Some(left), Some(right)) = (groups.get(&of_a), groups.get(&of_b)) else {
            continue;
        };
        if of_a == of_b {
            continue;
        }
        let pairs = left.iter().flat_map(|&x| right.iter().map(move |&y| (x, y)));
        let (mut sum, mut count) = (0.0, 0);
        for weight in pairs.filter_map(|(x, y)| between(x, y)) {
            sum += weight;
            count += 1;
        }
        if count > 0 && sum >= 0.0 {
            let moved = groups.remove(&of_b).unwrap_or_default();
            for &at in &moved {
                if let Some(group) = group_of.get_mut(at) {
                    *group = of_a;
                }
            }
            groups.entry(of_a).or_default().extend(moved);
        }
    }
    groups
        .into_values()
        .map(|mut group| {
            group.sort_unstable();
            group
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(langs: &[u16], weights: &[((usize, usize), f32)]) -> Vec<Vec<usize>> {
        agglomerate(langs, &weights.iter().copied().collect())
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
}
