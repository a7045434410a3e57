//! Who else reported this? Scores, links and stories of one snapshot.

use std::{cell::RefCell, collections::HashMap, ops::Range, sync::Arc};

use super::{
    candidates::{Candidate, Candidates, Lookup, PER_LANGUAGE, Scratch},
    competition, corrections,
    features::features,
    lists::Lists,
    model::{Model, SINGLE, UNDERRATED, log_odds, probability},
    neighbours::{
        BestRival, CandidateSink, Floor, NO_RIVAL, Neighbour, Neighbours, Reprint, UNREAD, is_read,
    },
    pool::Pool,
};
use crate::signature::{Signature, rarity::Identity};

/// What a user may change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// Articles further apart than this many days are never linked, where
    /// both dates are known.
    pub window: Option<u32>,
    /// Pairs from this probability on are linked; if not given, from the
    /// model's own threshold, or a higher one for languages it did not learn on.
    pub min_score: Option<f32>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            window: Some(DEFAULT_WINDOW),
            min_score: None,
        }
    }
}

/// Days after which a report is taken for another story.
pub const DEFAULT_WINDOW: u32 = 30;
/// Share of common shingles from which a text is a reprint of another.
pub const REPRINT: f32 = 0.5;
/// First-stage log-odds from which two articles of one language tell one story,
/// so that they do not compete for a partner.
const NEAR: f32 = 0.5;
/// The pairs of one language that the model learned on were labelled because they
/// are alike: among all that are compared, fewer are true, by this much in log-odds.
const ONE_LANGUAGE: f32 = 0.8;
/// First-stage log-odds that no competition can make good.
pub(super) const HOPELESS: f32 = -5.0;
/// Keeps the scores of hopeless pairs below those of judged ones.
const SHARE_OF_HOPELESS: f32 = 0.1;
/// Candidates per language whose signatures are read and compared, ...
const READ: usize = 8;
/// ... of which the first few are read in any case, ...
const READ_ALWAYS: usize = 2;
/// ... and the others only if one before was not hopeless, or if they stand out
/// by this factor from the last of a full list, which is there by chance.
const STANDS_OUT: f32 = 1.3;
/// First-stage log-odds from which a candidate's rivals matter.
const PROMISING: f32 = -5.0;
/// Articles whose keys are looked up together.
pub(super) const BLOCK: usize = 1 << 12;
/// Signatures kept in memory.
const SIGNATURES_KEPT: usize = 1 << 11;
/// Neighbourhoods kept in memory, about half a kilobyte each.
const NEIGHBOURS_KEPT: usize = 1 << 14;
/// First-stage scores and likenesses kept.
const SCORES_KEPT: usize = 1 << 18;

/// A pair of articles, and what the model says of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scored {
    /// The article asked for.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// First-stage log-odds.
    pub pair: f32,
    /// Calibrated probability that both tell the same story.
    pub score: f32,
    /// Each is among the candidates of the other, and the score reaches the
    /// threshold: an edge from which stories are made.
    pub edge: bool,
}

/// Those of one article.
#[derive(Default)]
struct Only(Neighbours);

impl CandidateSink for Only {
    fn take(&mut self, _: u32, neighbours: Neighbours) {
        self.0 = neighbours;
    }
}

/// Answers questions about one snapshot and remembers what it computed.
///
/// Every answer is a function of the snapshot, the model and the options.
pub struct Linker<'a, P: Pool + ?Sized> {
    pool: &'a P,
    model: &'a Model,
    options: Options,
    signatures: RefCell<HashMap<u32, Arc<Signature>, Identity>>,
    neighbours: RefCell<HashMap<u32, Arc<Neighbours>, Identity>>,
    scores: RefCell<HashMap<(u32, u32), f32, Identity>>,
    near: RefCell<HashMap<(u32, u32), bool, Identity>>,
    lists: Option<&'a Lists>,
    scratch: RefCell<Scratch>,
}

impl<'a, P: Pool + ?Sized> Linker<'a, P> {
    /// A linker for this snapshot.
    pub fn new(pool: &'a P, model: &'a Model, options: Options) -> Self {
        Self {
            pool,
            model,
            options,
            signatures: RefCell::default(),
            neighbours: RefCell::default(),
            scores: RefCell::default(),
            near: RefCell::default(),
            lists: None,
            scratch: RefCell::default(),
        }
    }

