//! Which candidates does a commit change? Those of new articles, of articles
//! that lose a candidate or gain one, and of articles with a key that came
//! under or over the bound on what is read. All others are taken over, so that
//! the cost depends on what changed; the result is that of starting afresh.

use std::collections::{BTreeSet, HashMap};

use xxhash_rust::xxh3::Xxh3Builder;

use super::{
    candidates::{Lookup, MAX_DF, MIN_SHINGLES, in_window},
    finders::Finders,
    linker::{BLOCK, HOPELESS, Linker},
    lists::Lists,
    neighbours::Neighbours,
    pool::Pool,
};
use crate::{
    index::{Correction, Spill},
    signature::{Key, Rarity, rarity::Identity},
};

/// Beyond this share of changed articles, starting afresh costs less.
const MOSTLY_NEW: f64 = 0.3;
/// A sum taken from the other side may differ in its last digits.
const ROUNDING: f32 = 1e-3;

/// The articles of a pool, their state and their candidates.
#[derive(Debug, Default, PartialEq)]
pub struct CandidateCache {
    /// By number: a hash of the article's id, and one of its content.
    pub versions: Vec<(u64, u64)>,
    /// Language tags by number.
    pub langs: Vec<String>,
    /// The candidates.
    pub lists: Lists,
    /// What an editor said of pairs then.
    pub corrections: Vec<Correction>,
}

/// What [`renew`] gives.
#[derive(Debug)]
pub struct Renewed {
    /// The candidates in the new state.
    pub lists: Lists,
    /// The articles whose links may have changed, by their new numbers; `None`
    /// if that is true of all.
    pub touched: Option<BTreeSet<u32>>,
}

/// Works out the candidates of all articles by so many threads; they go to `room`.
pub fn find_all<P: Pool + Sync + ?Sized>(
    linker: &Linker<'_, P>,
    threads: usize,
    room: Spill,
) -> Lists {
    let mut lists = Lists::within(room);
    let mut finders = Finders::new(linker, threads);
    for block in linker.pool().articles().chunks(BLOCK) {
        let found = finders.find(block, &lists);
        found.neighbours.iter().for_each(|found| lists.push(found));
        let heavy = found.heavy.iter().map(|key| key.0);
        lists.heavy_mut().extend(heavy);
    }
    lists
}

/// Brings the candidates kept from an earlier state of a pool up to date.
/// `versions` and `langs` are those of the linker's pool; the result goes to
/// `room`.
pub fn renew<P: Pool + Sync + ?Sized>(
    old: &CandidateCache,
    versions: &[(u64, u64)],
    langs: &[String],
    linker: &Linker<'_, P>,
    threads: usize,
    room: Spill,
) -> Renewed {
    let Moves { moved, before } = Moves::new(old, versions);
    let removed = moved.iter().filter(|now| now.is_none()).count();
    let added = before.iter().filter(|was| was.is_none()).count();
    if (removed + added) as f64 > MOSTLY_NEW * versions.len() as f64 {
        return Renewed {
            lists: find_all(linker, threads, room),
            touched: None,
        };
    }
    let lang_now: Vec<u16> = old
        .langs
        .iter()
        .map(|tag| {
            let at = langs.iter().position(|now| now == tag);
            at.and_then(|at| u16::try_from(at).ok()).unwrap_or(u16::MAX)
        })
        .collect();
    let translation = Translation {
        moved: &moved,
        langs: &lang_now,
        pool: linker.pool(),
    };
    let mut changes = Changes::new(linker, old);
    if removed > 0 {
        changes.lightened();
    }
    for (article, was) in (0..).zip(&before) {
        let known = was.and_then(|was| old.lists.get(was, |_| 0));
        match known.map(|known| translation.of(known)) {
            None => changes.add(article),
            Some(None) => drop(changes.dirty.insert(article)),
            Some(Some(_)) => {}
        }
    }
    changes.gained(|article| {
        let was = before.get(article as usize).copied().flatten()?;
        translation.floors(old.lists.get(was, |_| 0)?)
    });

    let Changes { dirty, heavy, .. } = changes;
    let mut finders = Finders::new(linker, threads);
    let mut renewed = put_together(old, &before, &dirty, &translation, &mut finders, room);
    *renewed.lists.heavy_mut() = heavy;
    renewed
}

