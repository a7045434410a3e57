//! What answers a query? Passages, ranked; grouped so that a story that many
//! outlets printed takes one place, with its other versions beneath.

mod conditions;
mod names;
mod ranking;
mod suggest;
mod versions;
mod views;

use std::{collections::HashSet, sync::Arc};

use jiff::civil;
use tantivy::Score;

use crate::{
    article::ArticleId,
    error::{Error, Result},
    index::Snapshot,
    language::{self, Language, tag},
    lexicon::{self, Lexicon},
    link::Archive,
    query::{self, Expr, Fieldset, Languages, weights},
    record::Hit,
};

use self::{
    ranking::{Matched, Ranking},
    versions::{Candidate, Versions},
};
pub use names::{AbsentLanguages, absent_languages};
pub use suggest::{Suggested, Suggestion, Unmatched, unmatched};

/// How results are gathered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Group {
    /// One hit a story, the other versions beneath it.
    #[default]
    Story,
    /// One hit an article.
    Article,
    /// Every passage is a hit.
    None,
}

/// What to search for, beside the words. Begin with [`SearchOptions::default`], or
/// [`SearchOptions::first`], and set what shall be otherwise.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct SearchOptions {
    /// How many hits at most; 10 by default, none for 0.
    pub limit: usize,
    /// How they are gathered.
    pub group: Group,
    /// Only these languages, by code or name; all if empty.
    pub langs: Vec<String>,
    /// Only articles from this day on.
    pub after: Option<civil::Date>,
    /// Only articles up to and with this day.
    pub before: Option<civil::Date>,
    /// Only this outlet.
    pub source: Option<String>,
    /// Take the query as plain words, whatever signs are in it.
    pub literal: bool,
    /// Leave the other versions of a hit's story out.
    pub no_stories: bool,
    /// Search for the query's own words alone, not for their translations.
    pub same_lang: bool,
    /// Let a piece of a word alone bring a hit, in languages whose words are
    /// indexed by pieces.
    pub loose: bool,
    /// Say of each hit what every word brought to its score.
    pub explain: bool,
    /// The translations, with the user's corrections; the shipped ones if absent.
    pub lexicon: Option<Arc<Lexicon>>,
    /// Which fields of the index are searched.
    pub fields: Fieldset,
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self {
            limit: 10,
            group: Group::Story,
            langs: Vec::new(),
            after: None,
            before: None,
            source: None,
            literal: false,
            no_stories: false,
            same_lang: false,
            loose: false,
            explain: false,
            lexicon: None,
            fields: Fieldset::All,
        }
    }
}

impl SearchOptions {
    /// So many hits at most, and nothing else out of the ordinary.
    #[must_use]
    pub fn first(limit: usize) -> Self {
        Self {
            limit,
            ..Self::default()
        }
    }
}

/// The answer to a query.
#[derive(Debug, Default)]
pub struct Answer {
    /// The hits, best first.
    pub hits: Vec<Hit>,
    /// The query has no word to search for: punctuation, or nothing.
    pub asks_nothing: bool,
}

/// A query compiled for a snapshot.
struct Question<'s> {
    snapshot: &'s Snapshot,
    compiled: query::Compiled,
}

/// Answers a query.
///
/// # Errors
/// [`Error::Syntax`] for a query that does not follow the query language,
/// [`Error::UnknownName`] for a language or outlet that there is not, or what
/// the disk says.
pub fn search(archive: &Archive, text: &str, options: &SearchOptions) -> Result<Answer> {
    let expr = expression_of(archive.snapshot(), text, options)?;
    let languages = languages_of(archive.snapshot(), &expr, options);
    let answer = answer(archive, &expr, &languages, options)?;
    if answer.hits.is_empty() && may_widen(&expr, options) {
        return self::answer(archive, &expr, &every_language(), options);
    }
    Ok(answer)
}

