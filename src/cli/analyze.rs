//! `tilmash analyze`.

use std::io::{self, BufRead, Read};

use clap::Args;

use super::{Global, Outcome, failure::Failure};
use crate::{
    analysis, engine,
    language::{self, Language, tag},
};

/// Show how a text is analysed: tokens, offsets, folded forms, stems
///
/// This is what the index stores of it, and what a query is matched by: if a
/// word is not found in another form, compare the stems of both.
#[derive(Debug, Args)]
pub(super) struct Analyze {
    /// Its language [default: detected]
    #[arg(long, short, value_name = "LANG")]
    lang: Option<String>,
    /// With --lang: read one form a line from standard input and print `form<TAB>stem`
    #[arg(long, conflicts_with = "text")]
    stems: bool,
    /// Show all ways to take each word apart, with slots and scores
    #[arg(long, conflicts_with = "stems")]
    explain: bool,
    /// The text; standard input if absent
    text: Option<String>,
}

impl Analyze {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let language = self.lang.as_deref().map(known).transpose()?;
        let mut printer = global.printer();
        if self.stems {
            let Some(language) = language else {
                return Err(Failure::Usage(
                    "--stems needs --lang: stems depend on the language".to_owned(),
                ));
            };
            for line in io::stdin().lock().split(b'\n') {
                let line = line?;
                let form = String::from_utf8_lossy(&line);
                let folded = analysis::fold(form.trim());
                printer.form_and_stem(&line, &(language.stem)(&folded))?;
            }
        } else {
            let text = match self.text {
                Some(text) => text,
                None => {
                    let mut bytes = Vec::new();
                    io::stdin().lock().read_to_end(&mut bytes)?;
                    String::from_utf8_lossy(&bytes).into_owned()
                }
            };
            let language = language
                .unwrap_or_else(|| language::get_or_undetermined(language::detect_tag(&text)));
            if self.explain {
                let Some(morphology) = language.morphology else {
                    return Err(Failure::Usage(format!(
                        "--explain: the stemmer of {} weighs no alternatives",
                        language.name
                    )));
                };
                for token in analysis::tokenize(&text) {
                    printer.parses(&token.folded, &morphology.explain(&token.folded))?;
                }
                printer.finish()?;
                return Ok(Outcome::Done);
            }
            printer.tokens(&engine::analyze(&text, Some(language)))?;
        }
        printer.finish()?;
        Ok(Outcome::Done)
    }
}

/// The language with this code or name.
pub(super) fn known(name: &str) -> Result<&'static Language, Failure> {
    tag::language_of(name)
        .ok_or_else(|| Failure::Usage(format!("unknown language {name:?}; {}", tag::hint(name))))
}
