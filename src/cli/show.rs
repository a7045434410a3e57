//! `tilmash show`.

use clap::Args;

use super::{Global, Outcome, failure::Failure};
use crate::{article::ArticleId, error::Error, index::Snapshot, link::Archive};

/// Show indexed articles as they are stored
#[derive(Debug, Args)]
pub(super) struct Show {
    /// Article or story ids; a story shows its earliest article
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
}

impl Show {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let snapshot = Snapshot::open(&global.layout())?;
        let archive = Archive::new(&snapshot);
        let mut printer = global.printer();
        for what in &self.ids {
            let id = archive.resolve(what).unwrap_or_else(|| ArticleId::new(what));
            let entry = snapshot.find(&id)?.ok_or_else(|| Error::NoSuchId(what.clone()))?;
            printer.article(&snapshot.article(entry)?)?;
        }
        printer.finish()?;
        Ok(Outcome::Done)
    }
}
