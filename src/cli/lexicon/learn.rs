//! `tilmash lexicon learn`, `accept`, `reject` and `learned`.

use clap::{Args, Subcommand};

use super::super::{
    Global, Outcome,
    failure::{Failure, say_nothing_found},
};
use crate::{engine::Pairs, record::LearnedRecord};

#[derive(Debug, Subcommand)]
pub(super) enum Learning {
    Learn(Learn),
    Learned(Show),
    /// Use word pairs from now on when a search goes to other languages
    Accept(Decide),
    /// Do not use word pairs, and do not propose them again
    Reject(Decide),
}

/// Find word pairs in the index's own stories that the lexicon lacks
///
/// Looks at passages of confident stories that say the same in two languages,
/// and proposes the words that stand there together far more often than by
/// chance. Nothing is used until it is accepted: `tilmash lexicon accept`.
/// The pairs are kept in the index directory, in learned.tsv.
#[derive(Debug, Args)]
pub(super) struct Learn {
    /// Only pairs that stand in at least so many stories
    #[arg(long, value_name = "N", default_value = "3", value_parser = clap::value_parser!(u32).range(2..))]
    min_stories: u32,
}

/// Show the word pairs that are kept beside the index
///
/// Those that were proposed, accepted and rejected, as they stand in learned.tsv
/// in the index directory.
#[derive(Debug, Args)]
pub(super) struct Show {}

// Without a doc comment: it would take the place of those on the variants.
#[derive(Debug, Args)]
pub(super) struct Decide {
    /// A word of the pair, or the pair itself: WORD=TRANSLATION
    #[arg(value_name = "WORD", required_unless_present = "all")]
    words: Vec<String>,
    /// All that are proposed and not decided yet
    #[arg(long, conflicts_with = "words")]
    all: bool,
}

impl Learning {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let engine = global.engine();
        let pairs = match self {
            Self::Learn(learn) => engine.learn(learn.min_stories as usize)?,
            Self::Learned(_) => engine.learned()?,
            Self::Accept(decide) => engine.decide(&decide.pairs(), true)?,
            Self::Reject(decide) => engine.decide(&decide.pairs(), false)?,
        };
        show(global, &pairs)
    }
}

impl Decide {
    fn pairs(self) -> Pairs {
        match self.all {
            true => Pairs::Proposed,
            false => Pairs::With(self.words),
        }
    }
}

fn show(global: &Global, pairs: &[LearnedRecord]) -> Result<Outcome, Failure> {
    let mut printer = global.printer();
    for pair in pairs {
        printer.learned(pair)?;
    }
    printer.finish()?;
    if pairs.is_empty() {
        say_nothing_found(global, "no word pair");
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}
