//! Do commands and options do what they say? Exit codes, forms of output,
//! inputs, help.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::sandbox::{Sandbox, text};

const KAZAKH: &str = "002_4c5b0d9890e0f67a.txt";

#[test]
fn exit_codes() {
    let sandbox = Sandbox::with_indexed_seeds();
    sandbox.write(
        "mixed/good.txt",
        "A good article about nothing in particular.",
    );
    sandbox.write("mixed/bad.txt", "");
    for (args, code) in [
        (&["search", "министр"][..], 0),
        (&["search", "абракадабра"], 1),
        (&["search", "(министр"], 2),
        (&["search", "министр", "-n", "0"], 2),
        (&["show", "nothing.txt"], 2),
        (&["remove", "nothing.txt"], 1),
        (&["no-such-command"], 2),
        (&["index", "mixed"], 3),
        (&["index", "mixed", "-q"], 3),
        (&["index", "no-such-folder"], 3),
        (&["--help"], 0),
        (&["--version"], 0),
    ] {
        let run = sandbox.run(args);
        assert_eq!(run.code, code, "{args:?}: {run:?}");
        if code == 2 {
            assert_eq!(
                run.stdout, "",
                "results alone go to standard output: {args:?}"
            );
            assert_ne!(run.stderr, "", "{args:?}");
        }
    }
}

#[test]
fn lines_for_trec_eval() {
    let sandbox = Sandbox::with_indexed_seeds();
    sandbox.write(
        "queries.tsv",
        "q1\tминистр здравоохранения\nq2\tinternship for doctors\n\nq3\tабракадабра\n",
    );
    let lines = sandbox.ok(&[
        "search",
        "--queries",
        "queries.tsv",
        "--format",
        "trec",
        "-n",
        "3",
    ]);
    let mut next = std::collections::BTreeMap::new();
    for line in lines.lines() {
        let [query, q0, article, rank, score, run] = line.split(' ').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        assert_eq!((q0, run), ("Q0", "tilmash"));
        assert!(article.ends_with(".txt"));
        let (expected, articles): &mut (u32, BTreeSet<&str>) =
            next.entry(query).or_insert((1, BTreeSet::new()));
        assert_eq!(rank.parse::<u32>().unwrap(), *expected);
        assert!(articles.insert(article), "{article} twice");
        assert!(score.parse::<f64>().unwrap() > 0.0);
        *expected += 1;
    }
    let counts: Vec<(&str, usize)> = next
        .iter()
        .map(|(query, (_, articles))| (*query, articles.len()))
        .collect();
    assert_eq!(counts[0], ("q1", 3), "-n counts articles");
    assert!(counts.len() == 2 && counts[1].0 == "q2", "{counts:?}");
}

#[test]
fn queries_from_a_file_are_words_unless_syntax_is_asked_for() {
    let sandbox = Sandbox::with_indexed_seeds();
    sandbox.write(
        "queries.tsv",
        "a\t\"министр\" -здравоохранения (\nb\tinternships\n",
    );
    let literal = sandbox.records(&["search", "--queries", "queries.tsv"]);
    let of = |query: &str| {
        literal
            .iter()
            .filter(|hit| text(hit, "query") == query)
            .count()
    };
    assert!(of("a") > 0 && of("b") > 0, "{literal:?}");
    let syntax = sandbox.run(&["search", "--queries", "queries.tsv", "--syntax"]);
    assert_eq!(syntax.code, 2, "{syntax:?}");
    sandbox.write("bad.tsv", "no tab here\n");
    let bad = sandbox.run(&["search", "--queries", "bad.tsv"]);
    assert_eq!(bad.code, 2);
    assert!(bad.stderr.contains("bad.tsv:1"), "{bad:?}");
}

#[test]
fn detect_answers_line_by_line() {
    let sandbox = Sandbox::new();
    let input = "The minister arrived in Moscow yesterday evening\n\nМинистр вчера вечером прибыл в Москву\r\n12345\nМинистр кеше кешке Мәскеуге келді";
    let run = sandbox.run_with(&["detect"], input);
    let lines: Vec<(&str, f64)> = run
        .stdout
        .lines()
        .map(|line| line.split_once('\t').unwrap())
        .map(|(lang, confidence)| (lang, confidence.parse().unwrap()))
        .collect();
    let langs: Vec<&str> = lines.iter().map(|(lang, _)| *lang).collect();
    assert_eq!(langs, ["en", "und", "ru", "und", "kk"]);
    assert_eq!(run.stdout.lines().nth(1), Some("und\t0"));
    assert!(
        lines
            .iter()
            .all(|(_, confidence)| (0.0..=1.0).contains(confidence))
    );
    assert_eq!(sandbox.run_with(&["detect"], "").stdout, "");
}

