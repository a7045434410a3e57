//! Does this version open the index of every earlier one, or say what to do, and
//! are all articles there after that?

use std::{fs, path::Path};

use crate::sandbox::{Sandbox, repository, text};

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
        let place = to.join(entry.file_name());
        match entry.path().is_dir() {
            true => copy(&entry.path(), &place),
            false => fs::write(place, fs::read(entry.path()).unwrap()).unwrap(),
        }
    }
}

#[test]
fn every_stored_format_is_opened_or_says_reindex() {
    let mut met = 0;
    for entry in fs::read_dir(repository("tests/golden")).unwrap() {
        let golden = entry.unwrap().path();
        if !golden.is_dir() {
            continue;
        }
        met += 1;
        let meta = fs::read_to_string(golden.join("gen-0001/meta.json")).unwrap();
        assert!(
            !meta.contains("root"),
            "{golden:?} names files of one machine"
        );
        let sandbox = Sandbox::new();
        copy(&golden, &sandbox.path("index"));
        for args in [&["search", "bridge"][..], &["stats"], &["check"]] {
            let run = sandbox.run(args);
            assert!(
                run.code == 0 || (run.code == 2 && run.stderr.contains("tilmash reindex")),
                "{golden:?} {args:?}: {run:?}"
            );
        }
        sandbox.ok(&["reindex"]);
        sandbox.ok(&["check"]);
        let records = sandbox.records(&["export"]);
        let mut ids: Vec<&str> = records.iter().map(|record| text(record, "id")).collect();
        ids.sort_unstable();
        assert_eq!(ids, ["en/1", "kk/1", "ru/1"], "{golden:?}");
        let hits = sandbox.records(&["search", "мосты"]);
        assert_eq!(text(&hits[0]["article"], "id"), "ru/1");
    }
    assert!(met > 1);
}
