//! The learned numbers: how good each kind of shared key is, how the features
//! of a pair add up, and how competition corrects the sum.
//!
//! They come from `links.tsv`, which the trainer writes (see `README.md`
//! beside it).

use std::{collections::HashMap, fmt::Write, sync::LazyLock};

use super::{
    compare::GROUPS,
    competition::{self, RIVALRY, Rivals},
    features::{FEATURES, group_names, names},
};

/// A logistic regression over standardised features.
#[derive(Debug, Clone, PartialEq)]
pub struct Regression<const N: usize> {
    /// Mean of each feature over the training pairs.
    pub mean: [f32; N],
    /// Their standard deviation, never 0.
    pub scale: [f32; N],
    /// Weight of each standardised feature, in log-odds.
    pub weight: [f32; N],
    /// Log-odds of a pair of average features.
    pub bias: f32,
}

impl<const N: usize> Regression<N> {
    /// The log-odds of a pair with these features.
    pub fn log_odds(&self, features: &[f32; N]) -> f32 {
        let parts = self.parts(features);
        self.bias + parts.iter().sum::<f32>()
    }

    /// What each feature adds to the log-odds.
    pub fn parts(&self, features: &[f32; N]) -> [f32; N] {
        let mut parts = [0.0; N];
        let rest = self.mean.iter().zip(&self.scale).zip(&self.weight);
        for ((part, x), ((mean, scale), weight)) in parts.iter_mut().zip(features).zip(rest) {
            // Beyond what training saw, evidence stops counting.
            *part = weight * ((x - mean) / scale).clamp(-LIMIT, LIMIT);
        }
        parts
    }
}

/// Standardised features are held within this many deviations.
const LIMIT: f32 = 6.0;

impl<const N: usize> Default for Regression<N> {
    fn default() -> Self {
        Self {
            mean: [0.0; N],
            scale: [1.0; N],
            weight: [0.0; N],
            bias: 0.0,
        }
    }
}

/// All that was learned.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Quality of a shared key by [`super::compare::Group`].
    pub qualities: [f32; GROUPS],
    /// Stage one: the pair by itself.
    pub pair: Regression<FEATURES>,
    /// Stage two: the pair among its rivals.
    pub rivalry: Regression<RIVALRY>,
    /// Candidates below this cosine are not looked at.
    pub min_cosine: f32,
    /// Pairs from this probability on are linked.
    pub threshold: f32,
}

const SHIPPED_TEXT: &str = include_str!("links.tsv");
static SHIPPED: LazyLock<Model> = LazyLock::new(|| Model::parse(SHIPPED_TEXT).unwrap_or_default());

impl Default for Model {
    /// A model that links nothing: where learning begins.
    fn default() -> Self {
        Self {
            qualities: [1.0; GROUPS],
            pair: Regression::default(),
            rivalry: Regression::default(),
            min_cosine: 0.0,
            threshold: 0.5,
        }
    }
}

/// The want of rivals raises the log-odds of a pair by no more than this, and a further
/// report to no more than what it is worth itself, ...
const RAISED: f32 = 1.0;
/// Two headlines have little that any other article could share, and little to be likely
/// by: there it raises them by this much, ...
const RAISED_HEADLINES: f32 = 3.0;
/// ... and rivals lower them by no more than this: what two articles say by
/// themselves is stronger than what others say.
const LOWERED: f32 = 8.0;
/// Where candidates are few, a pair is less likely by this much in log-odds than training
/// says, which knows large pools only: without that, two articles of one subject were
/// taken for one story if an index held nothing else.
const FEWER: f32 = 1.5;
/// Log-odds, at most, of a pair that has one name, place, number or word in common: a
/// country in two headlines makes no story, however little else they say.
pub(super) const SINGLE: f32 = -2.0;
/// On real news that was held out, pairs are true a little more often than training says.
pub(super) const UNDERRATED: f32 = 0.05;

