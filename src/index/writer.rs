//! How do articles get in? Unchanged ones are skipped, changed ones replaced
//! in one step, and nothing is acknowledged before it is durable.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

pub use super::document::{Prepared, Preparer};
use super::{
    check,
    directory::IndexDirectory,
    generation::{Layout, WriteLock},
    kept::{Kept, Payload},
    ledger::Ledger,
    means::Means,
    reader::Snapshot,
    replay::{self, Replay},
    salvage::Stored,
    schema::Fields,
    sweep,
    trouble::Trouble,
};
use crate::{
    article::ArticleId,
    error::{Error, Result},
};
use tantivy::{
    Index, IndexSettings, IndexWriter, TantivyDocument, TantivyError, Term,
    indexer::{LogMergePolicy, UserOperation},
    store::{Compressor, ZstdCompressor},
    tokenizer::TextAnalyzer,
};

/// The one writer of an index.
pub struct Writer {
    layout: Layout,
    lock: WriteLock,
    generation: PathBuf,
    fields: Fields,
    writer: IndexWriter,
    /// What the disk did wrong.
    trouble: Trouble,
    /// What was there before this run, and what was met in it.
    ledger: Arc<Ledger>,
    /// What is kept beside the articles, from the next commit on.
    kept: Kept,
    /// What is written is in force from the next commit on, without a swap.
    in_force: bool,
    /// The generation in force before, if it is to be kept though it is damaged.
    aside: Option<PathBuf>,
    /// Held while operations are handed to tantivy.
    turn: Mutex<()>,
}

impl Writer {
    /// Opens the generation in force for updating, or makes the first one.
    ///
    /// # Errors
    /// [`Error::Busy`], [`Error::ForeignDirectory`], [`Error::OtherVersion`], or what the disk says.
    pub fn update(layout: &Layout, means: Means) -> Result<Self> {
        let lock = layout.lock()?;
        layout.sweep(&lock)?;
        match layout.current() {
            Ok(generation) => {
                layout.check_version(&generation)?;
                let before = Some(Snapshot::open(layout)?);
                Self::open(layout, lock, generation, before, means)
            }
            Err(Error::NoIndex(_)) => {
                let generation = layout.next(&lock)?;
                Self::open(layout, lock, generation, None, means)
            }
            Err(error) => Err(error),
        }
    }

    /// Starts a new generation beside the one in force.
    ///
    /// # Errors
    /// As [`Writer::update`], but an index of another version is no obstacle.
    pub fn rebuild(layout: &Layout, means: Means) -> Result<Self> {
        let lock = layout.lock()?;
        layout.sweep(&lock)?;
        let kept = match Stored::open(layout) {
            Ok(old) => old.kept().clone(),
            Err(Error::NoIndex(_)) => Kept::default(),
            Err(error) => return Err(error),
        };
        let generation = layout.next(&lock)?;
        let mut writer = Self::open(layout, lock, generation, None, means)?;
        writer.kept = kept;
        Ok(writer)
    }

    fn open(
        layout: &Layout,
        lock: WriteLock,
        generation: PathBuf,
        before: Option<Snapshot>,
        means: Means,
    ) -> Result<Self> {
        let directory = IndexDirectory::open(&generation)
            .map_err(|error| Error::tantivy(layout.path(), error.into()))?;
        let trouble = directory.trouble().clone();
        let fail = |error| failure(layout, &trouble, error);
        let (schema, fields) = Fields::schema();
        let settings = IndexSettings {
            docstore_compression: Compressor::Zstd(ZstdCompressor {
                compression_level: Some(3),
            }),
            ..IndexSettings::default()
        };
        let index = if before.is_some() {
            layout.note_finished(&generation, &lock);
            let index = Index::open(directory).map_err(fail)?;
            sweep::uncommitted(&generation, &index).map_err(fail)?;
            index
        } else {
            Index::builder()
                .schema(schema)
                .settings(settings)
                .open_or_create(directory)
                .map_err(fail)?
        };
        let tokenizer = TextAnalyzer::from(Replay::default());
        index.tokenizers().register(replay::TOKENIZER, tokenizer);
        let writer: IndexWriter = index
            .writer_with_num_threads(means.threads.max(1), means.postings())
            .map_err(fail)?;
        writer.set_merge_policy(Box::new(LogMergePolicy::default()));
        let kept = before.as_ref().map(|before| before.kept().clone());
        Ok(Self {
            layout: layout.clone(),
            lock,
            generation,
            fields,
            writer,
            trouble,
            in_force: before.is_some(),
            ledger: Arc::new(Ledger::new(before)?),
            kept: kept.unwrap_or_default(),
            aside: None,
            turn: Mutex::default(),
        })
    }

