//! `tilmash duplicates`.

use std::path::PathBuf;

use clap::Args;

use super::{
    Global, Outcome,
    failure::{Failure, say, say_nothing_found},
    input::Input,
};
use crate::{
    engine::{self, Judge, Subject},
    error::Error,
    source,
};

/// Find who else reported the same story, in which language, and why
///
/// Takes the id of an indexed article, or any text: a file (written with a
/// path separator, such as ./a.txt) or `-` for standard input; it need not be
/// in the index. Exit code 1 says that nobody else did, or with --with that the
/// two are not one story.
#[derive(Debug, Args)]
pub(super) struct Duplicates {
    /// Article id, story id, file, or - for standard input
    #[arg(
        required_unless_present = "all",
        conflicts_with = "all",
        value_name = "ID|FILE|-"
    )]
    what: Option<String>,
    /// Report the pairs of all articles in the index
    #[arg(long)]
    all: bool,
    /// Judge the pair with this article alone, linked or not
    #[arg(long, value_name = "ID", conflicts_with = "all")]
    with: Option<String>,
    /// With --with: show every step of the judgement
    #[arg(long, requires = "with")]
    explain: bool,
    /// Leave reprints in the same language out
    #[arg(long)]
    cross_lang: bool,
    /// Also report the best N candidates in each other language, linked or not
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    candidates: usize,
    /// Link pairs from this probability on, 0 to 1 [default: as learned]
    #[arg(long, value_name = "P")]
    min_score: Option<f32>,
    /// Never link articles further apart than this, where both have dates
    #[arg(long, value_name = "DAYS", default_value_t = engine::DEFAULT_WINDOW)]
    window: u32,
    #[command(flatten)]
    input: Input,
}

impl Duplicates {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let engine = global.engine();
        let judge = Judge::new(Some(self.window), self.min_score);
        let mut which = engine::Duplicates::new(judge);
        which.candidates = self.candidates;
        which.cross_lang = self.cross_lang;
        let mut printer = global.printer();
        let mut found = false;
        if self.all {
            let mut failed = None;
            engine.all_duplicates(which, &mut |pair| {
                found = true;
                failed = printer.pair(&pair).err();
                failed.is_none()
            })?;
            if let Some(error) = failed {
                return Err(error.into());
            }
        } else if let Some(what) = &self.what {
            let subject = self.subject(what)?;
            if let Some(with) = &self.with {
                let pair = engine.judge(&subject, &self.subject(with)?, judge);
                let pair = pair.map_err(|error| match error {
                    Error::NotIndexed => Failure::Usage(
                        "--with judges two indexed articles: index the file first".to_owned(),
                    ),
                    other => other.into(),
                })?;
                found = pair.explanation.linked;
                if self.explain {
                    printer.explanation(&pair)?;
                } else {
                    printer.pair(&pair.pair())?;
                }
            } else {
                for pair in engine.duplicates(&subject, which)? {
                    found |= pair.linked;
                    printer.pair(&pair)?;
                }
                if !found {
                    say_nothing_found(global, "no other report of this story");
                }
            }
        } else {
            say("nothing to look for");
        }
        printer.finish()?;
        Ok(if found {
            Outcome::Done
        } else {
            Outcome::Nothing
        })
    }

    /// What an argument means: a file if it is written as one and is there,
    /// else the id of an article or a story.
    fn subject(&self, what: &str) -> Result<Subject, Failure> {
        let path = PathBuf::from(what);
        let written_as_file = what.contains(std::path::MAIN_SEPARATOR);
        if what != "-" && !(written_as_file && source::is_there(&path)) {
            return Ok(Subject::Id(what.to_owned()));
        }
        let article = source::read_one(&path, &self.input.options()?)?;
        Ok(Subject::Article(Box::new(article)))
    }
}
