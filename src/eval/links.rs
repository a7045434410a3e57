//! How good are the links? Figures as record linkage defines them, from a gold
//! file and the pairs that `duplicates --all` gives: between languages, within
//! one language, and by what the pairs are to one another.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt,
};

use serde::Serialize;

use crate::link::Relation;

/// A line of the gold file: articles of one story are duplicates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gold {
    /// Article identifier.
    pub id: String,
    /// Language tag.
    pub lang: String,
    /// Story.
    pub story: String,
}

/// A pair as the product judged it.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// One article.
    pub a: String,
    /// The other.
    pub b: String,
    /// Higher is likelier.
    pub score: f64,
    /// The product's decision.
    pub linked: bool,
    /// What the two are to one another, where there is more to say.
    pub relation: Option<Relation>,
}

/// The figures of one language pair, or over all.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Row {
    /// `ru-kk`, or `micro`.
    pub name: String,
    /// Share of articles whose best candidate is their duplicate; ties count against.
    pub p_at_1: f64,
    /// Mean reciprocal rank of the duplicate.
    pub mrr: f64,
    /// Precision of the links.
    pub precision: f64,
    /// Recall of the links.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
    /// The F1 that the best single threshold on the score would reach; absent over all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub best_f1: Option<f64>,
    /// True pairs in the gold file.
    pub true_pairs: usize,
    /// Links given.
    pub links: usize,
    /// Links that are true.
    pub true_links: usize,
}

/// Pairs whose score lies in one tenth of the scale.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Bin {
    /// Lower end of the tenth.
    pub from: f64,
    /// Pairs in it.
    pub pairs: usize,
    /// Their mean score: the share predicted to be true.
    pub predicted: f64,
    /// The share that is true.
    pub observed: f64,
}

/// Pairs of a relation, among those of one language.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Related {
    /// The relation.
    pub relation: Relation,
    /// Pairs that are said to have it.
    pub pairs: usize,
    /// Those of them that are of one story.
    pub of_one_story: usize,
}

/// The figures of the pairs of two languages, or of those of one.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Part {
    /// One row per language pair.
    pub rows: Vec<Row>,
    /// Over all language pairs.
    pub micro: Row,
    /// False links per article of the gold file.
    pub false_per_article: f64,
    /// Predicted against observed probability.
    pub reliability: Vec<Bin>,
}

/// All figures.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct LinkReport {
    /// Pairs of two languages.
    #[serde(flatten)]
    pub across: Part,
    /// Pairs of one language.
    pub one_language: Part,
    /// What pairs of one language are to one another.
    pub relations: Vec<Related>,
}

/// Reads a gold file: `id<TAB>language<TAB>story` a line. `None` if a line
/// has fewer columns.
pub fn parse_gold(text: &str) -> Option<Vec<Gold>> {
    text.lines()
        .filter(|line| !line.is_empty())
        .map(|line| {
            let mut columns = line.split('\t').map(str::to_owned);
            Some(Gold {
                id: columns.next()?,
                lang: columns.next()?,
                story: columns.next()?,
            })
        })
        .collect()
}

/// Scores pairs against gold. Only articles of these languages count; with
/// none given, all of the gold file's. A pair given twice counts once.
pub fn evaluate(gold: &[Gold], pairs: &[Judged], langs: &[String]) -> LinkReport {
    let langs: Vec<&str> = if langs.is_empty() {
        let all: BTreeSet<&str> = gold.iter().map(|item| item.lang.as_str()).collect();
        all.into_iter().collect()
    } else {
        langs.iter().map(String::as_str).collect()
    };
    let gold: Vec<&Gold> = gold
        .iter()
        .filter(|item| langs.contains(&item.lang.as_str()))
        .collect();
    let known: HashMap<&str, &Gold> = gold.iter().map(|item| (item.id.as_str(), *item)).collect();
    let mut unique: BTreeMap<(&str, &str), Pair<'_>> = BTreeMap::new();
    for pair in pairs {
        let (Some(a), Some(b)) = (known.get(pair.a.as_str()), known.get(pair.b.as_str())) else {
            continue;
        };
        let key = (pair.a.as_str().min(&pair.b), pair.a.as_str().max(&pair.b));
        unique.entry(key).or_insert(Pair {
            a,
            b,
            score: pair.score,
            linked: pair.linked,
            relation: pair.relation,
        });
    }
    let (within, across): (Vec<_>, Vec<_>) = unique
        .into_values()
        .partition(|pair| pair.a.lang == pair.b.lang);
    let two = |at: usize| langs.iter().skip(at + 1);
    let twos = langs.iter().enumerate();
    let twos = twos.flat_map(|(at, first)| two(at).map(move |second| (*first, *second)));
    LinkReport {
        across: part(&gold, &across, twos, true),
        one_language: part(
            &gold,
            &within,
            langs.iter().map(|lang| (*lang, *lang)),
            false,
        ),
        relations: related(&within),
    }
}

