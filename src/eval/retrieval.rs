//! How good is search? Mean reciprocal rank, nDCG and recall as trec_eval
//! computes them, with paired-bootstrap confidence intervals.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

/// Relevance judgements: query → document → grade above 0.
pub type Qrels = BTreeMap<String, HashMap<String, f64>>;

/// The figures of one query.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Scores {
    /// Reciprocal rank of the first relevant document among the best 10.
    pub mrr_10: f64,
    /// Normalised discounted cumulative gain among the best 10.
    pub ndcg_10: f64,
    /// Share of the relevant documents among the best 10.
    pub recall_10: f64,
    /// Share of the relevant documents among the best 100.
    pub recall_100: f64,
}

/// The figures of a run.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct RetrievalReport {
    /// Queries that have judgements.
    pub queries: usize,
    /// Their means.
    pub mean: Scores,
    /// Each query's own figures.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub per_query: BTreeMap<String, Scores>,
}

/// A difference of two runs in MRR@10 with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Difference {
    /// Mean over the queries.
    pub mean: f64,
    /// Lower end of the interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Reads judgements: `query<TAB>document[<TAB>grade]` a line, or the four
/// columns of trec_eval. `None` at a line with fewer columns.
pub fn parse_qrels(text: &str) -> Option<Qrels> {
    let mut qrels = Qrels::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let columns: Vec<&str> = line
            .split(['\t', ' '])
            .filter(|column| !column.is_empty())
            .collect();
        let (query, document, grade) = match columns.as_slice() {
            [query, document] => (query, document, 1.0),
            [query, document, grade] => (query, document, grade.parse().ok()?),
            [query, _, document, grade] => (query, document, grade.parse().ok()?),
            _ => return None,
        };
        if grade > 0.0 {
            qrels
                .entry((*query).to_owned())
                .or_default()
                .insert((*document).to_owned(), grade);
        }
    }
    Some(qrels)
}

/// The figures of one ranking, best document first.
pub fn score(relevant: &HashMap<String, f64>, ranking: &[String]) -> Scores {
    let gain = |grade: f64, rank: usize| grade / (rank as f64 + 2.0).log2();
    let found = |depth: usize| {
        let hits = ranking
            .iter()
            .take(depth)
            .filter(|id| relevant.contains_key(*id))
            .count();
        hits as f64 / relevant.len().max(1) as f64
    };
    let first = ranking
        .iter()
        .take(10)
        .position(|id| relevant.contains_key(id));
    let gained: f64 = ranking
        .iter()
        .take(10)
        .enumerate()
        .filter_map(|(rank, id)| Some(gain(*relevant.get(id)?, rank)))
        .sum();
    let mut grades: Vec<f64> = relevant.values().copied().collect();
    grades.sort_by(|a, b| b.total_cmp(a));
    let ideal: f64 = grades
        .into_iter()
        .take(10)
        .enumerate()
        .map(|(rank, grade)| gain(grade, rank))
        .sum();
    Scores {
        mrr_10: first.map_or(0.0, |rank| 1.0 / (rank as f64 + 1.0)),
        ndcg_10: if ideal > 0.0 { gained / ideal } else { 0.0 },
        recall_10: found(10),
        recall_100: found(100),
    }
}

/// The figures of a run; a judged query without a ranking counts as failed.
pub fn evaluate(qrels: &Qrels, run: &HashMap<String, Vec<String>>) -> RetrievalReport {
    let empty = Vec::new();
    let per_query: BTreeMap<String, Scores> = qrels
        .iter()
        .map(|(query, relevant)| {
            (
                query.clone(),
                score(relevant, run.get(query).unwrap_or(&empty)),
            )
        })
        .collect();
    let count = per_query.len().max(1) as f64;
    let mean = |figure: fn(&Scores) -> f64| per_query.values().map(figure).sum::<f64>() / count;
    RetrievalReport {
        queries: per_query.len(),
        mean: Scores {
            mrr_10: mean(|scores| scores.mrr_10),
            ndcg_10: mean(|scores| scores.ndcg_10),
            recall_10: mean(|scores| scores.recall_10),
            recall_100: mean(|scores| scores.recall_100),
        },
        per_query,
    }
}

/// How much better one run is than another in MRR@10: the mean difference
/// and its 95 % interval by the paired bootstrap (Efron; Sakai 2006) over
/// 10,000 resamples, the same ones every time.
pub fn compare(run: &RetrievalReport, baseline: &RetrievalReport) -> Difference {
    const RESAMPLES: usize = 10_000;
    let differences: Vec<f64> = run
        .per_query
        .iter()
        .map(|(query, scores)| {
            scores.mrr_10
                - baseline
                    .per_query
                    .get(query)
                    .map_or(0.0, |other| other.mrr_10)
        })
        .collect();
    let count = differences.len();
    if count == 0 {
        return Difference {
            mean: 0.0,
            low: 0.0,
            high: 0.0,
        };
    }
    // SplitMix64: small, seeded, the same on every machine.
    let mut state: u64 = 0x5EED;
    let mut next = move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    };
    let mut means: Vec<f64> = (0..RESAMPLES)
        .map(|_| {
            let sum: f64 = (0..count)
                .filter_map(|_| differences.get((next() % count as u64) as usize))
                .sum();
            sum / count as f64
        })
        .collect();
    means.sort_by(f64::total_cmp);
    let at = |share: f64| {
        means
            .get((share * RESAMPLES as f64) as usize)
            .copied()
            .unwrap_or_default()
    };
    Difference {
        mean: differences.iter().sum::<f64>() / count as f64,
        low: at(0.025),
        high: at(0.975),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_by_hand() {
        let qrels = parse_qrels("q1\ta\t1\nq1\tb\t2\nq2\tc\n").unwrap();
        let run = HashMap::from([("q1".to_owned(), vec!["x".to_owned(), "b".to_owned()])]);
        let report = evaluate(&qrels, &run);
        assert_eq!(report.queries, 2);
        assert_eq!(report.mean.mrr_10, 0.25);
        assert_eq!(report.mean.recall_10, 0.25);
        let ideal = 2.0 + 1.0 / 3f64.log2();
        let gained = 2.0 / 3f64.log2();
        assert!((report.per_query["q1"].ndcg_10 - gained / ideal).abs() < 1e-9);
        let difference = compare(&report, &report);
        assert_eq!((difference.low, difference.high), (0.0, 0.0));
    }
}
