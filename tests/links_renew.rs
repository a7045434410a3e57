//! Is what a commit leaves over the same as what a fresh start would find?

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests"
)]

use std::{collections::BTreeSet, sync::Arc};

use proptest::prelude::*;
use tilmash::{
    article::{Article, ArticleId, Date},
    index::Spill,
    link::{
        Linker, MemoryPool, Model, Options, Pool, StoryStore,
        renew::{CandidateCache, find_all, renew},
    },
    signature::{Extractor, Signature},
};
use xxhash_rust::xxh3::xxh3_64;

/// More articles than a key may have to be read, so that some keys come under
/// and over that bound.
const ARTICLES: usize = 420;

struct Report {
    id: String,
    lang: &'static str,
    day: Option<i32>,
    signature: Arc<Signature>,
    content: u64,
}

/// Reports of a few dozen events in three languages, some of them printed
/// twice, all with a few names in common.
fn reports() -> Vec<Report> {
    let mut random = 7u64;
    let mut below = |n: usize| {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (random >> 33) as usize % n
    };
    let syllables = [
        "ба", "ро", "ким", "са", "дер", "ту", "ли", "жан", "мур", "эл",
    ];
    let names: Vec<String> = (0..900)
        .map(|_| {
            let name: String = (0..3).map(|_| syllables[below(syllables.len())]).collect();
            let mut letters = name.chars();
            let first = letters.next().unwrap().to_uppercase();
            first.chain(letters).collect()
        })
        .collect();
    let mut extractor = Extractor::new();
    (0..ARTICLES)
        .map(|number| {
            let event = number / 5;
            let (lang, verb) = [("ru", "встретил"), ("kk", "кездесті"), ("en", "met")][number % 3];
            let mut text = String::new();
            for sentence in 0..4 {
                // Three names of the event, and one that may be anyone's.
                let own = &names[(event * 7 + sentence) % names.len()];
                let other = &names[below(names.len())];
                let common = ["Назарбай", "Алматы"][below(2)];
                let figure = 1000 + event * 13 + sentence;
                text += &format!("Сегодня {own} {verb} {other} {common} {figure}. ");
            }
            let day = (number % 4 != 0).then(|| 20_000 + (event % 50) as i32);
            let article = Article {
                id: ArticleId::new(format!("{number}")),
                lang: lang.to_owned(),
                title: None,
                date: None::<Date>,
                source: None,
                url: None,
                path: None,
                text,
            };
            Report {
                id: article.id.to_string(),
                lang,
                day,
                signature: Arc::new(extractor.signature(&article)),
                content: xxh3_64(article.text.as_bytes()),
            }
        })
        .collect()
}

/// A pool of the articles with these numbers, in this order.
fn pool(reports: &[Report], there: &[usize]) -> (MemoryPool, CandidateCache) {
    let mut pool = MemoryPool::default();
    let mut kept = CandidateCache::default();
    for &number in there {
        let report = &reports[number];
        pool.add(
            &report.id,
            report.lang,
            report.day,
            Arc::clone(&report.signature),
        );
        kept.versions
            .push((xxh3_64(report.id.as_bytes()), report.content));
        if !kept.langs.iter().any(|lang| lang == report.lang) {
            kept.langs.push(report.lang.to_owned());
        }
    }
    (pool, kept)
}

fn linker(pool: &MemoryPool) -> Linker<'_, MemoryPool> {
    Linker::new(pool, Model::shipped(), Options::default())
}

/// The members of all stories of the articles with these numbers, in this order.
fn stories(reports: &[Report], there: &[usize]) -> Vec<Vec<String>> {
    let (pool, _) = pool(reports, there);
    let stories = linker(&pool).stories();
    let names = |members: Vec<u32>| members.iter().map(|&m| pool.id(m).into_owned()).collect();
    stories.into_iter().map(names).collect()
}

