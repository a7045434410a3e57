//! Which files are to be read, in which order, under which ids?
//!
//! Folders are walked in the order of their file names, byte by byte. Links
//! are followed; a link to a folder is passed over if the folder lies in the
//! same root (its files are read where they are), holds the root, or has been
//! followed before. So loops end and no folder is read twice.

use std::{
    collections::HashSet,
    ffi::OsStr,
    fs, io,
    path::{Path, PathBuf},
    sync::Mutex,
};

use ignore::{DirEntry, Walk, WalkBuilder};

use super::{
    format::{self, Format},
    report::{Note, Place, Reason, Remark, Skipped},
};

/// Files of this name hide inputs, by the rules of `.gitignore`, in the folder
/// they stand in and below.
const IGNORE_FILE: &str = ".tilmashignore";

/// A file to be read.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) path: PathBuf,
    /// Relative to the root, with `/` separators.
    pub(super) id: String,
    /// What its name says that it is.
    pub(super) named: Option<Format>,
}

/// One step of a walk.
pub(super) enum Found {
    Document(Document),
    Skipped(Skipped),
    Note(Note),
    NotADocument(PathBuf),
}

/// A path as text, with `/` separators; bytes that are not UTF-8 become `%XX`,
/// so that different names stay different.
pub(super) fn name(path: &Path) -> String {
    let name = bytes_name(path.as_os_str().as_encoded_bytes());
    match std::path::MAIN_SEPARATOR {
        '/' => name,
        separator => name.replace(separator, "/"),
    }
}

/// A name of a file as text.
pub(super) fn bytes_name(bytes: &[u8]) -> String {
    let mut name = String::new();
    for chunk in bytes.utf8_chunks() {
        name.push_str(chunk.valid());
        for byte in chunk.invalid() {
            name.push_str(&format!("%{byte:02X}"));
        }
    }
    name
}

fn skipped(path: &Path, reason: impl Into<Reason>) -> Found {
    Found::Skipped(Skipped {
        place: Place {
            path: name(path),
            line: None,
        },
        reason: reason.into(),
    })
}

/// The real paths of the folders that are never read.
pub(super) fn real_paths(exclude: &[PathBuf]) -> Vec<PathBuf> {
    // What does not exist needs no excluding.
    exclude
        .iter()
        .filter_map(|path| fs::canonicalize(path).ok())
        .collect()
}

/// What a path named by the user leads to.
pub(super) enum Root {
    /// One file, or the reason why there is none.
    One(Found),
    /// A folder to be walked.
    Folder(Box<Files>),
}

/// Looks at a path named by the user. A file is read whatever its name.
pub(super) fn open(root: &Path, exclude: &[PathBuf], bases: &[PathBuf]) -> Root {
    let look = || io::Result::Ok((fs::metadata(root)?, fs::canonicalize(root)?));
    let (metadata, real) = match look() {
        Ok(found) => found,
        Err(error) => return Root::One(skipped(root, error)),
    };
    if exclude.iter().any(|excluded| real.starts_with(excluded)) {
        return Root::One(skipped(root, Reason::Excluded));
    }
    if metadata.is_dir() {
        return Root::Folder(Box::new(Files::new(root, real, exclude)));
    }
    if !metadata.is_file() {
        return Root::One(skipped(root, Reason::NotAFile));
    }
    Root::One(Found::Document(Document {
        id: name(relative(root, bases)),
        path: root.to_owned(),
        named: format::by_name(root),
    }))
}

/// How many bytes the files have that would be read; what cannot be looked at counts
/// as nothing.
#[must_use]
pub fn total_bytes(roots: &[PathBuf], exclude: &[PathBuf]) -> u64 {
    let exclude = real_paths(exclude);
    let size = |found: &Found| match found {
        Found::Document(document) => fs::metadata(&document.path).map_or(0, |data| data.len()),
        _ => 0,
    };
    let of_root = |root: &PathBuf| match open(root, &exclude, &[]) {
        Root::One(found) => size(&found),
        Root::Folder(files) => files.map(|found| size(&found)).sum(),
    };
    roots.iter().map(of_root).sum()
}

/// What a file that is named itself is called: by its path below the first of
/// these folders that holds it, or by its name.
fn relative<'p>(path: &'p Path, bases: &[PathBuf]) -> &'p Path {
    let below = bases.iter().find_map(|base| path.strip_prefix(base).ok());
    let below = below.filter(|below| !below.as_os_str().is_empty());
    below.unwrap_or_else(|| Path::new(path.file_name().unwrap_or(path.as_os_str())))
}

