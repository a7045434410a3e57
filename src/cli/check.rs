//! `tilmash check`.

use clap::Args;

use super::{Global, Outcome, failure::Failure, interrupt, progress::Progress};
use crate::engine::{Event, Intake};

/// See whether the index is as it was written
///
/// Compares every file with its checksums, opens every part, reads every article
/// again and counts them. Damage is named, and the exit code is 2 then.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Remove what broken-off runs have left, and build the index anew of all
    /// stored articles that can be read, if anything is damaged; what is lost is named
    #[arg(long)]
    repair: bool,
}

impl Check {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let engine = global.engine();
        let record = match self.repair {
            false => engine.check()?,
            true => {
                let intake = Intake::new(global.threads());
                interrupt::cancels(&intake.cancel);
                let mut progress = Progress::new(global);
                let checked = engine.repair(&intake, &mut |event: Event<'_>| progress.tell(&event));
                progress.end()?;
                checked?
            }
        };
        let mut printer = global.printer();
        printer.check(&record)?;
        printer.finish()?;
        match (
            record.damaged.is_empty(),
            record.rebuilt,
            record.lost.is_empty(),
        ) {
            (true, _, _) | (false, Some(_), true) => Ok(Outcome::Done),
            (false, Some(_), false) => Ok(Outcome::Skipped),
            (false, None, _) => Ok(Outcome::Damaged),
        }
    }
}
