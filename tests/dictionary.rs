//! Do dictionaries come and go unharmed? Compiled once, checked, repaired, never
//! opened unasked; and whatever stands in their place, one message and
//! results all the same.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use crate::sandbox::{Run, Sandbox};

const NEWS: &str = r#"{"id":"ja-1","lang":"ja","title":"関西国際空港に直行便","text":"関西国際空港とアルマトイを結ぶ直行便が開設された。"}
{"id":"ru-1","lang":"ru","title":"Министр здравоохранения","text":"Министр рассказал о новых больницах."}
"#;

/// A sandbox with news in it, whose commands use a cache of its own.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("news.jsonl", NEWS);
    sandbox
}

fn run(sandbox: &Sandbox, args: &[&str]) -> Run {
    let output = sandbox
        .command(args)
        .env("TILMASH_CACHE", sandbox.path("cache"))
        .output()
        .unwrap();
    Run {
        code: output.status.code().expect("ended by a signal"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Lines of standard error that warn or complain of a dictionary.
fn complaints(run: &Run) -> Vec<&str> {
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    run.stderr
        .lines()
        .filter(|line| line.contains("dictionary"))
        .collect()
}

fn dictionaries(sandbox: &Sandbox) -> PathBuf {
    sandbox.path("cache/dictionaries")
}

/// Names of what is in the cache, hidden ones included.
fn names(sandbox: &Sandbox) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dictionaries(sandbox))
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn the_one(sandbox: &Sandbox) -> PathBuf {
    let names = names(sandbox);
    assert_eq!(names.len(), 1, "{names:?}");
    dictionaries(sandbox).join(&names[0])
}

#[track_caller]
fn finds_the_airport(sandbox: &Sandbox) -> Run {
    let run = run(sandbox, &["search", "空港", "--format", "paths"]);
    assert_eq!(run.code, 0, "{run:?}");
    run
}

#[test]
fn russian_touches_no_dictionary() {
    let sandbox = sandbox();
    sandbox.write("ru.jsonl", NEWS.lines().nth(1).unwrap());
    assert_eq!(run(&sandbox, &["index", "ru.jsonl"]).code, 0);
    assert_eq!(run(&sandbox, &["search", "министрами"]).code, 0);
    assert!(!sandbox.path("cache").exists());
    // Beside a Japanese article it is no different.
    assert_eq!(run(&sandbox, &["index", "news.jsonl", "--replace"]).code, 0);
    fs::remove_dir_all(sandbox.path("cache")).unwrap();
    assert_eq!(run(&sandbox, &["search", "министрами"]).code, 0);
    assert!(!sandbox.path("cache").exists());
}

/// Lets anybody write to the folder of a file.
#[cfg(unix)]
fn open_to_all(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let folder = path.parent().unwrap();
    fs::set_permissions(folder, fs::Permissions::from_mode(0o777)).unwrap();
}

#[cfg(not(unix))]
fn open_to_all(path: &Path) {
    fs::write(path, "{").unwrap();
}

/// What is done to one file.
type Damage<'a> = &'a dyn Fn(&Path);

#[test]
fn a_damaged_dictionary_is_told_once_and_compiled_anew() {
    let sandbox = sandbox();
    let first = run(&sandbox, &["index", "news.jsonl"]);
    assert_eq!((first.code, complaints(&first).len()), (0, 0), "{first:?}");
    let place = the_one(&sandbox);
    let whole = |name: &str| fs::read(place.join(name)).unwrap();
    // What a manifest does not name, or names elsewhere, is not checked by it.
    let files = |change: &dyn Fn(&mut serde_json::Map<String, serde_json::Value>)| {
        let mut manifest: serde_json::Value =
            serde_json::from_slice(&whole("manifest.json")).unwrap();
        change(manifest["files"].as_object_mut().unwrap());
        manifest.to_string()
    };
    let damages: [(&str, Damage<'_>); 8] = [
        ("dict.words", &|path| {
            let bytes = whole("dict.words");
            fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
        }),
        ("dict.vals", &|path| {
            let mut bytes = whole("dict.vals");
            bytes[1000] ^= 0x40;
            fs::write(path, bytes).unwrap();
        }),
        ("matrix.mtx", &|path| {
            fs::remove_file(path).unwrap();
            fs::create_dir(path).unwrap();
        }),
        ("manifest.json", &|path| {
            let text = String::from_utf8(whole("manifest.json")).unwrap();
            fs::write(path, text.replace("\"format\": ", "\"format\": 9")).unwrap();
        }),
        ("manifest.json", &|path| fs::write(path, "{").unwrap()),
        // Who forges a file forges the manifest with it.
        ("manifest.json", &open_to_all),
        ("manifest.json", &|path| {
            fs::write(path, files(&|names| names.clear())).unwrap();
        }),
        ("manifest.json", &|path| {
            let elsewhere = files(&|names| {
                let about = names.remove("dict.vals").unwrap();
                names.insert("../dict.vals".to_owned(), about);
            });
            fs::write(path, elsewhere).unwrap();
        }),
    ];
    for (name, damage) in damages {
        damage(&place.join(name));
        let damaged = run(&sandbox, &["dict", "verify"]);
        assert_eq!(damaged.code, 3, "{name}: {damaged:?}");
        assert!(damaged.stdout.contains("damaged"), "{name}: {damaged:?}");
        let told = finds_the_airport(&sandbox);
        assert_eq!(complaints(&told).len(), 1, "{name}: {told:?}");
        let quiet = finds_the_airport(&sandbox);
        assert_eq!(complaints(&quiet).len(), 0, "{name}: {quiet:?}");
        assert_eq!(the_one(&sandbox), place);
    }
    // Something else with its name.
    fs::remove_dir_all(&place).unwrap();
    fs::write(&place, "no folder").unwrap();
    let told = finds_the_airport(&sandbox);
    assert_eq!(complaints(&told).len(), 1, "{told:?}");
    assert!(the_one(&sandbox).is_dir());
}

#[test]
fn a_cache_that_is_no_folder_costs_one_message() {
    let sandbox = sandbox();
    sandbox.write("cache", "a file");
    let told = run(&sandbox, &["index", "news.jsonl"]);
    assert_eq!((told.code, complaints(&told).len()), (0, 1), "{told:?}");
    let told = finds_the_airport(&sandbox);
    assert_eq!(complaints(&told).len(), 1, "{told:?}");
    assert_eq!(fs::read_to_string(sandbox.path("cache")).unwrap(), "a file");
}

/// Files may not grow beyond a megabyte: the compiled dictionary would.
#[cfg(unix)]
#[test]
fn without_room_the_fallback_serves_until_there_is_some() {
    let sandbox = sandbox();
    let cramped = |line: &str| {
        let script = format!("trap '' XFSZ; ulimit -f 2000; exec \"$TILMASH\" {line}");
        let output = Command::new("sh")
            .args(["-c", &script])
            .env("TILMASH", env!("CARGO_BIN_EXE_tilmash"))
            .env("TILMASH_CACHE", sandbox.path("cache"))
            .current_dir(sandbox.path(""))
            .output()
            .unwrap();
        Run {
            code: output.status.code().expect("ended by a signal"),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    };
    for line in ["index news.jsonl", "search 空港"] {
        let told = cramped(line);
        assert_eq!((told.code, complaints(&told).len()), (0, 1), "{told:?}");
        assert!(names(&sandbox).is_empty(), "{:?}", names(&sandbox));
    }
    // Now the dictionary can be compiled, and the index is no longer right.
    let other = run(&sandbox, &["search", "空港"]);
    assert_eq!(other.code, 2, "{other:?}");
    assert!(other.stderr.contains("reindex"), "{other:?}");
    assert_eq!(run(&sandbox, &["reindex"]).code, 0);
    finds_the_airport(&sandbox);
}

#[test]
fn several_processes_may_compile_at_once() {
    let sandbox = sandbox();
    let children: Vec<Child> = (0..3)
        .map(|number| {
            Command::new(env!("CARGO_BIN_EXE_tilmash"))
                .args(["--index", &format!("index-{number}"), "index", "news.jsonl"])
                .env("TILMASH_CACHE", sandbox.path("cache"))
                .current_dir(sandbox.path(""))
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success(), "{stderr}");
        assert!(!stderr.contains("dictionary"), "{stderr}");
    }
    the_one(&sandbox);
    assert_eq!(run(&sandbox, &["dict", "verify"]).code, 0);
}

/// A dictionary of three words in MeCab's form.
fn write_sources(sandbox: &Sandbox) {
    sandbox.write(
        "mine/words.csv",
        "関西国際空港,0,0,100,名詞,固有名詞,*,*,*,*,関西国際空港,*,*\n\
         空港,0,0,3000,名詞,一般,*,*,*,*,空港,*,*\n\
         関西国際,0,0,3000,名詞,一般,*,*,*,*,関西国際,*,*\n",
    );
    sandbox.write("mine/matrix.def", "1 1\n0 0 0\n");
    sandbox.write(
        "mine/char.def",
        "DEFAULT 0 1 0\nSPACE 0 1 0\n0x0020 SPACE\n",
    );
    sandbox.write(
        "mine/unk.def",
        "DEFAULT,0,0,9000,名詞,一般,*,*,*,*,*\nSPACE,0,0,9000,記号,空白,*,*,*,*,*\n",
    );
}

#[test]
fn a_dictionary_of_ones_own_takes_the_place_of_the_shipped_one() {
    let sandbox = sandbox();
    write_sources(&sandbox);
    assert_eq!(run(&sandbox, &["index", "news.jsonl"]).code, 0);
    let built = run(&sandbox, &["dict", "build", "--from", "mine"]);
    assert_eq!(built.code, 0, "{built:?}");
    assert!(built.stdout.contains("in use"), "{built:?}");
    let refused = run(&sandbox, &["search", "空港"]);
    assert_eq!(refused.code, 2, "{refused:?}");
    assert!(refused.stderr.contains("reindex"), "{refused:?}");
    assert_eq!(run(&sandbox, &["index", "news.jsonl"]).code, 2);
    assert_eq!(run(&sandbox, &["reindex"]).code, 0);
    let told = finds_the_airport(&sandbox);
    assert_eq!(complaints(&told).len(), 0, "{told:?}");
    let removed = run(&sandbox, &["dict", "remove", "--lang", "ja"]);
    assert_eq!(removed.code, 0, "{removed:?}");
    assert!(names(&sandbox).is_empty());
    assert_eq!(run(&sandbox, &["search", "空港"]).code, 2);
    let empty = run(&sandbox, &["dict", "list"]);
    assert_eq!(empty.code, 1);
    assert!(empty.stderr.contains("no dictionary in "), "{empty:?}");
}

#[test]
fn a_boost_reaches_words_that_are_asked_for_by_their_parts() {
    let sandbox = sandbox();
    sandbox.write(
        "news.jsonl",
        r#"{"id":"airport","lang":"ja","text":"関西国際空港に直行便が開設された。"}
{"id":"dog","lang":"ja","text":"博物館の犬はとても大きい。犬がいる。"}
"#,
    );
    assert_eq!(run(&sandbox, &["index", "news.jsonl"]).code, 0);
    for (query, first) in [
        ("関西国際空港に 犬", "airport"),
        ("関西国際空港に 犬^9", "dog"),
    ] {
        let tsv = run(
            &sandbox,
            &["search", query, "--langs", "ja", "--format", "tsv"],
        );
        let hit = tsv.stdout.lines().nth(1).unwrap_or_default();
        assert_eq!(hit.split('\t').nth(3), Some(first), "{query}: {tsv:?}");
    }
}

#[test]
fn what_is_no_dictionary_is_not_removed() {
    let sandbox = sandbox();
    let files = ["notes.txt", "en-words/list", "my-ja/list"];
    for file in files {
        sandbox.write(&format!("cache/dictionaries/{file}"), "mine");
    }
    assert_eq!(run(&sandbox, &["dict", "list"]).code, 1);
    assert_eq!(run(&sandbox, &["dict", "remove", "--all"]).code, 1);
    for file in files {
        assert!(dictionaries(&sandbox).join(file).is_file(), "{file}");
    }
}

#[test]
fn sources_that_are_none_change_nothing() {
    let sandbox = sandbox();
    let spoil: [(&str, &str); 9] = [
        ("matrix.def", ""),
        ("matrix.def", "1 1\n7 0 0\n"),
        ("matrix.def", "99999 99999\n"),
        // Eight gigabytes of costs.
        ("matrix.def", "65535 65535\n0 0 0\n"),
        ("char.def", ""),
        ("unk.def", "DEFAULT,5,0,9000\n"),
        ("words.csv", "空港,5,0,3000,名詞\n"),
        ("words.csv", "空港\n"),
        ("words.csv", "\u{0}\u{1},,,,\n"),
    ];
    for (name, content) in spoil {
        write_sources(&sandbox);
        sandbox.write(&format!("mine/{name}"), content);
        let refused = run(
            &sandbox,
            &["dict", "build", "--from", "mine", "--lang", "ja"],
        );
        assert_eq!(refused.code, 2, "{name} {content:?}: {refused:?}");
        assert_eq!(
            complaints(&refused).len(),
            1,
            "{name} {content:?}: {refused:?}"
        );
        assert!(names(&sandbox).is_empty());
    }
    for args in [
        &["dict", "build", "--from", "nowhere"][..],
        &["dict", "build", "--from", "mine", "--lang", "xx"],
        &["dict", "build", "--from", "news.jsonl", "--lang", "zh"],
    ] {
        let refused = run(&sandbox, args);
        assert_eq!(refused.code, 2, "{args:?}: {refused:?}");
        assert!(!refused.stderr.contains("panicked"), "{refused:?}");
        assert!(names(&sandbox).is_empty());
    }
}