#[test]
fn stems_echo_their_forms_byte_for_byte() {
    let sandbox = Sandbox::new();
    let forms: [&[u8]; 6] = [
        "Дәрігерлердің".as_bytes(),
        b" bala ",
        b"",
        "Ё".as_bytes(),
        b"\xff\xfe",
        "a\tb".as_bytes(),
    ];
    let output = sandbox
        .command(&["analyze", "--lang", "kk", "--stems"])
        .write_stdin(forms.join(&b'\n'))
        .output()
        .unwrap();
    let lines: Vec<&[u8]> = output.stdout.split(|byte| *byte == b'\n').collect();
    assert_eq!(
        lines.len(),
        forms.len() + 1,
        "one line each, and the end of the last"
    );
    for (form, line) in forms.iter().zip(&lines) {
        assert!(
            line.starts_with(&[*form, b"\t"].concat()),
            "{form:?}: {line:?}"
        );
    }
    let line = "Дәрігерлердің\tдәрігер";
    assert_eq!(lines[0], line.as_bytes());
}

#[test]
fn ids_are_paths_below_the_root_or_those_of_records() {
    let sandbox = Sandbox::new();
    sandbox.write("news/kk/a.txt", "Бірінші мақала туралы әңгіме.");
    sandbox.write(
        "dump.jsonl",
        "{\"id\":\"x/1\",\"text\":\"First record of the dump.\"}\n{\"body\":\"no text\"}\n",
    );
    let run = sandbox.run(&["index", "news", "dump.jsonl"]);
    assert_eq!(run.code, 3);
    assert!(run.stderr.contains("dump.jsonl:2"), "{run:?}");
    for id in ["kk/a.txt", "x/1"] {
        assert_eq!(text(&sandbox.records(&["show", id])[0], "id"), id);
    }
    sandbox.ok(&["index", "--id-prefix", "my:", "news"]);
    assert_eq!(
        text(&sandbox.records(&["show", "my:kk/a.txt"])[0], "id"),
        "my:kk/a.txt"
    );
    sandbox.write(
        "mapped.jsonl",
        "{\"key\":\"m1\",\"body\":\"A record with other names.\"}\n",
    );
    sandbox.ok(&[
        "index",
        "--map",
        "text=body",
        "--map",
        "id=key",
        "mapped.jsonl",
    ]);
    assert_eq!(
        text(&sandbox.records(&["show", "m1"])[0], "text"),
        "A record with other names."
    );
}

