//! Where on disk is which generation, and who may write?
//!
//! ```text
//! index/
//!   CURRENT        the name of the generation in force, such as gen-0001
//!   LOCK           held by the one process that writes
//!   gen-0001/      a tantivy index, and tilmash.json: who made it, and how
//!   learned.tsv    word pairs that the articles taught, if anybody asked for them
//! ```

use std::{
    collections::BTreeMap,
    fs,
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{
    directory::{replace_file, sync_directory},
    learned::LEARNED,
};
use crate::{
    analysis, dictionary,
    error::{Error, Result},
    signature,
};

/// Raised when the layout or the schema changes.
const FORMAT: u32 = 1;
const CURRENT: &str = "CURRENT";
const LOCK: &str = "LOCK";
const MANIFEST: &str = "tilmash.json";
/// What may stand in an index directory beside ours without making it foreign.
const COMPANIONS: &[&str] = &["README.md", ".gitignore", ".gitkeep"];

/// Who made a generation, and with which analysis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Manifest {
    format: u32,
    analysis: u32,
    signature: u32,
    made_by: String,
    /// By language, what found the words of its texts: only languages whose
    /// dictionaries may differ from one place to another.
    #[serde(default)]
    analyzers: BTreeMap<String, String>,
}

impl Manifest {
    fn ours() -> Self {
        Self {
            format: FORMAT,
            analysis: analysis::VERSION,
            signature: u32::from(signature::VERSION),
            made_by: concat!("tilmash ", env!("CARGO_PKG_VERSION")).to_owned(),
            analyzers: BTreeMap::new(),
        }
    }

    fn same_analysis(&self) -> bool {
        let ours = Self::ours();
        (self.format, self.analysis, self.signature) == (ours.format, ours.analysis, ours.signature)
    }
}

/// An index directory.
#[derive(Debug, Clone)]
pub struct Layout {
    root: PathBuf,
}

