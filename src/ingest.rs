//! How do inputs become an index? One thread reads and decides, the others
//! analyse and write; at the end everything becomes visible at once.

use std::{
    collections::HashSet,
    io,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
};

use crate::{
    article::{self, Article, ArticleId},
    error::{Error, Result},
    index::{Admission, Layout, Preparer, Snapshot, Writer},
    link::Archive,
    source::{self, Note, ReadItem, Reason, Skipped},
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
    /// Ends the work when it is set off.
    pub cancel: Cancel,
}

/// Ends work from outside, from any thread; clones are one.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Ends the work at the next article, with [`Error::Cancelled`].
    pub fn set_off(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn check(&self) -> Result<()> {
        match self.0.load(Ordering::Relaxed) {
            true => Err(Error::Cancelled),
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
/// empty root under `prune`. Nothing of this run is visible then, and the old
/// generation stays in force.
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
    let mut report = IngestReport::default();
    let mut roots_seen: Vec<Root> = roots
        .iter()
        .map(|root| Root {
            path: absolute(root),
            filled: false,
        })
        .collect();
    let mut left_out = LeftOut::default();
    with_workers(&writer, options.threads, |send| {
        let mut read = 0;
        for item in source::read(roots, &options.source) {
            options.cancel.check()?;
            match item {
                ReadItem::Article(mut article) => {
                    article.path = article.path.take().and_then(|path| absolute_text(&path));
                    for root in &mut roots_seen {
                        root.filled |= article.path.as_deref().is_some_and(|path| root.holds(path));
                    }
                    read += 1;
                    on(Event::Read(read));
                    match writer.admit(&article, &is_there)? {
                        Admission::New => report.added += 1,
                        Admission::Changed => report.changed += 1,
                        Admission::Unchanged => {
                            report.unchanged += 1;
                            continue;
                        }
                        Admission::Conflict => {
                            report.skipped += 1;
                            on(Event::Conflict(&article));
                            continue;
                        }
                    }
                    send(*article)?;
                }
                ReadItem::Skipped(skipped) => {
                    report.skipped += 1;
                    left_out.add(&skipped);
                    on(Event::Skipped(&skipped));
                }
                ReadItem::Note(note) => {
                    report.dates_unread += u64::from(note.is_of_date());
                    on(Event::Note(&note));
                }
                ReadItem::NotADocument(_) => report.not_documents += 1,
            }
        }
        Ok(())
    })?;
    if options.prune {
        report.removed = prune(&writer, &roots_seen, &left_out, options.force)?;
    }
    // Where nothing could be read, most likely a path is misspelt: no reason to
    // put an empty index in the place of what is there.
    if writer.before().is_none() && report.added == 0 && report.skipped > 0 {
        writer.abandon()?;
        return Ok(report);
    }
    // An update that changes nothing leaves the index as it is, but a first
    // or a new generation comes into force even if it is empty.
    if report.added + report.changed + report.removed > 0 || writer.before().is_none() {
        commit(writer, layout, options.threads, on)?;
    }
    Ok(report)
}

/// Builds a new generation from the articles stored in the old one.
///
/// # Errors
/// As [`update`]; [`Error::NoIndex`] if there is no old one.
pub fn rebuild_from_stored(
    layout: &Layout,
    threads: usize,
    cancel: &Cancel,
    on: &mut dyn FnMut(Event<'_>),
) -> Result<IngestReport> {
    // Before anything is written: where there is no index, none is begun.
    layout.exists()?;
    let writer = Writer::rebuild(layout, threads)?;
    let stored = Snapshot::open_any_version(layout)?;
    let mut report = IngestReport::default();
    with_workers(&writer, threads, |send| {
        for entry in stored.entries() {
            cancel.check()?;
            let article = stored.article(entry)?;
            // All are new to it: it counts them, and misses any that is lost.
            writer.admit(&article, &is_there)?;
            send(article)?;
            report.added += 1;
            on(Event::Read(report.added));
        }
        Ok(())
    })?;
    commit(writer, layout, threads, on)?;
    Ok(report)
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
        if writer.remove(id)? {
            report.removed += 1;
        } else {
            missing.push(id.clone());
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
    writer.commit()?;
    on(Event::Linking);
    match Snapshot::open(layout) {
        Ok(snapshot) => {
            Archive::new(&snapshot).with_threads(threads).book();
        }
        Err(error) => tracing::warn!("the stories are not worked out yet: {error}"),
    }
    Ok(())
}

/// Runs `produce` with a function that hands articles to threads which
/// analyse and write them.
fn with_workers(
    writer: &Writer,
    threads: usize,
    produce: impl FnOnce(&mut dyn FnMut(Article) -> Result<()>) -> Result<()>,
) -> Result<()> {
    /// How many articles may wait for a thread: enough to keep it busy, few
    /// enough to keep memory flat when they are large.
    const WAITING: usize = 8;
    thread::scope(|scope| {
        let (senders, workers): (Vec<_>, Vec<_>) = (0..threads.max(1))
            .map(|_| {
                let (sender, receiver) = mpsc::sync_channel::<Article>(WAITING);
                let worker = scope.spawn(move || {
                    let mut preparer = Preparer::new(writer.fields());
                    receiver
                        .iter()
                        .try_for_each(|article| writer.write(preparer.prepare(&article)))
                });
                (sender, worker)
            })
            .unzip();
        let produced = produce(&mut |article: Article| {
            // By id, so that two versions of one article, which only
            // `replace` lets in, are written in the order they were read.
            let slot = article.id.as_str().bytes().fold(0_usize, |sum, byte| {
                sum.wrapping_mul(31).wrapping_add(byte.into())
            });
            let sent = senders
                .get(slot % senders.len())
                .map(|sender| sender.send(article));
            // A thread that is gone has failed, and says why below.
            if matches!(sent, Some(Ok(()))) {
                Ok(())
            } else {
                Err(Error::WriterGone)
            }
        });
        drop(senders);
        let mut failed = None;
        for worker in workers {
            match worker.join() {
                Ok(Ok(())) => {}
                Ok(Err(error)) => failed = Some(error),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        failed.map_or(produced, Err)
    })
}

/// A root to prune under.
struct Root {
    path: PathBuf,
    /// An article was read from it in this run.
    filled: bool,
}

impl Root {
    fn holds(&self, path: &str) -> bool {
        Path::new(path).starts_with(&self.path) || Path::new(article::file_of(path)) == self.path
    }
}

/// Files, folders and records that were skipped in this run but are still
/// there: not having read them says nothing about their articles.
#[derive(Default)]
struct LeftOut(HashSet<PathBuf>);

impl LeftOut {
    fn add(&mut self, skipped: &Skipped) {
        let gone = matches!(&skipped.reason, Reason::Unreadable(error) if error.kind() == io::ErrorKind::NotFound);
        if !gone {
            self.0
                .insert(absolute(Path::new(&skipped.place.to_string())));
        }
    }

    /// Was the record, its file or a folder above it left out?
    fn covers(&self, path: &str) -> bool {
        let above = || Path::new(article::file_of(path)).ancestors();
        self.0.contains(Path::new(path)) || above().any(|path| self.0.contains(path))
    }
}

/// Removes the articles that were read from the roots once and are not there
/// any more.
fn prune(writer: &Writer, roots: &[Root], left_out: &LeftOut, force: bool) -> Result<u64> {
    let Some(before) = writer.before() else {
        return Ok(0);
    };
    let mut gone: Vec<(ArticleId, usize)> = Vec::new();
    for article in before.articles() {
        let Some(path) = &article.path else { continue };
        if let Some(root) = roots.iter().position(|root| root.holds(path))
            && !writer.has_seen(&article.id)
            && !left_out.covers(path)
        {
            gone.push((article.id, root));
        }
    }
    for (number, root) in roots.iter().enumerate() {
        let count = gone.iter().filter(|(_, at)| *at == number).count();
        if !root.filled && count > 0 && !force {
            return Err(Error::EmptyRoot {
                path: root.path.clone(),
                count,
            });
        }
    }
    for (id, _) in &gone {
        writer.remove(id)?;
    }
    Ok(gone.len() as u64)
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
