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

/// Tokenises and stems a text. Words in another alphabet of the language are
/// stemmed in the stemmer's own.
pub fn terms(text: &str, memo: &mut StemMemo) -> Vec<Term> {
    let folding = memo.language().folding(text);
    tokenize(text)
        .into_iter()
        .map(|token| {
            let stem = match token.kind {
                Kind::Number | Kind::Variant => token.folded.clone(),
                Kind::Word | Kind::Compound | Kind::Part => {
                    let folded = folding.and_then(|fold| fold(&token.folded));
                    memo.stem(folded.as_deref().unwrap_or(&token.folded))
                        .into_owned()
                }
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

/// The terms of the recall field, which forgives what the stemmer gets wrong,
/// behind the language's code: for a language with a second stemmer its stem,
/// for one whose suffixes pile up the four-letter pieces of a folded word (a
/// shorter word whole), for others nothing.
///
/// (MRR@10 on the Kazakh development questions, beside stem and title: without
/// .77, first five letters .80, four-letter pieces .81; on their own these are
/// the strongest simple baseline. McNamee and Mayfield 2004 found the same for
/// morphologically rich languages.)
pub fn recall_forms(language: &Language, folded: &str) -> Vec<String> {
    if let Some(stem) = language.recall_stem {
        return vec![stem_term(language, &stem(folded))];
    }
    if !language.agglutinative {
        return Vec::new();
    }
    let starts = folded.char_indices().map(|(at, _)| at);
    let ends = folded
        .char_indices()
        .map(|(at, _)| at)
        .skip(LETTERS)
        .chain([folded.len()]);
    starts
        .zip(ends)
        .filter_map(|(start, end)| Some(stem_term(language, folded.get(start..end)?)))
        .collect()
}

/// Letters of a piece of a word in the recall field.
const LETTERS: usize = 4;
