//! Which words of a query does no article have, and what could be meant
//! instead? Words of the index that are spelled nearly so, and what was typed
//! in the wrong keyboard layout.

use tantivy::{DocSet, TERMINATED, query::EnableScoring};

use super::{Question, SearchOptions, ask, conditions::expression, every_language, languages_of};
use crate::{
    analysis,
    error::{Error, Result},
    index::Snapshot,
    language::{self, Language, Script, keyboard},
    query::{self, Expr, ExprKind, Fieldset, Languages, Matching, Scope, Term},
};

/// A word of a query that has no match anywhere in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// The word, as the query has it.
    pub word: String,
    /// What could be meant, likeliest first.
    pub suggestions: Vec<Suggestion>,
}

/// A word of the index that could be meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// The word.
    pub text: String,
    /// How it was come by.
    pub kind: Suggested,
}

/// How a suggestion was come by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suggested {
    /// The same keys in another keyboard layout.
    Layout,
    /// A spelling that differs in so many letters.
    Spelling {
        /// Letters added, left out, replaced, or swapped with their neighbour.
        distance: usize,
        /// In how many passages it stands.
        passages: u64,
    },
}

/// How many words of a query are looked at.
const MOST_WORDS: usize = 32;
/// How many suggestions a word gets.
const MOST: usize = 3;
/// Words of up to so many letters are taken as misspelt in one of them, longer
/// ones in two.
const SHORT: usize = 5;
/// Still shorter ones are near to everything.
const SHORTEST: usize = 3;
/// Longer ones are no words, and cost the more the longer they are.
const LONGEST: usize = 64;

/// The words of a query that match nothing in the whole index, whatever its
/// filters are, with suggestions. Function words beside others are left out,
/// and the only word of a query that found something is matched.
///
/// # Errors
/// As [`search`](super::search).
pub fn unmatched(
    snapshot: &Snapshot,
    text: &str,
    options: &SearchOptions,
    found_something: bool,
) -> Result<Vec<Unmatched>> {
    // Anywhere in the index, so without the options' conditions.
    let options = &SearchOptions {
        langs: Vec::new(),
        source: None,
        after: None,
        before: None,
        fields: Fieldset::All,
        ..options.clone()
    };
    let expr = super::expression_of(snapshot, text, options)?;
    let words = words_of(&expr);
    let alone = words.len() == 1;
    let mut found: Vec<Unmatched> = Vec::new();
    if found_something && alone {
        return Ok(found);
    }
    let languages = languages_of(snapshot, &expr, options);
    for term in words.into_iter().take(MOST_WORDS) {
        let word = match is_plain(&term) {
            true => term.text.clone(),
            false => term.to_string(),
        };
        // What costs most comes last: few words get there.
        let is_known = found.iter().any(|other| other.word == word);
        if !is_known
            && !is_matched_in(snapshot, &term, &languages, options)?
            && (alone || !is_function_word(&term.text))
            && !is_matched(snapshot, &term, options)?
        {
            let suggestions = suggestions(snapshot, &term, options)?;
            found.push(Unmatched { word, suggestions });
        }
    }
    Ok(found)
}

/// The words that articles are wanted to contain, each by itself.
fn words_of(expr: &Expr) -> Vec<Term> {
    let mut words = Vec::new();
    for term in expr.wanted() {
        match term.matching {
            Matching::Phrase { .. } => {
                let scope = term.scope;
                let phrase = query::literal(&term.text);
                let inside = phrase.wanted();
                words.extend(inside.into_iter().map(|word| Term {
                    scope,
                    ..word.clone()
                }));
            }
            _ => words.push(term.clone()),
        }
    }
    words
}

fn is_function_word(word: &str) -> bool {
    let folded = analysis::fold(word.trim_matches(|char: char| !char.is_alphanumeric()));
    let plausible = language::plausible(&folded);
    plausible
        .iter()
        .any(|(language, _)| language.stop_words.contains(folded.as_str()))
}

/// Is it a word in any form, anywhere?
fn is_plain(word: &Term) -> bool {
    word.matching == Matching::Word && word.scope == Scope::Everywhere
}

/// Does any article match this word alone, in whichever language it is?
fn is_matched(snapshot: &Snapshot, word: &Term, options: &SearchOptions) -> Result<bool> {
    let languages = languages_of(snapshot, &alone(word), options);
    Ok(is_matched_in(snapshot, word, &languages, options)?
        || is_matched_in(snapshot, word, &every_language(), options)?)
}

/// Does any article match this word alone, if it is in one of these languages?
fn is_matched_in(
    snapshot: &Snapshot,
    word: &Term,
    languages: &Languages,
    options: &SearchOptions,
) -> Result<bool> {
    if is_plain(word) && stands(snapshot, &word.text)? {
        return Ok(true);
    }
    finds(&ask(snapshot, &alone(word), languages, options))
}

/// A word as a query of its own.
fn alone(word: &Term) -> Expr {
    expression(ExprKind::Term(word.clone()))
}

