//! Which articles report the same story?
//!
//! ```text
//! candidates ─► compare ─► features ─► pair score ─► competition ─► stories
//! (inverted     (which unit (numbers)  (stage one)   (stage two,     (groups that
//!  index)        is which)                            probability)    hold together)
//! ```
//! Everything here is a pure function of a committed snapshot ([`Pool`]), with what an
//! editor has corrected in it, and the learned numbers ([`Model`]): neither the order in which articles were
//! indexed nor the numbers they were given can change a result.

pub mod agreement;
pub mod align;
mod archive;
mod cache;
pub mod candidates;
pub mod compare;
pub mod competition;
mod corrections;
pub mod evidence;
pub mod explain;
pub mod features;
mod finders;
mod groups;
mod linker;
mod lists;
mod memory;
pub mod model;
pub mod neighbours;
pub mod pairs;
mod pool;
mod relation;
pub mod renew;
mod rivals;
mod scant;
mod store;
mod stories;
mod story;
mod story_store;

pub use align::Alignment;
pub use archive::{Archive, Reported};
pub use corrections::{Corrections, Said};
pub use evidence::{Compared, Evidence, EvidenceKind, Unshared};
pub use explain::{Explanation, Feature, Rival};
pub use linker::{DEFAULT_WINDOW, Linker, Options, REPRINT, Scored};
pub use lists::Lists;
pub use memory::MemoryPool;
pub use model::Model;
pub use pairs::{Languages, Pair};
pub use pool::{Meta, Overlay, Pool, Postings};
pub use relation::Relation;
pub use store::SnapshotPool;
pub use story::Story;
pub use story_store::{DamagedLine, StoryStore};
