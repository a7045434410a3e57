//! Which articles are worth a closer look? Those that share rare keys.
//!
//! Keys of more than [`MAX_DF`] articles are not read: that bounds the work per
//! article, however large the pool. The bound is one of the key, not of the
//! article that asks: so both sides of a pair see the same shared keys, and a
//! new article changes the candidates of those only that it shares a key with.

use std::collections::HashMap;

use super::pool::{Meta, Pool};
use crate::signature::{Key, Signature, rarity::Identity};

/// A key of more articles than this is not read.
pub const MAX_DF: usize = 128;
/// Candidates kept per other language.
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
    /// In other languages, best first inside each.
    pub cross: Vec<Candidate>,
    /// In the same language, sharing shingles; by number, unverified.
    pub same: Vec<u32>,
}

/// Finds the candidates of an article. Those whose date lies more than
/// `window` days from its own are left out, where both are known. `heavy` gets
/// the keys that are not read.
pub fn candidates<P: Pool + ?Sized>(
    pool: &P,
    article: u32,
    signature: &Signature,
    window: Option<u32>,
    heavy: &mut dyn FnMut(Key),
) -> Candidates {
    let meta = pool.meta(article);
    let mut found: HashMap<u32, f32, Identity> = HashMap::default();
    for (weight, key) in signature.weighted_keys() {
        let read = pool.postings(key, MAX_DF, &mut |other| {
            *found.entry(other).or_default() += weight * weight;
        });
        if !read {
            heavy(key);
        }
    }
    found.remove(&article);
    let mut by_language: Vec<Vec<Candidate>> = Vec::new();
    for (other, shared) in found {
        let theirs = pool.meta(other);
        if theirs.lang == meta.lang || !in_window(&meta, &theirs, window) {
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
        (b.cosine.total_cmp(&a.cosine)).then_with(|| pool.id(a.article).cmp(&pool.id(b.article)))
    };
    for all in &mut by_language {
        if all.len() > PER_LANGUAGE {
            all.select_nth_unstable_by(PER_LANGUAGE, order);
            all.truncate(PER_LANGUAGE);
        }
        all.sort_unstable_by(order);
    }
    let cross = by_language.into_iter().flatten().collect();
    Candidates {
        cross,
        same: same_language(pool, article, &meta, signature, window, heavy),
    }
}

fn same_language<P: Pool + ?Sized>(
    pool: &P,
    article: u32,
    meta: &Meta,
    signature: &Signature,
    window: Option<u32>,
    heavy: &mut dyn FnMut(Key),
) -> Vec<u32> {
    let mut shared: HashMap<u32, u32, Identity> = HashMap::default();
    for key in signature.sketch().index_keys() {
        let read = pool.postings(key, MAX_DF, &mut |other| {
            *shared.entry(other).or_default() += 1;
        });
        if !read {
            heavy(key);
        }
    }
    shared.remove(&article);
    let mut same: Vec<u32> = shared
        .into_iter()
        .filter(|(other, count)| {
            let theirs = pool.meta(*other);
            *count >= MIN_SHINGLES && theirs.lang == meta.lang && in_window(meta, &theirs, window)
        })
        .map(|(other, _)| other)
        .collect();
    same.sort_unstable();
    same
}

/// Whether two articles are near enough in time, as far as their dates are known.
pub fn in_window(a: &Meta, b: &Meta, window: Option<u32>) -> bool {
    match (a.day, b.day, window) {
        (Some(a), Some(b), Some(window)) => a.abs_diff(b) <= window,
        _ => true,
    }
}
