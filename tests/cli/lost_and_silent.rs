//! Is anything lost, or wrong in silence, after a crash, damage or a mistake of the
//! user's? And does each message say what to do?

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
    time::{Duration, Instant},
};

use super::crashes::start;
use crate::sandbox::Sandbox;

/// A dump of articles `from..to`.
fn dump(from: usize, to: usize) -> String {
    let article = |number: usize| {
        let text = format!(
            "The minister of region {number} opened bridge {} on Monday.\n\nIt cost {} million.",
            number * 7 % 31,
            number * 13 % 97
        );
        serde_json::json!({"id": format!("a{number}"), "text": text}).to_string() + "\n"
    };
    (from..to).map(article).collect()
}

fn files(folder: &Path) -> BTreeMap<String, PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, entry.path())
        })
        .collect()
}

/// The files of the generation in force that end so.
fn ending(sandbox: &Sandbox, end: &str) -> Vec<PathBuf> {
    let files = files(&sandbox.generation()).into_iter();
    let files = files.filter(|(name, _)| name.ends_with(end));
    files.map(|(_, path)| path).collect()
}

fn articles(sandbox: &Sandbox) -> u64 {
    sandbox.records(&["stats"])[0]["articles"].as_u64().unwrap()
}

#[test]
fn what_a_broken_commit_left_stands_in_nobodys_way() {
    let sandbox = Sandbox::with_indexed_seeds();
    let meta = sandbox.generation().join("meta.json");
    let before = fs::read(&meta).unwrap();
    let id = "002_4c5b0d9890e0f67a.txt";
    sandbox.ok(&["remove", id]);
    assert_eq!(ending(&sandbox, ".del").len(), 1);
    // As if the power had failed before the commit was named.
    fs::write(&meta, &before).unwrap();
    fs::write(sandbox.generation().join(".stories.cache.4711.new"), "x").unwrap();
    fs::write(sandbox.path("index/.CURRENT.4711.new"), "x").unwrap();
    assert_eq!(articles(&sandbox), 5);
    sandbox.ok(&["remove", id]);
    assert_eq!(articles(&sandbox), 4);
    let left = [ending(&sandbox, ".new"), ending(&sandbox, ".del")].concat();
    assert_eq!(left.len(), 1, "{left:?}");
    assert!(!sandbox.path("index/.CURRENT.4711.new").exists());
}