/// Whether a folder is a generation of some index: its records of itself are no
/// articles.
fn is_index(folder: &Path) -> bool {
    const FILES: [&str; 2] = [".managed.json", "meta.json"];
    FILES.iter().all(|file| folder.join(file).is_file())
}

/// The files below one folder.
pub(super) struct Files {
    walk: Walk,
    root: PathBuf,
    pending: Option<Found>,
}

impl Files {
    fn new(root: &Path, real_root: PathBuf, exclude: &[PathBuf]) -> Self {
        let exclude = exclude.to_vec();
        let followed = Mutex::new(HashSet::new());
        let enter = move |entry: &DirEntry| {
            if !entry.file_type().is_some_and(|kind| kind.is_dir()) {
                return true;
            }
            let Ok(real) = fs::canonicalize(entry.path()) else {
                // The walk itself will say what is wrong with it.
                return true;
            };
            if exclude.iter().any(|excluded| real.starts_with(excluded)) || is_index(&real) {
                return false;
            }
            if !entry.path_is_symlink() {
                return true;
            }
            let related = real.starts_with(&real_root) || real_root.starts_with(&real);
            // A poisoned lock would mean a panic in this closure.
            !related && followed.lock().is_ok_and(|mut seen| seen.insert(real))
        };
        let walk = WalkBuilder::new(root)
            .standard_filters(false)
            .add_custom_ignore_filename(IGNORE_FILE)
            .follow_links(true)
            .sort_by_file_name(OsStr::cmp)
            .filter_entry(enter)
            .build();
        Self {
            walk,
            root: root.to_owned(),
            pending: None,
        }
    }

    /// What an entry of a folder is; `None` for folders.
    fn look(&mut self, entry: DirEntry) -> Option<Found> {
        let path = entry.path();
        let found = match entry.file_type() {
            Some(kind) if kind.is_dir() => None,
            _ if entry.file_name() == IGNORE_FILE => None,
            Some(kind) if kind.is_file() && format::is_document(path) => {
                Some(Found::Document(Document {
                    id: name(path.strip_prefix(&self.root).unwrap_or(path)),
                    path: path.to_owned(),
                    named: format::by_name(path),
                }))
            }
            _ => Some(Found::NotADocument(path.to_owned())),
        };
        let Some(error) = entry.error() else {
            return found;
        };
        self.pending = found;
        Some(Found::Note(Note {
            place: Place {
                path: name(path),
                line: None,
            },
            remark: Remark::IgnoreFile(error.to_string()),
        }))
    }

    /// What went wrong in the walk; `None` for what does no harm.
    fn failure(&self, error: ignore::Error) -> Option<Found> {
        let path = path_of(&error).unwrap_or(&self.root).to_owned();
        if is_loop(&error) {
            return None;
        }
        let dangling = fs::symlink_metadata(&path).is_ok_and(|metadata| metadata.is_symlink());
        if dangling && !format::is_document(&path) {
            return Some(Found::NotADocument(path));
        }
        let message = error.to_string();
        let error = error
            .into_io_error()
            .unwrap_or_else(|| io::Error::other(message));
        Some(skipped(&path, bare(error)))
    }
}

impl Iterator for Files {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some(found) = self.pending.take() {
                return Some(found);
            }
            let found = match self.walk.next()? {
                Ok(entry) => self.look(entry),
                Err(error) => self.failure(error),
            };
            if found.is_some() {
                return found;
            }
        }
    }
}

/// The error of the system inside one of the walk, which repeats the path.
fn bare(error: io::Error) -> io::Error {
    let cause = error.get_ref().and_then(|inner| inner.source());
    let code = cause
        .and_then(|cause| cause.downcast_ref::<io::Error>())
        .and_then(io::Error::raw_os_error);
    code.map_or(error, io::Error::from_raw_os_error)
}

/// The path that an error of the walk is about.
fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => {
            path_of(err)
        }
        _ => None,
    }
}

fn is_loop(error: &ignore::Error) -> bool {
    match error {
        ignore::Error::Loop { .. } => true,
        ignore::Error::WithPath { err, .. }
        | ignore::Error::WithDepth { err, .. }
        | ignore::Error::WithLineNumber { err, .. } => is_loop(err),
        _ => false,
    }
}
