//! Is a generation sound? Checksums of every file, every segment opened,
//! every live article's documents counted. (Checksums alone skip files that
//! the list of managed files lacks.)

use std::path::Path;

use super::{generation::Layout, reader::Snapshot};
use crate::error::{Error, Result};

/// Checks a generation before it is put in force; at least so many articles
/// were written to it.
///
/// # Errors
/// [`Error::Damaged`] with what is wrong.
pub(super) fn verify(layout: &Layout, generation: &Path, written: usize) -> Result<()> {
    let damaged = |reason: String| Error::Damaged {
        path: layout.path().to_owned(),
        reason,
    };
    let snapshot = Snapshot::open_generation(layout, generation)?;
    let index = snapshot.searcher().index();
    let bad = index
        .validate_checksum()
        .map_err(|error| Error::tantivy(layout.path(), error))?;
    if let Some(file) = bad.iter().min() {
        return Err(damaged(format!(
            "{} does not match its checksum",
            file.display()
        )));
    }
    let heads = snapshot.len();
    if heads < written {
        return Err(damaged(format!(
            "{written} articles were written, {heads} arrived"
        )));
    }
    let read = snapshot.articles().count();
    if heads != read {
        return Err(damaged(format!(
            "{heads} articles were written, {read} can be read"
        )));
    }
    Ok(())
}
