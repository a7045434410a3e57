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
    /// No file says which generation of an index is in force.
    #[error("the index at {}: {reason}; it holds {}", .path.display(), .generations.join(", "))]
    NoCurrent {
        /// The index directory.
        path: PathBuf,
        /// Why none is.
        reason: String,
        /// Those that could be, the oldest first.
        generations: Vec<String>,
    },
    /// A library stopped at something that it takes for impossible.
    #[error("the index at {}: unexpected: {message}", .path.display())]
    Unexpected {
        /// The index directory.
        path: PathBuf,
        /// What it said.
        message: String,
    },
    /// A root holds nothing any more: most likely it is not mounted.
    #[error("{} holds no articles: the {count} in the index that were read from it would go", .path.display())]
    EmptyRoot {
        /// The root.
        path: PathBuf,
        /// How many articles would go.
        count: usize,
    },
    /// Nothing was named to be read, and the index remembers nothing.
    #[error("the index at {} remembers no file or folder to read again", .0.display())]
    NoOrigins(PathBuf),
    /// No article or story has this id.
    #[error("no article or story has the id {0:?}")]
    NoSuchId(String),
    /// The judgement of a pair was asked for an article that is not in the index.
    #[error("only two indexed articles can be judged as a pair")]
    NotIndexed,
    /// No learned word pair has this word.
    #[error("no learned word pair has {0:?}")]
    NoSuchPair(String),
    /// The work was ended from outside; the index is as its last commit left it.
    #[error("cancelled: {}", match .0 {
        0 => "nothing of this run is in the index".to_owned(),
        kept => format!("{kept} articles that this run read first are in the index"),
    })]
    Cancelled(u64),
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
        if is_full(&source) {
            Self::DiskFull(path.to_owned())
        } else {
            Self::Io {
                path: path.to_owned(),
                source,
            }
        }
    }

    /// An error of a file of the index at `root`: the disk is full, the file is
    /// damaged, or what the system said of it.
    #[must_use]
    pub fn of_file(root: &Path, file: &Path, source: io::Error) -> Self {
        use io::ErrorKind::{InvalidData, NotFound, UnexpectedEof};
        let name = file.strip_prefix(root).unwrap_or(file).display();
        let damaged = |reason: String| Self::Damaged {
            path: root.to_owned(),
            reason,
        };
        match source.kind() {
            _ if is_full(&source) => Self::DiskFull(root.to_owned()),
            NotFound => damaged(format!("{name} is missing")),
            InvalidData | UnexpectedEof => damaged(format!("{name}: {source}")),
            _ => Self::Io {
                path: file.to_owned(),
                source,
            },
        }
    }

    /// An error of the index library, named where it can be.
    #[must_use]
    pub fn tantivy(root: &Path, source: tantivy::TantivyError) -> Self {
        use tantivy::{TantivyError, directory::error::LockError, directory::error::OpenReadError};
        match &source {
            TantivyError::LockFailure(LockError::LockBusy, _) => Self::Busy(root.to_owned()),
            TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(file)) => {
                Self::of_file(root, file, io::ErrorKind::NotFound.into())
            }
            TantivyError::DataCorruption(corruption) => Self::Damaged {
                path: root.to_owned(),
                reason: format!("{corruption:?}"),
            },
            _ => {
                let Some((file, error)) = cause(&source) else {
                    return Self::Tantivy {
                        path: root.to_owned(),
                        source,
                    };
                };
                // The folder of the file is not known here.
                let said = match file {
                    Some(file) => format!("{}: {error}", file.display()),
                    None => error.to_string(),
                };
                match error.kind() {
                    _ if is_full(error) => Self::DiskFull(root.to_owned()),
                    io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => Self::Damaged {
                        path: root.to_owned(),
                        reason: said,
                    },
                    kind => Self::Io {
                        path: root.to_owned(),
                        source: io::Error::new(kind, said),
                    },
                }
            }
        }
    }
}

/// Is there no room on the disk, or none for this user?
fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded
    )
}

/// What the system said, inside of what the index library says, and of which file.
fn cause(error: &tantivy::TantivyError) -> Option<(Option<&Path>, &io::Error)> {
    use tantivy::{
        TantivyError as Tantivy,
        directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError},
    };
    match error {
        Tantivy::IoError(error) | Tantivy::LockFailure(LockError::IoError(error), _) => {
            Some((None, error))
        }
        Tantivy::OpenReadError(OpenReadError::IoError { io_error, filepath })
        | Tantivy::OpenWriteError(OpenWriteError::IoError { io_error, filepath }) => {
            Some((Some(filepath), io_error))
        }
        Tantivy::OpenDirectoryError(OpenDirectoryError::IoError {
            io_error,
            directory_path,
        }) => Some((Some(directory_path), io_error)),
        Tantivy::OpenDirectoryError(OpenDirectoryError::FailedToCreateTempDir(error)) => {
            Some((None, error))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tantivy::{
        TantivyError as Tantivy,
        directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError},
    };

    use super::*;

    /// Every shape in which the index library hands on what the system said.
    fn shapes(error: fn() -> io::Error) -> [Tantivy; 6] {
        let (io_error, filepath) = (Arc::new(error()), PathBuf::from("a.store"));
        [
            Tantivy::IoError(Arc::clone(&io_error)),
            Tantivy::LockFailure(LockError::IoError(Arc::clone(&io_error)), None),
            OpenReadError::wrap_io_error(error(), filepath.clone()).into(),
            OpenWriteError::wrap_io_error(error(), filepath.clone()).into(),
            OpenDirectoryError::wrap_io_error(error(), filepath).into(),
            OpenDirectoryError::FailedToCreateTempDir(io_error).into(),
        ]
    }

    #[test]
    fn a_full_disk_is_recognised_in_every_shape() {
        let root = Path::new("here");
        for shape in shapes(|| io::Error::from_raw_os_error(28)) {
            let shown = format!("{shape:?}");
            assert!(
                matches!(Error::tantivy(root, shape), Error::DiskFull(_)),
                "{shown}"
            );
        }
        for shape in shapes(|| io::Error::from_raw_os_error(5)) {
            let shown = Error::tantivy(root, shape).to_string();
            assert!(
                shown.starts_with("here: ") && !shown.contains("Arc"),
                "{shown}"
            );
        }
    }
}
