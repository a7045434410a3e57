//! Where are the word pairs kept that an archive taught? Beside its
//! generations, so that they outlive `reindex`.

use std::{fs, io::ErrorKind, path::PathBuf};

use super::{directory::replace_file, generation::Layout};
use crate::error::{Error, Result};

/// The name of the file.
pub(super) const LEARNED: &str = "learned.tsv";

impl Layout {
    /// Where they are kept.
    pub fn learned_path(&self) -> PathBuf {
        self.path().join(LEARNED)
    }

    /// The text that [`Layout::keep_learned`] kept; none if there is none.
    ///
    /// # Errors
    /// What the disk says; also if the file is not text.
    pub fn learned(&self) -> Result<Option<String>> {
        let path = self.learned_path();
        match fs::read_to_string(&path) {
            Ok(text) => Ok(Some(text)),
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                Ok(None)
            }
            Err(error) => Err(Error::io(&path, error)),
        }
    }

    /// Keeps a text in place of the one before, whole or not at all.
    ///
    /// # Errors
    /// What the disk says.
    pub fn keep_learned(&self, text: &str) -> Result<()> {
        let path = self.learned_path();
        replace_file(&path, text.as_bytes()).map_err(|error| Error::io(&path, error))
    }
}
