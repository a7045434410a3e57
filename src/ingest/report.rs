//! What has a run done, in numbers, and what is worth telling meanwhile?

use std::{collections::BTreeMap, path::Path};

use crate::{
    article::{Article, ArticleId},
    source::{Note, Skipped},
};

/// What happened, in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct IngestReport {
    /// Articles that were not there before.
    pub added: u64,
    /// Articles that were there with other content.
    pub changed: u64,
    /// Articles that were there as they are.
    pub unchanged: u64,
    /// Articles that were removed.
    pub removed: u64,
    /// Inputs that should have been articles and are none.
    pub skipped: u64,
    /// The same by reason: [`crate::source::Reason::kind`], or `id_conflict`.
    pub skipped_by_reason: BTreeMap<String, u64>,
    /// Files in folders that are of no known format.
    pub not_documents: u64,
    /// The same by the end of their names, in lower case; an empty one where there is none.
    pub not_documents_by_kind: BTreeMap<String, u64>,
    /// Dates of records that were not understood; their articles have none.
    pub dates_unread: u64,
    /// Corrections of an export that were taken in.
    #[serde(skip_serializing_if = "is_none")]
    pub corrections: u64,
    /// Files that are as they were when they were read last, and were not read again.
    pub files_unread: u64,
    /// Bytes of files that were read.
    pub bytes_read: u64,
    /// How long it took.
    pub milliseconds: u64,
    /// Nothing of it was done: it was asked what would be.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub dry_run: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_none(count: &u64) -> bool {
    *count == 0
}

/// Why an article was left out whose id another one has.
const ID_CONFLICT: &str = "id_conflict";
/// Kinds of files that are counted apart: names come from outside, and any number
/// of them.
const KINDS: usize = 50;

impl IngestReport {
    pub(super) fn skip(&mut self, kind: &str) {
        self.skipped += 1;
        *self.skipped_by_reason.entry(kind.to_owned()).or_default() += 1;
    }

    pub(super) fn conflict(&mut self) {
        self.skip(ID_CONFLICT);
    }

    pub(super) fn not_a_document(&mut self, path: &Path) {
        self.not_documents += 1;
        let kind = path.extension().unwrap_or_default().to_string_lossy();
        let kind = match kind.to_lowercase() {
            kind if kind.is_empty() => kind,
            kind => format!(".{kind}"),
        };
        let known = self.not_documents_by_kind.contains_key(&kind);
        let kind = match known || self.not_documents_by_kind.len() < KINDS {
            true => kind,
            false => "others".to_owned(),
        };
        *self.not_documents_by_kind.entry(kind).or_default() += 1;
    }
}

/// What becomes of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// It was not there before.
    Added,
    /// It was there with other content.
    Changed,
    /// It goes.
    Removed,
}

/// Something worth telling while it happens.
#[derive(Debug)]
pub enum Event<'a> {
    /// So many articles were read by now, ...
    Read(u64),
    /// ... and so many bytes of files are done with.
    Done(u64),
    /// Something comes of an article, or would come of it in a dry run: its id and
    /// where it was read.
    Change(Change, &'a ArticleId, Option<&'a str>),
    /// An input was left out.
    Skipped(&'a Skipped),
    /// An article was left out because another one has its id.
    Conflict(&'a Article),
    /// What an export says of pairs is left where it is: it counts only where that is
    /// asked for.
    CorrectionLeft,
    /// Something was not understood, and did not cost the article.
    Note(&'a Note),
    /// A batch is durable and visible; so many articles of this run are by now.
    Committed(u64),
    /// All is read; what remains is to write and check.
    Committing,
    /// All is durable and visible; what remains is to work the stories out.
    Linking,
}
