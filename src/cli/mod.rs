//! What can be said on the command line? One small file a command; the work
//! itself is done in the rooms to the left.
//!
//! Exit codes: 0 found or done, 1 nothing found, 2 error, 3 done but some
//! inputs were skipped, 130 interrupted.

mod analyze;
mod check;
mod correct;
mod detect;
mod dict;
mod duplicates;
mod eval;
mod export;
mod failure;
mod hints;
mod index;
mod input;
mod interrupt;
mod languages;
mod lexicon;
mod progress;
mod remove;
mod search;
mod show;
mod stats;
mod stories;
mod watch;

use std::{io, path::PathBuf, process::ExitCode};

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};
use tracing_subscriber::{Layer, filter::Targets, layer::SubscriberExt, util::SubscriberInitExt};

use self::failure::{Failure, say_clean};
use crate::{
    engine::{Engine, Settings},
    language::{Language, tag},
    render::{Format, Printer, Style},
};

/// Search news in many languages, and see who else reported the same story.
///
/// Index folders and dumps of articles, search them in any language, and find
/// the same story as other outlets told it in other languages, with the
/// evidence for it.
#[derive(Debug, Parser)]
#[command(name = "tilmash", version, max_term_width = 100, after_help = AFTER_HELP)]
struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

const AFTER_HELP: &str = "\
Examples:
  tilmash index news/ dump.jsonl        add and update articles
  tilmash search министрами             find министр, in every language it could be
  tilmash duplicates news/a.txt         who else reported this?
  tilmash stories --min-langs 2         all stories told in several languages

Exit codes: 0 found or done, 1 nothing found, 2 error, 3 done but some inputs were skipped,
130 interrupted";

#[derive(Debug, Subcommand)]
enum Command {
    Index(index::Index),
    Reindex(index::Reindex),
    Watch(watch::Watch),
    Remove(remove::Remove),
    Search(search::Search),
    Duplicates(duplicates::Duplicates),
    Stories(stories::Stories),
    Link(correct::Link),
    Unlink(correct::Unlink),
    Corrections(correct::Corrections),
    Show(show::Show),
    Export(export::Export),
    Check(check::Check),
    Stats(stats::StatsCommand),
    Detect(detect::Detect),
    Languages(languages::Languages),
    Analyze(analyze::Analyze),
    Lexicon(lexicon::Lexicon),
    Dict(dict::Dict),
    Eval(eval::Eval),
}

/// Options that every command takes.
#[derive(Debug, Args)]
struct Global {
    /// Where the index is
    #[arg(
        long,
        global = true,
        env = "TILMASH_INDEX",
        default_value = "./index",
        value_name = "DIR",
        help_heading = "Global options"
    )]
    index: PathBuf,
    /// How results are written
    #[arg(long, global = true, value_enum, default_value_t = FormatName::Terminal, value_name = "FORMAT", help_heading = "Global options")]
    format: FormatName,
    /// Short for --format json
    #[arg(long, global = true, conflicts_with_all = ["format", "jsonl"], help_heading = "Global options")]
    json: bool,
    /// Short for --format jsonl: one object a line
    #[arg(
        long,
        global = true,
        conflicts_with = "format",
        help_heading = "Global options"
    )]
    jsonl: bool,
    /// With --format paths: end each path with a NUL instead of a line break, for xargs -0
    #[arg(short = '0', long, global = true, help_heading = "Global options")]
    null: bool,
    /// Corrections to the translations of words: see `tilmash help lexicon`
    #[arg(
        long,
        global = true,
        env = "TILMASH_LEXICON",
        value_name = "FILE",
        help_heading = "Global options"
    )]
    lexicon: Option<PathBuf>,
    /// Use colours (NO_COLOR is honoured under auto)
    #[arg(
        long,
        global = true,
        default_value = "auto",
        value_name = "WHEN",
        help_heading = "Global options"
    )]
    color: ColorChoice,
    /// Say nothing but results and errors
    #[arg(
        short,
        long,
        global = true,
        conflicts_with = "verbose",
        help_heading = "Global options"
    )]
    quiet: bool,
    /// Say more about what is being done; twice for even more
    #[arg(short, long, global = true, action = clap::ArgAction::Count, help_heading = "Global options")]
    verbose: u8,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormatName {
    Terminal,
    Json,
    Jsonl,
    Tsv,
    Trec,
    Paths,
}

/// A language by its code or name.
fn known_language(name: &str) -> Result<&'static Language, String> {
    tag::language_of(name).ok_or_else(|| format!("no language we know; {}", tag::hint(name)))
}

