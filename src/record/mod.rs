//! What is an answer made of? Every record that the program gives out, for a
//! terminal, a script, a page or another language.
//!
//! A record is plain data that serde turns into JSON as `docs` and the contract
//! of the README describe it. [`SCHEMA_VERSION`] stands in every JSON object
//! ([`Versioned`]): it rises when a field changes its meaning or goes away, not
//! when one is added. Records are filled by `search` and `engine` and laid out
//! by `render`.

mod article;
mod change;
mod check;
mod correction;
mod hit;
mod language;
mod pair;
mod parallel;
mod stats;
mod story;
mod translation;

use serde::Serialize;

pub use article::{ArticleRecord, ArticleRef};
pub use change::ChangeRecord;
pub use check::{CheckRecord, DamageRecord, LossRecord};
pub use correction::{CorrectionRecord, ExportedCorrection, Pair};
pub use hit::{Because, Hit, MemberView, PassageView, Reason, StoryView};
pub use language::{LanguageRecord, TokenRecord};
pub use pair::{ExplainedPair, PairRecord};
pub use parallel::{Parallel, Row};
pub use stats::Stats;
pub use story::{StoryMember, StoryRecord};
pub use translation::{LearnedRecord, TranslationRecord};

/// The version of the records that JSON output carries.
pub const SCHEMA_VERSION: u32 = 1;

/// A record with the version of its schema.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Versioned<'r, T> {
    schema_version: u32,
    #[serde(flatten)]
    record: &'r T,
}

impl<'r, T> Versioned<'r, T> {
    /// The record, as [`SCHEMA_VERSION`] has it.
    pub fn new(record: &'r T) -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            record,
        }
    }
}
