//! `tilmash detect`.

use std::io::{self, BufRead};

use clap::Args;

use super::{Global, Outcome, failure::Failure};
use crate::language::{self, Language, detect::Guess};

/// Tell the language of each line of standard input, or of a text
///
/// Prints `lang<TAB>confidence` for each line, `und` where there is nothing to
/// judge by or the text is in none of our languages. Confidence is from 0 to 1.
#[derive(Debug, Args)]
pub(super) struct Detect {
    /// Choose among these languages only: ru,kk,en [default: all that `tilmash languages` lists]
    #[arg(long, value_name = "LANG,…", value_delimiter = ',', value_parser = super::known_language)]
    langs: Vec<&'static Language>,
    /// The text; standard input line by line if absent
    text: Option<String>,
}

impl Detect {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let mut printer = global.printer();
        if let Some(text) = &self.text {
            printer.guess(&self.guess(text))?;
        } else {
            for line in io::stdin().lock().split(b'\n') {
                let line = line?;
                printer.guess(&self.guess(&String::from_utf8_lossy(&line)))?;
            }
        }
        printer.finish()?;
        Ok(Outcome::Done)
    }

    fn guess(&self, text: &str) -> Guess {
        if self.langs.is_empty() {
            return language::detect(text);
        }
        let langs: Vec<&str> = self.langs.iter().map(|lang| lang.code).collect();
        language::detect_among(text, &langs)
    }
}
