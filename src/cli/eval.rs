//! `tilmash eval`: the figures of the literature on the user's own data.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{Global, Outcome, analyze::known, failure::Failure};
use crate::eval::run;

mod links_command;
mod retrieval_command;

/// Measure quality on data with known answers
///
/// Prints the figures of the literature; --json gives them to programs. What has
/// to be indexed goes to a temporary directory: your index is not touched.
#[derive(Debug, Args)]
pub(super) struct Eval {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Links(links_command::Links),
    Retrieval(retrieval_command::Retrieval),
    Stems(Stems),
    Detect(DetectItems),
}

impl Eval {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        match self.what {
            What::Links(command) => command.run(global),
            What::Retrieval(command) => command.run(global),
            What::Stems(command) => command.run(global),
            What::Detect(command) => command.run(global),
        }
    }
}

/// Score the stemmer against gold lemmas: lines `form, lemma, part of speech, count`
#[derive(Debug, Args)]
struct Stems {
    /// The gold file
    gold: PathBuf,
    /// Language of the forms
    #[arg(long, short, default_value = "kk", value_name = "LANG")]
    lang: String,
}

impl Stems {
    fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let language = known(&self.lang)?;
        let report = run::stems(&self.gold, language)?;
        let mut printer = global.printer();
        printer.figures(&report, &report.to_string())?;
        printer.finish()?;
        Ok(Outcome::Done)
    }
}

/// Score language detection: lines `language, kind, text`
#[derive(Debug, Args)]
struct DetectItems {
    /// The items
    items: PathBuf,
}

impl DetectItems {
    fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let report = run::detection(&self.items)?;
        let mut printer = global.printer();
        printer.figures(&report, &report.table())?;
        printer.finish()?;
        Ok(Outcome::Done)
    }
}
