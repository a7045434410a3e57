//! `tilmash eval links`.

use std::path::PathBuf;

use clap::Args;

use super::super::{Global, Outcome, failure::Failure};
use crate::eval::run;

/// Score links against a gold file: lines `id, language, story`
///
/// Indexes INPUT in a temporary directory, links it at default settings, and
/// compares the links with the gold file: between languages, and within one.
#[derive(Debug, Args)]
pub(super) struct Links {
    /// Articles: a file or folder that `tilmash index` can read
    input: PathBuf,
    /// Gold file, columns separated by tabs: articles of one story are duplicates
    gold: PathBuf,
    /// Only these languages: ru,kk,en
    #[arg(long, short, value_delimiter = ',', value_name = "LANGS")]
    langs: Vec<String>,
}

impl Links {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let report = run::links(self.input, &self.gold, &self.langs, global.threads())?;
        let mut printer = global.printer();
        printer.figures(&report, &report.to_string())?;
        printer.finish()?;
        Ok(Outcome::Done)
    }
}
