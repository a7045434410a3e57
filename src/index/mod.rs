//! Where do articles live, and how do they get in and out unharmed?
//!
//! One tantivy index per generation. One commit makes articles, passages and
//! link signatures visible together. `reindex` builds a new generation beside
//! the old one, checks it, and swaps the file `CURRENT` atomically.
//!
//! Absent on purpose: links and stories. They are a pure function of a
//! committed snapshot (see `link`).

mod blocks;
mod check;
mod columns;
mod directory;
mod document;
#[cfg(test)]
pub(crate) mod faults;
mod files;
mod generation;
mod kept;
mod keys;
mod learned;
mod ledger;
mod means;
mod open;
mod reader;
mod replay;
mod salvage;
mod schema;
mod signatures;
mod spill;
mod sweep;
mod terms;
mod trouble;
mod vocabulary;
mod writer;

pub use check::{Checked, Finding};
pub use generation::Layout;
pub use kept::{Correction, Kept, Origin};
pub use ledger::{Admission, Ledger, Version};
pub use means::Means;
pub use reader::{Entry, Snapshot};
pub use salvage::{Lost, Stored};
pub use schema::Fields;
pub use signatures::Buffer;
pub use spill::Spill;
pub use writer::{Prepared, Preparer, Writer};
