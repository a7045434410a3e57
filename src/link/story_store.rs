//! All stories of a snapshot, kept beside the index so that a search need not
//! work them out.
//!
//! The file holds the length of a table and its checksum, the table, and then the
//! stories, one JSON object a line. The table has a [`Row`] for every member of a
//! story. A search checks and reads the table and the lines that it asks for, each
//! by its own checksum; whoever asks for all stories checks the file as a whole.

use std::collections::{BTreeSet, HashMap, HashSet};

use xxhash_rust::xxh3::xxh3_64;

use super::{
    cache,
    linker::{Linker, Options},
    lists::Lists,
    model::Model,
    pool::Pool,
    renew::{CandidateCache, Renewed, find_all, renew},
    store::SnapshotPool,
    stories,
    story::Story,
};
use crate::{
    article::ArticleId,
    error::Result,
    index::{Snapshot, Spill},
};

/// The file's name in the generation's directory.
const FILE: &str = "stories.cache";

/// The stories of one snapshot.
#[derive(Debug, Default)]
pub struct StoryStore {
    /// All rows, in order.
    table: Vec<u8>,
    lines: Spill,
    /// Where in `lines` the first line begins.
    begin: u64,
}

/// Where a member's story is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    /// Hash of the member's id.
    member: u64,
    line: Line,
}

/// A stretch of the lines, and a part of its checksum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    offset: u64,
    length: u32,
    check: u32,
}

impl Row {
    /// Bytes of a row in the table.
    const SIZE: usize = 24;

    fn encode(self) -> [u8; Self::SIZE] {
        let mut bytes = [0; Self::SIZE];
        let fields = self.member.to_le_bytes().into_iter();
        let fields = fields
            .chain(self.line.offset.to_le_bytes())
            .chain(self.line.length.to_le_bytes())
            .chain(self.line.check.to_le_bytes());
        for (byte, field) in bytes.iter_mut().zip(fields) {
            *byte = field;
        }
        bytes
    }

    fn decode(bytes: &[u8; Self::SIZE]) -> Self {
        let number = |from: usize, to: usize| {
            let bytes = bytes.get(from..to).unwrap_or_default().iter().rev();
            bytes.fold(0, |sum, byte| sum << 8 | u64::from(*byte))
        };
        Self {
            member: number(0, 8),
            line: Line {
                offset: number(8, 16),
                length: number(16, 20) as u32,
                check: number(20, 24) as u32,
            },
        }
    }
}

/// A part of the checksum of a line.
fn check(line: &[u8]) -> u32 {
    xxh3_64(line) as u32
}

/// A line is not what it was written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DamagedLine;

/// How much of a file is checked before it is believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Care {
    /// The table; every line is checked when it is read.
    Table,
    /// All of it.
    Whole,
}

impl PartialEq for StoryStore {
    fn eq(&self, other: &Self) -> bool {
        self.table == other.table && self.stories().eq(other.stories())
    }
}

impl StoryStore {
    /// The stories kept beside a snapshot, to ask for one or another; `None` if
    /// there are none, or they are another commit's, or the table is damaged.
    pub fn load(snapshot: &Snapshot) -> Option<Self> {
        Self::of_snapshot(snapshot, Care::Table)
    }

    /// The stories kept beside a snapshot, to read all; `None` if there are none,
    /// or they are another commit's or damaged.
    pub fn load_whole(snapshot: &Snapshot) -> Option<Self> {
        Self::of_snapshot(snapshot, Care::Whole)
    }

    fn of_snapshot(snapshot: &Snapshot, care: Care) -> Option<Self> {
        let (fingerprint, store) = Self::read(snapshot, care)?;
        (fingerprint == snapshot.fingerprint()).then_some(store)
    }

    fn read(snapshot: &Snapshot, care: Care) -> Option<(String, Self)> {
        let cached = cache::open(snapshot, FILE)?;
        if care == Care::Whole && !cached.is_whole() {
            return None;
        }
        let (fingerprint, lines, at) = (cached.header.fingerprint, cached.bytes, cached.begin);
        let mut bytes = Vec::new();
        lines.read(at..at + 16, &mut bytes)?;
        let (length, checksum) = bytes.split_first_chunk::<8>()?;
        let checksum = u64::from_le_bytes(checksum.try_into().ok()?);
        let begin = (at + 16).checked_add(u64::from_le_bytes(*length))?;
        lines.read(at + 16..begin, &mut bytes)?;
        let store = Self {
            table: bytes,
            lines,
            begin,
        };
        (xxh3_64(&store.table) == checksum).then_some((fingerprint, store))
    }

    /// What of what is kept for this commit is not as it was written, or does not belong
    /// to it: names of files, and what is wrong. It is worked out again when it is
    /// needed.
    ///
    /// # Errors
    /// What the disk says.
    pub fn damages(snapshot: &Snapshot) -> Result<Vec<(&'static str, String)>> {
        let of = |name| cache::damage(snapshot, name).map(|problem| (name, problem));
        let mut damages: Vec<(&str, String)> =
            [FILE, cache::LISTS].map(of).into_iter().flatten().collect();
        let Some(kept) = Self::load_whole(snapshot) else {
            return Ok(damages);
        };
        for id in kept.stories().flat_map(|story| story.members) {
            if snapshot.find(&ArticleId::new(id.as_str()))?.is_none() {
                damages.push((FILE, format!("no article has the id {id:?}")));
                break;
            }
        }
        Ok(damages)
    }