/// Held while writing; the system lets go of it when the process ends.
#[derive(Debug)]
pub(super) struct WriteLock(#[expect(dead_code, reason = "held, not read")] fs::File);

impl Layout {
    /// The index directory at this path, which need not exist.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.root
    }

    /// Checks that there is an index.
    ///
    /// # Errors
    /// [`Error::NoIndex`] and others as for opening it.
    pub fn exists(&self) -> Result<()> {
        self.current().map(|_| ())
    }

    /// The generation in force.
    ///
    /// # Errors
    /// [`Error::NoIndex`] where nothing was indexed yet, [`Error::ForeignDirectory`]
    /// where something else lives, [`Error::Damaged`] for an unreadable `CURRENT`.
    pub(super) fn current(&self) -> Result<PathBuf> {
        match fs::read_to_string(self.root.join(CURRENT)) {
            Ok(name) => {
                let name = name.trim();
                if !is_generation(name) {
                    return Err(self.damaged(format!("CURRENT names no generation: {name:?}")));
                }
                Ok(self.root.join(name))
            }
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                self.refuse_foreign()?;
                Err(Error::NoIndex(self.root.clone()))
            }
            Err(error) if error.kind() == ErrorKind::InvalidData => {
                Err(self.damaged("CURRENT is not text".to_owned()))
            }
            Err(error) => Err(Error::io(&self.root.join(CURRENT), error)),
        }
    }

    /// Checks that a generation was made by this version's analysis and with
    /// the dictionaries that are there now.
    ///
    /// # Errors
    /// [`Error::OtherVersion`] or [`Error::OtherDictionary`] if not,
    /// [`Error::Damaged`] for an unreadable manifest.
    pub(super) fn check_version(&self, generation: &Path) -> Result<()> {
        let manifest = self.manifest(generation)?;
        if !manifest.same_analysis() {
            return Err(Error::OtherVersion {
                path: self.root.clone(),
                made_by: manifest.made_by,
            });
        }
        match manifest
            .analyzers
            .into_iter()
            .find(|(language, name)| !dictionary::is_current(language, name))
        {
            Some((language, name)) => Err(self.other_dictionary(language, name)),
            None => Ok(()),
        }
    }

    /// Notes in a generation which analyzers this process has used.
    ///
    /// # Errors
    /// [`Error::OtherDictionary`] if it was begun with another one.
    pub(super) fn note_analyzers(&self, generation: &Path, _lock: &WriteLock) -> Result<()> {
        let mut manifest = self.manifest(generation)?;
        let before = manifest.analyzers.clone();
        for (language, name) in dictionary::opened() {
            let noted = manifest.analyzers.entry(language.to_owned());
            let noted = noted.or_insert_with(|| name.clone());
            if *noted != name {
                return Err(self.other_dictionary(language.to_owned(), noted.clone()));
            }
        }
        if manifest.analyzers == before {
            return Ok(());
        }
        let path = generation.join(MANIFEST);
        let text = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
        replace_file(&path, &text).map_err(|error| Error::io(&path, error))
    }

    fn manifest(&self, generation: &Path) -> Result<Manifest> {
        let path = generation.join(MANIFEST);
        let text = fs::read(&path).map_err(|error| Error::io(&path, error))?;
        serde_json::from_slice(&text).map_err(|error| self.damaged(format!("{MANIFEST}: {error}")))
    }

    fn other_dictionary(&self, language: String, made_with: String) -> Error {
        Error::OtherDictionary {
            path: self.root.clone(),
            language,
            made_with,
        }
    }

    /// Takes the one write lock, making the directory if it is not there.
    ///
    /// # Errors
    /// [`Error::Busy`] at once if another process writes; [`Error::ForeignDirectory`]
    /// if the directory holds something else, which is left untouched.
    pub(super) fn lock(&self) -> Result<WriteLock> {
        self.refuse_foreign()?;
        fs::create_dir_all(&self.root).map_err(|error| Error::io(&self.root, error))?;
        let path = self.root.join(LOCK);
        let file = fs::OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|error| Error::io(&path, error))?;
        match file.try_lock() {
            Ok(()) => Ok(WriteLock(file)),
            Err(fs::TryLockError::WouldBlock) => Err(Error::Busy(self.root.clone())),
            Err(fs::TryLockError::Error(error)) => Err(Error::io(&path, error)),
        }
    }

    /// Makes the directory of the next generation, with its manifest. It is
    /// not in force until [`Layout::put_in_force`].
    pub(super) fn next(&self, _lock: &WriteLock) -> Result<PathBuf> {
        let last = self.generations()?.into_iter().max().unwrap_or(0);
        let path = self.root.join(generation_name(last + 1));
        fs::create_dir(&path).map_err(|error| Error::io(&path, error))?;
        let manifest = serde_json::to_vec_pretty(&Manifest::ours()).unwrap_or_default();
        let written =
            replace_file(&path.join(MANIFEST), &manifest).and_then(|()| sync_directory(&self.root));
        written.map_err(|error| Error::io(&path, error))?;
        Ok(path)
    }

    /// Makes a generation the one that readers open, in one atomic step.
    pub(super) fn put_in_force(&self, generation: &Path, _lock: &WriteLock) -> Result<()> {
        let name = generation
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let path = self.root.join(CURRENT);
        replace_file(&path, format!("{name}\n").as_bytes()).map_err(|error| Error::io(&path, error))
    }

    /// Removes what a crash or a swap has left behind: every generation that
    /// is not in force. What cannot be removed stays for the next time.
    pub(super) fn sweep(&self, _lock: &WriteLock) -> Result<()> {
        let in_force = match self.current() {
            Ok(path) => Some(path),
            Err(Error::NoIndex(_)) => None,
            Err(error) => return Err(error),
        };
        for number in self.generations()? {
            let path = self.root.join(generation_name(number));
            if Some(&path) != in_force.as_ref()
                && let Err(error) = fs::remove_dir_all(&path)
            {
                tracing::warn!(
                    "{}: cannot remove an old generation: {error}",
                    path.display()
                );
            }
        }
        Ok(())
    }

    /// The numbers of all generations there are.
    fn generations(&self) -> Result<Vec<u32>> {
        let entries = fs::read_dir(&self.root).map_err(|error| Error::io(&self.root, error))?;
        Ok(entries
            .flatten()
            .filter_map(|entry| generation_number(entry.file_name().to_str()?))
            .collect())
    }

    /// Fails if the directory holds anything that no index of ours puts there.
    fn refuse_foreign(&self) -> Result<()> {
        let foreign = |found: String| Error::ForeignDirectory {
            path: self.root.clone(),
            found,
        };
        let entries = match fs::read_dir(&self.root) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
                return Err(foreign("a file, not a directory".to_owned()));
            }
            Err(error) => return Err(Error::io(&self.root, error)),
        };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let ours = name == CURRENT
                || name == LOCK
                || is_generation(&name)
                || name == LEARNED
                || COMPANIONS.contains(&name.as_str())
                || (name.starts_with('.') && name.ends_with(".new"));
            if !ours {
                return Err(foreign(name));
            }
        }
        Ok(())
    }

    /// Is there no room for another megabyte?
    pub(super) fn disk_is_full(&self) -> bool {
        // A name that is taken for ours, should it stay behind.
        let probe = self.root.join(".probe.new");
        let full = fs::write(&probe, vec![1; 1 << 20])
            .is_err_and(|error| error.kind() == ErrorKind::StorageFull);
        let _ = fs::remove_file(&probe);
        full
    }

    fn damaged(&self, reason: String) -> Error {
        Error::Damaged {
            path: self.root.clone(),
            reason,
        }
    }
}

fn generation_name(number: u32) -> String {
    format!("gen-{number:04}")
}

fn generation_number(name: &str) -> Option<u32> {
    let digits = name.strip_prefix("gen-")?;
    (digits.len() >= 4).then(|| digits.parse().ok()).flatten()
}

fn is_generation(name: &str) -> bool {
    generation_number(name).is_some()
}
