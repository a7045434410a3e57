//! Links are a function of the articles alone: neither their order nor the
//! other articles' numbers change them.
#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    missing_docs
)]

use proptest::prelude::*;
use tilmash::{
    article::{Article, ArticleId},
    link::{
        Languages, Linker, MemoryPool, Model, Options, Overlay, Pool, Relation,
        align::Alignment,
        evidence::{Compared, EvidenceKind, Texts},
        explain::explain,
    },
    signature::Extractor,
};

fn article(id: &str, lang: &str, text: &str) -> Article {
    Article {
        id: ArticleId::new(id),
        lang: lang.to_owned(),
        title: None,
        date: None,
        source: None,
        url: None,
        path: None,
        text: text.to_owned(),
    }
}

/// Small reports written for this test: two stories in three languages, a
/// reprint, and two that stand alone.
fn articles() -> Vec<Article> {
    let table = include_str!("tables/link_stories.tsv");
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            article(columns[0], columns[1], &columns[2].replace("\\n", "\n"))
        })
        .collect()
}

fn stories(articles: &[Article]) -> Vec<Vec<String>> {
    let pool = MemoryPool::new(articles);
    let linker = Linker::new(&pool, Model::shipped(), Options::default());
    let named = |members: Vec<u32>| {
        members
            .into_iter()
            .map(|a| pool.id(a).into_owned())
            .collect()
    };
    linker.stories().into_iter().map(named).collect()
}

#[test]
fn the_stories_of_the_table() {
    let expected = vec![
        vec!["bridge-en", "bridge-kk", "bridge-ru", "bridge-ru-reprint"],
        vec!["clinic-en", "clinic-kk", "clinic-ru"],
    ];
    assert_eq!(stories(&articles()), expected);
}

/// The same words about other days and amounts are no story; another outlet's
/// words about one day are.
#[test]
fn a_series_is_no_story() {
    let rates = |day: &str, dollar: &str, euro: &str| {
        format!(
            "Курс валют на {day}\nЦентральный банк установил официальный курс на {day}. Доллар \
             стоит {dollar} тенге, евро стоит {euro} тенге. Торги прошли на утренней сессии биржи."
        )
    };
    let articles = [
        article("monday", "ru", &rates("6 октября", "548,20", "641,94")),
        article("tuesday", "ru", &rates("7 октября", "546,85", "639,10")),
        article(
            "tuesday-kk",
            "kk",
            "7 қазандағы валюта бағамы\nОрталық банк 7 қазанға ресми бағамды белгіледі. Доллар \
             546,85 теңге, еуро 639,10 теңге тұрады. Сауда биржаның таңғы сессиясында өтті.",
        ),
    ];
    assert_eq!(stories(&articles), [["tuesday", "tuesday-kk"]]);
    let mut texts = Texts::default();
    let compared = Compared::of(
        texts.read(&articles[0]),
        texts.read(&articles[1]),
        Model::shipped(),
    );
    assert_eq!(Relation::of(&compared, false, true), Some(Relation::Series));
}

#[test]
fn every_member_knows_the_whole_story() {
    let articles = articles();
    let pool = MemoryPool::new(&articles);
    let linker = Linker::new(&pool, Model::shipped(), Options::default());
    for members in linker.stories() {
        for &member in &members {
            assert_eq!(linker.story(member), members);
        }
    }
}

#[test]
fn scores_are_symmetric_and_pairs_come_once() {
    let articles = articles();
    let pool = MemoryPool::new(&articles);
    let linker = Linker::new(&pool, Model::shipped(), Options::default());
    let mut seen = std::collections::HashSet::new();
    let all = linker.all_pairs(10, Languages::Any, &mut |pair| {
        assert!(seen.insert((pair.a.min(pair.b), pair.a.max(pair.b))));
        assert!((0.0..=1.0).contains(&pair.score));
        assert_eq!(pair.score, linker.score(pair.b, pair.a).score);
        true
    });
    assert!(all && seen.len() > 1);
    let mut visited = 0;
    let all = linker.all_pairs(10, Languages::Any, &mut |_| {
        visited += 1;
        false
    });
    assert_eq!((all, visited), (false, 1));
}

