//! A committed index as a pool of articles to link.

use std::{
    borrow::Cow,
    cell::RefCell,
    cmp::Ordering,
    sync::{Arc, OnceLock},
};

use xxhash_rust::xxh3::xxh3_64;

use super::{
    corrections::Corrections,
    pool::{Meta, Pool, Postings},
};
use crate::{
    article::ArticleId,
    index::{Buffer, Entry, Snapshot},
    language::{Language, get_or_undetermined},
    signature::{Key, Signature, Sketch},
};

/// The articles of a snapshot, numbered in index order.
pub struct SnapshotPool {
    snapshot: Snapshot,
    entries: Vec<Entry>,
    /// For each segment, by document: the number of the article whose head it is.
    numbers: Vec<Vec<u32>>,
    metas: Vec<Meta>,
    /// Language tags by number.
    langs: Vec<String>,
    /// The articles' places in the order of their ids, once they were asked for.
    ranks: OnceLock<Vec<u32>>,
    corrections: Corrections,
}

/// Stands for a document that is no article's head.
const NO_HEAD: u32 = u32::MAX;

impl SnapshotPool {
    /// Takes in the snapshot's articles; costs a few bytes for each.
    pub fn new(snapshot: &Snapshot) -> Self {
        let entries: Vec<Entry> = snapshot.entries().collect();
        let mut numbers: Vec<Vec<u32>> = Vec::new();
        let mut metas = Vec::with_capacity(entries.len());
        let mut langs: Vec<String> = Vec::new();
        for (number, &entry) in (0..).zip(&entries) {
            let (segment, doc) = snapshot.place(entry);
            let (segment, doc) = (segment as usize, doc as usize);
            if numbers.len() <= segment {
                numbers.resize_with(segment + 1, Vec::new);
            }
            if let Some(of_segment) = numbers.get_mut(segment) {
                // Entries come in the order of documents.
                of_segment.resize(doc, NO_HEAD);
                of_segment.push(number);
            }
            let (lang, day, norm) = snapshot.link_meta(entry);
            let at = langs.iter().position(|known| *known == lang);
            let at = at.unwrap_or_else(|| {
                langs.push(lang);
                langs.len() - 1
            });
            metas.push(Meta {
                lang: u16::try_from(at).unwrap_or(u16::MAX),
                day: day.and_then(|day| i32::try_from(day).ok()),
                norm: norm as f32,
            });
        }
        let mut pool = Self {
            snapshot: snapshot.clone(),
            entries,
            numbers,
            metas,
            langs,
            ranks: OnceLock::new(),
            corrections: Corrections::default(),
        };
        let said = &snapshot.kept().corrections;
        pool.corrections = Corrections::new(said, |id| pool.number_of(id));
        pool
    }

    /// The snapshot.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// The number of an article.
    pub fn number(&self, entry: Entry) -> Option<u32> {
        let (segment, doc) = self.snapshot.place(entry);
        let number = *self.numbers.get(segment as usize)?.get(doc as usize)?;
        (number != NO_HEAD).then_some(number)
    }

    /// The number of the article with this id, if there is one that can be read.
    pub fn number_of(&self, id: &str) -> Option<u32> {
        let found = self.snapshot.find(&ArticleId::new(id)).ok()?;
        found.and_then(|entry| self.number(entry))
    }

    /// The article with this number.
    pub fn entry(&self, article: u32) -> Option<Entry> {
        self.entries.get(article as usize).copied()
    }

    /// The number that stands for a language tag: that of the snapshot's
    /// articles, or one that none of them has.
    pub fn lang(&self, tag: &str) -> u16 {
        let at = self.langs.iter().position(|known| known == tag);
        at.and_then(|at| u16::try_from(at).ok()).unwrap_or(u16::MAX)
    }

    /// What is read of an article's signature.
    fn read<T: Default>(
        &self,
        article: u32,
        read: fn(&Snapshot, Entry, &mut Buffer) -> Option<T>,
    ) -> T {
        thread_local! {
            /// One for all that a thread reads.
            static BUFFER: RefCell<Buffer> = RefCell::default();
        }
        let found = BUFFER.with_borrow_mut(|buffer| {
            let entry = self.entry(article)?;
            read(&self.snapshot, entry, buffer)
        });
        if found.is_none() {
            tracing::error!("the link signature of {} cannot be read", self.id(article));
        }
        found.unwrap_or_default()
    }

    /// The language tags by number.
    pub fn langs(&self) -> &[String] {
        &self.langs
    }

    /// Works out the order of the articles by their ids: where all are compared,
    /// that costs less than to read the ids for each comparison.
    pub fn rank(&self) {
        self.ranks.get_or_init(|| {
            let ids: Vec<String> = self
                .articles()
                .into_iter()
                .map(|a| self.id(a).into())
                .collect();
            let mut order = self.articles();
            order.sort_unstable_by_key(|article| ids.get(*article as usize));
            let mut ranks = vec![0; order.len()];
            for (rank, article) in (0..).zip(order) {
                if let Some(slot) = ranks.get_mut(article as usize) {
                    *slot = rank;
                }
            }
            ranks
        });
    }

    /// By number: a hash of the article's id, and one of its content.
    pub fn versions(&self) -> Vec<(u64, u64)> {
        let version = |entry: &Entry| {
            let id = xxh3_64(self.snapshot.id(*entry).as_str().as_bytes());
            (id, self.snapshot.content_hash_of(*entry))
        };
        self.entries.iter().map(version).collect()
    }
}

impl Pool for SnapshotPool {
    fn articles(&self) -> Vec<u32> {
        (0..).zip(&self.entries).map(|(number, _)| number).collect()
    }

    fn by_id(&self, a: u32, b: u32) -> Ordering {
        let rank = |article: u32| self.ranks.get()?.get(article as usize).copied();
        match (rank(a), rank(b)) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => self.id(a).cmp(&self.id(b)),
        }
    }

    fn id(&self, article: u32) -> Cow<'_, str> {
        let id = self
            .entry(article)
            .map(|entry| self.snapshot.id(entry).as_str().to_owned());
        Cow::Owned(id.unwrap_or_default())
    }

    fn meta(&self, article: u32) -> Meta {
        const NONE: Meta = Meta {
            lang: u16::MAX,
            day: None,
            norm: 0.0,
        };
        self.metas.get(article as usize).copied().unwrap_or(NONE)
    }

    fn language(&self, lang: u16) -> &'static Language {
        let tag = self.langs.get(usize::from(lang));
        get_or_undetermined(tag.map_or("", String::as_str))
    }

    fn signature(&self, article: u32) -> Arc<Signature> {
        Arc::new(self.read(article, Snapshot::signature))
    }

    fn sketch(&self, article: u32) -> Sketch {
        self.read(article, Snapshot::sketch)
    }

    fn corrections(&self) -> Option<&Corrections> {
        Some(&self.corrections)
    }

    fn postings(&self, keys: &[Key], most: usize) -> Postings {
        let mut all = Postings::default();
        let numbers: Vec<u32> = keys.iter().map(|key| key.0).collect();
        let looked_up = self.snapshot.with_keys(&numbers, most, &mut |found| {
            all.push(found.map(|found| found.iter().filter_map(|entry| self.number(*entry))));
        });
        if let Err(error) = looked_up {
            tracing::error!("posting lists cannot be read: {error}");
        }
        all
    }
}
