//! How do inputs become an index? One thread reads and decides, the others
//! analyse and write. What was read becomes visible batch by batch, so that a long
//! run that is broken off goes on where it stopped; or, if that is asked for, at
//! once at the end.

#[cfg(test)]
mod faulty;
mod rebuild;
mod roots;
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
    article::{self, Article, ArticleId},
    error::{Error, Result},
    index::{Admission, Layout, Snapshot, Writer},
    link::Archive,
    source::{self, Note, ReadItem, Skipped},
};

pub use self::rebuild::rebuild_from_stored;
use self::{
    roots::{LeftOut, Root, prune, refuse_emptied},
    workers::with_workers,
};

/// How inputs are taken in.
#[derive(Debug, Clone)]
pub struct IngestOptions {
    /// How they are read.
    pub source: source::ReadOptions,
    /// Threads that analyse and write.
    pub threads: usize,
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
    pub fn new(source: source::ReadOptions, threads: usize) -> Self {
        Self {
            source,
            threads,
            anew: false,
            prune: false,
            force: false,
            replace: false,
            atomic: false,
            batch: Batch::default(),
            cancel: Cancel::default(),
        }
    }
}

/// What happened, in numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct IngestReport {
    /// Articles that were not there before.
    pub added: u64,
    /// Articles that were there with other content.
    pub changed: u64,
    /// Articles that were there as they are.
    pub unchanged: u64,
    /// Articles that were removed.
    pub removed: u64,
    /// Inputs that should have been articles and are none.
    pub skipped: u64,
    /// Files in folders that are of no known format.
    pub not_documents: u64,
    /// Dates of records that were not understood; their articles have none.
    pub dates_unread: u64,
}