impl Model {
    /// The log-odds of a pair in two languages, given those of the pair by itself and
    /// its rivals. `headlines` tells whether both are headlines, if that matters: it takes
    /// reading their signatures.
    pub fn among_rivals(
        &self,
        pair: f32,
        rivals: &Rivals,
        headlines: impl FnOnce() -> bool,
    ) -> f32 {
        let fewer = if rivals.are_few() { FEWER } else { 0.0 };
        let among = self.rivalry.log_odds(&competition::features(pair, rivals)) + UNDERRATED;
        let mut highest = Self::highest(pair, rivals.support(), false);
        if among > highest && headlines() {
            highest = Self::highest(pair, rivals.support(), true);
        }
        among.clamp(pair - LOWERED, highest) - fewer
    }

    /// What competition can raise the log-odds of a pair to, if further reports of the
    /// event fit both at most so well.
    pub fn highest(pair: f32, support: f32, headlines: bool) -> f32 {
        let raised = if headlines { RAISED_HEADLINES } else { RAISED };
        (pair + raised).max(support) + UNDERRATED
    }

    /// The model that ships with the program.
    pub fn shipped() -> &'static Model {
        &SHIPPED
    }

    /// The text that [`Model::shipped`] was read from.
    pub(super) fn shipped_text() -> &'static str {
        SHIPPED_TEXT
    }

    /// Reads what [`Model::to_text`] wrote; `None` if a line is missing or wrong.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines: HashMap<&str, Vec<f32>> = HashMap::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut columns = line.split('\t');
            let name = columns.next()?;
            let numbers: Option<Vec<f32>> = columns.map(|n| n.parse().ok()).collect();
            lines.insert(name, numbers?);
        }
        let single = |name: &str| lines.get(name)?.first().copied();
        let mut model = Self {
            min_cosine: single("min_cosine")?,
            threshold: single("threshold")?,
            ..Self::default()
        };
        for (quality, name) in model.qualities.iter_mut().zip(group_names()) {
            *quality = single(&format!("quality:{name}"))?;
        }
        model.pair = regression("pair", &names(), &lines)?;
        model.rivalry = regression("rivalry", &competition::names(), &lines)?;
        Some(model)
    }

    /// The text that ships: one number or feature a line.
    pub fn to_text(&self, header: &str) -> String {
        let mut text = String::new();
        for line in header.lines() {
            let _ = writeln!(text, "# {line}");
        }
        let _ = writeln!(text, "min_cosine\t{}", self.min_cosine);
        let _ = writeln!(text, "threshold\t{}", self.threshold);
        for (quality, name) in self.qualities.iter().zip(group_names()) {
            let _ = writeln!(text, "quality:{name}\t{quality}");
        }
        write_regression(&mut text, "pair", &names(), &self.pair);
        write_regression(&mut text, "rivalry", &competition::names(), &self.rivalry);
        text
    }
}

fn regression<const N: usize>(
    stage: &str,
    names: &[String],
    lines: &HashMap<&str, Vec<f32>>,
) -> Option<Regression<N>> {
    let bias = *lines.get(format!("{stage}:bias").as_str())?.first()?;
    let mut regression = Regression {
        bias,
        ..Regression::default()
    };
    let slots = (regression.mean.iter_mut())
        .zip(&mut regression.scale)
        .zip(&mut regression.weight);
    for (((mean, scale), weight), name) in slots.zip(names) {
        let [m, s, w] = *lines.get(format!("{stage}:{name}").as_str())?.as_slice() else {
            return None;
        };
        (*mean, *scale, *weight) = (m, s, w);
    }
    Some(regression)
}

fn write_regression<const N: usize>(
    text: &mut String,
    stage: &str,
    names: &[String],
    regression: &Regression<N>,
) {
    let _ = writeln!(text, "{stage}:bias\t{}", regression.bias);
    let numbers = (regression.mean.iter())
        .zip(&regression.scale)
        .zip(&regression.weight);
    for (name, ((mean, scale), weight)) in names.iter().zip(numbers) {
        let _ = writeln!(text, "{stage}:{name}\t{mean:.5}\t{scale:.5}\t{weight:.5}");
    }
}

/// The probability of these log-odds.
pub fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// The log-odds of this probability, held within ±15.
pub fn log_odds(probability: f32) -> f32 {
    (probability / (1.0 - probability)).ln().clamp(-15.0, 15.0)
}
