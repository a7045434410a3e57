//! What is gone from where articles were read once, and when is that not to be
//! believed?

use std::{
    collections::HashSet,
    io,
    path::{Path, PathBuf},
};

use super::absolute;
use crate::{
    article::{self, ArticleId},
    error::{Error, Result},
    index::{Layout, Stored, Writer},
    source::{Reason, Skipped},
};

/// A root to prune under.
pub(super) struct Root {
    pub path: PathBuf,
    /// An article was read from it in this run, or may have been.
    pub filled: bool,
}

impl Root {
    pub fn new(path: &Path) -> Self {
        Self {
            path: absolute(path),
            // What standard input holds is another thing every time.
            filled: path == Path::new("-"),
        }
    }

    pub fn holds(&self, path: &str) -> bool {
        Path::new(path).starts_with(&self.path) || Path::new(article::file_of(path)) == self.path
    }
}

/// Files, folders and records that were skipped in this run but are still
/// there: not having read them says nothing about their articles.
#[derive(Default)]
pub(super) struct LeftOut(HashSet<PathBuf>);

impl LeftOut {
    pub fn add(&mut self, skipped: &Skipped) {
        let gone = matches!(&skipped.reason, Reason::Unreadable(error) if error.kind() == io::ErrorKind::NotFound);
        if !gone {
            self.0
                .insert(absolute(Path::new(&skipped.place.to_string())));
        }
    }

    /// Was the record, its file or a folder above it left out?
    pub fn covers(&self, path: &str) -> bool {
        let above = || Path::new(article::file_of(path)).ancestors();
        self.0.contains(Path::new(path)) || above().any(|path| self.0.contains(path))
    }
}

/// Removes the articles that were read from the roots once and are not there
/// any more.
pub(super) fn prune(
    writer: &Writer,
    roots: &[Root],
    left_out: &LeftOut,
    force: bool,
) -> Result<u64> {
    let Some(before) = writer.before() else {
        return Ok(0);
    };
    let mut gone: Vec<(ArticleId, usize)> = Vec::new();
    for article in before.articles() {
        let Some(path) = &article.path else { continue };
        if let Some(root) = roots.iter().position(|root| root.holds(path))
            && !writer.has_seen(&article.id)
            && !left_out.covers(path)
        {
            gone.push((article.id, root));
        }
    }
    for (number, root) in roots.iter().enumerate() {
        let count = gone.iter().filter(|(_, at)| *at == number).count();
        if !root.filled && count > 0 && !force {
            return Err(Error::EmptyRoot {
                path: root.path.clone(),
                count,
            });
        }
    }
    for (id, _) in &gone {
        writer.remove(id)?;
    }
    Ok(gone.len() as u64)
}

/// Refuses to build an index anew of roots that hold nothing any more although the
/// old one has articles of theirs.
pub(super) fn refuse_emptied(layout: &Layout, roots: &[Root], added: u64) -> Result<()> {
    let empty: Vec<&Root> = roots.iter().filter(|root| !root.filled).collect();
    if empty.is_empty() {
        return Ok(());
    }
    let stored = match Stored::open(layout) {
        Ok(stored) => stored,
        Err(Error::NoIndex(_)) => return Ok(()),
        Err(error) => return Err(error),
    };
    let mut counts = vec![0; empty.len()];
    stored.each(&mut |article| {
        let path = article.path.as_deref();
        let root = empty
            .iter()
            .position(|root| path.is_some_and(|path| root.holds(path)));
        if let Some(count) = root.and_then(|root| counts.get_mut(root)) {
            *count += 1;
        }
        Ok(())
    })?;
    let all = usize::try_from(stored.articles().unwrap_or(0)).unwrap_or(usize::MAX);
    let refused = match added == 0 && all > 0 {
        true => empty.first().map(|root| (*root, all)),
        false => empty.into_iter().zip(counts).find(|(_, count)| *count > 0),
    };
    match refused {
        Some((root, count)) => Err(Error::EmptyRoot {
            path: root.path.clone(),
            count,
        }),
        None => Ok(()),
    }
}
