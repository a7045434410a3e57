//! How does one run read, decide and hand on, batch by batch?

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use super::{
    Change, Event, IngestOptions, IngestReport, absolute_text, is_there,
    known::{Memory, Outcome},
    origins::{self, Group},
    roots::{LeftOut, Roots, gone, refuse_emptied},
    workers::with_workers,
};
use crate::{
    article::{Article, ArticleId},
    error::Result,
    index::{Admission, Correction, Layout, Ledger, Snapshot, Version, Writer},
    source::{self, FileRead, Manner, ReadItem, Reader, Skipped},
};

/// What one run has seen and done.
pub(super) struct Run<'o> {
    options: &'o IngestOptions,
    groups: Vec<Group>,
    pub report: IngestReport,
    ledger: Arc<Ledger>,
    memory: Memory,
    /// What came of the file at hand.
    outcome: Outcome,
    /// Articles read.
    read: u64,
    /// Bytes of files that were as they were.
    passed: u64,
    /// Articles that the batches up to now have brought.
    pub committed: u64,
    roots: Roots,
    left_out: LeftOut,
    /// What an export says of pairs.
    corrections: Vec<Correction>,
}

/// Reads one group of roots.
struct Reading<'g> {
    items: Reader<'g>,
    manner: Manner,
    bytes: Arc<AtomicU64>,
    /// All of it comes from standard input.
    is_stdin: bool,
}

impl<'g> Reading<'g> {
    fn new(group: &'g Group, memory: &Memory, ledger: &Arc<Ledger>) -> Self {
        let manner = group.options.manner();
        let known = memory.known(&manner, ledger);
        let items = source::read(&group.roots, &group.options).knowing(known);
        Self {
            bytes: items.bytes(),
            items,
            manner,
            is_stdin: group.roots.iter().all(|root| root == Path::new("-")),
        }
    }
}

impl<'o> Run<'o> {
    pub fn new(
        options: &'o IngestOptions,
        groups: Vec<Group>,
        ledger: Arc<Ledger>,
        memory: Memory,
    ) -> Self {
        let roots = groups.iter().flat_map(|group| &group.roots);
        Self {
            options,
            report: IngestReport::default(),
            roots: Roots::new(roots),
            groups,
            ledger,
            memory,
            outcome: Outcome::default(),
            read: 0,
            passed: 0,
            committed: 0,
            left_out: LeftOut::default(),
            corrections: Vec::new(),
        }
    }

