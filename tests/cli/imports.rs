//! Who imports whom? No circles, between rooms or inside of those that have many
//! parts, and no language known by its code outside of its own folder.

use std::collections::{BTreeMap, BTreeSet};

use super::rooms::{MAY_USE, code};

/// A module's path below the crate: `["language", "kk"]`.
type Module = Vec<String>;

/// The module that a file holds.
fn module_of(file: &str) -> Module {
    let path = file.trim_end_matches(".rs");
    path.trim_end_matches("/mod")
        .split('/')
        .map(str::to_owned)
        .collect()
}

/// The paths of a tree of imports, `a::{b::{c, d}, e}`, that begins at `tree`.
fn leaves(tree: &str, before: &[String], found: &mut Vec<Module>) -> usize {
    let mut path = before.to_vec();
    let mut at = 0;
    loop {
        let rest = &tree[at..];
        let spaces = rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        at += spaces;
        if rest.starts_with('{') {
            at += 1;
            while !tree[at..].trim_start().starts_with('}') && at < tree.len() {
                at += leaves(&tree[at..], &path, found);
                at += tree[at..].len() - tree[at..].trim_start().len();
                at += usize::from(tree[at..].starts_with(','));
            }
            at = tree.len() - tree[at..].trim_start().len() + 1;
            return at.min(tree.len());
        }
        let name: String = rest
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_' || *c == '*')
            .collect();
        // Parents inside of a group.
        match name.as_str() {
            "super" => drop(path.pop()),
            "self" => {}
            _ => path.push(name.clone()),
        }
        at += name.len();
        if name.is_empty() {
            return (at + 1).min(tree.len());
        }
        if !tree[at..].starts_with("::") {
            // `x as y`
            let tail = tree[at..].strip_prefix(" as ").map_or(0, |rest| {
                4 + rest.chars().take_while(|c| c.is_alphanumeric()).count()
            });
            found.push(path);
            return at + tail;
        }
        at += 2;
    }
}

/// The files that a file's code names, of those that `modules` has.
fn named(file: &str, code: &str, modules: &BTreeMap<Module, String>) -> BTreeSet<String> {
    let here = module_of(file);
    let begins = |at: usize| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    };
    let bases = [
        ("crate::", Vec::new()),
        ("self::", here.clone()),
        ("super::", here[..here.len() - 1].to_vec()),
    ];
    let starts: BTreeMap<usize, &(&str, Module)> = bases
        .iter()
        .flat_map(|base| code.match_indices(base.0).map(move |(at, _)| (at, base)))
        .filter(|(at, _)| begins(*at))
        .collect();
    let mut paths = Vec::new();
    let mut read = 0;
    for (at, (start, base)) in starts {
        // A `super` inside of a tree goes up from there.
        if at >= read {
            let tree = at + start.len();
            read = tree + leaves(&code[tree..], base, &mut paths);
        }
    }
    // Its own parts need no `self`.
    for part in modules
        .keys()
        .filter(|part| part[..part.len() - 1] == here[..])
    {
        let name = format!("{}::", part[part.len() - 1]);
        if code.match_indices(&name).any(|(at, _)| begins(at)) {
            paths.push(part.clone());
        }
    }
    let file_of = |path: &Module| {
        let mut lengths = (1..=path.len()).rev();
        lengths.find_map(|length| modules.get(&path[..length]))
    };
    let mut files: BTreeSet<String> = paths.iter().filter_map(file_of).cloned().collect();
    files.remove(file);
    files
}

/// What is in a circle, or between two: what is left when those are taken away, again
/// and again, that use none of the others or are used by none.
fn circle(uses: &BTreeMap<String, BTreeSet<String>>) -> BTreeMap<&str, Vec<&String>> {
    let mut left: BTreeSet<&String> = uses.keys().collect();
    loop {
        let is_used = |part: &String| left.iter().any(|other| uses[*other].contains(part));
        let uses_any = |part: &String| uses[part].iter().any(|used| left.contains(used));
        let kept: BTreeSet<&String> = left
            .iter()
            .copied()
            .filter(|part| is_used(part) && uses_any(part))
            .collect();
        if kept.len() == left.len() {
            let among = |part| uses[part].iter().filter(|used| left.contains(used));
            return left
                .iter()
                .map(|part| (part.as_str(), among(*part).collect()))
                .collect();
        }
        left = kept;
    }
}

/// The files of a room, and which of them each one names.
fn uses(room: &str) -> BTreeMap<String, BTreeSet<String>> {
    let files: Vec<(String, String)> = code()
        .into_iter()
        .filter(|(_, its, _)| its == room)
        .map(|(file, _, code)| (file, code))
        .collect();
    let modules = files
        .iter()
        .map(|(file, _)| (module_of(file), file.clone()))
        .collect();
    files
        .iter()
        .map(|(file, code)| (file.clone(), named(file, code, &modules)))
        .collect()
}

