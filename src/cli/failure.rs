//! How does a command end badly? With what went wrong, and what to do about it.

use std::io;

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
}

impl Failure {
    /// The reader of our output is gone, as after `| head`.
    pub(super) fn is_closed_pipe(&self) -> bool {
        matches!(self, Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }

    /// Tells the user, on standard error.
    pub(super) fn print(&self) {
        say(&format!("tilmash: {}", sanitise_block(&self.to_string())));
        if let Failure::Library(Error::Syntax { query, span, .. }) = self {
            say(&sanitise_block(&marked(query, span)));
        }
        if let Some(remedy) = self.remedy() {
            say(&format!("  {remedy}"));
        }
    }

    /// What the user can do.
    fn remedy(&self) -> Option<String> {
        let Failure::Library(error) = self else {
            return None;
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
                "the index is as it was before; make room and run the command again".to_owned()
            }
            Error::Damaged { .. } => "rebuild it with `tilmash reindex PATH`".to_owned(),
            Error::EmptyRoot { .. } => {
                "is it mounted? nothing was removed; --force prunes all the same".to_owned()
            }
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
