//! `tilmash dict`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{
    Global, Outcome,
    failure::{Failure, say_nothing_found},
};
use crate::dictionary;

/// Manage the dictionaries for Chinese, Japanese and Korean
///
/// Those for Japanese and Chinese come with the program and are compiled into
/// the cache directory when they are first needed. Korean does well without;
/// a dictionary of your own, larger or newer, takes the place of what is there.
/// The cache is in ~/.cache/tilmash or the like of your system, or where
/// TILMASH_CACHE says.
#[derive(Debug, Args)]
pub(super) struct Dict {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build a dictionary of your own
    ///
    /// Understood are folders of MeCab sources (*.csv, matrix.def, char.def and
    /// unk.def; UTF-8 or EUC-JP) with the columns of IPADIC, UniDic or
    /// mecab-ko-dic, and lists of Chinese words as jieba keeps them: `word
    /// count tag`, one a line. Indexes that hold texts in the language must be
    /// built anew then: `tilmash reindex`.
    Build {
        /// The folder or list
        #[arg(long, value_name = "PATH")]
        from: PathBuf,
        /// Whose words they are: ja, zh or ko [default: what the sources show]
        #[arg(long, short, value_name = "LANG")]
        lang: Option<String>,
    },
    /// List the dictionaries in the cache
    ///
    /// There are none before a Chinese or Japanese text was met.
    List,
    /// Check every file of every dictionary in the cache
    Verify,
    /// Remove dictionaries from the cache; shipped ones come back when needed
    ///
    /// Say which with --lang, or --all. Indexes that were made with a dictionary
    /// of your own must be built anew then: `tilmash reindex`.
    Remove {
        /// Those of one language: ja, zh or ko
        #[arg(long, short, value_name = "LANG", required_unless_present = "all")]
        lang: Option<String>,
        /// All of them
        #[arg(long, conflicts_with = "lang")]
        all: bool,
    },
}

impl Dict {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let dictionaries = match self.command {
            Command::Build { from, lang } => vec![dictionary::build(&from, lang.as_deref())?],
            Command::List => dictionary::list(false),
            Command::Verify => dictionary::verify(),
            Command::Remove { lang, .. } => dictionary::remove(lang.as_deref())?,
        };
        let mut printer = global.printer();
        for dictionary in &dictionaries {
            printer.dictionary(dictionary)?;
        }
        printer.finish()?;
        let damaged = dictionaries.iter().any(|found| found.trouble.is_some());
        Ok(match dictionaries.as_slice() {
            [] => {
                let place = dictionary::folder()?;
                say_nothing_found(global, &format!("no dictionary in {}", place.display()));
                Outcome::Nothing
            }
            _ if damaged => Outcome::Skipped,
            _ => Outcome::Done,
        })
    }
}
