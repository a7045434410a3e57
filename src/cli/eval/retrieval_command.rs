//! `tilmash eval retrieval`.

use std::path::PathBuf;

use clap::Args;

use super::super::{Global, Outcome, failure::Failure, tell_warnings};
use crate::{engine, eval::run, source};

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

impl Retrieval {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let (lexicon, warnings) = engine::corrected_lexicon(global.lexicon.as_deref())?;
        tell_warnings(&warnings);
        let task = run::Retrieval {
            dir: self.dir,
            queries_lang: self.queries_lang,
            corpus_lang: self.corpus_lang,
            same_lang: self.same_lang,
            distractors: self.distractors,
            threads: global.threads(),
            lexicon: Some(lexicon),
        };
        let mut figures = task.run()?;
        if let Some(file) = &self.run {
            source::write_text(file, &figures.trec())?;
        }
        figures.without_queries(!self.per_query);
        let mut printer = global.printer();
        printer.figures(&figures, &figures.table())?;
        printer.finish()?;
        Ok(Outcome::Done)
    }
}
