//! All stories of a snapshot, kept beside the index so that a search need not
//! work them out.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::{
    cache,
    linker::{Linker, Options},
    lists::Lists,
    model::Model,
    pool::Pool,
    renew::{Kept, Renewed, renew},
    store::SnapshotPool,
    stories,
};
use crate::index::Snapshot;

/// The file's name in the generation's directory.
const FILE: &str = "stories.cache";

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
        for (i, (.., a)) in (0..).zip(&members) {
            let printed = linker.neighbours(*a);
            for (j, (.., b)) in (0..).zip(&members).skip(i as usize + 1) {
                if printed.reprints.iter().any(|reprint| reprint.article == *b) {
                    reprints.push((i, j));
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
        }
    }
}

/// The stories of one snapshot.
#[derive(Debug, Default, PartialEq)]
pub struct Book {
    /// One JSON object a line.
    body: String,
    /// Hash of a member's id → where its story's line begins; by hash.
    table: Vec<(u64, u32)>,
}

impl Book {
    /// The stories kept beside a snapshot; `None` if there are none, or they
    /// are another commit's or damaged.
    pub fn load(snapshot: &Snapshot) -> Option<Self> {
        let (fingerprint, book) = Self::read(snapshot)?;
        (fingerprint == snapshot.fingerprint()).then_some(book)
    }

    fn read(snapshot: &Snapshot) -> Option<(String, Self)> {
        let (fingerprint, bytes) = cache::read(snapshot, FILE)?;
        let (body, rest) = bytes.split_first_chunk::<8>()?;
        let body = usize::try_from(u64::from_le_bytes(*body)).ok()?;
        let (body, table) = rest.split_at_checked(body)?;
        let table = table.as_chunks::<12>().0.iter().map(|entry| {
            let (hash, offset) = entry.split_at(8);
            let hash = u64::from_le_bytes(hash.try_into().unwrap_or_default());
            (
                hash,
                u32::from_le_bytes(offset.try_into().unwrap_or_default()),
            )
        });
        let book = Self {
            body: String::from_utf8(body.to_vec()).ok()?,
            table: table.collect(),
        };
        Some((fingerprint, book))
    }

    /// Works all stories out from nothing.
    pub fn compute(snapshot: &Snapshot) -> Self {
        let pool = SnapshotPool::new(snapshot);
        let linker = Linker::new(&pool, Model::shipped(), Options::default());
        let lists = Lists::compute_in(&linker, snapshot.spill());
        Self::from_lists(&pool, &lists)
    }

    /// Brings what an earlier commit left up to date, or works all stories out
    /// if there is nothing of use; and keeps the result beside the snapshot.
    pub fn renew(snapshot: &Snapshot) -> Self {
        let pool = SnapshotPool::new(snapshot);
        let mut kept = Kept {
            versions: pool.versions(),
            langs: pool.langs().to_vec(),
            lists: Lists::default(),
        };
        let linker = Linker::new(&pool, Model::shipped(), Options::default());
        let before = cache::read_lists(snapshot).zip(Self::read(snapshot));
        let before = before.filter(|((lists, _), (book, _))| lists == book);
        let (renewed, book) = match before {
            Some(((_, lists), (_, book))) => {
                let room = snapshot.spill();
                let renewed = renew(&lists, &kept.versions, &kept.langs, &linker, room);
                (renewed, book)
            }
            None => (
                Renewed {
                    lists: Lists::compute_in(&linker, snapshot.spill()),
                    touched: None,
                },
                Self::default(),
            ),
        };
        kept.lists = renewed.lists;
        let book = match renewed.touched {
            Some(touched) => book.with(&pool, &kept, touched),
            None => Self::from_lists(&pool, &kept.lists),
        };
        cache::write_lists(snapshot, &kept);
        book.save(snapshot);
        book
    }

    /// The stories of a pool with these candidates.
    pub fn from_lists<P: Pool + ?Sized>(pool: &P, lists: &Lists) -> Self {
        let linker = Linker::with_lists(pool, Model::shipped(), Options::default(), lists);
        let stories = linker.stories();
        Self::new(stories.iter().map(|members| Story::new(&linker, members)))
    }

    /// The stories of a later state, in which only the links of the `touched`
    /// articles differ.
    pub fn with<P: Pool + ?Sized>(&self, pool: &P, kept: &Kept, touched: BTreeSet<u32>) -> Self {
        let linker = Linker::with_lists(pool, Model::shipped(), Options::default(), &kept.lists);
        let (redone, stories) = stories::around(&linker, touched);
        let redone: HashSet<u64> = redone
            .into_iter()
            .filter_map(|article| Some(kept.versions.get(article as usize)?.0))
            .collect();
        let present: HashSet<u64> = kept.versions.iter().map(|(id, _)| *id).collect();
        let stays = |story: &Story| {
            let mut members = story.members.iter().map(|id| xxh3_64(id.as_bytes()));
            members.all(|id| present.contains(&id) && !redone.contains(&id))
        };
        let mut all: Vec<Story> = self.stories().filter(stays).collect();
        all.extend(stories.iter().map(|members| Story::new(&linker, members)));
        // The order in which the linker gives them.
        all.sort_by_cached_key(|story| story.members.iter().min().cloned());
        Self::new(all.into_iter())
    }

    /// A book with these stories, in their order.
    fn new(stories: impl Iterator<Item = Story>) -> Self {
        let mut book = Self::default();
        for story in stories {
            let Ok(offset) = u32::try_from(book.body.len()) else {
                break;
            };
            book.table.extend(
                story
                    .members
                    .iter()
                    .map(|id| (xxh3_64(id.as_bytes()), offset)),
            );
            // Plain strings and numbers always become JSON.
            book.body
                .push_str(&serde_json::to_string(&story).unwrap_or_default());
            book.body.push('\n');
        }
        book.table.sort_unstable();
        book
    }

    fn save(&self, snapshot: &Snapshot) {
        cache::write(snapshot, FILE, &|out| {
            out(&(self.body.len() as u64).to_le_bytes())?;
            out(self.body.as_bytes())?;
            for (hash, offset) in &self.table {
                out(&hash.to_le_bytes())?;
                out(&offset.to_le_bytes())?;
            }
            Ok(())
        });
    }

    /// The story that an article belongs to.
    pub fn story_of(&self, article: &str) -> Option<Story> {
        let hash = xxh3_64(article.as_bytes());
        let from = self.table.partition_point(|(other, _)| *other < hash);
        self.table
            .iter()
            .skip(from)
            .take_while(|(other, _)| *other == hash)
            .filter_map(|(_, offset)| self.story_at(*offset as usize))
            .find(|story| story.members.iter().any(|member| member == article))
    }

    /// All stories.
    pub fn stories(&self) -> impl Iterator<Item = Story> + '_ {
        self.body
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
    }

    fn story_at(&self, offset: usize) -> Option<Story> {
        serde_json::from_str(self.body.get(offset..)?.lines().next()?).ok()
    }
}

/// Stories asked for one by one while no book is at hand.
pub(super) type Worked = HashMap<String, Option<Story>>;
