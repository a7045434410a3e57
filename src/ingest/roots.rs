//! What is gone from where articles were read once, and when is that not to be
//! believed?

use std::{
    collections::{HashMap, HashSet},
    io,
    path::{Path, PathBuf},
};

use super::absolute;
use crate::{
    article::{self, ArticleId},
    error::{Error, Result},
    index::{Layout, Ledger, Stored},
    source::{Reason, Skipped},
};

/// A root to prune under.
pub(super) struct Root {
    pub path: PathBuf,
    /// An article was read from it in this run, or may have been.
    pub filled: bool,
}

/// All of them; there may be as many as files.
pub(super) struct Roots {
    list: Vec<Root>,
    /// The places in the list of the roots with a path.
    at: HashMap<PathBuf, Vec<usize>>,
}

impl Roots {
    pub fn new<'p>(paths: impl Iterator<Item = &'p PathBuf>) -> Self {
        let list: Vec<Root> = paths
            .map(|path| Root {
                path: absolute(path),
                // What standard input holds is another thing every time.
                filled: path == Path::new("-"),
            })
            .collect();
        let mut at: HashMap<PathBuf, Vec<usize>> = HashMap::new();
        for (number, root) in list.iter().enumerate() {
            at.entry(root.path.clone()).or_default().push(number);
        }
        Self { list, at }
    }

    /// The roots that hold an article's path.
    fn holding(&self, path: &str) -> impl Iterator<Item = usize> {
        let file = Path::new(article::file_of(path));
        let above = Path::new(path).ancestors();
        let all = above.chain((file != Path::new(path)).then_some(file));
        all.filter_map(|path| self.at.get(path)).flatten().copied()
    }

    /// An article was read from here.
    pub fn fill(&mut self, path: &str) {
        let holding: Vec<usize> = self.holding(path).collect();
        for number in holding {
            if let Some(root) = self.list.get_mut(number) {
                root.filled = true;
            }
        }
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

/// The articles that were read from the roots once and are not there any more, with
/// where that was.
pub(super) fn gone(
    ledger: &Ledger,
    roots: &Roots,
    left_out: &LeftOut,
    force: bool,
) -> Result<Vec<(ArticleId, String)>> {
    let Some(before) = ledger.before() else {
        return Ok(Vec::new());
    };
    let mut gone: Vec<(ArticleId, String, usize)> = Vec::new();
    for article in before.articles() {
        let Some(path) = article.path else { continue };
        if let Some(root) = roots.holding(&path).min()
            && !ledger.has_seen(&article.id)
            && !left_out.covers(&path)
        {
            gone.push((article.id, path, root));
        }
    }
    let mut counts = vec![0; roots.list.len()];
    for (.., root) in &gone {
        if let Some(count) = counts.get_mut(*root) {
            *count += 1;
        }
    }
    for (root, count) in roots.list.iter().zip(counts) {
        if !root.filled && count > 0 && !force {
            return Err(Error::EmptyRoot {
                path: root.path.clone(),
                count,
            });
        }
    }
    let gone = gone.into_iter();
    Ok(gone.map(|(id, path, _)| (id, path)).collect())
}

/// Refuses to build an index anew of roots that hold nothing any more although the
/// old one has articles of theirs.
pub(super) fn refuse_emptied(layout: &Layout, roots: &Roots, added: u64) -> Result<()> {
    let empty = || roots.list.iter().filter(|root| !root.filled);
    if empty().next().is_none() {
        return Ok(());
    }
    let stored = match Stored::open(layout) {
        Ok(stored) => stored,
        Err(Error::NoIndex(_)) => return Ok(()),
        Err(error) => return Err(error),
    };
    let mut counts = vec![0; roots.list.len()];
    stored.each(&mut |article| {
        let path = article.path.as_deref();
        let root = path.and_then(|path| roots.holding(path).min());
        if let Some(count) = root.and_then(|root| counts.get_mut(root)) {
            *count += 1;
        }
        Ok(())
    })?;
    let all = usize::try_from(stored.articles().unwrap_or(0)).unwrap_or(usize::MAX);
    let refused = match added == 0 && all > 0 {
        true => empty().next().map(|root| (root, all)),
        false => {
            let mut counted = roots.list.iter().zip(counts);
            counted.find(|(root, count)| !root.filled && *count > 0)
        }
    };
    match refused {
        Some((root, count)) => Err(Error::EmptyRoot {
            path: root.path.clone(),
            count,
        }),
        None => Ok(()),
    }
}
