//! `tilmash stories`.

use clap::Args;

use super::{
    Global, Outcome,
    failure::{Failure, say_nothing_found},
};
use crate::engine::StoryFilter;

/// List the stories that several articles tell
///
/// An article that stands alone is no story. Reprints in one language are one;
/// `--min-langs 2` leaves only what was told in several languages.
#[derive(Debug, Args)]
pub(super) struct Stories {
    /// Only stories in at least so many languages
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_langs: usize,
    /// Only the stories of these articles: article or story ids [default: all stories]
    #[arg(value_name = "ID")]
    ids: Vec<String>,
}

impl Stories {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let filter = StoryFilter::new(self.min_langs, self.ids);
        let mut printer = global.printer();
        let mut found = false;
        let mut failed = None;
        global.engine().stories(&filter, &mut |story| {
            found = true;
            failed = printer.story(&story).err();
            failed.is_none()
        })?;
        if let Some(error) = failed {
            return Err(error.into());
        }
        printer.finish()?;
        if !found {
            say_nothing_found(global, "no story");
        }
        Ok(if found {
            Outcome::Done
        } else {
            Outcome::Nothing
        })
    }
}
