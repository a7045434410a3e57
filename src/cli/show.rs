//! `tilmash show`.

use clap::Args;

use super::{Global, Outcome, failure::Failure};

/// Show indexed articles as they are stored
///
/// Prints language, id, date, source, title and the cleaned text, in which the
/// offsets of search results count. With --parallel: passage beside passage.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// Article or story ids in full; a story shows its earliest article
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Set the passages beside those of another version, or of every other
    /// version of the story
    #[arg(long, value_name = "ID", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    parallel: Option<String>,
}

impl Show {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let engine = global.engine();
        let mut printer = global.printer();
        for id in &self.ids {
            match &self.parallel {
                None => printer.article(&engine.article(id)?)?,
                Some(with) => {
                    let with = (!with.is_empty()).then_some(with.as_str());
                    for parallel in engine.parallel(id, with)? {
                        printer.parallel(&parallel)?;
                    }
                }
            }
        }
        printer.finish()?;
        Ok(Outcome::Done)
    }
}
