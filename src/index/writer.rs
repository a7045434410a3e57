//! How do articles get in? Unchanged ones are skipped, changed ones replaced
//! in one step, and nothing is acknowledged before it is durable.

use std::{
    collections::HashMap,
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

use tantivy::{
    Index, IndexSettings, IndexWriter, TantivyDocument, TantivyError, Term,
    directory::Directory,
    indexer::{LogMergePolicy, UserOperation},
    store::{Compressor, ZstdCompressor},
    tokenizer::TextAnalyzer,
};
use xxhash_rust::xxh3::xxh3_64;

pub use super::document::{Prepared, Preparer};
use super::{
    check,
    directory::IndexDirectory,
    document::content_hash,
    generation::{Layout, WriteLock},
    reader::Snapshot,
    replay::{self, Replay},
    schema::Fields,
};
use crate::{
    article::{Article, ArticleId},
    error::{Error, Result},
};

/// Memory that tantivy may fill before it writes a segment, per thread.
const BUDGET_PER_THREAD: usize = 128 << 20;

/// What is to be done with an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// Write it: it was not there before.
    New,
    /// Write it: it was there with other content.
    Changed,
    /// Nothing: it is there as it is.
    Unchanged,
    /// Nothing: another article, read elsewhere, has its id.
    Conflict,
}

/// The one writer of an index.
pub struct Writer {
    layout: Layout,
    lock: WriteLock,
    generation: PathBuf,
    fields: Fields,
    writer: IndexWriter,
    /// What readers see: the articles that were there before this run.
    before: Option<Snapshot>,
    /// Hashes of the ids met in this run → content hashes.
    seen: Mutex<HashMap<u64, u64>>,
    /// Held while operations are handed to tantivy.
    turn: Mutex<()>,
    /// A conflicting article takes the place of the one before it.
    replace: bool,
}

impl Writer {
    /// Opens the generation in force for updating, or makes the first one.
    ///
    /// # Errors
    /// [`Error::Busy`], [`Error::ForeignDirectory`], [`Error::OtherVersion`], or what the disk says.
    pub fn update(layout: &Layout, threads: usize) -> Result<Self> {
        let lock = layout.lock()?;
        layout.sweep(&lock)?;
        match layout.current() {
            Ok(generation) => {
                layout.check_version(&generation)?;
                let before = Some(Snapshot::open(layout)?);
                Self::open(layout, lock, generation, before, threads)
            }
            Err(Error::NoIndex(_)) => {
                let generation = layout.next(&lock)?;
                Self::open(layout, lock, generation, None, threads)
            }
            Err(error) => Err(error),
        }
    }

    /// Starts a new generation beside the one in force.
    ///
    /// # Errors
    /// As [`Writer::update`], but an index of another version is no obstacle.
    pub fn rebuild(layout: &Layout, threads: usize) -> Result<Self> {
        let lock = layout.lock()?;
        layout.sweep(&lock)?;
        let generation = layout.next(&lock)?;
        Self::open(layout, lock, generation, None, threads)
    }

    fn open(
        layout: &Layout,
        lock: WriteLock,
        generation: PathBuf,
        before: Option<Snapshot>,
        threads: usize,
    ) -> Result<Self> {
        let fail = |error| failure(layout, error);
        let directory = IndexDirectory::open(&generation).map_err(|error| fail(error.into()))?;
        let (schema, fields) = Fields::schema();
        let settings = IndexSettings {
            docstore_compression: Compressor::Zstd(ZstdCompressor {
                compression_level: Some(3),
            }),
            ..IndexSettings::default()
        };
        let index = if before.is_some() {
            Index::open(directory)
        } else {
            Index::builder()
                .schema(schema)
                .settings(settings)
                .open_or_create(directory)
        }
        .map_err(fail)?;
        let tokenizer = TextAnalyzer::from(Replay::default());
        index.tokenizers().register(replay::TOKENIZER, tokenizer);
        let threads = threads.max(1);
        let writer: IndexWriter = index
            .writer_with_num_threads(threads, threads * BUDGET_PER_THREAD)
            .map_err(fail)?;
        writer.set_merge_policy(Box::new(LogMergePolicy::default()));
        Ok(Self {
            layout: layout.clone(),
            lock,
            generation,
            fields,
            writer,
            before,
            seen: Mutex::default(),
            turn: Mutex::default(),
            replace: false,
        })
    }

    /// From now on an article takes the place of another one with its id,
    /// wherever that was read.
    pub fn replace_conflicting(&mut self, replace: bool) {
        self.replace = replace;
    }

