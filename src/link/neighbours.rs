//! The candidates of an article with their first-stage scores.

/// An article of another language with the log-odds of the pair by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    /// Its number in the pool.
    pub article: u32,
    /// Its language.
    pub lang: u16,
    /// First-stage log-odds that both tell the same story.
    pub log_odds: f32,
}

/// An article of the same language that prints mostly the same words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reprint {
    /// Its number in the pool.
    pub article: u32,
    /// Share of the shorter text's shingles that the longer one has.
    pub containment: f32,
}

/// All that an article may be linked with.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Neighbours {
    /// In other languages, likeliest first.
    pub cross: Vec<Neighbour>,
    /// In the same language, by containment.
    pub reprints: Vec<Reprint>,
}

impl Neighbours {
    /// The neighbour with this number, if it is one.
    pub fn get(&self, article: u32) -> Option<&Neighbour> {
        self.cross
            .iter()
            .find(|neighbour| neighbour.article == article)
    }
}
