//! What the commands ask of linking: the story of an article, and why.

use std::{
    cell::RefCell,
    num::NonZero,
    ops::Range,
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
    thread,
};

use super::{
    align::Alignment,
    corrections::Said,
    evidence::{Compared, Evidence, Texts},
    explain::{Explanation, explain},
    linker::{Linker, Options},
    model::Model,
    pairs::{Languages, Pair},
    pool::{Meta, Overlay, Pool},
    relation::Relation,
    store::SnapshotPool,
    story::Story,
    story_store::{RecentStories, StoryStore},
};
use crate::{
    article::{Article, ArticleId},
    error::Result,
    index::Snapshot,
    signature::Extractor,
};

/// A snapshot with its links. Any number of threads may ask it at once.
pub struct Archive {
    snapshot: Snapshot,
    /// What is kept beside the index, if that is up to date.
    kept: OnceLock<Option<StoryStore>>,
    complete: OnceLock<StoryStore>,
    pool: OnceLock<SnapshotPool>,
    worked: Mutex<RecentStories>,
    threads: usize,
}

impl Archive {
    /// Costs nothing until something is asked.
    pub fn new(snapshot: &Snapshot) -> Self {
        Self {
            snapshot: snapshot.clone(),
            kept: OnceLock::new(),
            complete: OnceLock::new(),
            pool: OnceLock::new(),
            worked: Mutex::default(),
            threads: thread::available_parallelism().map_or(1, NonZero::get),
        }
    }

    /// The same, but stories are worked out by so many threads instead of as
    /// many as the machine has.
    #[must_use]
    pub fn with_threads(self, threads: usize) -> Self {
        Self { threads, ..self }
    }

    /// The snapshot.
    pub fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// The snapshot's articles as the linker sees them.
    pub fn pool(&self) -> &SnapshotPool {
        self.pool.get_or_init(|| SnapshotPool::new(&self.snapshot))
    }

    /// All stories: as they are kept beside the index, or worked out and kept there.
    pub fn story_store(&self) -> &StoryStore {
        self.complete.get_or_init(|| {
            StoryStore::load_whole(&self.snapshot)
                .unwrap_or_else(|| StoryStore::renew(&self.snapshot, self.threads))
        })
    }

    /// The story that an article belongs to, if it does not stand alone.
    ///
    /// # Errors
    /// What the disk says.
    pub fn story_of(&self, id: &ArticleId) -> Result<Option<Story>> {
        let kept = self.kept.get_or_init(|| StoryStore::load(&self.snapshot));
        // A torn line is worked out like one that is not there.
        if let Some(Ok(story)) = kept.as_ref().map(|store| store.story_of(id.as_str())) {
            return Ok(story);
        }
        if let Some(known) = self.worked().get(id.as_str()) {
            return Ok(known.clone());
        }
        let pool = self.pool();
        let number = self.snapshot.find(id)?.and_then(|entry| pool.number(entry));
        let linker = Linker::new(pool, Model::shipped(), Options::default());
        let story = number.and_then(|number| {
            let members = linker.story(number);
            (members.len() > 1).then(|| Story::new(&linker, &members))
        });
        self.worked().insert(id.as_str().to_owned(), story.clone());
        Ok(story)
    }

    /// The article that a story's id is named after; `None` for an id that is
    /// no story's.
    pub fn resolve(&self, what: &str) -> Option<ArticleId> {
        let first = what.strip_prefix(Story::PREFIX)?;
        Some(ArticleId::new(first))
    }

    /// The reports of the same story as an article's, and its best candidates,
    /// so many in each other language; best first. The article need not be in
    /// the index.
    ///
    /// # Errors
    /// What the disk says.
    pub fn pairs(
        &self,
        article: &Article,
        options: Options,
        candidates: usize,
        cross_lang: bool,
    ) -> Result<Vec<Reported>> {
        let pool = self.pool();
        let known = self.snapshot.find(&article.id)?;
        let same = match known {
            Some(entry) => self.snapshot.article(entry)?.text == article.text,
            None => false,
        };
        if let Some(number) = known.filter(|_| same).and_then(|entry| pool.number(entry)) {
            let linker = Linker::new(pool, Model::shipped(), options);
            return Ok(report(&linker, number, candidates, cross_lang));
        }
        let signature = Extractor::new().signature(article);
        let meta = Meta {
            lang: pool.lang(&article.lang),
            day: article
                .date
                .and_then(|date| i32::try_from(date.epoch_day()).ok()),
            norm: signature.norm(),
        };
        let overlay = Overlay::new(pool, article.id.to_string(), meta, signature);
        let linker = Linker::new(&overlay, Model::shipped(), options);
        Ok(report(
            &linker,
            Overlay::<SnapshotPool>::ARTICLE,
            candidates,
            cross_lang,
        ))
    }

