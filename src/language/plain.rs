//! Where does a character of a text stand that was brought to plain characters?

use std::{borrow::Cow, ops::Range};

/// A text in plain characters.
#[derive(Debug)]
pub struct Plain<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// Where each character begins, here and in the original, and both ends;
    /// empty if nothing changed.
    places: Vec<(usize, usize)>,
}

impl<'a> Plain<'a> {
    /// A text that is plain as it stands.
    pub(super) fn unchanged(text: &'a str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            places: Vec::new(),
        }
    }

    /// A plain text, and where each of its characters begins, in it and in the original.
    pub(super) fn rewritten(
        plain: String,
        mut places: Vec<(usize, usize)>,
        original: &str,
    ) -> Self {
        places.push((plain.len(), original.len()));
        Self {
            text: Cow::Owned(plain),
            places,
        }
    }

    /// The place in the original of a place in the plain text, widened to
    /// whole characters.
    pub fn original(&self, range: &Range<usize>) -> Range<usize> {
        if self.places.is_empty() {
            return range.clone();
        }
        let original = |place: usize| self.places.get(place).or(self.places.last());
        let first = self
            .places
            .partition_point(|(here, _)| *here <= range.start);
        let after = self.places.partition_point(|(here, _)| *here < range.end);
        let place = |at: usize| original(at).map_or(0, |(_, there)| *there);
        place(first.saturating_sub(1))..place(after)
    }
}
