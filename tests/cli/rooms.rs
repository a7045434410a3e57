//! Does the code keep to the house's plan? Which room may know which, who
//! touches files, who writes results, and what every language must bring.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use crate::sandbox::repository;

/// Room by room, from the left to the right: what it may use beside itself.
pub(super) const MAY_USE: &[(&str, &[&str])] = &[
    ("article", &[]),
    ("memo", &[]),
    ("error", &[]),
    ("language", &["article", "error"]),
    ("source", &["article", "error", "language"]),
    ("dictionary", &["error", "language"]),
    (
        "analysis",
        &["article", "error", "memo", "language", "dictionary"],
    ),
    ("lexicon", &["article", "error", "language", "analysis"]),
    ("sound", &["language", "analysis", "lexicon"]),
    (
        "signature",
        &[
            "article", "error", "memo", "language", "analysis", "lexicon", "sound",
        ],
    ),
    (
        "index",
        &[
            "article",
            "error",
            "memo",
            "language",
            "dictionary",
            "analysis",
            "lexicon",
            "sound",
            "signature",
        ],
    ),
    (
        "ingest",
        &["article", "error", "language", "source", "index", "link"],
    ),
    (
        "link",
        &[
            "article",
            "error",
            "language",
            "analysis",
            "lexicon",
            "signature",
            "index",
        ],
    ),
    (
        "query",
        &[
            "article",
            "error",
            "language",
            "analysis",
            "lexicon",
            "sound",
            "signature",
            "index",
        ],
    ),
    (
        "record",
        &["article", "analysis", "lexicon", "link", "query"],
    ),
    (
        "search",
        &[
            "article",
            "error",
            "language",
            "analysis",
            "lexicon",
            "signature",
            "index",
            "link",
            "query",
            "record",
        ],
    ),
    (
        "engine",
        &[
            "article",
            "error",
            "language",
            "source",
            "analysis",
            "lexicon",
            "sound",
            "signature",
            "index",
            "ingest",
            "link",
            "query",
            "record",
            "search",
        ],
    ),
    (
        "eval",
        &[
            "article",
            "error",
            "language",
            "source",
            "analysis",
            "lexicon",
            "signature",
            "index",
            "ingest",
            "link",
            "query",
            "search",
        ],
    ),
    // It lays records out, and names the enums that they are made of.
    (
        "render",
        &[
            "article",
            "dictionary",
            "ingest",
            "language",
            "link",
            "query",
            "record",
        ],
    ),
    // Arguments, the engine, the printer: whatever could be decided by another
    // face of the engine is not decided here.
    (
        "cli",
        &[
            "error",
            "language",
            "source",
            "dictionary",
            "analysis",
            "engine",
            "eval",
            "record",
            "render",
        ],
    ),
];

/// The only rooms that touch files.
const FILE_ROOMS: &[&str] = &["source", "index", "dictionary"];

/// Besides, an evaluation keeps its index in a temporary directory, and so does a
/// test of faults of the disk.
const TEMPORARY: &[&str] = &[
    "eval/workspace.rs",
    "ingest/faulty.rs",
    "ingest/sequences.rs",
];

/// What touches a file, or asks whether there is one.
const FILE_CALLS: &[&str] = &[
    "fs::",
    "File::open",
    "File::create",
    "OpenOptions",
    ".exists()",
    ".try_exists()",
    ".is_file()",
    ".is_dir()",
    ".is_symlink()",
    ".metadata()",
    ".symlink_metadata()",
    ".canonicalize()",
    ".read_dir()",
    ".read_link()",
    "tempfile::",
];

/// The Rust files below a folder.
pub(super) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// The code of each file in `src/`, without comments and unit tests, by the
/// file's path and its room.
pub(super) fn code() -> Vec<(String, String, String)> {
    let src = repository("src");
    let mut found = Vec::new();
    for path in files(&src) {
        let text = fs::read_to_string(&path).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let code: Vec<&str> = text
            .lines()
            .map(|line| line.split("//").next().unwrap_or_default())
            .collect();
        let relative = path.strip_prefix(&src).unwrap();
        let room = relative
            .iter()
            .next()
            .unwrap()
            .to_str()
            .unwrap()
            .trim_end_matches(".rs")
            .to_owned();
        found.push((relative.display().to_string(), room, code.join("\n")));
    }
    assert!(found.len() > 50);
    found
}

