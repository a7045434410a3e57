//! Does the engine keep its promises to every face? Asked from many threads,
//! over commits, cancelled, and with the bounds of its options.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::{
    path::PathBuf,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
};

use serde_json::{Value, json};
use tilmash::{
    engine::{
        Duplicates, Engine, Event, Intake, Judge, Pairs, SearchOptions, Settings, StoryFilter,
        Subject,
    },
    error::Error,
    record::{SCHEMA_VERSION, Versioned},
};

use crate::sandbox::repository;

/// A folder with the seeds indexed, and the engine over it.
fn with_seeds() -> (tempfile::TempDir, Engine) {
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::new(Settings::new(folder.path().join("index")));
    let report = engine
        .index(&[repository("seeds")], &Intake::new(2), &mut |_| {})
        .unwrap();
    assert_eq!(report.added, 5);
    (folder, engine)
}

fn ids(engine: &Engine, query: &str) -> Vec<String> {
    let answer = engine.search(query, &SearchOptions::first(50)).unwrap();
    let ids = answer.hits.iter().map(|hit| hit.article.id.to_string());
    ids.collect()
}

fn more(folder: &tempfile::TempDir, name: &str, lines: &[Value]) -> Vec<PathBuf> {
    let path = folder.path().join(name);
    let text: Vec<String> = lines.iter().map(ToString::to_string).collect();
    std::fs::write(&path, text.join("\n")).unwrap();
    vec![path]
}

