//! Where does an evaluation keep its index? In a temporary directory that
//! goes away with it.

use std::path::PathBuf;

use crate::{
    error::{Error, Result},
    index::{Layout, Means},
    ingest, language, source,
};

/// A temporary index.
#[derive(Debug)]
pub struct Workspace {
    layout: Layout,
    _directory: tempfile::TempDir,
}

impl Workspace {
    /// Indexes some inputs as `tilmash index` does.
    ///
    /// # Errors
    /// What the disk says, and an input from which nothing could be read.
    pub fn index(inputs: &[PathBuf], threads: usize) -> Result<Self> {
        let directory =
            tempfile::tempdir().map_err(|error| Error::io(&std::env::temp_dir(), error))?;
        let layout = Layout::new(directory.path().join("index"));
        let options = ingest::IngestOptions::new(
            source::ReadOptions::new(language::detect_tag),
            Means::new(threads),
        );
        let mut skipped = None;
        let report = ingest::update(&layout, inputs, &options, &mut |event| {
            if let ingest::Event::Skipped(input) = event {
                skipped.get_or_insert_with(|| (input.place.to_string(), input.reason.to_string()));
            }
        })?;
        match skipped {
            Some((path, reason)) if report.added == 0 => Err(Error::NotAnArticle { path, reason }),
            _ => Ok(Self {
                layout,
                _directory: directory,
            }),
        }
    }

    /// Where the index is.
    #[must_use]
    pub fn layout(&self) -> &Layout {
        &self.layout
    }
}
