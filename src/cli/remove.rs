//! `tilmash remove`.

use clap::Args;

use super::{
    Global, Outcome,
    failure::{Failure, say_clean},
};

/// Remove articles from the index
///
/// Files are left alone: when their folder is indexed again, the articles come
/// back. `tilmash index --prune` removes those whose file is gone.
#[derive(Debug, Args)]
pub(super) struct Remove {
    /// Article ids in full, as `tilmash search` and `tilmash stories` show them
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
}

impl Remove {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let removal = global.engine().remove(&self.ids)?;
        for id in &removal.missing {
            say_clean(&format!("no article has the id {id:?}"));
        }
        let mut printer = global.printer();
        if !global.quiet {
            printer.report(&removal.report)?;
        }
        printer.finish()?;
        Ok(if removal.missing.is_empty() {
            Outcome::Done
        } else {
            Outcome::Nothing
        })
    }
}