#[test]
fn eight_threads_ask_while_the_index_is_built_anew() {
    let (_folder, engine) = with_seeds();
    let expected = ids(&engine, "ядерная медицина");
    assert!(!expected.is_empty());
    let story = serde_json::to_value(engine.story(&expected[0]).unwrap()).unwrap();
    let stats = engine.statistics().unwrap();
    let (done, asked) = (AtomicBool::new(false), AtomicUsize::new(0));
    thread::scope(|scope| {
        for number in 0..8 {
            let engine = engine.clone();
            let (expected, story, stats) = (&expected, &story, &stats);
            let (done, asked) = (&done, &asked);
            scope.spawn(move || {
                while !done.load(Ordering::Relaxed) || asked.load(Ordering::Relaxed) < 64 {
                    assert_eq!(ids(&engine, "ядерная медицина"), *expected);
                    let now = engine.story(&expected[0]).unwrap();
                    assert_eq!(serde_json::to_value(now).unwrap(), *story);
                    assert_eq!(engine.statistics().unwrap().stories, stats.stories);
                    let subject = Subject::Id(expected[0].clone());
                    let which = Duplicates::new(Judge::default());
                    assert!(!engine.duplicates(&subject, which).unwrap().is_empty());
                    assert_eq!(
                        engine.article(&expected[0]).unwrap().article.id.as_str(),
                        expected[0]
                    );
                    if number == 0 {
                        engine.refresh().unwrap();
                    }
                    asked.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        for _ in 0..3 {
            let report = engine.reindex(&[], &Intake::new(2), &mut |_| {}).unwrap();
            assert_eq!(report.added, 5);
        }
        done.store(true, Ordering::Relaxed);
    });
    assert!(asked.into_inner() >= 64);
}

#[test]
fn an_engine_goes_on_with_its_commit_until_it_is_told_of_a_newer_one() {
    let (folder, engine) = with_seeds();
    let reader = Engine::open(Settings::new(engine.directory())).unwrap();
    let commit = reader.commit().unwrap();
    assert!(!reader.refresh().unwrap());
    let article = json!({"id": "n1", "lang": "en", "text": "A zeppelin landed in Almaty."});
    let paths = more(&folder, "more.jsonl", &[article]);
    engine.index(&paths, &Intake::new(1), &mut |_| {}).unwrap();
    assert_eq!(
        ids(&engine, "zeppelin"),
        ["n1"],
        "who wrote sees it at once"
    );
    assert!(ids(&reader, "zeppelin").is_empty());
    assert_eq!(reader.commit().unwrap(), commit);
    assert!(reader.refresh().unwrap());
    assert_eq!(ids(&reader, "zeppelin"), ["n1"]);
    let removal = engine
        .remove(&["n1".to_owned(), "nobody".to_owned()])
        .unwrap();
    assert_eq!(
        (removal.report.removed, removal.missing),
        (1, vec!["nobody".to_owned()])
    );
    assert!(ids(&engine, "zeppelin").is_empty());
}

#[test]
fn what_is_cancelled_leaves_the_index_as_it_was() {
    let (folder, engine) = with_seeds();
    let before = ids(&engine, "министр");
    let articles: Vec<Value> = (0..50)
        .map(|n| json!({"id": format!("n{n}"), "lang": "ru", "text": format!("Министр номер {n} выступил.")}))
        .collect();
    let paths = more(&folder, "more.jsonl", &articles);
    let intake = Intake::new(2);
    let cancel = intake.cancel.clone();
    let mut tell = |event: Event<'_>| {
        if matches!(event, Event::Read(10)) {
            cancel.set_off();
        }
    };
    for anew in [false, true] {
        let outcome = match anew {
            false => engine.index(&paths, &intake, &mut tell),
            true => engine.reindex(&paths, &intake, &mut tell),
        };
        assert!(matches!(outcome, Err(Error::Cancelled(0))), "{outcome:?}");
        engine.refresh().unwrap();
        assert_eq!(ids(&engine, "министр"), before);
    }
    // Another run is not in its way.
    let report = engine.index(&paths, &Intake::new(2), &mut |_| {}).unwrap();
    assert_eq!(report.added, 50);
}

#[test]
fn a_run_in_batches_goes_on_where_it_was_broken_off() {
    let (folder, engine) = with_seeds();
    let articles: Vec<Value> = (0..30)
        .map(|n| json!({"id": format!("n{n}"), "lang": "ru", "text": format!("Министр номер {n} выступил.")}))
        .collect();
    let paths = more(&folder, "more.jsonl", &articles);
    let mut intake = Intake::new(1);
    intake.batch.bytes = 400;
    let cancel = intake.cancel.clone();
    let outcome = engine.index(&paths, &intake, &mut |event| {
        if matches!(event, Event::Read(20)) {
            cancel.set_off();
        }
    });
    let Err(Error::Cancelled(kept)) = outcome else {
        panic!("{outcome:?}");
    };
    assert!((1..20).contains(&kept), "{kept}");
    assert_eq!(engine.statistics().unwrap().articles as u64, 5 + kept);
    let report = engine.index(&paths, &Intake::new(1), &mut |_| {}).unwrap();
    assert_eq!((report.unchanged, report.added), (kept, 30 - kept));
    // All of it or nothing, if that is asked for.
    let more_articles: Vec<Value> = (30..60)
        .map(|n| json!({"id": format!("n{n}"), "lang": "ru", "text": format!("Министр номер {n} выступил.")}))
        .collect();
    let paths = more(&folder, "again.jsonl", &more_articles);
    let mut intake = Intake::new(1);
    (intake.batch.bytes, intake.atomic) = (400, true);
    let cancel = intake.cancel.clone();
    let outcome = engine.index(&paths, &intake, &mut |event| {
        if matches!(event, Event::Read(20)) {
            cancel.set_off();
        }
    });
    assert!(matches!(outcome, Err(Error::Cancelled(0))), "{outcome:?}");
    assert_eq!(engine.statistics().unwrap().articles, 35);
}

#[test]
fn options_mean_what_they_say() {
    let (_folder, engine) = with_seeds();
    assert_eq!(SearchOptions::default().limit, 10);
    let none = SearchOptions::first(0);
    assert!(engine.search("министр", &none).unwrap().hits.is_empty());
    assert!(engine.rank("министр", &none).unwrap().is_empty());
    let all = ids(&engine, "Казахстан");
    for limit in 1..=all.len() {
        let hits = engine
            .search("Казахстан", &SearchOptions::first(limit))
            .unwrap()
            .hits;
        assert_eq!(hits.len(), limit);
    }
    let broken = engine.search("визит date:вчера", &SearchOptions::default());
    let Err(Error::Syntax { query, span, .. }) = broken else {
        panic!("not refused");
    };
    assert_eq!(query.get(span), Some("date:вчера"));
}

#[test]
fn what_is_not_there_is_an_error_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let nothing = Settings::new(folder.path().join("index"));
    assert!(matches!(
        Engine::open(nothing.clone()),
        Err(Error::NoIndex(_))
    ));
    // Words need no index.
    let engine = Engine::new(nothing);
    let translations = engine.translations("министр", None, &[]).unwrap();
    assert!(translations.iter().any(|one| one.translation == "minister"));
    let (_folder, engine) = with_seeds();
    assert!(matches!(engine.article("nobody"), Err(Error::NoSuchId(id)) if id == "nobody"));
    let unknown = Pairs::With(vec!["слово".to_owned()]);
    assert!(matches!(
        engine.decide(&unknown, true),
        Err(Error::NoSuchPair(_))
    ));
}

#[test]
fn every_record_carries_its_version() {
    let (_folder, engine) = with_seeds();
    let stats = engine.statistics().unwrap();
    let value = serde_json::to_value(Versioned::new(&stats)).unwrap();
    assert_eq!(value["schema_version"], SCHEMA_VERSION);
    assert_eq!(value["articles"], 5);
    let mut stories = 0;
    let visit = &mut |story: tilmash::record::StoryRecord| {
        stories += 1;
        assert!(story.langs.len() > 1 && story.members.len() > 2);
        false
    };
    engine
        .stories(&StoryFilter::new(2, Vec::new()), visit)
        .unwrap();
    assert_eq!(stories, 1);
}
