//! How is an evaluation run? It reads a folder or file, indexes what has to be
//! indexed beside the user's own index, asks the engine, and counts.

use std::{
    borrow::Cow,
    collections::HashMap,
    fmt::Write,
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::Serialize;

use super::{
    detection,
    links::{self, Judged},
    retrieval::{self, Difference, RetrievalReport},
    stems::{self, GoldForm},
    workspace::Workspace,
};
use crate::{
    analysis,
    article::ArticleId,
    error::{Error, Result},
    index::Snapshot,
    language::{Language, detect},
    lexicon::Lexicon,
    link::{Archive, Options as LinkOptions},
    query::Fieldset,
    search::{self, SearchOptions},
    source,
};

/// So many articles of a ranking are looked at.
const DEPTH: usize = 100;

/// What each query found: articles with their score, best first.
pub type Rankings = Vec<(String, Vec<(ArticleId, f32)>)>;

/// What search is scored on.
#[derive(Debug, Clone, Default)]
pub struct Retrieval {
    /// A folder of `corpus.LANG.jsonl`, `queries.LANG.jsonl` and `qrels.tsv`.
    pub dir: PathBuf,
    /// The language of the queries; the corpus's if absent.
    pub queries_lang: Option<String>,
    /// The language of the corpus; the first that the folder has if absent.
    pub corpus_lang: Option<String>,
    /// Search for the queries' own words alone.
    pub same_lang: bool,
    /// Articles to index beside the corpus.
    pub distractors: Vec<PathBuf>,
    /// Threads that index.
    pub threads: usize,
    /// The translations; the shipped ones if absent.
    pub lexicon: Option<Arc<Lexicon>>,
}

/// How good search is.
#[derive(Debug, Clone, Serialize)]
pub struct RetrievalFigures {
    /// As `tilmash search` does it.
    pub default: RetrievalReport,
    /// By exact forms alone.
    pub surface: RetrievalReport,
    /// How much better the first is.
    pub difference: Difference,
    /// By one field alone, by name.
    pub others: Vec<(String, RetrievalReport, Difference)>,
    /// The rankings: query, article, score.
    #[serde(skip)]
    pub rankings: Rankings,
}

impl Retrieval {
    /// Scores search.
    ///
    /// # Errors
    /// [`Error::BadTable`] for a file that does not have its form, or what the
    /// disk says.
    pub fn run(&self) -> Result<RetrievalFigures> {
        let corpus_lang = match &self.corpus_lang {
            Some(lang) => lang.clone(),
            None => self.first_corpus()?,
        };
        let queries_lang = self.queries_lang.as_ref().unwrap_or(&corpus_lang);
        let path = self.dir.join("qrels.tsv");
        let qrels = retrieval::parse_qrels(&source::read_text(&path)?)
            .ok_or_else(|| bad_table(&path, 1, "not query, document, grade"))?;
        let queries = read_queries(&self.dir.join(format!("queries.{queries_lang}.jsonl")))?;
        let mut inputs = vec![self.dir.join(format!("corpus.{corpus_lang}.jsonl"))];
        inputs.extend(self.distractors.iter().cloned());
        let workspace = Workspace::index(&inputs, self.threads)?;
        let snapshot = Snapshot::open(workspace.layout())?;
        let rank = |fields: Fieldset| -> Result<Rankings> {
            let options = SearchOptions {
                limit: DEPTH,
                literal: true,
                fields,
                same_lang: self.same_lang,
                lexicon: self.lexicon.clone(),
                ..SearchOptions::default()
            };
            let ranked = queries.iter().map(|(id, text)| {
                Ok((
                    id.clone(),
                    search::rank_articles(&snapshot, text, &options)?,
                ))
            });
            ranked.collect()
        };
        let evaluate = |rankings: &Rankings| {
            let ids = rankings.iter().map(|(query, ranked)| {
                let ids = ranked.iter().map(|(id, _)| id.to_string()).collect();
                (query.clone(), ids)
            });
            retrieval::evaluate(&qrels, &ids.collect())
        };
        let rankings = rank(Fieldset::All)?;
        let default = evaluate(&rankings);
        let compared =
            |name: &str, fields: Fieldset| -> Result<(String, RetrievalReport, Difference)> {
                let report = evaluate(&rank(fields)?);
                let difference = retrieval::compare(&default, &report);
                Ok((name.to_owned(), report, difference))
            };
        let surface = compared("surface", Fieldset::Surface)?;
        Ok(RetrievalFigures {
            surface: surface.1.clone(),
            difference: surface.2,
            others: vec![
                surface,
                compared("stem", Fieldset::Stem)?,
                compared("recall", Fieldset::Recall)?,
            ],
            default,
            rankings,
        })
    }

    fn first_corpus(&self) -> Result<String> {
        let found = source::first_with_prefix(&self.dir, "corpus.", ".jsonl")?;
        found.ok_or_else(|| Error::NotAnArticle {
            path: self.dir.display().to_string(),
            reason: "no corpus.LANG.jsonl".to_owned(),
        })
    }
}

impl RetrievalFigures {
    /// Leaves the figures of single queries out; those of single fields always
    /// go without.
    pub fn without_queries(&mut self, of_default: bool) {
        self.surface.per_query.clear();
        for (_, report, _) in &mut self.others {
            report.per_query.clear();
        }
        if of_default {
            self.default.per_query.clear();
        }
    }

    /// The rankings as trec_eval reads them.
    pub fn trec(&self) -> String {
        let mut lines = String::new();
        for (query, ranked) in &self.rankings {
            for (rank, (id, score)) in (1..).zip(ranked) {
                // Writing to a string cannot fail.
                let _ = writeln!(lines, "{query} Q0 {id} {rank} {score} tilmash");
            }
        }
        lines
    }

    /// The figures for people; those of single queries where they were kept.
    pub fn table(&self) -> String {
        let mut table = String::new();
        let line = |name: &str, report: &RetrievalReport| {
            let mean = &report.mean;
            format!(
                "{name:8} MRR@10 {:.3}  nDCG@10 {:.3}  recall@10 {:.3}  recall@100 {:.3}  ({} queries)",
                mean.mrr_10, mean.ndcg_10, mean.recall_10, mean.recall_100, report.queries
            )
        };
        let _ = writeln!(table, "{}", line("default", &self.default));
        for (name, report, difference) in &self.others {
            let _ = writeln!(
                table,
                "{}\n         default is better by {:+.3} [{:+.3}, {:+.3}]",
                line(name, report),
                difference.mean,
                difference.low,
                difference.high
            );
        }
        for (query, scores) in &self.default.per_query {
            let _ = writeln!(
                table,
                "{query}\t{:.4}\t{:.4}\t{:.4}\t{:.4}",
                scores.mrr_10, scores.ndcg_10, scores.recall_10, scores.recall_100
            );
        }
        table
    }
}

/// Scores links at default settings: `gold` has lines `id, language, story`;
/// only some languages if there are any in `langs`.
///
/// # Errors
/// [`Error::BadTable`], or what the disk says.
pub fn links(
    input: PathBuf,
    gold: &Path,
    langs: &[String],
    threads: usize,
) -> Result<links::LinkReport> {
    const CANDIDATES: usize = 10;
    let known = links::parse_gold(&source::read_text(gold)?)
        .ok_or_else(|| bad_table(gold, 1, "not id, language, story"))?;
    let workspace = Workspace::index(&[input], threads)?;
    let snapshot = Snapshot::open(workspace.layout())?;
    let archive = Archive::new(&snapshot);
    let mut reported = Vec::new();
    archive.all_pairs(LinkOptions::default(), CANDIDATES, false, &mut |pair| {
        reported.push(pair);
        true
    });
    let mut articles = HashMap::new();
    let mut pairs = Vec::new();
    for pair in reported {
        for id in [&pair.a, &pair.b] {
            if let Some(entry) = snapshot.find(&ArticleId::new(id.as_str()))?
                && !articles.contains_key(id)
            {
                articles.insert(id.clone(), snapshot.article(entry)?);
            }
        }
        let relation = match (articles.get(&pair.a), articles.get(&pair.b)) {
            (Some(a), Some(b)) if a.lang == b.lang => archive.relation(a, b, &pair).1,
            _ => None,
        };
        pairs.push(Judged {
            a: pair.a,
            b: pair.b,
            score: pair.score.into(),
            linked: pair.linked,
            relation,
        });
    }
    Ok(links::evaluate(&known, &pairs, langs))
}

/// Scores a stemmer against gold lemmas: lines `form, lemma, part of speech, count`.
///
/// # Errors
/// [`Error::BadTable`], or what the disk says.
pub fn stems(gold: &Path, language: &'static Language) -> Result<stems::StemReport> {
    let text = source::read_text(gold)?;
    let mut forms = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let reason = "not form, lemma, part of speech, count";
        let form = GoldForm::parse(line).ok_or_else(|| bad_table(gold, number, reason))?;
        forms.push(form);
    }
    Ok(stems::score(&forms, |form| {
        Cow::Owned((language.stem)(&analysis::fold(form)).into_owned())
    }))
}

/// Scores language detection: lines `language, kind, text`.
///
/// # Errors
/// What the disk says.
pub fn detection(items: &Path) -> Result<detection::DetectionReport> {
    let text = source::read_text(items)?;
    let items: Vec<detection::LabelledText> = detection::items(&text).collect();
    Ok(detection::evaluate(&items, |text| {
        detect::detect(text).lang
    }))
}

/// The queries of a JSONL file with `id` and `text`.
fn read_queries(path: &Path) -> Result<Vec<(String, String)>> {
    #[derive(serde::Deserialize)]
    struct Query {
        id: String,
        text: String,
    }
    let text = source::read_text(path)?;
    let lines = text.lines().zip(1..);
    let mut queries = Vec::new();
    for (line, number) in lines.filter(|(line, _)| !line.trim().is_empty()) {
        let query: Query = serde_json::from_str(line)
            .map_err(|error| bad_table(path, number, &error.to_string()))?;
        queries.push((query.id, query.text));
    }
    Ok(queries)
}

fn bad_table(path: &Path, line: usize, reason: &str) -> Error {
    Error::BadTable {
        path: path.to_owned(),
        line,
        reason: reason.to_owned(),
    }
}
