//! Which files are known from earlier runs, and what came of them? Kept beside the
//! index and no more than a help: what is known of a file counts only where the
//! articles that came of it are in the index just so, so that its loss or age costs
//! time alone.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{xxh3_64, xxh3_128};

use super::absolute;
use crate::{
    index::{Layout, Ledger, Snapshot, Version},
    source::{self, FileAt, FileRead, Knowledge, Manner, Reason, Skipped, Stamp},
};

/// The file's name beside the index.
const NAME: &str = "files.cache";
/// How hard it is packed: as fast as may be.
const LEVEL: i32 = 1;
/// Inputs of one file that are remembered as skipped; a file with more is read again.
const MOST_SKIPPED: usize = 1000;

/// What came of one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Row {
    /// Its path and how it was read, in short.
    key: u128,
    stamp: Stamp,
    /// The hash of its bytes, if it is known.
    hash: Option<u64>,
    /// It was written so lately that its times do not tell: its bytes must.
    fresh: bool,
    /// Dates in it that were not understood.
    dates_unread: u32,
    /// Its articles, in [`Files::versions`].
    from: u32,
    count: u32,
}

/// An input that was left out, as it is told again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Left {
    line: Option<u64>,
    kind: String,
    reason: String,
}

/// What came of files.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// By key.
    rows: Vec<Row>,
    versions: Vec<Version>,
    /// By the key of their file.
    skipped: BTreeMap<u128, Vec<Left>>,
}

/// What came of the file that is being read.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    versions: Vec<Version>,
    skipped: Vec<Left>,
    dates_unread: u32,
    /// Something came of it that another time might not, or not so.
    unsettled: bool,
}

impl Outcome {
    pub fn article(&mut self, version: Version) {
        self.versions.push(version);
    }

    pub fn date_unread(&mut self) {
        self.dates_unread += 1;
    }

    /// What depends on more than the file itself.
    pub fn unsettle(&mut self) {
        self.unsettled = true;
    }

    pub fn skipped(&mut self, skipped: &Skipped) {
        match &skipped.reason {
            Reason::Unreadable(_) => self.unsettled = true,
            _ if self.skipped.len() >= MOST_SKIPPED => self.unsettled = true,
            reason => self.skipped.push(Left {
                line: skipped.place.line,
                kind: reason.kind(),
                reason: reason.to_string(),
            }),
        }
    }
}

/// What is known of a file that need not be read.
pub(super) struct Remembered {
    pub articles: u64,
    pub dates_unread: u64,
    pub skipped: Vec<Skipped>,
}

/// What is known of files, and what becomes known in this run.
pub(super) struct Memory {
    old: Arc<Files>,
    new: Files,
}

impl Memory {
    /// What an earlier run has left beside a snapshot.
    pub fn of(snapshot: Option<&Snapshot>) -> Self {
        Self {
            old: Arc::new(snapshot.and_then(Files::read).unwrap_or_default()),
            new: Files::default(),
        }
    }

    /// Answers what is known of a file that is read so.
    pub fn known(
        &self,
        manner: &Manner,
        ledger: &Arc<Ledger>,
    ) -> Box<dyn FnMut(&FileAt) -> Knowledge> {
        let (files, ledger, manner) = (Arc::clone(&self.old), Arc::clone(ledger), text_of(manner));
        Box::new(move |file| {
            let Some(row) = files.row(key(&manner, file)) else {
                return Knowledge::None;
            };
            if !ledger.has_all(files.versions_of(row)) {
                return Knowledge::None;
            }
            match row.hash {
                _ if row.stamp == file.stamp && !row.fresh => Knowledge::Same,
                Some(hash) if row.stamp.size == file.stamp.size => Knowledge::IfHash(hash),
                _ => Knowledge::None,
            }
        })
    }

