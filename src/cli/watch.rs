//! `tilmash watch`.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};

use clap::Args;
use notify::{
    EventKind, RecommendedWatcher, RecursiveMode, Watcher,
    event::{AccessKind, AccessMode},
};

use super::{
    Global, Outcome,
    failure::{Failure, say_clean},
    input::Input,
    interrupt,
    progress::Progress,
};
use crate::{
    engine::{Cancel, IngestReport, Intake},
    error::Error,
    render::Format,
};

/// Keep the index up to date while files come, change and go
///
/// Brings the index up to date with the paths, then waits for what happens in them: a
/// new article is in search a second or two after its file is written. What happens
/// close together is one update. Each update that changes something is told in a line.
/// Ctrl-C ends it; the index is as the last update left it.
///
/// Articles whose file is gone are removed, as by `tilmash index --prune`; a path that
/// holds nothing any more is left alone.
#[derive(Debug, Args)]
pub(super) struct Watch {
    /// Files and folders [default: what was read before]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Keep articles whose file is gone
    #[arg(long)]
    keep: bool,
    /// Look at all files every so many seconds too, as for disks of other machines,
    /// whose changes nobody tells
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    poll: Option<u64>,
    /// Threads that analyse and write [default: one per core]
    #[arg(long, short = 'j', value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    #[command(flatten)]
    input: Input,
}

/// Nothing happens for so long before an update: a file is rarely written in one go.
const QUIET: Duration = Duration::from_millis(100);
/// No update waits longer than this from the first thing that happened.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often it is looked whether somebody wants this to end.
const GLANCE: Duration = Duration::from_millis(200);
/// How long to wait where another process writes.
const BUSY: Duration = Duration::from_secs(1);
/// How often all is looked at where the system does not tell what happens.
const POLL: Duration = Duration::from_secs(2);

impl Watch {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let threads = self.threads.map_or_else(|| global.threads(), usize::from);
        let mut intake = Intake::new(threads);
        intake.source = self.input.options()?;
        intake.prune = !self.keep;
        interrupt::cancels(&intake.cancel);
        let absolute = |path: &PathBuf| std::path::absolute(path).unwrap_or_else(|_| path.clone());
        let roots: Vec<PathBuf> = match self.paths.as_slice() {
            [] => global.engine().origins()?,
            paths => paths.iter().map(absolute).collect(),
        };
        if roots.is_empty() {
            return Err(Error::NoOrigins(global.index.clone()).into());
        }
        // Before anything is read, so that nothing is missed in between.
        let (happened, mut watcher) = watch(&roots, &global.index);
        let mut every = self.poll.map(Duration::from_secs);
        if let Err(error) = &watcher {
            say_clean(&format!(
                "cannot be told of changes ({error}): looking every {} seconds",
                POLL.as_secs()
            ));
            every = every.or(Some(POLL));
        }
        let mut updates = Updates {
            global,
            paths: &self.paths,
            intake: &intake,
            told: String::new(),
        };
        updates.update()?;
        if !global.quiet {
            say_clean("watching; Ctrl-C ends it");
        }
        while let Some(happened) = wait(&happened, every, &intake.cancel) {
            if happened == Happened::ToRoot
                && let Ok(watcher) = &mut watcher
            {
                // What was watched may lie elsewhere now, and another be in its place.
                for root in &roots {
                    let _ = watcher.unwatch(root);
                    let _ = watcher.watch(root, RecursiveMode::Recursive);
                }
            }
            updates.update()?;
        }
        Ok(Outcome::Interrupted)
    }
}

/// Where something happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Happened {
    /// Somewhere below a path that is watched.
    Below,
    /// To such a path itself: it came, went or was moved.
    ToRoot,
}

/// Told of whatever happens in these places, except in the index.
fn watch(
    roots: &[PathBuf],
    index: &Path,
) -> (Receiver<Happened>, notify::Result<RecommendedWatcher>) {
    let (tell, happened) = mpsc::channel();
    let index = std::path::absolute(index).unwrap_or_else(|_| index.to_owned());
    let ours = move |path: &PathBuf| path.starts_with(&index);
    let watched = roots.to_vec();
    let told = move |event: notify::Result<notify::Event>| {
        // An error may stand for anything that happened.
        let Ok(event) = event else {
            let _ = tell.send(Happened::ToRoot);
            return;
        };
        let counts = {
            let read = match event.kind {
                EventKind::Access(AccessKind::Close(AccessMode::Write)) => false,
                EventKind::Access(_) => true,
                _ => false,
            };
            !read && (event.paths.is_empty() || !event.paths.iter().all(&ours))
        };
        if counts {
            let to_root = event.paths.iter().any(|path| watched.contains(path));
            let _ = tell.send(match to_root {
                true => Happened::ToRoot,
                false => Happened::Below,
            });
        }
    };
    let watcher = notify::recommended_watcher(told).and_then(|mut watcher| {
        for root in roots {
            watcher.watch(root, RecursiveMode::Recursive)?;
            // It may be moved away and another put in its place.
            if let Some(above) = root.parent() {
                let _ = watcher.watch(above, RecursiveMode::NonRecursive);
            }
        }
        Ok(watcher)
    });
    (happened, watcher)
}

/// Waits until something happened and a moment passed; `None` if this is to end.
fn wait(
    happened: &Receiver<Happened>,
    every: Option<Duration>,
    cancel: &Cancel,
) -> Option<Happened> {
    let begun = Instant::now();
    let mut what = loop {
        if cancel.is_set_off() {
            return None;
        }
        match happened.recv_timeout(GLANCE) {
            Ok(what) => break what,
            Err(RecvTimeoutError::Timeout) => {}
            // Nobody tells: only the clock does.
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(GLANCE),
        }
        if every.is_some_and(|every| begun.elapsed() >= every) {
            return Some(Happened::Below);
        }
    };
    let first = Instant::now();
    while first.elapsed() < PATIENCE
        && let Ok(more) = happened.recv_timeout(QUIET)
    {
        what = what.max(more);
    }
    Some(what)
}

/// Brings the index up to date again and again.
struct Updates<'w> {
    global: &'w Global,
    paths: &'w [PathBuf],
    intake: &'w Intake,
    /// What stood in the way the last time: told once.
    told: String,
}

impl Updates<'_> {
    fn update(&mut self) -> Result<(), Failure> {
        loop {
            let mut progress = Progress::new(self.global);
            let engine = self.global.engine();
            let tell = &mut |event: crate::engine::Event<'_>| progress.tell(&event);
            let updated = engine.index(self.paths, self.intake, tell);
            progress.end()?;
            match updated {
                Ok(report) => {
                    self.told.clear();
                    return self.tell(&report);
                }
                // A batch may be in force: the next start goes on.
                Err(Error::Cancelled(_)) => return Ok(()),
                Err(Error::Busy(_)) if !self.intake.cancel.is_set_off() => {
                    std::thread::sleep(BUSY);
                }
                // What may be better the next time.
                Err(error @ (Error::EmptyRoot { .. } | Error::DiskFull(_))) => {
                    let line = format!("tilmash: {error}; the index stays as it is");
                    if line != self.told {
                        say_clean(&line);
                        self.told = line;
                    }
                    return Ok(());
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn tell(&self, report: &IngestReport) -> Result<(), Failure> {
        let changes = report.added + report.changed + report.removed;
        if changes > 0 && !self.global.quiet {
            // One after the other, there is no end to an array.
            let mut printer = self.global.printer_of(match self.global.format() {
                Format::Json => Format::Jsonl,
                format => format,
            });
            printer.report(report)?;
            printer.finish()?;
        }
        Ok(())
    }
}
