//! `tilmash show`.

use clap::Args;

use super::{Global, Outcome, failure::Failure};
use crate::{
    article::{Article, ArticleId},
    error::Error,
    index::Snapshot,
    link::Archive,
    render::{Parallel, Printer},
};

/// Show indexed articles as they are stored
///
/// Prints language, id, date, source, title and the cleaned text, in which the
/// offsets of search results count. With --parallel: passage beside passage.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// Article or story ids in full; a story shows its earliest article
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Set the passages beside those of another version, or of every other
    /// version of the story
    #[arg(long, value_name = "ID", num_args = 0..=1, require_equals = true, default_missing_value = "")]
    parallel: Option<String>,
}

impl Show {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let snapshot = Snapshot::open(&global.layout())?;
        let archive = Archive::new(&snapshot);
        let mut printer = global.printer();
        for what in &self.ids {
            let id = archive
                .resolve(what)
                .unwrap_or_else(|| ArticleId::new(what));
            let entry = snapshot
                .find(&id)?
                .ok_or_else(|| Error::NoSuchId(what.clone()))?;
            let article = snapshot.article(entry)?;
            match &self.parallel {
                None => printer.article(&article)?,
                Some(other) => self.parallel(&archive, &article, other, &mut printer)?,
            }
        }
        printer.finish()?;
        Ok(Outcome::Done)
    }

    /// Shows an article beside `with`, or, if that is empty, beside every
    /// other version of its story.
    fn parallel(
        &self,
        archive: &Archive,
        article: &Article,
        with: &str,
        printer: &mut Printer,
    ) -> Result<(), Failure> {
        let others = if with.is_empty() {
            let story = archive.story_of(&article.id)?;
            story.map(|story| story.members).unwrap_or_default()
        } else {
            vec![with.to_owned()]
        };
        for other in others.iter().filter(|other| *other != article.id.as_str()) {
            let id = archive
                .resolve(other)
                .unwrap_or_else(|| ArticleId::new(other));
            let entry = archive
                .snapshot()
                .find(&id)?
                .ok_or_else(|| Error::NoSuchId(other.clone()))?;
            let other = archive.snapshot().article(entry)?;
            let rows = archive.alignment(article, &other);
            printer.parallel(&Parallel::new(article, &other, &rows))?;
        }
        Ok(())
    }
}