/// The figures over pairs of these languages; rows of which there is nothing to
/// say only if `all` are asked for.
fn part<'l>(
    gold: &[&Gold],
    pairs: &[Pair<'_>],
    langs: impl Iterator<Item = (&'l str, &'l str)>,
    all: bool,
) -> Part {
    let mut total = Tally::default();
    let mut rows = Vec::new();
    for (first, second) in langs {
        let tally = tally(gold, pairs, first, second);
        if all || tally.true_pairs + tally.links > 0 {
            rows.push(Row {
                best_f1: Some(tally.best_f1),
                ..tally.row(&format!("{first}-{second}"))
            });
        }
        total = total.plus(&tally);
    }
    let false_links = total.links - total.true_links;
    Part {
        rows,
        micro: total.row("micro"),
        false_per_article: ratio(false_links as f64, gold.len() as f64),
        reliability: reliability(pairs),
    }
}

fn related(pairs: &[Pair<'_>]) -> Vec<Related> {
    let all = [Relation::Reprint, Relation::Update, Relation::Series];
    let rows = all.map(|relation| {
        let of = || pairs.iter().filter(|pair| pair.relation == Some(relation));
        Related {
            relation,
            pairs: of().count(),
            of_one_story: of().filter(|pair| pair.is_true()).count(),
        }
    });
    rows.into_iter().filter(|row| row.pairs > 0).collect()
}

struct Pair<'a> {
    a: &'a Gold,
    b: &'a Gold,
    score: f64,
    linked: bool,
    relation: Option<Relation>,
}

impl Pair<'_> {
    fn is_true(&self) -> bool {
        self.a.story == self.b.story
    }

    fn is_between(&self, first: &str, second: &str) -> bool {
        (self.a.lang == first && self.b.lang == second)
            || (self.a.lang == second && self.b.lang == first)
    }
}

#[derive(Default)]
struct Tally {
    hits: usize,
    reciprocal: f64,
    asked: usize,
    links: usize,
    true_links: usize,
    true_pairs: usize,
    best_f1: f64,
}

impl Tally {
    fn plus(self, other: &Tally) -> Tally {
        Tally {
            hits: self.hits + other.hits,
            reciprocal: self.reciprocal + other.reciprocal,
            asked: self.asked + other.asked,
            links: self.links + other.links,
            true_links: self.true_links + other.true_links,
            true_pairs: self.true_pairs + other.true_pairs,
            best_f1: 0.0,
        }
    }

    fn row(&self, name: &str) -> Row {
        let precision = ratio(self.true_links as f64, self.links as f64);
        let recall = ratio(self.true_links as f64, self.true_pairs as f64);
        Row {
            name: name.to_owned(),
            p_at_1: ratio(self.hits as f64, self.asked as f64),
            mrr: ratio(self.reciprocal, self.asked as f64),
            precision,
            recall,
            f1: f1(precision, recall),
            best_f1: None,
            true_pairs: self.true_pairs,
            links: self.links,
            true_links: self.true_links,
        }
    }
}