    /// Reads everything, batch by batch; is there anything left to be committed?
    pub fn take_in(
        &mut self,
        layout: &Layout,
        writer: &mut Writer,
        on: &mut dyn FnMut(Event<'_>),
    ) -> Result<bool> {
        let options = self.options;
        let noted = options.remember && origins::note(writer.kept_mut(), &self.groups);
        let one_batch = options.anew || options.atomic;
        let groups = std::mem::take(&mut self.groups);
        for group in &groups {
            let mut reading = Reading::new(group, &self.memory, &self.ledger);
            while !self.read_batch(writer, &mut reading, one_batch, on)? {
                writer.commit()?;
                self.committed = self.report.added + self.report.changed;
                self.keep_memory(layout);
                on(Event::Committed(self.committed));
            }
            self.report.bytes_read += reading.bytes.load(Ordering::Relaxed);
        }
        if options.prune {
            for (id, path) in self.gone()? {
                on(Event::Change(Change::Removed, &id, Some(&path)));
                writer.remove(&id)?;
                self.report.removed += 1;
            }
        }
        let corrections = std::mem::take(&mut self.corrections);
        let corrections = corrections.into_iter();
        let taken = corrections.filter(|said| writer.kept_mut().correct(said.clone()));
        self.report.corrections = taken.count() as u64;
        let noted = noted || self.report.corrections > 0;
        let report = &self.report;
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
            true => changed > self.committed || (noted && !misspelt),
            false => !misspelt,
        })
    }

    /// The same without a writer: what would be done is told.
    pub fn look_at(&mut self, on: &mut dyn FnMut(Event<'_>)) -> Result<()> {
        let groups = std::mem::take(&mut self.groups);
        for group in &groups {
            let mut reading = Reading::new(group, &self.memory, &self.ledger);
            while !self.is_full()
                && let Some(item) = reading.items.next()
            {
                self.options.cancel.check()?;
                self.take(item, &reading, on)?;
            }
            self.report.bytes_read += reading.bytes.load(Ordering::Relaxed);
        }
        if self.options.prune {
            for (id, path) in self.gone()? {
                on(Event::Change(Change::Removed, &id, Some(&path)));
                self.report.removed += 1;
            }
        }
        Ok(())
    }

    /// What is to be removed, with where it was read.
    fn gone(&self) -> Result<Vec<(ArticleId, String)>> {
        gone(
            &self.ledger,
            &self.roots,
            &self.left_out,
            self.options.force,
        )
    }

    /// Keeps what is known of files now beside the generation in force.
    pub fn keep_memory(&self, layout: &Layout) {
        match Snapshot::open(layout) {
            Ok(snapshot) => self.memory.write(&snapshot, &self.ledger),
            Err(error) => tracing::info!("what is known of files is not kept: {error}"),
        }
    }

    fn is_full(&self) -> bool {
        self.options.limit.is_some_and(|limit| self.read >= limit)
    }

    /// Reads until a batch is full; `true` if that was all there is.
    fn read_batch(
        &mut self,
        writer: &Writer,
        reading: &mut Reading<'_>,
        all: bool,
        on: &mut dyn FnMut(Event<'_>),
    ) -> Result<bool> {
        let batch = self.options.batch;
        let (begun, mut bytes) = (Instant::now(), 0);
        with_workers(writer, self.options.means, |send| {
            while !self.is_full()
                && let Some(item) = reading.items.next()
            {
                self.options.cancel.check()?;
                if let Some(article) = self.take(item, reading, on)? {
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
        item: ReadItem,
        reading: &Reading<'_>,
        on: &mut dyn FnMut(Event<'_>),
    ) -> Result<Option<Article>> {
        match item {
            ReadItem::Article(article) => return self.admit(*article, on),
            ReadItem::Skipped(skipped) => {
                self.outcome.skipped(&skipped);
                self.skip(&skipped, on);
            }
            ReadItem::Note(note) => {
                if note.is_of_date() {
                    self.report.dates_unread += 1;
                    self.outcome.date_unread();
                }
                on(Event::Note(&note));
            }
            ReadItem::NotADocument(path) => self.report.not_a_document(&path),
            ReadItem::Correction(said) => {
                self.outcome.unsettle();
                match self.options.corrections || reading.is_stdin {
                    true => self
                        .corrections
                        .push(Correction::new(&said.a, &said.b, said.together)),
                    false => on(Event::CorrectionLeft),
                }
            }
            ReadItem::File(read) => self.file(&read, reading, on),
        }
        Ok(None)
    }

    fn admit(
        &mut self,
        mut article: Article,
        on: &mut dyn FnMut(Event<'_>),
    ) -> Result<Option<Article>> {
        article.path = article.path.take().and_then(|path| absolute_text(&path));
        if let Some(path) = &article.path {
            self.roots.fill(path);
        }
        self.read += 1;
        on(Event::Read(self.read));
        self.outcome.article(Version::of(&article));
        let change = match self.ledger.admit(&article, &is_there)? {
            Admission::New => {
                self.report.added += 1;
                Change::Added
            }
            Admission::Changed => {
                self.report.changed += 1;
                Change::Changed
            }
            Admission::Unchanged => {
                self.report.unchanged += 1;
                return Ok(None);
            }
            Admission::Conflict => {
                self.outcome.unsettle();
                self.report.conflict();
                on(Event::Conflict(&article));
                return Ok(None);
            }
        };
        on(Event::Change(change, &article.id, article.path.as_deref()));
        Ok(Some(article))
    }

    fn skip(&mut self, skipped: &Skipped, on: &mut dyn FnMut(Event<'_>)) {
        self.report.skip(&skipped.reason.kind());
        self.left_out.add(skipped);
        on(Event::Skipped(skipped));
    }

    /// A file is done with.
    fn file(&mut self, read: &FileRead, reading: &Reading<'_>, on: &mut dyn FnMut(Event<'_>)) {
        let outcome = std::mem::take(&mut self.outcome);
        if read.unchanged {
            let known = self.memory.unchanged(&reading.manner, read, &self.ledger);
            self.report.files_unread += u64::from(read.hash.is_none());
            self.report.unchanged += known.articles;
            self.report.dates_unread += known.dates_unread;
            self.read += known.articles;
            if known.articles > 0
                && let Some(path) = absolute_text(&read.file.path.to_string_lossy())
            {
                self.roots.fill(&path);
            }
            for skipped in &known.skipped {
                self.skip(skipped, on);
            }
            if read.hash.is_none() {
                self.passed += read.file.stamp.size;
            }
            on(Event::Read(self.read));
        } else {
            self.memory.read(&reading.manner, read, outcome);
        }
        let bytes = self.report.bytes_read + reading.bytes.load(Ordering::Relaxed);
        on(Event::Done(self.passed + bytes));
    }
}