#[test]
fn the_order_of_articles_changes_no_story() {
    let reports = reports();
    let mut order: Vec<usize> = (0..ARTICLES).collect();
    let first = stories(&reports, &order);
    assert!(first.len() > 20);
    for (turn, step) in [(1, 7), (50, 11), (200, 13), (333, 17)] {
        // Steps prime to their number visit all of them.
        order = (0..ARTICLES)
            .map(|n| (turn + n * step) % ARTICLES)
            .collect();
        if order.iter().collect::<BTreeSet<_>>().len() == ARTICLES {
            assert!(stories(&reports, &order) == first, "{turn} {step}");
        }
    }
    order.reverse();
    assert!(stories(&reports, &order) == first);
}

#[test]
fn both_sides_judge_a_pair_alike() {
    let reports = reports();
    let all: Vec<usize> = (0..ARTICLES).collect();
    let (pool, _) = pool(&reports, &all);
    let linker = linker(&pool);
    for article in pool.articles() {
        let scored = linker.scored(article).into_iter();
        let edges = scored.filter(|scored| scored.edge).map(|scored| scored.b);
        let edges: BTreeSet<u32> = edges.collect();
        assert_eq!(edges, linker.edges(article).into_iter().collect());
        for ours in linker.scored(article) {
            let exact = linker.score(ours.b, article);
            let theirs = linker.scored(ours.b);
            if let Some(theirs) = theirs.iter().find(|theirs| theirs.b == article) {
                assert_eq!((ours.score, ours.edge), (theirs.score, theirs.edge));
                assert!(!ours.edge || exact.edge);
            }
        }
    }
}

#[test]
fn one_article_touches_few_others() {
    let reports = reports();
    let all: Vec<usize> = (0..ARTICLES).collect();
    let (before, mut kept) = pool(&reports, &all);
    kept.lists = find_all(&linker(&before), 1, Spill::default());
    let (after, new) = pool(&reports, &all[1..]);
    let renewed = renew(
        &kept,
        &new.versions,
        &new.langs,
        &linker(&after),
        2,
        Spill::default(),
    );
    let touched = renewed.touched.unwrap().len();
    assert!((1..ARTICLES * 2 / 3).contains(&touched), "{touched}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn every_commit_leaves_what_a_fresh_start_finds(
        steps in prop::collection::vec(prop::collection::vec(0..ARTICLES, 1..25), 1..6),
        rotation in 0..ARTICLES,
    ) {
        let reports = reports();
        // Three of four articles to begin with.
        let mut there: BTreeSet<usize> = (0..ARTICLES).filter(|n| n % 4 != 1).collect();
        let (first, mut kept) = pool(&reports, &there.iter().copied().collect::<Vec<_>>());
        kept.lists = find_all(&linker(&first), 2, Spill::default());
        let mut store = StoryStore::from_lists(&first, &kept.lists);
        prop_assert!(store.stories().count() > 10);
        for step in steps {
            // What is there goes, what is not comes.
            for number in step {
                if !there.remove(&number) {
                    there.insert(number);
                }
            }
            // Another numbering than before.
            let mut order: Vec<usize> = there.iter().copied().collect();
            let middle = rotation % order.len();
            order.rotate_left(middle);
            let (now, mut new) = pool(&reports, &order);
            let renewed = renew(&kept, &new.versions, &new.langs, &linker(&now), 2, Spill::default());
            let fresh = find_all(&linker(&now), 3, Spill::default());
            for article in now.articles() {
                let lang = |other| now.meta(other).lang;
                let (ours, theirs) = (renewed.lists.get(article, lang), fresh.get(article, lang));
                prop_assert_eq!(ours, theirs, "candidates of {}", now.id(article));
            }
            prop_assert!(renewed.lists == fresh, "the keys that are not read differ");
            let touched = renewed.touched.expect("few articles changed");
            new.lists = renewed.lists;
            let fresh = StoryStore::from_lists(&now, &new.lists);
            store = store.with(&now, &new, touched);
            prop_assert_eq!(&store, &fresh);
            kept = new;
        }
    }
}
