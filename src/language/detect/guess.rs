//! What does the detector say of a text, and where may it cut one?

/// A language that a text may be in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guess {
    /// Code of the language, or `und`.
    pub lang: &'static str,
    /// Estimated probability, 0 to 1; 0 where there is nothing to judge by.
    pub confidence: f32,
}

/// No language, and no reason to name one.
pub(super) const NOTHING: Guess = Guess {
    lang: "und",
    confidence: 0.0,
};

/// The first character boundary at or after `at`.
pub(super) fn boundary(text: &str, at: usize) -> usize {
    let mut boundaries = at..text.len();
    boundaries
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len())
}
