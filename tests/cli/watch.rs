//! Does a watched folder keep the index up to date, whatever happens in it?

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

use super::crashes::start;
use crate::sandbox::Sandbox;

/// Long enough for a busy machine; what users are promised is measured by hand.
const PATIENCE: Duration = Duration::from_secs(30);

/// Starts watching; back when it does.
fn watching(sandbox: &Sandbox, args: &[&str]) -> Child {
    let mut child = start(sandbox, args);
    let mut lines = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    while !line.starts_with("watching") {
        line.clear();
        assert_ne!(lines.read_line(&mut line).unwrap(), 0, "it ended");
    }
    // Nobody may wait for us.
    thread::spawn(move || {
        let mut rest = String::new();
        while lines.read_line(&mut rest).is_ok_and(|count| count > 0) {}
    });
    child
}

/// Waits until a search finds just this.
fn until(sandbox: &Sandbox, query: &str, wanted: &[&str]) {
    let begun = Instant::now();
    loop {
        let run = sandbox.run(&["search", "--format", "paths", query]);
        let mut found: Vec<&str> = run
            .stdout
            .lines()
            .filter_map(|path| path.rsplit('/').next())
            .collect();
        found.sort_unstable();
        found.dedup();
        if found == wanted {
            return;
        }
        assert!(begun.elapsed() < PATIENCE, "{query}: {found:?}");
        thread::sleep(Duration::from_millis(50));
    }
}

#[cfg(unix)]
#[test]
fn what_happens_in_a_folder_happens_in_the_index() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.txt", "The minister opened a bridge.");
    let mut child = watching(&sandbox, &["watch", "in"]);
    until(&sandbox, "bridge", &["a.txt"]);
    // A new file, in a new folder too.
    sandbox.write("in/b.txt", "Another bridge was closed.");
    sandbox.write("in/deep/er/c.txt", "A third bridge fell.");
    until(&sandbox, "bridge", &["a.txt", "b.txt", "c.txt"]);
    // Changed, renamed, removed.
    sandbox.write("in/b.txt", "A tunnel was closed.");
    until(&sandbox, "bridge", &["a.txt", "c.txt"]);
    fs::rename(sandbox.path("in/a.txt"), sandbox.path("in/z.txt")).unwrap();
    until(&sandbox, "bridge", &["c.txt", "z.txt"]);
    fs::remove_dir_all(sandbox.path("in/deep")).unwrap();
    until(&sandbox, "bridge", &["z.txt"]);
    // Half written, and later whole.
    let mut file = fs::File::create(sandbox.path("in/d.jsonl")).unwrap();
    file.write_all(b"{\"id\":\"1\",\"text\":\"A ferry sank.\"}\n{\"id\":\"2\",\"te")
        .unwrap();
    until(&sandbox, "ferry", &["d.jsonl:1"]);
    file.write_all(b"xt\":\"A second ferry floated.\"}\n")
        .unwrap();
    drop(file);
    until(&sandbox, "floated", &["d.jsonl:2"]);
    // All gone at once looks like a disk that is not there: nothing is removed.
    fs::rename(sandbox.path("in"), sandbox.path("away")).unwrap();
    fs::create_dir(sandbox.path("in")).unwrap();
    thread::sleep(Duration::from_secs(2));
    until(&sandbox, "bridge", &["z.txt"]);
    assert!(child.try_wait().unwrap().is_none(), "it goes on");
    let killed = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(killed.unwrap().success());
    let begun = Instant::now();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None => assert!(begun.elapsed() < PATIENCE, "it does not end"),
        }
        thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(status.code(), Some(130));
    assert!(sandbox.ok(&["check"]).contains("all as they were written"));
}

#[test]
fn there_must_be_something_to_watch() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.run(&["watch"]).code, 2);
}
