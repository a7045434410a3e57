//! Does a filter that is wrong say so, and does a search without a hit say
//! what could be meant? The tables were written before the program was asked.

use std::fmt::Write;

use crate::sandbox::{Run, Sandbox, repository, table};

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    let articles = std::fs::read(repository("tests/tables/filters.jsonl")).unwrap();
    sandbox.write("filters.jsonl", articles);
    sandbox.ok(&["index", "filters.jsonl"]);
    sandbox
}

/// Arguments that are separated by spaces, those in single quotes whole.
fn arguments(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (number, part) in line.split('\'').enumerate() {
        if number % 2 == 1 {
            found.push(part.to_owned());
        } else {
            found.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    found
}

fn search(sandbox: &Sandbox, args: &[String]) -> Run {
    let own = ["search", "--jsonl", "--group", "article", "-n", "20"];
    let args: Vec<&str> = own
        .into_iter()
        .chain(args.iter().map(String::as_str))
        .collect();
    sandbox.run(&args)
}

fn found(run: &Run) -> String {
    let mut ids: Vec<String> = run
        .stdout
        .lines()
        .map(|line| {
            let hit: serde_json::Value = serde_json::from_str(line).unwrap();
            hit["article"]["id"].as_str().unwrap().to_owned()
        })
        .collect();
    ids.sort();
    ids.join(",")
}

#[test]
fn filters_do_what_the_table_says() {
    let sandbox = sandbox();
    let mut wrong = String::new();
    for row in table("filters.tsv") {
        let [args, code, expected] = &row[..] else {
            panic!("not a row: {row:?}")
        };
        let run = search(&sandbox, &arguments(args));
        let as_expected = match run.code {
            0 => found(&run) == *expected,
            _ => run.stdout.is_empty() && expected.split('|').all(|part| run.stderr.contains(part)),
        };
        if run.code.to_string() != *code || !as_expected {
            writeln!(wrong, "{args}: {code} {expected}\n  {run:?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn words_without_a_match_are_named_as_the_table_says() {
    let sandbox = sandbox();
    let mut wrong = String::new();
    for row in table("suggestions.tsv") {
        let [query, code, expected] = &row[..] else {
            panic!("not a row: {row:?}")
        };
        let run = search(&sandbox, &["--".to_owned(), query.clone()]);
        let lines: Vec<String> = match expected.as_str() {
            "-" => Vec::new(),
            _ => expected.split('|').map(said).collect(),
        };
        let there: Vec<&str> = run.stderr.lines().collect();
        if run.code.to_string() != *code || there != lines {
            writeln!(wrong, "{query}: {code} {lines:?}\n  {run:?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The line that says what a column of the table says.
fn said(word: &str) -> String {
    match word.split_once(" > ") {
        Some((word, meant)) => format!("nothing found for: {word}; did you mean: {meant}?"),
        None => format!("nothing found for: {word}"),
    }
}

#[test]
fn suggestions_are_no_results() {
    let sandbox = sandbox();
    let says = "nothing found for: vbybcnh; did you mean: министр?\n";
    for (format, nothing) in [
        ("terminal", ""),
        ("json", "[]\n"),
        ("jsonl", ""),
        ("trec", ""),
        ("paths", ""),
    ] {
        let run = sandbox.run(&["search", "--format", format, "vbybcnh"]);
        assert_eq!(
            (run.code, run.stdout.trim()),
            (1, nothing.trim()),
            "{format}"
        );
        assert_eq!(run.stderr, says, "{format}");
    }
    let quiet = sandbox.run(&["search", "-q", "vbybcnh"]);
    assert_eq!((quiet.code, quiet.stderr.as_str()), (1, ""));
    sandbox.write("queries.tsv", "1\tvbybcnh\n2\tминистр менистр\n");
    let batch = sandbox.run(&["search", "--jsonl", "--queries", "queries.tsv"]);
    assert_eq!((batch.code, batch.stderr.as_str()), (0, ""));
}

#[test]
fn deleted_articles_suggest_nothing() {
    let sandbox = sandbox();
    sandbox.ok(&["remove", "en2"]);
    let run = sandbox.run(&["search", "lihgthouse"]);
    assert_eq!(run.stderr, "nothing found for: lihgthouse\n");
    let run = sandbox.run(&["search", "source:theguardian.com"]);
    assert_eq!(run.code, 2, "{run:?}");
    sandbox.ok(&["remove", "kk1", "kk2"]);
    let run = sandbox.run(&["search", "lang:kz"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("no articles in Kazakh"), "{run:?}");
}

#[test]
fn other_commands_know_the_names_of_languages_too() {
    let sandbox = Sandbox::new();
    let stem = |lang: &str| {
        let args = ["analyze", "--lang", lang, "--stems"];
        sandbox.run_with(&args, "қалаларға\n").stdout
    };
    for name in ["kz", "kaz", "kk-KZ", "Kazakh", "қазақша"] {
        assert_eq!(stem(name), stem("kk"), "{name}");
    }
    let translations = |args: &[&str]| sandbox.ok(&[&["lexicon", "нефть"], args].concat());
    assert_eq!(
        translations(&["--lang", "russian", "--to", "kz"]),
        translations(&["--lang", "ru", "--to", "kk"])
    );
    sandbox.write("a.txt", "Тоқаев келді.");
    sandbox.ok(&["index", "--langs", "kz,орысша", "a.txt"]);
    assert_eq!(
        sandbox
            .ok(&["detect", "--langs", "kaz", "Тоқаев келді"])
            .split('\t')
            .next(),
        Some("kk")
    );
    for args in [
        &["analyze", "--lang", "kazah", "a"][..],
        &["lexicon", "--lang", "kazah", "a"],
        &["detect", "--langs", "kazah", "a"],
        &["index", "--langs", "kazah", "a.txt"],
    ] {
        let run = sandbox.run(args);
        assert_eq!(run.code, 2, "{args:?}: {run:?}");
        assert!(run.stderr.contains("kk (Kazakh)"), "{args:?}: {run:?}");
    }
}
