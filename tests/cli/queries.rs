//! Does the right seed article come first? The table's expectations were
//! written by reading the texts.

use std::{collections::HashMap, fmt::Write};

use crate::sandbox::{Sandbox, table, text};

#[test]
fn the_expected_article_comes_first() {
    let sandbox = Sandbox::with_indexed_seeds();
    let rows = table("seed_queries.tsv");
    assert!(rows.len() >= 30);
    let mut queries = String::new();
    for (number, row) in rows.iter().enumerate() {
        writeln!(queries, "{number}\t{}", row[0]).unwrap();
    }
    sandbox.write("queries.tsv", queries);
    let hits = sandbox.records(&[
        "search",
        "--queries",
        "queries.tsv",
        "--syntax",
        "-n",
        "1",
        "--group",
        "article",
    ]);
    let first: HashMap<&str, &str> = hits
        .iter()
        .map(|hit| (text(hit, "query"), text(&hit["article"], "id")))
        .collect();
    let mut wrong = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let (query, lang, expected, known) =
            match row.iter().map(String::as_str).collect::<Vec<_>>()[..] {
                [query, lang, expected] => (query, lang, expected, false),
                [query, lang, expected, "known"] => (query, lang, expected, true),
                _ => panic!("not a row: {row:?}"),
            };
        let found = first
            .get(number.to_string().as_str())
            .copied()
            .unwrap_or("nothing");
        match (found == expected, known) {
            (false, false) => {
                wrong.push(format!("{query} ({lang}): {found} instead of {expected}"))
            }
            (true, true) => wrong.push(format!("{query} ({lang}) is right now: drop `known`")),
            _ => {}
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        rows.len(),
        wrong.join("\n")
    );
}

#[test]
fn a_matched_stem_is_highlighted_in_the_form_of_the_text() {
    let sandbox = Sandbox::with_indexed_seeds();
    for (query, id, form) in [
        ("инвесторами", "000_f73e689221c9b8d8.txt", "инвесторов"),
        ("гектарах", "000_f73e689221c9b8d8.txt", "гектаров"),
        ("орталығында", "002_4c5b0d9890e0f67a.txt", "орталығын"),
        ("ministers", "003_88678b7c7ed344c8.txt", "Minister"),
    ] {
        let hits = sandbox.records(&["search", &format!("{query} id:{id}"), "--group", "none"]);
        let marked = |hit: &serde_json::Value| -> Vec<String> {
            let passage = text(&hit["passage"], "text");
            let ranges = hit["passage"]["highlights"].as_array().unwrap();
            let at = |value: &serde_json::Value| usize::try_from(value.as_u64().unwrap()).unwrap();
            ranges
                .iter()
                .map(|range| passage[at(&range[0])..at(&range[1])].to_owned())
                .collect()
        };
        assert!(
            hits.iter().flat_map(marked).any(|word| word == form),
            "{query}: {hits:?}"
        );
    }
}
