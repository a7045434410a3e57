//! Which of the articles that edges connect agree? They are drawn together strongest
//! first. A report joins a group if it agrees with those of its members that are closest
//! to it: of an event that is told by a dozen, each tells a part. Two groups become one
//! only if the members of the smaller agree with more of the larger, and then what they
//! say differently counts in full: each holds together by itself, so that one weak link
//! does not chain two stories.

use std::collections::{BTreeMap, BTreeSet};

use super::corrections::Said;

/// Log-odds of one pair count at most this much for it, ...
const FOR: f32 = 2.0;
/// ... and this much against, as a pair of which nothing is known does.
const AGAINST: f32 = 6.0;

/// What has to agree for a join.
struct Demand {
    /// Members of the larger group that each of the smaller must agree with, at least;
    closest: usize,
    /// this share of them, if that is more.
    share: f32,
    /// How much one pair counts against, at most.
    against: f32,
}

/// What a single report must agree with. That it shares little with one of them is less
/// telling than that it shares much.
const REPORT: Demand = Demand {
    closest: 3,
    share: 0.25,
    against: 2.0,
};
/// What a group must agree with, so that the issues of a series do not chain.
const GROUP: Demand = Demand {
    closest: 4,
    share: 0.5,
    against: AGAINST,
};
/// Members of the smaller group that are asked: in a large one the first of them will do.
const ASKED: usize = 32;
/// Two groups have nothing in common if their pairs stand no further than this from
/// what counts most against, on average.
const APART: f32 = 1.0;

/// Joins groups along positive weights, strongest first, while the members of the
/// smaller agree with those of the larger. `articles` are their languages and
/// how much it says, 0 to 1, that a version of the story shares nothing with
/// them. A pair of two languages without a weight counts against by both of
/// that; one of the same language says nothing. A digest stands alone. What an editor
/// has `said` of pairs goes before all that.
pub(super) fn agglomerate(
    articles: &[(u16, f32)],
    weights: &BTreeMap<(usize, usize), f32>,
    said: &BTreeMap<(usize, usize), Said>,
) -> Vec<Vec<usize>> {
    let mut groups = Groups::new(articles, weights);
    let pairs = |wanted: Said| said.iter().filter(move |(_, said)| **said == wanted);
    groups.apart = pairs(Said::Apart).map(|(pair, _)| *pair).collect();
    for (&(a, b), _) in pairs(Said::Together) {
        groups.join(a, b, Demanded::ByEditor);
        groups.together.extend([a, b]);
    }
    let mut links: Vec<(f32, usize, usize)> = weights
        .iter()
        .filter(|(_, weight)| **weight >= 0.0)
        .map(|(&(a, b), &weight)| (weight, a, b))
        .collect();
    links.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    for (_, a, b) in links {
        groups.join(a, b, Demanded::Agreement);
    }
    let mut digests = groups.digests();
    digests.retain(|at| !groups.together.contains(at));
    let mut divided: Vec<Vec<usize>> = groups.members;
    for members in &mut divided {
        members.retain(|at| !digests.contains(at));
    }
    divided.extend(digests.iter().map(|&at| vec![at]));
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
    /// Pairs that an editor keeps apart.
    apart: Vec<(usize, usize)>,
    /// Articles that an editor has put together with another.
    together: BTreeSet<usize>,
}

/// What has to hold before two groups become one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Demanded {
    /// They agree.
    Agreement,
    /// Nothing more than that an editor says so.
    ByEditor,
}

impl<'a> Groups<'a> {
    fn new(articles: &'a [(u16, f32)], weights: &BTreeMap<(usize, usize), f32>) -> Self {
        let mut bonds = vec![Vec::new(); articles.len()];
        for (&(a, b), &weight) in weights {
            for (one, other) in [(a, b), (b, a)] {
                if let Some(bonds) = bonds.get_mut(one) {
                    bonds.push((other, weight.clamp(-AGAINST, FOR)));
                }
            }
        }
        Self {
            articles,
            bonds,
            group_of: (0..articles.len()).collect(),
            members: (0..articles.len()).map(|at| vec![at]).collect(),
            apart: Vec::new(),
            together: BTreeSet::new(),
        }
    }

