//! Which articles are there already, and which were met in this run?

use std::{
    collections::HashMap,
    sync::{
        Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use xxhash_rust::xxh3::xxh3_64;

use super::{document::content_hash, reader::Snapshot};
use crate::{
    article::{Article, ArticleId},
    error::Result,
};

/// What is to be done with an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// Write it: it was not there before.
    New,
    /// Write it: it was there with other content.
    Changed,
    /// Nothing: it is there as it is.
    Unchanged,
    /// Nothing: another article, read elsewhere, has its id.
    Conflict,
}

/// An article in short: hashes of its id and of its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// Of its id.
    pub id: u64,
    /// Of its content.
    pub content: u64,
}

impl Version {
    /// That of an article.
    pub fn of(article: &Article) -> Self {
        Self {
            id: id_hash(&article.id),
            content: content_hash(article),
        }
    }
}

/// What is there, and what was met.
#[derive(Default)]
pub struct Ledger {
    /// What readers see: the articles that were there before this run.
    before: Option<Snapshot>,
    /// The same in short, once it was asked for.
    held: OnceLock<HashMap<u64, u64>>,
    /// How many articles there are, with those of this run.
    articles: AtomicU64,
    /// Hashes of the ids met in this run → content hashes.
    seen: Mutex<HashMap<u64, u64>>,
    /// A conflicting article takes the place of the one before it.
    replace: AtomicBool,
}

impl Ledger {
    /// One that begins with what is there.
    ///
    /// # Errors
    /// What the disk says.
    pub fn new(before: Option<Snapshot>) -> Result<Self> {
        let articles = match &before {
            Some(before) => before.articles_committed()?,
            None => 0,
        };
        Ok(Self {
            before,
            articles: AtomicU64::new(articles),
            ..Self::default()
        })
    }

    /// The articles that were there before this run.
    pub fn before(&self) -> Option<&Snapshot> {
        self.before.as_ref()
    }

    /// From now on an article takes the place of another one with its id,
    /// wherever that was read.
    pub fn replace_conflicting(&self, replace: bool) {
        self.replace.store(replace, Ordering::Relaxed);
    }

    fn replaces(&self) -> bool {
        self.replace.load(Ordering::Relaxed)
    }

    /// How many articles there are, with those of this run.
    pub(super) fn articles(&self) -> u64 {
        self.articles.load(Ordering::Relaxed)
    }

    /// Decides what is to be done with an article. The first of two articles
    /// with one id has it, in the order of the calls.
    ///
    /// # Errors
    /// What the disk says.
    pub fn admit(&self, article: &Article, is_there: &dyn Fn(&str) -> bool) -> Result<Admission> {
        let Version { id, content: hash } = Version::of(article);
        match self.seen().get(&id) {
            Some(&met) if met == hash => return Ok(Admission::Unchanged),
            Some(_) if !self.replaces() => return Ok(Admission::Conflict),
            _ => {}
        }
        let there = match &self.before {
            Some(before) => before.content_hash(&article.id)?,
            None => None,
        };
        if let (Some(before), Some(there)) = (&self.before, there)
            && there != hash
            && !self.replaces()
            && let Some(file) = before.other_file(&article.id, article.path.as_deref())?
            && is_there(&file)
        {
            return Ok(Admission::Conflict);
        }
        let met_before = self.seen().insert(id, hash).is_some();
        if there.is_none() && !met_before {
            self.articles.fetch_add(1, Ordering::Relaxed);
        }
        Ok(match there {
            Some(there) if there == hash && !met_before => Admission::Unchanged,
            None if !met_before => Admission::New,
            _ => Admission::Changed,
        })
    }

    /// Would every one of these be admitted as unchanged? They pass as met then.
    pub fn admit_unchanged(&self, versions: &[Version]) -> bool {
        let held = self.held();
        let mut seen = self.seen();
        let unchanged = versions.iter().all(|version| match seen.get(&version.id) {
            Some(met) => *met == version.content,
            None => held.get(&version.id) == Some(&version.content),
        });
        if unchanged {
            seen.extend(versions.iter().map(|version| (version.id, version.content)));
        }
        unchanged
    }

    /// Is each of these there as it is, or was it met so in this run?
    pub fn has_all(&self, versions: &[Version]) -> bool {
        let held = self.held();
        let seen = self.seen();
        versions.iter().all(|version| {
            let there = seen.get(&version.id).or_else(|| held.get(&version.id));
            there == Some(&version.content)
        })
    }

    fn held(&self) -> &HashMap<u64, u64> {
        self.held.get_or_init(|| {
            let before = self.before.as_ref();
            let versions = before.into_iter().flat_map(|before| {
                let version = |entry| (id_hash(&before.id(entry)), before.content_hash_of(entry));
                before.entries().map(version)
            });
            versions.collect()
        })
    }

    /// Counts an article out that is removed; `false` if there was none with this
    /// id before this run.
    ///
    /// # Errors
    /// What the disk says.
    pub(super) fn remove(&self, id: &ArticleId) -> Result<bool> {
        let there = match &self.before {
            Some(before) => before.content_hash(id)?.is_some(),
            None => false,
        };
        if there {
            self.articles.fetch_sub(1, Ordering::Relaxed);
        }
        Ok(there)
    }

    /// Was this id met in this run?
    pub fn has_seen(&self, id: &ArticleId) -> bool {
        self.seen().contains_key(&id_hash(id))
    }

    fn seen(&self) -> MutexGuard<'_, HashMap<u64, u64>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn id_hash(id: &ArticleId) -> u64 {
    xxh3_64(id.as_str().as_bytes())
}
