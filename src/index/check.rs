//! Is a generation sound? Every file compared with its checksums, every segment
//! opened, every article counted, read again and compared with its hash.

use std::{
    io,
    num::NonZero,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    thread,
};

use tantivy::{
    Index, SegmentMeta, TantivyError,
    directory::{ManagedDirectory, error::OpenReadError},
};

use super::{
    directory::IndexDirectory,
    document::content_hash,
    generation::Layout,
    reader::{Entry, Snapshot},
    sweep,
};
use crate::error::{Error, Result};

/// Findings of one kind that are told one by one.
const TOLD: usize = 20;

/// How far a generation is looked at that was just written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// All articles are there and can be read.
    Articles,
    /// And every file is as it was written.
    Files,
}

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The file, relative to the index directory.
    pub file: String,
    /// What is wrong with it.
    pub problem: String,
}

/// What a check of an index has seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checked {
    /// Files of the commit in force.
    pub files: u64,
    /// Bytes in them.
    pub bytes: u64,
    /// Articles that were read and are as they were written.
    pub articles: u64,
    /// Passages of them.
    pub passages: u64,
    /// What is damaged.
    pub findings: Vec<Finding>,
    /// Files that no commit names: a run that was broken off has left them. No
    /// damage; the next run removes them.
    pub leftovers: Vec<String>,
}

/// Checks a generation before it is put in force: so many articles were written to it.
///
/// # Errors
/// [`Error::Damaged`] with what is wrong.
pub(super) fn verify(
    layout: &Layout,
    generation: &Path,
    articles: u64,
    depth: Depth,
) -> Result<()> {
    let mut checked = Checked::default();
    let snapshot = Snapshot::open_generation(layout, generation)?;
    if depth == Depth::Files {
        let directory = open(layout, generation)?;
        let segments = snapshot.searcher().index().searchable_segment_metas();
        let segments = segments.map_err(|error| Error::tantivy(layout.path(), error))?;
        files(layout, generation, &directory, &segments, &mut checked);
    }
    articles_of(layout, generation, &snapshot, &mut checked);
    let missing = (checked.articles != articles).then(|| Finding {
        file: name(layout, generation),
        problem: format!(
            "{articles} articles were written, {} can be read",
            checked.articles
        ),
    });
    match checked.findings.into_iter().next().or(missing) {
        Some(Finding { file, problem }) => Err(Error::Damaged {
            path: layout.path().to_owned(),
            reason: format!("{file}: {problem}"),
        }),
        None => Ok(()),
    }
}

impl Layout {
    /// Checks the generation in force.
    ///
    /// # Errors
    /// As for opening it, except for damage, which is what is looked for.
    pub fn check(&self) -> Result<Checked> {
        loop {
            let generation = self.current()?;
            let before = std::fs::read(generation.join("meta.json")).ok();
            let checked = self.check_generation(&generation);
            let moved = self.current().is_ok_and(|now| now != generation)
                || std::fs::read(generation.join("meta.json")).ok() != before;
            // What a writer removed meanwhile is no damage.
            let sound = checked.as_ref().is_ok_and(|one| one.findings.is_empty());
            if sound || !moved {
                return checked;
            }
        }
    }

    fn check_generation(&self, generation: &Path) -> Result<Checked> {
        let mut checked = Checked::default();
        let damage = |checked: &mut Checked, error: Error| match error {
            Error::Damaged { reason, .. } => {
                let (file, problem) = reason.split_once(": ").unwrap_or(("", &reason));
                checked.add(file, problem);
                Ok(())
            }
            other => Err(other),
        };
        if let Err(error) = self.check_version(generation) {
            damage(&mut checked, error)?;
        }
        let directory = open(self, generation)?;
        let index = match Index::open(directory.clone()) {
            Ok(index) => index,
            Err(error) => {
                let noted = directory.trouble().error(self.path());
                let error = noted.unwrap_or_else(|| Error::tantivy(self.path(), error));
                damage(&mut checked, error)?;
                return Ok(checked);
            }
        };
        let fail = |error| Error::tantivy(self.path(), error);
        let segments = index.searchable_segment_metas().map_err(fail)?;
        files(self, generation, &directory, &segments, &mut checked);
        let orphans = sweep::orphans(generation, &index).map_err(fail)?;
        let orphans = orphans.iter().map(|file| generation.join(file));
        checked.leftovers = orphans.map(|file| name(self, &file)).collect();
        if checked.findings.is_empty() {
            match Snapshot::open_generation(self, generation) {
                Ok(snapshot) => articles_of(self, generation, &snapshot, &mut checked),
                Err(error) => damage(&mut checked, error)?,
            }
        }
        Ok(checked)
    }
}

impl Checked {
    fn add(&mut self, file: &str, problem: impl ToString) {
        self.findings.push(Finding {
            file: file.to_owned(),
            problem: problem.to_string(),
        });
    }
}

fn open(layout: &Layout, generation: &Path) -> Result<IndexDirectory> {
    IndexDirectory::open(generation).map_err(|error| Error::tantivy(layout.path(), error.into()))
}

