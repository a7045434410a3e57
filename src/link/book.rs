//! All stories of a snapshot, kept beside the index so that a search need not
//! work them out. A cache and nothing more: it names the commit it was made
//! from and carries a checksum, and is made again whenever either is off.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::{
    linker::{Linker, Options},
    model::Model,
    pool::Pool,
    store::SnapshotPool,
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

/// First line of the file.
#[derive(Serialize, Deserialize)]
struct Header {
    fingerprint: String,
    /// Length of the stories, in bytes; the table follows them.
    body: usize,
    checksum: u64,
}

/// The stories of one snapshot.
#[derive(Debug, Default)]
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
        let bytes = snapshot.read_cache(FILE)?;
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let header: Header = serde_json::from_slice(bytes.get(..end)?).ok()?;
        let rest = bytes.get(end + 1..)?;
        if header.fingerprint != snapshot.fingerprint() || header.checksum != xxh3_64(rest) {
            return None;
        }
        let (body, table) = rest.split_at_checked(header.body)?;
        let table = table.as_chunks::<12>().0.iter().map(|entry| {
            let (hash, offset) = entry.split_at(8);
            let hash = u64::from_le_bytes(hash.try_into().unwrap_or_default());
            (
                hash,
                u32::from_le_bytes(offset.try_into().unwrap_or_default()),
            )
        });
        Some(Self {
            body: String::from_utf8(body.to_vec()).ok()?,
            table: table.collect(),
        })
    }

    /// Works all stories out.
    pub fn compute(snapshot: &Snapshot, options: Options) -> Self {
        let pool = SnapshotPool::new(snapshot);
        let linker = Linker::new(&pool, Model::shipped(), options);
        let stories = linker.stories();
        Self::new(stories.iter().map(|members| Story::new(&linker, members)))
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

    /// Keeps the stories beside the snapshot they were made from. Where that
    /// cannot be written, the next reader works them out again.
    pub fn save(&self, snapshot: &Snapshot) {
        let mut rest = self.body.clone().into_bytes();
        for (hash, offset) in &self.table {
            rest.extend_from_slice(&hash.to_le_bytes());
            rest.extend_from_slice(&offset.to_le_bytes());
        }
        let header = Header {
            fingerprint: snapshot.fingerprint().to_owned(),
            body: self.body.len(),
            checksum: xxh3_64(&rest),
        };
        let mut bytes = serde_json::to_vec(&header).unwrap_or_default();
        bytes.push(b'\n');
        bytes.append(&mut rest);
        snapshot.write_cache(FILE, &bytes);
    }

    /// The story that an article belongs to.
    pub fn story_of(&self, article: &str) -> Option<Story> {
        let hash = xxh3_64(article.as_bytes());
        let from = self.table.partition_point(|(other, _)| *other < hash);
        self.table
            .iter()
            .skip(from)
            .take_while(|(other, _)| *other == hash)
            .filter_map(|(_, offset)| self.read(*offset as usize))
            .find(|story| story.members.iter().any(|member| member == article))
    }

    /// All stories.
    pub fn stories(&self) -> impl Iterator<Item = Story> + '_ {
        self.body
            .lines()
            .filter_map(|line| serde_json::from_str(line).ok())
    }

    fn read(&self, offset: usize) -> Option<Story> {
        serde_json::from_str(self.body.get(offset..)?.lines().next()?).ok()
    }
}

/// Stories asked for one by one while no book is at hand.
pub(super) type Worked = HashMap<String, Option<Story>>;
