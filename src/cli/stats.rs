//! `tilmash stats`.

use clap::Args;

use super::{Global, Outcome, failure::Failure};

/// Tell what is in the index
///
/// How many articles, passages and stories, in which languages, from which
/// time, and how large it is.
#[derive(Debug, Args)]
pub(super) struct StatsCommand;

impl StatsCommand {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let stats = global.engine().statistics()?;
        let mut printer = global.printer();
        printer.stats(&stats)?;
        printer.finish()?;
        Ok(Outcome::Done)
    }
}
