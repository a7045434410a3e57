//! Has an editor the last word, whatever becomes of the index?

use std::fs;

use serde_json::Value;

use crate::sandbox::{Sandbox, ids, text};

const A: &str = "001_f10cca1a0bca9f72.txt";
const B: &str = "002_4c5b0d9890e0f67a.txt";
const C: &str = "003_88678b7c7ed344c8.txt";
const ALONE: &str = "000_f73e689221c9b8d8.txt";
const OTHER: &str = "004_f7ed9b7ff56d025d.txt";

/// The stories as sets of ids.
fn stories(sandbox: &Sandbox) -> Vec<Vec<String>> {
    let records = sandbox.records(&["stories"]);
    let mut all: Vec<Vec<String>> = records
        .iter()
        .map(|story| {
            let mut members: Vec<String> = ids(&story["members"])
                .iter()
                .map(ToString::to_string)
                .collect();
            members.sort();
            members
        })
        .collect();
    all.sort();
    all
}

fn pair(sandbox: &Sandbox, a: &str, b: &str) -> Value {
    sandbox
        .records(&["duplicates", a, "--candidates", "10"])
        .into_iter()
        .find(|pair| text(pair, "b") == b)
        .unwrap()
}

#[test]
fn what_an_editor_says_goes_before_what_the_program_thinks() {
    let sandbox = Sandbox::with_indexed_seeds();
    assert_eq!(stories(&sandbox), [[A, B, C]]);
    sandbox.ok(&["link", ALONE, OTHER]);
    sandbox.ok(&["unlink", A, B]);
    sandbox.ok(&["link", B, C]);
    assert_eq!(stories(&sandbox), [vec![ALONE, OTHER], vec![B, C]]);
    // Marked as such everywhere.
    let linked = pair(&sandbox, ALONE, OTHER);
    assert_eq!(
        (&linked["linked"], &linked["corrected"]),
        (&true.into(), &"together".into())
    );
    let parted = pair(&sandbox, A, B);
    assert_eq!(
        (&parted["linked"], &parted["corrected"]),
        (&false.into(), &"apart".into())
    );
    let story = &sandbox.records(&["stories"])[0];
    assert_eq!(story["members"][0]["corrected_with"][0], OTHER);
    let explained = sandbox.run(&["duplicates", A, "--with", B, "--explain"]);
    assert!(
        explained.stdout.contains("kept apart by an editor"),
        "{explained:?}"
    );
    assert_eq!(explained.code, 1);
    let shown = sandbox.ok(&["stories"]);
    assert!(shown.contains("put here by an editor"), "{shown}");
    // Kept through new generations and new versions of the articles.
    let before = stories(&sandbox);
    sandbox.ok(&["reindex"]);
    assert_eq!(stories(&sandbox), before);
    sandbox.ok(&["reindex", "seeds"]);
    assert_eq!(stories(&sandbox), before);
    let changed = fs::read_to_string(sandbox.path(&format!("seeds/{OTHER}"))).unwrap();
    sandbox.write(
        &format!("seeds/{OTHER}"),
        changed + "\n\nБольше ничего не известно.",
    );
    sandbox.ok(&["index", "seeds"]);
    assert_eq!(stories(&sandbox), before);
    // Gone and come back.
    sandbox.ok(&["remove", OTHER, C]);
    assert_eq!(stories(&sandbox), Vec::<Vec<String>>::new());
    let listed = sandbox.records(&["corrections"]);
    let force: Vec<bool> = listed
        .iter()
        .map(|said| said["in_force"].as_bool().unwrap())
        .collect();
    assert_eq!(force, [false, true, false]);
    sandbox.ok(&["index", "seeds"]);
    assert_eq!(stories(&sandbox), before);
    assert!(sandbox.ok(&["check"]).contains("all as they were written"));
    // Taken back.
    sandbox.ok(&["corrections", "--forget", B, A]);
    sandbox.ok(&["corrections", "--forget", ALONE, OTHER]);
    sandbox.ok(&["corrections", "--forget", B, C]);
    assert_eq!(sandbox.run(&["corrections", "--forget", B, C]).code, 1);
    assert_eq!(sandbox.run(&["corrections"]).code, 1);
    assert_eq!(stories(&sandbox), [[A, B, C]]);
}

#[test]
fn corrections_of_what_is_not_there_are_refused() {
    let sandbox = Sandbox::with_indexed_seeds();
    for args in [
        ["link", A, "nothing"],
        ["unlink", "nothing", A],
        ["link", A, A],
    ] {
        let run = sandbox.run(&args);
        assert_eq!(run.code, 2, "{run:?}");
    }
    assert_eq!(sandbox.run(&["corrections"]).code, 1);
}

#[test]
fn an_export_and_what_is_made_of_it_are_one_index() {
    let sandbox = Sandbox::with_indexed_seeds();
    sandbox.ok(&["link", ALONE, OTHER, C]);
    sandbox.ok(&["unlink", A, B]);
    let export = sandbox.ok(&["export"]);
    assert_eq!(export.lines().count(), 5 + 3);
    let run = sandbox.run_with(&["--index", "copy", "index", "-"], export.clone());
    assert_eq!(
        (run.code, run.stdout.trim()),
        (0, "5 added, 3 corrections"),
        "{run:?}"
    );
    let said = |index: &str| sandbox.records(&["--index", index, "corrections"]);
    let told = |index: &str| sandbox.records(&["--index", index, "stories"]);
    assert_eq!((said("index"), told("index")), (said("copy"), told("copy")));
    // From a file, somebody has to ask for it: a dump may come from anywhere.
    sandbox.write("dump.jsonl", &export);
    let run = sandbox.run(&["--index", "other", "index", "dump.jsonl"]);
    assert_eq!((run.code, run.stdout.trim()), (0, "5 added"), "{run:?}");
    assert!(
        run.stderr.contains("3 corrections of links left alone"),
        "{run:?}"
    );
    sandbox.ok(&["--index", "other", "index", "--corrections", "dump.jsonl"]);
    assert_eq!(said("other"), said("index"));
}
