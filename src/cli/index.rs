//! `tilmash index` and `tilmash reindex`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Global, Outcome, failure::Failure, input::Input, interrupt, progress::Progress};
use crate::{
    engine::{Change, Event, IngestReport, Intake},
    record::ChangeRecord,
    render::Printer,
    source,
};

/// Add articles to the index, and update those that changed
///
/// Reads files and folders, or standard input as `-`: plain text, Markdown, web
/// pages, JSON Lines and other JSON, CSV and TSV, RSS, Atom and JSON Feed, WARC,
/// mail (EML, MHTML), DOCX, ODT, EPUB, subtitles; compressed, and in zip and
/// tar. A file named here is read whatever its name. Unchanged
/// articles are left alone, changed ones replaced, bad ones skipped and named.
/// A file that is as it was (size, times, and where these leave it open, its content)
/// is not read again.
///
/// Without a PATH, all that was read before is read again, each path as it was
/// then: the index remembers them.
///
/// What was read becomes visible batch by batch, so that a long run that is broken
/// off goes on where it stopped when it is started again.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Index {
    /// Files, folders, or - for standard input [default: what was read before]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Remove articles of these paths whose file or record is gone
    #[arg(long, conflicts_with_all = ["limit", "from_list"])]
    prune: bool,
    /// Prune even where a path holds no article any more
    #[arg(long, requires = "prune")]
    force: bool,
    /// Make everything visible at once, at the end, or nothing
    #[arg(long)]
    atomic: bool,
    /// Say what would be added, changed and removed, and do nothing
    #[arg(long)]
    dry_run: bool,
    /// Forget a file or folder that was read before, without reading anything; its
    /// articles stay
    #[arg(long, value_name = "PATH", exclusive = true)]
    forget: Option<PathBuf>,
    /// Stop after so many articles
    #[arg(long, value_name = "N")]
    limit: Option<u64>,
    #[command(flatten)]
    work: Work,
}

const EXAMPLES: &str = "\
Examples:
  tilmash index news/ dump.jsonl.gz           add and update
  tilmash index --prune                       bring all that was read before up to date
  tilmash index --prune --dry-run news/       what would that do?
  find . -name '*.html' -print0 | tilmash index -0 --from-list -";

/// Build the index anew beside the old one, then swap them
///
/// Searching goes on undisturbed; the old index stays in force until the new
/// one is complete and checked. Without a PATH, the articles stored in the old
/// index are analysed again. This is what to do when a new version of the program
/// refuses an old index, or another dictionary is in use.
#[derive(Debug, Args)]
pub(super) struct Reindex {
    /// Files, folders, or - for standard input [default: the stored articles]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Read again all that was read before, instead of the stored articles
    #[arg(long, conflicts_with_all = ["paths", "from_list"])]
    reread: bool,
    /// Do so even where a path holds no article any more
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    work: Work,
}

/// What both commands can be told.
#[derive(Debug, Args)]
struct Work {
    /// Read the files and folders that a list names, one a line; - is standard input;
    /// with -0, each ends with a NUL. A file's id is its path below a folder that was
    /// read before, or else below the working directory
    #[arg(long, value_name = "FILE", conflicts_with = "paths")]
    from_list: Option<PathBuf>,
    /// Write what is skipped to a file: place, kind and reason, separated by tabs
    #[arg(long, value_name = "FILE")]
    skipped: Option<PathBuf>,
    /// Take in the corrections of links that an export holds. From standard input they
    /// are taken in anyway
    #[arg(long)]
    corrections: bool,
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
        intake.corrections = self.corrections;
        interrupt::cancels(&intake.cancel);
        Ok(intake)
    }

    /// The paths that a list names, and how files of them are called.
    fn listed(
        &self,
        list: &Path,
        global: &Global,
        intake: &mut Intake,
    ) -> Result<Vec<PathBuf>, Failure> {
        let listed = source::read_list(list, global.null)?;
        // Otherwise the index would remember every file by itself.
        intake.remember = false;
        intake.source.bases = global.engine().origins().unwrap_or_default();
        intake.source.bases.extend(std::env::current_dir());
        let listed = listed.into_iter();
        Ok(listed
            .map(|path| std::path::absolute(&path).unwrap_or(path))
            .collect())
    }
}

impl Index {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        if let Some(root) = self.forget {
            let unknown = global.engine().forget_origins(&[root])?;
            return Ok(match unknown.is_empty() {
                true => Outcome::Done,
                false => Outcome::Nothing,
            });
        }
        let mut intake = self.work.intake(global)?;
        intake.prune = self.prune;
        intake.force = self.force;
        intake.atomic = self.atomic;
        intake.dry_run = self.dry_run;
        intake.limit = self.limit;
        let paths = match &self.work.from_list {
            Some(list) => match self.work.listed(list, global, &mut intake)? {
                listed if listed.is_empty() => {
                    return Err(Failure::Usage("the list names no file".to_owned()));
                }
                listed => listed,
            },
            None => self.paths,
        };
        let mut telling = Telling::new(global, self.work.skipped, self.dry_run);
        telling.measure(global, &paths);
        let report = global
            .engine()
            .index(&paths, &intake, &mut |event| telling.tell(&event));
        telling.finish(report)
    }
}

impl Reindex {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let mut intake = self.work.intake(global)?;
        intake.force = self.force;
        let paths = match &self.work.from_list {
            Some(list) => self.work.listed(list, global, &mut intake)?,
            None => self.paths,
        };
        let mut telling = Telling::new(global, self.work.skipped, false);
        let engine = global.engine();
        let tell = &mut |event: Event<'_>| telling.tell(&event);
        let report = match self.reread {
            true => engine.reread(&intake, tell),
            false => engine.reindex(&paths, &intake, tell),
        };
        telling.finish(report)
    }
}

/// Tells what happens, and what would in a dry run.
struct Telling<'g> {
    global: &'g Global,
    progress: Progress,
    printer: Printer,
    dry_run: bool,
    failed: Option<std::io::Error>,
}

impl<'g> Telling<'g> {
    fn new(global: &'g Global, skipped: Option<PathBuf>, dry_run: bool) -> Self {
        Self {
            global,
            progress: Progress::new(global).with_list(skipped),
            printer: global.printer(),
            dry_run,
            failed: None,
        }
    }

    fn measure(&self, global: &Global, paths: &[PathBuf]) {
        let roots = match paths {
            [] => global.engine().origins().unwrap_or_default(),
            _ => paths.to_vec(),
        };
        self.progress.measure(roots, vec![global.index.clone()]);
    }

    fn tell(&mut self, event: &Event<'_>) {
        if let Event::Change(change, id, path) = event
            && self.dry_run
            && self.failed.is_none()
        {
            let change = match change {
                Change::Added => "add",
                Change::Changed => "change",
                Change::Removed => "remove",
            };
            let record = ChangeRecord {
                change,
                id: id.to_string(),
                path: path.map(str::to_owned),
            };
            self.failed = self.printer.change(&record).err();
        }
        self.progress.tell(event);
    }

    fn finish(mut self, report: crate::error::Result<IngestReport>) -> Result<Outcome, Failure> {
        let ended = self.progress.end();
        let report = report?;
        ended?;
        self.failed.map_or(Ok(()), Err)?;
        if !self.global.quiet {
            self.printer.report(&report)?;
        }
        self.printer.finish()?;
        self.progress.close(&report);
        Ok(if report.skipped > 0 {
            Outcome::Skipped
        } else {
            Outcome::Done
        })
    }
}