/// Names what was left out of corrections.
fn tell_warnings(warnings: &[String]) {
    for warning in warnings {
        say_clean(&format!("tilmash: {warning}"));
    }
}

/// What a command did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Found, or done.
    Done,
    /// Nothing was found.
    Nothing,
    /// Done, but some inputs were left out.
    Skipped,
    /// The index is not as it was written.
    Damaged,
    /// Somebody has ended it.
    Interrupted,
}

impl Global {
    /// The index that the command is about.
    fn engine(&self) -> Engine {
        Engine::new(Settings::new(&self.index).with_corrections(self.lexicon.clone()))
    }

    /// The same, for a command that translates: corrections that are left out
    /// are named.
    fn translating_engine(&self) -> Result<Engine, Failure> {
        let engine = self.engine();
        tell_warnings(&engine.warnings()?);
        Ok(engine)
    }

    fn format(&self) -> Format {
        if self.json {
            return Format::Json;
        }
        if self.jsonl {
            return Format::Jsonl;
        }
        match self.format {
            FormatName::Terminal => Format::Terminal,
            FormatName::Json => Format::Json,
            FormatName::Jsonl => Format::Jsonl,
            FormatName::Tsv => Format::Tsv,
            FormatName::Trec => Format::Trec,
            FormatName::Paths => Format::Paths,
        }
    }

    fn printer(&self) -> Printer {
        self.printer_of(self.format())
    }

    fn printer_of(&self, format: Format) -> Printer {
        let stdout = io::stdout();
        let color = match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => {
                anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never
            }
        };
        let width = terminal_size::terminal_size_of(&stdout)
            .map_or(100, |(width, _)| usize::from(width.0).min(120));
        let out = Box::new(io::BufWriter::new(stdout));
        Printer::new(out, format, Style { color, width }).with_nulls(self.null)
    }

    fn threads(&self) -> usize {
        std::thread::available_parallelism().map_or(1, usize::from)
    }
}

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            let asked = !error.use_stderr();
            let _ = error.print();
            return ExitCode::from(if asked { 0 } else { 2 });
        }
    };
    log_to_stderr(&cli.global);
    failure::keep_panics_quiet();
    match failure::caught(|| cli.command.run(&cli.global)) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        Ok(Outcome::Damaged) => ExitCode::from(2),
        Ok(Outcome::Skipped) => ExitCode::from(3),
        Ok(Outcome::Interrupted) => ExitCode::from(130),
        // Whoever read our output has seen enough.
        Err(failure) if failure.is_closed_pipe() => ExitCode::SUCCESS,
        Err(failure) => {
            failure.print();
            ExitCode::from(failure.exit_code())
        }
    }
}

impl Command {
    fn run(self, global: &Global) -> Result<Outcome, Failure> {
        match self {
            Command::Index(command) => command.run(global),
            Command::Reindex(command) => command.run(global),
            Command::Watch(command) => command.run(global),
            Command::Remove(command) => command.run(global),
            Command::Search(command) => command.run(global),
            Command::Duplicates(command) => command.run(global),
            Command::Stories(command) => command.run(global),
            Command::Link(command) => command.run(global),
            Command::Unlink(command) => command.run(global),
            Command::Corrections(command) => command.run(global),
            Command::Show(command) => command.run(global),
            Command::Export(command) => command.run(global),
            Command::Check(command) => command.run(global),
            Command::Stats(command) => command.run(global),
            Command::Detect(command) => command.run(global),
            Command::Analyze(command) => command.run(global),
            Command::Languages(command) => command.run(global),
            Command::Lexicon(command) => command.run(global),
            Command::Dict(command) => command.run(global),
            Command::Eval(command) => command.run(global),
        }
    }
}

fn log_to_stderr(global: &Global) {
    let level = match (global.quiet, global.verbose) {
        (true, _) => "error",
        (_, 0) => "warn,tantivy=error",
        (_, 1) => "info,tantivy=warn",
        _ => "debug",
    };
    // `TILMASH_LOG=info,tantivy=debug` says otherwise. Nothing asks for the filters
    // of spans and fields that `EnvFilter` brings with a compiler of automata.
    let wanted = std::env::var("TILMASH_LOG").ok();
    let filter: Targets = wanted
        .and_then(|directives| directives.parse().ok())
        .or_else(|| level.parse().ok())
        .unwrap_or_default();
    let color = match global.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never
        }
    };
    let output = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(color)
        .without_time()
        .with_target(false);
    tracing_subscriber::registry()
        .with(output.with_filter(filter))
        .init();
}
