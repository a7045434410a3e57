//! `tilmash link`, `unlink` and `corrections`.

use clap::Args;

use super::{
    Global, Outcome,
    failure::{Failure, say_clean, say_nothing_found},
};
use crate::engine::Correcting;

/// Say that articles report the same story, whatever the program thinks
///
/// What an editor says goes before all else, is kept when articles change and the
/// index is built anew, and goes with an export. Stories, duplicates and search mark
/// it; `tilmash corrections` lists and takes back.
#[derive(Debug, Args)]
pub(super) struct Link {
    /// An article's id, or a story's, which stands for its first report
    a: String,
    /// Others that report the same story
    #[arg(required = true, value_name = "B")]
    others: Vec<String>,
}

/// Say that two articles do not report the same story, whatever the program thinks
///
/// Kept and marked as what `tilmash link` says.
#[derive(Debug, Args)]
pub(super) struct Unlink {
    /// An article's id
    a: String,
    /// Others that report another story than it
    #[arg(required = true, value_name = "B")]
    others: Vec<String>,
}

/// List what was said with `link` and `unlink`, or take it back
///
/// Exit code 1 says that there is nothing.
#[derive(Debug, Args)]
pub(super) struct Corrections {
    /// Take back what was said of two articles
    #[arg(long, num_args = 2, value_names = ["A", "B"])]
    forget: Vec<String>,
}

fn correct(
    global: &Global,
    a: &str,
    others: &[String],
    how: Correcting,
) -> Result<Outcome, Failure> {
    let pairs: Vec<(String, String)> = others
        .iter()
        .map(|other| (a.to_owned(), other.clone()))
        .collect();
    if others.iter().any(|other| other == a) {
        return Err(Failure::Usage("an article and itself are one".to_owned()));
    }
    let changed = global.engine().correct(&pairs, how)?;
    if !global.quiet {
        say_clean(&match changed {
            0 => "it was said before: nothing to do".to_owned(),
            _ => format!("{changed} corrections made; `tilmash corrections` lists them"),
        });
    }
    Ok(Outcome::Done)
}

impl Link {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        correct(global, &self.a, &self.others, Correcting::Link)
    }
}

impl Unlink {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        correct(global, &self.a, &self.others, Correcting::Unlink)
    }
}

impl Corrections {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let engine = global.engine();
        if let [a, b] = self.forget.as_slice() {
            let pair = [(a.clone(), b.clone())];
            let changed = engine.correct(&pair, Correcting::Retract)?;
            return Ok(match changed {
                0 => {
                    say_nothing_found(global, "nothing was said of the two");
                    Outcome::Nothing
                }
                _ => Outcome::Done,
            });
        }
        let corrections = engine.corrections()?;
        let mut printer = global.printer();
        for correction in &corrections {
            printer.correction(correction)?;
        }
        printer.finish()?;
        if corrections.is_empty() {
            say_nothing_found(global, "no corrections");
            return Ok(Outcome::Nothing);
        }
        Ok(Outcome::Done)
    }
}
