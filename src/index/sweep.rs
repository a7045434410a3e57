//! What may be removed that a crash, a full disk or a swap has left behind? Only
//! what this program made: files are known by their names, and a folder with
//! anything else in it is left alone.

use std::{
    collections::HashSet,
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
};

use tantivy::{Directory, Index, SegmentMeta, directory::META_LOCK, index::SegmentComponent};

use super::{
    files::{Operation, is_leftover, strike},
    generation::{MANIFEST, UNFINISHED},
};

/// Is this folder a generation of ours, whole or in part?
pub(super) fn is_ours(folder: &Path) -> bool {
    let names = names(folder);
    names.iter().any(|name| name == MANIFEST) || names.iter().all(|name| is_file_of_ours(name))
}

/// The names in a folder that are text.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect()
}

/// Does a file of a generation have such a name?
fn is_file_of_ours(name: &str) -> bool {
    const NAMES: &[&str] = &[MANIFEST, UNFINISHED, "meta.json", ".managed.json"];
    NAMES.contains(&name)
        || is_leftover(name)
        || is_of_segment(name)
        || name.ends_with(".cache")
        || (name.starts_with(".tantivy-") && name.ends_with(".lock"))
        // What tantivy called them before they had a name of ours.
        || name.starts_with(".tmp")
}

/// Is it called `SEGMENT.idx`, or `SEGMENT.OPSTAMP.del`?
fn is_of_segment(name: &str) -> bool {
    const DIGITS: usize = 32;
    name.split_once('.').is_some_and(|(segment, _)| {
        segment.len() == DIGITS && segment.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

fn remove(path: &Path) -> io::Result<()> {
    strike(path, Operation::Delete)?;
    fs::remove_file(path)
}

/// Removes files that were to take the place of others in a folder. One that
/// another process is writing just now can be made again.
pub(super) fn leftovers(folder: &Path) {
    for name in names(folder).iter().filter(|name| is_leftover(name)) {
        let _ = remove(&folder.join(name));
    }
}

/// Removes a generation, what tells it for ours last, as long as nothing but files of ours
/// is in it.
///
/// # Errors
/// What the disk says.
pub(super) fn generation(folder: &Path) -> io::Result<()> {
    if !is_ours(folder) {
        return Ok(());
    }
    let mut names = names(folder);
    names.retain(|name| is_file_of_ours(name));
    // One that is half removed must not pass for one that was in force.
    names.sort_by_key(|name| (name == UNFINISHED, name == MANIFEST));
    for name in &names {
        remove(&folder.join(name))?;
    }
    fs::remove_dir(folder)
}

/// The files of a segment, relative to its generation.
pub(super) fn files_of(segment: &SegmentMeta) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = [
        SegmentComponent::FastFields,
        SegmentComponent::FieldNorms,
        SegmentComponent::Positions,
        SegmentComponent::Postings,
        SegmentComponent::Store,
        SegmentComponent::Terms,
    ]
    .map(|component| segment.relative_path(component))
    .into();
    if segment.has_deletes() {
        files.push(segment.relative_path(SegmentComponent::Delete));
    }
    files
}

/// The files in a generation that no commit names, relative to it.
///
/// # Errors
/// What the index library says.
pub(super) fn orphans(folder: &Path, index: &Index) -> tantivy::Result<Vec<PathBuf>> {
    let segments = index.searchable_segment_metas()?;
    let named: HashSet<PathBuf> = segments.iter().flat_map(files_of).collect();
    let names = names(folder).into_iter();
    let orphaned = |name: &String| {
        is_leftover(name) || (is_of_segment(name) && !named.contains(Path::new(name)))
    };
    let mut orphans: Vec<PathBuf> = names.filter(orphaned).map(PathBuf::from).collect();
    orphans.sort();
    Ok(orphans)
}

/// Removes the files of a generation that no commit names: a run that was broken
/// off has left them, and a new one would meet them where it wants to write.
///
/// # Errors
/// What the index library or the disk says.
pub(super) fn uncommitted(folder: &Path, index: &Index) -> tantivy::Result<()> {
    // What tantivy knows of is removed from its list as well.
    let segments = index.searchable_segment_metas()?;
    let mut named: HashSet<PathBuf> = segments.iter().flat_map(files_of).collect();
    named.insert(PathBuf::from("meta.json"));
    let collected = index.clone().directory_mut().garbage_collect(|| named);
    if let Err(error) = collected {
        tracing::info!("{}: {error}", folder.display());
    }
    // A reader that opens the last commit is let through first.
    let _lock = index.directory().acquire_lock(&META_LOCK)?;
    for name in orphans(folder, index)? {
        let removed = remove(&folder.join(&name));
        // Segments have names of their own; a file of deletions may be met again.
        if let Err(error) = removed
            && name.extension() == Some(OsStr::new("del"))
        {
            return Err(error.into());
        }
    }
    Ok(())
}
