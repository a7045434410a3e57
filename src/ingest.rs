//! How do inputs become an index? One thread reads and decides, the others
//! analyse and write. What was read becomes visible batch by batch, so that a long
//! run that is broken off goes on where it stopped; or, if that is asked for, at
//! once at the end.

mod correct;
#[cfg(test)]
mod faulty;
mod known;
mod origins;
mod rebuild;
mod report;
mod roots;
mod run;
#[cfg(test)]
mod sequences;
mod workers;

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use crate::{
    article::{self, ArticleId},
    error::{Error, Result},
    index::{Kept, Layout, Ledger, Means, Snapshot, Writer},
    link::Archive,
    source,
};

pub use self::{
    correct::{Correcting, correct, forget},
    rebuild::rebuild_from_stored,
    report::{Change, Event, IngestReport},
};
use self::{known::Memory, origins::Group, run::Run};

/// How inputs are taken in.
#[derive(Debug, Clone)]
pub struct IngestOptions {
    /// How they are read.
    pub source: source::ReadOptions,
    /// Threads that analyse and write, and the memory they may fill.
    pub means: Means,
    /// Build a new generation and put it in the place of the old one.
    pub anew: bool,
    /// Remove articles whose file or record is gone from the roots.
    pub prune: bool,
    /// Prune even if a root holds no article any more.
    pub force: bool,
    /// An article takes the place of another one with its id.
    pub replace: bool,
    /// Everything becomes visible at the end, or nothing. A new generation that takes
    /// the place of an old one always is.
    pub atomic: bool,
    /// When a batch is committed.
    pub batch: Batch,
    /// Ends the work when it is set off.
    pub cancel: Cancel,
    /// Read no more than so many articles.
    pub limit: Option<u64>,
    /// Say what would be done, and do nothing.
    pub dry_run: bool,
    /// What an export says of pairs counts wherever it is read, not from standard input
    /// alone.
    pub corrections: bool,
    /// The index remembers what was read and how, to read it again without being
    /// told.
    pub remember: bool,
}

/// How much is read before it is committed: whatever comes first.
#[derive(Debug, Clone, Copy)]
pub struct Batch {
    /// Bytes of articles' texts.
    pub bytes: usize,
    /// Time since the last commit.
    pub time: Duration,
}

impl Default for Batch {
    /// Rare enough to cost little, often enough to lose little.
    fn default() -> Self {
        Self {
            bytes: 256 << 20,
            time: Duration::from_secs(60),
        }
    }
}

