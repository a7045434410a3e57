//! Is what is as it was left unread, and does the index know what to read again?

use std::{fs, thread, time::Duration};

use serde_json::Value;

use crate::sandbox::{Sandbox, text};

/// After this a file system's clock has moved on for sure.
const SETTLED: Duration = Duration::from_millis(2200);

fn report(sandbox: &Sandbox, args: &[&str]) -> Value {
    sandbox.records(args).pop().unwrap()
}

fn number(report: &Value, member: &str) -> u64 {
    report[member].as_u64().unwrap()
}

fn with_files() -> Sandbox {
    let sandbox = Sandbox::new();
    for name in ["a", "b", "c"] {
        let content = format!("The minister of {name} opened a bridge on Monday.");
        sandbox.write(&format!("in/{name}.txt"), content);
    }
    let record = |id: u32| format!("{{\"id\":\"{id}\",\"text\":\"Record {id} of the dump.\"}}\n");
    let records = [record(1), "no JSON\n".to_owned(), record(2)].concat();
    sandbox.write("in/dump.jsonl", records);
    sandbox.write("in/empty.txt", "");
    sandbox
}

#[test]
fn what_is_as_it_was_is_not_read() {
    let sandbox = with_files();
    thread::sleep(SETTLED);
    let first = report(&sandbox, &["index", "in"]);
    assert_eq!(number(&first, "added"), 5);
    let again = sandbox.run(&["index", "in", "--json"]);
    assert_eq!(again.code, 3);
    let report: Vec<Value> = serde_json::from_str(&again.stdout).unwrap();
    let report = &report[0];
    assert_eq!(number(report, "unchanged"), 5);
    assert_eq!(number(report, "bytes_read"), 0);
    assert_eq!(number(report, "files_unread"), 5);
    // What was bad then is named once more.
    assert_eq!(number(report, "skipped"), 2);
    assert_eq!(report["skipped_by_reason"], first["skipped_by_reason"]);
    for place in ["in/dump.jsonl:2: invalid JSON", "in/empty.txt: empty"] {
        assert!(again.stderr.contains(place), "{again:?}");
    }
}

#[test]
fn only_what_changed_is_read() {
    let sandbox = with_files();
    thread::sleep(SETTLED);
    report(&sandbox, &["index", "in"]);
    let old = fs::read(sandbox.path("in/a.txt")).unwrap();
    let times = fs::metadata(sandbox.path("in/a.txt")).unwrap();
    // As long as before, and as old as before.
    let new = String::from_utf8(old).unwrap().replace("Monday", "Friday");
    sandbox.write("in/a.txt", &new);
    let file = fs::File::options()
        .write(true)
        .open(sandbox.path("in/a.txt"));
    file.unwrap()
        .set_modified(times.modified().unwrap())
        .unwrap();
    let again = report(&sandbox, &["index", "in"]);
    assert_eq!(number(&again, "changed"), 1);
    assert_eq!(number(&again, "unchanged"), 4);
    let shown = &sandbox.records(&["show", "a.txt"])[0];
    assert_eq!(text(shown, "text"), new);
    // Touched, and the same: its bytes tell.
    thread::sleep(SETTLED);
    report(&sandbox, &["index", "in"]);
    let file = fs::File::options()
        .write(true)
        .open(sandbox.path("in/b.txt"));
    file.unwrap()
        .set_modified(times.modified().unwrap())
        .unwrap();
    let touched = report(&sandbox, &["index", "in"]);
    let size = fs::metadata(sandbox.path("in/b.txt")).unwrap().len();
    assert_eq!(number(&touched, "unchanged"), 5);
    assert_eq!(number(&touched, "bytes_read"), size);
}

#[test]
fn what_is_known_of_files_never_hides_a_lack() {
    let sandbox = with_files();
    thread::sleep(SETTLED);
    report(&sandbox, &["index", "in"]);
    // Removed by hand, it comes back, as it always did.
    sandbox.ok(&["remove", "a.txt", "1"]);
    let again = report(&sandbox, &["index", "in"]);
    assert_eq!(
        (number(&again, "added"), number(&again, "unchanged")),
        (2, 3)
    );
    // Read in another way, it is another article.
    let other = report(&sandbox, &["index", "--id-prefix", "x/", "in"]);
    assert_eq!(number(&other, "added"), 5);
    // Lost or damaged, it costs time alone.
    let cache = sandbox.generation().join("files.cache");
    let whole = fs::read(&cache).unwrap();
    for damaged in [&[][..], &whole[..whole.len() / 2], b"{}\nxx"] {
        fs::write(&cache, damaged).unwrap();
        let again = report(&sandbox, &["index", "in"]);
        assert_eq!(number(&again, "unchanged"), 5);
        assert!(number(&again, "bytes_read") > 0);
    }
    // A new generation keeps it.
    sandbox.ok(&["reindex"]);
    let again = report(&sandbox, &["index", "in"]);
    assert_eq!(number(&again, "bytes_read"), 0);
    // Pruned, what is there stays and what is gone goes, as do those of another prefix.
    sandbox.remove("in/b.txt");
    let pruned = report(&sandbox, &["index", "--prune", "in"]);
    assert_eq!(
        (number(&pruned, "removed"), number(&pruned, "unchanged")),
        (6, 4)
    );
}