    /// Works all stories out from nothing.
    pub fn compute(snapshot: &Snapshot) -> Self {
        let pool = SnapshotPool::new(snapshot);
        let linker = Linker::new(&pool, Model::shipped(), Options::default());
        let lists = find_all(&linker, 1, snapshot.spill());
        Self::from_lists(&pool, &lists)
    }

    /// Brings what an earlier commit left up to date, or works all stories out
    /// if there is nothing of use, by so many threads; and keeps the result beside
    /// the snapshot.
    pub fn renew(snapshot: &Snapshot, threads: usize) -> Self {
        let pool = SnapshotPool::new(snapshot);
        pool.rank();
        let mut kept = CandidateCache {
            versions: pool.versions(),
            langs: pool.langs().to_vec(),
            lists: Lists::default(),
            corrections: snapshot.kept().corrections.clone(),
        };
        let linker = Linker::new(&pool, Model::shipped(), Options::default());
        let before = cache::read_lists(snapshot).zip(Self::read(snapshot, Care::Whole));
        let before = before.filter(|((lists, _), (store, _))| lists == store);
        let (renewed, store) = match before {
            Some(((_, lists), (_, store))) => {
                let room = snapshot.spill();
                let mut renewed =
                    renew(&lists, &kept.versions, &kept.langs, &linker, threads, room);
                if let Some(touched) = &mut renewed.touched {
                    // Either of a pair may have come or gone, or what is said of it.
                    let said = lists.corrections.iter().chain(&kept.corrections);
                    let named = said.flat_map(|said| [&said.a, &said.b]);
                    touched.extend(named.filter_map(|id| pool.number_of(id)));
                }
                (renewed, store)
            }
            None => (
                Renewed {
                    lists: find_all(&linker, threads, snapshot.spill()),
                    touched: None,
                },
                Self::default(),
            ),
        };
        kept.lists = renewed.lists;
        let store = match renewed.touched {
            Some(touched) => store.with(&pool, &kept, touched),
            None => Self::from_lists(&pool, &kept.lists),
        };
        cache::write_lists(snapshot, &kept);
        store.save(snapshot);
        store
    }

    /// The stories of a pool with these candidates.
    pub fn from_lists<P: Pool + ?Sized>(pool: &P, lists: &Lists) -> Self {
        let linker = Linker::with_lists(pool, Model::shipped(), Options::default(), lists);
        let stories = linker.stories();
        Self::new(stories.iter().map(|members| Story::new(&linker, members)))
    }

    /// The stories of a later state, in which only the links of the `touched`
    /// articles differ.
    pub fn with<P: Pool + ?Sized>(
        &self,
        pool: &P,
        kept: &CandidateCache,
        touched: BTreeSet<u32>,
    ) -> Self {
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

    /// A store with these stories, in their order.
    fn new(stories: impl Iterator<Item = Story>) -> Self {
        let (mut lines, mut rows) = (Spill::default(), Vec::new());
        for story in stories {
            // Plain strings and numbers always become JSON.
            let mut text = serde_json::to_vec(&story).unwrap_or_default();
            text.push(b'\n');
            let line = Line {
                offset: lines.len(),
                length: u32::try_from(text.len()).unwrap_or(u32::MAX),
                check: check(&text),
            };
            lines.append(&text);
            rows.extend(story.members.iter().map(|id| Row {
                member: xxh3_64(id.as_bytes()),
                line,
            }));
        }
        rows.sort_unstable();
        Self {
            table: rows.into_iter().flat_map(Row::encode).collect(),
            lines,
            begin: 0,
        }
    }

    fn save(&self, snapshot: &Snapshot) {
        cache::write(snapshot, FILE, &|out| {
            out(&(self.table.len() as u64).to_le_bytes())?;
            out(&xxh3_64(&self.table).to_le_bytes())?;
            out(&self.table)?;
            self.lines.each(self.begin, out)
        });
    }

    fn rows(&self) -> &[[u8; Row::SIZE]] {
        self.table.as_chunks().0
    }

    /// The story that an article belongs to.
    ///
    /// # Errors
    /// [`DamagedLine`] if what is kept of it is damaged.
    pub fn story_of(&self, article: &str) -> Result<Option<Story>, DamagedLine> {
        let member = xxh3_64(article.as_bytes());
        let rows = self.rows();
        let from = rows.partition_point(|row| Row::decode(row).member < member);
        let rows = rows.iter().skip(from).map(Row::decode);
        for row in rows.take_while(|row| row.member == member) {
            let story = self.story_at(row.line)?;
            if story.members.iter().any(|member| member == article) {
                return Ok(Some(story));
            }
        }
        Ok(None)
    }

    /// All stories.
    pub fn stories(&self) -> impl Iterator<Item = Story> + '_ {
        let lines: BTreeSet<Line> = self
            .rows()
            .iter()
            .map(|row| Row::decode(row).line)
            .collect();
        lines
            .into_iter()
            .filter_map(|line| self.story_at(line).ok())
    }

    fn story_at(&self, line: Line) -> Result<Story, DamagedLine> {
        let start = self.begin.checked_add(line.offset).ok_or(DamagedLine)?;
        let end = start
            .checked_add(u64::from(line.length))
            .ok_or(DamagedLine)?;
        let mut text = Vec::new();
        self.lines.read(start..end, &mut text).ok_or(DamagedLine)?;
        if check(&text) != line.check {
            return Err(DamagedLine);
        }
        serde_json::from_slice(&text).map_err(|_| DamagedLine)
    }
}

/// Stories asked for one by one while no store is at hand.
pub(super) type RecentStories = HashMap<String, Option<Story>>;
