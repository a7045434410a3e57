//! Prints the stems of words and phrases: `stem_words LANG < LINES`, one a line
//! in, `line<TAB>stem stem ...` out, a stem for each word that the program
//! finds in the line. `tools/lexicon` joins words by their stems, and this is
//! how it gets the ones that the program uses.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs
)]

use std::io::{self, BufRead, BufWriter, Write};

use tilmash::analysis::{Kind, StemMemo, terms};

fn main() {
    let Some(language) = std::env::args()
        .nth(1)
        .and_then(|lang| tilmash::language::get(&lang))
    else {
        eprintln!("usage: stem_words LANG < LINES");
        std::process::exit(2);
    };
    let mut memo = StemMemo::new(language);
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line.unwrap();
        let stems: Vec<String> = terms(&line, &mut memo)
            .into_iter()
            .filter(|term| !matches!(term.token.kind, Kind::Part | Kind::Variant))
            .map(|term| term.stem)
            .collect();
        writeln!(out, "{line}\t{}", stems.join(" ")).unwrap();
    }
}
