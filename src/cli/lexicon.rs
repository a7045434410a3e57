//! `tilmash lexicon`, and the corrections to it: the user's own, and what the
//! index was taught.

mod learn;

use std::{path::Path, sync::Arc};

use clap::Args;

use super::{
    Global, Outcome,
    analyze::known,
    failure::{Failure, say_clean, say_nothing_found},
};
use crate::{
    analysis,
    index::Layout,
    language::{self, Language},
    lexicon::{self, Overrides},
    render::Translated,
    source,
};

/// Show how words are translated when a query is asked in other languages
///
/// Prints the translations with their share and where each comes from:
/// vectors, parallel (text), names, or override. Known are Russian, Kazakh,
/// English and some Kyrgyz words. Corrections are kept in a file
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
        let lexicon = global.lexicon_of_index()?;
        let table = lexicon.table();
        let asked = self.lang.as_deref().map(known).transpose()?;
        let targets: Vec<&Language> = if self.to.is_empty() {
            table.languages().filter_map(language::get).collect()
        } else {
            self.to
                .iter()
                .map(|tag| known(tag))
                .collect::<Result<_, _>>()?
        };
        let mut printer = global.printer();
        let mut found = false;
        for word in &self.words {
            let folded = analysis::fold(word.trim());
            let from: Vec<&Language> = match asked {
                Some(language) => vec![language],
                None => language::plausible(&folded)
                    .into_iter()
                    .map(|(language, _)| language)
                    .collect(),
            };
            for from in from {
                let stem = (from.stem)(&folded);
                for &to in targets.iter().filter(|to| **to != from) {
                    let translations = lexicon.translations(from.code, &stem, to.code);
                    found |= !translations.is_empty();
                    printer.translations(&Translated {
                        word: &folded,
                        lang: from.code,
                        stem: &stem,
                        to: to.code,
                        translations: &translations,
                    })?;
                }
            }
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

/// The shipped lexicon with the corrections of a file; lines that are none are
/// named and left out.
pub(super) fn corrected(file: Option<&Path>) -> Result<Arc<lexicon::Lexicon>, Failure> {
    Ok(Arc::new(lexicon::Lexicon::new(corrections(file)?)))
}

/// The same, with what the index was taught; damage to that is told, and does
/// no more harm.
pub(super) fn corrected_of_index(
    file: Option<&Path>,
    layout: &Layout,
) -> Result<Arc<lexicon::Lexicon>, Failure> {
    let mut overrides = parse(&learned(layout), &layout.learned_path());
    overrides.extend(corrections(file)?);
    Ok(Arc::new(lexicon::Lexicon::new(overrides)))
}

/// What the index was taught; nothing, if that cannot be read.
fn learned(layout: &Layout) -> String {
    match layout.learned() {
        Ok(text) => text.unwrap_or_default(),
        Err(error) => {
            say_clean(&format!("tilmash: what was learned is left out: {error}"));
            String::new()
        }
    }
}

fn corrections(file: Option<&Path>) -> Result<Overrides, Failure> {
    Ok(match file {
        None => Overrides::default(),
        Some(file) => parse(&source::read_text(file)?, file),
    })
}

fn parse(text: &str, file: &Path) -> Overrides {
    let (overrides, bad) = Overrides::parse(text);
    for line in bad {
        say_clean(&format!(
            "tilmash: {}:{}: {}: the line is left out",
            file.display(),
            line.line,
            line.problem
        ));
    }
    overrides
}