/// A file, relative to the index directory.
fn name(layout: &Layout, path: &Path) -> String {
    let inside = path.strip_prefix(layout.path()).unwrap_or(path);
    inside.display().to_string()
}

/// Compares every file of a commit with its checksums.
fn files(
    layout: &Layout,
    generation: &Path,
    directory: &IndexDirectory,
    segments: &[SegmentMeta],
    checked: &mut Checked,
) {
    for segment in segments {
        for file in sweep::files_of(segment) {
            let path = generation.join(&file);
            checked.files += 1;
            checked.bytes += path.metadata().map_or(0, |about| about.len());
            if let Err(problem) = is_whole(directory, &file) {
                checked.add(&name(layout, &path), problem);
            }
        }
    }
}

/// Is a file what was written? One without our checksums has tantivy's.
fn is_whole(directory: &IndexDirectory, file: &Path) -> Result<(), String> {
    let said = |error: OpenReadError| match error {
        OpenReadError::FileDoesNotExist(_) => "it is missing".to_owned(),
        OpenReadError::IoError { io_error, .. } => io_error.to_string(),
        other => other.to_string(),
    };
    if directory.is_whole(file).map_err(said)?.is_some() {
        return Ok(());
    }
    // What it takes for impossible, it does not return from.
    let validated = catch_unwind(AssertUnwindSafe(|| {
        let managed = ManagedDirectory::wrap(Box::new(directory.clone()));
        managed.map(|managed| managed.validate_checksum(file))
    }));
    let validated = validated.map_err(|_| "it is damaged".to_owned())?;
    match validated {
        Ok(Ok(true)) => Ok(()),
        Ok(Ok(false)) => Err("it does not match its checksum".to_owned()),
        Ok(Err(error)) => Err(said(error)),
        Err(error) => Err(error.to_string()),
    }
}

/// Reads every article and compares it with its hash, its id, and their number.
fn articles_of(layout: &Layout, generation: &Path, snapshot: &Snapshot, checked: &mut Checked) {
    let file = name(layout, generation);
    let entries: Vec<Entry> = snapshot.entries().collect();
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    // A thread has articles that stand together, and unpacks no block that another does.
    let share = entries.len().div_ceil(threads).max(1);
    let problems = thread::scope(|scope| {
        let look = |entries: &[Entry]| -> Vec<String> {
            let problems = entries.iter().filter_map(|entry| problem(snapshot, *entry));
            problems.collect()
        };
        let shares = entries.chunks(share);
        let threads: Vec<_> = shares
            .map(|share| scope.spawn(move || look(share)))
            .collect();
        let joined = threads.into_iter().map(|thread| match thread.join() {
            Ok(problems) => problems,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        joined.flatten().collect::<Vec<String>>()
    });
    let wrong = problems.len();
    checked.articles += (entries.len() - wrong) as u64;
    for problem in problems.into_iter().take(TOLD) {
        checked.add(&file, problem);
    }
    if wrong > TOLD {
        checked.add(&file, format!("{} further articles", wrong - TOLD));
    }
    checked.passages = snapshot.passages();
    if let Some(error) = snapshot.trouble() {
        checked.add(&file, error);
    }
    if let Ok(articles) = snapshot.articles_committed()
        && articles != checked.articles + wrong as u64
    {
        let there = checked.articles + wrong as u64;
        let problem = format!("{articles} articles were written, {there} are there");
        checked.add(&file, problem);
    }
}

/// What is wrong with an article.
fn problem(snapshot: &Snapshot, entry: Entry) -> Option<String> {
    let id = snapshot.id(entry);
    let problem = match snapshot.article(entry) {
        Ok(article) if article.id != id => "its id is another one".to_owned(),
        Ok(article) if content_hash(&article) != snapshot.content_hash_of(entry) => {
            "its text is not what was written".to_owned()
        }
        Ok(_) => return None,
        Err(error) => error.to_string(),
    };
    Some(format!("article {:?}: {problem}", id.as_str()))
}

/// What the disk says of the first file that is not as it was written; asked for
/// when a library stops at something impossible.
pub(super) fn first_damage(layout: &Layout, generation: &Path) -> Option<(PathBuf, io::Error)> {
    let directory = open(layout, generation).ok()?;
    let index: Result<Index, TantivyError> = Index::open(directory.clone());
    let segments = index.ok()?.searchable_segment_metas().ok()?;
    let mut checked = Checked::default();
    files(layout, generation, &directory, &segments, &mut checked);
    let Finding { file, problem } = checked.findings.into_iter().next()?;
    Some((
        layout.path().join(file),
        io::Error::new(io::ErrorKind::InvalidData, problem),
    ))
}

impl Layout {
    /// What is to be said when a library stopped at something that it takes for
    /// impossible: which file is damaged, or that none is.
    #[must_use]
    pub fn unexpected(&self, message: &str) -> Error {
        let damage = self.current().ok();
        let damage = damage.and_then(|generation| first_damage(self, &generation));
        match damage {
            Some((file, error)) => Error::of_file(self.path(), &file, error),
            None => Error::Unexpected {
                path: self.path().to_owned(),
                message: message.to_owned(),
            },
        }
    }
}
