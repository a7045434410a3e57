//! Which articles are worth a closer look? Those that share rare keys.
//!
//! Keys of more than [`MAX_DF`] articles are not read: that bounds the work per
//! article, however large the pool. The bound is one of the key, not of the
//! article that asks: so both sides of a pair see the same shared keys, and a
//! new article changes the candidates of those only that it shares a key with.

use std::{collections::HashMap, sync::Arc};

use super::pool::{Meta, Pool, Postings};
use crate::signature::{Key, Signature, rarity::Identity};

/// A key of more articles than this is not read.
pub const MAX_DF: usize = 128;
/// Candidates kept per language, the article's own among them.
pub const PER_LANGUAGE: usize = 12;
/// Shared shingle keys that make an article of the same language a candidate.
pub const MIN_SHINGLES: u32 = 2;

/// An article that may tell the same story.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    /// Its number in the pool.
    pub article: u32,
    /// Its language.
    pub lang: u16,
    /// Cosine of the two articles' index keys, 0 to 1, by the asking side's
    /// weights and as far as the index was read.
    pub cosine: f32,
}

/// The candidates of one article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Candidates {
    /// Of every language, best first inside each.
    pub cross: Vec<Candidate>,
    /// In the same language, sharing shingles; by number, unverified.
    pub same: Vec<u32>,
}

/// The keys of some articles, looked up together: a key that several of them
/// have is read once, and keys are read in the order in which they are stored.
#[derive(Debug)]
pub struct Lookup {
    asked: Vec<Asked>,
    /// Ascending, each once.
    keys: Vec<Key>,
    postings: Postings,
}

/// An article and its keys, by their places in [`Lookup::keys`].
#[derive(Debug)]
struct Asked {
    article: u32,
    /// Those of its units with their weights, rarest first.
    units: Vec<(f32, u32)>,
    shingles: Vec<u32>,
}

/// A key with its weight, and the articles that have it; `None` if they are too many.
pub type Found<'l> = (f32, Key, Option<&'l [u32]>);

impl Lookup {
    /// Looks up the keys of these articles with their signatures.
    pub fn new<P: Pool + ?Sized>(
        pool: &P,
        articles: impl IntoIterator<Item = (u32, Arc<Signature>)>,
    ) -> Self {
        let mut keys = Vec::new();
        let articles: Vec<_> = articles
            .into_iter()
            .map(|(article, signature)| {
                let units = signature.weighted_keys();
                let shingles: Vec<Key> = signature.sketch().index_keys().collect();
                keys.extend(units.iter().map(|(_, key)| *key));
                keys.extend(&shingles);
                (article, units, shingles)
            })
            .collect();
        keys.sort_unstable();
        keys.dedup();
        let places: HashMap<u32, u32, Identity> = keys.iter().map(|key| key.0).zip(0..).collect();
        let place = |key: Key| places.get(&key.0).copied().unwrap_or(u32::MAX);
        let asked = articles
            .into_iter()
            .map(|(article, units, shingles)| Asked {
                article,
                units: units.into_iter().map(|(w, key)| (w, place(key))).collect(),
                shingles: shingles.into_iter().map(place).collect(),
            })
            .collect();
        Self {
            asked,
            postings: pool.postings(&keys, MAX_DF),
            keys,
        }
    }

    /// The keys that are not read.
    pub fn heavy(&self) -> impl Iterator<Item = Key> {
        let unread = self.keys.iter().zip(self.postings.iter());
        unread.filter_map(|(key, found)| found.is_none().then_some(*key))
    }

