//! A pool held in memory: for trainers, tests, and a handful of files that
//! are compared without an index.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use super::pool::{Meta, Pool, Postings};
use crate::{
    article::Article,
    language::{Language, get_or_undetermined},
    signature::{Extractor, Key, Signature},
};

/// Articles and an inverted index of their keys.
#[derive(Debug, Default)]
pub struct MemoryPool {
    articles: Vec<Entry>,
    languages: Vec<String>,
    postings: HashMap<Key, Vec<u32>>,
}

#[derive(Debug)]
struct Entry {
    id: String,
    meta: Meta,
    signature: Arc<Signature>,
}

impl MemoryPool {
    /// A pool of these articles, numbered from 0 as they come.
    pub fn new<'a>(articles: impl IntoIterator<Item = &'a Article>) -> Self {
        let mut extractor = Extractor::new();
        let mut pool = Self::default();
        for article in articles {
            let day = article
                .date
                .and_then(|date| i32::try_from(date.epoch_day()).ok());
            let signature = Arc::new(extractor.signature(article));
            pool.add(article.id.as_str(), &article.lang, day, signature);
        }
        pool
    }

    /// Adds an article with a signature made elsewhere; gives its number.
    pub fn add(
        &mut self,
        id: &str,
        lang: &str,
        day: Option<i32>,
        signature: Arc<Signature>,
    ) -> u32 {
        let number = u32::try_from(self.articles.len()).unwrap_or(u32::MAX);
        for key in signature.index_keys() {
            self.postings.entry(key).or_default().push(number);
        }
        let lang = self.lang(lang);
        self.articles.push(Entry {
            id: id.to_owned(),
            meta: Meta {
                lang,
                day,
                norm: signature.norm(),
            },
            signature,
        });
        number
    }

    /// The number that stands for a language tag in [`Meta::lang`].
    pub fn lang(&mut self, tag: &str) -> u16 {
        let known = self.languages.iter().position(|known| known == tag);
        let at = known.unwrap_or_else(|| {
            self.languages.push(tag.to_owned());
            self.languages.len() - 1
        });
        u16::try_from(at).unwrap_or(u16::MAX)
    }
}

impl Pool for MemoryPool {
    fn articles(&self) -> Vec<u32> {
        (0..)
            .zip(&self.articles)
            .map(|(number, _)| number)
            .collect()
    }

    fn id(&self, article: u32) -> Cow<'_, str> {
        let entry = self.articles.get(article as usize);
        Cow::Borrowed(entry.map_or("", |entry| &entry.id))
    }

    fn meta(&self, article: u32) -> Meta {
        let entry = self.articles.get(article as usize);
        entry.map_or(
            Meta {
                lang: u16::MAX,
                day: None,
                norm: 0.0,
            },
            |entry| entry.meta,
        )
    }

    fn language(&self, lang: u16) -> &'static Language {
        let tag = self.languages.get(usize::from(lang));
        get_or_undetermined(tag.map_or("", String::as_str))
    }

    fn signature(&self, article: u32) -> Arc<Signature> {
        let entry = self.articles.get(article as usize);
        entry.map_or_else(Arc::default, |entry| Arc::clone(&entry.signature))
    }

    fn postings(&self, keys: &[Key], most: usize) -> Postings {
        let mut all = Postings::default();
        for key in keys {
            let found = self.postings.get(key).map_or(&[][..], Vec::as_slice);
            let found = (found.len() <= most).then_some(found);
            all.push(found.map(|found| found.iter().copied()));
        }
        all
    }
}
