//! What does linking need to know of the articles? A committed snapshot, seen
//! through a small window: the same code runs on the index, in memory, and on
//! either with one more article laid over it.

use std::{borrow::Cow, sync::Arc};

use crate::{
    language::Language,
    signature::{Key, Signature},
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
    /// What is known of the article.
    fn meta(&self, article: u32) -> Meta;
    /// The language that a [`Meta::lang`] stands for.
    fn language(&self, lang: u16) -> &'static Language;
    /// The article's signature; an empty one if it cannot be read.
    fn signature(&self, article: u32) -> Arc<Signature>;
    /// Calls `visit` once with every live article that has the key among its
    /// [`Signature::index_keys`], in any order; with none if they are more
    /// than `most`. Gives `false` then.
    fn postings(&self, key: Key, most: usize, visit: &mut dyn FnMut(u32)) -> bool;
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

    fn postings(&self, key: Key, most: usize, visit: &mut dyn FnMut(u32)) -> bool {
        let on_top = usize::from(self.keys.binary_search(&key).is_ok());
        let Some(below) = most.checked_sub(on_top) else {
            return false;
        };
        let read = self.pool.postings(key, below, visit);
        if read && on_top == 1 {
            visit(Self::ARTICLE);
        }
        read
    }
}
