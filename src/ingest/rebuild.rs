//! How is an index built anew of what it has stored?

use super::{Cancel, Event, IngestReport, commit, is_there, known::Carried, workers::with_workers};
use crate::{
    error::{Error, Result},
    index::{Admission, Layout, Lost, Means, Stored, Writer},
};

/// Builds a new generation from the articles stored in the old one. If any of them
/// cannot be read any more, nothing changes; unless `leave_out` says that the rest
/// is wanted all the same. What is left out is given back.
///
/// # Errors
/// As [`super::update`]; [`Error::NoIndex`] if there is no old one, [`Error::Damaged`] if
/// something of it is lost.
pub fn rebuild_from_stored(
    layout: &Layout,
    means: Means,
    leave_out: bool,
    cancel: &Cancel,
    on: &mut dyn FnMut(Event<'_>),
) -> Result<(IngestReport, Vec<Lost>)> {
    // Before anything is written: where there is no index, none is begun.
    layout.exists()?;
    let mut writer = Writer::rebuild(layout, means)?;
    let mut report = IngestReport::default();
    let read = Stored::open(layout).and_then(|stored| {
        let lost = with_workers(&writer, means, |send| {
            stored.each(&mut |article| {
                cancel.check()?;
                // All are new to it. Should one come twice, its deletion is lost.
                if writer.ledger().admit(&article, &is_there)? == Admission::New {
                    send(article)?;
                    report.added += 1;
                    on(Event::Read(report.added));
                }
                Ok(())
            })
        })?;
        let missing = stored
            .articles()
            .map_or(0, |held| held.saturating_sub(report.added));
        match lost.first() {
            Some(first) if !leave_out => Err(Error::Damaged {
                path: layout.path().to_owned(),
                reason: format!(
                    "{}; {missing} of {} articles cannot be read",
                    first.reason,
                    report.added + missing
                ),
            }),
            None if missing > 0 && !leave_out => Err(Error::Damaged {
                path: layout.path().to_owned(),
                reason: format!("it lacks {missing} of {} articles", report.added + missing),
            }),
            _ => Ok(lost),
        }
    });
    match read {
        Ok(lost) => {
            if !lost.is_empty() {
                writer.set_old_aside()?;
            }
            let known = Carried::from(layout);
            commit(writer, layout, means.threads, None, on)?;
            known.to(layout);
            Ok((report, lost))
        }
        Err(error) => {
            writer.abandon();
            Err(error)
        }
    }
}
