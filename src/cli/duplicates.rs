//! `tilmash duplicates`.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{
    Global, Outcome,
    failure::{Failure, say, say_nothing_found},
    input::Input,
};
use crate::{
    article::{Article, ArticleId},
    error::Error,
    index::Snapshot,
    link::{Archive, Options, Reported},
    render::{ExplainedPair, PairRecord, Printer},
    search::ArticleRef,
    source,
};

/// Find who else reported the same story, in which language, and why
///
/// Takes the id of an indexed article, or any text: a file (written with a
/// path separator, such as ./a.txt) or `-` for standard input; it need not be
/// in the index. Exit code 1 says that nobody else did, or with --with that the
/// two are not one story.
#[derive(Debug, Args)]
pub(super) struct Duplicates {
    /// Article id, story id, file, or - for standard input
    #[arg(
        required_unless_present = "all",
        conflicts_with = "all",
        value_name = "ID|FILE|-"
    )]
    what: Option<String>,
    /// Report the pairs of all articles in the index
    #[arg(long)]
    all: bool,
    /// Judge the pair with this article alone, linked or not
    #[arg(long, value_name = "ID", conflicts_with = "all")]
    with: Option<String>,
    /// With --with: show every step of the judgement
    #[arg(long, requires = "with")]
    explain: bool,
    /// Leave reprints in the same language out
    #[arg(long)]
    cross_lang: bool,
    /// Also report the best N candidates in each other language, linked or not
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    candidates: usize,
    /// Link pairs from this probability on, 0 to 1 [default: as learned]
    #[arg(long, value_name = "P")]
    min_score: Option<f32>,
    /// Never link articles further apart than this, where both have dates
    #[arg(long, value_name = "DAYS", default_value_t = crate::link::DEFAULT_WINDOW)]
    window: u32,
    #[command(flatten)]
    input: Input,
}

impl Duplicates {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let snapshot = Snapshot::open(&global.layout())?;
        let archive = Archive::new(&snapshot);
        let options = Options {
            window: Some(self.window),
            min_score: self.min_score,
        };
        let mut printer = global.printer();
        let mut found = false;
        if self.all {
            let mut articles = Articles {
                snapshot: &snapshot,
                read: HashMap::new(),
            };
            let mut failed = None;
            archive.all_pairs(options, self.candidates, self.cross_lang, &mut |pair| {
                found = true;
                let written = articles
                    .record(&archive, pair)
                    .and_then(|record| Ok(printer.pair(&record)?));
                failed = written.err();
                failed.is_none()
            });
            if let Some(failure) = failed {
                return Err(failure);
            }
        } else if let Some(what) = &self.what {
            let article = resolve(&snapshot, &archive, what, &self.input)?;
            if let Some(with) = &self.with {
                let other = resolve(&snapshot, &archive, with, &self.input)?;
                let explained = archive.explain(&article, &other, options)?;
                let explained = explained.ok_or_else(|| {
                    Failure::Usage(
                        "--with judges two indexed articles: index the file first".to_owned(),
                    )
                })?;
                let linked = explained.linked;
                let record = ExplainedPair::new(&article, &other, explained);
                if self.explain {
                    printer.explanation(&record)?
                } else {
                    printer.pair(&record.pair())?
                }
                printer.finish()?;
                return Ok(if linked {
                    Outcome::Done
                } else {
                    Outcome::Nothing
                });
            }
            for pair in archive.pairs(&article, options, self.candidates, self.cross_lang)? {
                found |= pair.linked;
                let Some(other) = snapshot.find(&ArticleId::new(pair.b.as_str()))? else {
                    continue;
                };
                let other = snapshot.article(other)?;
                print(&mut printer, &archive, &article, &other, pair)?;
            }
            if !found {
                say_nothing_found(global, "no other report of this story");
            }
        } else {
            say("nothing to look for");
        }
        printer.finish()?;
        Ok(if found {
            Outcome::Done
        } else {
            Outcome::Nothing
        })
    }
}

fn print(
    printer: &mut Printer,
    archive: &Archive<'_>,
    article: &Article,
    other: &Article,
    pair: Reported,
) -> Result<(), Failure> {
    let (evidence, relation) = archive.relation(article, other, &pair);
    let record = PairRecord {
        score: pair.score.into(),
        linked: pair.linked,
        reprint: pair.linked && pair.reprint,
        relation,
        evidence,
        other: Some(ArticleRef::from(other)),
        a: pair.a,
        b: pair.b,
    };
    Ok(printer.pair(&record)?)
}

/// Articles read for their evidence; the last ones are kept, as pairs of one
/// article come one after the other.
struct Articles<'s> {
    snapshot: &'s Snapshot,
    read: HashMap<String, Article>,
}

impl Articles<'_> {
    fn record(&mut self, archive: &Archive<'_>, pair: Reported) -> Result<PairRecord, Failure> {
        const KEPT: usize = 4096;
        if self.read.len() > KEPT {
            self.read.clear();
        }
        for id in [&pair.a, &pair.b] {
            if !self.read.contains_key(id) {
                let entry = self.snapshot.find(&ArticleId::new(id.as_str()))?;
                let entry = entry.ok_or_else(|| Error::NoSuchId(id.clone()))?;
                self.read.insert(id.clone(), self.snapshot.article(entry)?);
            }
        }
        let (evidence, relation) = match (self.read.get(&pair.a), self.read.get(&pair.b)) {
            (Some(a), Some(b)) => archive.relation(a, b, &pair),
            _ => (Vec::new(), None),
        };
        Ok(PairRecord {
            score: pair.score.into(),
            linked: pair.linked,
            reprint: pair.linked && pair.reprint,
            relation,
            evidence,
            other: None,
            a: pair.a,
            b: pair.b,
        })
    }
}

/// The article that an argument means: a file if it is written as one, else
/// an article's or a story's id.
pub(super) fn resolve(
    snapshot: &Snapshot,
    archive: &Archive<'_>,
    what: &str,
    input: &Input,
) -> Result<Article, Failure> {
    let written_as_file = what == "-" || what.contains(std::path::MAIN_SEPARATOR);
    if !written_as_file || !source::is_there(Path::new(what)) && what != "-" {
        let id = archive
            .resolve(what)
            .unwrap_or_else(|| ArticleId::new(what));
        if let Some(entry) = snapshot.find(&id)? {
            return Ok(snapshot.article(entry)?);
        }
        return Err(Error::NoSuchId(what.to_owned()).into());
    }
    Ok(source::read_one(
        &PathBuf::from(what),
        &input.options(Vec::new())?,
    )?)
}
