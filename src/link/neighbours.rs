//! The candidates of an article with their first-stage scores.

/// Log-odds of a candidate that is not there.
pub const NO_RIVAL: f32 = -8.0;
/// What stands for the log-odds of a pair that was not worth reading; its
/// cosine is added, so that it keeps its place among the hopeless.
pub(super) const UNREAD: f32 = 2.0 * NO_RIVAL;

/// Whether these are log-odds, and nothing that stands for them.
pub(super) fn is_read(log_odds: f32) -> bool {
    log_odds > UNREAD + 1.0
}

/// Where the candidates of many articles go.
pub(super) trait CandidateSink {
    /// First-stage log-odds of a pair, if they were worked out before.
    fn known(&mut self, _article: u32, _other: u32) -> Option<f32> {
        None
    }
    /// Takes the candidates of an article.
    fn take(&mut self, article: u32, neighbours: Neighbours);
}

/// An article of another language with the log-odds of the pair by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    /// Its number in the pool.
    pub article: u32,
    /// Its language.
    pub lang: u16,
    /// First-stage log-odds that both tell the same story.
    pub log_odds: f32,
    /// Who competes with it, as far as that was looked at.
    pub rival: BestRival,
}

/// The best other candidate of the same language that is not nearly equal to
/// a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BestRival {
    /// Not looked at: for a candidate that is hopeless by itself.
    Unknown,
    /// There is none.
    None,
    /// The one at this place in [`Neighbours::cross`].
    At(u16),
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
    /// What keeps newcomers out, for languages whose list is full.
    pub floors: Vec<Floor>,
}

/// The cosine of the last candidate of a language whose list is full.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Floor {
    /// The language.
    pub lang: u16,
    /// A newcomer below it is no candidate.
    pub cosine: f32,
}

impl Neighbours {
    /// The likeliest of each language that `admit` lets in.
    pub fn best(&self, admit: impl Fn(&Neighbour) -> bool) -> Vec<&Neighbour> {
        let mut best: Vec<&Neighbour> = Vec::new();
        for neighbour in self.cross.iter().filter(|neighbour| admit(neighbour)) {
            if best.iter().all(|found| found.lang != neighbour.lang) {
                best.push(neighbour);
            }
        }
        best
    }

    /// The neighbour with this number, if it is one.
    pub fn get(&self, article: u32) -> Option<&Neighbour> {
        self.cross
            .iter()
            .find(|neighbour| neighbour.article == article)
    }

    /// The highest log-odds of any candidate but this one.
    pub(super) fn best_but(&self, article: u32) -> f32 {
        // The likeliest comes first.
        let mut others = self.cross.iter().filter(|found| found.article != article);
        others.next().map_or(NO_RIVAL, |found| found.log_odds)
    }

    /// The cosine below which a newcomer of a language is no candidate; `None`
    /// while there is room.
    pub fn floor(&self, lang: u16) -> Option<f32> {
        let found = self.floors.iter().find(|floor| floor.lang == lang);
        found.map(|floor| floor.cosine)
    }
}
