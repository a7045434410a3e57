//! What happens when a disk is full, a process killed, a reader gone? The
//! index stays as it was, and the next run tidies up.

use std::{
    fs,
    io::{BufRead, BufReader, Read},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::sandbox::{Sandbox, repository};

/// The program started in a sandbox, its output piped to us.
pub(super) fn start(sandbox: &Sandbox, args: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_tilmash"))
        .args(args)
        .current_dir(sandbox.path("."))
        .env_remove("TILMASH_INDEX")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

/// A dump of `count` articles made of the seeds' paragraphs.
fn dump(count: usize) -> String {
    let mut paragraphs = Vec::new();
    for name in [
        "001_f10cca1a0bca9f72.txt",
        "003_88678b7c7ed344c8.txt",
        "004_f7ed9b7ff56d025d.txt",
    ] {
        let text = fs::read_to_string(repository("seeds").join(name)).unwrap();
        paragraphs.extend(text.split("\n\n").map(str::to_owned));
    }
    let text = |number: usize| {
        let parts =
            (0..3).map(|part| paragraphs[(number * 7 + part * 5) % paragraphs.len()].as_str());
        parts.collect::<Vec<_>>().join("\n\n")
    };
    (0..count)
        .map(|number| {
            serde_json::json!({"id": format!("g{number}"), "text": text(number)}).to_string() + "\n"
        })
        .collect()
}

/// A dump of `count` articles that have nothing in common but their first word.
fn noise(count: u32, first: &str) -> String {
    let article = |number: u32| {
        let words = (0..400_u32)
            .map(|word| format!(" w{}", (number * 400 + word).wrapping_mul(2_654_435_761)));
        let text = first.to_owned() + &words.collect::<String>();
        serde_json::json!({"id": format!("n{number}"), "text": text}).to_string() + "\n"
    };
    (0..count).map(article).collect()
}

fn generations(sandbox: &Sandbox) -> usize {
    let names = fs::read_dir(sandbox.path("index")).unwrap();
    names
        .filter(|entry| {
            entry
                .as_ref()
                .unwrap()
                .file_name()
                .to_string_lossy()
                .starts_with("gen-")
        })
        .count()
}

/// Waits until a new generation is being written beside the one in force.
fn wait_for_generation(sandbox: &Sandbox) {
    let begun = Instant::now();
    while generations(sandbox) < 2 {
        assert!(
            begun.elapsed() < Duration::from_secs(60),
            "no new generation"
        );
        thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn a_killed_reindex_leaves_the_old_index_in_force() {
    let sandbox = Sandbox::with_indexed_seeds();
    let before = sandbox.ok(&["stories", "--jsonl"]);
    let current = sandbox.generation();
    // It waits for standard input, so it is surely killed in the middle.
    let mut writer = start(&sandbox, &["reindex", "seeds", "-"]);
    wait_for_generation(&sandbox);
    writer.kill().unwrap();
    writer.wait().unwrap();
    assert_eq!(sandbox.generation(), current);
    assert_eq!(sandbox.ok(&["stories", "--jsonl"]), before);
    assert_eq!(generations(&sandbox), 2, "what the crash left behind");
    assert_eq!(sandbox.ok(&["index", "seeds"]).trim(), "5 unchanged");
    assert_eq!(generations(&sandbox), 1, "swept");
}

#[test]
fn a_killed_update_leaves_the_last_commit() {
    let sandbox = Sandbox::with_indexed_seeds();
    let before = sandbox.ok(&["stories", "--jsonl"]);
    let mut writer = start(&sandbox, &["index", "-"]);
    let mut stdin = writer.stdin.take().unwrap();
    std::io::Write::write_all(&mut stdin, dump(40).as_bytes()).unwrap();
    thread::sleep(Duration::from_millis(300));
    writer.kill().unwrap();
    writer.wait().unwrap();
    assert_eq!(sandbox.ok(&["stories", "--jsonl"]), before);
    assert_eq!(sandbox.records(&["stats"])[0]["articles"], 5);
    sandbox.ok(&["index", "seeds"]);
}

#[test]
fn readers_go_on_during_a_reindex() {
    let sandbox = Sandbox::with_indexed_seeds();
    sandbox.write("dump.jsonl", dump(300));
    let before = sandbox.ok(&["search", "Мурашко", "--jsonl"]);
    let mut writer = start(&sandbox, &["reindex", "seeds", "dump.jsonl", "-"]);
    wait_for_generation(&sandbox);
    for _ in 0..3 {
        assert_eq!(sandbox.ok(&["search", "Мурашко", "--jsonl"]), before);
        assert_eq!(sandbox.run(&["index", "seeds"]).code, 2, "a second writer");
    }
    drop(writer.stdin.take());
    let mut output = String::new();
    writer
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut output)
        .unwrap();
    // Standard input was empty: one skipped.
    assert_eq!(writer.wait().unwrap().code(), Some(3), "{output}");
    assert_eq!(sandbox.records(&["stats"])[0]["articles"], 305);
    assert_eq!(generations(&sandbox), 1);
}

#[test]
fn a_closed_pipe_is_no_error() {
    let sandbox = Sandbox::new();
    sandbox.write("dump.jsonl", noise(400, "Министр"));
    sandbox.ok(&["index", "dump.jsonl"]);
    for args in [
        &[
            "search",
            "министр",
            "-n",
            "400",
            "--group",
            "none",
            "--jsonl",
        ][..],
        &["search", "министр", "-n", "400", "--group", "none"],
    ] {
        let mut reader = start(&sandbox, args);
        let mut line = String::new();
        // Like `head -n 1`: one line, then the pipe is closed.
        BufReader::new(reader.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let mut stderr = String::new();
        reader
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut stderr)
            .unwrap();
        assert_eq!(reader.wait().unwrap().code(), Some(0), "{stderr}");
        assert_eq!(stderr, "");
        assert!(!line.is_empty());
    }
}

#[test]
fn a_read_only_index_can_be_searched() {
    let sandbox = Sandbox::with_indexed_seeds();
    let stories = sandbox.ok(&["stories", "--jsonl"]);
    fs::remove_file(sandbox.generation().join("stories.cache")).unwrap();
    let Some(_mount) = Mount::read_only(&sandbox, "index") else {
        eprintln!("not tested: mounting takes the superuser");
        return;
    };
    assert_eq!(sandbox.ok(&["stories", "--jsonl"]), stories);
    assert!(!sandbox.records(&["search", "министр"]).is_empty());
    assert!(
        !sandbox
            .records(&["duplicates", "002_4c5b0d9890e0f67a.txt"])
            .is_empty()
    );
    let run = sandbox.run(&["index", "seeds"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stderr.to_lowercase().contains("read-only"), "{run:?}");
}

#[test]
fn a_full_disk_is_named_and_the_index_stays() {
    let sandbox = Sandbox::with_seeds();
    fs::create_dir(sandbox.path("small")).unwrap();
    let Some(_mount) = Mount::small(&sandbox, "small", "2m") else {
        eprintln!("not tested: mounting takes the superuser");
        return;
    };
    sandbox.ok(&["index", "seeds", "--index", "small/index"]);
    let before = sandbox.ok(&["stories", "--jsonl", "--index", "small/index"]);
    sandbox.write("large.jsonl", noise(1500, ""));
    for command in ["index", "reindex"] {
        let run = sandbox.run(&[command, "large.jsonl", "--index", "small/index"]);
        assert_eq!(run.code, 2, "{command}: {run:?}");
        assert!(
            run.stderr.contains("no space left on the disk"),
            "{command}: {run:?}"
        );
        assert_eq!(
            sandbox.ok(&["stories", "--jsonl", "--index", "small/index"]),
            before,
            "{command}"
        );
    }
    assert_eq!(
        sandbox
            .ok(&["index", "seeds", "--index", "small/index"])
            .trim(),
        "5 unchanged"
    );
}

/// A file system mounted for the time of a test.
struct Mount(std::path::PathBuf);

impl Mount {
    fn at(place: std::path::PathBuf, args: &[&str]) -> Option<Self> {
        let mounted = Command::new("mount")
            .args(args)
            .arg(&place)
            .stderr(Stdio::null())
            .status();
        mounted
            .is_ok_and(|status| status.success())
            .then(|| Self(place))
    }

    /// An empty file system of this size over a folder.
    fn small(sandbox: &Sandbox, folder: &str, size: &str) -> Option<Self> {
        Self::at(
            sandbox.path(folder),
            &["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"],
        )
    }

    /// A folder as it is, but read-only.
    fn read_only(sandbox: &Sandbox, folder: &str) -> Option<Self> {
        let place = sandbox.path(folder);
        let name = place.to_str().unwrap().to_owned();
        let mount = Self::at(place, &["--bind", &name])?;
        let made = Command::new("mount")
            .args(["-o", "remount,bind,ro", &name])
            .stderr(Stdio::null())
            .status();
        made.is_ok_and(|status| status.success()).then_some(mount)
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

/// Several threads write at once; once, some articles were lost on the way.
#[test]
fn every_article_arrives() {
    let sandbox = Sandbox::new();
    let records: String = (0..600)
        .map(|n| format!("{{\"id\":\"{n}\",\"text\":\"Record {n} of the dump.\"}}\n"))
        .collect();
    sandbox.write("in/d.jsonl", records);
    for round in 0..5 {
        let index = format!("index-{round}");
        sandbox.ok(&["--index", &index, "index", "-j", "4", "in"]);
        let stats = sandbox.ok(&["--index", &index, "--json", "stats"]);
        assert!(stats.contains("\"articles\":600"), "{stats}");
    }
}