/// Does every word of a text stand somewhere in the index in this form?
fn stands(snapshot: &Snapshot, text: &str) -> Result<bool> {
    let tokens = analysis::tokenize(text);
    let mut whole = tokens
        .iter()
        .filter(|token| token.kind != analysis::Kind::Part)
        .peekable();
    if whole.peek().is_none() {
        return Ok(false);
    }
    for token in whole {
        if !snapshot.has_word(&token.folded)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Is there any passage that answers? The first one is enough.
fn finds(question: &Question<'_>) -> Result<bool> {
    let searcher = question.snapshot.searcher();
    let fail = |error| Error::tantivy(question.snapshot.layout().path(), error);
    let scoring = EnableScoring::enabled_from_searcher(searcher);
    let weight = question.compiled.query.weight(scoring).map_err(fail)?;
    for reader in searcher.segment_readers() {
        let mut passages = weight.scorer(reader, 1.0).map_err(fail)?;
        let mut passage = passages.doc();
        while passage != TERMINATED {
            if !reader.is_deleted(passage) {
                return Ok(true);
            }
            passage = passages.advance();
        }
    }
    Ok(false)
}

fn suggestions(
    snapshot: &Snapshot,
    word: &Term,
    options: &SearchOptions,
) -> Result<Vec<Suggestion>> {
    if word.matching == Matching::Prefix {
        return Ok(Vec::new());
    }
    let mut found = retyped(snapshot, &word.text, options)?;
    found.extend(respelt(snapshot, &word.text)?);
    let mut kept = Vec::new();
    for suggestion in found {
        // What stands elsewhere is of no use in a headline.
        let meant = Term {
            text: suggestion.text.clone(),
            ..word.clone()
        };
        if word.scope == Scope::Everywhere || is_matched(snapshot, &meant, options)? {
            kept.push(suggestion);
        }
    }
    kept.truncate(MOST);
    Ok(kept)
}

/// What the word is in another keyboard layout, if the index has that.
fn retyped(snapshot: &Snapshot, word: &str, options: &SearchOptions) -> Result<Vec<Suggestion>> {
    // A comma may be a letter or a comma.
    let bare = word.trim_end_matches(|char: char| !char.is_alphanumeric());
    let mut found: Vec<Suggestion> = Vec::new();
    for typed in [word, bare] {
        for text in keyboard::retyped(typed) {
            let is_news = found.iter().all(|other| other.text != text);
            if is_news && is_word_of(snapshot, &text, options)? {
                let kind = Suggested::Layout;
                found.push(Suggestion { text, kind });
            }
        }
    }
    Ok(found)
}

/// Does the index have the word itself, in any form?
fn is_word_of(snapshot: &Snapshot, text: &str, options: &SearchOptions) -> Result<bool> {
    if stands(snapshot, text)? {
        return Ok(true);
    }
    let strict = SearchOptions {
        fields: Fieldset::Stem,
        same_lang: true,
        ..options.clone()
    };
    let expr = query::literal(text);
    let languages = languages_of(snapshot, &expr, &strict);
    finds(&ask(snapshot, &expr, &languages, &strict))
}

/// Words of the index that are spelled nearly so: by distance, then frequency,
/// one form of each.
fn respelt(snapshot: &Snapshot, word: &str) -> Result<Vec<Suggestion>> {
    let tokens = analysis::tokenize(word);
    let whole = tokens
        .iter()
        .find(|token| token.kind != analysis::Kind::Part);
    let Some(folded) = whole.map(|token| token.folded.as_str()) else {
        return Ok(Vec::new());
    };
    let letters = folded.chars().count();
    if !(SHORTEST..=LONGEST).contains(&letters) || !folded.chars().all(is_spelling) {
        return Ok(Vec::new());
    }
    let allowed = if letters <= SHORT { 1 } else { 2 };
    let mut near: Vec<(usize, u64, String)> = snapshot
        .similar_words(folded, allowed)?
        .into_iter()
        .filter(|(word, _)| word.chars().count() >= SHORTEST && word.chars().all(is_spelling))
        .map(|(word, passages)| (strsim::osa_distance(folded, &word), passages, word))
        .collect();
    near.sort_by(|x, y| (x.0, y.1, &x.2).cmp(&(y.0, x.1, &y.2)));
    let mut found: Vec<Suggestion> = Vec::new();
    let mut stems: Vec<String> = Vec::new();
    for (distance, passages, text) in near {
        let stem = stem_of(&text);
        if found.len() < MOST && !stems.contains(&stem) && snapshot.has_word(&text)? {
            let kind = Suggested::Spelling { distance, passages };
            found.push(Suggestion { text, kind });
            stems.push(stem);
        }
    }
    Ok(found)
}

/// Is it a character of words that can be misspelt? One Chinese character for
/// another is another word, not another spelling.
fn is_spelling(char: char) -> bool {
    let unspelt = Script::Japanese.has(char) || Script::Hangul.has(char);
    char.is_alphabetic() && !unspelt || matches!(char, '-' | '\'')
}

fn stem_of(folded: &str) -> String {
    let plausible = language::plausible(folded);
    let language: Option<&'static Language> = plausible.first().map(|(language, _)| *language);
    language.map_or_else(
        || folded.to_owned(),
        |language| (language.stem)(folded).into_owned(),
    )
}