fn answer(
    archive: &Archive,
    expr: &Expr,
    languages: &Languages,
    options: &SearchOptions,
) -> Result<Answer> {
    let snapshot = archive.snapshot();
    let question = ask(snapshot, expr, languages, options);
    let mut answer = Answer {
        hits: Vec::new(),
        asks_nothing: !question.compiled.asks_something,
    };
    if options.limit == 0 {
        return Ok(answer);
    }
    let plain = conditions::unfiltered(expr);
    let mut versions = Versions::new(archive, &plain, languages, options);
    for mut candidate in candidates(&question, &mut versions, options)? {
        if options.group == Group::Story
            && options.langs.is_empty()
            && let Some((id, address)) = versions.face(&candidate)?
        {
            (candidate.id, candidate.address) = (id, address);
        }
        let rank = answer.hits.len() + 1;
        let hit = views::hit(archive, &question, &candidate, rank, options)?;
        answer.hits.extend(hit);
    }
    Ok(answer)
}

/// What takes one place among the hits.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Place {
    Story(String),
    Article(ArticleId),
    Passage(usize),
}

/// As many candidates as hits are wanted, best first, no two of one place.
fn candidates(
    question: &Question<'_>,
    versions: &mut Versions<'_>,
    options: &SearchOptions,
) -> Result<Vec<Candidate>> {
    let place = |candidate: &Candidate, number: usize| match (options.group, &candidate.story) {
        (Group::None, _) => Place::Passage(number),
        (Group::Story, Some(story)) => Place::Story(story.id.clone()),
        _ => Place::Article(candidate.id.clone()),
    };
    let mut places: HashSet<Place> = HashSet::new();
    let mut found: Vec<(Place, Candidate)> = Vec::new();
    let mut least = Score::MAX;
    // Stories change the order a little: look at more passages than hits.
    let mut most = options.limit.saturating_mul(4).clamp(32, 1 << 20);
    let mut before = Score::MAX;
    for (seen, (score, address)) in question.ranking()?.enumerate() {
        if places.len() >= options.limit {
            // No story lifts what comes now above those that there are.
            if score * weights::CONFIRMED < least || (seen >= most && score < before) {
                break;
            }
        } else if seen >= most {
            most = most.saturating_mul(4);
        }
        before = score;
        let Some(candidate) = versions.judge(question, score, address)? else {
            continue;
        };
        let place = place(&candidate, found.len());
        if places.insert(place.clone()) && places.len() <= options.limit {
            least = least.min(candidate.score);
        }
        found.push((place, candidate));
    }
    // Stable: equals stay in the order of their ids.
    found.sort_by(|(_, x), (_, y)| y.score.total_cmp(&x.score));
    found.retain(|(place, _)| places.remove(place));
    found.truncate(options.limit);
    Ok(found.into_iter().map(|(_, candidate)| candidate).collect())
}

/// Distinct articles by their best passage, with its score, best first: what
/// the evaluation of retrieval needs.
///
/// # Errors
/// As [`search`].
pub fn rank_articles(
    snapshot: &Snapshot,
    text: &str,
    options: &SearchOptions,
) -> Result<Vec<(ArticleId, Score)>> {
    let expr = expression_of(snapshot, text, options)?;
    let languages = languages_of(snapshot, &expr, options);
    let ranked = articles(&ask(snapshot, &expr, &languages, options), options)?;
    if ranked.is_empty() && may_widen(&expr, options) {
        return articles(&ask(snapshot, &expr, &every_language(), options), options);
    }
    Ok(ranked)
}

fn articles(question: &Question<'_>, options: &SearchOptions) -> Result<Vec<(ArticleId, Score)>> {
    let snapshot = question.snapshot;
    let mut numbers = HashSet::new();
    let mut taken = HashSet::new();
    let mut ranked = Vec::new();
    if options.limit == 0 {
        return Ok(ranked);
    }
    for (score, address) in question.ranking()? {
        // To read an id takes longer than its number.
        if !numbers.insert((address.segment_ord, snapshot.number_of_id(address))) {
            continue;
        }
        let id = snapshot.article_of(address);
        if taken.insert(id.clone()) {
            ranked.push((id, score));
        }
        if ranked.len() >= options.limit {
            break;
        }
    }
    Ok(ranked)
}

/// The query with the options' conditions, all of which the index can meet.
fn expression_of(snapshot: &Snapshot, text: &str, options: &SearchOptions) -> Result<Expr> {
    let expr = if options.literal {
        query::literal(text)
    } else {
        query::parse(text).map_err(|error| Error::Syntax {
            message: error.to_string(),
            query: text.to_owned(),
            span: error.span,
        })?
    };
    let expr = conditions::restrict(expr, options);
    names::check(snapshot, &expr, text)?;
    Ok(expr)
}

