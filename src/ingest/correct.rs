//! How does what is kept beside the articles change: what an editor says of pairs,
//! and what is to be read again?

use std::path::PathBuf;

use super::{absolute, commit};
use crate::{
    article::ArticleId,
    error::{Error, Result},
    index::{Correction, Layout, Means, Writer},
};

/// What is done about a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Correcting {
    /// Both report the same story.
    Link,
    /// They do not.
    Unlink,
    /// What was said of them is taken back.
    Retract,
}

/// Corrects pairs of articles; gives back how many that changes anything for.
///
/// # Errors
/// [`Error::NoIndex`], [`Error::NoSuchId`], or what the disk says; nothing is changed
/// then.
pub fn correct(layout: &Layout, pairs: &[(String, String)], how: Correcting) -> Result<u64> {
    layout.exists()?;
    let mut writer = Writer::update(layout, Means::new(1))?;
    let corrected = take(&mut writer, pairs, how);
    match corrected {
        Ok(changed) if changed > 0 => {
            commit(writer, layout, 1, None, &mut |_| {})?;
            Ok(changed)
        }
        unchanged => {
            writer.abandon();
            unchanged
        }
    }
}

fn take(writer: &mut Writer, pairs: &[(String, String)], how: Correcting) -> Result<u64> {
    if how != Correcting::Retract {
        for id in pairs.iter().flat_map(|(a, b)| [a, b]) {
            let before = writer.ledger().before();
            let found = before.map(|before| before.find(&ArticleId::new(id.as_str())));
            if found.transpose()?.flatten().is_none() {
                return Err(Error::NoSuchId(id.clone()));
            }
        }
    }
    let mut changed = 0;
    for (a, b) in pairs.iter().filter(|(a, b)| a != b) {
        let kept = writer.kept_mut();
        changed += u64::from(match how {
            Correcting::Link => kept.correct(Correction::new(a, b, true)),
            Correcting::Unlink => kept.correct(Correction::new(a, b, false)),
            Correcting::Retract => kept.retract(a, b),
        });
    }
    Ok(changed)
}

/// Forgets files and folders that were read once; their articles stay. Gives back
/// those that were not known.
///
/// # Errors
/// [`Error::NoIndex`], or what the disk says.
pub fn forget(layout: &Layout, roots: &[PathBuf]) -> Result<Vec<PathBuf>> {
    layout.exists()?;
    let mut writer = Writer::update(layout, Means::new(1))?;
    let kept = writer.kept_mut();
    let known = |root: &&PathBuf| kept.forget_origin(&absolute(root).to_string_lossy());
    let (known, unknown): (Vec<&PathBuf>, Vec<&PathBuf>) = roots.iter().partition(known);
    match known.is_empty() {
        true => writer.abandon(),
        false => commit(writer, layout, 1, None, &mut |_| {})?,
    }
    Ok(unknown.into_iter().cloned().collect())
}
