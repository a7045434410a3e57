//! `tilmash stories`.

use std::collections::{BTreeMap, BTreeSet};

use clap::Args;

use super::{
    Global, Outcome,
    failure::{Failure, say_nothing_found},
};
use crate::{
    article::ArticleId,
    index::Snapshot,
    link::{Archive, Story},
    render::{StoryMember, StoryRecord},
};

/// List the stories that several articles tell
///
/// An article that stands alone is no story. Reprints in one language are one;
/// `--min-langs 2` leaves only what was told in several languages.
#[derive(Debug, Args)]
pub(super) struct Stories {
    /// Only stories in at least so many languages
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_langs: usize,
    /// Only the stories of these articles: article or story ids [default: all stories]
    #[arg(value_name = "ID")]
    ids: Vec<String>,
}

impl Stories {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let snapshot = Snapshot::open(&global.layout())?;
        let archive = Archive::new(&snapshot);
        let mut printer = global.printer();
        let mut found = false;
        let mut write = |story: &Story| -> Result<(), Failure> {
            let record = record(&snapshot, story)?;
            if record.langs.len() >= self.min_langs {
                found = true;
                printer.story(&record)?;
            }
            Ok(())
        };
        if self.ids.is_empty() {
            archive
                .book()
                .stories()
                .try_for_each(|story| write(&story))?;
        } else {
            for id in &self.ids {
                let id = archive.resolve(id).unwrap_or_else(|| ArticleId::new(id));
                if let Some(story) = archive.story_of(&id)? {
                    write(&story)?;
                }
            }
        }
        printer.finish()?;
        if !found {
            say_nothing_found(global, "no story");
        }
        Ok(if found {
            Outcome::Done
        } else {
            Outcome::Nothing
        })
    }
}

fn record(snapshot: &Snapshot, story: &Story) -> Result<StoryRecord, Failure> {
    let mut members = Vec::with_capacity(story.members.len());
    let mut days = Vec::new();
    for id in &story.members {
        let Some(entry) = snapshot.find(&ArticleId::new(id.as_str()))? else {
            continue;
        };
        let article = snapshot.article(entry)?;
        days.extend(article.date.map(|date| date.day()));
        members.push(StoryMember {
            id: id.clone(),
            lang: article.lang,
            title: article.title,
            date: article.date.map(|date| date.to_string()),
            source: article.source,
            reprint_of: story.reprint_of(id).map(str::to_owned),
        });
    }
    let mut langs: Vec<String> = members.iter().map(|member| member.lang.clone()).collect();
    langs.sort();
    langs.dedup();
    let mut titles = BTreeMap::new();
    for member in &members {
        if let Some(title) = &member.title {
            titles
                .entry(member.lang.clone())
                .or_insert_with(|| title.clone());
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
        langs,
        first: days.iter().min().map(ToString::to_string),
        last: days.iter().max().map(ToString::to_string),
        members,
    })
}
