//! Indexes a folder in a temporary directory and searches it.
//!
//! ```text
//! cargo run --example index_and_search -- FOLDER QUERY
//! ```
//! Without arguments it asks the articles in `seeds/` for nuclear medicine, in
//! Russian.

#![allow(clippy::print_stdout, reason = "it shows something")]

use std::{env, error::Error, fmt::Write};

use tilmash::{
    index::{Layout, Snapshot},
    ingest, language,
    link::Archive,
    search, source,
};

/// The hits, with the other versions of each story beneath it.
pub fn answer(folder: &str, query: &str) -> Result<String, Box<dyn Error>> {
    // An index is a directory that need not exist. One thread is enough here.
    let place = tempfile::tempdir()?;
    let layout = Layout::new(place.path().join("index"));
    let reading = source::Options::new(language::detect_tag);
    let indexing = ingest::Options::new(reading, 1);
    let report = ingest::update(&layout, &[folder.into()], &indexing, &mut |_| ())?;
    let mut lines = format!("{} articles\n", report.added);

    // A snapshot is what one commit left; later commits do not change it.
    let snapshot = Snapshot::open(&layout)?;
    let archive = Archive::new(&snapshot);
    let options = search::Options {
        limit: 3,
        ..search::Options::default()
    };
    for hit in search::search(&archive, query, &options)?.hits {
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
