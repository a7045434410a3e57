//! Where are the word pairs kept that an archive taught? Beside its
//! generations, so that they outlive `reindex`.

use std::{fs, io::ErrorKind, path::PathBuf};

use super::{files::replace_file, generation::Layout};
use crate::error::{Error, Result};

/// The name of the file.
pub(super) const LEARNED: &str = "learned.tsv";

impl Layout {
    /// Where they are kept.
    pub fn learned_path(&self) -> PathBuf {
        self.path().join(LEARNED)
    }

    /// The text that [`Layout::change_learned`] left; none if there is none.
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

    /// Changes what is kept, whole or not at all, and gives back what `change`
    /// says beside the new text. Meanwhile nobody else writes: a change that was
    /// acknowledged is not lost to another one.
    ///
    /// # Errors
    /// [`Error::Busy`] if another process writes, what the disk says, and what
    /// `change` says; then everything stays.
    pub fn change_learned<T, E: From<Error>>(
        &self,
        change: impl FnOnce(&str) -> std::result::Result<(String, T), E>,
    ) -> std::result::Result<T, E> {
        let _lock = self.lock()?;
        // What cannot be read must not be written over.
        let before = self.learned()?.unwrap_or_default();
        let (after, told) = change(&before)?;
        let path = self.learned_path();
        replace_file(&path, after.as_bytes()).map_err(|error| Error::io(&path, error))?;
        Ok(told)
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn two_who_change_it_at_once_lose_nothing() {
        const EACH: usize = 30;
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::new(folder.path());
        let add = |name: &str| {
            let mut done = 0;
            while done < EACH {
                let line = format!("{name}{done}\n");
                match layout.change_learned(|text| Ok::<_, Error>((format!("{text}{line}"), ()))) {
                    Ok(()) => done += 1,
                    Err(Error::Busy(_)) => thread::yield_now(),
                    Err(error) => panic!("{error}"),
                }
            }
        };
        thread::scope(|scope| {
            scope.spawn(|| add("a"));
            scope.spawn(|| add("b"));
        });
        let text = layout.learned().unwrap().unwrap();
        assert_eq!(text.lines().count(), 2 * EACH, "{text}");
    }

    #[test]
    fn a_change_that_fails_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::new(folder.path());
        let kept = layout.change_learned(|_| Ok::<_, Error>(("one\n".to_owned(), 1)));
        assert_eq!(kept.unwrap(), 1);
        let failed = layout.change_learned(|text| {
            assert_eq!(text, "one\n");
            Err::<(String, ()), _>(Error::NoSuchId("x".to_owned()))
        });
        assert!(failed.is_err());
        assert_eq!(layout.learned().unwrap().as_deref(), Some("one\n"));
    }
}