    /// The fields to prepare articles for.
    pub fn fields(&self) -> Fields {
        self.fields
    }

    /// Decides what is to be done with an article. The first of two articles
    /// with one id has it, in the order of the calls.
    ///
    /// # Errors
    /// What the disk says.
    pub fn admit(&self, article: &Article, is_there: &dyn Fn(&str) -> bool) -> Result<Admission> {
        let id = id_hash(&article.id);
        let hash = content_hash(article);
        match self.seen().get(&id) {
            Some(&met) if met == hash => return Ok(Admission::Unchanged),
            Some(_) if !self.replace => return Ok(Admission::Conflict),
            _ => {}
        }
        let there = match &self.before {
            Some(before) => before.content_hash(&article.id)?,
            None => None,
        };
        if let (Some(before), Some(there)) = (&self.before, there)
            && there != hash
            && !self.replace
            && let Some(file) = before.other_file(&article.id, article.path.as_deref())?
            && is_there(&file)
        {
            return Ok(Admission::Conflict);
        }
        let met_before = self.seen().insert(id, hash).is_some();
        Ok(match there {
            Some(there) if there == hash && !met_before => Admission::Unchanged,
            None if !met_before => Admission::New,
            _ => Admission::Changed,
        })
    }

    /// Writes an article in place of whatever has its id. May be called from
    /// several threads, but for one id only in the order of the calls.
    ///
    /// # Errors
    /// What the disk says; the writer is of no use after that.
    pub fn write(&self, prepared: Prepared) -> Result<()> {
        let delete = Term::from_field_text(self.fields.article, prepared.id.as_str());
        // One batch: its documents stand together in one segment.
        let mut operations = vec![UserOperation::<TantivyDocument>::Delete(delete)];
        operations.extend(prepared.documents.into_iter().map(UserOperation::Add));
        // One at a time: tantivy stamps operations and queues them in two
        // steps, and takes for granted that the queue is in the order of the
        // stamps. With two threads in between, documents were lost.
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        self.writer
            .run(operations)
            .map_err(|error| self.fail(error))?;
        Ok(())
    }

    /// Removes an article; `false` if there was none with this id before this run.
    ///
    /// # Errors
    /// What the disk says.
    pub fn remove(&self, id: &ArticleId) -> Result<bool> {
        let there = match &self.before {
            Some(before) => before.content_hash(id)?.is_some(),
            None => false,
        };
        self.writer
            .delete_term(Term::from_field_text(self.fields.article, id.as_str()));
        Ok(there)
    }

    /// The articles that were there before this run.
    pub fn before(&self) -> Option<&Snapshot> {
        self.before.as_ref()
    }

    /// Was this id met in this run?
    pub fn has_seen(&self, id: &ArticleId) -> bool {
        self.seen().contains_key(&id_hash(id))
    }

    /// Makes all of it durable and visible at once.
    ///
    /// # Errors
    /// What the disk says; then nothing of this run is visible.
    pub fn commit(mut self) -> Result<()> {
        let fail = |error| failure(&self.layout, error);
        let written = self.seen().len();
        self.layout.note_analyzers(&self.generation, &self.lock)?;
        self.writer.commit().map_err(fail)?;
        let sync = self.writer.index().directory().sync_directory();
        sync.map_err(|error| Error::io(&self.generation, error))?;
        self.writer.wait_merging_threads().map_err(fail)?;
        if self.before.is_none() {
            check::verify(&self.layout, &self.generation, written)?;
            self.layout.put_in_force(&self.generation, &self.lock)?;
            self.layout.sweep(&self.lock)?;
        }
        Ok(())
    }

    /// Gives this run up: the generation in force stays as it is, one that was
    /// begun is removed.
    ///
    /// # Errors
    /// What the disk says.
    pub fn abandon(self) -> Result<()> {
        drop(self.writer);
        self.layout.sweep(&self.lock)
    }

    fn seen(&self) -> MutexGuard<'_, HashMap<u64, u64>> {
        self.seen
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn fail(&self, error: TantivyError) -> Error {
        failure(&self.layout, error)
    }
}

/// What an error of the index library means while writing. On a full disk an
/// indexing thread dies first, and what comes up says only that; the disk says
/// the rest.
fn failure(layout: &Layout, error: TantivyError) -> Error {
    match &error {
        TantivyError::ErrorInThread(message)
            if message.contains("killed") && layout.disk_is_full() =>
        {
            Error::DiskFull(layout.path().to_owned())
        }
        _ => Error::tantivy(layout.path(), error),
    }
}

fn id_hash(id: &ArticleId) -> u64 {
    xxh3_64(id.as_str().as_bytes())
}