    /// What was found by the keys of the units of the article at this place,
    /// the rarest first.
    pub fn units(&self, at: usize) -> impl Iterator<Item = Found<'_>> {
        let units = self.asked.get(at).map(|asked| &asked.units);
        units
            .into_iter()
            .flatten()
            .map(|(w, at)| self.found(*w, *at))
    }

    /// What was found by the keys of its shingles.
    pub fn shingles(&self, at: usize) -> impl Iterator<Item = Found<'_>> {
        let shingles = self.asked.get(at).map(|asked| &asked.shingles);
        shingles
            .into_iter()
            .flatten()
            .map(|at| self.found(1.0, *at))
    }

    fn found(&self, weight: f32, at: u32) -> Found<'_> {
        let key = self.keys.get(at as usize).copied().unwrap_or(Key(at));
        (weight, key, self.postings.get(at as usize))
    }

    /// The candidates of the article at this place. Those whose date lies more
    /// than `window` days from its own are left out, where both are known.
    pub fn candidates<P: Pool + ?Sized>(
        &self,
        pool: &P,
        at: usize,
        window: Option<u32>,
        scratch: &mut Scratch,
    ) -> Candidates {
        let Some(article) = self.asked.get(at).map(|asked| asked.article) else {
            return Candidates::default();
        };
        let meta = pool.meta(article);
        for (weight, _, found) in self.units(at) {
            for other in found.unwrap_or_default() {
                scratch.add(*other, weight * weight);
            }
        }
        let shared = scratch.drain().filter(|(other, _)| *other != article);
        let cross = by_language(pool, &meta, shared, window);
        for (weight, _, found) in self.shingles(at) {
            for other in found.unwrap_or_default() {
                scratch.add(*other, weight);
            }
        }
        let shared = scratch.drain().filter(|(other, _)| *other != article);
        let mut same: Vec<u32> = shared
            .filter(|(_, count)| *count >= MIN_SHINGLES as f32)
            .map(|(other, _)| other)
            .filter(|other| {
                let theirs = pool.meta(*other);
                theirs.lang == meta.lang && in_window(&meta, &theirs, window)
            })
            .collect();
        same.sort_unstable();
        Candidates { cross, same }
    }
}

/// Room to count in, used again for every article.
#[derive(Debug, Default)]
pub struct Scratch {
    /// A positive sum, or 0, for each article, as far as one was counted.
    sums: Vec<f32>,
    /// Those that are not 0.
    counted: Vec<u32>,
    /// The sums of articles with greater numbers than are kept in a row.
    beyond: HashMap<u32, f32, Identity>,
}

impl Scratch {
    /// From this number on articles are not kept in a row. A pool numbers its articles
    /// from 0, but for one that is laid over it.
    const BEYOND: u32 = 1 << 28;

    /// Counts a positive weight for an article.
    fn add(&mut self, article: u32, weight: f32) {
        if article >= Self::BEYOND {
            *self.beyond.entry(article).or_default() += weight;
            return;
        }
        let at = article as usize;
        if at >= self.sums.len() {
            self.sums.resize(at + 1, 0.0);
        }
        if let Some(sum) = self.sums.get_mut(at) {
            if *sum == 0.0 {
                self.counted.push(article);
            }
            *sum += weight;
        }
    }

    /// The articles that were counted with their sums; nothing is counted after that.
    fn drain(&mut self) -> impl Iterator<Item = (u32, f32)> {
        let sums = &mut self.sums;
        let counted = self.counted.drain(..).map(|article| {
            let sum = sums.get_mut(article as usize);
            (article, sum.map_or(0.0, std::mem::take))
        });
        counted.chain(self.beyond.drain())
    }
}

/// The best candidates in each language, given the weight that each article
/// shares with the one asked for.
fn by_language<P: Pool + ?Sized>(
    pool: &P,
    meta: &Meta,
    shared: impl Iterator<Item = (u32, f32)>,
    window: Option<u32>,
) -> Vec<Candidate> {
    let mut by_language: Vec<Vec<Candidate>> = Vec::new();
    for (other, shared) in shared {
        let theirs = pool.meta(other);
        if !in_window(meta, &theirs, window) {
            continue;
        }
        let candidate = Candidate {
            article: other,
            lang: theirs.lang,
            cosine: shared / (meta.norm * theirs.norm).max(f32::MIN_POSITIVE),
        };
        let known = by_language
            .iter_mut()
            .find(|all| all.first().is_some_and(|first| first.lang == theirs.lang));
        match known {
            Some(all) => all.push(candidate),
            None => by_language.push(vec![candidate]),
        }
    }
    let order = |a: &Candidate, b: &Candidate| {
        (b.cosine.total_cmp(&a.cosine)).then_with(|| pool.by_id(a.article, b.article))
    };
    for all in &mut by_language {
        if all.len() > PER_LANGUAGE {
            all.select_nth_unstable_by(PER_LANGUAGE, order);
            all.truncate(PER_LANGUAGE);
        }
        all.sort_unstable_by(order);
    }
    by_language.into_iter().flatten().collect()
}

/// Whether two articles are near enough in time, as far as their dates are known.
pub fn in_window(a: &Meta, b: &Meta, window: Option<u32>) -> bool {
    match (a.day, b.day, window) {
        (Some(a), Some(b), Some(window)) => a.abs_diff(b) <= window,
        _ => true,
    }
}