    /// Notes a file that is as it was; what is known of it.
    pub fn unchanged(&mut self, manner: &Manner, read: &FileRead, ledger: &Ledger) -> Remembered {
        let key = key(&text_of(manner), &read.file);
        let Some(row) = self.old.row(key).copied() else {
            return Remembered {
                articles: 0,
                dates_unread: 0,
                skipped: Vec::new(),
            };
        };
        let left = self.old.skipped.get(&key).cloned().unwrap_or_default();
        let path = read.file.path.to_string_lossy();
        let skipped = left.iter().map(|left| Skipped {
            place: source::Place {
                path: path.clone().into_owned(),
                line: left.line,
            },
            reason: Reason::AsBefore {
                kind: left.kind.clone(),
                reason: left.reason.clone(),
            },
        });
        let remembered = Remembered {
            articles: row.count.into(),
            dates_unread: row.dates_unread.into(),
            skipped: skipped.collect(),
        };
        let versions = self.old.versions_of(&row).to_vec();
        // Nothing has happened since it was asked whether they are there.
        ledger.admit_unchanged(&versions);
        self.new.add(
            Row {
                stamp: read.file.stamp,
                fresh: row.fresh && read.file.stamp.is_fresh(),
                ..row
            },
            &versions,
            left,
        );
        remembered
    }

    /// Notes what came of a file that was read.
    pub fn read(&mut self, manner: &Manner, read: &FileRead, outcome: Outcome) {
        let fresh = read.file.stamp.is_fresh();
        if outcome.unsettled || !read.steady || (fresh && read.hash.is_none()) {
            return;
        }
        let row = Row {
            key: key(&text_of(manner), &read.file),
            stamp: read.file.stamp,
            hash: read.hash,
            fresh,
            dates_unread: outcome.dates_unread,
            from: 0,
            count: 0,
        };
        self.new.add(row, &outcome.versions, outcome.skipped);
    }

    /// Keeps what is known beside a snapshot, if it is anything new.
    pub fn write(&self, snapshot: &Snapshot, ledger: &Ledger) {
        let all = self.new.with(&self.old, ledger);
        if all.rows != self.old.rows || all.versions != self.old.versions {
            all.write(snapshot);
        }
    }
}

impl Files {
    fn row(&self, key: u128) -> Option<&Row> {
        let at = self.rows.binary_search_by_key(&key, |row| row.key).ok()?;
        self.rows.get(at)
    }

    fn versions_of(&self, row: &Row) -> &[Version] {
        let from = row.from as usize;
        let range = from..from + row.count as usize;
        self.versions.get(range).unwrap_or_default()
    }

    fn add(&mut self, mut row: Row, versions: &[Version], skipped: Vec<Left>) {
        let (Ok(from), Ok(count)) = (
            u32::try_from(self.versions.len()),
            u32::try_from(versions.len()),
        ) else {
            return;
        };
        (row.from, row.count) = (from, count);
        if !skipped.is_empty() {
            self.skipped.insert(row.key, skipped);
        }
        self.versions.extend_from_slice(versions);
        self.rows.push(row);
    }

    /// With what older ones say of files that these do not know, as far as the
    /// articles that came of them are still there.
    fn with(&self, old: &Self, ledger: &Ledger) -> Self {
        let mut rows: BTreeMap<u128, (&Self, &Row)> = BTreeMap::new();
        let of_old = old.rows.iter().map(|row| (old, row));
        let of_old = of_old.filter(|(_, row)| ledger.has_all(old.versions_of(row)));
        // The last one counts.
        let of_new = self.rows.iter().map(|row| (self, row));
        for (files, row) in of_old.chain(of_new) {
            rows.insert(row.key, (files, row));
        }
        let mut all = Self::default();
        for (files, row) in rows.into_values() {
            let skipped = files.skipped.get(&row.key).cloned().unwrap_or_default();
            all.add(*row, files.versions_of(row), skipped);
        }
        all
    }
}

/// How inputs were read, as a text that differs where that does.
fn text_of(manner: &Manner) -> String {
    serde_json::to_string(manner).unwrap_or_default()
}

fn key(manner: &str, file: &FileAt) -> u128 {
    let mut text = manner.as_bytes().to_vec();
    for part in [
        absolute(&file.path).as_os_str().as_encoded_bytes(),
        file.id.as_bytes(),
    ] {
        text.push(0);
        text.extend_from_slice(part);
    }
    xxh3_128(&text)
}

/// What made the file.
fn made_by() -> String {
    format!("{}.{}", env!("CARGO_PKG_VERSION"), source::VERSION)
}

/// First line of the file.
#[derive(Serialize, Deserialize)]
struct Header {
    made_by: String,
    checksum: u64,
    rows: usize,
    versions: usize,
}

