//! In which order do hits come, and does each score what its explanation says?
//! Over an index of several segments and of more passages than are scored at once.

use proptest::prelude::*;
use serde_json::json;
use tilmash::engine::{Engine, Group, Intake, SearchOptions, Settings};

/// Articles of a few words each, all in English.
fn index_of(texts: &[String], threads: usize) -> (tempfile::TempDir, Engine) {
    let folder = tempfile::tempdir().unwrap();
    let engine = Engine::new(Settings::new(folder.path().join("index")));
    let lines: Vec<String> = (0..)
        .zip(texts)
        .map(|(number, text)| {
            // Ids do not rise in the order in which the articles are indexed.
            let id = format!("{:04}", number * 7919 % 10_000);
            json!({"id": id, "lang": "en", "text": text}).to_string()
        })
        .collect();
    let path = folder.path().join("articles.jsonl");
    std::fs::write(&path, lines.join("\n")).unwrap();
    let intake = Intake::new(threads);
    engine.index(&[path], &intake, &mut |_| {}).unwrap();
    (folder, engine)
}

/// `harbour` in every article, `copper` in every third, `glacier` in every
/// 700th: of those that say the same, hundreds score alike.
fn texts(count: usize) -> Vec<String> {
    (0..count)
        .map(|number| {
            let copper = if number % 3 == 0 { " copper" } else { "" };
            let glacier = if number % 700 == 0 { " glacier" } else { "" };
            format!("The harbour{copper}{glacier} was described on Monday.")
        })
        .collect()
}

fn ranked(engine: &Engine, query: &str, limit: usize) -> Vec<(String, f32)> {
    let ranked = engine.rank(query, &SearchOptions::first(limit)).unwrap();
    let ranked = ranked.into_iter();
    ranked.map(|(id, score)| (id.to_string(), score)).collect()
}

#[test]
fn equals_come_in_the_order_of_their_ids_whatever_the_segments() {
    let texts = texts(3000);
    let (_one, single) = index_of(&texts, 1);
    let (_two, several) = index_of(&texts, 4);
    for query in [
        "harbour",
        "copper",
        "glacier harbour",
        "lang:en",
        "harbour -copper",
    ] {
        let all = ranked(&single, query, 5000);
        let in_order = all.windows(2).all(|pair| {
            let [(first, high), (second, low)] = pair else {
                return false;
            };
            high > low || (high == low && first < second)
        });
        assert!(in_order, "{query}");
        let scores = |ranked: &[(String, f32)]| -> Vec<String> {
            let line = |(id, score): &(String, f32)| format!("{id} {score}");
            ranked.iter().map(line).collect()
        };
        assert_eq!(
            scores(&all),
            scores(&ranked(&several, query, 5000)),
            "{query}"
        );
        for limit in [1, 10, 33, 129] {
            let fewer = ranked(&several, query, limit);
            assert_eq!(
                scores(&fewer),
                scores(&all)[..limit.min(all.len())],
                "{query}"
            );
        }
    }
}

#[test]
fn what_stands_far_back_in_a_segment_is_found() {
    let (_folder, engine) = index_of(&texts(3000), 1);
    assert_eq!(ranked(&engine, "harbour", 5000).len(), 3000);
    assert_eq!(ranked(&engine, "copper", 5000).len(), 1000);
    assert_eq!(ranked(&engine, "glacier", 5000).len(), 5);
    assert_eq!(ranked(&engine, "+glacier +copper", 5000).len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// The explanation is worked out term by term, the score window by window.
    #[test]
    fn a_hit_scores_what_its_explanation_says(
        words in proptest::collection::vec("(harbour|copper|glacier|monday|basalt){1}", 1..5),
        shuffle in 0usize..1000,
    ) {
        let mut texts = texts(1500);
        texts.rotate_left(shuffle);
        let (_folder, engine) = index_of(&texts, 2);
        let mut options = SearchOptions::first(40);
        options.group = Group::None;
        options.explain = true;
        let answer = engine.search(&words.join(" "), &options).unwrap();
        for hit in answer.hits {
            let reason = hit.explain.unwrap();
            prop_assert!((hit.score - reason.value).abs() <= 1e-4 * hit.score.abs());
        }
    }
}
