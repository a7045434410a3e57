//! `tilmash detect`.

use std::io::{self, BufRead};

use clap::Args;

use super::{Global, Outcome, failure::Failure};
use crate::language::detect;

/// Tell the language of each line of standard input, or of a text
///
/// Prints `lang<TAB>confidence` for each line, `und` where there is nothing to
/// judge by.
#[derive(Debug, Args)]
pub(super) struct Detect {
    /// The text; standard input line by line if absent
    text: Option<String>,
}

impl Detect {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let mut printer = global.printer();
        if let Some(text) = &self.text {
            printer.guess(&detect::detect(text))?;
        } else {
            for line in io::stdin().lock().split(b'\n') {
                let line = line?;
                printer.guess(&detect::detect(&String::from_utf8_lossy(&line)))?;
            }
        }
        printer.finish()?;
        Ok(Outcome::Done)
    }
}
