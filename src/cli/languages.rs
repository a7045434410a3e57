//! `tilmash languages`.

use clap::Args;

use super::{Global, Outcome, failure::Failure};
use crate::{language, render::LanguageRecord};

/// List the languages, and how the words of each are brought to a common form
///
/// Text in any other language is indexed too, word for word.
#[derive(Debug, Args)]
pub(super) struct Languages;

impl Languages {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let mut printer = global.printer();
        let mut languages = language::ALL.to_vec();
        languages.sort_by_key(|language| language.code);
        for language in languages {
            printer.language(&LanguageRecord {
                code: language.code,
                name: language.name,
                endonym: language.endonym,
                analysis: language.analysis,
            })?;
        }
        printer.finish()?;
        Ok(Outcome::Done)
    }
}
