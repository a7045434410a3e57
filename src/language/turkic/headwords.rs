//! What do dictionaries know of a stem?
//!
//! A table like that of the [`counts`](super::counts), whose numbers are
//! classes: as a nominal root [`WORD`], [`NAME`] or [`PLACE`], as a verbal root
//! [`WORD`], or [`GUESS`] where the infinitive does not show whether the root
//! ends in a vowel (`оқу` is of `оқы`). A name need not have been met in text
//! with other endings to keep its last letters.

/// A word, or a root that the infinitive shows.
pub const WORD: u8 = 1;
/// The name of a person or anything else.
pub const NAME: u8 = 2;
/// The name of a place.
pub const PLACE: u8 = 3;
/// A root that the infinitive may have.
pub const GUESS: u8 = 2;
