//! `tilmash index` and `tilmash reindex`.

use std::{io::IsTerminal, path::PathBuf, time::Duration};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::{
    Global, Outcome,
    failure::{Failure, say_clean},
    input::Input,
    interrupt,
};
use crate::engine::{Event, IngestReport, Intake};

/// Add articles to the index, and update those that changed
///
/// Reads files and folders, or standard input as `-`: plain text, Markdown, web
/// pages, JSON Lines and other JSON, CSV and TSV, RSS, Atom and JSON Feed, WARC,
/// mail (EML, MHTML), DOCX, ODT, EPUB, subtitles, PDF (with pdftotext); compressed,
/// and in zip and tar. A file named here is read whatever its name. Unchanged
/// articles are left alone, changed ones replaced, bad ones skipped and named.
/// What was read becomes visible batch by batch, so that a long run that is broken
/// off goes on where it stopped when it is started again.
#[derive(Debug, Args)]
pub(super) struct Index {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Remove articles of these paths whose file or record is gone
    #[arg(long)]
    prune: bool,
    /// Prune even where a path holds no article any more
    #[arg(long, requires = "prune")]
    force: bool,
    /// Make everything visible at once, at the end, or nothing
    #[arg(long)]
    atomic: bool,
    #[command(flatten)]
    work: Work,
}

/// Build the index anew beside the old one, then swap them
///
/// Searching goes on undisturbed; the old index stays in force until the new
/// one is complete and checked. Without a PATH, the articles stored in the old
/// index are analysed again. This is what to do when a new version of the program
/// refuses an old index, or another dictionary is in use.
#[derive(Debug, Args)]
pub(super) struct Reindex {
    /// Files, folders, or - for standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Do so even where a path holds no article any more
    #[arg(long, requires = "paths")]
    force: bool,
    #[command(flatten)]
    work: Work,
}

/// What both commands can be told.
#[derive(Debug, Args)]
struct Work {
    /// Let a later article take the place of another one with its id
    #[arg(long)]
    replace: bool,
    /// Threads that analyse and write [default: one per core]
    #[arg(long, short = 'j', value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
    #[command(flatten)]
    input: Input,
}

impl Work {
    /// To add and update articles, and do nothing else.
    fn intake(&self, global: &Global) -> Result<Intake, Failure> {
        let threads = self.threads.map_or_else(|| global.threads(), usize::from);
        let mut intake = Intake::new(threads);
        intake.source = self.input.options()?;
        intake.replace = self.replace;
        interrupt::cancels(&intake.cancel);
        Ok(intake)
    }
}

impl Index {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let mut intake = self.work.intake(global)?;
        intake.prune = self.prune;
        intake.force = self.force;
        intake.atomic = self.atomic;
        let mut progress = Progress::new(global);
        let tell = &mut |event: Event<'_>| progress.tell(event);
        let report = global.engine().index(&self.paths, &intake, tell)?;
        finish(global, &progress, &report)
    }
}

impl Reindex {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let mut intake = self.work.intake(global)?;
        intake.force = self.force;
        let mut progress = Progress::new(global);
        let tell = &mut |event: Event<'_>| progress.tell(event);
        let report = global.engine().reindex(&self.paths, &intake, tell)?;
        finish(global, &progress, &report)
    }
}

fn finish(global: &Global, progress: &Progress, report: &IngestReport) -> Result<Outcome, Failure> {
    progress.bar.finish_and_clear();
    let mut printer = global.printer();
    if !global.quiet {
        printer.report(report)?;
    }
    printer.finish()?;
    Ok(if report.skipped > 0 {
        Outcome::Skipped
    } else {
        Outcome::Done
    })
}

/// Tells what happens on standard error: skipped inputs line by line, and
/// progress where a person watches.
pub(super) struct Progress {
    bar: ProgressBar,
    quiet: bool,
    verbose: bool,
}

impl Progress {
    pub(super) fn new(global: &Global) -> Self {
        let bar = if global.quiet || !std::io::stderr().is_terminal() {
            ProgressBar::hidden()
        } else {
            let bar = ProgressBar::new_spinner();
            if let Ok(style) =
                ProgressStyle::with_template("{spinner} {pos} articles read, {per_sec} {msg}")
            {
                bar.set_style(style);
            }
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        };
        Self {
            bar,
            quiet: global.quiet,
            verbose: global.verbose > 0,
        }
    }

    pub(super) fn tell(&mut self, event: Event<'_>) {
        let line = match event {
            Event::Read(count) => return self.bar.set_position(count),
            Event::Committed(count) => {
                let message = format!("· {count} of them are in the index");
                return self.bar.set_message(message);
            }
            Event::Committing => return self.bar.set_message("· writing and checking"),
            Event::Linking => return self.bar.set_message("· working out the stories"),
            Event::Skipped(skipped) => format!("skipped {}: {}", skipped.place, skipped.reason),
            Event::Conflict(article) => format!(
                "skipped {}: another article has the id {:?} (see --id-prefix and --replace)",
                article.path.as_deref().unwrap_or("-"),
                article.id.as_str(),
            ),
            Event::Note(note) if self.verbose => format!("{}: {}", note.place, note.remark),
            Event::Note(_) => return,
        };
        if !self.quiet {
            self.bar.suspend(|| say_clean(&line));
        }
    }
}