impl Files {
    fn read(snapshot: &Snapshot) -> Option<Self> {
        let bytes = snapshot.read_cache(NAME)?;
        let mut all = Vec::new();
        bytes.read(0..bytes.len(), &mut all)?;
        let end = all.iter().position(|byte| *byte == b'\n')?;
        let (head, rest) = all.split_at(end);
        let header: Header = serde_json::from_slice(head).ok()?;
        let packed = rest.get(1..)?;
        if header.made_by != made_by() || header.checksum != xxh3_64(packed) {
            return None;
        }
        Self::decode(&header, &zstd::decode_all(packed).ok()?)
    }

    fn write(&self, snapshot: &Snapshot) {
        let Ok(packed) = zstd::encode_all(self.encode().as_slice(), LEVEL) else {
            return;
        };
        let header = Header {
            made_by: made_by(),
            checksum: xxh3_64(&packed),
            rows: self.rows.len(),
            versions: self.versions.len(),
        };
        snapshot.write_cache(NAME, &mut |file| {
            serde_json::to_writer(&mut *file, &header)?;
            file.write_all(b"\n")?;
            file.write_all(&packed)
        });
    }

    fn encode(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for row in &self.rows {
            bytes.extend(row.key.to_le_bytes());
            bytes.extend(row.stamp.size.to_le_bytes());
            bytes.extend(row.stamp.modified.to_le_bytes());
            bytes.extend(row.stamp.changed.to_le_bytes());
            bytes.extend(row.hash.unwrap_or_default().to_le_bytes());
            bytes.extend([row.hash.is_some(), row.fresh].map(u8::from));
            bytes.extend(row.dates_unread.to_le_bytes());
            bytes.extend(row.count.to_le_bytes());
        }
        for version in &self.versions {
            bytes.extend(version.id.to_le_bytes());
            bytes.extend(version.content.to_le_bytes());
        }
        // Plain strings and numbers always become JSON.
        let skipped: Vec<(&u128, &Vec<Left>)> = self.skipped.iter().collect();
        bytes.extend(serde_json::to_vec(&skipped).unwrap_or_default());
        bytes
    }

    fn decode(header: &Header, mut bytes: &[u8]) -> Option<Self> {
        fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
            let (first, rest) = bytes.split_first_chunk::<N>()?;
            *bytes = rest;
            Some(*first)
        }
        let bytes = &mut bytes;
        let mut files = Self::default();
        let mut from = 0_u32;
        for _ in 0..header.rows {
            let key = u128::from_le_bytes(take(bytes)?);
            let stamp = Stamp {
                size: u64::from_le_bytes(take(bytes)?),
                modified: i64::from_le_bytes(take(bytes)?),
                changed: i64::from_le_bytes(take(bytes)?),
            };
            let hash = u64::from_le_bytes(take(bytes)?);
            let [has_hash, fresh] = take(bytes)?;
            let dates_unread = u32::from_le_bytes(take(bytes)?);
            let count = u32::from_le_bytes(take(bytes)?);
            files.rows.push(Row {
                key,
                stamp,
                hash: (has_hash != 0).then_some(hash),
                fresh: fresh != 0,
                dates_unread,
                from,
                count,
            });
            from = from.checked_add(count)?;
        }
        if from as usize != header.versions {
            return None;
        }
        for _ in 0..header.versions {
            files.versions.push(Version {
                id: u64::from_le_bytes(take(bytes)?),
                content: u64::from_le_bytes(take(bytes)?),
            });
        }
        let skipped: Vec<(u128, Vec<Left>)> = serde_json::from_slice(bytes).ok()?;
        files.skipped = skipped.into_iter().collect();
        Some(files)
    }
}

/// What is known beside one generation, to be kept beside the next.
pub(super) struct Carried(Option<Files>);

impl Carried {
    pub fn from(layout: &Layout) -> Self {
        let snapshot = Snapshot::open(layout).ok();
        Self(snapshot.and_then(|snapshot| Files::read(&snapshot)))
    }

    pub fn to(&self, layout: &Layout) {
        if let Some(files) = &self.0
            && let Ok(snapshot) = Snapshot::open(layout)
        {
            files.write(&snapshot);
        }
    }
}