#[test]
fn imports_of_every_form_are_understood() {
    let files = ["a/mod.rs", "a/b/mod.rs", "a/b/c.rs", "a/d.rs", "a/e.rs"];
    let modules = files
        .iter()
        .map(|file| (module_of(file), (*file).to_owned()))
        .collect();
    for (file, code, expected) in [
        ("a/mod.rs", "mod d;\nfn f() { d::g() }", "a/d.rs"),
        ("a/mod.rs", "pub use self::{d, e::{X, Y}};", "a/d.rs a/e.rs"),
        ("a/mod.rs", "fn f() { an_d::g(); x::d::g() }", ""),
        ("a/d.rs", "use super::Thing;", "a/mod.rs"),
        (
            "a/d.rs",
            "use super::{\n    b::{Z, c},\n    e as f,\n};",
            "a/b/c.rs a/b/mod.rs a/e.rs",
        ),
        (
            "a/b/c.rs",
            "use super::{\n    super::e::X,\n    Own,\n};",
            "a/b/mod.rs a/e.rs",
        ),
        ("a/b/c.rs", "use super::super::{d, e};", "a/d.rs a/e.rs"),
        (
            "a/e.rs",
            "use crate::{z, a::{b::Z, d}};",
            "a/b/mod.rs a/d.rs",
        ),
    ] {
        let named: Vec<String> = named(file, code, &modules).into_iter().collect();
        assert_eq!(named.join(" "), expected, "{file}: {code}");
    }
}

#[test]
fn no_room_is_in_a_circle() {
    let rooms = MAY_USE
        .iter()
        .map(|(room, used)| {
            let used = used.iter().map(|used| (*used).to_owned()).collect();
            ((*room).to_owned(), used)
        })
        .collect();
    assert!(circle(&rooms).is_empty(), "{:?}", circle(&rooms));
}

#[test]
fn the_files_of_the_language_room_know_one_another_in_one_direction() {
    let uses = uses("language");
    let registry = &uses["language/registry.rs"];
    assert!(registry.contains("language/kk/mod.rs") && registry.contains("language/profile.rs"));
    assert!(uses["language/mod.rs"].contains("language/registry.rs"));
    let circle = circle(&uses);
    assert!(circle.is_empty(), "in a circle, or between two: {circle:?}");
}

#[test]
fn the_parts_of_the_link_room_know_one_another_in_one_direction() {
    let mut uses = uses("link");
    // Its front door knows them all, and shows what they know of one another.
    uses.remove("link/mod.rs");
    assert!(uses.len() > 15 && uses["link/linker.rs"].contains("link/competition.rs"));
    let circle = circle(&uses);
    assert!(circle.is_empty(), "in a circle, or between two: {circle:?}");
}

/// Strings that are spelled like a code and are none, and the few places that must
/// choose a language.
const NOT_A_RULE: &[(&str, &[&str], &str)] = &[
    ("cli/eval.rs", &["kk"], "the default of an option"),
    (
        "lexicon/mod.rs",
        &["en"],
        "the table was joined by way of English",
    ),
    ("render/pairs.rs", &["no"], "the answer no"),
    (
        "signature/phonetic.rs",
        &["zh", "th"],
        "letters of Latin names",
    ),
    ("signature/senses.rs", &["en"], "the pivot of the lexicon"),
    ("sound/korean.rs", &["kk", "tt"], "letters of Korean names"),
    ("sound/letters.rs", &["zh", "th"], "letters of Latin names"),
    ("source/date.rs", &["th"], "the ending of 13th"),
    ("source/html/mod.rs", &["th", "tr"], "elements of pages"),
    ("source/html/prose.rs", &["th", "tr"], "elements of pages"),
    ("source/html/names.rs", &["no"], "the word no in classes"),
    ("source/markup.rs", &["tr"], "an element of pages"),
];

#[test]
fn no_language_is_known_by_its_code_outside_of_its_folder() {
    let codes = || tilmash::language::ALL.iter().map(|language| language.code);
    let mut wrong = Vec::new();
    for (file, _, code) in code() {
        if codes().any(|code| file.starts_with(&format!("language/{code}/"))) {
            continue;
        }
        let excused = NOT_A_RULE.iter().find(|(its, ..)| *its == file);
        for lang in codes() {
            let named = code.contains(&format!("\"{lang}\""));
            let excused = excused.is_some_and(|(_, codes, _)| codes.contains(&lang));
            if named != excused {
                let what = if named { "names" } else { "is excused for" };
                wrong.push(format!("{file} {what} {lang}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
