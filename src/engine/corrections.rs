//! What does an editor say of pairs of articles, and is it so?

use super::{Engine, State};
use crate::{
    article::ArticleId,
    error::Result,
    ingest::{self, Correcting},
    record::{ArticleRef, CorrectionRecord},
};

impl Engine {
    /// Says of pairs of articles (or stories, which stand for their first report) that
    /// they are one story or not, or takes it back. It counts for more than what the
    /// program thinks, and is kept whatever becomes of the index. How many pairs that
    /// changes anything for.
    ///
    /// # Errors
    /// [`crate::error::Error::NoSuchId`], or as [`Engine::index`].
    pub fn correct(&self, pairs: &[(String, String)], how: Correcting) -> Result<u64> {
        let resolve = |state: &State, what: &str| state.id_of(what).to_string();
        let pairs: Vec<(String, String)> = self.asking(|state| {
            let pairs = pairs.iter();
            Ok(pairs
                .map(|(a, b)| (resolve(state, a), resolve(state, b)))
                .collect())
        })?;
        self.changing(|| ingest::correct(&self.inner.layout, &pairs, how))
    }

    /// All that an editor has said, in the order of the ids.
    ///
    /// # Errors
    /// What the disk says.
    pub fn corrections(&self) -> Result<Vec<CorrectionRecord>> {
        self.asking(|state| {
            let corrections = state.snapshot().kept().corrections.iter();
            let records = corrections.map(|said| {
                let article = |id: &str| {
                    state
                        .find(id)
                        .map(|found| found.as_ref().map(ArticleRef::from))
                };
                let articles = [article(&said.a)?, article(&said.b)?];
                let story = state.archive.story_of(&ArticleId::new(said.a.as_str()))?;
                let linked = story.is_some_and(|story| story.members.contains(&said.b));
                let there = articles.iter().all(Option::is_some);
                Ok(CorrectionRecord {
                    a: said.a.clone(),
                    b: said.b.clone(),
                    together: said.together,
                    in_force: there && linked == said.together,
                    articles,
                })
            });
            records.collect()
        })
    }
}
