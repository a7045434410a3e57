//! How does a command end badly? With what went wrong, and what to do about it.

use std::{
    io,
    panic::{self, AssertUnwindSafe},
    sync::{Mutex, PoisonError},
};

use super::Global;
use crate::{
    error::Error,
    render::{marked, sanitise, sanitise_block},
};

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error(transparent)]
    Library(#[from] Error),
    #[error("cannot write the results: {0}")]
    Output(#[from] io::Error),
    #[error("{0}")]
    Usage(String),
    /// A query of several.
    #[error("{place}: {error}")]
    Query { place: String, error: Error },
    /// A panic of our own.
    #[error("{0}")]
    Fault(String),
}

impl Failure {
    /// What the process ends with.
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            Failure::Library(Error::Cancelled(_)) => 130,
            _ => 2,
        }
    }

    /// The reader of our output is gone, as after `| head`.
    pub(super) fn is_closed_pipe(&self) -> bool {
        matches!(self, Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Tells the user, on standard error.
    pub(super) fn print(&self) {
        say(&format!("tilmash: {}", sanitise_block(&self.to_string())));
        if let Failure::Library(Error::Syntax { query, span, .. })
        | Failure::Query {
            error: Error::Syntax { query, span, .. },
            ..
        } = self
        {
            say(&sanitise_block(&marked(query, span)));
        }
        if let Some(remedy) = self.remedy() {
            say(&format!("  {remedy}"));
        }
    }

    /// What the user can do.
    fn remedy(&self) -> Option<String> {
        let error = match self {
            Failure::Library(error) => error,
            Failure::Fault(_) => {
                return Some("this is a mistake of ours: please report it".to_owned());
            }
            _ => return None,
        };
        Some(match error {
            Error::NoIndex(_) => {
                "make one with `tilmash index PATH`, or name another with --index".to_owned()
            }
            Error::ForeignDirectory { .. } => {
                "nothing was touched; name an empty or a new directory with --index".to_owned()
            }
            Error::OtherVersion { .. } | Error::OtherDictionary { .. } => {
                "rebuild it with `tilmash reindex`".to_owned()
            }
            Error::BadDictionary { .. } => {
                "see `tilmash help dict` for what is understood; nothing was changed".to_owned()
            }
            Error::Busy(_) => "wait until it is done; searching works meanwhile".to_owned(),
            Error::DiskFull(_) => {
                "the index is as its last commit left it; make room and run the command again"
                    .to_owned()
            }
            Error::Damaged { .. } => {
                "`tilmash check` names all that is damaged, and with --repair saves what can be read"
                    .to_owned()
            }
            Error::Unexpected { .. } => {
                "run `tilmash check`; if it finds nothing, this is a mistake of ours: please report it"
                    .to_owned()
            }
            Error::NoCurrent {
                path, generations, ..
            } => {
                let (newest, file) = (generations.last()?, path.join("CURRENT"));
                format!(
                    "nothing was changed; write the name of one into {}, most likely {newest}, and run `tilmash check`",
                    file.display()
                )
            }
            // What the system calls an error of input or output.
            Error::Io { source, .. } if source.to_string().contains("os error 5)") => {
                "the disk failed: see the system's log; the index is as its last commit left it"
                    .to_owned()
            }
            Error::Cancelled(kept) => match kept {
                0 => "the index is as it was before".to_owned(),
                _ => "run the command again to go on".to_owned(),
            },
            Error::EmptyRoot { .. } => {
                "is it mounted? nothing was removed; --force does it all the same".to_owned()
            }
            Error::NoOrigins(_) => "name what to read: `tilmash index PATH`".to_owned(),
            Error::NoSuchPair(_) => {
                "`tilmash lexicon learned` shows those that are kept".to_owned()
            }
            Error::NoSuchId(_) => {
                "`tilmash search` and `tilmash stories` show ids; write a file as ./FILE".to_owned()
            }
            _ => return None,
        })
    }
}

/// What panicked last, and where.
static PANICKED: Mutex<String> = Mutex::new(String::new());

/// A panic is told as an error, by whoever catches it.
pub(super) fn keep_panics_quiet() {
    panic::set_hook(Box::new(|panicked| {
        let told = panicked.to_string().replace('\n', " ");
        tracing::debug!("{told}");
        *PANICKED.lock().unwrap_or_else(PoisonError::into_inner) = told;
    }));
}

/// Runs a command; a panic of it is a failure.
pub(super) fn caught<T>(run: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    panic::catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
        let told = PANICKED.lock().unwrap_or_else(PoisonError::into_inner);
        Err(Failure::Fault(told.clone()))
    })
}

/// Writes a line to standard error; where that is closed there is nobody to tell.
pub(super) fn say(line: &str) {
    use io::Write;
    let _ = writeln!(io::stderr(), "{line}");
}

/// The same for a line with text from outside.
pub(super) fn say_clean(line: &str) {
    say(&sanitise(line));
}

/// Says that there is nothing to show, unless nobody wants to hear.
pub(super) fn say_nothing_found(global: &Global, what: &str) {
    if !global.quiet {
        say_clean(what);
    }
}
