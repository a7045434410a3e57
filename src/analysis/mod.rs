//! How does text become terms?
//!
//! Normalise ─► tokenise ─► fold ─► stem. The same functions serve indexing
//! and queries, so the same text always gives the same terms. Offsets into
//! the original text are kept all the way, so that a hit can be highlighted
//! as the author wrote it.
//!
//! Pure: nothing here can fail, touch a file or remember a document.

mod fold;
mod memo;
mod passage;
mod sentence;
mod term;
mod token;

pub use fold::fold;
pub use memo::StemMemo;
pub use passage::passages;
pub use sentence::sentences;
pub use term::{Term, recall_forms, stem_term, terms};
pub use token::{Kind, Token, tokenize};

/// Stored with every index. Raise it whenever the same text would give other
/// terms than before: an index made by another version must be rebuilt.
pub const VERSION: u32 = 2;
