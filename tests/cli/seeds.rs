//! What do a newcomer's two commands show? The five seed articles, read as a
//! careful reader would, and the one story that three of them tell.

use serde_json::Value;

use crate::sandbox::{Sandbox, ids, table, text};

const KAZAKH: &str = "002_4c5b0d9890e0f67a.txt";
const RUSSIAN: &str = "001_f10cca1a0bca9f72.txt";
const ENGLISH: &str = "003_88678b7c7ed344c8.txt";
const ALONE: [&str; 2] = ["000_f73e689221c9b8d8.txt", "004_f7ed9b7ff56d025d.txt"];

#[test]
fn one_story_in_three_languages() {
    let sandbox = Sandbox::with_indexed_seeds();
    let stories = sandbox.records(&["stories"]);
    assert_eq!(stories.len(), 1, "{stories:?}");
    let mut members = ids(&stories[0]["members"]);
    members.sort_unstable();
    assert_eq!(members, [RUSSIAN, KAZAKH, ENGLISH]);
    assert_eq!(stories[0]["langs"], serde_json::json!(["en", "kk", "ru"]));
    // Only one of them has a date.
    assert_eq!(
        (text(&stories[0], "first"), text(&stories[0], "last")),
        ("2026-02-12", "2026-02-12")
    );
    assert_eq!(sandbox.records(&["stories", "--min-langs", "3"]).len(), 1);
    assert_eq!(sandbox.run(&["stories", "--min-langs", "4"]).code, 1);
}

#[test]
fn two_articles_stand_alone() {
    let sandbox = Sandbox::with_indexed_seeds();
    for id in ALONE {
        let run = sandbox.run(&["duplicates", id, "--jsonl"]);
        assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{id}");
        let hits = sandbox.records(&["search", &format!("id:{id}")]);
        assert!(
            !hits.is_empty() && hits.iter().all(|hit| hit["story"].is_null()),
            "{id}: {hits:?}"
        );
    }
}

#[test]
fn articles_are_read_as_a_careful_reader_would() {
    let sandbox = Sandbox::with_indexed_seeds();
    let rows = table("source/seeds.tsv");
    assert_eq!(rows.len(), 5);
    for row in rows {
        let [id, date, title, source, first, last] = row.as_slice() else {
            panic!("not a row: {row:?}")
        };
        let shown = sandbox.records(&["show", id]);
        let [article] = shown.as_slice() else {
            panic!("{id}: {shown:?}")
        };
        let is = |member: &str, expected: &str| {
            let expected = if expected == "-" {
                Value::Null
            } else {
                expected.into()
            };
            assert_eq!(article[member], expected, "{member} of {id}");
        };
        is("id", id);
        is("date", date);
        is("title", title);
        is("source", source);
        let body = text(article, "text");
        assert!(body.starts_with(first.as_str()), "{id}: {body}");
        assert!(body.ends_with(last.as_str()), "{id}: {body}");
    }
}

#[test]
fn languages_are_detected() {
    let sandbox = Sandbox::with_indexed_seeds();
    for (id, lang) in [
        (KAZAKH, "kk"),
        (RUSSIAN, "ru"),
        (ENGLISH, "en"),
        (ALONE[0], "ru"),
        (ALONE[1], "ru"),
    ] {
        assert_eq!(
            text(&sandbox.records(&["show", id])[0], "lang"),
            lang,
            "{id}"
        );
    }
}

#[test]
fn a_hit_comes_with_its_other_versions() {
    let sandbox = Sandbox::with_indexed_seeds();
    let hits = sandbox.records(&["search", "двусторонняя встреча с Мурашко"]);
    let versions: Vec<&str> = hits[0]["story"]["members"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| text(m, "lang"))
        .collect();
    assert_eq!(text(&hits[0]["article"], "id"), RUSSIAN);
    assert_eq!(versions.len(), 2, "{hits:?}");
    assert!(
        versions.contains(&"kk") && versions.contains(&"en"),
        "{versions:?}"
    );
    // The story takes one place among the hits.
    let members = [RUSSIAN, KAZAKH, ENGLISH];
    let of_story = hits
        .iter()
        .filter(|hit| members.contains(&text(&hit["article"], "id")))
        .count();
    assert_eq!(of_story, 1);
    let shown = sandbox.ok(&["search", "двусторонняя встреча с Мурашко", "-n", "1"]);
    for id in [RUSSIAN, ENGLISH] {
        assert!(shown.contains(id), "{shown}");
    }
}

#[test]
fn a_large_story_is_cut_short_for_people_alone() {
    let sandbox = Sandbox::new();
    let text = std::fs::read_to_string(crate::sandbox::repository("seeds").join(RUSSIAN)).unwrap();
    // The same report as a dozen outlets reprinted it, and its Kazakh version.
    for number in 0..12 {
        sandbox.write(
            &format!("in/{number:02}.txt"),
            format!("{text}\n\nПодпишитесь на нашу рассылку номер {number}."),
        );
    }
    sandbox.write(
        "in/kk.txt",
        std::fs::read(crate::sandbox::repository("seeds").join(KAZAKH)).unwrap(),
    );
    sandbox.ok(&["index", "in"]);
    let hits = sandbox.records(&["search", "Мурашко", "-n", "1"]);
    assert_eq!(ids(&hits[0]["story"]["members"]).len(), 12);
    let shown = sandbox.ok(&["search", "Мурашко", "-n", "1"]);
    assert_eq!(shown.matches('↳').count(), 8, "{shown}");
    assert!(
        shown.contains("and 4 more: tilmash stories story:"),
        "{shown}"
    );
}