    /// What was there before this run, and what was met in it.
    pub fn ledger(&self) -> &Arc<Ledger> {
        &self.ledger
    }

    /// What is kept beside the articles, from the next commit on.
    pub fn kept(&self) -> &Kept {
        &self.kept
    }

    /// The same, to be changed.
    pub fn kept_mut(&mut self) -> &mut Kept {
        &mut self.kept
    }

    /// The generation in force is put aside when this one takes its place, not
    /// removed: something of it could not be read.
    ///
    /// # Errors
    /// As for opening it.
    pub fn set_old_aside(&mut self) -> Result<()> {
        self.aside = Some(self.layout.current()?);
        Ok(())
    }

    /// The fields to prepare articles for.
    pub fn fields(&self) -> Fields {
        self.fields
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
        let there = self.ledger.remove(id)?;
        self.writer
            .delete_term(Term::from_field_text(self.fields.article, id.as_str()));
        Ok(there)
    }

    /// Is the generation that is written to the one that readers open?
    pub fn is_in_force(&self) -> bool {
        self.in_force
    }

    /// Makes what was written so far durable and visible at once; more may come.
    ///
    /// # Errors
    /// What the disk says; then nothing since the last commit is visible.
    pub fn commit(&mut self) -> Result<()> {
        self.commit_to_generation()?;
        if self.in_force {
            return Ok(());
        }
        let articles = self.ledger.articles();
        check::verify(
            &self.layout,
            &self.generation,
            articles,
            check::Depth::Articles,
        )?;
        self.layout.put_in_force(&self.generation, &self.lock)?;
        self.in_force = true;
        swept(&self.layout, &self.lock);
        Ok(())
    }

    /// Makes all of it durable and visible at once.
    ///
    /// # Errors
    /// What the disk says; then nothing since the last commit is visible.
    pub fn finish(mut self) -> Result<()> {
        if let Err(error) = self.commit_to_generation() {
            self.abandon();
            return Err(error);
        }
        merged(self.writer);
        if self.in_force {
            return Ok(());
        }
        let articles = self.ledger.articles();
        let (layout, generation) = (&self.layout, &self.generation);
        let put = check::verify(layout, generation, articles, check::Depth::Files)
            .and_then(|()| layout.put_in_force(generation, &self.lock));
        if put.is_ok()
            && let Some(old) = &self.aside
            && let Err(error) = layout.set_aside(old, &self.lock)
        {
            tracing::warn!("the damaged generation stays where it is until the next run: {error}");
            return Ok(());
        }
        // Whichever of the two is not in force goes.
        swept(layout, &self.lock);
        put
    }

    fn commit_to_generation(&mut self) -> Result<()> {
        self.layout.note_analyzers(&self.generation, &self.lock)?;
        let payload = Payload {
            articles: self.ledger.articles(),
            kept: self.kept.clone(),
        };
        let payload = serde_json::to_string(&payload).unwrap_or_default();
        let committed = self.writer.prepare_commit().and_then(|mut prepared| {
            prepared.set_payload(&payload);
            prepared.commit()
        });
        committed.map_err(|error| failure(&self.layout, &self.trouble, error))?;
        Ok(())
    }

    /// Gives up what was written since the last commit: the generation in force
    /// stays as it is, one that was begun is removed.
    pub fn abandon(self) {
        let (in_force, generation) = (self.in_force, self.generation);
        let index = self.writer.index().clone();
        drop(self.writer);
        if in_force && let Err(error) = sweep::uncommitted(&generation, &index) {
            tracing::info!("left for the next run to remove: {error}");
        }
        swept(&self.layout, &self.lock);
    }

    fn fail(&self, error: TantivyError) -> Error {
        failure(&self.layout, &self.trouble, error)
    }
}

/// Waits for segments that are being merged. What fails there, the next run does.
fn merged(writer: IndexWriter) {
    if let Err(error) = writer.wait_merging_threads() {
        tracing::info!("segments are not merged: {error}");
    }
}

fn swept(layout: &Layout, lock: &WriteLock) {
    if let Err(error) = layout.sweep(lock) {
        tracing::info!("left for the next run to remove: {error}");
    }
}

/// What an error of the index library means while writing. What comes up may be
/// that a thread died: the file that failed first says the rest.
fn failure(layout: &Layout, trouble: &Trouble, error: TantivyError) -> Error {
    let noted = trouble.error(layout.path());
    noted.unwrap_or_else(|| Error::tantivy(layout.path(), error))
}