/// Which articles are those of an earlier state?
struct Moves {
    /// By old number, the new one of the same article, unchanged.
    moved: Vec<Option<u32>>,
    /// By new number, the old one.
    before: Vec<Option<u32>>,
}

impl Moves {
    fn new(old: &CandidateCache, versions: &[(u64, u64)]) -> Self {
        let numbers: HashMap<u64, (u32, u64), Xxh3Builder> = (0..)
            .zip(versions)
            .map(|(number, &(id, content))| (id, (number, content)))
            .collect();
        let moved: Vec<Option<u32>> = old
            .versions
            .iter()
            .map(|(id, content)| {
                let (number, now) = numbers.get(id)?;
                (now == content).then_some(*number)
            })
            .collect();
        let mut before: Vec<Option<u32>> = vec![None; versions.len()];
        for (was, now) in (0..).zip(&moved) {
            if let Some(slot) = now.and_then(|now| before.get_mut(now as usize)) {
                *slot = Some(was);
            }
        }
        Self { moved, before }
    }
}

/// The candidates of all articles: those of the `dirty` ones found again, the
/// others as they were.
fn put_together<P: Pool + Sync + ?Sized>(
    old: &CandidateCache,
    before: &[Option<u32>],
    dirty: &BTreeSet<u32>,
    translation: &Translation<'_, P>,
    finders: &mut Finders<'_, P>,
    room: Spill,
) -> Renewed {
    let mut lists = Lists::within(room);
    let mut touched = dirty.clone();
    let all: Vec<(u32, &Option<u32>)> = (0..).zip(before).collect();
    for block in all.chunks(BLOCK) {
        let mut again: Vec<u32> = block.iter().map(|(article, _)| *article).collect();
        again.retain(|article| dirty.contains(article));
        let mut found = finders.find(&again, &lists).neighbours.into_iter();
        for (article, was) in block {
            let known = was.and_then(|was| old.lists.get(was, |_| 0));
            if dirty.contains(article) {
                let lost = known.iter().flat_map(linkable);
                touched.extend(lost.filter_map(|other| translation.number(other)));
                let found = found.next().unwrap_or_default();
                touched.extend(linkable(&found));
                lists.push(&found);
            } else {
                let known = known.and_then(|known| translation.of(known));
                let known = known.unwrap_or_default();
                if linkable(&known).any(|other| dirty.contains(&other)) {
                    touched.insert(*article);
                }
                lists.push(&known);
            }
        }
    }
    Renewed {
        lists,
        touched: Some(touched),
    }
}

/// The candidates that an article may be linked with: a pair that is hopeless by
/// itself is no edge, whatever its rivals.
fn linkable(neighbours: &Neighbours) -> impl Iterator<Item = u32> + '_ {
    let cross = neighbours.cross.iter();
    let cross = cross.filter(|found| found.log_odds > HOPELESS);
    let cross = cross.map(|found| found.article);
    cross.chain(neighbours.reprints.iter().map(|found| found.article))
}

/// From the numbers of the old state to those of the new one.
struct Translation<'a, P: Pool + ?Sized> {
    moved: &'a [Option<u32>],
    langs: &'a [u16],
    pool: &'a P,
}

impl<P: Pool + ?Sized> Translation<'_, P> {
    fn number(&self, old: u32) -> Option<u32> {
        self.moved.get(old as usize).copied().flatten()
    }

    fn floors(&self, mut old: Neighbours) -> Option<Neighbours> {
        for floor in &mut old.floors {
            floor.lang = *self.langs.get(usize::from(floor.lang))?;
        }
        old.floors.sort_by_key(|floor| floor.lang);
        Some(old)
    }

    /// The same candidates by their new numbers; `None` if one is gone.
    fn of(&self, old: Neighbours) -> Option<Neighbours> {
        let mut new = self.floors(old)?;
        for found in &mut new.cross {
            found.article = self.number(found.article)?;
            found.lang = self.pool.meta(found.article).lang;
        }
        for found in &mut new.reprints {
            found.article = self.number(found.article)?;
        }
        Some(new)
    }
}

