//! Which answers do the stories confirm, and which version of a story is shown?
//!
//! A translation may be meant or not. Where the same story was also told in the
//! query's own language, that version says which: if it has the query's words,
//! the other one is what was asked for; if it has none of them, the
//! translation must be surer than usual to count. And a reader is shown the
//! version in the language of the query, if that answers too.

use std::{
    cell::{OnceCell, RefCell},
    collections::HashMap,
    rc::Rc,
};

use tantivy::{DocAddress, DocId, Score, query::EnableScoring};

use super::{Question, SearchOptions, ask_directly};
use crate::{
    analysis,
    article::ArticleId,
    error::{Error, Result},
    language::{self, Language},
    link::{Archive, Story},
    query::{
        Expr, Languages,
        weights::{BELOW, CONFIRMED, SURE, UNCONFIRMED},
    },
};

/// A passage that answers.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) score: Score,
    pub(super) address: DocAddress,
    pub(super) id: ArticleId,
    pub(super) story: Option<Rc<Story>>,
}

/// Judges answers by the other versions of their stories.
pub(super) struct Versions<'a> {
    archive: &'a Archive,
    /// The query with the options' conditions.
    expr: &'a Expr,
    languages: &'a Languages,
    options: &'a SearchOptions,
    stories: HashMap<ArticleId, Option<Rc<Story>>>,
    own: RefCell<HashMap<ArticleId, bool>>,
    /// By segment, the passages that have words of the query themselves, by
    /// rising number.
    direct: OnceCell<Vec<Vec<(DocId, Score)>>>,
}

impl<'a> Versions<'a> {
    pub(super) fn new(
        archive: &'a Archive,
        expr: &'a Expr,
        languages: &'a Languages,
        options: &'a SearchOptions,
    ) -> Self {
        Self {
            archive,
            expr,
            languages,
            options,
            stories: HashMap::new(),
            own: RefCell::default(),
            direct: OnceCell::new(),
        }
    }

    /// A passage with its story, its score corrected by what the story says;
    /// `None` if that speaks against it.
    pub(super) fn judge(
        &mut self,
        question: &Question<'_>,
        score: Score,
        address: DocAddress,
    ) -> Result<Option<Candidate>> {
        let snapshot = self.archive.snapshot();
        let id = snapshot.article_of(address);
        let story = self.story_of(&id)?;
        let mut candidate = Candidate {
            score,
            address,
            id,
            story,
        };
        let Some(story) = candidate.story.clone() else {
            return Ok(Some(candidate));
        };
        let matcher = &question.compiled.matcher;
        if !matcher.translates() || self.is_own(&candidate.id)? {
            return Ok(Some(candidate));
        }
        let own = self.own_versions(&story)?;
        if own.is_empty() || self.direct(&candidate.id)?.is_some() {
            return Ok(Some(candidate));
        }
        let mut confirmed: Option<Score> = None;
        for version in &own {
            if let Some((score, _)) = self.direct(version)? {
                confirmed = Some(confirmed.map_or(score, |best| best.max(score)));
            }
        }
        if let Some(own) = confirmed {
            candidate.score *= CONFIRMED;
            // Where both may be shown, the query's own words go first.
            if self.options.langs.is_empty() {
                candidate.score = candidate.score.min(own * BELOW);
            }
            return Ok(Some(candidate));
        }
        let Some(entry) = snapshot.find(&candidate.id)? else {
            return Ok(None);
        };
        let article = snapshot.article(entry)?;
        let range = snapshot.passage(address).range;
        let language = analysis::language_at(&article, range.start);
        let text = article.text.get(range).unwrap_or_default();
        let title = article.title.as_deref().unwrap_or_default();
        let sure = matcher
            .sureness(text, language)
            .max(matcher.sureness(title, language));
        candidate.score *= UNCONFIRMED;
        Ok((sure >= SURE).then_some(candidate))
    }