/// The rooms that code names: `crate::index::…`, `use crate::{index::…, link}`.
fn named_rooms(code: &str) -> BTreeSet<String> {
    named(code, "crate::")
}

/// What code names below `crate::` or `super::`.
fn named(code: &str, above: &str) -> BTreeSet<String> {
    let name = |text: &str| -> String {
        text.chars()
            .take_while(|char| char.is_alphanumeric() || *char == '_')
            .collect()
    };
    let mut rooms = BTreeSet::new();
    for (at, _) in code.match_indices(above) {
        let rest = &code[at + above.len()..];
        let Some(group) = rest.strip_prefix('{') else {
            rooms.insert(name(rest));
            continue;
        };
        let mut depth = 0;
        let mut item = String::new();
        for char in group.chars() {
            match char {
                '}' if depth == 0 => break,
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    rooms.insert(name(item.trim()));
                    item.clear();
                    continue;
                }
                _ => {}
            }
            item.push(char);
        }
        rooms.insert(name(item.trim()));
    }
    rooms.remove("");
    rooms
}

#[test]
fn groups_of_imports_are_understood() {
    let code = "use crate::{\n    a::{self, X},\n    b,\n    c::d::{E, F},\n};\nfn f() { crate::g::h() }\nuse crate::i;";
    assert_eq!(
        named_rooms(code).into_iter().collect::<Vec<_>>(),
        ["a", "b", "c", "g", "i"]
    );
}

