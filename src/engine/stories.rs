//! Which stories are there, and what is in the index at all?

use std::collections::{BTreeMap, BTreeSet};

use super::{Engine, State};
use crate::{
    analysis,
    article::{Article, ArticleId, Date},
    error::Result,
    link::{Alignment, Story},
    query::Matcher,
    record::{ArticleRef, Parallel, PassageView, Row, Stats, StoryMember, StoryRecord},
};

/// Which stories are told.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct StoryFilter {
    /// Only those in at least so many languages.
    pub min_langs: usize,
    /// Only those of these articles or stories, by id; all if empty.
    pub ids: Vec<String>,
}

impl StoryFilter {
    /// Stories in at least so many languages, of these articles or of all.
    #[must_use]
    pub fn new(min_langs: usize, ids: Vec<String>) -> Self {
        Self { min_langs, ids }
    }
}

impl Engine {
    /// Visits the stories that several articles tell, until `visit` says `false`.
    ///
    /// # Errors
    /// What the disk says.
    pub fn stories(
        &self,
        filter: &StoryFilter,
        visit: &mut dyn FnMut(StoryRecord) -> bool,
    ) -> Result<()> {
        self.asking(|state| {
            let mut tell = |story: &Story| -> Result<bool> {
                let record = state.story(story)?;
                Ok(record.langs.len() < filter.min_langs || visit(record))
            };
            if filter.ids.is_empty() {
                for story in state.archive.story_store().stories() {
                    if !tell(&story)? {
                        break;
                    }
                }
                return Ok(());
            }
            for id in &filter.ids {
                if let Some(story) = state.archive.story_of(&state.id_of(id))?
                    && !tell(&story)?
                {
                    break;
                }
            }
            Ok(())
        })
    }

    /// The story of an article, if it does not stand alone; by the article's id
    /// or the story's.
    ///
    /// # Errors
    /// What the disk says.
    pub fn story(&self, id: &str) -> Result<Option<StoryRecord>> {
        self.asking(|state| {
            let story = state.archive.story_of(&state.id_of(id))?;
            story.map(|story| state.story(&story)).transpose()
        })
    }

    /// An article beside another version, or, if that is not given, beside
    /// every other version of its story; passage by passage.
    ///
    /// # Errors
    /// [`crate::error::Error::NoSuchId`], or what the disk says.
    pub fn parallel(&self, id: &str, with: Option<&str>) -> Result<Vec<Parallel>> {
        self.asking(|state| {
            let article = state.article(id)?;
            let others = match with {
                Some(other) => vec![other.to_owned()],
                None => {
                    let story = state.archive.story_of(&article.id)?;
                    story.map(|story| story.members).unwrap_or_default()
                }
            };
            let others = others.iter().filter(|other| *other != article.id.as_str());
            others
                .map(|other| {
                    let other = state.article(other)?;
                    let alignment = state.archive.alignment(&article, &other);
                    Ok(side_by_side(&article, &other, &alignment))
                })
                .collect()
        })
    }

    /// What is in the index: articles, passages, stories, languages, days, size.
    ///
    /// # Errors
    /// What the disk says.
    pub fn statistics(&self) -> Result<Stats> {
        self.asking(|state| {
            let snapshot = state.snapshot();
            let mut languages: BTreeMap<String, usize> = BTreeMap::new();
            let mut articles = 0;
            let (mut first, mut last) = (i64::MAX, i64::MIN);
            for entry in snapshot.entries() {
                let (lang, day, _) = snapshot.link_meta(entry);
                articles += 1;
                *languages.entry(lang).or_default() += 1;
                if let Some(day) = day {
                    (first, last) = (first.min(day), last.max(day));
                }
            }
            let (mut stories, mut cross_language_stories) = (0, 0);
            for story in state.archive.story_store().stories() {
                stories += 1;
                let mut langs = BTreeSet::new();
                for id in &story.members {
                    if let Some(entry) = snapshot.find(&ArticleId::new(id.as_str()))? {
                        langs.insert(snapshot.link_meta(entry).0);
                    }
                }
                cross_language_stories += usize::from(langs.len() > 1);
            }
            let mut languages: Vec<(String, usize)> = languages.into_iter().collect();
            languages.sort_by_key(|(lang, count)| (usize::MAX - count, lang.clone()));
            let day = |day: i64| Date::from_epoch_day(day).map(|date| date.to_string());
            Ok(Stats {
                index: self.directory().display().to_string(),
                articles,
                passages: snapshot.passages(),
                stories,
                cross_language_stories,
                languages,
                days: day(first).zip(day(last)),
                bytes: snapshot.size_on_disk(),
            })
        })
    }
}

impl State {
    fn story(&self, story: &Story) -> Result<StoryRecord> {
        let mut members = Vec::with_capacity(story.members.len());
        let mut days = Vec::new();
        for id in &story.members {
            let Some(article) = self.find(id)? else {
                continue;
            };
            days.extend(article.date.map(|date| date.day()));
            members.push(StoryMember {
                id: ArticleId::new(id),
                lang: article.lang,
                title: article.title,
                date: article.date.map(|date| date.to_string()),
                source: article.source,
                reprint_of: story.reprint_of(id).map(ArticleId::new),
                corrected_with: story.corrected_with(id).map(ArticleId::new).collect(),
            });
        }
        let langs: BTreeSet<&String> = members.iter().map(|member| &member.lang).collect();
        let mut titles = BTreeMap::new();
        for member in &members {
            if let Some(title) = &member.title {
                let known = titles.entry(member.lang.clone());
                known.or_insert_with(|| title.clone());
            }
        }
        let sources: BTreeSet<&String> = members
            .iter()
            .filter_map(|member| member.source.as_ref())
            .collect();
        Ok(StoryRecord {
            titles,
            sources: sources.into_iter().cloned().collect(),
            id: story.id.clone(),
            langs: langs.into_iter().cloned().collect(),
            first: days.iter().min().map(ToString::to_string),
            last: days.iter().max().map(ToString::to_string),
            members,
        })
    }
}

/// Two versions, passage by passage.
fn side_by_side(a: &Article, b: &Article, alignment: &Alignment) -> Parallel {
    let view = |article: &Article, range| PassageView::new(article, range, &Matcher::default());
    let mut met = Vec::new();
    let mut rows: Vec<Row> = alignment
        .pairs()
        .map(|(ours, theirs)| {
            met.extend(theirs.iter().map(|(range, _)| range.start));
            let weight = theirs.as_ref().map_or(0.0, |(_, weight)| *weight);
            Row {
                a: Some(view(a, ours)),
                b: theirs.map(|(range, _)| view(b, range)),
                weight,
            }
        })
        .collect();
    let lone = analysis::passages_of(b)
        .into_iter()
        .map(|(passage, _)| passage)
        .filter(|passage| !met.contains(&passage.range.start));
    rows.extend(lone.map(|passage| Row {
        a: None,
        b: Some(view(b, passage.range)),
        weight: 0.0,
    }));
    Parallel {
        a: ArticleRef::from(a),
        b: ArticleRef::from(b),
        rows,
    }
}
