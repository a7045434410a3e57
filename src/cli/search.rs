//! `tilmash search`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::{
    Global, Outcome,
    failure::{Failure, say},
    hints,
};
use crate::{
    engine::{self, Group, SearchOptions},
    error::Error,
    render::Format,
    source,
};

/// Search the index
///
/// Any of the words suffices, more of them rank higher, and every word is
/// found in all its forms: `министрами` finds `министр`. Articles in other
/// languages are found by translations and by the sound of names; each hit says
/// how it matched, and beside it stand the other versions of its story.
#[derive(Debug, Args)]
#[command(after_long_help = QUERY_HELP)]
pub(super) struct Search {
    /// What to search for, see below; put single quotes around operators
    #[arg(
        required_unless_present = "queries",
        conflicts_with = "queries",
        value_name = "QUERY"
    )]
    query: Vec<String>,
    /// Run every query of a file with lines `id<TAB>text`; texts are plain words
    #[arg(long, value_name = "FILE")]
    queries: Option<PathBuf>,
    /// With --queries: read operators in the texts instead of taking them literally
    #[arg(long, requires = "queries")]
    syntax: bool,
    /// How many hits
    #[arg(short = 'n', long, default_value = "10", value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    limit: u32,
    /// Only articles in these languages, by code or name: ru,kk
    #[arg(short, long, value_delimiter = ',', value_name = "LANGS")]
    langs: Vec<String>,
    /// Find the query's own words alone, not their translations
    #[arg(long)]
    same_lang: bool,
    /// Let a piece of a word bring a hit, where words are indexed by pieces
    #[arg(long)]
    loose: bool,
    /// Say of each hit what every word of the query brought to its score
    #[arg(long)]
    explain: bool,
    /// Only articles from this day, month or year on: 2026-01-31, 2026-01
    #[arg(long, value_name = "DATE", value_parser = first_day)]
    after: Option<Date>,
    /// Only articles up to the end of this day, month or year
    #[arg(long, value_name = "DATE", value_parser = last_day)]
    before: Option<Date>,
    /// Only articles of this outlet, as results name it: tengrinews.kz
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// One hit a story, an article, or a passage
    #[arg(long, value_enum, default_value_t = GroupName::Story)]
    group: GroupName,
}

const QUERY_HELP: &str = "\
Query language:
  президент визит        any of the words, in any form; more of them rank higher
  +визит -спорт          must have, must not have
  \"главы государств\"     these words in this order and form
  =визита                exactly this form        визит*  words that begin so
  Досманбетов~           words spelled nearly so  title:визит  in the headline
  визит AND (газ OR нефть)
  lang:kk source:baq.kz date:2026-01..2026-02
+, -, AND and phrases speak of one passage, not of the whole article.
A query that begins with - needs -- before it: tilmash search -- '-спорт визит'";

#[derive(Debug, Clone, Copy, ValueEnum)]
enum GroupName {
    Story,
    Article,
    None,
}

fn first_day(text: &str) -> Result<Date, String> {
    engine::first_day(text).map_err(|_| hints::no_date(text))
}

fn last_day(text: &str) -> Result<Date, String> {
    engine::last_day(text).map_err(|_| hints::no_date(text))
}

impl Search {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let engine = global.translating_engine()?;
        let mut options = SearchOptions::first(self.limit as usize);
        options.group = match self.group {
            GroupName::Story => Group::Story,
            GroupName::Article => Group::Article,
            GroupName::None => Group::None,
        };
        options.langs = self.langs;
        options.after = self.after;
        options.before = self.before;
        options.source = self.source;
        options.same_lang = self.same_lang;
        options.loose = self.loose;
        options.explain = self.explain;
        let mut printer = global.printer();
        let mut found = false;
        if let Some(file) = &self.queries {
            options.literal = !self.syntax;
            for (id, text) in source::read_queries(file)? {
                let named = |error| match error {
                    error @ (Error::Syntax { .. } | Error::UnknownName(_)) => Failure::Query {
                        place: format!("{}: query {id:?}", file.display()),
                        error,
                    },
                    error => error.into(),
                };
                if global.format() == Format::Trec {
                    let ranked = engine.rank(&text, &options).map_err(named)?;
                    found |= !ranked.is_empty();
                    printer.ranking(&id, &ranked)?;
                } else {
                    let answer = engine.search(&text, &options).map_err(named)?;
                    found |= !answer.hits.is_empty();
                    printer.hits(Some(&id), &answer.hits)?;
                }
            }
        } else {
            let query = self.query.join(" ");
            if global.format() == Format::Trec {
                options.group = Group::Article;
            }
            options.no_stories = global.format() == Format::Paths;
            let answer = engine.search(&query, &options)?;
            found = !answer.hits.is_empty();
            printer.hits(None, &answer.hits)?;
            if answer.asks_nothing {
                say("the query has no word to search for");
            } else if !global.quiet {
                hints::tell(&engine, &query, &options, found)?;
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
