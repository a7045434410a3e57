//! What can go wrong: one typed error, each with its cause and its path.
//!
//! A bad document is never an error here (see `source::Skipped`); these end
//! a command. The binary adds the remedy.

use std::{
    io,
    ops::Range,
    path::{Path, PathBuf},
};

/// A result whose error is [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Nothing has been indexed there yet.
    #[error("no index at {}", .0.display())]
    NoIndex(PathBuf),
    /// The directory holds something that is not ours.
    #[error("{} is not an index: it holds {found:?}", .path.display())]
    ForeignDirectory {
        /// The directory that was asked for.
        path: PathBuf,
        /// The first thing found there that is not ours.
        found: String,
    },
    /// The index was made by another version of the analysis or of the layout.
    #[error("the index at {} was made by {made_by}, whose analysis differs from this version's", .path.display())]
    OtherVersion {
        /// The index directory.
        path: PathBuf,
        /// The program that made it.
        made_by: String,
    },
    /// Texts of a language were analysed with another dictionary than now.
    #[error("the index at {}: its texts in {language:?} were analysed with another dictionary ({made_with})", .path.display())]
    OtherDictionary {
        /// The index directory.
        path: PathBuf,
        /// The language's code.
        language: String,
        /// The analyzer that was used.
        made_with: String,
    },
    /// Another process is writing.
    #[error("another process is writing to the index at {}", .0.display())]
    Busy(PathBuf),
    /// The disk is full.
    #[error("no space left on the disk that holds {}", .0.display())]
    DiskFull(PathBuf),
    /// The index is damaged.
    #[error("the index at {} is damaged: {reason}", .path.display())]
    Damaged {
        /// The index directory.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A pruned root holds nothing: most likely it is not mounted.
    #[error("{} holds no articles: pruning would remove all {count} of them from the index", .path.display())]
    EmptyRoot {
        /// The root.
        path: PathBuf,
        /// How many articles would go.
        count: usize,
    },
    /// No article or story has this id.
    #[error("no article or story has the id {0:?}")]
    NoSuchId(String),
    /// The judgement of a pair was asked for an article that is not in the index.
    #[error("only two indexed articles can be judged as a pair")]
    NotIndexed,
    /// No learned word pair has this word.
    #[error("no learned word pair has {0:?}")]
    NoSuchPair(String),
    /// The work was ended from outside; the index is as it was.
    #[error("cancelled: nothing of this run is in the index")]
    Cancelled,
    /// A query that does not follow the query language.
    #[error("{message}")]
    Syntax {
        /// What is wrong, and what to write instead.
        message: String,
        /// The query.
        query: String,
        /// Where in it, in bytes.
        span: Range<usize>,
    },
    /// A query or option names a language or an outlet that the index does not
    /// have: which, and the nearest that there is.
    #[error("{0}")]
    UnknownName(String),
    /// A file that was asked for by name has no article in it.
    #[error("{path}: {reason}")]
    NotAnArticle {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
    /// A table, gold file or other input of the user's own does not have the form that it should.
    #[error("{}:{line}: {reason}", .path.display())]
    BadTable {
        /// The file.
        path: PathBuf,
        /// From 1.
        line: usize,
        /// What is wrong.
        reason: String,
    },
    /// Sources of a dictionary that are none.
    #[error("{} is no dictionary: {reason}", .path.display())]
    BadDictionary {
        /// The file or folder.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A file could not be read or written.
    #[error("{}: {source}", .path.display())]
    Io {
        /// Which file or directory.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A thread that wrote articles stopped; its own error says why.
    #[error("a thread that wrote articles stopped")]
    WriterGone,
    /// The index library failed in a way that has no name of its own here.
    #[error("the index at {}: {source}", .path.display())]
    Tantivy {
        /// The index directory.
        path: PathBuf,
        /// What it said.
        source: tantivy::TantivyError,
    },
}

impl Error {
    /// An input or output error at a path; a full disk gets its own name.
    #[must_use]
    pub fn io(path: &Path, source: io::Error) -> Self {
        if source.kind() == io::ErrorKind::StorageFull {
            Self::DiskFull(path.to_owned())
        } else {
            Self::Io {
                path: path.to_owned(),
                source,
            }
        }
    }

    /// An error of the index library, named where it can be.
    #[must_use]
    pub fn tantivy(path: &Path, source: tantivy::TantivyError) -> Self {
        use tantivy::{TantivyError, directory::error::LockError};
        match &source {
            TantivyError::LockFailure(LockError::LockBusy, _) => Self::Busy(path.to_owned()),
            TantivyError::IoError(io) if io.kind() == io::ErrorKind::StorageFull => {
                Self::DiskFull(path.to_owned())
            }
            TantivyError::DataCorruption(corruption) => Self::Damaged {
                path: path.to_owned(),
                reason: format!("{corruption:?}"),
            },
            _ => Self::Tantivy {
                path: path.to_owned(),
                source,
            },
        }
    }
}
