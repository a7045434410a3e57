//! What does linking need to know of the articles? A committed snapshot, seen
//! through a small window: the same code runs on the index, in memory, and on
//! either with one more article laid over it.

use std::{borrow::Cow, cmp::Ordering, sync::Arc};

use super::corrections::Corrections;
use crate::{
    language::Language,
    signature::{Key, Signature, Sketch},
};

/// What is known of an article beside its signature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Meta {
    /// The language: any number, equal for articles of one language tag.
    pub lang: u16,
    /// When it appeared, in days since 1970-01-01, if known.
    pub day: Option<i32>,
    /// [`Signature::norm`].
    pub norm: f32,
}

/// A committed snapshot of articles. The numbers it gives to articles may be
/// any; no result depends on them or on their order.
pub trait Pool {
    /// The numbers of all live articles, in any order.
    fn articles(&self) -> Vec<u32>;
    /// The article's identifier, which is unique.
    fn id(&self, article: u32) -> Cow<'_, str>;
    /// The order of two articles by their identifiers.
    fn by_id(&self, a: u32, b: u32) -> Ordering {
        self.id(a).cmp(&self.id(b))
    }
    /// What is known of the article.
    fn meta(&self, article: u32) -> Meta;
    /// The language that a [`Meta::lang`] stands for.
    fn language(&self, lang: u16) -> &'static Language;
    /// The article's signature; an empty one if it cannot be read.
    fn signature(&self, article: u32) -> Arc<Signature>;
    /// The sketch in it.
    fn sketch(&self, article: u32) -> Sketch {
        self.signature(article).sketch().clone()
    }
    /// Looks up keys, which come in ascending order, each once: the live
    /// articles that have it among their [`Signature::index_keys`], in any
    /// order; not read if they are more than `most`.
    fn postings(&self, keys: &[Key], most: usize) -> Postings;
    /// What an editor says of pairs of them, if anything.
    fn corrections(&self) -> Option<&Corrections> {
        None
    }
}

/// The articles of some keys.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Postings {
    /// Where each key's articles end.
    ends: Vec<u32>,
    articles: Vec<u32>,
}

/// Marks, in [`Postings::ends`], a key that was not read.
const UNREAD: u32 = 1 << 31;

impl Postings {
    /// Adds the articles of the next key; `None` if it was not read.
    pub fn push(&mut self, articles: Option<impl IntoIterator<Item = u32>>) {
        let unread = if articles.is_none() { UNREAD } else { 0 };
        self.articles.extend(articles.into_iter().flatten());
        // A block of articles has some hundred thousand postings.
        let end = u32::try_from(self.articles.len()).unwrap_or(UNREAD);
        self.ends.push(end | unread);
    }

    /// The articles of the key at this place; `None` if it was not read.
    pub fn get(&self, at: usize) -> Option<&[u32]> {
        let end = *self.ends.get(at)?;
        if end & UNREAD != 0 {
            return None;
        }
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = start.map_or(0, |end| end & !UNREAD);
        self.articles.get(start as usize..end as usize)
    }

    /// For each key, what [`Postings::get`] gives.
    pub fn iter(&self) -> impl Iterator<Item = Option<&[u32]>> {
        (0..self.ends.len()).map(|at| self.get(at))
    }
}

/// A pool with one more article, such as a text that is not in the index.
#[derive(Debug)]
pub struct Overlay<'p, P: Pool + ?Sized> {
    pool: &'p P,
    id: String,
    meta: Meta,
    signature: Arc<Signature>,
    keys: Vec<Key>,
}

impl<'p, P: Pool + ?Sized> Overlay<'p, P> {
    /// The number of the article on top.
    pub const ARTICLE: u32 = u32::MAX;

    /// Lays an article over a pool. Its `lang` must be that of the pool's
    /// articles of the same language tag.
    pub fn new(pool: &'p P, id: String, meta: Meta, signature: Signature) -> Self {
        Self {
            pool,
            id,
            meta,
            keys: signature.index_keys(),
            signature: Arc::new(signature),
        }
    }
}

impl<P: Pool + ?Sized> Pool for Overlay<'_, P> {
    fn articles(&self) -> Vec<u32> {
        let mut articles = self.pool.articles();
        articles.push(Self::ARTICLE);
        articles
    }

    fn id(&self, article: u32) -> Cow<'_, str> {
        if article == Self::ARTICLE {
            Cow::Borrowed(&self.id)
        } else {
            self.pool.id(article)
        }
    }

    fn meta(&self, article: u32) -> Meta {
        if article == Self::ARTICLE {
            self.meta
        } else {
            self.pool.meta(article)
        }
    }

    fn language(&self, lang: u16) -> &'static Language {
        self.pool.language(lang)
    }

    fn signature(&self, article: u32) -> Arc<Signature> {
        if article == Self::ARTICLE {
            Arc::clone(&self.signature)
        } else {
            self.pool.signature(article)
        }
    }

    fn sketch(&self, article: u32) -> Sketch {
        if article == Self::ARTICLE {
            self.signature.sketch().clone()
        } else {
            self.pool.sketch(article)
        }
    }

    fn corrections(&self) -> Option<&Corrections> {
        self.pool.corrections()
    }

    fn postings(&self, keys: &[Key], most: usize) -> Postings {
        let below = self.pool.postings(keys, most);
        let mut all = Postings::default();
        for (key, found) in keys.iter().zip(below.iter()) {
            let on_top = self.keys.binary_search(key).is_ok();
            let found = found.filter(|found| found.len() + usize::from(on_top) <= most);
            let on_top = on_top.then_some(Self::ARTICLE);
            all.push(found.map(|found| found.iter().copied().chain(on_top)));
        }
        all
    }
}
