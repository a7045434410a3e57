//! What do damaged, huge and malicious inputs come to? A clear message and the
//! right exit code; never a panic, an abort or a harmed index.

use std::{fs, io::Write};

use crate::sandbox::{Sandbox, text};

#[test]
fn bad_files_are_skipped_and_named() {
    let sandbox = Sandbox::new();
    sandbox.write("in/good.txt", "A good article about a bridge.");
    sandbox.write("in/bom.txt", "\u{FEFF}An article behind a byte order mark.");
    sandbox.write("in/empty.txt", "");
    sandbox.write("in/nul.txt", "text\0text\0text\0text\0text\0text");
    // One bad byte is replaced, many are no text.
    let noise = "Мост открыт в городе, длинный текст о мосте и реке.".bytes();
    let noise: Vec<u8> = noise
        .enumerate()
        .map(|(at, byte)| if at % 9 == 0 { 0xff } else { byte })
        .collect();
    sandbox.write("in/damaged.txt", noise);
    sandbox.write("in/picture.png", b"\x89PNG\r\n");
    let run = sandbox.run(&["index", "in"]);
    assert_eq!(
        (run.code, run.stdout.trim()),
        (3, "2 added, 3 skipped, 1 not documents"),
        "{run:?}"
    );
    for (name, reason) in [
        ("empty.txt", "empty"),
        ("nul.txt", "NUL"),
        ("damaged.txt", "damaged"),
    ] {
        let line = run.stderr.lines().find(|line| line.contains(name));
        assert!(
            line.is_some_and(|line| line.contains(reason)),
            "{name}: {run:?}"
        );
    }
    assert_eq!(
        text(&sandbox.records(&["show", "bom.txt"])[0], "text"),
        "An article behind a byte order mark."
    );
}

#[test]
fn a_line_of_200_megabytes_costs_one_record() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "dump.jsonl",
        "{\"id\":\"before\",\"text\":\"The one before.\"}\n{\"id\":\"long\",\"text\":\"",
    );
    let mut dump = fs::OpenOptions::new()
        .append(true)
        .open(sandbox.path("dump.jsonl"))
        .unwrap();
    let megabyte = vec![b'x'; 1 << 20];
    for _ in 0..200 {
        dump.write_all(&megabyte).unwrap();
    }
    dump.write_all(b"\"}\n{\"id\":\"after\",\"text\":\"The one after.\"}\n")
        .unwrap();
    drop(dump);
    let run = sandbox.run(&["index", "dump.jsonl"]);
    assert_eq!(
        (run.code, run.stdout.trim()),
        (3, "2 added, 1 skipped"),
        "{run:?}"
    );
    assert!(
        run.stderr.contains("dump.jsonl:2: over the size limit"),
        "{run:?}"
    );
}

