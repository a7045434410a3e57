//! `tilmash lexicon`, and the corrections to it: the user's own, and what the
//! index was taught.

mod learn;

use clap::Args;

use super::{
    Global, Outcome,
    analyze::known,
    failure::{Failure, say_nothing_found},
};
use crate::language::Language;

/// Show how words are translated when a query is asked in other languages
///
/// Prints the translations with their share and where each comes from: a
/// dictionary, parallel text, lists of names, or by hand. Corrections are kept in a file
/// given by --lexicon, a line each: `add<TAB>ru:нефть<TAB>kk:мұнай`,
/// `forbid<TAB>kk:мұнай<TAB>en:moan`, `forbid<TAB>kk:бар<TAB>en:*`.
/// Write `tilmash lexicon -- learn` to ask for a word that is a command here.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct Lexicon {
    #[command(subcommand)]
    learning: Option<learn::Learning>,
    /// The words
    #[arg(required = true, value_name = "WORD")]
    words: Vec<String>,
    /// Their language [default: all that they could be in]
    #[arg(long, short, value_name = "LANG")]
    lang: Option<String>,
    /// Only translations into these languages: kk,en
    #[arg(long, value_delimiter = ',', value_name = "LANGS")]
    to: Vec<String>,
}

impl Lexicon {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        if let Some(learning) = self.learning {
            return learning.run(global);
        }
        let engine = global.translating_engine()?;
        let from = self.lang.as_deref().map(known).transpose()?;
        let to: Vec<&'static Language> = self
            .to
            .iter()
            .map(|tag| known(tag))
            .collect::<Result<_, _>>()?;
        let mut printer = global.printer();
        let mut found = false;
        for word in &self.words {
            let translations = engine.translations(word, from, &to)?;
            found |= !translations.is_empty();
            printer.translations(&translations)?;
        }
        printer.finish()?;
        if !found {
            say_nothing_found(
                global,
                "no translation; `tilmash help lexicon` says how to add one",
            );
            return Ok(Outcome::Nothing);
        }
        Ok(Outcome::Done)
    }
}
