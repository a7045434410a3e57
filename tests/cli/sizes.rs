//! Is everything short enough to be read at once?

use std::fs;

use super::rooms::files;
use crate::sandbox::repository;

/// Lines of a file: at this length it answers two questions.
const MOST_OF_FILE: usize = 500;
/// Lines of a function: more do not fit on a screen.
const MOST_OF_FUNCTION: usize = 80;

/// All source files, as paths from the repository's root, with their text.
fn sources() -> Vec<(String, String)> {
    let root = repository("");
    [
        "src", "tests", "trainers", "examples", "benches", "fuzz/src",
    ]
    .iter()
    .flat_map(|folder| files(&repository(folder)))
    .map(|path| {
        let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
        (name.replace('\\', "/"), fs::read_to_string(&path).unwrap())
    })
    .collect()
}

#[test]
fn no_file_is_too_long() {
    let mut long = sources();
    long.retain(|(_, text)| text.lines().count() > MOST_OF_FILE);
    let names: Vec<String> = long.into_iter().map(|(path, _)| path).collect();
    assert!(names.is_empty(), "{names:?}");
}

#[test]
fn no_function_is_too_long() {
    let mut long = Vec::new();
    for (path, text) in sources() {
        for (name, lines) in functions(&text) {
            if lines > MOST_OF_FUNCTION {
                long.push(format!("{path}: {name}"));
            }
        }
    }
    assert!(long.is_empty(), "{long:?}");
}

/// The functions of a file that rustfmt has laid out, with their lines: a body
/// ends at the first brace that is indented as the function is.
fn functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let indent = &line[..line.len() - code.len()];
        let Some(name) = name_of_function(code) else {
            continue;
        };
        let end = format!("{indent}}}");
        let rest = lines[at..].iter();
        // One without a body, in a trait, or with one on the same line.
        let short = format!("{indent})");
        let ends = |line: &&&str| {
            **line == end
                || (line.starts_with(indent)
                    && line[indent.len()..].starts_with("fn ")
                    && line.ends_with(['}', ';']))
                || (line.starts_with(&short) && line.ends_with(';'))
        };
        let lines = rest.take_while(|line| !ends(line)).count() + 1;
        found.push((name.to_owned(), lines));
    }
    found
}

/// The name, if a line of code begins a function.
fn name_of_function(code: &str) -> Option<&str> {
    let (before, after) = code.split_once("fn ")?;
    let qualifiers = before.split_whitespace().all(|word| {
        let word = word.split('(').next().unwrap_or_default();
        [
            "pub", "const", "async", "unsafe", "extern", "super)", "crate)",
        ]
        .contains(&word)
    });
    let name = after.split(['(', '<']).next()?;
    qualifiers.then_some(name)
}

#[test]
fn lengths_are_counted_from_the_name_to_the_last_brace() {
    let text = "impl A {\n    pub(super) fn one(\n        a: u8,\n    ) -> u8 {\n        a\n    }\n\n    fn two(&self) {}\n\n    fn three<T>(\n        t: T,\n    );\n}\n\nconst fn four() {\n    if a {\n    }\n}\n";
    let expected = [("one", 5), ("two", 1), ("three", 3), ("four", 4)];
    let expected = expected.map(|(name, lines)| (name.to_owned(), lines));
    assert_eq!(functions(text), expected);
}
