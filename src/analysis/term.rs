//! Which index terms stand for a token?

use super::{
    memo::StemMemo,
    token::{Kind, Token, tokenize},
};
use crate::language::Language;

/// A token with its stem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Where it stands and what it folds to: the term of the exact field.
    pub token: Token,
    /// Its stem in the text's language; numbers are their own.
    pub stem: String,
}

/// Tokenises and stems a text.
pub fn terms(text: &str, memo: &mut StemMemo) -> Vec<Term> {
    tokenize(text)
        .into_iter()
        .map(|token| {
            let stem = match token.kind {
                Kind::Number | Kind::Variant => token.folded.clone(),
                Kind::Word | Kind::Compound | Kind::Part => memo.stem(&token.folded).into_owned(),
            };
            Term { token, stem }
        })
        .collect()
}

/// The term of the shared stem field: the stem behind its language's code, so
/// that words of different languages never meet by accident. Numbers belong
/// to no language.
pub fn stem_term(language: &Language, stem: &str) -> String {
    if stem.chars().any(char::is_alphabetic) {
        format!("{}:{stem}", language.code)
    } else {
        stem.to_owned()
    }
}

/// The term of the recall field, which forgives what the stemmer gets wrong:
/// the first five letters of a folded word, behind the language's code.
///
/// (Measured on Kazakh questions: together with the stem it beats either
/// alone.) `None` for languages whose suffixes do not pile up.
pub fn recall_form(language: &Language, folded: &str) -> Option<String> {
    const LETTERS: usize = 5;
    if !language.agglutinative {
        return None;
    }
    let end = folded
        .char_indices()
        .nth(LETTERS)
        .map_or(folded.len(), |(at, _)| at);
    Some(stem_term(language, folded.get(..end)?))
}