#[test]
fn reindex_counts_against_what_the_index_says_it_holds() {
    let sandbox = Sandbox::new();
    for (from, to) in [(0, 20), (20, 50)] {
        sandbox.write("d.jsonl", dump(from, to));
        sandbox.ok(&["index", "-j1", "d.jsonl"]);
    }
    let copy = fs_copy(&sandbox);
    // Whatever else is gone: the stored texts make it whole again.
    for end in [".pos", ".idx", ".term", ".fast", ".fieldnorm"] {
        for path in ending(&sandbox, end) {
            fs::remove_file(path).unwrap();
        }
        assert_eq!(sandbox.ok(&["reindex"]).trim(), "50 added", "{end}");
        assert_eq!(articles(&sandbox), 50);
        copy.restore();
    }
    // Without them nothing is put in the place of what is left.
    fs::remove_file(&ending(&sandbox, ".store")[0]).unwrap();
    let current = sandbox.generation();
    let run = sandbox.run(&["reindex"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(
        run.stderr.contains(".store") && run.stderr.contains("of 50 articles"),
        "{run:?}"
    );
    assert_eq!(sandbox.generation(), current);
    let run = sandbox.run(&["check", "--repair"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.stdout.contains("lost: a"), "{run:?}");
    let left = articles(&sandbox);
    assert!(left == 20 || left == 30, "{left}");
    assert!(sandbox.path("index/gen-0001.damaged").is_dir());
    sandbox.ok(&["check"]);
}

/// A copy of the index, to begin again.
struct Copy<'s>(&'s Sandbox, Vec<(PathBuf, Vec<u8>)>);

fn fs_copy(sandbox: &Sandbox) -> Copy<'_> {
    Copy(sandbox, sandbox.index_files())
}

impl Copy<'_> {
    fn restore(&self) {
        fs::remove_dir_all(self.0.path("index")).unwrap();
        for (path, content) in &self.1 {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
    }
}

#[test]
fn reindex_of_an_empty_folder_is_refused() {
    let sandbox = Sandbox::with_indexed_seeds();
    let seeds: Vec<PathBuf> = files(&sandbox.path("seeds")).into_values().collect();
    for seed in &seeds {
        fs::remove_file(seed).unwrap();
    }
    fs::create_dir(sandbox.path("other")).unwrap();
    for path in ["seeds", "other"] {
        let run = sandbox.run(&["reindex", path]);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(
            run.stderr.contains("--force") && run.stderr.contains('5'),
            "{run:?}"
        );
        assert_eq!(articles(&sandbox), 5);
    }
    sandbox.ok(&["reindex", "--force", "seeds"]);
    assert_eq!(articles(&sandbox), 0);
}

#[test]
fn only_what_is_ours_is_swept() {
    let sandbox = Sandbox::with_indexed_seeds();
    sandbox.write("index/gen-2023/report.pdf", "kept");
    let run = sandbox.run(&["index", "seeds"]);
    assert!(run.code == 2 && run.stderr.contains("gen-2023"), "{run:?}");
    assert!(sandbox.path("index/gen-2023/report.pdf").exists());
    fs::remove_dir_all(sandbox.path("index/gen-2023")).unwrap();
    // An old generation that somebody keeps notes in.
    sandbox.write("index/gen-0009/tilmash.json", "{}");
    sandbox.write("index/gen-0009/notes.md", "kept");
    sandbox.ok(&["index", "seeds"]);
    assert!(sandbox.path("index/gen-0009/notes.md").exists());
}

#[test]
fn without_current_nothing_is_touched_and_the_choice_is_told() {
    let sandbox = Sandbox::with_indexed_seeds();
    let current = sandbox.path("index/CURRENT");
    for content in [None, Some("gen-9999\n"), Some("\u{0}\u{1}"), Some("")] {
        match content {
            None => fs::remove_file(&current).unwrap(),
            Some(content) => fs::write(&current, content).unwrap(),
        }
        for args in [
            &["search", "министр"][..],
            &["index", "seeds"],
            &["reindex", "seeds"],
            &["reindex"],
            &["remove", "x"],
            &["check", "--repair"],
        ] {
            let run = sandbox.run(args);
            assert_eq!(run.code, 2, "{args:?}: {run:?}");
            assert!(
                run.stderr.contains("gen-0001") && run.stderr.contains("CURRENT"),
                "{args:?}: {run:?}"
            );
        }
    }
    fs::write(&current, "gen-0001\n").unwrap();
    assert_eq!(sandbox.ok(&["index", "seeds"]).trim(), "5 unchanged");
}

#[test]
fn every_damage_is_an_error_that_names_the_file_and_check_finds_it() {
    let sandbox = Sandbox::new();
    sandbox.write("d.jsonl", dump(0, 30));
    sandbox.ok(&["index", "-j1", "d.jsonl"]);
    sandbox.ok(&["remove", "a3"]);
    let copy = fs_copy(&sandbox);
    let commands: &[&[&str]] = &[
        &["search", "--jsonl", "minister bridge"],
        &["show", "--jsonl", "a1", "a29"],
        &["stories", "--jsonl"],
    ];
    let right: Vec<String> = commands
        .iter()
        .map(|args| sandbox.run(args).stdout)
        .collect();
    let sound = sandbox.ok(&["check"]);
    assert!(sound.contains("29 articles") && sound.contains("as they were written"));
    // Every file of the generation, at places spread over it.
    for (name, path) in files(&sandbox.generation()) {
        let whole = fs::read(&path).unwrap();
        let answers = [
            ".idx",
            ".pos",
            ".term",
            ".store",
            ".fast",
            ".fieldnorm",
            ".del",
        ];
        if !answers.iter().any(|end| name.ends_with(end)) && name != "meta.json" {
            continue;
        }
        for part in 0..14 {
            let mut damaged = whole.clone();
            let at = (damaged.len() - 1) * part.min(11) / 11;
            match part {
                12 => damaged.truncate(6),
                13 => damaged.truncate(0),
                _ => damaged[at] ^= 1 << (part % 8),
            }
            fs::write(&path, &damaged).unwrap();
            for (args, right) in commands.iter().zip(&right) {
                let run = sandbox.run(args);
                assert!(!run.stderr.contains("panicked"), "{name} {at}: {run:?}");
                match run.code {
                    2 => assert!(
                        run.stderr.contains(&name) && run.stderr.contains("tilmash check"),
                        "{name} {at} {args:?}: {run:?}"
                    ),
                    _ => assert_eq!(&run.stdout, right, "{name} {at} {args:?}"),
                }
            }
            let run = sandbox.run(&["check"]);
            assert!(
                run.code == 2 && run.stdout.contains(&name),
                "{name} {at}: {run:?}"
            );
        }
        fs::write(&path, &whole).unwrap();
    }
    copy.restore();
    sandbox.ok(&["check"]);
}

#[test]
fn repair_saves_what_can_be_read_and_names_the_rest() {
    let sandbox = Sandbox::with_indexed_seeds();
    let all = sandbox.ok(&["export"]);
    // A file that can be made again, and one that stored texts are in.
    let path = &ending(&sandbox, ".term")[0];
    let mut bytes = fs::read(path).unwrap();
    bytes[9] ^= 4;
    fs::write(path, bytes).unwrap();
    assert_eq!(sandbox.run(&["search", "министр"]).code, 2);
    let told = sandbox.ok(&["check", "--repair"]);
    assert!(
        told.contains("built anew with 5 articles, 0 lost"),
        "{told}"
    );
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    assert_eq!(sorted(&sandbox.ok(&["export"])), sorted(&all));
    sandbox.ok(&["check"]);
}

#[test]
fn export_and_index_give_the_same_articles() {
    let sandbox = Sandbox::with_indexed_seeds();
    let all = sandbox.ok(&["export"]);
    assert_eq!(all.lines().count(), 5);
    let run = sandbox.run_with(&["--index", "other", "index", "-"], all.as_str());
    assert_eq!(run.code, 0, "{run:?}");
    let strip = |text: String| -> Vec<serde_json::Value> {
        let mut records: Vec<serde_json::Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        for record in &mut records {
            record.as_object_mut().unwrap().remove("path");
        }
        records.sort_by_key(|record| record["id"].to_string());
        records
    };
    assert_eq!(
        strip(sandbox.ok(&["--index", "other", "export"])),
        strip(all)
    );
    let stories = |index: &str| sandbox.ok(&["--index", index, "stories", "--jsonl"]);
    assert_eq!(stories("other"), stories("index"));
}

#[test]
fn a_bad_line_of_many_queries_is_named() {
    let sandbox = Sandbox::with_indexed_seeds();
    sandbox.write("q.tsv", "one\tминистр\ntwo\t(министр\n");
    let run = sandbox.run(&["search", "--queries", "q.tsv", "--syntax"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("q.tsv: query \"two\":"), "{run:?}");
}

#[test]
fn ids_and_paths_forge_no_rows() {
    let sandbox = Sandbox::new();
    let id = "x 9 9 forged\n1 Q0 y 1 9 \u{1b}[2J";
    let record = serde_json::json!({"id": id, "title": "=1+1", "text": "The minister came."});
    sandbox.write("d.jsonl", record.to_string());
    sandbox.ok(&["index", "-j1", "d.jsonl"]);
    let trec = sandbox.ok(&["search", "minister", "--format", "trec"]);
    assert_eq!(trec.lines().count(), 1, "{trec}");
    assert_eq!(trec.split_whitespace().count(), 6, "{trec}");
    let tsv = sandbox.ok(&["search", "minister", "--format", "tsv"]);
    assert!(tsv.contains("\t'=1+1\t"), "{tsv}");
    let paths = sandbox.ok(&["search", "minister", "--format", "paths", "-0"]);
    assert!(
        paths.ends_with("d.jsonl#1\0") || paths.ends_with('\0'),
        "{paths:?}"
    );
    for format in ["trec", "tsv", "paths", "terminal"] {
        let shown = sandbox.ok(&["search", "minister", "--format", format]);
        assert!(!shown.contains('\u{1b}'), "{format}: {shown:?}");
    }
}

#[test]
fn warnings_have_no_colours_in_a_pipe() {
    let sandbox = Sandbox::with_indexed_seeds();
    // Something to say: what is worked out cannot be kept.
    let cache = sandbox.generation().join("stories.cache");
    fs::remove_file(&cache).unwrap();
    fs::create_dir(&cache).unwrap();
    for color in ["never", "auto"] {
        let output = sandbox
            .command(&["--color", color, "stories"])
            .env("TILMASH_LOG", "info")
            .output()
            .unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        assert!(!told.is_empty() && !told.contains('\u{1b}'), "{told}");
    }
}

#[cfg(unix)]
#[test]
fn an_interrupt_leaves_a_whole_index_and_says_so() {
    let sandbox = Sandbox::with_indexed_seeds();
    let mut child = start(&sandbox, &["index", "-"]);
    let mut stdin = child.stdin.take().unwrap();
    let feeder = thread::spawn(move || {
        let begun = Instant::now();
        let mut from = 0;
        // Until it is gone.
        while begun.elapsed() < Duration::from_secs(60)
            && std::io::Write::write_all(&mut stdin, dump(from, from + 10).as_bytes()).is_ok()
        {
            from += 10;
            thread::sleep(Duration::from_millis(20));
        }
    });
    thread::sleep(Duration::from_millis(700));
    let killed = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(killed.unwrap().success());
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(130), "{told}");
    assert!(
        told.contains("nothing of this run is in the index"),
        "{told}"
    );
    assert_eq!(articles(&sandbox), 5);
    sandbox.ok(&["check"]);
    assert!(ending(&sandbox, ".new").is_empty());
}

#[test]
fn what_is_kept_of_stories_is_checked_too() {
    let sandbox = Sandbox::with_indexed_seeds();
    let right = sandbox.ok(&["stories"]);
    for name in ["stories.cache", "links.cache"] {
        let path = sandbox.generation().join(name);
        let whole = fs::read(&path).unwrap();
        let mut damaged = whole.clone();
        *damaged.last_mut().unwrap() ^= 1;
        for bytes in [damaged, whole[..whole.len() - 1].to_vec(), b"x".to_vec()] {
            fs::write(&path, bytes).unwrap();
            let run = sandbox.run(&["check"]);
            assert!(run.code == 2 && run.stdout.contains(name), "{run:?}");
        }
        // It never was an answer, and is made again.
        sandbox.ok(&["check", "--repair"]);
        sandbox.ok(&["check"]);
        assert_eq!(sandbox.ok(&["stories"]), right);
    }
}
