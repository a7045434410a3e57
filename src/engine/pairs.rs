//! Who else tells the same event? Pairs of articles, judged.

use std::collections::HashMap;

use super::{Engine, State};
use crate::{
    article::{Article, ArticleId},
    error::{Error, Result},
    link::{Archive, Options, Reported},
    record::{ArticleRef, ExplainedPair, PairRecord},
};

/// How pairs are judged.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Judge {
    /// Never link articles further apart than so many days, where both have a
    /// date; unbounded if absent.
    pub window: Option<u32>,
    /// Link pairs from this probability on, 0 to 1; as learned if absent.
    pub min_score: Option<f32>,
}

impl Judge {
    /// With the window in days and the least probability given.
    #[must_use]
    pub fn new(window: Option<u32>, min_score: Option<f32>) -> Self {
        Self { window, min_score }
    }

    fn options(self) -> Options {
        Options {
            window: self.window,
            min_score: self.min_score,
        }
    }
}

/// What is asked about.
#[derive(Debug, Clone)]
pub enum Subject {
    /// An article or a story of the index, by its id.
    Id(String),
    /// Any article, in the index or not.
    Article(Box<Article>),
}

/// Which pairs are told.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Duplicates {
    /// How they are judged.
    pub judge: Judge,
    /// Also tell the best so many candidates in each other language, linked or not.
    pub candidates: usize,
    /// Leave pairs of one language out.
    pub cross_lang: bool,
}

impl Duplicates {
    /// Linked pairs, judged so.
    #[must_use]
    pub fn new(judge: Judge) -> Self {
        Self {
            judge,
            ..Self::default()
        }
    }
}

impl Engine {
    /// The reports of the same event as a subject's, likeliest first, and its
    /// best candidates if they are asked for.
    ///
    /// # Errors
    /// [`Error::NoSuchId`], or what the disk says.
    pub fn duplicates(&self, subject: &Subject, which: Duplicates) -> Result<Vec<PairRecord>> {
        self.asking(|state| {
            let article = state.subject(subject)?;
            let archive = &state.archive;
            let pairs = archive.pairs(
                &article,
                which.judge.options(),
                which.candidates,
                which.cross_lang,
            )?;
            let mut records = Vec::with_capacity(pairs.len());
            for pair in pairs {
                let snapshot = state.snapshot();
                let Some(entry) = snapshot.find(&ArticleId::new(pair.b.as_str()))? else {
                    continue;
                };
                let other = snapshot.article(entry)?;
                let mut record = record(archive, &article, &other, pair);
                record.other = Some(ArticleRef::from(&other));
                records.push(record);
            }
            Ok(records)
        })
    }

    /// All pairs of the index, each once, until `visit` says `false`.
    ///
    /// # Errors
    /// What the disk says.
    pub fn all_duplicates(
        &self,
        which: Duplicates,
        visit: &mut dyn FnMut(PairRecord) -> bool,
    ) -> Result<()> {
        self.asking(|state| {
            let mut articles = Articles {
                state,
                read: HashMap::new(),
            };
            let mut failed = None;
            let archive = &state.archive;
            archive.all_pairs(
                which.judge.options(),
                which.candidates,
                which.cross_lang,
                &mut |pair| match articles.record(pair) {
                    Ok(record) => visit(record),
                    Err(error) => {
                        failed = Some(error);
                        false
                    }
                },
            );
            failed.map_or(Ok(()), Err)
        })
    }

    /// Every step of the judgement of one pair, linked or not.
    ///
    /// # Errors
    /// [`Error::NoSuchId`]; [`Error::NotIndexed`] for an article that is not in
    /// the index; or what the disk says.
    pub fn judge(&self, a: &Subject, b: &Subject, judge: Judge) -> Result<ExplainedPair> {
        self.asking(|state| {
            let (a, b) = (state.subject(a)?, state.subject(b)?);
            let explanation = state.archive.explain(&a, &b, judge.options())?;
            let explanation = explanation.ok_or(Error::NotIndexed)?;
            Ok(ExplainedPair::new(&a, &b, explanation))
        })
    }
}

impl State {
    fn subject(&self, subject: &Subject) -> Result<Article> {
        match subject {
            Subject::Id(id) => self.article(id),
            Subject::Article(article) => Ok(Article::clone(article)),
        }
    }
}

/// Articles read for their evidence; the last ones are kept, as pairs of one
/// article come one after the other.
struct Articles<'s> {
    state: &'s State,
    read: HashMap<String, Article>,
}

impl Articles<'_> {
    fn record(&mut self, pair: Reported) -> Result<PairRecord> {
        const KEPT: usize = 4096;
        if self.read.len() > KEPT {
            self.read.clear();
        }
        let snapshot = self.state.snapshot();
        for id in [&pair.a, &pair.b] {
            if !self.read.contains_key(id) {
                let entry = snapshot.find(&ArticleId::new(id.as_str()))?;
                let entry = entry.ok_or_else(|| Error::NoSuchId(id.clone()))?;
                self.read.insert(id.clone(), snapshot.article(entry)?);
            }
        }
        let (Some(a), Some(b)) = (self.read.get(&pair.a), self.read.get(&pair.b)) else {
            return Err(Error::NoSuchId(pair.b));
        };
        Ok(record(&self.state.archive, a, b, pair))
    }
}

fn record(archive: &Archive, a: &Article, b: &Article, pair: Reported) -> PairRecord {
    let (evidence, relation) = archive.relation(a, b, &pair);
    PairRecord {
        score: pair.score.into(),
        linked: pair.linked,
        reprint: pair.linked && pair.reprint,
        relation,
        corrected: pair.corrected,
        evidence,
        other: None,
        a: ArticleId::new(pair.a),
        b: ArticleId::new(pair.b),
    }
}