/// Something worth telling while it happens.
#[derive(Debug)]
pub enum Event<'a> {
    /// An article was read; so many have been by now.
    Read(u64),
    /// An input was left out.
    Skipped(&'a Skipped),
    /// An article was left out because another one has its id.
    Conflict(&'a Article),
    /// Something was not understood, and did not cost the article.
    Note(&'a Note),
    /// A batch is durable and visible; so many articles of this run are by now.
    Committed(u64),
    /// All is read; what remains is to write and check.
    Committing,
    /// All is durable and visible; what remains is to work the stories out.
    Linking,
}

/// Adds and updates articles from files, folders and standard input; or builds
/// a new generation of them, as the options say.
///
/// # Errors
/// What ends the command: a busy, foreign or damaged index, a full disk, an
/// empty root under `prune` or where a new generation would be empty. Nothing since
/// the last batch is visible then, and an old generation stays in force.
pub fn update(
    layout: &Layout,
    roots: &[PathBuf],
    options: &IngestOptions,
    on: &mut dyn FnMut(Event<'_>),
) -> Result<IngestReport> {
    let mut writer = if options.anew {
        Writer::rebuild(layout, options.threads)?
    } else {
        Writer::update(layout, options.threads)?
    };
    writer.replace_conflicting(options.replace);
    let mut run = Run {
        options,
        report: IngestReport::default(),
        read: 0,
        committed: 0,
        roots: roots.iter().map(|root| Root::new(root)).collect(),
        left_out: LeftOut::default(),
    };
    match run.take_in(layout, &mut writer, roots, on) {
        Ok(true) => commit(writer, layout, options.threads, on)?,
        Ok(false) => writer.abandon(),
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

/// What one run has seen and done.
struct Run<'o> {
    options: &'o IngestOptions,
    report: IngestReport,
    /// Articles read.
    read: u64,
    /// Articles that the batches up to now have brought.
    committed: u64,
    roots: Vec<Root>,
    left_out: LeftOut,
}

impl Run<'_> {
    /// Reads everything, batch by batch; is there anything left to be committed?
    fn take_in(
        &mut self,
        layout: &Layout,
        writer: &mut Writer,
        roots: &[PathBuf],
        on: &mut dyn FnMut(Event<'_>),
    ) -> Result<bool> {
        let options = self.options;
        let mut items = source::read(roots, &options.source);
        let one_batch = options.anew || options.atomic;
        while !self.read_batch(writer, &mut items, one_batch, on)? {
            writer.commit()?;
            self.committed = self.report.added + self.report.changed;
            on(Event::Committed(self.committed));
        }
        if options.prune {
            self.report.removed = prune(writer, &self.roots, &self.left_out, options.force)?;
        }
        let report = self.report;
        let changed = report.added + report.changed + report.removed;
        // Where nothing could be read, most likely a path is misspelt: no reason to
        // put an empty index in the place of what is there.
        let misspelt = report.added == 0 && report.skipped > 0;
        if options.anew && !options.force && !misspelt {
            refuse_emptied(layout, &self.roots, report.added)?;
        }
        // An update that changes nothing leaves the index as it is, but a first
        // or a new generation comes into force even if it is empty.
        Ok(match writer.is_in_force() {
            true => changed > self.committed,
            false => !misspelt,
        })
    }

    /// Reads until a batch is full; `true` if that was all there is.
    fn read_batch(
        &mut self,
        writer: &Writer,
        items: &mut dyn Iterator<Item = ReadItem>,
        all: bool,
        on: &mut dyn FnMut(Event<'_>),
    ) -> Result<bool> {
        let batch = self.options.batch;
        let (begun, mut bytes) = (Instant::now(), 0);
        with_workers(writer, self.options.threads, |send| {
            for item in items {
                self.options.cancel.check()?;
                if let Some(article) = self.take(writer, item, on)? {
                    bytes += article.text.len();
                    send(article)?;
                }
                let full = bytes >= batch.bytes || (bytes > 0 && begun.elapsed() >= batch.time);
                if full && !all {
                    return Ok(false);
                }
            }
            Ok(true)
        })
    }

    /// The article that an item brings, if it is to be written.
    fn take(
        &mut self,
        writer: &Writer,
        item: ReadItem,
        on: &mut dyn FnMut(Event<'_>),
    ) -> Result<Option<Article>> {
        match item {
            ReadItem::Article(mut article) => {
                article.path = article.path.take().and_then(|path| absolute_text(&path));
                for root in &mut self.roots {
                    root.filled |= article.path.as_deref().is_some_and(|path| root.holds(path));
                }
                self.read += 1;
                on(Event::Read(self.read));
                match writer.admit(&article, &is_there)? {
                    Admission::New => self.report.added += 1,
                    Admission::Changed => self.report.changed += 1,
                    Admission::Unchanged => {
                        self.report.unchanged += 1;
                        return Ok(None);
                    }
                    Admission::Conflict => {
                        self.report.skipped += 1;
                        on(Event::Conflict(&article));
                        return Ok(None);
                    }
                }
                return Ok(Some(*article));
            }
            ReadItem::Skipped(skipped) => {
                self.report.skipped += 1;
                self.left_out.add(&skipped);
                on(Event::Skipped(&skipped));
            }
            ReadItem::Note(note) => {
                self.report.dates_unread += u64::from(note.is_of_date());
                on(Event::Note(&note));
            }
            ReadItem::NotADocument(_) => self.report.not_documents += 1,
        }
        Ok(None)
    }
}

/// Removes articles; gives back the ids that were not there.
///
/// # Errors
/// As [`update`].
pub fn remove(layout: &Layout, ids: &[ArticleId]) -> Result<(IngestReport, Vec<ArticleId>)> {
    layout.exists()?;
    let writer = Writer::update(layout, 1)?;
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
        commit(writer, layout, 1, &mut |_| {})?;
    }
    Ok((report, missing))
}

/// Makes everything visible, then works out the stories of the new state, so
/// that searches find them done. Should that fail, searches do it themselves.
fn commit(
    writer: Writer,
    layout: &Layout,
    threads: usize,
    on: &mut dyn FnMut(Event<'_>),
) -> Result<()> {
    on(Event::Committing);
    writer.finish()?;
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
