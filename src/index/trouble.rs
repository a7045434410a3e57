//! What did the disk do wrong first? What tantivy makes of an error often names
//! neither the file nor the cause, and some of it is lost on the way: an indexing
//! thread dies, a search goes on without a term. The first error of a file is
//! noted where it is met, and asked for at the door.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use crate::error::Error;

/// The first error of the files of a generation; clones are one.
#[derive(Debug, Clone, Default)]
pub(super) struct Trouble(Arc<OnceLock<(PathBuf, io::Error)>>);

impl Trouble {
    /// Notes an error of a file, unless there was one before it. That a file is
    /// not there may be no error: who asks for it decides.
    pub fn note(&self, file: &Path, error: &io::Error) {
        if error.kind() != io::ErrorKind::NotFound {
            let _ = self.0.set((file.to_owned(), copy(error)));
        }
    }

    /// Hands a result on, its error noted.
    pub fn pass<T>(&self, file: &Path, result: io::Result<T>) -> io::Result<T> {
        result.inspect_err(|error| self.note(file, error))
    }

    /// What was noted, as an error of the index at `root`.
    pub fn error(&self, root: &Path) -> Option<Error> {
        let (file, error) = self.0.get()?;
        Some(Error::of_file(root, file, copy(error)))
    }
}

/// Errors of the system cannot be cloned.
fn copy(error: &io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}