#[test]
fn the_index_remembers_what_was_read_and_how() {
    let sandbox = with_files();
    let none = sandbox.run(&["index"]);
    assert_eq!(none.code, 2);
    assert!(none.stderr.contains("no index at"), "{none:?}");
    sandbox.write(
        "more/x.txt",
        "Ein Minister eröffnete am Montag eine Brücke.",
    );
    sandbox.run(&["index", "in"]);
    sandbox.ok(&["index", "--id-prefix", "more/", "--langs", "de,en", "more"]);
    sandbox.write("in/d.txt", "The minister of d closed a bridge.");
    sandbox.write("more/y.txt", "Der Minister schloss eine Brücke.");
    let again = report(&sandbox, &["index"]);
    assert_eq!(
        (number(&again, "added"), number(&again, "unchanged")),
        (2, 6)
    );
    assert_eq!(sandbox.run(&["show", "more/y.txt"]).code, 0);
    // Through a new generation, and from the files again.
    sandbox.ok(&["reindex"]);
    assert_eq!(number(&report(&sandbox, &["index"]), "unchanged"), 8);
    assert_eq!(
        number(&report(&sandbox, &["reindex", "--reread"]), "added"),
        8
    );
    assert_eq!(sandbox.run(&["show", "more/x.txt"]).code, 0);
    sandbox.ok(&["index", "--forget", "more"]);
    fs::remove_dir_all(sandbox.path("more")).unwrap();
    let pruned = report(&sandbox, &["index", "--prune"]);
    assert_eq!(
        (number(&pruned, "unchanged"), number(&pruned, "removed")),
        (6, 0)
    );
    assert_eq!(sandbox.run(&["index", "--forget", "more"]).code, 1);
}

#[test]
fn a_dry_run_says_what_would_be_done_and_does_nothing() {
    let sandbox = with_files();
    let fresh = sandbox.run(&["index", "--dry-run", "in"]);
    assert!(!sandbox.path("index").exists());
    assert!(fresh.stdout.contains("would add a.txt"), "{fresh:?}");
    sandbox.run(&["index", "in"]);
    sandbox.write("in/a.txt", "Another text altogether.");
    sandbox.write("in/n.txt", "A new article.");
    sandbox.remove("in/c.txt");
    let before = sandbox.index_files();
    let records = sandbox.records(&["index", "--prune", "--dry-run", "in"]);
    let told: Vec<String> = records[..3]
        .iter()
        .map(|record| format!("{} {}", text(record, "change"), text(record, "id")))
        .collect();
    assert_eq!(told, ["change a.txt", "add n.txt", "remove c.txt"]);
    assert_eq!(records[3]["dry_run"], true);
    assert_eq!(sandbox.index_files(), before);
    let done = report(&sandbox, &["index", "--prune", "in"]);
    for member in ["added", "changed", "removed", "unchanged", "skipped"] {
        assert_eq!(done[member], records[3][member], "{member}");
    }
}

#[test]
fn a_list_names_what_is_read() {
    let sandbox = with_files();
    sandbox.ok(&["index", "in/a.txt"]);
    let list = "in/b.txt\n\n./in/c.txt\r\n";
    let run = sandbox.run_with(&["index", "--from-list", "-"], list);
    assert_eq!((run.code, run.stdout.trim()), (0, "2 added"), "{run:?}");
    for id in ["a.txt", "in/b.txt", "in/c.txt"] {
        assert_eq!(sandbox.run(&["show", id]).code, 0, "{id}");
    }
    // Below a folder that was read, a file is called as there.
    sandbox.write("news/x/1.txt", "A first report of the flood.");
    sandbox.ok(&["index", "news"]);
    sandbox.write("news/x/1.txt", "A second report of the flood.");
    sandbox.write("names", b"news/x/1.txt\0in/b.txt");
    let run = sandbox.run(&["index", "-0", "--from-list", "names"]);
    assert_eq!(run.stdout.trim(), "1 changed, 1 unchanged", "{run:?}");
    // It does not remember each file of a list.
    assert_eq!(number(&report(&sandbox, &["index"]), "unchanged"), 2);
    let empty = sandbox.run_with(&["index", "--from-list", "-"], "\n");
    assert_eq!(empty.code, 2);
}

#[test]
fn a_limit_ends_the_reading() {
    let sandbox = with_files();
    assert_eq!(
        sandbox.ok(&["index", "--limit", "2", "in"]).trim(),
        "2 added"
    );
    let rest = sandbox.run(&["index", "--limit", "4", "in"]);
    assert!(rest.stdout.starts_with("2 added, 2 unchanged"), "{rest:?}");
    assert_eq!(
        sandbox
            .run(&["index", "--prune", "--limit", "1", "in"])
            .code,
        2
    );
}

#[test]
fn what_is_skipped_is_listed_and_alike_ones_are_counted() {
    let sandbox = with_files();
    for number in 0..130 {
        sandbox.write(&format!("in/none{number:03}.txt"), " ");
    }
    let run = sandbox.run(&["index", "--skipped", "left.tsv", "in"]);
    assert_eq!(run.code, 3);
    assert_eq!(run.stderr.matches(": empty\n").count(), 100, "{run:?}");
    assert!(run.stderr.contains("skipped 31 more: empty"), "{run:?}");
    let list = fs::read_to_string(sandbox.path("left.tsv")).unwrap();
    assert_eq!(list.lines().count(), 132);
    assert!(list.contains("in/none129.txt\tempty\tempty\n"), "{list}");
    // Nothing but the reason of the exit code.
    let quiet = sandbox.run(&["-q", "index", "in"]);
    assert_eq!((quiet.code, quiet.stdout.as_str()), (3, ""));
    let line = "tilmash: 132 inputs skipped: 131 empty, 1 invalid json\n";
    assert_eq!(quiet.stderr, line);
}
