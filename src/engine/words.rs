//! What is known of words and languages?

use super::Engine;
use crate::{
    analysis::{self, StemMemo},
    error::Result,
    language::{self, Language},
    record::{LanguageRecord, TokenRecord, TranslationRecord},
};

/// The languages that texts are analysed in, by their codes.
#[must_use]
pub fn languages() -> Vec<LanguageRecord> {
    let mut languages = language::ALL.to_vec();
    languages.sort_by_key(|language| language.code);
    let record = |language: &Language| LanguageRecord {
        code: language.code,
        name: language.name,
        endonym: language.endonym,
        analysis: language.analysis,
    };
    languages.into_iter().map(record).collect()
}

/// The tokens of a text as they are indexed and asked for, in order; in a
/// language, or in the one that the text looks like.
#[must_use]
pub fn analyze(text: &str, language: Option<&'static Language>) -> Vec<TokenRecord> {
    let detected = || language::get_or_undetermined(language::detect_tag(text));
    let language = language.unwrap_or_else(detected);
    let terms = analysis::terms(text, &mut StemMemo::new(language));
    let record = |term: analysis::Term| TokenRecord {
        start: term.token.range.start,
        end: term.token.range.end,
        position: term.token.position,
        kind: term.token.kind,
        text: text.get(term.token.range).unwrap_or_default().to_owned(),
        folded: term.token.folded,
        stem: term.stem,
    };
    terms.into_iter().map(record).collect()
}

impl Engine {
    /// The translations of a word that a search would use, likeliest first in
    /// each language; from a language, or from all that the word could be in;
    /// into some languages, or into all that there are.
    ///
    /// # Errors
    /// A file of corrections that cannot be read; there need be no index.
    pub fn translations(
        &self,
        word: &str,
        from: Option<&'static Language>,
        to: &[&'static Language],
    ) -> Result<Vec<TranslationRecord>> {
        let lexicon = self.vocabulary()?.0;
        let all: Vec<&Language> = lexicon
            .table()
            .languages()
            .filter_map(language::get)
            .collect();
        let targets = if to.is_empty() { &all } else { to };
        let folded = analysis::fold(word.trim());
        let plausible = || {
            let found = language::plausible(&folded).into_iter();
            found.map(|(language, _)| language).collect()
        };
        let sources = from.map_or_else(plausible, |language| vec![language]);
        let mut records = Vec::new();
        for from in sources {
            let stem = (from.stem)(&folded);
            for &to in targets.iter().filter(|to| ***to != *from) {
                let found = lexicon.translations(from.code, &stem, to.code);
                let record =
                    |one| TranslationRecord::new((&folded, &stem), from.code, to.code, one);
                records.extend(found.iter().map(record));
            }
        }
        Ok(records)
    }
}