    /// All pairs that [`Archive::pairs`] gives for any article, each once,
    /// until `visit` says `false`.
    pub fn all_pairs(
        &self,
        options: Options,
        candidates: usize,
        cross_lang: bool,
        visit: &mut dyn FnMut(Reported) -> bool,
    ) {
        let pool = self.pool();
        let linker = Linker::new(pool, Model::shipped(), options);
        linker.all_pairs(candidates, languages(cross_lang), &mut |pair| {
            visit(Reported::new(&linker, pair))
        });
    }

    /// The passage of another version that corresponds to a stretch of an article.
    pub fn counterpart(
        &self,
        article: &Article,
        range: &Range<usize>,
        other: &Article,
    ) -> Option<Range<usize>> {
        self.alignment(article, other).counterpart(range)
    }

    /// The passages of two versions side by side.
    pub fn alignment(&self, a: &Article, b: &Article) -> Alignment {
        Alignment::of(&self.compare(a, b))
    }

    /// Every step of the judgement of a pair; `None` if either article is not
    /// in the index.
    ///
    /// # Errors
    /// What the disk says.
    pub fn explain(
        &self,
        a: &Article,
        b: &Article,
        options: Options,
    ) -> Result<Option<Explanation>> {
        let pool = self.pool();
        let number = |article: &Article| -> Result<Option<u32>> {
            Ok(self
                .snapshot
                .find(&article.id)?
                .and_then(|entry| pool.number(entry)))
        };
        let (Some(number_a), Some(number_b)) = (number(a)?, number(b)?) else {
            return Ok(None);
        };
        let linker = Linker::new(pool, Model::shipped(), options);
        Ok(Some(explain(&linker, (number_a, a), (number_b, b))))
    }

    /// Why two articles may tell one story, the strongest reason first.
    pub fn evidence(&self, a: &Article, b: &Article) -> Vec<Evidence> {
        self.compare(a, b).evidence()
    }

    /// Why two articles may tell one story, and what they are to one another.
    pub fn relation(
        &self,
        a: &Article,
        b: &Article,
        pair: &Reported,
    ) -> (Vec<Evidence>, Option<Relation>) {
        let compared = self.compare(a, b);
        let relation = Relation::of(&compared, pair.linked, pair.reprint);
        (compared.evidence(), relation)
    }

    fn compare<'t>(&self, a: &'t Article, b: &'t Article) -> Compared<'t> {
        thread_local! {
            /// What a thread read last, whatever archive it was of.
            static TEXTS: RefCell<Texts> = RefCell::default();
        }
        TEXTS.with_borrow_mut(|texts| Compared::of(texts.read(a), texts.read(b), Model::shipped()))
    }

    /// The stories worked out for want of a kept one. A thread that panicked
    /// left whole entries.
    fn worked(&self) -> MutexGuard<'_, RecentStories> {
        self.worked.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A pair of articles by their ids.
#[derive(Debug, Clone, PartialEq)]
pub struct Reported {
    /// The article asked for.
    pub a: String,
    /// The other.
    pub b: String,
    /// How likely both tell one story.
    pub score: f32,
    /// Both belong to one story.
    pub linked: bool,
    /// They print mostly the same words of one language.
    pub reprint: bool,
    /// What an editor says of them.
    pub corrected: Option<Said>,
}

impl Reported {
    fn new<P: Pool + ?Sized>(linker: &Linker<'_, P>, pair: Pair) -> Self {
        let pool = linker.pool();
        Self {
            a: pool.id(pair.a).into_owned(),
            b: pool.id(pair.b).into_owned(),
            score: pair.score,
            linked: pair.linked,
            reprint: linker.is_reprint(pair.a, pair.b),
            corrected: linker.said(pair.a, pair.b),
        }
    }
}

fn languages(cross_lang: bool) -> Languages {
    if cross_lang {
        Languages::Two
    } else {
        Languages::Any
    }
}

fn report<P: Pool + ?Sized>(
    linker: &Linker<'_, P>,
    article: u32,
    candidates: usize,
    cross_lang: bool,
) -> Vec<Reported> {
    let pairs = linker.pairs(article, candidates, languages(cross_lang));
    let pairs = pairs.into_iter();
    pairs.map(|pair| Reported::new(linker, pair)).collect()
}
