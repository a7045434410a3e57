//! How is a Kazakh word taken apart, and what does the index keep of it?
//!
//! ```text
//! cargo run --example analyse_a_word -- WORD
//! ```

#![allow(clippy::print_stdout, reason = "it shows something")]

use std::{env, error::Error, fmt::Write};

use tilmash::{
    analysis::{self, StemMemo},
    language,
};

/// The word's stem, and the likeliest ways to take it apart.
pub fn analysis_of(word: &str) -> Result<String, Box<dyn Error>> {
    // Text becomes terms: folded words with their stems. A memo remembers the
    // stems of words that come again.
    let kazakh = language::get("kk").ok_or("no Kazakh")?;
    let mut memo = StemMemo::new(kazakh);
    let mut lines = String::new();
    for term in analysis::terms(word, &mut memo) {
        writeln!(lines, "{} -> {}", term.token.folded, term.stem)?;
    }

    // Kazakh and Kyrgyz weigh all ways to take a word apart.
    let morphology = kazakh.morphology.ok_or("no Turkic morphology")?;
    for parse in morphology.explain(&analysis::fold(word)).iter().take(3) {
        write!(lines, "{:7.2} {}", parse.score, parse.stem)?;
        for (label, form) in &parse.slots {
            write!(lines, " {label}:{form}")?;
        }
        writeln!(lines)?;
    }
    Ok(lines)
}

fn main() -> Result<(), Box<dyn Error>> {
    let word = env::args()
        .nth(1)
        .unwrap_or_else(|| "министрліктерімізден".to_owned());
    print!("{}", analysis_of(&word)?);
    Ok(())
}
