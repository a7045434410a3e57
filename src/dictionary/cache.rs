//! Where do compiled dictionaries live, and how do they get there unharmed?
//!
//! ```text
//! ~/.cache/tilmash/dictionaries/       or $TILMASH_CACHE/dictionaries/
//!   ja-1f2e3d4c5b6a7988/               shipped: named by language and checksum
//!   ko-own/                            built by the user
//!     manifest.json                    name, language, sizes and checksums
//!     dict.da, dict.words, matrix.mtx, …
//! ```
//!
//! A dictionary is compiled into a folder beside and renamed into its place,
//! so it is there whole or not at all, whoever else does the same. It is
//! checked against its manifest whenever it is opened.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::{compile::compile, source::Source};

const MANIFEST: &str = "manifest.json";
/// Raised when the layout of a compiled dictionary changes.
const FORMAT: u32 = 2;
/// Folders that are not in their place yet begin so.
const UNFINISHED: &str = ".new-";
/// The name of a user's own dictionary behind its language.
const OWN: &str = "own";

/// What stands beside a compiled dictionary.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Manifest {
    format: u32,
    /// The language whose words it knows.
    pub language: String,
    /// What it is called.
    pub name: String,
    /// Whether it was shipped with the program.
    pub shipped: bool,
    /// What tells it from other versions: for a shipped one the checksum of
    /// what it was made of, for a user's own that of the result.
    pub stamp: String,
    /// Size in bytes and xxh3 of each file.
    files: BTreeMap<String, (u64, String)>,
}

/// Why a dictionary cannot be used.
#[derive(Debug)]
pub(super) enum Trouble {
    /// It is not there.
    Missing,
    /// It is there, but not what it should be.
    Damaged(String),
}

/// The folder of compiled dictionaries, by the custom of the system; `None`
/// where it names no home.
pub(super) fn folder() -> Option<PathBuf> {
    let set = std::env::var_os("TILMASH_CACHE").filter(|folder| !folder.is_empty());
    let cache = match set {
        Some(folder) => PathBuf::from(folder),
        None => {
            let system = etcetera::base_strategy::choose_native_strategy().ok()?;
            let cache = system.cache_dir();
            // A home that is no place of the system is none.
            cache.is_absolute().then_some(cache)?.join("tilmash")
        }
    };
    Some(cache.join("dictionaries"))
}

/// Where the dictionary with this stamp is; a user's own has none.
pub(super) fn place(folder: &Path, language: &str, stamp: Option<&str>) -> PathBuf {
    folder.join(format!("{language}-{}", stamp.unwrap_or(OWN)))
}

/// The language and the stamp in the name of a dictionary's place, of which
/// the second is empty in a name that is no dictionary's.
pub(super) fn named(place: &Path) -> (&str, &str) {
    let name = place.file_name().and_then(OsStr::to_str);
    let name = name.unwrap_or_default();
    name.split_once('-').unwrap_or((name, ""))
}

/// Reads the manifest of a dictionary and checks its files against it.
pub(super) fn check(place: &Path) -> Result<Manifest, Trouble> {
    let manifest = manifest(place)?;
    // Neither does a manifest name what stands elsewhere, nor keep silent about
    // what stands here.
    let entries = fs::read_dir(place).map_err(|error| Trouble::Damaged(error.to_string()))?;
    let there = entries.flatten().map(|entry| entry.file_name());
    let mut there: Vec<_> = there.filter(|name| name != MANIFEST).collect();
    there.sort();
    if !there.iter().eq(manifest.files.keys().map(OsStr::new)) || there.is_empty() {
        return Err(Trouble::Damaged(format!(
            "its files are not those that its {MANIFEST} names"
        )));
    }
    if let Some(open) = open_to_all(place, manifest.files.keys()) {
        return Err(Trouble::Damaged(format!(
            "anybody may write to {}",
            open.display()
        )));
    }
    for (name, (size, sum)) in &manifest.files {
        let path = place.join(name);
        let damaged = |error: io::Error| Trouble::Damaged(format!("{name}: {error}"));
        let about = fs::metadata(&path).map_err(damaged)?;
        if !about.is_file() || about.len() != *size {
            return Err(Trouble::Damaged(format!(
                "{name} has {} bytes instead of {size}",
                about.len()
            )));
        }
        let bytes = fs::read(path).map_err(damaged)?;
        if bytes.len() as u64 != *size {
            return Err(Trouble::Damaged(format!(
                "{name} has {} bytes instead of {size}",
                bytes.len()
            )));
        }
        if checksum(&bytes) != *sum {
            return Err(Trouble::Damaged(format!("{name} is not what was written")));
        }
    }
    Ok(manifest)
}

