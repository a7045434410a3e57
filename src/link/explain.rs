//! Why are two articles linked, or why not?

use serde::Serialize;

use super::{
    competition,
    corrections::Said,
    evidence::{Compared, Evidence, Unshared},
    features::{features_of, names},
    linker::{Linker, REPRINT},
    model::probability,
    neighbours::Neighbour,
    pool::Pool,
    relation::Relation,
};
use crate::article::Article;

/// Every step of the judgement of a pair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// What both have, strongest first.
    pub evidence: Vec<Evidence>,
    /// Names, places, numbers and dates that only the first has.
    pub only_in_a: Vec<Unshared>,
    /// Those that only the second has.
    pub only_in_b: Vec<Unshared>,
    /// What each feature of the pair adds to the log-odds, largest first.
    pub features: Vec<Feature>,
    /// Days between the two, if both dates are known.
    pub days_apart: Option<u32>,
    /// What that adds to the log-odds; 0 or less.
    pub date_log_odds: f32,
    /// Probability of the pair by itself.
    pub pair_score: f32,
    /// The best other candidate of the first article in the second's language.
    pub rival_of_a: Option<Rival>,
    /// The best other candidate of the second article in the first's language.
    pub rival_of_b: Option<Rival>,
    /// The article of a third language that fits both best.
    pub third: Option<Rival>,
    /// What each feature of the competition adds to the log-odds.
    pub competition: Vec<Feature>,
    /// Each is among the candidates of the other.
    pub candidates: bool,
    /// They have one name, place, number or word in common, or none: that makes no story.
    pub one_unit: bool,
    /// Share of the shorter text that the longer one repeats, for two articles
    /// in one language; these do not compete.
    pub reprint: Option<f32>,
    /// What the two are to one another, where there is more to say.
    pub relation: Option<Relation>,
    /// Final probability.
    pub score: f32,
    /// The score from which pairs are linked.
    pub threshold: f32,
    /// Both belong to one story.
    pub linked: bool,
    /// What an editor says of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Said>,
}

/// A feature's part in the judgement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Feature {
    /// As the weights file names it.
    pub name: String,
    /// What it adds to the log-odds.
    pub log_odds: f32,
}

/// Another candidate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rival {
    /// Its identifier.
    pub id: String,
    /// Probability of its pair by itself (for a third language, of the weaker
    /// of its two pairs).
    pub pair_score: f32,
}

/// Explains the judgement of the pair with these numbers and texts.
pub fn explain<P: Pool + ?Sized>(
    linker: &Linker<'_, P>,
    (a, article_a): (u32, &Article),
    (b, article_b): (u32, &Article),
) -> Explanation {
    let pool = linker.pool();
    let model = linker.model();
    let compared = Compared::new(article_a, article_b, model);
    let (first, second) = (
        &compared.a.extraction.signature,
        &compared.b.extraction.signature,
    );
    let days = linker.days(a, b);
    let pair = features_of(first, second, days, &compared.comparison);
    let linked = linker.story(a).contains(&b);
    let shares = model.pair.parts(&pair);
    let weighed = |wanted: &str| {
        let found = names().iter().position(|name| name == wanted)?;
        shares.get(found).copied()
    };
    let mut explanation = Explanation {
        evidence: compared.evidence(),
        only_in_a: compared.only_in_a(),
        only_in_b: compared.only_in_b(),
        features: parts(&names(), &shares),
        days_apart: days,
        date_log_odds: DATES.iter().filter_map(|name| weighed(name)).sum(),
        pair_score: 0.0,
        rival_of_a: None,
        rival_of_b: None,
        third: None,
        competition: Vec::new(),
        candidates: false,
        one_unit: linker.share_one_unit(a, b),
        reprint: None,
        relation: None,
        score: 0.0,
        threshold: linker.threshold(),
        linked,
        corrected: linker.said(a, b),
    };
    let scored = linker.score(a, b);
    explanation.pair_score = probability(scored.pair);
    explanation.score = scored.score;
    explanation.candidates =
        linker.neighbours(a).get(b).is_some() && linker.neighbours(b).get(a).is_some();
    if pool.meta(a).lang == pool.meta(b).lang {
        let share = first.sketch().containment(second.sketch());
        explanation.reprint = Some(share);
        explanation.relation = Relation::of(&compared, linked, share >= REPRINT);
        return explanation;
    }
    let rivals = linker.rivals(a, b);
    let rivalry = competition::features(scored.pair, &rivals);
    let rival = |found: Option<Neighbour>| {
        found.map(|found| Rival {
            id: pool.id(found.article).into_owned(),
            pair_score: probability(found.log_odds),
        })
    };
    explanation.rival_of_a = rival(rivals.of_a);
    explanation.rival_of_b = rival(rivals.of_b);
    explanation.third = rival(rivals.third);
    explanation.competition = parts(&competition::names(), &model.rivalry.parts(&rivalry));
    explanation
}

/// The features that say how far apart in time the two are.
const DATES: [&str; 3] = ["same_day", "next_day", "days"];

fn parts(names: &[String], parts: &[f32]) -> Vec<Feature> {
    let mut features: Vec<Feature> = names
        .iter()
        .zip(parts)
        .map(|(name, &log_odds)| Feature {
            name: name.clone(),
            log_odds,
        })
        .collect();
    features.sort_by(|x, y| y.log_odds.abs().total_cmp(&x.log_odds.abs()));
    features
}
