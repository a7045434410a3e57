//! How does a passage that was found become a record? What of it matched, what
//! answers for which word, and the other versions of its story.

use std::ops::Range;

use tantivy::DocAddress;

use super::{Question, SearchOptions, versions::Candidate};
use crate::{
    analysis,
    article::{Article, ArticleId},
    error::{Error, Result},
    language,
    link::{Archive, Story},
    query::{Match, MatchKind, Matcher},
    record::{ArticleRef, Because, Hit, MemberView, PassageView, Reason, StoryView},
};

impl PassageView {
    /// A stretch of an article, its matched words marked.
    #[must_use]
    pub fn new(article: &Article, range: Range<usize>, matcher: &Matcher) -> Self {
        Self::explained(article, range, matcher).0
    }

    /// The same, with how its words answer the query, most direct first.
    fn explained(article: &Article, range: Range<usize>, matcher: &Matcher) -> (Self, Vec<Match>) {
        let text = article
            .text
            .get(range.clone())
            .unwrap_or_default()
            .to_owned();
        let mut found = matcher.find(&text, analysis::language_at(article, range.start));
        let highlights = found
            .iter()
            .map(|one| [one.range.start, one.range.end])
            .collect();
        let view = Self {
            text,
            start: range.start,
            end: range.end,
            highlights,
        };
        found.sort_by_key(|one| one.kind);
        (view, found)
    }
}

/// The words found by translation or by sound, each pair once.
fn because(text: &str, found: &[Match]) -> Vec<Because> {
    let mut reasons: Vec<Because> = Vec::new();
    for one in found {
        let (Some(query), Some(word)) = (&one.query, text.get(one.range.clone())) else {
            continue;
        };
        let reason = Because {
            query: query.clone(),
            found: word.to_owned(),
            kind: one.kind,
        };
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons
}

/// A passage as a result.
pub(super) fn hit(
    archive: &Archive,
    question: &Question<'_>,
    candidate: &Candidate,
    rank: usize,
    options: &SearchOptions,
) -> Result<Option<Hit>> {
    let snapshot = archive.snapshot();
    let Candidate {
        score,
        address,
        id,
        story,
    } = candidate;
    let Some(entry) = snapshot.find(id)? else {
        return Ok(None);
    };
    let article = snapshot.article(entry)?;
    let passage = snapshot.passage(*address);
    let matcher = &question.compiled.matcher;
    let story = match story {
        Some(story) => Some(story_view(
            archive,
            story,
            &article,
            &passage.range,
            matcher,
        )?),
        None => None,
    };
    let (view, found) = PassageView::explained(&article, passage.range, matcher);
    let title = article.title.as_deref().unwrap_or_default();
    let of_title = matcher.find(title, language::get_or_undetermined(&article.lang));
    let seen = found.iter().chain(&of_title).map(|one| one.kind).min();
    // Where no word shows it, a piece of one matched.
    let by_a_piece = *score > 0.0 && matcher.has_words();
    let kind = seen.or(by_a_piece.then_some(MatchKind::Piece));
    let because = if found.is_empty() {
        because(title, &of_title)
    } else {
        because(&view.text, &found)
    };
    Ok(Some(Hit {
        rank,
        score: *score,
        article: ArticleRef::from(&article),
        kind,
        because,
        passage: view,
        story,
        explain: match options.explain {
            true => Some(question.explain(*address)?),
            false => None,
        },
    }))
}

impl Question<'_> {
    /// Why a passage scores as it does.
    fn explain(&self, address: DocAddress) -> Result<Reason> {
        let layout = self.snapshot.layout();
        let explanation = self
            .compiled
            .query
            .explain(self.snapshot.searcher(), address)
            .map_err(|error| Error::tantivy(layout.path(), error))?;
        // An explanation is plain numbers and strings.
        Ok(
            serde_json::from_str(&explanation.to_pretty_json()).unwrap_or(Reason {
                value: explanation.value(),
                description: "score".to_owned(),
                details: Vec::new(),
            }),
        )
    }
}

/// The other versions of a story that one of its articles was found in.
fn story_view(
    archive: &Archive,
    story: &Story,
    article: &Article,
    range: &Range<usize>,
    matcher: &Matcher,
) -> Result<StoryView> {
    let snapshot = archive.snapshot();
    let mut langs = vec![article.lang.clone()];
    let mut members = Vec::new();
    for id in story.members.iter().filter(|id| *id != article.id.as_str()) {
        let Some(entry) = snapshot.find(&ArticleId::new(id.as_str()))? else {
            continue;
        };
        let other = snapshot.article(entry)?;
        let counterpart = archive.counterpart(article, range, &other);
        let reference = ArticleRef::from(&other);
        langs.push(reference.lang.clone());
        members.push(MemberView {
            score: story.score(article.id.as_str(), id).unwrap_or(1.0).into(),
            evidence: archive.evidence(article, &other),
            passage: counterpart.map(|range| PassageView::new(&other, range, matcher)),
            id: reference.id,
            lang: reference.lang,
            title: reference.title,
            date: reference.date,
            source: reference.source,
            corrected: story.corrected_with(id).next().is_some(),
        });
    }
    members.sort_by(|x, y| y.score.total_cmp(&x.score).then_with(|| x.id.cmp(&y.id)));
    langs.sort();
    langs.dedup();
    Ok(StoryView {
        id: story.id.clone(),
        langs,
        members,
    })
}
