//! Which directories are indexes, who may write there, and what is pruned?

use std::fs;

use tilmash::{
    article::ArticleId,
    index::{Layout, Snapshot},
    link::{Archive, Story},
};

use crate::sandbox::{Sandbox, text};

#[test]
fn searching_before_indexing_names_the_command() {
    let sandbox = Sandbox::new();
    for args in [
        &["search", "x"][..],
        &["stories"],
        &["stats"],
        &["show", "x"],
        &["duplicates", "--all"],
        &["remove", "x"],
        &["reindex"],
    ] {
        let run = sandbox.run(args);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{args:?}");
        assert!(run.stderr.contains("tilmash index"), "{args:?}: {run:?}");
    }
    assert!(!sandbox.path("index").exists());
}

#[test]
fn a_foreign_directory_is_refused_and_untouched() {
    let sandbox = Sandbox::with_seeds();
    sandbox.write("mine/thesis.doc", "ten years of work");
    for args in [
        &["index", "seeds"][..],
        &["reindex", "seeds"],
        &["reindex"],
        &["search", "x"],
        &["remove", "x"],
    ] {
        let run = sandbox.run(&[args, &["--index", "mine"]].concat());
        assert_eq!(run.code, 2, "{args:?}");
        assert!(
            run.stderr.contains("is not an index") && run.stderr.contains("thesis.doc"),
            "{args:?}: {run:?}"
        );
    }
    let names: Vec<_> = fs::read_dir(sandbox.path("mine"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, ["thesis.doc"]);
    // A file in the place of a directory.
    let run = sandbox.run(&["index", "seeds", "--index", "mine/thesis.doc"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert_eq!(
        fs::read_to_string(sandbox.path("mine/thesis.doc")).unwrap(),
        "ten years of work"
    );
}

#[test]
fn a_second_writer_is_refused_and_readers_are_not() {
    let sandbox = Sandbox::with_indexed_seeds();
    let lock = fs::File::options()
        .write(true)
        .open(sandbox.path("index/LOCK"))
        .unwrap();
    lock.try_lock().unwrap();
    for args in [
        &["index", "seeds"][..],
        &["reindex", "seeds"],
        &["reindex"],
        &["remove", "x"],
    ] {
        let run = sandbox.run(args);
        assert_eq!(run.code, 2, "{args:?}");
        assert!(
            run.stderr.contains("another process is writing"),
            "{args:?}: {run:?}"
        );
    }
    assert!(!sandbox.records(&["search", "министр"]).is_empty());
    drop(lock);
    // The file that stays behind means nothing.
    sandbox.ok(&["index", "seeds"]);
}

#[test]
fn an_index_of_another_analysis_is_mended_by_reindex() {
    let sandbox = Sandbox::with_indexed_seeds();
    let stories = sandbox.ok(&["stories", "--jsonl"]);
    let manifest = sandbox.generation().join("tilmash.json");
    let written = fs::read_to_string(&manifest).unwrap();
    // A line with its checksum comes after it.
    let (made, _) = written.split_once("\n#").unwrap();
    let mut made: serde_json::Value = serde_json::from_str(made).unwrap();
    made["analysis"] = 99_999.into();
    made["made_by"] = "tilmash 99".into();
    fs::write(&manifest, made.to_string()).unwrap();
    for args in [
        &["search", "министр"][..],
        &["stories"],
        &["index", "seeds"],
        &["remove", "x"],
    ] {
        let run = sandbox.run(args);
        assert_eq!(run.code, 2, "{args:?}: {run:?}");
        assert!(
            run.stderr.contains("tilmash 99") && run.stderr.contains("tilmash reindex"),
            "{args:?}: {run:?}"
        );
    }
    fs::remove_dir_all(sandbox.path("seeds")).unwrap();
    assert_eq!(sandbox.ok(&["reindex"]).trim(), "5 added");
    assert_eq!(sandbox.ok(&["stories", "--jsonl"]), stories);
}

#[test]
fn a_damaged_index_is_named() {
    let sandbox = Sandbox::with_indexed_seeds();
    let meta = sandbox.generation().join("meta.json");
    let whole = fs::read(&meta).unwrap();
    for damage in [&b""[..], b"{", b"\0\0\0"] {
        fs::write(&meta, damage).unwrap();
        let run = sandbox.run(&["search", "министр"]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(run.stderr.contains("index"), "{run:?}");
    }
    fs::write(&meta, whole).unwrap();
    assert!(!sandbox.records(&["search", "министр"]).is_empty());
}

#[test]
fn a_stale_or_damaged_story_cache_is_made_again() {
    let sandbox = Sandbox::with_indexed_seeds();
    let stories = sandbox.ok(&["stories", "--jsonl"]);
    let cache = sandbox.generation().join("stories.cache");
    assert!(cache.exists());
    let mut damaged = fs::read(&cache).unwrap();
    let at = damaged.len() / 2;
    damaged[at] ^= 1;
    for content in [damaged, b"".to_vec(), b"{}\n".to_vec()] {
        fs::write(&cache, content).unwrap();
        assert_eq!(sandbox.ok(&["stories", "--jsonl"]), stories);
    }
}

#[test]
fn no_byte_of_a_damaged_story_cache_is_believed() {
    let sandbox = Sandbox::with_indexed_seeds();
    let cache = sandbox.generation().join("stories.cache");
    let whole = fs::read(&cache).unwrap();
    let layout = Layout::new(sandbox.path("index"));
    let snapshot = Snapshot::open(&layout).unwrap();
    let ids: Vec<ArticleId> = fs::read_dir(sandbox.path("seeds"))
        .unwrap()
        .map(|entry| ArticleId::new(entry.unwrap().file_name().to_str().unwrap()))
        .collect();
    let answers = || -> Vec<Option<Story>> {
        let archive = Archive::new(&snapshot);
        ids.iter().map(|id| archive.story_of(id).unwrap()).collect()
    };
    let truth = answers();
    assert!(truth.iter().flatten().count() >= 3, "{truth:?}");
    let stories: Vec<Story> = Archive::new(&snapshot).story_store().stories().collect();
    let mut damaged: Vec<Vec<u8>> = (0..whole.len()).map(|end| whole[..end].to_vec()).collect();
    damaged.extend((0..whole.len()).map(|at| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << (at % 8);
        bytes
    }));
    for bytes in damaged {
        fs::write(&cache, bytes).unwrap();
        assert_eq!(answers(), truth);
        let archive = Archive::new(&snapshot);
        assert!(archive.story_store().stories().eq(stories.iter().cloned()));
    }
}

#[test]
fn prune_removes_what_is_gone() {
    let sandbox = Sandbox::with_indexed_seeds();
    sandbox.remove("seeds/001_f10cca1a0bca9f72.txt");
    sandbox.write("other/b.txt", "An article of another root.");
    sandbox.ok(&["index", "other"]);
    assert_eq!(
        sandbox.ok(&["index", "seeds"]).trim(),
        "4 unchanged",
        "never without being asked"
    );
    assert_eq!(
        sandbox.ok(&["index", "--prune", "seeds"]).trim(),
        "4 unchanged, 1 removed"
    );
    assert_eq!(
        sandbox.records(&["stats"])[0]["articles"],
        5,
        "the other root keeps its article"
    );
    assert_eq!(sandbox.run(&["show", "001_f10cca1a0bca9f72.txt"]).code, 2);
}

#[test]
fn prune_takes_records_that_left_their_dump() {
    let sandbox = Sandbox::new();
    let record = |id: &str| format!("{{\"id\":\"{id}\",\"text\":\"Record {id} of the dump.\"}}\n");
    sandbox.write("in/d.jsonl", record("a") + &record("b") + &record("c"));
    sandbox.ok(&["index", "in"]);
    sandbox.write("in/d.jsonl", record("c") + &record("a"));
    assert_eq!(
        sandbox.ok(&["index", "--prune", "in"]).trim(),
        "2 unchanged, 1 removed"
    );
    assert_eq!(sandbox.run(&["show", "b"]).code, 2);
}

#[test]
fn prune_keeps_what_was_only_skipped() {
    let sandbox = Sandbox::new();
    let record = |id: &str| format!("{{\"id\":\"{id}\",\"text\":\"Record {id} of the dump.\"}}\n");
    sandbox.write("in/a.txt", "An article that will be damaged.");
    sandbox.write("in/big.txt", "An article that will be too large.");
    sandbox.write("in/gone.txt", "An article that will be gone.");
    sandbox.write("in/good.txt", "An article that will stay.");
    sandbox.write("in/d.jsonl", record("1") + &record("2") + &record("3"));
    sandbox.write("in/e.jsonl", record("4") + &record("5"));
    sandbox.ok(&["index", "in"]);
    sandbox.write("in/a.txt", "An\0article\0that\0is\0quite\0damaged.");
    sandbox.write("in/big.txt", "x".repeat(2000));
    sandbox.remove("in/gone.txt");
    // The second record is damaged; the third is gone.
    sandbox.write("in/d.jsonl", record("1") + "{\"id\":\"2\",\"te\n");
    sandbox.write("in/e.jsonl", b"\x1f\x8b\x08\0\0");
    let run = sandbox.run(&["index", "--prune", "--max-article-bytes", "1000", "in"]);
    assert_eq!(
        (run.code, run.stdout.trim()),
        (3, "2 unchanged, 2 removed, 4 skipped"),
        "{run:?}"
    );
    for kept in ["a.txt", "big.txt", "good.txt", "1", "2", "4", "5"] {
        assert_eq!(sandbox.run(&["show", kept]).code, 0, "{kept}");
    }
}

#[test]
fn prune_of_an_empty_root_is_refused() {
    let sandbox = Sandbox::with_indexed_seeds();
    fs::rename(sandbox.path("seeds"), sandbox.path("unmounted")).unwrap();
    for make in [false, true] {
        if make {
            fs::create_dir(sandbox.path("seeds")).unwrap();
        }
        let run = sandbox.run(&["index", "--prune", "seeds"]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(
            run.stderr.contains("--force") && run.stderr.contains('5'),
            "{run:?}"
        );
        assert_eq!(sandbox.records(&["stats"])[0]["articles"], 5);
    }
    assert_eq!(
        sandbox.ok(&["index", "--prune", "--force", "seeds"]).trim(),
        "5 removed"
    );
}

#[test]
fn ignore_files_hide_inputs_and_nothing_else_does() {
    let sandbox = Sandbox::new();
    sandbox.write("in/.gitignore", "*.txt\n");
    sandbox.write("in/.tilmashignore", "draft*\n");
    sandbox.write("in/a.txt", "An article that git ignores.");
    sandbox.write("in/draft.txt", "An article that is not ready.");
    sandbox.ok(&["index", "in"]);
    assert_eq!(
        text(&sandbox.records(&["search", "article"])[0]["article"], "id"),
        "a.txt"
    );
    assert_eq!(sandbox.records(&["stats"])[0]["articles"], 1);
}

#[test]
fn a_misspelt_path_puts_nothing_in_the_place_of_an_index() {
    let sandbox = Sandbox::with_seeds();
    assert_eq!(sandbox.run(&["index", "sedes"]).code, 3);
    let run = sandbox.run(&["search", "министр"]);
    assert!(run.code == 2 && run.stderr.contains("no index"), "{run:?}");
    sandbox.ok(&["index", "seeds"]);
    let current = sandbox.generation();
    let run = sandbox.run(&["reindex", "sedes"]);
    assert!(run.code == 3 && run.stderr.contains("sedes"), "{run:?}");
    assert_eq!(sandbox.generation(), current);
    assert_eq!(sandbox.records(&["stats"])[0]["articles"], 5);
    assert_eq!(
        fs::read_dir(sandbox.path("index")).unwrap().count(),
        3,
        "CURRENT, LOCK and one generation"
    );
}
