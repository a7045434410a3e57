//! Is this the best partner for both, and does a third language agree?
//!
//! A report has at most one true story: another article of the partner's
//! language that fits better speaks against the pair. Articles nearly equal to
//! the partner (another outlet's version of the same report) do not compete.

use super::neighbours::{NO_RIVAL, Neighbour, Neighbours, Rival};

/// Features of the second stage.
pub const RIVALRY: usize = 7;

/// With fewer other candidates than this, both sides together, there is no telling
/// whether a better one would not be found among more.
const FEW: usize = 6;
/// Log-odds of a candidate that is not there, and of a worse one, where candidates are
/// few. Without that, two articles of one subject were taken for one story with near
/// certainty if an index held nothing else.
const BACKGROUND: f32 = -2.0;
/// First-stage log-odds are held within this bound.
const BOUND: f32 = 8.0;

/// The names of the features, in order.
pub fn names() -> [String; RIVALRY] {
    [
        "pair",
        "margin_min",
        "margin_max",
        "runner_up",
        "third",
        "third_margin",
        "conflict",
    ]
    .map(str::to_owned)
}

/// The strongest rivals of a pair.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Rivals {
    /// The best other candidate of the first article in the second's language.
    pub of_a: Option<Neighbour>,
    /// The best other candidate of the second article in the first's language.
    pub of_b: Option<Neighbour>,
    /// The article of a third language that fits both best, with the weaker of
    /// its two log-odds.
    pub third: Option<Neighbour>,
    /// By how much, in log-odds, the two prefer different articles of a third
    /// language; 0 if they do not.
    pub conflict: f32,
    /// How many other candidates both articles have in the other's language.
    pub others: usize,
}

impl Rivals {
    /// Whether too few could compete to say much.
    pub fn are_few(&self) -> bool {
        self.others < FEW
    }

    /// What stands for the log-odds of a rival that is not there.
    fn none(&self) -> f32 {
        if self.are_few() { BACKGROUND } else { NO_RIVAL }
    }
}

/// One article of a pair, with its candidates.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// Its number.
    pub article: u32,
    /// Its language.
    pub lang: u16,
    /// Its candidates.
    pub neighbours: &'a Neighbours,
}

/// The rivals of the pair `a`, `b`. `near(x, y)` says whether two articles of
/// one language are versions of one report.
pub fn rivals(a: Side<'_>, b: Side<'_>, near: &mut dyn FnMut(u32, u32) -> bool) -> Rivals {
    Rivals {
        of_a: best_other(a.neighbours, b, near),
        of_b: best_other(b.neighbours, a, near),
        third: third(a, b),
        conflict: conflict(a, b, near),
        others: others(a, b) + others(b, a),
    }
}

fn others(of: Side<'_>, partner: Side<'_>) -> usize {
    let candidates = of.neighbours.cross.iter();
    candidates
        .filter(|other| other.lang == partner.lang && other.article != partner.article)
        .count()
}

/// The best candidate in the partner's language that is not the partner, nor
/// nearly equal to it.
fn best_other(
    neighbours: &Neighbours,
    partner: Side<'_>,
    near: &mut dyn FnMut(u32, u32) -> bool,
) -> Option<Neighbour> {
    let known = neighbours.get(partner.article);
    let rival = match known.map_or(Rival::Unknown, |known| known.rival) {
        Rival::Unknown => rival(neighbours, partner.article, partner.lang, near),
        known => known,
    };
    match rival {
        Rival::At(at) => neighbours.cross.get(usize::from(at)).copied(),
        Rival::None | Rival::Unknown => None,
    }
}

/// Who competes with an article of this language for the one whose neighbours
/// these are?
pub fn rival(
    neighbours: &Neighbours,
    article: u32,
    lang: u16,
    near: &mut dyn FnMut(u32, u32) -> bool,
) -> Rival {
    (0..)
        .zip(&neighbours.cross)
        .filter(|(_, rival)| rival.lang == lang && rival.article != article)
        .find(|(_, rival)| rival.log_odds <= NO_RIVAL || !near(rival.article, article))
        .map_or(Rival::None, |(at, _)| Rival::At(at))
}

fn third(a: Side<'_>, b: Side<'_>) -> Option<Neighbour> {
    a.neighbours
        .cross
        .iter()
        .filter(|third| third.lang != a.lang && third.lang != b.lang)
        .filter_map(|third| {
            let other = b.neighbours.get(third.article)?;
            Some(Neighbour {
                log_odds: third.log_odds.min(other.log_odds),
                ..*third
            })
        })
        .max_by(|x, y| x.log_odds.total_cmp(&y.log_odds))
}

/// If the best partner of `a` in a third language is another than that of
/// `b`, and each clearly prefers its own, they tell different stories.
fn conflict(a: Side<'_>, b: Side<'_>, near: &mut dyn FnMut(u32, u32) -> bool) -> f32 {
    let known = |side: Side<'_>, article: u32| {
        let found = side.neighbours.get(article);
        found.map_or(NO_RIVAL, |found| found.log_odds.clamp(NO_RIVAL, BOUND))
    };
    let mut most = 0.0f32;
    let mut seen: Vec<u16> = Vec::new();
    for ours in &a.neighbours.cross {
        // The first of each language is the best.
        if ours.lang == b.lang || ours.lang == a.lang || seen.contains(&ours.lang) {
            continue;
        }
        seen.push(ours.lang);
        let theirs = b
            .neighbours
            .cross
            .iter()
            .find(|found| found.lang == ours.lang);
        let Some(theirs) = theirs.filter(|theirs| theirs.article != ours.article) else {
            continue;
        };
        let prefers_a = known(a, ours.article) - known(b, ours.article);
        let prefers_b = known(b, theirs.article) - known(a, theirs.article);
        let margin = prefers_a.min(prefers_b);
        if margin > most && !near(ours.article, theirs.article) {
            most = margin;
        }
    }
    most
}

/// The features of a pair with these first-stage log-odds and rivals.
pub fn features(log_odds: f32, rivals: &Rivals) -> [f32; RIVALRY] {
    let own = log_odds.clamp(-BOUND, BOUND);
    let of = |found: Option<Neighbour>, least: f32| {
        found.map_or(least, |found| found.log_odds.clamp(least, BOUND))
    };
    let rival_a = of(rivals.of_a, rivals.none());
    let rival_b = of(rivals.of_b, rivals.none());
    let third = of(rivals.third, NO_RIVAL);
    [
        own,
        own - rival_a.max(rival_b),
        own - rival_a.min(rival_b),
        rival_a.max(rival_b),
        third,
        (third - rival_a.max(rival_b)).max(0.0),
        rivals.conflict,
    ]
}
