//! What is told of an index's health?

use serde::Serialize;

/// What `check` tells.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct CheckRecord {
    /// Where the index is.
    pub index: String,
    /// Files of the commit in force.
    pub files: u64,
    /// Bytes in them.
    pub bytes: u64,
    /// Articles that are as they were written.
    pub articles: u64,
    /// Passages.
    pub passages: u64,
    /// Files that are not as they were written, and what is wrong.
    pub damaged: Vec<DamageRecord>,
    /// Files that a broken-off run has left; no damage.
    pub leftovers: Vec<String>,
    /// How many articles the index has that was built in its place, if one was.
    pub rebuilt: Option<u64>,
    /// What could not be saved then.
    pub lost: Vec<LossRecord>,
}

/// A file that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DamageRecord {
    /// The file, relative to the index directory.
    pub file: String,
    /// What is wrong with it.
    pub problem: String,
}

/// An article that cannot be read any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LossRecord {
    /// Its id, where that is known.
    pub id: Option<String>,
    /// Why: names the file.
    pub reason: String,
}
