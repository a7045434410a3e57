//! What is kept beside an index, so that it need not be worked out again. A
//! cache and nothing more: each file names the commit it was made from and what
//! made it, and carries a checksum; where any of them is off, it is made again.

use std::{
    io::{self, Write},
    sync::LazyLock,
};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::{lists::Lists, model::Model, renew::CandidateCache};
use crate::{
    index::{Snapshot, Spill},
    signature,
};

/// The candidates of all articles.
pub(super) const LISTS: &str = "links.cache";
/// Raise it when the layout of a file, or the meaning of what it holds, changes.
const VERSION: u8 = 5;
/// How hard candidates are packed: as fast as may be.
const LEVEL: i32 = 1;

/// First line of a file.
#[derive(Serialize, Deserialize)]
pub(super) struct Header {
    /// The commit that it was made from.
    pub(super) fingerprint: String,
    made_by: String,
    checksum: u64,
}

/// The program's own part in what is kept.
fn made_by() -> &'static str {
    static MADE_BY: LazyLock<String> = LazyLock::new(|| {
        let model = xxh3_64(Model::shipped_text().as_bytes());
        format!("{VERSION}.{}.{model:016x}", signature::VERSION)
    });
    &MADE_BY
}

/// The longest first line of a file.
const LONGEST_HEADER: u64 = 1 << 10;

/// A file that this program made.
pub(super) struct Cached {
    pub(super) header: Header,
    pub(super) bytes: Spill,
    /// Where what it holds begins, behind the first line.
    pub(super) begin: u64,
}

impl Cached {
    /// Is it as it was written? That takes reading all of it.
    pub(super) fn is_whole(&self) -> bool {
        let mut hash = Xxh3::new();
        let all = self.bytes.each(self.begin, &mut |piece| {
            hash.update(piece);
            Ok(())
        });
        all.is_ok() && self.header.checksum == hash.digest()
    }
}

/// A file beside the index; `None` if there is none, or another program made it.
pub(super) fn open(snapshot: &Snapshot, name: &str) -> Option<Cached> {
    let bytes = snapshot.read_cache(name)?;
    let mut head = Vec::new();
    bytes.read(0..bytes.len().min(LONGEST_HEADER), &mut head)?;
    let end = head.iter().position(|byte| *byte == b'\n')?;
    let header: Header = serde_json::from_slice(head.get(..end)?).ok()?;
    (header.made_by == made_by()).then_some(Cached {
        header,
        bytes,
        begin: end as u64 + 1,
    })
}

/// What is wrong with a file that was kept for this commit; nothing with one of another
/// commit or program, which nobody reads.
pub(super) fn damage(snapshot: &Snapshot, name: &str) -> Option<String> {
    let bytes = snapshot.read_cache(name)?;
    let mut head = Vec::new();
    let read = bytes.read(0..bytes.len().min(LONGEST_HEADER), &mut head);
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    if read.is_none() || serde_json::from_slice::<Header>(line).is_err() {
        return Some("its first line cannot be read".to_owned());
    }
    let cached = open(snapshot, name)?;
    if cached.header.fingerprint != snapshot.fingerprint() || cached.is_whole() {
        return None;
    }
    Some("it does not match its checksum".to_owned())
}

/// Writes what a file holds; always the same.
type Content<'c> = &'c dyn Fn(&mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()>;

/// Bytes are written to it piece by piece.
struct Out<'o>(&'o mut dyn FnMut(&[u8]) -> io::Result<()>);

impl Write for Out<'_> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        (self.0)(piece).map(|()| piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Keeps something that was made from a snapshot. Where that cannot be
/// written, the next reader works it out again.
pub(super) fn write(snapshot: &Snapshot, name: &str, content: Content<'_>) {
    snapshot.write_cache(name, &mut |file| {
        let mut hash = Xxh3::new();
        content(&mut |piece| {
            hash.update(piece);
            Ok(())
        })?;
        let header = Header {
            fingerprint: snapshot.fingerprint().to_owned(),
            made_by: made_by().to_owned(),
            checksum: hash.digest(),
        };
        serde_json::to_writer(&mut *file, &header)?;
        file.write_all(b"\n")?;
        content(&mut |piece| file.write_all(piece))
    });
}

/// The candidates of all articles as an earlier commit left them, with the
/// name of that commit.
pub(super) fn read_lists(snapshot: &Snapshot) -> Option<(String, CandidateCache)> {
    let cached = open(snapshot, LISTS).filter(Cached::is_whole)?;
    let (header, spill, mut at) = (cached.header, cached.bytes, cached.begin);
    let mut bytes = Vec::new();
    spill.read(at..at + 12, &mut bytes)?;
    at += 12;
    let (length, count) = bytes.split_first_chunk::<4>()?;
    let length = u64::from(u32::from_le_bytes(*length));
    let count = u64::from_le_bytes(count.try_into().ok()?);
    spill.read(at..at.checked_add(length)?, &mut bytes)?;
    let (langs, corrections) = serde_json::from_slice(&bytes).ok()?;
    at += length;
    let end = at.checked_add(count.checked_mul(16)?)?;
    spill.read(at..end, &mut bytes)?;
    let versions = bytes.as_chunks::<16>().0.iter().map(|version| {
        let (id, content) = version.split_at(8);
        let number = |bytes: &[u8]| u64::from_le_bytes(bytes.try_into().unwrap_or_default());
        (number(id), number(content))
    });
    let versions = versions.collect();
    // Packed, they take a quarter less room.
    let mut unpacked = zstd::stream::write::Decoder::new(snapshot.spill()).ok()?;
    let all = spill.each(end, &mut |piece| unpacked.write_all(piece));
    all.and_then(|()| unpacked.flush()).ok()?;
    let lists = Lists::decode(unpacked.into_inner(), 0)?;
    let kept = CandidateCache {
        versions,
        langs,
        lists,
        corrections,
    };
    (kept.lists.len() as u64 == count).then_some((header.fingerprint, kept))
}

/// Keeps the candidates of all articles of a snapshot.
pub(super) fn write_lists(snapshot: &Snapshot, kept: &CandidateCache) {
    write(snapshot, LISTS, &|out| {
        let langs = serde_json::to_vec(&(&kept.langs, &kept.corrections))?;
        out(&u32::try_from(langs.len()).unwrap_or(0).to_le_bytes())?;
        out(&(kept.versions.len() as u64).to_le_bytes())?;
        out(&langs)?;
        for (id, hash) in &kept.versions {
            out(&id.to_le_bytes())?;
            out(&hash.to_le_bytes())?;
        }
        let mut packed = zstd::stream::write::Encoder::new(Out(out), LEVEL)?;
        kept.lists.encode(&mut |piece| packed.write_all(piece))?;
        packed.finish().map(|_| ())
    });
}
