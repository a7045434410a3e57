//! `tilmash eval links`.

use std::{collections::HashMap, path::PathBuf};

use clap::Args;

use super::super::{Global, Outcome, failure::Failure};
use super::bad_table;
use crate::{
    article::ArticleId,
    eval::{
        links::{self, Judged},
        workspace::Workspace,
    },
    index::Snapshot,
    link::{Archive, Options},
    source,
};

/// Score links against a gold file: lines `id, language, story`
///
/// Indexes INPUT in a temporary directory, links it at default settings, and
/// compares the links with the gold file: between languages, and within one.
#[derive(Debug, Args)]
pub(super) struct Links {
    /// Articles: a file or folder that `tilmash index` can read
    input: PathBuf,
    /// Gold file, columns separated by tabs: articles of one story are duplicates
    gold: PathBuf,
    /// Only these languages: ru,kk,en
    #[arg(long, short, value_delimiter = ',', value_name = "LANGS")]
    langs: Vec<String>,
}

impl Links {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        const CANDIDATES: usize = 10;
        let text = source::read_text(&self.gold)?;
        let gold = links::parse_gold(&text)
            .ok_or_else(|| bad_table(&self.gold, 1, "not id, language, story"))?;
        let workspace = Workspace::index(&[self.input], global.threads())?;
        let snapshot = Snapshot::open(workspace.layout())?;
        let archive = Archive::new(&snapshot);
        let mut reported = Vec::new();
        archive.all_pairs(Options::default(), CANDIDATES, false, &mut |pair| {
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
        let report = links::evaluate(&gold, &pairs, &self.langs);
        let mut printer = global.printer();
        printer.figures(&report, &report.to_string())?;
        printer.finish()?;
        Ok(Outcome::Done)
    }
}