/// A word may be in a language that it does not look like: where nothing was
/// found, it is worth asking in all of them, unless the user has chosen.
fn may_widen(expr: &Expr, options: &SearchOptions) -> bool {
    options.langs.is_empty() && !expr.wanted().is_empty()
}

fn ask<'s>(
    snapshot: &'s Snapshot,
    expr: &Expr,
    languages: &Languages,
    options: &SearchOptions,
) -> Question<'s> {
    compiled(snapshot, expr, languages, options, true)
}

/// The question without translations.
fn ask_directly<'s>(
    snapshot: &'s Snapshot,
    expr: &Expr,
    languages: &Languages,
    options: &SearchOptions,
) -> Question<'s> {
    compiled(snapshot, expr, languages, options, false)
}

fn compiled<'s>(
    snapshot: &'s Snapshot,
    expr: &Expr,
    languages: &Languages,
    options: &SearchOptions,
    translate: bool,
) -> Question<'s> {
    Question {
        snapshot,
        compiled: query::compile(
            expr,
            query::Context {
                searcher: snapshot.searcher(),
                fields: snapshot.fields(),
                languages,
                lexicon: options.lexicon.as_deref().unwrap_or(lexicon::shipped()),
                fieldset: options.fields,
                loose: options.loose,
                translate,
            },
        ),
    }
}

/// For words in a language that they do not look like.
fn every_language() -> Languages {
    Languages {
        of_words: language::ALL.to_vec(),
        ..Languages::default()
    }
}

/// The languages that the words of a query could be in, and those of the
/// articles that are searched by translations.
fn languages_of(snapshot: &Snapshot, expr: &Expr, options: &SearchOptions) -> Languages {
    let words = |terms: Vec<&query::Term>| -> String {
        let words: Vec<&str> = terms.iter().map(|term| term.text.as_str()).collect();
        words.join(" ")
    };
    let plausible = language::plausible(&words(expr.wanted()));
    // What is to be left out is meant in all its forms, too.
    let left_out = language::plausible(&words(expr.unwanted()));
    let best = plausible
        .iter()
        .map(|(_, confidence)| *confidence)
        .fold(0.0, f32::max);
    let mut likely: Vec<&'static Language> = plausible
        .iter()
        .filter(|(_, confidence)| *confidence >= weights::LIKELY * best)
        .map(|(language, _)| *language)
        .collect();
    if plausible.is_empty() {
        likely.extend(left_out.iter().map(|(language, _)| *language));
    }
    let asked = options
        .langs
        .iter()
        .filter_map(|name| tag::language_of(name));
    let of_index: Vec<&'static Language> = snapshot
        .langs()
        .iter()
        .filter_map(|tag| language::get(tag))
        .collect();
    let of_articles = match (options.same_lang, options.langs.is_empty()) {
        (true, _) => Vec::new(),
        (_, false) => asked.clone().collect(),
        _ => of_index.clone(),
    };
    let mut of_words: Vec<&'static Language> =
        plausible.iter().map(|(language, _)| *language).collect();
    for language in left_out.iter().map(|(language, _)| *language).chain(asked) {
        if !of_words.contains(&language) {
            of_words.push(language);
        }
    }
    // No dictionary is opened for a language that has no articles here,
    // or none that are asked for.
    let indexed = snapshot.langs();
    of_words.retain(|language| {
        let has_articles = || {
            indexed
                .iter()
                .any(|tag| language::get(tag) == Some(language))
        };
        language.unspaced.is_none() || has_articles()
    });
    Languages {
        translated: likely,
        of_words,
        of_articles,
        of_index,
    }
}

impl<'s> Question<'s> {
    /// The passages that answer, best first.
    fn ranking(&self) -> Result<Ranking<'s>> {
        let searcher = self.snapshot.searcher();
        let matched = searcher
            .search(&self.compiled.query, &Matched)
            .map_err(|error| Error::tantivy(self.snapshot.layout().path(), error))?;
        Ok(Ranking::new(self.snapshot, matched))
    }
}
