//! How does an answer leave? Whole, or as an error: a panic inside of a library,
//! which takes damage for impossible, is caught here, and an answer that was worked
//! out of files that could not all be read is held back.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

use super::{Engine, State};
use crate::{
    error::Result,
    index::{Checked, Finding, Lost, Snapshot},
    link::StoryStore,
    record::{CheckRecord, DamageRecord, LossRecord},
};

impl Engine {
    /// Answers from the commit that is asked.
    pub(super) fn asking<T>(&self, answer: impl FnOnce(&State) -> Result<T>) -> Result<T> {
        let mut asked: Option<Arc<State>> = None;
        let answered = self.caught(|| {
            let state = self.state()?;
            answer(asked.insert(state))
        });
        let trouble = asked.and_then(|state| state.snapshot().trouble());
        match trouble {
            None => answered,
            Some(error) => {
                // Who asks next opens it again: it may have been mended.
                self.forget();
                Err(error)
            }
        }
    }

    /// Does something; where a library panics, that is an error.
    pub(super) fn caught<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let caught = catch_unwind(AssertUnwindSafe(work));
        caught.unwrap_or_else(|panic| {
            self.forget();
            Err(self.inner.layout.unexpected(said(panic.as_ref())))
        })
    }

    /// Checks everything that is kept of the last commit: every file against its
    /// checksums, every article against its hash, and their number.
    ///
    /// # Errors
    /// As [`Engine::open`], except for damage, which is what is looked for; and
    /// [`crate::error::Error::OtherVersion`].
    pub fn check(&self) -> Result<CheckRecord> {
        let checked = self.caught(|| self.checked())?;
        Ok(self.health(checked, None, Vec::new()))
    }

    /// The index, and if that is sound, what is kept of its stories.
    pub(super) fn checked(&self) -> Result<Checked> {
        let mut checked = self.inner.layout.check()?;
        if checked.findings.is_empty() {
            let snapshot = Snapshot::open(&self.inner.layout)?;
            let damages = StoryStore::damages(&snapshot)?;
            checked
                .findings
                .extend(damages.into_iter().map(|(file, problem)| Finding {
                    file: file.to_owned(),
                    problem: format!("{problem}; it costs time alone, and --repair makes it again"),
                }));
        }
        Ok(checked)
    }

    /// What is told of a check and of the repair that may have come after it.
    pub(super) fn health(
        &self,
        checked: Checked,
        rebuilt: Option<u64>,
        lost: Vec<Lost>,
    ) -> CheckRecord {
        let damaged = checked.findings.into_iter().map(|finding| DamageRecord {
            file: finding.file,
            problem: finding.problem,
        });
        let lost = lost.into_iter().map(|lost| LossRecord {
            id: lost.id,
            reason: lost.reason,
        });
        CheckRecord {
            index: self.directory().display().to_string(),
            files: checked.files,
            bytes: checked.bytes,
            articles: checked.articles,
            passages: checked.passages,
            damaged: damaged.collect(),
            leftovers: checked.leftovers,
            rebuilt,
            lost: lost.collect(),
        }
    }
}

/// What a panic says.
fn said(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
    text.unwrap_or("a library stopped without a word")
}
