//! `tilmash languages`.

use clap::Args;

use super::{Global, Outcome, failure::Failure};
use crate::engine;

/// List the languages, and how the words of each are brought to a common form
///
/// Text in any other language is indexed too, word for word.
#[derive(Debug, Args)]
pub(super) struct Languages;

impl Languages {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let mut printer = global.printer();
        for language in engine::languages() {
            printer.language(&language)?;
        }
        printer.finish()?;
        Ok(Outcome::Done)
    }
}