#[test]
fn one_id_for_two_articles_is_named() {
    let sandbox = Sandbox::new();
    sandbox.write("one/a.txt", "The first article called a.");
    sandbox.write("two/a.txt", "The second article called a.");
    let run = sandbox.run(&["index", "one", "two"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(
        run.stderr.contains("two/a.txt") && run.stderr.contains("--id-prefix"),
        "{run:?}"
    );
    assert_eq!(
        text(&sandbox.records(&["show", "a.txt"])[0], "text"),
        "The first article called a."
    );
    // The same in a later run.
    let later = sandbox.run(&["index", "two"]);
    assert_eq!(later.code, 3, "{later:?}");
    assert_eq!(
        text(&sandbox.records(&["show", "a.txt"])[0], "text"),
        "The first article called a."
    );
    sandbox.ok(&["index", "--id-prefix", "two:", "two"]);
    assert_eq!(sandbox.records(&["stats"])[0]["articles"], 2);
    sandbox.ok(&["index", "--replace", "two"]);
    assert_eq!(
        text(&sandbox.records(&["show", "a.txt"])[0], "text"),
        "The second article called a."
    );
}

#[test]
fn filters_of_the_search_command() {
    let sandbox = Sandbox::with_indexed_seeds();
    let found = |args: &[&str]| -> BTreeSet<String> {
        let args = [&["search", "министр Minister", "--group", "article"], args].concat();
        let hits = sandbox.records(&args);
        hits.iter()
            .map(|hit| text(&hit["article"], "id")[..3].to_owned())
            .collect()
    };
    let set = |ids: &[&str]| {
        ids.iter()
            .map(|id| (*id).to_owned())
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(found(&["-l", "kk,en"]), set(&["002", "003"]));
    assert_eq!(found(&["--after", "2025-12-30"]), set(&["002", "004"]));
    assert_eq!(found(&["--before", "2025-12-30"]), set(&["000", "004"]));
    assert_eq!(found(&["--source", "CARAVAN-INFO.uz"]), set(&["002"]));
    assert_eq!(found(&["-n", "1"]).len(), 1);
    assert_eq!(found(&["-l", "uz"]), set(&[]));
}

#[test]
fn the_index_is_named_by_option_and_environment() {
    let sandbox = Sandbox::with_seeds();
    let by_variable = sandbox
        .command(&["index", "seeds"])
        .env("TILMASH_INDEX", "elsewhere")
        .output()
        .unwrap();
    assert!(by_variable.status.success());
    assert!(sandbox.path("elsewhere/CURRENT").exists() && !sandbox.path("index").exists());
    assert_eq!(
        sandbox.records(&["--index", "elsewhere", "stats"])[0]["articles"],
        5
    );
    // The index lies inside the folder that is read: it is never an input.
    sandbox.ok(&["index", ".", "--index", "inside"]);
    let again = sandbox.ok(&["index", ".", "--index", "inside", "--jsonl"]);
    let again: Value = serde_json::from_str(again.trim()).unwrap();
    assert_eq!(
        (&again["unchanged"], &again["added"]),
        (&5.into(), &0.into())
    );
}

#[test]
fn standard_input_is_an_input() {
    let sandbox = Sandbox::new();
    let dump = "{\"id\":\"a\",\"text\":\"The first record.\"}\n{\"id\":\"b\",\"text\":\"The second record.\"}\n";
    let run = sandbox.run_with(&["index", "-"], dump);
    assert_eq!((run.code, run.stdout.trim()), (0, "2 added"), "{run:?}");
    assert_eq!(
        text(&sandbox.records(&["show", "b"])[0], "text"),
        "The second record."
    );
}

#[test]
fn a_date_without_a_zone_is_local_to_the_one_named() {
    for (zone, expected) in [
        (&[][..], "2026-02-12T05:15:05+00:00"),
        (&["--timezone", "Asia/Almaty"], "2026-02-12T05:15:05+05:00"),
    ] {
        let sandbox = Sandbox::with_seeds();
        sandbox.ok(&[&["index", "seeds"], zone].concat());
        assert_eq!(
            text(&sandbox.records(&["show", KAZAKH])[0], "date"),
            expected,
            "{zone:?}"
        );
    }
    let sandbox = Sandbox::with_seeds();
    assert_eq!(
        sandbox
            .run(&["index", "seeds", "--timezone", "Mars/Base"])
            .code,
        2
    );
}

#[test]
fn colours_and_silence_are_the_user_s_choice() {
    let sandbox = Sandbox::with_indexed_seeds();
    let coloured = |args: &[&str]| sandbox.ok(args).contains('\u{1b}');
    assert!(
        !coloured(&["search", "министр"]),
        "not where no terminal is"
    );
    assert!(coloured(&["search", "министр", "--color", "always"]));
    assert!(
        !coloured(&["search", "министр", "--color", "always", "--jsonl"]),
        "never in records"
    );
    for args in [
        &["index", "seeds", "-q"][..],
        &["search", "абракадабра", "-q"],
    ] {
        let run = sandbox.run(args);
        assert_eq!(
            (run.stdout.as_str(), run.stderr.as_str()),
            ("", ""),
            "{args:?}"
        );
    }
}

#[test]
fn an_article_named_twice_is_removed_once() {
    let sandbox = Sandbox::with_indexed_seeds();
    let run = sandbox.run(&["remove", KAZAKH, KAZAKH, "none.txt", "none.txt"]);
    assert_eq!((run.code, run.stdout.trim()), (1, "1 removed"), "{run:?}");
    assert_eq!(run.stderr.matches("none.txt").count(), 1, "{run:?}");
}

#[test]
fn help_and_mistakes_show_the_way() {
    let sandbox = Sandbox::new();
    let help = sandbox.ok(&["--help"]);
    for command in [
        "index",
        "reindex",
        "remove",
        "search",
        "duplicates",
        "stories",
        "show",
        "stats",
        "detect",
        "analyze",
        "eval",
    ] {
        assert!(
            help.contains(&format!("\n  {command} ")),
            "{command}: {help}"
        );
        assert!(
            sandbox.ok(&[command, "--help"]).contains("Usage:"),
            "{command}"
        );
    }
    assert!(sandbox.ok(&["search", "--help"]).contains("Query language"));
    assert!(sandbox.run(&["serch", "x"]).stderr.contains("'search'"));
    assert!(
        sandbox
            .run(&["analyze", "--lang", "xx", "a"])
            .stderr
            .contains("kk, ky, ru, en")
    );
}
