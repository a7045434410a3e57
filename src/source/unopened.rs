//! What is known of a file before anything of it is read?

use std::{fs::File, io::Read, sync::Arc};

use jiff::Timestamp;

use super::{
    ReadItem,
    archive::Input,
    format::Format,
    report::{Place, Reason, Skipped},
    unpack::{self, Budget},
    walk::Document,
};

/// Where the articles of one file come from.
#[derive(Debug, Clone)]
pub(super) struct Origin {
    /// As shown to the user.
    pub(super) path: String,
    /// What its ids are made from.
    pub(super) id: String,
    /// When the file was last changed.
    pub(super) modified: Option<Timestamp>,
}

/// A file that nothing was read of yet.
pub(super) struct Unopened {
    pub(super) input: Input,
    /// What its name says that it is.
    pub(super) named: Option<Format>,
    pub(super) from: Origin,
    /// What it may unpack to.
    pub(super) budget: Arc<Budget>,
}

impl Unopened {
    /// A stream that is no file.
    pub(super) fn unnamed(input: Box<dyn Read + Send>, name: &str) -> Self {
        let budget = Budget::of(None);
        Self {
            input: Input::Stream(unpack::counted(input, &budget)),
            named: None,
            from: Origin {
                path: name.to_owned(),
                id: name.to_owned(),
                modified: None,
            },
            budget,
        }
    }
}

/// A file as a stream. What is read of it, and was, counts as packed.
pub(super) fn as_stream(input: Input, head: &[u8], budget: &Arc<Budget>) -> Box<dyn Read + Send> {
    match input {
        Input::File(file) => {
            budget.packed(head.len() as u64);
            unpack::counted(file, budget)
        }
        Input::Stream(stream) => stream,
    }
}

impl Origin {
    pub(super) fn place(&self, line: Option<u64>) -> Place {
        Place {
            path: self.path.clone(),
            line,
        }
    }

    pub(super) fn skipped(&self, line: Option<u64>, reason: Reason) -> ReadItem {
        let place = self.place(line);
        ReadItem::Skipped(Skipped { place, reason })
    }
}

/// Opens a file, unless it is certainly too large.
pub(super) fn open(document: &Document, limit: usize) -> Result<File, Reason> {
    let file = File::open(&document.path)?;
    let size = file.metadata()?.len();
    // UTF-16 may take twice the bytes of its UTF-8, by which the limit counts.
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_mul(2);
    let one = matches!(
        document.named,
        Some(Format::Text | Format::Markdown | Format::Html)
    );
    if one && size > most {
        return Err(Reason::TooLarge { limit });
    }
    Ok(file)
}
