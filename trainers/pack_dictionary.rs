//! Packs a dictionary for the repository: `src/language/{ja,zh}/dictionary.bin`.
//!
//! ```text
//! pack_dictionary ja FOLDER NAME OUT     (MeCab sources: *.csv, matrix.def, …)
//! pack_dictionary zh WORDS NAME OUT      (lines `word count tag`)
//! ```
//!
//! What a news index never asks for is dropped: most readings, details of parts
//! of speech, entries that differ in these alone. `src/dictionary/README.md` tells
//! where the sources come from.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    missing_docs
)]

use std::{fs, path::Path};

use tilmash::{
    dictionary::{self, pack},
    language,
};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [code, from, name, out] = arguments.as_slice() else {
        eprintln!("usage: pack_dictionary LANG SOURCES NAME OUT");
        std::process::exit(2);
    };
    let mut source = dictionary::read(Path::new(from)).unwrap();
    source.name.clone_from(name);
    // Texts are brought to one variant of each character before words are
    // looked up, so the words have to be as well.
    let rules = language::get(code).unwrap().unspaced.unwrap();
    for entry in &mut source.entries {
        for form in [&mut entry.surface, &mut entry.base] {
            *form = form.chars().map(rules.variant).collect();
        }
    }
    // Only stretches of the language's own script are ever looked up.
    source.entries.retain(|entry| {
        entry.surface.chars().all(rules.is_unspaced) && entry.surface.chars().count() <= 20
    });
    source.tidy();
    source.settle_readings();
    source.characters = without_comments(&source.characters);
    let packed = pack::pack(&source).unwrap();
    assert!(pack::unpack(&packed).unwrap() == source);
    fs::write(out, &packed).unwrap();
    println!(
        "{}: {} words, {} bytes",
        source.name,
        source.entries.len(),
        packed.len()
    );
}

fn without_comments(text: &str) -> String {
    text.lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim_end())
        .filter(|line| !line.is_empty())
        .map(|line| format!("{line}\n"))
        .collect()
}
