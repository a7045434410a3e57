//! How does an index change? Articles come in, are analysed anew, and go.

use std::path::PathBuf;

use super::Engine;
use crate::{
    article::ArticleId,
    error::Result,
    ingest::{self, Cancel, Event, IngestReport},
    language, source,
};

/// How articles are taken in.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Intake {
    /// How inputs are read.
    pub source: source::ReadOptions,
    /// Threads that analyse and write, at least one.
    pub threads: usize,
    /// Remove articles whose file or record is gone from the paths.
    pub prune: bool,
    /// Prune even where a path holds no article any more.
    pub force: bool,
    /// An article takes the place of another one with its id.
    pub replace: bool,
    /// Ends the work when it is set off: nothing of it is visible then.
    pub cancel: Cancel,
}

impl Intake {
    /// To add and update articles on so many threads; texts without a declared
    /// language may be in any that there is.
    pub fn new(threads: usize) -> Self {
        Self {
            source: source::ReadOptions::new(language::detect_tag),
            threads,
            prune: false,
            force: false,
            replace: false,
            cancel: Cancel::default(),
        }
    }

    fn options(&self, engine: &Engine, anew: bool) -> ingest::IngestOptions {
        let mut source = self.source.clone();
        // The index itself is no input.
        source.exclude.push(engine.directory().to_owned());
        let mut options = ingest::IngestOptions::new(source, self.threads);
        options.anew = anew;
        options.prune = self.prune;
        options.force = self.force;
        options.replace = self.replace;
        options.cancel = self.cancel.clone();
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
    /// (`-`); everything becomes visible at once, at the end. Begins an index
    /// where there is none. `on` hears what happens meanwhile.
    ///
    /// # Errors
    /// What ends the work: a busy, foreign or damaged index, a full disk, an
    /// empty path under `prune`, or [`crate::error::Error::Cancelled`]. The index is as it
    /// was then.
    pub fn index(
        &self,
        paths: &[PathBuf],
        intake: &Intake,
        on: &mut dyn FnMut(Event<'_>),
    ) -> Result<IngestReport> {
        let options = intake.options(self, false);
        let report = ingest::update(&self.inner.layout, paths, &options, on)?;
        self.forget();
        Ok(report)
    }

    /// Builds the index anew beside the old one and swaps them: of paths, or,
    /// if there are none, of the articles that the old one has stored.
    ///
    /// # Errors
    /// As [`Engine::index`].
    pub fn reindex(
        &self,
        paths: &[PathBuf],
        intake: &Intake,
        on: &mut dyn FnMut(Event<'_>),
    ) -> Result<IngestReport> {
        let layout = &self.inner.layout;
        let report = if paths.is_empty() {
            ingest::rebuild_from_stored(layout, intake.threads, &intake.cancel, on)?
        } else {
            ingest::update(layout, paths, &intake.options(self, true), on)?
        };
        self.forget();
        Ok(report)
    }

    /// Removes articles by their ids; ids that no article has are named.
    ///
    /// # Errors
    /// As [`Engine::index`]; [`crate::error::Error::NoIndex`] if there is none.
    pub fn remove(&self, ids: &[String]) -> Result<Removal> {
        let ids: Vec<ArticleId> = ids.iter().map(ArticleId::new).collect();
        let (report, missing) = ingest::remove(&self.inner.layout, &ids)?;
        self.forget();
        Ok(Removal {
            report,
            missing: missing.iter().map(ToString::to_string).collect(),
        })
    }
}
