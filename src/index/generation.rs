//! Where on disk is which generation, and who may write?
//!
//! ```text
//! index/
//!   CURRENT        the name of the generation in force, such as gen-0001
//!   LOCK           held by the one process that writes
//!   gen-0001/      a tantivy index, and tilmash.json: who made it, and how;
//!                  UNFINISHED stands in one that was never in force
//!   gen-0001.damaged/  what a repair could not save all of
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
    directory::IndexDirectory,
    files::{Operation, is_leftover, replace_file, seal, strike, sync_directory, unseal},
    learned::LEARNED,
    sweep,
};
use crate::{
    analysis, dictionary,
    error::{Error, Result},
    signature,
};

/// Raised when the layout or the schema changes.
const FORMAT: u32 = 3;
const CURRENT: &str = "CURRENT";
const LOCK: &str = "LOCK";
pub(super) const MANIFEST: &str = "tilmash.json";
/// Stands in a generation until it is in force for the first time.
pub(super) const UNFINISHED: &str = "UNFINISHED";
/// What the name of a generation ends with that something of is lost.
const ASIDE: &str = ".damaged";
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
    /// where something else lives, [`Error::NoCurrent`] if there are generations and
    /// none is named.
    pub(super) fn current(&self) -> Result<PathBuf> {
        let reason = match fs::read(self.root.join(CURRENT)) {
            Ok(name) => {
                let name = String::from_utf8_lossy(&name);
                let path = self.root.join(name.trim());
                if is_generation(name.trim()) && path.is_dir() {
                    return Ok(path);
                }
                format!("CURRENT names no generation: {:?}", name.trim())
            }
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                self.refuse_foreign()?;
                "CURRENT is missing".to_owned()
            }
            Err(error) => return Err(Error::io(&self.root.join(CURRENT), error)),
        };
        let generations = self.finished()?;
        if generations.is_empty() {
            return Err(Error::NoIndex(self.root.clone()));
        }
        Err(Error::NoCurrent {
            path: self.root.clone(),
            reason,
            generations,
        })
    }

    /// The names of the generations that were in force once, the oldest first.
    pub(super) fn finished(&self) -> Result<Vec<String>> {
        let mut numbers = self.generations()?;
        numbers.sort_unstable();
        let names = numbers.into_iter().map(generation_name);
        Ok(names
            .filter(|name| {
                let path = self.root.join(name);
                path.join(MANIFEST).is_file() && !path.join(UNFINISHED).exists()
            })
            .collect())
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
        write_manifest(&path, &manifest).map_err(|error| Error::io(&path, error))
    }

    fn manifest(&self, generation: &Path) -> Result<Manifest> {
        let path = generation.join(MANIFEST);
        let text = fs::read(&path).and_then(unseal);
        let text = text.map_err(|error| Error::of_file(&self.root, &path, error))?;
        serde_json::from_slice(&text)
            .map_err(|error| Error::of_file(&self.root, &path, error.into()))
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
        let made = strike(&path, Operation::Create)
            .and_then(|()| fs::create_dir(&path))
            .and_then(|()| replace_file(&path.join(UNFINISHED), b""))
            .and_then(|()| write_manifest(&path.join(MANIFEST), &Manifest::ours()))
            .and_then(|()| sync_directory(&self.root));
        made.map_err(|error| Error::io(&path, error))?;
        Ok(path)
    }

    /// Makes a generation the one that readers open, in one atomic step.
    pub(super) fn put_in_force(&self, generation: &Path, lock: &WriteLock) -> Result<()> {
        let name = generation.file_name().unwrap_or_default();
        let path = self.root.join(CURRENT);
        let text = format!("{}\n", name.to_string_lossy());
        replace_file(&path, text.as_bytes()).map_err(|error| Error::io(&path, error))?;
        self.note_finished(generation, lock);
        Ok(())
    }

    /// Puts a generation that something is lost of where it is not swept: the one
    /// that has taken its place lacks what could not be read.
    pub(super) fn set_aside(&self, path: &Path, _lock: &WriteLock) -> Result<()> {
        let mut aside = path.to_owned().into_os_string();
        aside.push(ASIDE);
        fs::rename(path, &aside).map_err(|error| Error::io(path, error))
    }

    /// Takes the mark of a generation away that was not in force before.
    pub(super) fn note_finished(&self, generation: &Path, _lock: &WriteLock) {
        let mark = generation.join(UNFINISHED);
        let gone = strike(&mark, Operation::Delete).and_then(|()| fs::remove_file(&mark));
        // It stays for the next time.
        if let Err(error) = gone
            && error.kind() != ErrorKind::NotFound
        {
            tracing::info!("{}: {error}", mark.display());
        }
    }

    /// Removes what a crash or a swap has left behind: files that were to take
    /// the place of others, and every generation that is not in force. What cannot
    /// be removed stays for the next time.
    ///
    /// # Errors
    /// [`Error::NoCurrent`] if it is not known which generation is in force: nothing
    /// is removed then.
    pub(super) fn sweep(&self, _lock: &WriteLock) -> Result<()> {
        let in_force = match self.current() {
            Ok(path) => Some(path),
            Err(Error::NoIndex(_)) => None,
            Err(error) => return Err(error),
        };
        sweep::leftovers(&self.root);
        for number in self.generations()? {
            let path = self.root.join(generation_name(number));
            if Some(&path) != in_force.as_ref()
                && let Err(error) = sweep::generation(&path)
            {
                tracing::warn!(
                    "{}: cannot remove an old generation: {error}",
                    path.display()
                );
            }
        }
        Ok(())
    }

    /// Removes what broken-off runs have left.
    ///
    /// # Errors
    /// [`Error::Busy`] if another process writes; [`Error::NoIndex`] and others as for
    /// opening the index; what the disk says.
    pub fn tidy(&self) -> Result<()> {
        let generation = self.current()?;
        let lock = self.lock()?;
        self.sweep(&lock)?;
        self.note_finished(&generation, &lock);
        let directory = IndexDirectory::open(&generation);
        let directory = directory.map_err(|error| Error::tantivy(&self.root, error.into()))?;
        // Where it cannot be opened, what it names is not known either.
        if let Ok(index) = tantivy::Index::open(directory) {
            let swept = sweep::uncommitted(&generation, &index);
            swept.map_err(|error| Error::tantivy(&self.root, error))?;
        }
        Ok(())
    }

    /// The numbers of all generations there are.
    fn generations(&self) -> Result<Vec<u32>> {
        let entries = match fs::read_dir(&self.root) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(Error::io(&self.root, error)),
        };
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
                || name.strip_suffix(ASIDE).is_some_and(is_generation)
                || (is_generation(&name) && sweep::is_ours(&entry.path()))
                || name == LEARNED
                || COMPANIONS.contains(&name.as_str())
                || is_leftover(&name);
            if !ours {
                return Err(foreign(name));
            }
        }
        Ok(())
    }
}

fn write_manifest(path: &Path, manifest: &Manifest) -> io::Result<()> {
    let text = serde_json::to_vec_pretty(manifest)?;
    replace_file(path, &seal(&text))
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
