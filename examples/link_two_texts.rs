//! Do two texts tell one story? No index is needed for that.
//!
//! ```text
//! cargo run --example link_two_texts -- FILE FILE
//! ```
//! Without arguments it compares a Russian and a Kazakh article in `seeds/`.

#![allow(clippy::print_stdout, reason = "it shows something")]

use std::{env, error::Error, fmt::Write, path::Path};

use tilmash::{
    language,
    link::{Linker, MemoryPool, Model, Options, explain::explain},
    source,
};

/// The judgement, and what both texts speak of.
pub fn judgement(a: &Path, b: &Path) -> Result<String, Box<dyn Error>> {
    // Whatever `tilmash index` reads: plain text, in any encoding.
    let reading = source::ReadOptions::new(language::detect_tag);
    let (a, b) = (
        source::read_one(a, &reading)?,
        source::read_one(b, &reading)?,
    );

    // Links are judged among the articles of a pool; here these two are all.
    let pool = MemoryPool::new([&a, &b]);
    let linker = Linker::new(&pool, Model::shipped(), Options::default());
    let judged = explain(&linker, (0, &a), (1, &b));

    let verdict = if judged.linked {
        "one story"
    } else {
        "not linked"
    };
    let mut lines = format!(
        "{} and {}: {verdict}, probability {:.3}\n",
        a.lang, b.lang, judged.score
    );
    for evidence in judged.evidence.iter().take(10) {
        writeln!(lines, "  {} | {}", evidence.a, evidence.b)?;
    }
    Ok(lines)
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let a = arguments
        .next()
        .unwrap_or_else(|| "seeds/001_f10cca1a0bca9f72.txt".to_owned());
    let b = arguments
        .next()
        .unwrap_or_else(|| "seeds/002_4c5b0d9890e0f67a.txt".to_owned());
    print!("{}", judgement(a.as_ref(), b.as_ref())?);
    Ok(())
}
