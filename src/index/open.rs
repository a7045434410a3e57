//! How does a reader come by a committed state, whoever writes meanwhile?

use std::{fs, path::Path, sync::Arc};

use tantivy::{Index, IndexReader, ReloadPolicy};

use super::{
    columns::Columns,
    directory::IndexDirectory,
    generation::Layout,
    kept::Payload,
    reader::{Opened, Snapshot},
    schema::Fields,
    trouble::Trouble,
};
use crate::error::{Error, Result};

/// How often a reader follows a writer that is ahead of it.
const ATTEMPTS: usize = 50;

impl Snapshot {
    /// Opens the generation in force.
    ///
    /// # Errors
    /// [`Error::NoIndex`], [`Error::NoCurrent`], [`Error::OtherVersion`],
    /// [`Error::Damaged`], or what the disk says.
    pub fn open(layout: &Layout) -> Result<Self> {
        let mut attempts = 0;
        loop {
            let generation = layout.current()?;
            let commit = commit_of(&generation);
            let opened = layout
                .check_version(&generation)
                .and_then(|()| Self::open_generation(layout, &generation));
            attempts += 1;
            // A writer may have swapped generations in between, or committed, and
            // removed what the commit before had named. (A merge is a commit, too.)
            let moved = || {
                layout.current().is_ok_and(|now| now != generation)
                    || commit_of(&generation) != commit
            };
            match opened {
                Err(_) if attempts < ATTEMPTS && moved() => {}
                result => return result,
            }
        }
    }

    pub(super) fn open_generation(layout: &Layout, generation: &Path) -> Result<Self> {
        let tantivy = |error| Error::tantivy(layout.path(), error);
        let directory = IndexDirectory::open(generation).map_err(|error| tantivy(error.into()))?;
        let trouble = directory.trouble().clone();
        Self::open_directory(layout, generation, directory)
            .map_err(|error| trouble.error(layout.path()).unwrap_or(error))
    }

    fn open_directory(
        layout: &Layout,
        generation: &Path,
        directory: IndexDirectory,
    ) -> Result<Self> {
        let fail = |error: tantivy::TantivyError| Error::tantivy(layout.path(), error);
        let trouble: Trouble = directory.trouble().clone();
        let index = Index::open(directory).map_err(fail)?;
        let (schema, fields) = Fields::schema();
        if index.schema() != schema {
            return Err(Error::OtherVersion {
                path: layout.path().to_owned(),
                made_by: "another version".to_owned(),
            });
        }
        let committed = || index.load_metas().map_err(fail);
        let mut commit = committed()?;
        let searcher = loop {
            let reader: IndexReader = index
                .reader_builder()
                .reload_policy(ReloadPolicy::Manual)
                .try_into()
                .map_err(fail)?;
            let before = std::mem::replace(&mut commit, committed()?);
            // Otherwise a commit came in between, and one state would get the
            // name of the other.
            if before.opstamp == commit.opstamp {
                break reader.searcher();
            }
        };
        let columns = searcher
            .segment_readers()
            .iter()
            .map(Columns::open)
            .collect::<tantivy::Result<Vec<_>>>()
            .map_err(fail)?;
        let name = generation.file_name().unwrap_or_default().to_string_lossy();
        let payload = commit.payload.as_deref().and_then(Payload::read);
        let articles = payload.as_ref().map(|payload| payload.articles);
        let kept = payload.map(|payload| payload.kept).unwrap_or_default();
        let opened = Opened {
            layout: layout.clone(),
            generation: generation.to_owned(),
            fields,
            searcher,
            columns,
            // A commit of corrections alone bears the number of the one before it.
            fingerprint: format!("{name}:{}{}", commit.opstamp, kept.mark()),
            articles,
            kept,
            trouble,
        };
        Ok(Self {
            opened: Arc::new(opened),
        })
    }
}

/// What names the commit in force: another one is another text.
fn commit_of(generation: &Path) -> Option<Vec<u8>> {
    fs::read(generation.join("meta.json")).ok()
}
