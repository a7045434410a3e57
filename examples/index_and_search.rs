//! Indexes a folder in a temporary directory and searches it.
//!
//! ```text
//! cargo run --example index_and_search -- FOLDER QUERY
//! ```
//! Without arguments it asks the articles in `seeds/` for nuclear medicine, in
//! Russian.

#![allow(clippy::print_stdout, reason = "it shows something")]

use std::{env, error::Error, fmt::Write};

use tilmash::engine::{Engine, Intake, SearchOptions, Settings};

/// The hits, with the other versions of each story beneath it.
pub fn answer(folder: &str, query: &str) -> Result<String, Box<dyn Error>> {
    // An index is a directory that need not exist. One thread is enough here.
    let place = tempfile::tempdir()?;
    let engine = Engine::new(Settings::new(place.path().join("index")));
    let report = engine.index(&[folder.into()], &Intake::new(1), &mut |_| ())?;
    let mut lines = format!("{} articles\n", report.added);

    for hit in engine.search(query, &SearchOptions::first(3))?.hits {
        writeln!(
            lines,
            "{}. [{}] {}",
            hit.rank, hit.article.lang, hit.passage.text
        )?;
        for version in hit.story.iter().flat_map(|story| &story.members) {
            writeln!(lines, "   [{}] {}", version.lang, version.id)?;
        }
    }
    Ok(lines)
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "seeds".to_owned());
    let query = arguments
        .next()
        .unwrap_or_else(|| "ядерной медициной".to_owned());
    print!("{}", answer(&folder, &query)?);
    Ok(())
}