    /// A linker with candidates that were found before, with the same model and options.
    pub fn with_lists(pool: &'a P, model: &'a Model, options: Options, lists: &'a Lists) -> Self {
        Self {
            lists: Some(lists),
            ..Self::new(pool, model, options)
        }
    }

    /// What the user changed.
    pub fn options(&self) -> Options {
        self.options
    }

    /// The snapshot.
    pub fn pool(&self) -> &'a P {
        self.pool
    }

    /// The model.
    pub fn model(&self) -> &'a Model {
        self.model
    }

    /// The probability from which a pair is linked.
    pub fn threshold(&self) -> f32 {
        self.options.min_score.unwrap_or(self.model.threshold)
    }

    /// The article's signature, from memory if it was asked for before.
    pub fn signature(&self, article: u32) -> Arc<Signature> {
        let mut kept = self.signatures.borrow_mut();
        if kept.len() >= SIGNATURES_KEPT {
            kept.clear();
        }
        Arc::clone(
            kept.entry(article)
                .or_insert_with(|| self.pool.signature(article)),
        )
    }

    fn remembered(&self, a: u32, b: u32) -> Option<f32> {
        self.scores.borrow().get(&(a.min(b), a.max(b))).copied()
    }

    /// First-stage log-odds of a pair.
    pub fn pair(&self, a: u32, b: u32) -> f32 {
        if let Some(known) = self.remembered(a, b) {
            return known;
        }
        let key = (a.min(b), a.max(b));
        let (mut first, mut second) = (self.signature(key.0), self.signature(key.1));
        // Sums depend on the order in their last digits, so it must not depend
        // on the numbers of the articles.
        let order = |s: &Signature| (s.language().code, s.words(), s.norm().to_bits());
        let (one, other) = (order(&first), order(&second));
        // Two texts of one pattern may have the same length and norm.
        if other < one || (other == one && second.encode() < first.encode()) {
            std::mem::swap(&mut first, &mut second);
        }
        let log_odds = self.model.pair.log_odds(&features(
            &first,
            &second,
            self.days(a, b),
            &self.model.qualities,
        ));
        let mut scores = self.scores.borrow_mut();
        if scores.len() >= SCORES_KEPT {
            scores.clear();
        }
        scores.insert(key, log_odds);
        log_odds
    }

    /// How many days lie between the two, if both dates are known.
    pub fn days(&self, a: u32, b: u32) -> Option<u32> {
        let (a, b) = (self.pool.meta(a).day?, self.pool.meta(b).day?);
        Some(a.abs_diff(b))
    }

    /// The candidates of an article with their first-stage scores.
    pub fn neighbours(&self, article: u32) -> Arc<Neighbours> {
        if let Some(known) = self.neighbours.borrow().get(&article) {
            return Arc::clone(known);
        }
        let listed = self
            .lists
            .and_then(|lists| lists.get(article, |other| self.pool.meta(other).lang));
        let found = Arc::new(listed.unwrap_or_else(|| {
            let mut only = Only::default();
            let block = [article];
            self.find_in(&self.look_up(&block), &block, 0..1, &mut only);
            only.0
        }));
        let mut kept = self.neighbours.borrow_mut();
        if kept.len() >= NEIGHBOURS_KEPT {
            kept.clear();
        }
        kept.insert(article, Arc::clone(&found));
        found
    }

    /// The candidates of a stretch of a block of articles, whose keys were
    /// looked up.
    pub(super) fn find_in(
        &self,
        lookup: &Lookup,
        block: &[u32],
        stretch: Range<usize>,
        findings: &mut dyn CandidateSink,
    ) {
        let mut scratch = self.scratch.take();
        for at in stretch {
            let Some(&article) = block.get(at) else {
                break;
            };
            let window = self.options.window;
            let found = lookup.candidates(self.pool, at, window, &mut scratch);
            let found = self.compare_with(article, &found, findings);
            findings.take(article, found);
        }
        self.scratch.replace(scratch);
    }

    /// The keys of a block of articles, looked up.
    pub(super) fn look_up(&self, block: &[u32]) -> Lookup {
        let signatures = block
            .iter()
            .map(|&article| (article, self.signature(article)));
        Lookup::new(self.pool, signatures)
    }

    /// The candidates of an article, compared with it.
    fn compare_with(
        &self,
        article: u32,
        found: &Candidates,
        findings: &mut dyn CandidateSink,
    ) -> Neighbours {
        let full = found
            .cross
            .chunk_by(|x, y| x.lang == y.lang)
            .filter_map(|language| language.get(PER_LANGUAGE - 1));
        let floors = full.map(|last| Floor {
            lang: last.lang,
            cosine: last.cosine,
        });
        let mut floors: Vec<Floor> = floors.collect();
        floors.sort_by_key(|floor| floor.lang);
        let mut cross = Vec::with_capacity(found.cross.len());
        for language in found.cross.chunk_by(|x, y| x.lang == y.lang) {
            self.read_candidates(article, language, findings, &mut cross);
        }
        cross.sort_by(|x, y| {
            (y.log_odds.total_cmp(&x.log_odds)).then_with(|| self.pool.by_id(x.article, y.article))
        });
        let signature = self.signature(article);
        let own = signature.sketch();
        let mut reprints: Vec<Reprint> = found
            .same
            .iter()
            .map(|&other| Reprint {
                article: other,
                containment: own.containment(&self.pool.sketch(other)),
            })
            .filter(|reprint| reprint.containment >= REPRINT)
            .collect();
        reprints.sort_by(|x, y| {
            (y.containment.total_cmp(&x.containment))
                .then_with(|| self.pool.by_id(x.article, y.article))
        });
        let mut neighbours = Neighbours {
            cross,
            reprints,
            floors,
        };
        self.find_rivals(article, &mut neighbours);
        neighbours
    }

    /// Who competes with whom is looked at while the signatures, which were
    /// just compared, are at hand; where no edge can come of it, when it is asked for.
    fn find_rivals(&self, article: u32, neighbours: &mut Neighbours) {
        let own = self.pool.meta(article).lang;
        let promising = neighbours.cross.iter().take_while(|found| {
            let support = neighbours.best_but(found.article);
            found.log_odds > HOPELESS
                && self.may_link(article, found.article, found.log_odds, support)
        });
        let rivals: Vec<BestRival> = promising
            .map(|found| {
                if found.lang == own {
                    // Any number of reports may tell one event in one language.
                    return BestRival::None;
                }
                let near = &mut |x, y| self.near(x, y);
                competition::rival(neighbours, found.article, found.lang, near)
            })
            .collect();
        for (found, rival) in neighbours.cross.iter_mut().zip(rivals) {
            found.rival = rival;
        }
    }

    /// Compares an article with its candidates of one language, best first.
    /// Most articles were reported in no other language: where the likeliest
    /// candidates are hopeless the rest are not read.
    fn read_candidates(
        &self,
        article: u32,
        language: &[Candidate],
        findings: &mut dyn CandidateSink,
        out: &mut Vec<Neighbour>,
    ) {
        let chance = language
            .get(PER_LANGUAGE - 1)
            .map_or(0.0, |last| STANDS_OUT * last.cosine);
        let mut promising = false;
        for (rank, candidate) in language.iter().enumerate() {
            let read =
                rank < READ_ALWAYS || (rank < READ && (promising || candidate.cosine >= chance));
            let log_odds = if read && candidate.cosine >= self.model.min_cosine {
                self.remembered(article, candidate.article)
                    .or_else(|| findings.known(article, candidate.article))
                    .unwrap_or_else(|| self.pair(article, candidate.article))
            } else {
                UNREAD + candidate.cosine.min(1.0)
            };
            promising |= log_odds > PROMISING;
            out.push(Neighbour {
                article: candidate.article,
                lang: candidate.lang,
                log_odds,
                rival: BestRival::Unknown,
            });
        }
    }

    /// Whether two articles of one language are versions of one report: no competitors.
    pub(super) fn near(&self, x: u32, y: u32) -> bool {
        let key = (x.min(y), x.max(y));
        if let Some(known) = self.near.borrow().get(&key) {
            return *known;
        }
        let near = self.pair(x, y) >= NEAR;
        let mut kept = self.near.borrow_mut();
        if kept.len() >= SCORES_KEPT {
            kept.clear();
        }
        kept.insert(key, near);
        near
    }

    /// What the model says of a pair.
    pub fn score(&self, a: u32, b: u32) -> Scored {
        let pair = self.best_known(a, b).unwrap_or_else(|| self.pair(a, b));
        self.judge(a, b, pair, NO_RIVAL)
    }

    /// First-stage log-odds of a pair as far as either side knows them: what
    /// one did not find worth reading, the other may have read.
    fn best_known(&self, a: u32, b: u32) -> Option<f32> {
        let of_a = self.neighbours(a).get(b).map(|found| found.log_odds);
        if of_a.is_some_and(is_read) {
            return of_a;
        }
        let of_b = match self.lists {
            Some(lists) => lists.log_odds(b, a),
            None => self.neighbours(b).get(a).map(|found| found.log_odds),
        };
        of_a.into_iter().chain(of_b).max_by(f32::total_cmp)
    }

    fn judge(&self, a: u32, b: u32, pair: f32, hopeless: f32) -> Scored {
        if pair <= hopeless {
            // Hopeless by itself: no competition can help it.
            return Scored {
                a,
                b,
                pair,
                score: probability(pair) * SHARE_OF_HOPELESS,
                edge: false,
            };
        }
        let one_language = self.pool.meta(a).lang == self.pool.meta(b).lang;
        // Any number of reports may tell one event in one language.
        let log_odds = if one_language {
            pair - ONE_LANGUAGE + UNDERRATED
        } else {
            let headlines = || self.are_headlines(a, b);
            self.model.among_rivals(pair, &self.rivals(a, b), headlines)
        };
        // Looked at where it decides: most pairs are not likely anyway.
        let log_odds = match probability(log_odds) >= self.threshold() {
            true if self.share_one_unit(a, b) => log_odds.min(SINGLE),
            _ => log_odds,
        };
        let score = probability(log_odds);
        let known = |x: u32, y: u32| self.neighbours(x).get(y).is_some();
        let edge = score >= self.threshold() && known(a, b) && known(b, a);
        Scored {
            a,
            b,
            pair,
            score,
            edge,
        }
    }

    /// Whether a pair of two languages may reach the threshold, if further reports of the
    /// event fit both at most so well: where not, its rivals need not be looked at.
    fn may_link(&self, a: u32, b: u32, pair: f32, support: f32) -> bool {
        // A log-odds that is worked out twice may differ in its last digits.
        let least = log_odds(self.threshold()) - 0.01;
        let may = |headlines| Model::highest(pair, support, headlines) >= least;
        may(false) || (may(true) && self.are_headlines(a, b))
    }

    /// The articles that edges connect with this one.
    pub fn edges(&self, article: u32) -> Vec<u32> {
        let neighbours = self.neighbours(article);
        let own = self.pool.meta(article).lang;
        let found = neighbours.cross.iter().filter(|found| {
            let pair = self.best_known(article, found.article);
            let pair = pair.unwrap_or(found.log_odds);
            let support = neighbours.best_but(found.article);
            (found.lang == own || self.may_link(article, found.article, pair, support))
                && self.judge(article, found.article, pair, HOPELESS).edge
        });
        let edges = found.map(|found| found.article).collect();
        corrections::applied(self.pool.corrections(), article, edges)
    }

    /// All candidates of an article, judged, best first.
    /// Those that cannot be linked anyway are judged by themselves only;
    /// [`Linker::score`] is exact for them too.
    pub fn scored(&self, article: u32) -> Vec<Scored> {
        let mut scored: Vec<Scored> = self
            .neighbours(article)
            .cross
            .iter()
            .map(|neighbour| {
                let pair = self.best_known(article, neighbour.article);
                let pair = pair.unwrap_or(neighbour.log_odds);
                self.judge(article, neighbour.article, pair, HOPELESS)
            })
            .collect();
        scored
            .sort_by(|x, y| (y.score.total_cmp(&x.score)).then_with(|| self.pool.by_id(x.b, y.b)));
        scored
    }
}