    /// The passage by which a story is shown: the best one in the query's own
    /// language that has its words, if there is one and it may be shown.
    pub(super) fn face(&self, candidate: &Candidate) -> Result<Option<(ArticleId, DocAddress)>> {
        let Some(story) = &candidate.story else {
            return Ok(None);
        };
        if self.is_own(&candidate.id)? {
            return Ok(None);
        }
        let mut best: Option<(Score, ArticleId, DocAddress)> = None;
        for version in self.own_versions(story)? {
            let found = self.direct(&version)?;
            if let Some((score, address)) = found
                && best.as_ref().is_none_or(|(known, ..)| score > *known)
            {
                best = Some((score, version, address));
            }
        }
        Ok(best.map(|(_, id, address)| (id, address)))
    }

    fn story_of(&mut self, id: &ArticleId) -> Result<Option<Rc<Story>>> {
        if self.options.no_stories {
            return Ok(None);
        }
        if let Some(known) = self.stories.get(id) {
            return Ok(known.clone());
        }
        let story = self.archive.story_of(id)?.map(Rc::new);
        self.stories.insert(id.clone(), story.clone());
        Ok(story)
    }

    fn language_of(&self, id: &ArticleId) -> Result<Option<&'static Language>> {
        let snapshot = self.archive.snapshot();
        let entry = snapshot.find(id)?;
        Ok(entry.and_then(|entry| language::get(&snapshot.link_meta(entry).0)))
    }

    /// Is an article in a language that the query is likely in?
    fn is_own(&self, id: &ArticleId) -> Result<bool> {
        if let Some(known) = self.own.borrow().get(id) {
            return Ok(*known);
        }
        let language = self.language_of(id)?;
        let own = language.is_some_and(|language| self.languages.translated.contains(&language));
        self.own.borrow_mut().insert(id.clone(), own);
        Ok(own)
    }

    fn own_versions(&self, story: &Story) -> Result<Vec<ArticleId>> {
        let mut own = Vec::new();
        for member in &story.members {
            let id = ArticleId::new(member.as_str());
            if self.is_own(&id)? {
                own.push(id);
            }
        }
        Ok(own)
    }

    /// The best passage of an article that has words of the query themselves,
    /// in some form or by their sound.
    fn direct(&self, id: &ArticleId) -> Result<Option<(Score, DocAddress)>> {
        let snapshot = self.archive.snapshot();
        if self.direct.get().is_none() {
            let found = self.find_direct()?;
            let _ = self.direct.set(found);
        }
        let segments = self.direct.get().map_or(&[][..], Vec::as_slice);
        let passages = snapshot.passages_of(id)?.into_iter();
        let best = passages
            .filter_map(|address| {
                let found = segments.get(address.segment_ord as usize)?;
                let at = found.binary_search_by_key(&address.doc_id, |(doc, _)| *doc);
                let (_, score) = found.get(at.ok()?)?;
                Some((*score, address))
            })
            .max_by(|x, y| x.0.total_cmp(&y.0));
        Ok(best)
    }

    fn find_direct(&self) -> Result<Vec<Vec<(DocId, Score)>>> {
        let snapshot = self.archive.snapshot();
        let langs = snapshot.langs();
        let everywhere = Languages {
            of_articles: langs.iter().filter_map(|tag| language::get(tag)).collect(),
            ..self.languages.clone()
        };
        let question = ask_directly(snapshot, self.expr, &everywhere, self.options);
        let searcher = snapshot.searcher();
        let fail = |error| Error::tantivy(snapshot.layout().path(), error);
        let scoring = EnableScoring::enabled_from_searcher(searcher);
        let weight = question.compiled.query.weight(scoring).map_err(fail)?;
        let mut segments = Vec::new();
        for reader in searcher.segment_readers() {
            let mut found = Vec::new();
            weight
                .for_each(reader, &mut |doc, score| found.push((doc, score)))
                .map_err(fail)?;
            segments.push(found);
        }
        Ok(segments)
    }
}
