//! `tilmash lexicon`, and the user's own corrections to it.

use std::{path::Path, sync::Arc};

use clap::Args;

use super::{
    Global, Outcome,
    analyze::known,
    failure::{Failure, say_clean},
};
use crate::{
    analysis,
    language::{self, Language},
    lexicon::{self, Overrides},
    render::Translated,
    source,
};

/// Show how words are translated when a query is asked in other languages
///
/// Prints the translations with their share and where each comes from:
/// vectors, parallel (text), names, or override. Corrections are kept in a file
/// given by --lexicon, a line each: `add<TAB>ru:нефть<TAB>kk:мұнай`,
/// `forbid<TAB>kk:мұнай<TAB>en:moan`, `forbid<TAB>kk:бар<TAB>en:*`.
#[derive(Debug, Args)]
pub(super) struct Lexicon {
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
        let lexicon = global.lexicon()?;
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
        Ok(if found {
            Outcome::Done
        } else {
            Outcome::Nothing
        })
    }
}

/// The shipped lexicon with the corrections of a file; lines that are none are
/// named and left out.
pub(super) fn corrected(file: Option<&Path>) -> Result<Arc<lexicon::Lexicon>, Failure> {
    let overrides = match file {
        None => Overrides::default(),
        Some(file) => {
            let (overrides, bad) = Overrides::parse(&source::read_text(file)?);
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
    };
    Ok(Arc::new(lexicon::Lexicon::new(overrides)))
}
