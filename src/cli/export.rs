//! `tilmash export`.

use clap::Args;

use super::{Global, Outcome, failure::Failure};
use crate::render::Format;

/// Write all articles as JSON Lines, for a backup or another program
///
/// `tilmash export > all.jsonl`, and `tilmash index --index OTHER - < all.jsonl`
/// gives the same index: the corrections of `tilmash link` and `unlink` come last. What
/// the index was taught is in learned.tsv beside it.
#[derive(Debug, Args)]
pub(super) struct Export;

impl Export {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let mut printer = global.printer_of(match global.format() {
            Format::Json => Format::Json,
            _ => Format::Jsonl,
        });
        let mut failed = None;
        let mut count = 0_u64;
        global.engine().export(&mut |article| {
            count += 1;
            match printer.article(&article) {
                Ok(()) => true,
                Err(error) => {
                    failed = Some(error);
                    false
                }
            }
        })?;
        failed.map_or(Ok(()), Err)?;
        for correction in global.engine().corrections()? {
            printer.exported_correction(&correction)?;
        }
        printer.finish()?;
        Ok(match count {
            0 => Outcome::Nothing,
            _ => Outcome::Done,
        })
    }
}