fn tally(gold: &[&Gold], pairs: &[Pair<'_>], first: &str, second: &str) -> Tally {
    let mut mine: Vec<&Pair<'_>> = pairs
        .iter()
        .filter(|pair| pair.is_between(first, second))
        .collect();
    let mut of: HashMap<&str, Vec<&Pair<'_>>> = HashMap::new();
    for pair in &mine {
        of.entry(&pair.a.id).or_default().push(pair);
        of.entry(&pair.b.id).or_default().push(pair);
    }
    let mut members: HashMap<(&str, &str), usize> = HashMap::new();
    for item in gold {
        *members.entry((&item.story, &item.lang)).or_default() += 1;
    }
    let count = |story: &str, lang: &str| members.get(&(story, lang)).copied().unwrap_or(0);
    let mut tally = Tally::default();
    for item in gold {
        let other = match item.lang.as_str() {
            lang if lang == first => second,
            lang if lang == second => first,
            _ => continue,
        };
        // An article is no duplicate of its own.
        let duplicates = count(&item.story, other) - usize::from(first == second);
        if duplicates == 0 {
            continue;
        }
        tally.asked += 1;
        if item.lang == first {
            tally.true_pairs += duplicates;
        }
        let candidates = of.get(item.id.as_str()).map_or(&[][..], Vec::as_slice);
        let right = candidates
            .iter()
            .filter(|pair| pair.is_true())
            .map(|pair| pair.score)
            .max_by(f64::total_cmp);
        let Some(right) = right else { continue };
        let better = candidates
            .iter()
            .filter(|pair| !pair.is_true() && pair.score >= right)
            .count();
        tally.hits += usize::from(better == 0);
        tally.reciprocal += 1.0 / (better + 1) as f64;
    }
    if first == second {
        // Each pair was met from both sides.
        tally.true_pairs /= 2;
    }
    tally.links = mine.iter().filter(|pair| pair.linked).count();
    tally.true_links = mine
        .iter()
        .filter(|pair| pair.linked && pair.is_true())
        .count();
    mine.sort_by(|x, y| y.score.total_cmp(&x.score));
    let mut found = 0;
    for (pair, given) in mine.iter().zip(1..) {
        found += usize::from(pair.is_true());
        let precision = f64::from(u32::try_from(found).unwrap_or(u32::MAX)) / f64::from(given);
        let recall = ratio(found as f64, tally.true_pairs as f64);
        tally.best_f1 = tally.best_f1.max(f1(precision, recall));
    }
    tally
}

fn reliability(pairs: &[Pair<'_>]) -> Vec<Bin> {
    (0..10)
        .map(|tenth| {
            let inside: Vec<&Pair<'_>> = pairs
                .iter()
                .filter(|pair| ((pair.score * 10.0) as i64).clamp(0, 9) == tenth)
                .collect();
            let count = inside.len() as f64;
            let sum: f64 = inside.iter().map(|pair| pair.score).sum();
            Bin {
                from: tenth as f64 / 10.0,
                pairs: inside.len(),
                predicted: ratio(sum, count),
                observed: ratio(
                    inside.iter().filter(|pair| pair.is_true()).count() as f64,
                    count,
                ),
            }
        })
        .collect()
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

fn f1(precision: f64, recall: f64) -> f64 {
    ratio(2.0 * precision * recall, precision + recall)
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in self.rows.iter().chain([&self.micro]) {
            write!(
                f,
                "{:8} P@1 {:.3}  MRR {:.3}  P {:.3}  R {:.3}  F1 {:.3}",
                row.name, row.p_at_1, row.mrr, row.precision, row.recall, row.f1
            )?;
            match row.best_f1 {
                Some(best) => writeln!(f, "  best {best:.3}  ({} true pairs)", row.true_pairs)?,
                None => writeln!(f, "  false/article {:.4}", self.false_per_article)?,
            }
        }
        writeln!(f, "\nscore      pairs  predicted  observed")?;
        for bin in self.reliability.iter().filter(|bin| bin.pairs > 0) {
            writeln!(
                f,
                "{:.1}-{:.1} {:>8}      {:.3}     {:.3}",
                bin.from,
                bin.from + 0.1,
                bin.pairs,
                bin.predicted,
                bin.observed
            )?;
        }
        Ok(())
    }
}

impl fmt::Display for LinkReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.across)?;
        if !self.one_language.rows.is_empty() {
            write!(f, "\nIn one language:\n{}", self.one_language)?;
        }
        if !self.relations.is_empty() {
            writeln!(f, "\nrelation   pairs  of one story")?;
            for row in &self.relations {
                let name = row.relation.name();
                writeln!(f, "{name:8} {:>7} {:>13}", row.pairs, row.of_one_story)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_of_one_language_are_counted_apart() {
        let gold = "a\tru\t1\nb\tru\t1\nc\tru\t2\nd\tkk\t1\ne\tru\t1\n";
        let gold = parse_gold(gold).unwrap_or_default();
        let judged = |a: &str, b: &str, score, linked, relation| Judged {
            a: a.to_owned(),
            b: b.to_owned(),
            score,
            linked,
            relation,
        };
        let pairs = [
            judged("a", "b", 0.9, true, Some(Relation::Update)),
            judged("a", "c", 0.6, true, Some(Relation::Reprint)),
            judged("b", "c", 0.2, false, Some(Relation::Series)),
            judged("a", "d", 0.8, true, None),
        ];
        let report = evaluate(&gold, &pairs, &[]);
        let (across, within) = (&report.across.micro, &report.one_language.micro);
        // a, b and e each with d; of a, b and e all three pairs.
        assert_eq!(
            (across.true_pairs, across.links, across.true_links),
            (3, 1, 1)
        );
        assert_eq!(
            (within.true_pairs, within.links, within.true_links),
            (3, 2, 1)
        );
        let found: Vec<_> = report
            .relations
            .iter()
            .map(|row| (row.relation, row.pairs, row.of_one_story))
            .collect();
        assert_eq!(
            found,
            [
                (Relation::Reprint, 1, 0),
                (Relation::Update, 1, 1),
                (Relation::Series, 1, 0)
            ]
        );
        assert!(report.to_string().contains("In one language:"));
    }
}
