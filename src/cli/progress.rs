//! What is told on standard error while an index changes? Skipped inputs line by
//! line, as long as they are not all alike, and where a person watches, how far it is.

use std::{
    cmp::Reverse,
    collections::BTreeMap,
    fmt::Write,
    io::IsTerminal,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressStyle};

use super::{
    Global,
    failure::{Failure, say, say_clean},
};
use crate::{
    engine::{Event, IngestReport},
    source,
};

/// Messages of one kind that are told one by one.
const TOLD: u64 = 100;
/// How often the line of progress changes.
const TICK: Duration = Duration::from_millis(200);

/// Tells what happens.
pub(super) struct Progress {
    bar: ProgressBar,
    quiet: bool,
    verbose: bool,
    begun: Instant,
    /// When the line was written last.
    shown: Instant,
    articles: u64,
    committed: u64,
    bytes: u64,
    /// How many bytes there are to read, once that is known; 0 before.
    total: Arc<AtomicU64>,
    /// Corrections that were not taken in.
    left: u64,
    /// How many inputs were skipped for each kind of reason.
    alike: BTreeMap<String, u64>,
    /// All that were skipped, if somebody wants a list of them.
    skipped: Option<(PathBuf, String)>,
}

impl Progress {
    pub(super) fn new(global: &Global) -> Self {
        let bar = if global.quiet || !std::io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            let bar = ProgressBar::new_spinner();
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
                bar.set_style(style);
            }
            bar.enable_steady_tick(TICK);
            bar
        };
        let now = Instant::now();
        Self {
            bar,
            quiet: global.quiet,
            verbose: global.verbose > 0,
            begun: now,
            shown: now,
            articles: 0,
            committed: 0,
            bytes: 0,
            total: Arc::default(),
            left: 0,
            alike: BTreeMap::new(),
            skipped: None,
        }
    }

    /// The same, with a list of what was skipped.
    pub(super) fn with_list(self, skipped: Option<PathBuf>) -> Self {
        Self {
            skipped: skipped.map(|path| (path, String::new())),
            ..self
        }
    }

    /// Finds out beside the work how much there is to read, if anybody watches.
    pub(super) fn measure(&self, roots: Vec<PathBuf>, exclude: Vec<PathBuf>) {
        if !self.bar.is_hidden() {
            let total = Arc::clone(&self.total);
            thread::spawn(move || {
                total.store(source::total_bytes(&roots, &exclude), Ordering::Relaxed);
            });
        }
    }

    pub(super) fn tell(&mut self, event: &Event<'_>) {
        match event {
            Event::Read(count) => self.articles = *count,
            Event::Done(bytes) => self.bytes = *bytes,
            Event::Committed(count) => self.committed = *count,
            Event::Committing => return self.phase("writing and checking"),
            Event::Linking => return self.phase("working out the stories"),
            Event::Skipped(skipped) => {
                let (place, reason) = (skipped.place.to_string(), &skipped.reason);
                return self.skipped(&reason.kind(), &place, &reason.to_string());
            }
            Event::Conflict(article) => {
                let place = article.path.as_deref().unwrap_or("-");
                let id = article.id.as_str();
                let reason =
                    format!("another article has the id {id:?} (see --id-prefix and --replace)");
                return self.skipped("id_conflict", place, &reason);
            }
            Event::Note(note) if self.verbose => {
                return self.say(&format!("{}: {}", note.place, note.remark));
            }
            Event::CorrectionLeft => {
                self.left += 1;
                return;
            }
            Event::Note(_) | Event::Change(..) => return,
        }
        if !self.bar.is_hidden() && self.shown.elapsed() >= TICK {
            self.shown = Instant::now();
            self.bar.set_message(self.line());
        }
    }

    /// What is done now that all is read.
    fn phase(&self, name: &str) {
        self.bar
            .set_message(format!("{name} · {} articles read", self.articles));
    }

    /// `reading: 43 % · 12000 articles, 800/s · 5.1 MB/s · 0:40 left`.
    fn line(&self) -> String {
        let seconds = self.begun.elapsed().as_secs_f64().max(0.001);
        let total = self.total.load(Ordering::Relaxed);
        let mut line = "reading".to_owned();
        let share = (total > 0).then(|| (self.bytes as f64 / total as f64).min(1.0));
        // Writing to a string cannot fail.
        if let Some(share) = share {
            let _ = write!(line, ": {:.0} %", share * 100.0);
        }
        let _ = write!(
            line,
            " · {} articles, {:.0}/s · {:.1} MB/s",
            self.articles,
            self.articles as f64 / seconds,
            self.bytes as f64 / 1e6 / seconds,
        );
        if let Some(share) = share.filter(|share| *share > 0.01) {
            let left = (seconds / share - seconds) as u64;
            let _ = write!(line, " · {}:{:02} left", left / 60, left % 60);
        }
        if self.committed > 0 {
            let _ = write!(line, " · {} of them are in the index", self.committed);
        }
        line
    }

    fn skipped(&mut self, kind: &str, place: &str, reason: &str) {
        if let Some((_, list)) = &mut self.skipped {
            let clean = |text: &str| text.replace(['\t', '\n', '\r'], " ");
            let _ = writeln!(list, "{}\t{kind}\t{}", clean(place), clean(reason));
        }
        let count = self.alike.entry(kind.to_owned()).or_default();
        *count += 1;
        if *count <= TOLD || self.verbose {
            self.say(&format!("skipped {place}: {reason}"));
        }
    }

    fn say(&self, line: &str) {
        if !self.quiet {
            self.bar.suspend(|| say_clean(line));
        }
    }

    /// Ends the telling: what was not told one by one is told by number, and the
    /// list is written.
    pub(super) fn end(&self) -> Result<(), Failure> {
        self.bar.finish_and_clear();
        for (kind, count) in &self.alike {
            if *count > TOLD && !self.verbose && !self.quiet {
                let more = count - TOLD;
                let how = "-v names each, and --skipped FILE lists them";
                say(&format!(
                    "skipped {more} more: {} ({how})",
                    kind.replace('_', " ")
                ));
            }
        }
        if self.left > 0 && !self.quiet {
            let left = self.left;
            say(&format!(
                "{left} corrections of links left alone: --corrections takes them in"
            ));
        }
        if let Some((path, list)) = &self.skipped {
            source::write_text(path, list)?;
        }
        Ok(())
    }

    /// Says what is particular about a run. Who wants to hear nothing still hears why
    /// the exit code is not 0; who watches, how long it took.
    pub(super) fn close(&self, report: &IngestReport) {
        let skipped = by_kind(&report.skipped_by_reason);
        if self.quiet {
            if report.skipped > 0 {
                say_clean(&format!(
                    "tilmash: {} inputs skipped: {skipped}",
                    report.skipped
                ));
            }
            return;
        }
        // One by one they were told above.
        if self.alike.values().any(|count| *count > TOLD) {
            say_clean(&format!("skipped: {skipped}"));
        }
        if self.verbose || std::io::stderr().is_terminal() {
            if report.not_documents > 0 {
                let kinds = by_kind(&report.not_documents_by_kind);
                say_clean(&format!("not documents: {kinds}"));
            }
            let seconds = report.milliseconds as f64 / 1e3;
            let megabytes = report.bytes_read as f64 / 1e6;
            say(&format!(
                "{megabytes:.1} MB read in {seconds:.1} s; {} files as they were, not read",
                report.files_unread
            ));
        }
    }
}

/// `3 empty, 1 too large`, the most first.
fn by_kind(kinds: &BTreeMap<String, u64>) -> String {
    let mut kinds: Vec<(&String, &u64)> = kinds.iter().collect();
    kinds.sort_by_key(|(_, count)| Reverse(**count));
    let named = kinds.into_iter().map(|(kind, count)| match kind.as_str() {
        "" => format!("{count} without an ending"),
        kind => format!("{count} {}", kind.replace('_', " ")),
    });
    named.collect::<Vec<String>>().join(", ")
}
