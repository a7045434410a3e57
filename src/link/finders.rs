//! The candidates of many articles, found by several threads at once.
//!
//! Each has a linker of its own with what it remembers, and takes a stretch of
//! every block. What is found does not depend on how many there are.

use std::{ops::Range, thread};

use super::{
    linker::Linker,
    lists::Lists,
    neighbours::{CandidateSink, Neighbours, is_read},
    pool::Pool,
};
use crate::signature::Key;

/// Threads that find candidates.
pub(super) struct Finders<'a, P: Pool + ?Sized>(Vec<Linker<'a, P>>);

/// What was found for a block of articles.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Their candidates, in their order.
    pub neighbours: Vec<Neighbours>,
    /// The keys that were not read, having too many articles.
    pub heavy: Vec<Key>,
}

impl<'a, P: Pool + Sync + ?Sized> Finders<'a, P> {
    /// So many threads, at least one, that work like this linker.
    pub fn new(like: &Linker<'a, P>, threads: usize) -> Self {
        let linker = |_| Linker::new(like.pool(), like.model(), like.options());
        Self((0..threads.max(1)).map(linker).collect())
    }

    /// The candidates of a block of articles, which come in the order of their
    /// numbers. Pairs whose other side is in the lists are not compared again.
    pub fn find(&mut self, block: &[u32], lists: &Lists) -> Found {
        let Some((first, others)) = self.0.split_first_mut() else {
            return Found::default();
        };
        let lookup = first.look_up(block);
        let stretch = block.len().div_ceil(others.len() + 1).max(1);
        let part = |number: usize| {
            let end = (stretch * (number + 1)).min(block.len());
            (stretch * number).min(end)..end
        };
        let work = |linker: &mut Linker<'a, P>, range: Range<usize>| {
            let mut part = Part {
                lists,
                articles: block.get(range.clone()).unwrap_or_default(),
                found: Vec::with_capacity(range.len()),
            };
            linker.find_in(&lookup, block, range, &mut part);
            part.found
        };
        let mut neighbours = Vec::with_capacity(block.len());
        thread::scope(|scope| {
            let running: Vec<_> = (1..)
                .zip(others)
                .map(|(number, linker)| scope.spawn(move || work(linker, part(number))))
                .collect();
            neighbours.extend(work(first, part(0)));
            for thread in running {
                match thread.join() {
                    Ok(found) => neighbours.extend(found),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
        });
        Found {
            neighbours,
            heavy: lookup.heavy().collect(),
        }
    }
}

/// What one thread found.
struct Part<'a> {
    /// What was found before.
    lists: &'a Lists,
    /// The articles of its stretch, ascending.
    articles: &'a [u32],
    /// The candidates of the first of them.
    found: Vec<Neighbours>,
}

impl CandidateSink for Part<'_> {
    /// Of a pair whose other side was looked at before, the score is known.
    fn known(&mut self, article: u32, other: u32) -> Option<f32> {
        let here = self.articles.binary_search(&other).ok();
        let log_odds = match here.and_then(|at| self.found.get(at)) {
            Some(found) => found.get(article)?.log_odds,
            None => self.lists.log_odds(other, article)?,
        };
        // What the other side did not find worth reading is not known.
        is_read(log_odds).then_some(log_odds)
    }

    fn take(&mut self, _: u32, neighbours: Neighbours) {
        self.found.push(neighbours);
    }
}
