//! Have the records the names and shapes that were promised? What scripts rely on.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::sandbox::{Sandbox, ids, text};

const KAZAKH: &str = "002_4c5b0d9890e0f67a.txt";
const RUSSIAN: &str = "001_f10cca1a0bca9f72.txt";
const ENGLISH: &str = "003_88678b7c7ed344c8.txt";

/// The members of an object, in their order.
fn members(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap_or_else(|| panic!("no object: {value}"))
        .keys()
        .map(String::as_str)
        .collect()
}

/// Members may be added to a record; these must stay.
#[track_caller]
fn assert_has(value: &Value, names: &[&str]) {
    let there = members(value);
    assert!(
        names.iter().all(|name| there.contains(name)),
        "{names:?} in {value}"
    );
}

fn number(value: &Value) -> f64 {
    value
        .as_f64()
        .unwrap_or_else(|| panic!("no number: {value}"))
}

fn offset(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

/// A passage's offsets lie in the article's text, its highlights in its own.
fn check_passage(sandbox: &Sandbox, id: &str, passage: &Value) {
    assert_eq!(members(passage), ["text", "start", "end", "highlights"]);
    let article = &sandbox.records(&["show", id])[0];
    let (start, end) = (offset(&passage["start"]), offset(&passage["end"]));
    assert_eq!(&text(article, "text")[start..end], text(passage, "text"));
    for range in passage["highlights"].as_array().unwrap() {
        assert!(!text(passage, "text")[offset(&range[0])..offset(&range[1])].is_empty());
    }
}

fn check_evidence(evidence: &Value) {
    let kinds = [
        "name", "number", "date", "place", "word", "passage", "vector",
    ];
    let mut last = f64::INFINITY;
    for piece in evidence.as_array().unwrap() {
        assert_eq!(members(piece), ["kind", "a", "b", "weight"]);
        assert!(kinds.contains(&text(piece, "kind")), "{piece}");
        assert!(
            number(&piece["weight"]) <= last,
            "the strongest first: {evidence}"
        );
        last = number(&piece["weight"]);
    }
}

#[test]
fn shape_of_a_hit() {
    let sandbox = Sandbox::with_indexed_seeds();
    let hits = sandbox.records(&["search", "Мурашко министр", "--group", "none"]);
    assert!(hits.len() > 3);
    for (hit, rank) in hits.iter().zip(1..) {
        assert_eq!(
            members(hit),
            [
                "schema_version",
                "rank",
                "score",
                "article",
                "match",
                "because",
                "passage",
                "story"
            ]
        );
        assert_eq!(
            (&hit["schema_version"], &hit["rank"]),
            (&1.into(), &rank.into())
        );
        assert_eq!(
            members(&hit["article"]),
            ["id", "lang", "title", "date", "source", "path"]
        );
        let id = text(&hit["article"], "id");
        check_passage(&sandbox, id, &hit["passage"]);
        if hit["story"].is_null() {
            continue;
        }
        assert_eq!(members(&hit["story"]), ["id", "langs", "members"]);
        for member in hit["story"]["members"].as_array().unwrap() {
            let names = [
                "id", "lang", "title", "date", "source", "score", "evidence", "passage",
            ];
            assert_eq!(members(member), names);
            assert!((0.0..=1.0).contains(&number(&member["score"])));
            check_evidence(&member["evidence"]);
            if !member["passage"].is_null() {
                check_passage(&sandbox, text(member, "id"), &member["passage"]);
            }
        }
        assert!(
            !ids(&hit["story"]["members"]).contains(&id),
            "the hit itself is no other version"
        );
    }
    let scores: Vec<f64> = hits.iter().map(|hit| number(&hit["score"])).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
}

#[test]
fn json_is_one_array_of_the_same_records() {
    let sandbox = Sandbox::with_indexed_seeds();
    for args in [
        &["search", "министр"][..],
        &["stories"],
        &["duplicates", "--all"],
        &["search", "абракадабра"],
    ] {
        let array = sandbox.run(&[args, &["--json"]].concat()).stdout;
        let array: Value = serde_json::from_str(&array).unwrap();
        assert_eq!(array, Value::Array(sandbox.records(args)), "{args:?}");
    }
}

#[test]
fn shape_of_a_pair() {
    let sandbox = Sandbox::with_indexed_seeds();
    let pairs = sandbox.records(&["duplicates", ENGLISH, "--candidates", "10"]);
    assert!(
        pairs.len() > 2,
        "candidates beside the two links: {pairs:?}"
    );
    for pair in &pairs {
        assert_eq!(
            members(pair),
            ["schema_version", "a", "b", "score", "linked", "evidence"]
        );
        assert_eq!(text(pair, "a"), ENGLISH);
        assert!((0.0..=1.0).contains(&number(&pair["score"])));
        check_evidence(&pair["evidence"]);
    }
    let linked: BTreeSet<&str> = pairs
        .iter()
        .filter(|pair| pair["linked"] == true)
        .map(|pair| text(pair, "b"))
        .collect();
    assert_eq!(linked, BTreeSet::from([RUSSIAN, KAZAKH]));
}

#[test]
fn each_unordered_pair_once_and_the_score_symmetric() {
    let sandbox = Sandbox::with_indexed_seeds();
    let pairs = sandbox.records(&["duplicates", "--all", "--cross-lang", "--candidates", "10"]);
    let mut seen = BTreeSet::new();
    for pair in &pairs {
        let (a, b) = (text(pair, "a"), text(pair, "b"));
        assert_ne!(a, b);
        assert!(seen.insert((a.min(b), a.max(b))), "{a} and {b} twice");
        let back = sandbox.records(&["duplicates", b, "--cross-lang", "--candidates", "10"]);
        let back = back
            .iter()
            .find(|pair| text(pair, "b") == a)
            .unwrap_or_else(|| panic!("{b} lacks {a}"));
        assert!(
            (number(&pair["score"]) - number(&back["score"])).abs() < 1e-6,
            "{pair} {back}"
        );
        assert_eq!(pair["linked"], back["linked"]);
    }
    assert!(
        pairs.iter().filter(|pair| pair["linked"] == true).count() == 3 && pairs.len() > 3,
        "{pairs:?}"
    );
}

#[test]
fn duplicates_of_a_text_outside_the_index() {
    let sandbox = Sandbox::with_indexed_seeds();
    let outside = "Kanybek Dosmambetov, Kyrgyz Minister of Health, met Mikhail Murashko in Moscow. They spoke about \
        quotas, residency programmes in neurosurgery and cardiac surgery, and a nuclear medicine center with a \
        cyclotron, to be built with Rosatom between 2026 and 2030. The National Center of Oncology and Hematology \
        takes part in the project.";
    sandbox.write("other/outside.txt", outside);
    let found = |run: crate::sandbox::Run| -> BTreeSet<String> {
        let pairs = run
            .stdout
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap());
        pairs
            .filter(|pair| pair["linked"] == true)
            .map(|pair| text(&pair, "b").to_owned())
            .collect()
    };
    let by_file = found(sandbox.run(&["duplicates", "other/outside.txt", "--jsonl"]));
    assert!(
        by_file.contains(RUSSIAN) && by_file.contains(KAZAKH),
        "{by_file:?}"
    );
    assert_eq!(
        found(sandbox.run_with(&["duplicates", "-", "--jsonl"], outside)),
        by_file
    );
    assert_eq!(
        sandbox.records(&["stats"])[0]["articles"],
        5,
        "asking adds nothing"
    );
}