/// Ends work from outside, from any thread; clones are one.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Ends the work at the next article, with [`Error::Cancelled`].
    pub fn set_off(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Was it set off?
    #[must_use]
    pub fn is_set_off(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    fn check(&self) -> Result<()> {
        match self.is_set_off() {
            true => Err(Error::Cancelled(0)),
            false => Ok(()),
        }
    }
}

impl IngestOptions {
    /// To add and update articles, and do nothing else.
    #[must_use]
    pub fn new(source: source::ReadOptions, means: Means) -> Self {
        Self {
            source,
            means,
            anew: false,
            prune: false,
            force: false,
            replace: false,
            atomic: false,
            batch: Batch::default(),
            cancel: Cancel::default(),
            limit: None,
            dry_run: false,
            remember: true,
            corrections: false,
        }
    }
}

/// Adds and updates articles from files, folders and standard input; or builds
/// a new generation of them, as the options say. Without roots, from those that the
/// index remembers, read as they were.
///
/// # Errors
/// What ends the command: a busy, foreign or damaged index, a full disk, an
/// empty root under `prune` or where a new generation would be empty, no root at all
/// ([`Error::NoOrigins`]). Nothing since the last batch is visible then, and an old
/// generation stays in force.
pub fn update(
    layout: &Layout,
    roots: &[PathBuf],
    options: &IngestOptions,
    on: &mut dyn FnMut(Event<'_>),
) -> Result<IngestReport> {
    let begun = Instant::now();
    let mut report = match options.dry_run {
        true => would_update(layout, roots, options, on)?,
        false => do_update(layout, roots, options, on)?,
    };
    report.milliseconds = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok(report)
}

fn do_update(
    layout: &Layout,
    roots: &[PathBuf],
    options: &IngestOptions,
    on: &mut dyn FnMut(Event<'_>),
) -> Result<IngestReport> {
    if roots.is_empty() {
        // Before anything is written: where there is no index, none is begun.
        layout.exists()?;
    }
    let mut writer = if options.anew {
        Writer::rebuild(layout, options.means)?
    } else {
        Writer::update(layout, options.means)?
    };
    let ledger = Arc::clone(writer.ledger());
    ledger.replace_conflicting(options.replace);
    let memory = Memory::of(ledger.before());
    let groups = groups(roots, options, Some(writer.kept()), layout);
    let mut run = match groups {
        Ok(groups) => Run::new(options, groups, ledger, memory),
        Err(error) => {
            writer.abandon();
            return Err(error);
        }
    };
    match run.take_in(layout, &mut writer, on) {
        Ok(true) => commit(writer, layout, options.means.threads, Some(&run), on)?,
        Ok(false) => {
            writer.abandon();
            run.keep_memory(layout);
        }
        Err(error) => {
            writer.abandon();
            return Err(match error {
                Error::Cancelled(_) => Error::Cancelled(run.committed),
                error => error,
            });
        }
    }
    Ok(run.report)
}

/// What is read, and how: what is named, or what the index remembers.
fn groups(
    roots: &[PathBuf],
    options: &IngestOptions,
    kept: Option<&Kept>,
    layout: &Layout,
) -> Result<Vec<Group>> {
    let groups = match (kept, roots) {
        (Some(kept), []) => origins::remembered(kept, &options.source.exclude),
        _ => vec![Group {
            roots: roots.to_vec(),
            options: options.source.clone(),
        }],
    };
    match groups.is_empty() {
        true => Err(Error::NoOrigins(layout.path().to_owned())),
        false => Ok(groups),
    }
}

/// Reads all as an update does, and writes nothing.
fn would_update(
    layout: &Layout,
    roots: &[PathBuf],
    options: &IngestOptions,
    on: &mut dyn FnMut(Event<'_>),
) -> Result<IngestReport> {
    let before = match Snapshot::open(layout) {
        Ok(snapshot) => Some(snapshot),
        Err(Error::NoIndex(_)) if !roots.is_empty() => None,
        Err(error) => return Err(error),
    };
    let memory = Memory::of(before.as_ref());
    let groups = groups(roots, options, before.as_ref().map(Snapshot::kept), layout)?;
    let ledger = Arc::new(Ledger::new(before)?);
    ledger.replace_conflicting(options.replace);
    let mut run = Run::new(options, groups, ledger, memory);
    run.look_at(on)?;
    run.report.dry_run = true;
    Ok(run.report)
}

/// Removes articles; gives back the ids that were not there.
///
/// # Errors
/// As [`update`].
pub fn remove(layout: &Layout, ids: &[ArticleId]) -> Result<(IngestReport, Vec<ArticleId>)> {
    layout.exists()?;
    let writer = Writer::update(layout, Means::new(1))?;
    let mut report = IngestReport::default();
    let mut missing = Vec::new();
    let mut named = HashSet::new();
    for id in ids.iter().filter(|id| named.insert(*id)) {
        match writer.remove(id) {
            Ok(true) => report.removed += 1,
            Ok(false) => missing.push(id.clone()),
            Err(error) => {
                writer.abandon();
                return Err(error);
            }
        }
    }
    if report.removed > 0 {
        commit(writer, layout, 1, None, &mut |_| {})?;
    }
    Ok((report, missing))
}

/// Makes everything visible, then works out the stories of the new state, so
/// that searches find them done. Should that fail, searches do it themselves.
fn commit(
    writer: Writer,
    layout: &Layout,
    threads: usize,
    run: Option<&Run<'_>>,
    on: &mut dyn FnMut(Event<'_>),
) -> Result<()> {
    on(Event::Committing);
    writer.finish()?;
    if let Some(run) = run {
        run.keep_memory(layout);
    }
    on(Event::Linking);
    match Snapshot::open(layout) {
        Ok(snapshot) => {
            Archive::new(&snapshot).with_threads(threads).story_store();
        }
        Err(error) => tracing::warn!("the stories are not worked out yet: {error}"),
    }
    Ok(())
}

/// Is the file that an article was read from once still there?
fn is_there(file: &str) -> bool {
    source::is_there(Path::new(file))
}

/// The path seen from the root of the file system, links unresolved.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

/// The absolute form of an article's path; `None` for standard input.
fn absolute_text(path: &str) -> Option<String> {
    let absolute = || absolute(Path::new(path)).to_string_lossy().into_owned();
    (article::file_of(path) != "-").then(absolute)
}
