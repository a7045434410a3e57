//! Do readers of what comes from outside survive any bytes? The functions of the
//! fuzz targets, on random bytes and on valid ones that are damaged.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use proptest::{prelude::*, test_runner::TestRunner};

#[path = "../fuzz/src/lib.rs"]
mod targets;

use targets::{TARGETS, Target};

/// Runs a target on so many inputs of either kind.
fn survives(name: &str, cases: u32) {
    let Target { run, valid, .. } = TARGETS.iter().find(|target| target.name == name).unwrap();
    let whole = valid();
    run(&whole);
    let mut runner = TestRunner::new(ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let bytes = prop::collection::vec(any::<u8>(), 0..300);
    let damage = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6);
    let input = (bytes, damage, any::<prop::sample::Index>(), any::<bool>());
    runner
        .run(&input, |(bytes, damage, end, cut)| {
            run(&bytes);
            let mut damaged = whole.clone();
            for (at, byte) in damage {
                if !damaged.is_empty() {
                    let at = at.index(damaged.len());
                    damaged[at] = byte;
                }
            }
            if cut {
                damaged.truncate(end.index(damaged.len() + 1));
            }
            run(&damaged);
            Ok(())
        })
        .unwrap();
}

#[test]
fn every_target_has_its_file() {
    let folder = crate::sandbox::repository("fuzz/fuzz_targets");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            entry
                .unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    files.sort();
    let mut names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
    names.sort();
    assert_eq!(files, names);
}

#[test]
fn queries() {
    survives("query", 500);
}

#[test]
fn articles() {
    survives("articles", 300);
}

#[test]
fn archives_of_all_kinds() {
    survives("archives", 200);
}

#[test]
fn documents() {
    survives("documents", 200);
}

#[test]
fn crawls() {
    survives("crawls", 500);
}

#[test]
fn mail() {
    survives("mail", 500);
}

#[test]
fn pages() {
    survives("pages", 200);
}

#[test]
fn feeds() {
    survives("feeds", 500);
}

#[test]
fn tables() {
    survives("tables", 500);
}

#[test]
fn subtitles() {
    survives("subtitles", 500);
}

#[test]
fn signatures() {
    survives("signature", 2000);
}

#[test]
fn dictionaries() {
    survives("dictionary", 300);
}

#[test]
fn lexicons() {
    survives("lexicon", 2000);
}

#[test]
fn corrections() {
    survives("corrections", 500);
}

#[test]
fn link_models() {
    survives("link_model", 100);
}

#[test]
fn kept_stories() {
    survives("kept_stories", 40);
}