#[test]
fn a_file_wins_where_it_is_written_as_one() {
    let sandbox = Sandbox::with_indexed_seeds();
    // A file with an indexed article's name, and another text.
    sandbox.write(
        KAZAKH,
        "The city library will close its reading room on Mondays in August.",
    );
    assert_eq!(sandbox.run(&["duplicates", KAZAKH]).code, 0, "the id");
    assert_eq!(
        sandbox.run(&["duplicates", &format!("./{KAZAKH}")]).code,
        1,
        "the file"
    );
    let missing = sandbox.run(&["duplicates", "./missing.txt"]);
    assert_eq!(missing.code, 2);
    assert!(missing.stderr.contains("missing.txt"), "{missing:?}");
}

#[test]
fn shape_of_a_story_and_its_ids() {
    let sandbox = Sandbox::with_indexed_seeds();
    let stories = sandbox.records(&["stories"]);
    let story = &stories[0];
    assert_has(
        story,
        &["schema_version", "id", "langs", "first", "last", "members"],
    );
    for member in story["members"].as_array().unwrap() {
        assert_has(member, &["id", "lang", "title", "date", "source"]);
        // Any member's id leads to the story.
        assert_eq!(sandbox.records(&["stories", text(member, "id")]), stories);
    }
    let id = text(story, "id");
    assert_eq!(sandbox.records(&["stories", id]), stories);
    assert_eq!(
        text(&sandbox.records(&["show", id])[0], "id"),
        KAZAKH,
        "its earliest member"
    );
    assert!(!sandbox.records(&["duplicates", id]).is_empty());
}
