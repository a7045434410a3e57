//! Is this the best partner for both, and does a third language agree?
//!
//! A report has at most one true story: another article of the partner's
//! language that fits better speaks against the pair. Articles nearly equal to
//! the partner (another outlet's version of the same report) do not compete.
//!
//! What others say means something else where it goes beyond the pair itself than where
//! it falls short: a third article that fits both better than they fit one another speaks
//! for the pair, one that fits worse says nothing. So the lesser of it and the pair is a
//! feature beside each.

use super::neighbours::{BestRival, NO_RIVAL, Neighbour, Neighbours};

/// Features of the second stage.
pub const RIVALRY: usize = 9;

/// With fewer other candidates than this, both sides together, there is no telling
/// whether a better one would not be found among more.
const FEW: usize = 6;
/// Log-odds of a candidate that is not there, and of a worse one, where candidates are
/// few.
const BACKGROUND: f32 = -2.0;
/// Below these first-stage log-odds two articles are taken for different events.
const UNRELATED: f32 = -2.0;
/// First-stage log-odds are held within this bound.
const BOUND: f32 = 8.0;

/// The names of the features, in order.
pub fn names() -> [String; RIVALRY] {
    [
        "pair",
        "margin_min",
        "margin_max",
        "third",
        "conflict",
        "pair_and_margin_min",
        "pair_and_margin_max",
        "pair_and_third",
        "other_event",
    ]
    .map(str::to_owned)
}

/// The strongest rivals of a pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rivals {
    /// The best other candidate of the first article in the second's language.
    pub of_a: Option<Neighbour>,
    /// The best other candidate of the second article in the first's language.
    pub of_b: Option<Neighbour>,
    /// The article of a third language that fits both best, with the weaker of
    /// its two log-odds.
    pub third: Option<Neighbour>,
    /// The same of one of the languages of the two: another report of the event.
    pub second_report: Option<Neighbour>,
    /// By how much, in log-odds, the two prefer different articles of a third
    /// language; 0 if they do not.
    pub conflict: f32,
    /// Log-odds of the likeliest other candidate that tells something else than the
    /// partner, the lesser of the two articles': both have another event to go to.
    pub other_event: f32,
    /// How many other candidates both articles have in the other's language.
    pub others: usize,
}

impl Rivals {
    /// How well a further report of the event fits both: a pair may be as likely.
    pub fn support(&self) -> f32 {
        let found = self.third.into_iter().chain(self.second_report);
        found.map(|found| found.log_odds).fold(NO_RIVAL, f32::max)
    }

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
        third: fits_both(a, b, |lang| lang != a.lang && lang != b.lang),
        second_report: fits_both(a, b, |lang| lang == a.lang || lang == b.lang),
        conflict: conflict(a, b, near),
        other_event: other_event(a, b).min(other_event(b, a)),
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
    let rival = match known.map_or(BestRival::Unknown, |known| known.rival) {
        BestRival::Unknown => rival(neighbours, partner.article, partner.lang, near),
        known => known,
    };
    match rival {
        BestRival::At(at) => neighbours.cross.get(usize::from(at)).copied(),
        BestRival::None | BestRival::Unknown => None,
    }
}

/// Who competes with an article of this language for the one whose neighbours
/// these are?
pub fn rival(
    neighbours: &Neighbours,
    article: u32,
    lang: u16,
    near: &mut dyn FnMut(u32, u32) -> bool,
) -> BestRival {
    (0..)
        .zip(&neighbours.cross)
        .filter(|(_, rival)| rival.lang == lang && rival.article != article)
        .find(|(_, rival)| rival.log_odds <= NO_RIVAL || !near(rival.article, article))
        .map_or(BestRival::None, |(at, _)| BestRival::At(at))
}

/// The article of these languages that fits both best.
fn fits_both(a: Side<'_>, b: Side<'_>, of: impl Fn(u16) -> bool) -> Option<Neighbour> {
    a.neighbours
        .cross
        .iter()
        .filter(|found| of(found.lang) && found.article != b.article)
        .filter_map(|found| {
            let other = b.neighbours.get(found.article)?;
            Some(Neighbour {
                log_odds: found.log_odds.min(other.log_odds),
                ..*found
            })
        })
        .max_by(|x, y| x.log_odds.total_cmp(&y.log_odds))
}

/// The likeliest candidate of an article that its partner has nothing to do with.
fn other_event(of: Side<'_>, partner: Side<'_>) -> f32 {
    let candidates = of.neighbours.cross.iter();
    let mut others = candidates.filter(|found| {
        let known = partner.neighbours.get(found.article);
        found.article != partner.article && known.is_none_or(|known| known.log_odds < UNRELATED)
    });
    others.next().map_or(NO_RIVAL, |found| found.log_odds)
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
    let (least, most) = (own - rival_a.max(rival_b), own - rival_a.min(rival_b));
    [
        own,
        least,
        most,
        third,
        rivals.conflict,
        own.min(least),
        own.min(most),
        own.min(third),
        rivals.other_event.clamp(NO_RIVAL, BOUND),
    ]
}
