//! `tilmash eval retrieval`.

use std::{collections::HashMap, fmt::Write, path::PathBuf};

use clap::Args;
use serde::Serialize;

use super::super::{Global, Outcome, failure::Failure};
use super::bad_table;
use crate::{
    error::Error,
    eval::{
        retrieval::{self, Difference, Report},
        workspace::Workspace,
    },
    index::Snapshot,
    query::Fieldset,
    search::{self, Options},
    source,
};

/// Score search on a folder of `corpus.LANG.jsonl`, `queries.LANG.jsonl` and `qrels.tsv`
///
/// Prints MRR@10, nDCG@10, recall@10 and recall@100, and how much better the
/// default analysis is than surface forms alone, with a 95 % interval by the
/// paired bootstrap.
#[derive(Debug, Args)]
pub(super) struct Retrieval {
    /// The folder
    dir: PathBuf,
    /// Language of the queries [default: the corpus's]
    #[arg(long, value_name = "LANG")]
    queries_lang: Option<String>,
    /// Language of the corpus [default: the first that the folder has]
    #[arg(long, value_name = "LANG")]
    corpus_lang: Option<String>,
    /// Search for the queries' own words alone, not for their translations
    #[arg(long)]
    same_lang: bool,
    /// Also print the figures of every query
    #[arg(long)]
    per_query: bool,
    /// Write the ranking to a file that trec_eval reads
    #[arg(long, value_name = "FILE")]
    run: Option<PathBuf>,
    /// Index the articles of this file or folder too, as distractors (repeatable)
    #[arg(long, value_name = "PATH")]
    distractors: Vec<PathBuf>,
}

#[derive(Serialize)]
struct Figures {
    default: Report,
    surface: Report,
    difference: Difference,
    others: Vec<(String, Report, Difference)>,
}

impl Retrieval {
    pub(super) fn run(mut self, global: &Global) -> Result<Outcome, Failure> {
        const DEPTH: usize = 100;
        let corpus_lang = match self.corpus_lang.take() {
            Some(lang) => lang,
            None => {
                source::first_with_prefix(&self.dir, "corpus.", ".jsonl")?.ok_or_else(|| {
                    Failure::Usage(format!("{}: no corpus.LANG.jsonl", self.dir.display()))
                })?
            }
        };
        let queries_lang = self
            .queries_lang
            .take()
            .unwrap_or_else(|| corpus_lang.clone());
        let path = self.dir.join("qrels.tsv");
        let qrels = retrieval::parse_qrels(&source::read_text(&path)?)
            .ok_or_else(|| bad_table(&path, 1, "not query, document, grade"))?;
        let queries = read_queries(&self.dir.join(format!("queries.{queries_lang}.jsonl")))?;
        let mut inputs = vec![self.dir.join(format!("corpus.{corpus_lang}.jsonl"))];
        inputs.append(&mut self.distractors);
        let workspace = Workspace::index(&inputs, global.threads())?;
        let lexicon = global.lexicon()?;
        let snapshot = Snapshot::open(workspace.layout())?;
        let rank = |fields: Fieldset| -> Result<HashMap<String, Vec<(String, f32)>>, Error> {
            let options = Options {
                limit: DEPTH,
                literal: true,
                fields,
                same_lang: self.same_lang,
                lexicon: Some(lexicon.clone()),
                ..Options::default()
            };
            queries
                .iter()
                .map(|(id, text)| {
                    let ranked = search::rank_articles(&snapshot, text, &options)?;
                    Ok((
                        id.clone(),
                        ranked
                            .into_iter()
                            .map(|(id, score)| (id.to_string(), score))
                            .collect(),
                    ))
                })
                .collect()
        };
        let evaluate = |run: &HashMap<String, Vec<(String, f32)>>| {
            let ids = run.iter().map(|(query, ranked)| {
                (
                    query.clone(),
                    ranked.iter().map(|(id, _)| id.clone()).collect(),
                )
            });
            retrieval::evaluate(&qrels, &ids.collect())
        };
        let run = rank(Fieldset::All)?;
        let default = evaluate(&run);
        let mut others = Vec::new();
        for (name, fields) in [
            ("surface", Fieldset::Surface),
            ("stem", Fieldset::Stem),
            ("recall", Fieldset::Recall),
        ] {
            let report = evaluate(&rank(fields)?);
            let difference = retrieval::compare(&default, &report);
            others.push((name.to_owned(), report, difference));
        }
        if let Some(file) = &self.run {
            let mut lines = String::new();
            for (query, _) in &queries {
                for (rank, (id, score)) in (1..).zip(run.get(query).into_iter().flatten()) {
                    // Writing to a string cannot fail.
                    let _ = writeln!(lines, "{query} Q0 {id} {rank} {score} tilmash");
                }
            }
            source::write_text(file, &lines)?;
        }
        let table = table(&default, &others, self.per_query);
        let mut default = default;
        for (_, report, _) in &mut others {
            report.per_query.clear();
        }
        if !self.per_query {
            default.per_query.clear();
        }
        let (surface, difference) = others
            .first()
            .map(|(_, report, difference)| (report.clone(), *difference))
            .unwrap_or((
                Report::default(),
                Difference {
                    mean: 0.0,
                    low: 0.0,
                    high: 0.0,
                },
            ));
        let mut printer = global.printer();
        printer.figures(
            &Figures {
                default,
                surface,
                difference,
                others,
            },
            &table,
        )?;
        printer.finish()?;
        Ok(Outcome::Done)
    }
}

fn table(default: &Report, others: &[(String, Report, Difference)], per_query: bool) -> String {
    let mut table = String::new();
    let line = |name: &str, report: &Report| {
        let mean = &report.mean;
        format!(
            "{name:8} MRR@10 {:.3}  nDCG@10 {:.3}  recall@10 {:.3}  recall@100 {:.3}  ({} queries)",
            mean.mrr_10, mean.ndcg_10, mean.recall_10, mean.recall_100, report.queries
        )
    };
    let _ = writeln!(table, "{}", line("default", default));
    for (name, report, difference) in others {
        let _ = writeln!(
            table,
            "{}\n         default is better by {:+.3} [{:+.3}, {:+.3}]",
            line(name, report),
            difference.mean,
            difference.low,
            difference.high
        );
    }
    if per_query {
        for (query, scores) in &default.per_query {
            let _ = writeln!(
                table,
                "{query}\t{:.4}\t{:.4}\t{:.4}\t{:.4}",
                scores.mrr_10, scores.ndcg_10, scores.recall_10, scores.recall_100
            );
        }
    }
    table
}

/// The queries of a JSONL file with `id` and `text`.
fn read_queries(path: &std::path::Path) -> Result<Vec<(String, String)>, Failure> {
    #[derive(serde::Deserialize)]
    struct Query {
        id: String,
        text: String,
    }
    let text = source::read_text(path)?;
    let mut queries = Vec::new();
    for (line, number) in text
        .lines()
        .zip(1..)
        .filter(|(line, _)| !line.trim().is_empty())
    {
        let query: Query = serde_json::from_str(line)
            .map_err(|error| bad_table(path, number, &error.to_string()))?;
        queries.push((query.id, query.text));
    }
    Ok(queries)
}
