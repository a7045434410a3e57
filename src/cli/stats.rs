//! `tilmash stats`.

use std::collections::BTreeMap;

use clap::Args;

use super::{Global, Outcome, failure::Failure};
use crate::{article::ArticleId, index::Snapshot, link::Archive, render::Stats};

/// Tell what is in the index
///
/// How many articles, passages and stories, in which languages, from which
/// time, and how large it is.
#[derive(Debug, Args)]
pub(super) struct StatsCommand;

impl StatsCommand {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let snapshot = Snapshot::open(&global.layout())?;
        let archive = Archive::new(&snapshot);
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
        for story in archive.book().stories() {
            stories += 1;
            let mut langs = Vec::new();
            for id in &story.members {
                if let Some(entry) = snapshot.find(&ArticleId::new(id.as_str()))? {
                    langs.push(snapshot.link_meta(entry).0);
                }
            }
            langs.sort();
            langs.dedup();
            cross_language_stories += usize::from(langs.len() > 1);
        }
        let mut languages: Vec<(String, usize)> = languages.into_iter().collect();
        languages.sort_by_key(|(lang, count)| (usize::MAX - count, lang.clone()));
        let day = |day: i64| crate::article::Date::from_epoch_day(day).map(|date| date.to_string());
        let stats = Stats {
            index: global.index.display().to_string(),
            articles,
            passages: snapshot.passages(),
            stories,
            cross_language_stories,
            languages,
            days: day(first).zip(day(last)),
            bytes: snapshot.size_on_disk(),
        };
        let mut printer = global.printer();
        printer.stats(&stats)?;
        printer.finish()?;
        Ok(Outcome::Done)
    }
}
