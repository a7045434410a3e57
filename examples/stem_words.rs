//! Prints the stem of each word: `stem_words LANG < WORDS`, one folded word a
//! line in, `word<TAB>stem` out. `tools/lexicon` aligns stems, and this is how
//! it gets the ones that the program uses.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs
)]

use std::io::{self, BufRead, BufWriter, Write};

fn main() {
    let Some(language) = std::env::args()
        .nth(1)
        .and_then(|lang| tilmash::language::get(&lang))
    else {
        eprintln!("usage: stem_words LANG < WORDS");
        std::process::exit(2);
    };
    let mut out = BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let word = line.unwrap();
        writeln!(out, "{word}\t{}", (language.stem)(&word)).unwrap();
    }
}
