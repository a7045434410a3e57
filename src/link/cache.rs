//! What is kept beside an index, so that it need not be worked out again. A
//! cache and nothing more: each file names the commit it was made from and what
//! made it, and carries a checksum; where any of them is off, it is made again.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::{lists::Lists, model::Model, renew::Kept};
use crate::{index::Snapshot, signature};

/// The candidates of all articles.
const LISTS: &str = "links.cache";
/// Raise it when the layout of a file, or the meaning of what it holds, changes.
const VERSION: u8 = 2;

/// First line of a file.
#[derive(Serialize, Deserialize)]
struct Header {
    fingerprint: String,
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

/// The commit that a file was made from, and what it holds.
pub(super) fn read(snapshot: &Snapshot, name: &str) -> Option<(String, Vec<u8>)> {
    let mut bytes = snapshot.read_cache(name)?;
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let header: Header = serde_json::from_slice(bytes.get(..end)?).ok()?;
    bytes.drain(..=end);
    let sound = header.made_by == made_by() && header.checksum == xxh3_64(&bytes);
    sound.then_some((header.fingerprint, bytes))
}

/// Keeps something that was made from a snapshot. Where that cannot be
/// written, the next reader works it out again.
pub(super) fn write(snapshot: &Snapshot, name: &str, content: &[u8]) {
    let header = Header {
        fingerprint: snapshot.fingerprint().to_owned(),
        made_by: made_by().to_owned(),
        checksum: xxh3_64(content),
    };
    // Plain strings and numbers always become JSON.
    let mut bytes = serde_json::to_vec(&header).unwrap_or_default();
    bytes.push(b'\n');
    bytes.extend_from_slice(content);
    snapshot.write_cache(name, &bytes);
}

/// The candidates of all articles as an earlier commit left them, with the
/// name of that commit.
pub(super) fn read_lists(snapshot: &Snapshot) -> Option<(String, Kept)> {
    let (fingerprint, bytes) = read(snapshot, LISTS)?;
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let (langs, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let langs: Vec<String> = serde_json::from_slice(langs).ok()?;
    let (count, rest) = rest.split_first_chunk::<8>()?;
    let count = usize::try_from(u64::from_le_bytes(*count)).ok()?;
    let (versions, rest) = rest.split_at_checked(count.checked_mul(16)?)?;
    let versions = versions.as_chunks::<16>().0.iter().map(|version| {
        let (id, content) = version.split_at(8);
        let number = |bytes: &[u8]| u64::from_le_bytes(bytes.try_into().unwrap_or_default());
        (number(id), number(content))
    });
    let kept = Kept {
        versions: versions.collect(),
        langs,
        lists: Lists::decode(rest)?,
    };
    (kept.lists.len() == count).then_some((fingerprint, kept))
}

/// Keeps the candidates of all articles of a snapshot.
pub(super) fn write_lists(snapshot: &Snapshot, kept: &Kept) {
    let langs = serde_json::to_vec(&kept.langs).unwrap_or_default();
    let mut content = u32::try_from(langs.len())
        .unwrap_or(0)
        .to_le_bytes()
        .to_vec();
    content.extend(langs);
    content.extend((kept.versions.len() as u64).to_le_bytes());
    for (id, hash) in &kept.versions {
        content.extend(id.to_le_bytes());
        content.extend(hash.to_le_bytes());
    }
    kept.lists.encode(&mut content);
    write(snapshot, LISTS, &content);
}