/// Collects the articles whose candidates have to be found again.
struct Changes<'a, P: Pool + ?Sized> {
    linker: &'a Linker<'a, P>,
    dirty: BTreeSet<u32>,
    added: Vec<u32>,
    heavy: BTreeSet<u32>,
}

impl<'a, P: Pool + ?Sized> Changes<'a, P> {
    fn new(linker: &'a Linker<'a, P>, old: &CandidateCache) -> Self {
        Self {
            linker,
            dirty: BTreeSet::new(),
            added: Vec::new(),
            heavy: old.lists.heavy().clone(),
        }
    }

    fn add(&mut self, article: u32) {
        self.dirty.insert(article);
        self.added.push(article);
    }

    /// Keys that are read again, now that articles are gone.
    fn lightened(&mut self) {
        let keys: Vec<Key> = self.heavy.iter().map(|key| Key(*key)).collect();
        let postings = self.linker.pool().postings(&keys, MAX_DF);
        for (key, found) in keys.iter().zip(postings.iter()) {
            if let Some(found) = found {
                self.heavy.remove(&key.0);
                self.dirty.extend(found);
            }
        }
    }

    /// Articles that the added ones become candidates of, and those with a
    /// key that is no longer read. `known` gives an article's old candidates.
    fn gained(&mut self, known: impl Fn(u32) -> Option<Neighbours>) {
        for block in std::mem::take(&mut self.added).chunks(BLOCK) {
            let lookup = self.linker.look_up(block);
            self.too_many(lookup.heavy());
            for (at, added) in block.iter().enumerate() {
                self.gained_by(*added, &lookup, at, &known);
            }
        }
    }

    fn gained_by(
        &mut self,
        added: u32,
        lookup: &Lookup,
        at: usize,
        known: &impl Fn(u32) -> Option<Neighbours>,
    ) {
        let pool = self.linker.pool();
        let own = pool.meta(added);
        let mut rarities: HashMap<u16, &Rarity> = HashMap::new();
        let mut cosines: HashMap<u32, f32, Identity> = HashMap::default();
        for (_, key, found) in lookup.units(at) {
            for &other in found.unwrap_or_default() {
                let lang = pool.meta(other).lang;
                let rarity = rarities
                    .entry(lang)
                    .or_insert_with(|| Rarity::of(pool.language(lang)));
                let weight = rarity.weight(key);
                *cosines.entry(other).or_default() += weight * weight;
            }
        }
        let mut shingles: HashMap<u32, u32, Identity> = HashMap::default();
        for (_, _, found) in lookup.shingles(at) {
            for &other in found.unwrap_or_default() {
                *shingles.entry(other).or_default() += 1;
            }
        }
        for (other, count) in shingles {
            if count >= MIN_SHINGLES && pool.meta(other).lang == own.lang {
                self.dirty.insert(other);
            }
        }
        for (other, shared) in cosines {
            let theirs = pool.meta(other);
            if self.dirty.contains(&other)
                || !in_window(&own, &theirs, self.linker.options().window)
            {
                continue;
            }
            let cosine = shared / (own.norm * theirs.norm).max(f32::MIN_POSITIVE);
            let floor = known(other).and_then(|known| known.floor(own.lang));
            if floor.is_none_or(|floor| cosine >= floor * (1.0 - ROUNDING)) {
                self.dirty.insert(other);
            }
        }
    }

    /// All articles that have one of these keys, which were read before.
    fn too_many(&mut self, keys: impl Iterator<Item = Key>) {
        let new: Vec<Key> = keys.filter(|key| self.heavy.insert(key.0)).collect();
        let postings = self.linker.pool().postings(&new, usize::MAX);
        self.dirty.extend(postings.iter().flatten().flatten());
    }
}
