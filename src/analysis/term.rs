//! Which index terms stand for a token?

use super::{
    memo::StemMemo,
    sentence::begins_sentence,
    token::{Kind, Token},
    unspaced::tokenize_in,
};
use std::borrow::Cow;

use crate::{
    dictionary::WordClass,
    language::{Language, Script, cjk},
};

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
    tokenize_in(text, memo.language())
        .into_iter()
        .map(|mut token| {
            let stem = match token.kind {
                _ if token.stem.is_some() => token.stem.take().unwrap_or_default(),
                Kind::Number | Kind::Variant => token.folded.clone(),
                Kind::Word | Kind::Compound | Kind::Part => {
                    let folded = folding.and_then(|fold| fold(&token.folded));
                    let folded = folded.as_deref().unwrap_or(&token.folded);
                    if keeps_its_form(&token, memo.language()) {
                        folded.to_owned()
                    } else if let Some(stem) = named(text, &token, folded, memo.language()) {
                        stem.to_owned()
                    } else {
                        memo.stem(folded).into_owned()
                    }
                }
            };
            Term { token, stem }
        })
        .collect()
}

/// The stem of a token in a language: what the dictionary said, or else the
/// stem of its folded form in the stemmer's own alphabet.
pub fn stem_of<'a>(token: &'a Token, language: &Language, folded: &'a str) -> Cow<'a, str> {
    match &token.stem {
        Some(stem) => Cow::Borrowed(stem),
        None if keeps_its_form(token, language) => Cow::Borrowed(folded),
        None => (language.stem)(folded),
    }
}

/// The stem of a name that is a form of another word too, where its capital letter
/// says that the name is meant.
fn named(text: &str, token: &Token, folded: &str, language: &Language) -> Option<&'static str> {
    let stem = (language.capital_stem)(folded)?;
    let mut letters = text.get(token.range.clone())?.chars();
    let capital = letters.next().is_some_and(char::is_uppercase);
    let written_like_a_name = capital && letters.next().is_some_and(char::is_lowercase);
    (written_like_a_name && !begins_sentence(text, token.range.start)).then_some(stem)
}

/// Abbreviations have no endings: СВО is no form of свой. Where a language
/// writes in Cyrillic; in others stemmers leave most of them alone.
fn keeps_its_form(token: &Token, language: &Language) -> bool {
    token.abbreviation && language.script == Script::Cyrillic
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
/// shorter word whole), in Chinese, Japanese and Korean pieces of two
/// characters, for others nothing.
///
/// (MRR@10 on the Kazakh development questions, beside stem and title: without
/// .77, first five letters .80, four-letter pieces .81; on their own these are
/// the strongest simple baseline. McNamee and Mayfield 2004 found the same for
/// morphologically rich languages.)
pub fn recall_forms(language: &Language, folded: &str) -> Vec<String> {
    if language.dense {
        // Two letters of a Latin word say nothing.
        if folded.chars().next().is_some_and(|c| c.is_ascii()) {
            return Vec::new();
        }
        let noun = language.recall_stem.map(|stem| stem(folded));
        let word = noun.as_deref().unwrap_or(folded);
        let mut found = pieces(language, word, CHARACTERS);
        // Where words are long, two characters meet by chance.
        if language.agglutinative && found.len() > 1 {
            found.extend(pieces(language, word, CHARACTERS + 1));
        }
        return found;
    }
    if let Some(stem) = language.recall_stem {
        return vec![stem_term(language, &stem(folded))];
    }
    if language.agglutinative {
        pieces(language, folded, LETTERS)
    } else {
        Vec::new()
    }
}

/// What of a word's [`recall_forms`] goes into the index: in Chinese, Japanese
/// and Korean not what its stem says already (a query asks for pieces among
/// the stems as well), and nothing of the glue between words.
pub fn recall_pieces(language: &Language, term: &Term) -> Vec<String> {
    let dense = language.dense;
    if dense && term.token.class == WordClass::Function {
        return Vec::new();
    }
    let mut pieces = recall_forms(language, &term.token.folded);
    if dense && pieces.len() == 1 {
        let stem = stem_term(language, &term.stem);
        pieces.retain(|piece| *piece != stem);
    }
    pieces.extend(
        term.token
            .other_spelling()
            .map(|reading| stem_term(language, reading)),
    );
    pieces
}

/// The piece where two words meet, one of them a single Chinese character: it
/// may belong to the other (管弦楽団, 管弦楽 and 団 or 管弦 and 楽団).
pub fn joint(language: &Language, before: &Term, term: &Term) -> Option<String> {
    let (before, term) = (&before.token, &term.token);
    let single = |token: &Token| token.folded.chars().nth(1).is_none();
    let first = term.folded.chars().next().filter(|c| cjk::is_han(*c))?;
    let last = before.folded.chars().last().filter(|c| cjk::is_han(*c))?;
    (language.dense && before.range.end == term.range.start && (single(before) || single(term)))
        .then(|| stem_term(language, &format!("{last}{first}")))
}

/// All stretches of so many letters, or the word itself if it is shorter.
fn pieces(language: &Language, word: &str, letters: usize) -> Vec<String> {
    let starts = word.char_indices().map(|(at, _)| at);
    let ends = word
        .char_indices()
        .map(|(at, _)| at)
        .skip(letters)
        .chain([word.len()]);
    starts
        .zip(ends)
        .filter_map(|(start, end)| Some(stem_term(language, word.get(start..end)?)))
        .collect()
}

/// Letters of a piece of a word in the recall field.
const LETTERS: usize = 4;
/// The same in Chinese, Japanese and Korean.
const CHARACTERS: usize = 2;