/// What of a dictionary anybody may change: whoever does can change the manifest with
/// it, and no checksum tells.
#[cfg(unix)]
fn open_to_all<'n>(place: &Path, names: impl Iterator<Item = &'n String>) -> Option<PathBuf> {
    use std::os::unix::fs::PermissionsExt;
    const TO_WRITE: u32 = 0o002;
    const TO_REACH: u32 = 0o001;
    let others = |path: &Path| fs::metadata(path).map_or(0, |about| about.permissions().mode());
    let of_folder = others(place);
    if of_folder & TO_WRITE != 0 {
        return Some(place.to_owned());
    }
    let names = names.map(String::as_str).chain([MANIFEST]);
    let mut files = names.map(|name| place.join(name));
    files.find(|file| of_folder & TO_REACH != 0 && others(file) & TO_WRITE != 0)
}

#[cfg(not(unix))]
fn open_to_all<'n>(_: &Path, _: impl Iterator<Item = &'n String>) -> Option<PathBuf> {
    None
}

/// Reads the manifest of a dictionary.
pub(super) fn manifest(place: &Path) -> Result<Manifest, Trouble> {
    let text = match fs::read(place.join(MANIFEST)) {
        Ok(text) => text,
        Err(_) if fs::symlink_metadata(place).is_err() => return Err(Trouble::Missing),
        Err(error) => return Err(Trouble::Damaged(format!("{MANIFEST}: {error}"))),
    };
    let manifest: Manifest = serde_json::from_slice(&text)
        .map_err(|error| Trouble::Damaged(format!("{MANIFEST}: {error}")))?;
    if manifest.format != FORMAT {
        return Err(Trouble::Damaged(format!(
            "its format is {}, this version reads {FORMAT}",
            manifest.format
        )));
    }
    Ok(manifest)
}

fn checksum(bytes: &[u8]) -> String {
    format!("{:016x}", xxh3_64(bytes))
}

/// Compiles a dictionary into `folder` and puts it in its place. What stands
/// there and is no whole dictionary is replaced; where another process was
/// faster, its work is taken.
///
/// # Errors
/// What the system says; nothing is left behind then.
pub(super) fn install(
    source: &Source,
    folder: &Path,
    language: &str,
    stamp: Option<&str>,
) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let fresh = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .tempdir_in(folder)?;
    compile_into(source, fresh.path(), language, stamp)?;
    let place = place(folder, language, stamp);
    if let Err(error) = fs::rename(fresh.path(), &place) {
        if stamp.is_some() && check(&place).is_ok() {
            return Ok(place);
        }
        if fs::symlink_metadata(&place).is_err() {
            return Err(error);
        }
        // An older or a damaged one, or something else with its name: out of the
        // way in one step, then removed.
        let old = tempfile::Builder::new()
            .prefix(UNFINISHED)
            .tempdir_in(folder)?;
        fs::rename(&place, old.path().join("old"))?;
        fs::rename(fresh.path(), &place)?;
    }
    // It is not there any more: nothing to remove.
    let _ = fresh.keep();
    Ok(place)
}

/// Compiles a dictionary with its manifest into an empty folder.
pub(super) fn compile_into(
    source: &Source,
    folder: &Path,
    language: &str,
    stamp: Option<&str>,
) -> io::Result<()> {
    compile(source, folder)?;
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)?.flatten() {
        let bytes = fs::read(entry.path())?;
        let name = entry.file_name().to_string_lossy().into_owned();
        files.insert(name, (bytes.len() as u64, checksum(&bytes)));
    }
    let sums: String = files.values().map(|(_, sum)| sum.as_str()).collect();
    let manifest = Manifest {
        format: FORMAT,
        language: language.to_owned(),
        name: source.name.clone(),
        shipped: stamp.is_some(),
        stamp: stamp.map_or_else(|| checksum(sums.as_bytes()), str::to_owned),
        files,
    };
    let text = serde_json::to_vec_pretty(&manifest).map_err(io::Error::other)?;
    fs::write(folder.join(MANIFEST), text)
}

/// The places of all dictionaries there are, in order.
pub(super) fn all(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut places: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            !name.starts_with('.')
        })
        .collect();
    places.sort();
    places
}

/// How many bytes a dictionary takes.
pub(super) fn size(place: &Path) -> u64 {
    let entries = fs::read_dir(place).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| Some(entry.metadata().ok()?.len()))
        .sum()
}

/// Removes a dictionary, so that a crash leaves none half removed.
///
/// # Errors
/// What the system says.
pub(super) fn remove(place: &Path) -> io::Result<()> {
    if !place.is_dir() {
        return fs::remove_file(place);
    }
    let folder = place.parent().unwrap_or(place);
    let old = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .tempdir_in(folder)?;
    fs::rename(place, old.path().join("old"))?;
    old.close()
}
