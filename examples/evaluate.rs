//! How good are stems and search on data with known answers?
//!
//! ```text
//! cargo run --example evaluate
//! ```
//! The figures are those of `tilmash eval`; the data here is a handful of lines
//! that show its form.

#![allow(clippy::print_stdout, reason = "it shows something")]

use std::{collections::HashMap, error::Error, fmt::Write, fs};

use tilmash::{
    eval::{
        retrieval,
        stems::{self, GoldForm},
        workspace::Workspace,
    },
    index::Snapshot,
    language, search,
};

/// Form, lemma, part of speech, how often it counts.
const GOLD: &str = "министрі\tминистр\tNOUN\t1
министрге\tминистр\tNOUN\t1
қалада\tқала\tNOUN\t1
қаланың\tқала\tNOUN\t1
қалаған\tқала\tVERB\t1";

/// Articles, a query, and which article answers it.
const CORPUS: &str = r#"{"id":"a","lang":"kk","text":"Министрлер Алматы қаласында кездесті."}
{"id":"b","lang":"kk","text":"Футболшылар матчта жеңіске жетті."}
"#;
const QUERIES: [(&str, &str); 1] = [("q1", "министрдің қалаға сапары")];
const QRELS: &str = "q1\ta\t1";

/// How well the stems of forms agree with their lemmas.
pub fn stem_figures() -> Result<String, Box<dyn Error>> {
    let gold: Vec<GoldForm> = GOLD.lines().filter_map(GoldForm::parse).collect();
    let kazakh = language::get("kk").ok_or("no Kazakh")?;
    let mut lines = String::new();
    for figures in stems::score(&gold, |form| (kazakh.stem)(form)).groups {
        writeln!(
            lines,
            "stems {}: {} forms, precision {:.2}, recall {:.2}",
            figures.group, figures.types, figures.precision, figures.recall
        )?;
    }
    Ok(lines)
}

/// Where the article that answers stands in the ranking.
pub fn search_figures() -> Result<String, Box<dyn Error>> {
    let folder = tempfile::tempdir()?;
    let corpus = folder.path().join("corpus.jsonl");
    fs::write(&corpus, CORPUS)?;
    // A workspace is an index that goes when it is dropped.
    let workspace = Workspace::index(&[corpus], 1)?;
    let snapshot = Snapshot::open(workspace.layout())?;
    let options = search::SearchOptions::first(100);
    let mut run = HashMap::new();
    for (query, text) in QUERIES {
        let ranked = search::rank_articles(&snapshot, text, &options)?;
        let ids: Vec<String> = ranked.iter().map(|(id, _)| id.to_string()).collect();
        run.insert(query.to_owned(), ids);
    }
    let qrels = retrieval::parse_qrels(QRELS).ok_or("not query, document, grade")?;
    let mean = retrieval::evaluate(&qrels, &run).mean;
    Ok(format!(
        "search: MRR@10 {:.2}, nDCG@10 {:.2}\n",
        mean.mrr_10, mean.ndcg_10
    ))
}

fn main() -> Result<(), Box<dyn Error>> {
    print!("{}{}", stem_figures()?, search_figures()?);
    Ok(())
}