#[test]
fn an_article_on_top_is_linked_like_one_inside() {
    let all = articles();
    let (last, rest) = (
        all.iter().find(|a| a.id.as_str() == "clinic-kk").unwrap(),
        all.iter(),
    );
    let rest: Vec<Article> = rest.filter(|a| a.id != last.id).cloned().collect();
    let mut below = MemoryPool::new(&rest);
    let lang = below.lang(&last.lang);
    let signature = Extractor::new().signature(last);
    let meta = tilmash::link::Meta {
        lang,
        day: None,
        norm: signature.norm(),
    };
    let overlay = Overlay::new(&below, last.id.to_string(), meta, signature);
    let linker = Linker::new(&overlay, Model::shipped(), Options::default());
    let story = linker.story(Overlay::<MemoryPool>::ARTICLE);
    let ids: Vec<_> = story
        .into_iter()
        .map(|a| overlay.id(a).into_owned())
        .collect();
    assert_eq!(ids, ["clinic-en", "clinic-kk", "clinic-ru"]);
}

#[test]
fn evidence_is_in_the_articles_own_words() {
    let all = articles();
    let find = |id: &str| all.iter().find(|a| a.id.as_str() == id).unwrap();
    let (ru, kk) = (find("clinic-ru"), find("clinic-kk"));
    let compared = Compared::new(ru, kk, Model::shipped());
    let evidence = compared.evidence();
    assert!(evidence.is_sorted_by(|x, y| x.weight >= y.weight));
    for piece in &evidence {
        assert!(
            ru.text.contains(&piece.a) && kk.text.contains(&piece.b),
            "{piece:?}"
        );
    }
    let has = |kind, a: &str| {
        evidence
            .iter()
            .any(|piece| piece.kind == kind && piece.a == a)
    };
    assert!(has(EvidenceKind::Number, "740"), "{evidence:?}");
    assert!(
        has(EvidenceKind::Name, "Айгуль Сарсенбаева"),
        "{evidence:?}"
    );
    let pool = MemoryPool::new(&all);
    let linker = Linker::new(&pool, Model::shipped(), Options::default());
    let number = |id: &str| {
        pool.articles()
            .into_iter()
            .find(|&a| pool.id(a) == id)
            .unwrap()
    };
    let explanation = explain(
        &linker,
        (number("clinic-ru"), ru),
        (number("clinic-kk"), kk),
    );
    assert!(explanation.linked && explanation.score >= explanation.threshold);
    let other = explain(
        &linker,
        (number("clinic-ru"), ru),
        (number("bridge-kk"), find("bridge-kk")),
    );
    assert!(!other.linked && other.score < other.threshold);
    assert!(!other.only_in_a.is_empty());
}

#[test]
fn passages_of_versions_correspond() {
    let all = articles();
    let find = |id: &str| all.iter().find(|a| a.id.as_str() == id).unwrap();
    let (ru, en) = (find("bridge-ru"), find("bridge-en"));
    let alignment = Alignment::new(ru, en, Model::shipped());
    let whole = 0..ru.text.len();
    let other = alignment.counterpart(&whole).unwrap();
    assert!(en.text[other].contains("Tokmak"));
    // Nothing corresponds between two stories.
    let apart = Alignment::new(ru, find("lone-en"), Model::shipped());
    assert_eq!(apart.counterpart(&whole), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn order_changes_nothing(order in Just((0..articles().len()).collect::<Vec<_>>()).prop_shuffle()) {
        let articles = articles();
        let shuffled: Vec<Article> = order.iter().map(|&at| articles[at].clone()).collect();
        prop_assert_eq!(stories(&shuffled), stories(&articles));
    }

    #[test]
    fn removing_an_article_removes_its_links(gone in 0..articles().len()) {
        let mut articles = articles();
        let id = articles.remove(gone).id.to_string();
        for members in stories(&articles) {
            prop_assert!(members.len() > 1 && !members.contains(&id));
        }
    }
}