#[test]
fn each_room_knows_only_what_is_to_its_left() {
    let mut wrong = Vec::new();
    for (file, room, code) in code() {
        if matches!(room.as_str(), "main" | "lib") {
            continue;
        }
        let Some((_, may_use)) = MAY_USE.iter().find(|(name, _)| *name == room) else {
            wrong.push(format!("{file}: the room {room} has no place in the plan"));
            continue;
        };
        for used in named_rooms(&code) {
            if used != room && !may_use.contains(&used.as_str()) {
                wrong.push(format!("{file} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_some_rooms_touch_files_and_standard_output() {
    let mut wrong = Vec::new();
    for (file, room, code) in code() {
        // Whether an index is there is a question that `index` answers.
        let code = code.replace("layout.exists()", "");
        let touches_files = FILE_CALLS.iter().any(|name| code.contains(name));
        if touches_files
            && !FILE_ROOMS.contains(&room.as_str())
            && !TEMPORARY.contains(&file.as_str())
        {
            wrong.push(format!("{file} touches files"));
        }
        // The command line only hands standard output over to a printer.
        let takes_stdout = code.contains("stdout()") && room != "render" && file != "cli/mod.rs";
        let prints = ["println!", "print!(", "eprint!("]
            .iter()
            .any(|name| code.contains(name));
        if takes_stdout || prints {
            wrong.push(format!("{file} writes to standard output"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_language_brings_all_it_must() {
    let mut wrong = Vec::new();
    let registered: BTreeSet<&str> = tilmash::language::ALL
        .iter()
        .map(|language| language.code)
        .collect();
    for code in &registered {
        let folder = repository("src/language").join(code);
        for file in ["mod.rs", "names.tsv", "stop.txt"] {
            if !folder.join(file).is_file() {
                wrong.push(format!("{code}: no {file} in its folder"));
            }
        }
        let profile = fs::read_to_string(folder.join("mod.rs")).unwrap_or_default();
        let tables = [
            format!("stems_{code}.tsv"),
            format!("languages/{code}/queries.tsv"),
        ];
        let tested = tables
            .iter()
            .any(|table| repository("tests/tables").join(table).is_file());
        if !profile.contains("unstemmed") && !tested {
            wrong.push(format!("{code}: a stemmer without {}", tables.join(" or ")));
        }
    }
    for entry in fs::read_dir(repository("src/language")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.join("stop.txt").exists() && !registered.contains(name) {
            wrong.push(format!("{name}: a folder that the registry does not know"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The columns of each row of the Markdown table below a heading, without the
/// header and the marks of code.
fn rows_below<'a>(text: &'a str, heading: &str) -> Vec<Vec<&'a str>> {
    let section = text.split_once(heading).map_or("", |(_, rest)| rest);
    section
        .lines()
        .skip_while(|line| !line.starts_with('|'))
        .take_while(|line| line.starts_with('|'))
        .skip(2)
        .map(|line| {
            line.trim_matches('|')
                .split('|')
                .map(|cell| cell.trim().trim_matches('`'))
                .collect()
        })
        .collect()
}

#[test]
fn the_readme_lists_the_languages_of_the_registry() {
    let readme = fs::read_to_string(repository("README.md")).unwrap();
    let listed: Vec<Vec<&str>> = rows_below(&readme, "\n## Languages\n");
    let mut registered: Vec<Vec<&str>> = tilmash::language::ALL
        .iter()
        .map(|language| vec![language.code, language.name, language.analysis])
        .collect();
    registered.sort_unstable();
    assert_eq!(listed, registered, "see `tilmash languages --format tsv`");
}

/// The paths in a text that are marked as code: `a/{b,c}.tsv` is two of them.
fn paths_named(text: &str) -> BTreeSet<String> {
    const FOLDERS: &[&str] = &[
        "src/",
        "tests/",
        "tools/",
        "trainers/",
        "examples/",
        "fuzz/",
        "seeds/",
        ".ci/",
        ".github/",
    ];
    let mut paths = BTreeSet::new();
    let code = text.split('`').skip(1).step_by(2);
    for word in code.flat_map(str::split_whitespace) {
        let word = word.trim_end_matches([')', ',', '.', ':', ';']);
        if !FOLDERS.iter().any(|folder| word.starts_with(folder)) {
            continue;
        }
        match word.split_once('{').and_then(|(before, rest)| {
            let (choices, after) = rest.split_once('}')?;
            Some((before, choices, after))
        }) {
            Some((before, choices, after)) => paths.extend(
                choices
                    .split(',')
                    .map(|choice| format!("{before}{choice}{after}")),
            ),
            None => {
                paths.insert(word.to_owned());
            }
        }
    }
    paths
}

/// Is there such a file or folder for at least one language, if the path
/// leaves open for which?
fn exists_for_some_language(path: &str) -> bool {
    let mut codes = tilmash::language::ALL.iter().map(|language| language.code);
    codes.any(|code| {
        let path = path.replace("CODE", code).replace("LANG", code);
        repository(&path.replace('*', code)).exists()
    })
}

#[test]
fn contributing_names_what_there_is() {
    let text = fs::read_to_string(repository("CONTRIBUTING.md")).unwrap();
    let named = paths_named(&text);
    for must in ["src/language/CODE/", "tests/tables/languages/CODE/"] {
        assert!(named.contains(must), "no word about {must}");
    }
    let missing: Vec<&String> = named
        .iter()
        .filter(|path| !exists_for_some_language(path))
        .collect();
    assert!(missing.is_empty(), "there is no {missing:?}");
}

/// Cargo finds neither by itself: a test that is no module would never run, a
/// trainer that is not named would never be compiled.
#[test]
fn no_test_and_no_trainer_is_forgotten() {
    let modules = fs::read_to_string(repository("tests/main.rs")).unwrap();
    let trainers = fs::read_to_string(repository("trainers/Cargo.toml")).unwrap();
    let mut forgotten = Vec::new();
    for (folder, list) in [("tests", &modules), ("trainers", &trainers)] {
        for entry in fs::read_dir(repository(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap();
            let named = match folder {
                "tests" => format!("mod {name};"),
                _ => format!("name = \"{name}\""),
            };
            let is_source = path.extension().is_some_and(|extension| extension == "rs");
            let is_program = is_source && name != "main" || path.join("main.rs").is_file();
            if is_program && !list.contains(&named) {
                forgotten.push(path);
            }
        }
    }
    assert!(forgotten.is_empty(), "{forgotten:?}");
}
