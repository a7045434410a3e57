//! How does text become terms?
//!
//! Normalise ─► tokenise ─► fold ─► stem. The same functions serve indexing
//! and queries, so the same text always gives the same terms. Offsets into
//! the original text are kept all the way, so that a hit can be highlighted
//! as the author wrote it.
//!
//! Pure but for the dictionaries that it takes from the room beside, which stay
//! the same as long as the program runs: nothing here can fail, touch a file
//! or remember a document.

mod fold;
mod memo;
mod passage;
mod sentence;
mod term;
mod token;
mod unspaced;

pub use fold::fold;
pub use memo::StemMemo;
pub use passage::{language_at, passages, passages_of};
pub use sentence::{begins_sentence, sentences};
pub use term::{Term, joint, recall_forms, recall_pieces, stem_of, stem_term, terms};
pub use token::{Kind, Token, tokenize};
pub use unspaced::{needs_rules, tokenize_in};

pub use crate::dictionary::WordClass;

/// Stored with every index. Raise it whenever the same text would give other
/// terms than before: an index made by another version must be rebuilt.
pub const VERSION: u32 = 7;