#[cfg(unix)]
#[test]
fn folder_loops_pipes_and_devices_do_no_harm() {
    use std::{os::unix::fs::symlink, process::Command};

    let sandbox = Sandbox::new();
    sandbox.write("in/deep/a.txt", "An article deep in a folder.");
    symlink("..", sandbox.path("in/deep/up")).unwrap();
    symlink("../deep", sandbox.path("in/deep/itself")).unwrap();
    symlink("nowhere", sandbox.path("in/dangling")).unwrap();
    assert!(
        Command::new("mkfifo")
            .arg(sandbox.path("in/pipe.txt"))
            .status()
            .unwrap()
            .success()
    );
    let run = sandbox.run(&["index", "in"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert_eq!(sandbox.records(&["stats"])[0]["articles"], 1);
    let pipe = sandbox.run(&["index", "in/pipe.txt", "/dev/null"]);
    assert_eq!(pipe.code, 3, "{pipe:?}");
    assert!(
        pipe.stderr.contains("neither a file nor a folder"),
        "{pipe:?}"
    );
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_skipped_and_not_pruned() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.txt", "An article that everybody may read.");
    sandbox.write("in/b.txt", "An article that nobody may read.");
    sandbox.ok(&["index", "in"]);
    let nobody = <fs::Permissions as std::os::unix::fs::PermissionsExt>::from_mode(0o000);
    fs::set_permissions(sandbox.path("in/b.txt"), nobody).unwrap();
    if fs::read(sandbox.path("in/b.txt")).is_ok() {
        return; // The superuser reads everything.
    }
    let run = sandbox.run(&["index", "--prune", "in"]);
    assert_eq!(
        (run.code, run.stdout.trim()),
        (3, "1 unchanged, 1 skipped"),
        "{run:?}"
    );
}

#[test]
fn hostile_queries_get_an_answer() {
    let sandbox = Sandbox::with_indexed_seeds();
    let parentheses = "(".repeat(10_000) + "a" + &")".repeat(10_000);
    let run = sandbox.run(&["search", &parentheses]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("64 levels"),
        "{}",
        run.stderr.chars().take(300).collect::<String>()
    );
    assert!(run.stderr.len() < 30_000, "the message is not a flood");
    let words: String = (0..10_000).map(|number| format!("w{number} ")).collect();
    let run = sandbox.run(&["search", &words]);
    assert_eq!(run.code, 2, "{:.300}", run.stderr);
    for nothing in ["", "   ", "???", "\u{200b}", "- -", "\"\""] {
        let run = sandbox.run(&["search", "--", nothing]);
        assert!(matches!(run.code, 1 | 2), "{nothing:?}: {run:?}");
        assert!(
            !run.stderr.is_empty() && run.stdout.is_empty(),
            "{nothing:?}: {run:?}"
        );
    }
    for query in ["\u{1b}[31m", "a\u{202e}b (", "\u{feff}(", "a\nb)"] {
        let run = sandbox.run(&["search", "--", query]);
        assert!(
            !run.stderr.contains(['\u{1b}', '\u{202e}', '\u{feff}']),
            "{run:?}"
        );
    }
}

#[test]
fn a_query_of_stop_words_alone_means_them() {
    let sandbox = Sandbox::with_indexed_seeds();
    for query in ["и в на", "of the", "және"] {
        assert!(!sandbox.records(&["search", query]).is_empty(), "{query}");
    }
}

#[test]
fn what_steers_a_terminal_does_not_reach_it() {
    let sandbox = Sandbox::new();
    let hostile = "\u{1b}]0;owned\u{7}Bridge \u{202e}txet desrever\u{202c} zero\u{200b}width \u{1b}[2Jclear\r\nsecond line\u{85}";
    let record = serde_json::json!({
        "id": "evil\u{1b}[31m\u{202e}", "title": hostile, "text": format!("{hostile} bridge opened"),
        "source": "out\u{1b}let\u{2066}", "lang": "en", "date": "2026-01-01",
    });
    sandbox.write("evil.jsonl", format!("{record}\n{{\"id\":\"\u{1b}[2J\",\n"));
    sandbox.write("bad\u{1b}[31m.txt", "");
    let clean = |name: &str, output: &str| {
        let steers = |char: char| {
            (char.is_control() && !matches!(char, '\n' | '\t'))
                || matches!(char, '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        };
        assert!(!output.contains(steers), "{name}: {output:?}");
    };
    let run = sandbox.run(&["index", "evil.jsonl", "bad\u{1b}[31m.txt"]);
    assert_eq!(run.code, 3, "{run:?}");
    clean("index", &(run.stdout + &run.stderr));
    let id = record["id"].as_str().unwrap();
    for args in [
        &["search", "bridge"][..],
        &["search", "bridge", "--format", "tsv"],
        &["show", id],
        &["show", "no\u{1b}[31m\u{202e}"],
        &["duplicates", id, "--candidates", "3"],
        &["stories"],
        &["stats"],
        &["remove", "no\u{1b}[31m\u{202e}"],
        &["search", "(bridge\u{1b}[31m"],
        &["--index", "no\u{1b}[31m", "search", "bridge"],
    ] {
        let run = sandbox.run(args);
        clean(&format!("{args:?}"), &(run.stdout + &run.stderr));
    }
    // In colour, only our own sequences are there.
    let coloured = sandbox
        .run(&["search", "bridge", "--color", "always"])
        .stdout;
    assert!(
        coloured.contains('\u{1b}')
            && !coloured.contains("\u{1b}]0;")
            && !coloured.contains("\u{1b}[2J")
    );
    // For programs nothing is lost.
    assert_eq!(
        text(&sandbox.records(&["search", "bridge"])[0]["article"], "id"),
        id
    );
}

#[test]
fn right_to_left_and_zero_width_text_is_searched() {
    let sandbox = Sandbox::new();
    sandbox.write("in/ar.txt", "افتتح الجسر الجديد في المدينة اليوم");
    sandbox.write(
        "in/zero.txt",
        "A zero\u{200b}width space and a soft\u{ad}hyphen in the library.",
    );
    sandbox.ok(&["index", "in"]);
    assert_eq!(
        text(&sandbox.records(&["search", "الجسر"])[0]["article"], "id"),
        "ar.txt"
    );
    assert_eq!(
        text(
            &sandbox.records(&["search", "softhyphen"])[0]["article"],
            "id"
        ),
        "zero.txt"
    );
}
