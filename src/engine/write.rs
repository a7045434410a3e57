//! How does an index change? Articles come in, are analysed anew, and go.

use std::path::PathBuf;

use super::Engine;
use crate::{
    article::ArticleId,
    error::Result,
    index::{Means, Snapshot},
    ingest::{self, Batch, Cancel, Event, IngestReport},
    language,
    link::StoryStore,
    record::CheckRecord,
    source,
};

/// How articles are taken in.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Intake {
    /// How inputs are read.
    pub source: source::ReadOptions,
    /// Threads that analyse and write, and the memory they may fill.
    pub means: Means,
    /// Remove articles whose file or record is gone from the paths.
    pub prune: bool,
    /// Prune, or build anew, even where a path holds no article any more.
    pub force: bool,
    /// An article takes the place of another one with its id.
    pub replace: bool,
    /// Everything becomes visible at the end, or nothing.
    pub atomic: bool,
    /// When what was read is committed, if it is not all at once.
    pub batch: Batch,
    /// Ends the work when it is set off: nothing since the last batch is visible then.
    pub cancel: Cancel,
    /// Read no more than so many articles.
    pub limit: Option<u64>,
    /// Say what would be done, and do nothing.
    pub dry_run: bool,
    /// What an export says of pairs counts wherever it is read, not from standard input
    /// alone.
    pub corrections: bool,
    /// The index remembers the paths and how they were read.
    pub remember: bool,
}

impl Intake {
    /// To add and update articles on so many threads; texts without a declared
    /// language may be in any that there is.
    pub fn new(threads: usize) -> Self {
        Self {
            source: source::ReadOptions::new(language::detect_tag),
            means: Means::new(threads),
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

    fn options(&self, engine: &Engine, anew: bool) -> ingest::IngestOptions {
        let mut source = self.source.clone();
        // The index itself is no input.
        source.exclude.push(engine.directory().to_owned());
        let mut options = ingest::IngestOptions::new(source, self.means);
        options.anew = anew;
        options.prune = self.prune;
        options.force = self.force;
        options.replace = self.replace;
        options.atomic = self.atomic;
        options.batch = self.batch;
        options.cancel = self.cancel.clone();
        options.limit = self.limit;
        options.dry_run = self.dry_run;
        options.remember = self.remember;
        options.corrections = self.corrections;
        options
    }
}

/// What a removal did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Removal {
    /// In numbers.
    pub report: IngestReport,
    /// The ids that no article had.
    pub missing: Vec<String>,
}

impl Engine {
    /// Adds and updates the articles of files, folders and standard input
    /// (`-`), or without paths those of all that the index remembers, in batches that become visible one after the other, or at once at the
    /// end ([`Intake::atomic`]). Begins an index where there is none. `on` hears what
    /// happens meanwhile.
    ///
    /// # Errors
    /// What ends the work: a busy, foreign or damaged index, a full disk, an
    /// empty path under `prune`, or [`crate::error::Error::Cancelled`]. The index is
    /// as the last batch left it then.
    pub fn index(
        &self,
        paths: &[PathBuf],
        intake: &Intake,
        on: &mut dyn FnMut(Event<'_>),
    ) -> Result<IngestReport> {
        let options = intake.options(self, false);
        self.changing(|| ingest::update(&self.inner.layout, paths, &options, on))
    }

    /// Builds the index anew beside the old one and swaps them: of paths, or,
    /// if there are none, of the articles that the old one has stored.
    ///
    /// # Errors
    /// As [`Engine::index`], and if a stored article cannot be read any more. The
    /// old index stays in force then.
    pub fn reindex(
        &self,
        paths: &[PathBuf],
        intake: &Intake,
        on: &mut dyn FnMut(Event<'_>),
    ) -> Result<IngestReport> {
        let layout = &self.inner.layout;
        self.changing(|| match paths {
            [] => {
                let (means, cancel) = (intake.means, &intake.cancel);
                let rebuilt = ingest::rebuild_from_stored(layout, means, false, cancel, on)?;
                Ok(rebuilt.0)
            }
            _ => ingest::update(layout, paths, &intake.options(self, true), on),
        })
    }

    /// Builds the index anew of all paths that it remembers, each read as it was.
    ///
    /// # Errors
    /// As [`Engine::reindex`], and [`crate::error::Error::NoOrigins`].
    pub fn reread(&self, intake: &Intake, on: &mut dyn FnMut(Event<'_>)) -> Result<IngestReport> {
        let options = intake.options(self, true);
        self.changing(|| ingest::update(&self.inner.layout, &[], &options, on))
    }

    /// The files and folders that the index remembers, in the order in which they were
    /// read first.
    ///
    /// # Errors
    /// As for opening it.
    pub fn origins(&self) -> Result<Vec<PathBuf>> {
        self.asking(|state| {
            let origins = state.snapshot().kept().origins.iter();
            Ok(origins.map(|origin| PathBuf::from(&origin.root)).collect())
        })
    }

    /// Forgets files and folders that the index remembers; their articles stay. Gives
    /// back those that it did not know.
    ///
    /// # Errors
    /// As [`Engine::remove`].
    pub fn forget_origins(&self, roots: &[PathBuf]) -> Result<Vec<PathBuf>> {
        self.changing(|| ingest::forget(&self.inner.layout, roots))
    }

    /// Removes articles by their ids; ids that no article has are named.
    ///
    /// # Errors
    /// As [`Engine::index`]; [`crate::error::Error::NoIndex`] if there is none.
    pub fn remove(&self, ids: &[String]) -> Result<Removal> {
        let ids: Vec<ArticleId> = ids.iter().map(ArticleId::new).collect();
        let (report, missing) = self.changing(|| ingest::remove(&self.inner.layout, &ids))?;
        Ok(Removal {
            report,
            missing: missing.iter().map(ToString::to_string).collect(),
        })
    }

    /// Removes what broken-off runs have left, and if anything is damaged, builds
    /// the index anew of all stored articles that can still be read.
    ///
    /// # Errors
    /// As [`Engine::reindex`], but what cannot be read is left out and named.
    pub fn repair(&self, intake: &Intake, on: &mut dyn FnMut(Event<'_>)) -> Result<CheckRecord> {
        let layout = &self.inner.layout;
        self.changing(|| {
            let checked = layout.check()?;
            layout.tidy()?;
            if checked.findings.is_empty() {
                // What is kept of stories is made again where it is not as it was.
                let snapshot = Snapshot::open(layout)?;
                if !StoryStore::damages(&snapshot)?.is_empty() {
                    StoryStore::renew(&snapshot, intake.means.threads);
                }
                return Ok(self.health(checked, None, Vec::new()));
            }
            let (means, cancel) = (intake.means, &intake.cancel);
            let (report, lost) = ingest::rebuild_from_stored(layout, means, true, cancel, on)?;
            Ok(self.health(checked, Some(report.added), lost))
        })
    }

    /// Does what changes the index. What is asked next is asked of the new state.
    pub(super) fn changing<T>(&self, change: impl FnOnce() -> Result<T>) -> Result<T> {
        let changed = self.caught(change);
        self.forget();
        changed
    }
}
