//! Which files are read, and under which ids?

use super::*;

#[test]
fn a_folder_is_read_in_order_under_relative_ids() {
    let files: [(&str, &[u8]); 7] = [
        ("b/c.txt", b"Three."),
        ("a.txt", b"One."),
        ("b/.hidden/x.TEXT", b"Two."),
        (
            "z.jsonl",
            b"{\"text\": \"Four.\"}\n\n{\"id\": \"own\", \"text\": \"Five.\"}\n",
        ),
        ("b/readme.md", b"no"),
        ("picture.png", b"\x89PNG\0"),
        (".gitignore", b"*.txt"),
    ];
    let told = told_files(&files, &options());
    assert_eq!(
        told,
        [
            ".gitignore: not a document",
            "a.txt | One.",
            "b/.hidden/x.TEXT | Two.",
            "b/c.txt | Three.",
            "b/readme.md: not a document",
            "picture.png: not a document",
            "z.jsonl:1 | Four.",
            "own | Five.",
        ]
    );
}

#[test]
fn only_tilmashignore_hides() {
    let files: [(&str, &[u8]); 5] = [
        (".tilmashignore", b"/drafts/\n*.tmp.txt\n[z-a].txt\n"),
        ("drafts/a.txt", b"no"),
        ("a.tmp.txt", b"no"),
        ("b.txt", b"One."),
        (".ignore", b"b.txt"),
    ];
    let told = told_files(&files, &options());
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(
        told[0].contains("note: ") && told[0].contains("[z-a]"),
        "{told:?}"
    );
    assert_eq!(told[1..], [".ignore: not a document", "b.txt | One."]);
}

#[test]
fn the_index_is_never_read() {
    let folder = TempDir::new().unwrap();
    let index = folder.path().join("index");
    fs::create_dir_all(index.join("gen-0001")).unwrap();
    fs::write(index.join("gen-0001/a.txt"), "no").unwrap();
    fs::write(folder.path().join("b.txt"), "One.").unwrap();
    let mut options = options();
    // Given another way than it is met.
    options.exclude = vec![folder.path().join("index/../index")];
    let roots = [folder.path().to_owned(), index.join("gen-0001")];
    assert_eq!(
        told(&folder, &roots, &options),
        [
            "b.txt | One.",
            "index/gen-0001: skipped: belongs to the index"
        ]
    );
}

#[test]
fn a_named_file_is_read_whatever_its_name() {
    let folder = TempDir::new().unwrap();
    let names = ["a", "b.log", "c.json"];
    fs::write(folder.path().join("a"), "One.").unwrap();
    fs::write(folder.path().join("b.log"), "\u{feff} {\"text\": \"Two.\"}").unwrap();
    fs::write(folder.path().join("c.json"), "[1]").unwrap();
    let roots = names.map(|name| folder.path().join(name));
    let told = told(&folder, &roots, &options());
    assert_eq!(
        told,
        [
            "a | One.",
            "b.log:1 | Two.",
            "c.json:1: skipped: not a JSON object"
        ]
    );
}

#[test]
fn what_is_missing_is_listed_and_the_rest_is_read() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.txt"), "One.").unwrap();
    let roots = ["gone", "a.txt"].map(|name| folder.path().join(name));
    let told = told(&folder, &roots, &options());
    assert_eq!(told.len(), 2);
    assert!(
        told[0].starts_with("gone: skipped: cannot read: No such file"),
        "{told:?}"
    );
    assert_eq!(told[1], "a.txt | One.");
}

#[cfg(unix)]
mod unix {
    use std::{
        ffi::OsStr,
        os::unix::{ffi::OsStrExt, fs::PermissionsExt, fs::symlink},
        process::Command,
    };

    use super::*;

    #[test]
    fn pipes_and_devices_are_no_documents() {
        let folder = TempDir::new().unwrap();
        let pipe = folder.path().join("pipe.txt");
        assert!(
            Command::new("mkfifo")
                .arg(&pipe)
                .status()
                .unwrap()
                .success()
        );
        symlink("/dev/zero", folder.path().join("zero.txt")).unwrap();
        let roots = [folder.path().to_owned(), pipe];
        assert_eq!(
            told(&folder, &roots, &options()),
            [
                "pipe.txt: not a document",
                "zero.txt: not a document",
                "pipe.txt: skipped: neither a file nor a folder",
            ]
        );
    }

    #[test]
    fn links_are_followed_and_loops_end() {
        let folder = TempDir::new().unwrap();
        let outside = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("a/b")).unwrap();
        fs::write(at("a/b/one.txt"), "One.").unwrap();
        fs::write(outside.path().join("two.txt"), "Two.").unwrap();
        symlink("..", at("a/b/loop")).unwrap();
        symlink(folder.path(), at("a/root")).unwrap();
        symlink("/", at("a/slash")).unwrap();
        symlink("self", at("self")).unwrap();
        symlink("b", at("a/same")).unwrap();
        symlink(outside.path(), at("out1")).unwrap();
        symlink(outside.path(), at("out2")).unwrap();
        symlink(outside.path(), outside.path().join("again")).unwrap();
        symlink("a/b/one.txt", at("three.txt")).unwrap();
        symlink("nowhere.txt", at("four.txt")).unwrap();
        symlink("nowhere.png", at("five.png")).unwrap();
        let told = told(&folder, &[folder.path().to_owned()], &options());
        let (broken, whole): (Vec<_>, Vec<_>) =
            told.iter().partition(|line| line.contains("skipped"));
        assert_eq!(
            whole,
            [
                "a/b/one.txt | One.",
                "five.png: not a document",
                "out1/two.txt | Two.",
                "self: not a document",
                "three.txt | One.",
            ]
        );
        assert_eq!(broken.len(), 1, "{broken:?}");
        assert!(
            broken[0].starts_with("four.txt: skipped: cannot read: "),
            "{broken:?}"
        );
    }

    #[test]
    fn what_may_not_be_read_is_listed() {
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("closed")).unwrap();
        fs::write(at("closed/a.txt"), "no").unwrap();
        fs::write(at("b.txt"), "no").unwrap();
        fs::write(at("c.txt"), "One.").unwrap();
        let set =
            |name: &str, mode| fs::set_permissions(at(name), fs::Permissions::from_mode(mode));
        set("closed", 0o000).unwrap();
        set("b.txt", 0o000).unwrap();
        let is_root = fs::read(at("b.txt")).is_ok();
        let told = told(&folder, &[folder.path().to_owned()], &options());
        set("closed", 0o700).unwrap();
        if is_root {
            return;
        }
        assert_eq!(
            told,
            [
                "b.txt: skipped: cannot read: Permission denied (os error 13)",
                "c.txt | One.",
                "closed: skipped: cannot read: Permission denied (os error 13)",
            ]
        );
    }

    #[test]
    fn names_that_are_not_unicode_stay_apart() {
        let folder = TempDir::new().unwrap();
        for name in [b"\xc0.txt", b"\xc1.txt"] {
            fs::write(folder.path().join(OsStr::from_bytes(name)), "One.").unwrap();
        }
        let told = told(&folder, &[folder.path().to_owned()], &options());
        assert_eq!(told, ["%C0.txt | One.", "%C1.txt | One."]);
    }
}