    /// Joins the groups of two articles, if what is demanded holds and nobody keeps
    /// members of theirs apart.
    fn join(&mut self, a: usize, b: usize, demanded: Demanded) {
        let (Some(&of_a), Some(&of_b)) = (self.group_of.get(a), self.group_of.get(b)) else {
            return;
        };
        let size = |group: usize| self.members.get(group).map_or(0, Vec::len);
        let (kept, gone) = if size(of_a) < size(of_b) {
            (of_b, of_a)
        } else {
            (of_a, of_b)
        };
        let agree = demanded == Demanded::ByEditor || self.agree(gone, kept);
        if of_a == of_b || !agree || self.are_kept_apart(of_a, of_b) {
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

    fn are_kept_apart(&self, one: usize, other: usize) -> bool {
        let group = |at: usize| self.group_of.get(at).copied();
        self.apart.iter().any(|&(a, b)| {
            let pair = (group(a), group(b));
            pair == (Some(one), Some(other)) || pair == (Some(other), Some(one))
        })
    }

    /// Whether the members of the smaller group agree with the larger on average.
    fn agree(&self, smaller: usize, larger: usize) -> bool {
        let telling = self.telling(larger);
        let members = self.members.get(smaller).map_or(&[][..], Vec::as_slice);
        let demand = if members.len() == 1 { REPORT } else { GROUP };
        let asked = members.iter().take(ASKED);
        asked
            .map(|&at| self.closeness(at, larger, &telling, &demand))
            .sum::<f32>()
            >= 0.0
    }

    /// How many members a group has in each language, and how much they tell.
    fn telling(&self, group: usize) -> BTreeMap<u16, (usize, f32)> {
        let mut telling: BTreeMap<u16, (usize, f32)> = BTreeMap::new();
        for &at in self.members.get(group).into_iter().flatten() {
            if let Some(&(lang, tells)) = self.articles.get(at) {
                let of_lang = telling.entry(lang).or_default();
                *of_lang = (of_lang.0 + 1, of_lang.1 + tells);
            }
        }
        telling
    }

    /// Those that agree with two reports of another group than their own, while the two
    /// groups have nothing in common: round-ups of several events, which tell none.
    fn digests(&self) -> BTreeSet<usize> {
        let is_digest = |(at, own): (usize, usize)| {
            let mut agreeing: BTreeMap<usize, usize> = BTreeMap::new();
            let bonds = self.bonds.get(at).into_iter().flatten();
            for (other, _) in bonds.filter(|(_, weight)| *weight >= 0.0) {
                if let Some(&group) = self.group_of.get(*other).filter(|&&group| group != own) {
                    *agreeing.entry(group).or_default() += 1;
                }
            }
            let mut others = agreeing.into_iter().filter(|(_, reports)| *reports > 1);
            self.members
                .get(own)
                .is_some_and(|members| members.len() > 1)
                && others.any(|(other, _)| self.are_apart(at, own, other))
        };
        let all = self.group_of.iter().copied().enumerate();
        all.filter(|found| is_digest(*found))
            .map(|(at, _)| at)
            .collect()
    }

    /// Whether the members of two groups, one article left out, have nothing in common.
    fn are_apart(&self, but: usize, own: usize, other: usize) -> bool {
        let members = self.members.get(own).into_iter().flatten();
        let mut pairs = 0;
        let mut common = 0.0;
        for &at in members.filter(|at| **at != but) {
            pairs += self.members.get(other).map_or(0, Vec::len);
            for (partner, weight) in self.bonds.get(at).into_iter().flatten() {
                if self.group_of.get(*partner) == Some(&other) {
                    common += weight + AGAINST;
                }
            }
        }
        common <= APART * pairs as f32
    }

    /// The mean weight of an article's pairs with as many members of a group as are
    /// demanded, the closest ones. `telling` is that of the group.
    fn closeness(
        &self,
        at: usize,
        group: usize,
        telling: &BTreeMap<u16, (usize, f32)>,
        demand: &Demand,
    ) -> f32 {
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
        let members = self.members.get(group).map_or(0, Vec::len);
        let share = (members as f32 * demand.share).ceil() as usize;
        let closest = demand.closest.max(share);
        known.truncate(closest);
        let abroad = telling.iter().filter(|(other, _)| **other != lang);
        let (abroad, tell) = abroad.fold((0, 0.0), |(members, tell), (_, found)| {
            (members + found.0, tell + found.1)
        });
        let unknown = (abroad - known_abroad).min(closest - known.len());
        let against = AGAINST * tells * tell / abroad.max(1) as f32;
        let known_sum: f32 = known
            .iter()
            .map(|(_, weight)| weight.max(-demand.against))
            .sum();
        let sum = known_sum - against * unknown as f32;
        sum / (known.len() + unknown).max(1) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn groups(langs: &[u16], weights: &[((usize, usize), f32)]) -> Vec<Vec<usize>> {
        let articles: Vec<(u16, f32)> = langs.iter().map(|&lang| (lang, 1.0)).collect();
        let weights = weights.iter().copied().collect();
        agglomerate(&articles, &weights, &BTreeMap::new())
    }

    fn corrected(said: &[((usize, usize), Said)]) -> Vec<Vec<usize>> {
        let weights = [((0, 1), 5.0), ((2, 3), 5.0), ((1, 2), -3.0)];
        let articles: Vec<(u16, f32)> = [0, 1, 0, 1].map(|lang| (lang, 1.0)).into();
        let weights = weights.into_iter().collect();
        agglomerate(&articles, &weights, &said.iter().copied().collect())
    }

    #[test]
    fn an_editor_has_the_last_word() {
        use Said::{Apart, Together};
        assert_eq!(corrected(&[]), [vec![0, 1], vec![2, 3]]);
        let all = corrected(&[((0, 3), Together), ((1, 2), Together)]);
        assert_eq!(all, [vec![0, 1, 2, 3]]);
        let three = corrected(&[((0, 1), Apart)]);
        assert_eq!(three, [vec![0], vec![1], vec![2, 3]]);
        // What is kept apart stays so, whatever else is put together.
        let both = corrected(&[((0, 2), Together), ((0, 3), Apart), ((2, 3), Together)]);
        assert_eq!(both, [vec![0, 1, 2], vec![3]]);
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
    fn a_digest_tells_none_of_its_events() {
        // Two events of three reports, and an article that touches both.
        let langs = [0, 1, 2, 0, 1, 2, 0];
        let event = |at: usize| at / 3;
        let mut weights = Vec::new();
        for a in 0..7usize {
            for b in a + 1..7 {
                let weight = match (b, event(a)) {
                    (6, 0) => 3.0,
                    (6, _) => 0.5,
                    (_, of_a) => {
                        if of_a == event(b) {
                            5.0
                        } else {
                            -AGAINST
                        }
                    }
                };
                weights.push(((a, b), weight));
            }
        }
        let apart = [vec![0, 1, 2], vec![3, 4, 5], vec![6]];
        assert_eq!(groups(&langs, &weights), apart);
    }

    #[test]
    fn reports_of_a_large_event_need_not_agree_with_all() {
        let langs: Vec<u16> = (0..12).map(|at| at % 4).collect();
        let mut weights = Vec::new();
        for a in 0..12usize {
            for b in a + 1..12 {
                let weight = if b - a <= 6 { 4.0 } else { -2.0 };
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
        let of = |telling: f32| {
            agglomerate(
                &[(0, telling), (1, telling), (2, telling)],
                &weights,
                &BTreeMap::new(),
            )
        };
        assert_eq!(of(0.5), [vec![0, 1, 2]]);
        assert_eq!(of(1.0), [vec![0, 1], vec![2]]);
    }
}
