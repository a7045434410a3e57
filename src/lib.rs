//! tilmash: full-text search of news in many languages, which shows the same
//! story as other outlets told it in other languages.
//!
//! ```
//! use tilmash::engine::{Engine, Intake, SearchOptions, Settings};
//!
//! let place = tempfile::tempdir()?;
//! let engine = Engine::new(Settings::new(place.path().join("index")));
//! engine.index(&["seeds".into()], &Intake::new(1), &mut |_| ())?;
//!
//! let answer = engine.search("ядерной медициной", &SearchOptions::first(3))?;
//! let best = answer.hits.first().ok_or("nothing found")?;
//! assert_eq!(best.article.lang, "ru");
//! let story = best.story.as_ref().ok_or("nobody else reported it")?;
//! assert_eq!(story.langs, ["en", "kk", "ru"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! This page is for engineers: a bird's-eye view, what holds everywhere, and a
//! map of the code. The README is for users, CONTRIBUTING.md tells how to
//! change things.
//!
//! # Bird's-eye view
//!
//! ```text
//! files, dumps ─► source ─► language ─► analysis ─┬─► index ◄── reindex, remove
//!                (articles,  (which?)    (terms)  │     │
//!                 skipped)             signature ─┘     │ a committed snapshot
//!                                    (what survives     ▼
//!                                     translation)    link ─► stories
//!                                                       │
//! query text ─► query ────────────────────────────► search ─► engine ─► records
//!                                                                  │
//!                                             cli ─► render ─► terminal, JSON
//! ```
//!
//! An article goes through from the left to the right once. `source` makes it
//! of bytes, `language` says what it is written in, `analysis` turns it into
//! passages and terms, `signature` into what can be recognised in another
//! language. `index` stores all of it in one commit. Links between articles are
//! not stored, but for an editor's corrections: `link` works them out from a snapshot when they are asked for.
//!
//! Each arrow goes one way: nothing to the left knows what is to its right.
//! The imports keep to this order, and a test keeps the imports:
//!
//! ```text
//! article, error ◄ language ◄ analysis ◄ signature ◄ index ◄ {link, query} ◄ record ◄ search ◄ engine ◄ cli
//! ```
//!
//! Seven rooms stand beside the line: `lexicon` and then `sound` come between
//! `analysis` and `signature`; `source` needs `article`, `error` and
//! `language` only; `dictionary` serves `analysis` and needs `error` and `language`;
//! `ingest` leads from `source` to `index`; `eval` measures and may ask anything
//! but `engine`, `render` and `cli`; `render` lays records out for `cli`, which
//! turns arguments into a call of the engine and decides nothing else.
//!
//! # What holds everywhere
//!
//! - **Files** are touched by `source` (inputs), `index` (its own directory) and
//!   `dictionary` (the user's cache directory) alone. **Standard output** is
//!   written by `render` alone; diagnostics go to standard error from `cli`.
//! - **Pure rooms.** `language`, `analysis`, `signature` and `query`'s parser are
//!   functions of their arguments and the data embedded in the program
//!   (`analysis` of Chinese, Japanese and Korean also of the dictionary that the
//!   process has opened, which stays the same). Given text, they cannot fail; the parser gives back a value or a place.
//! - **A bad document is no error.** It is a counted [`source::Skipped`], with
//!   its place and reason. An [`error::Error`] ends a command; it names the
//!   cause and the path, and `cli` adds the remedy.
//! - **The same text is analysed alike when it is indexed and when it is asked
//!   for.** Every generation stores the version of the analysis that made it,
//!   and the dictionaries; another version refuses to open it and names `reindex`.
//! - **A dictionary is opened when a text in its language is met**, and never for
//!   one in another.
//! - **Offsets** are bytes, lie on character boundaries and rise. Those of
//!   passages point into [`article::Article::text`], those of highlights into
//!   the passage.
//! - **A stemmer** never panics and never returns an empty string for a word that is not.
//! - **One commit** makes articles, passages and signatures visible together. A
//!   crash at any moment leaves the last commit in force.
//! - **What is read is what was written**: blocks of files carry checksums that are
//!   compared when they are read. What cannot be read where no error can be handed on
//!   is noted, and the door of the engine holds the answer back.
//! - **Stories are a pure function of the committed articles,** an editor's corrections
//!   and the learned numbers. Order and batching of the input, deletions and crashes cannot
//!   change them; what is kept of them beside the index is a cache that names
//!   its commit.
//! - **What comes from outside is bounded**: an article by a size limit, a query
//!   by [`query::MAX_BYTES`], [`query::MAX_TERMS`] and [`query::MAX_DEPTH`],
//!   candidates by the postings that are read for one article. What reaches a
//!   terminal is sanitised.
//!
//! And what is absent, on purpose:
//!
//! - no `unsafe` code, no `unwrap`, no indexing that can panic (lints; numeric
//!   modules say so at their top when they need the last);
//! - no network access, no model that has to be fetched, no clock (but for when a batch is
//!   committed, and whether a file was written just now): the same input gives the same
//!   output;
//! - no other program is run, but `pdftotext` where a PDF is met and it is installed;
//! - no second store beside the index, so nothing to keep consistent with it;
//! - no user text in tantivy's own query parser, which nested parentheses bring
//!   down;
//! - no list of languages outside the registry [`language::ALL`], no rule of
//!   one language outside its folder, and no language known by its code elsewhere.
//!
//! # Map of the code
//!
//! | room | the question it answers |
//! |---|---|
//! | [`article`] | What do we call things? Article, id, date, passage. |
//! | [`error`] | What can end a command? |
//! | [`source`] | Where do articles come from? Walks folders, decodes, takes dumps apart, reads out the boilerplate of outlets (`boilerplate.tsv`), reads dates. |
//! | [`language`] | What do we know about each language? One folder a language: profile (how its words are found, its dictionary, other names, relatives), stemmer, word lists, names. `profile`: what can be known. `registry`: which there are. `tag`: which language does `kz` or `қазақша` mean? `keyboard`: what was meant in another layout? `detect`: which language is it? `turkic`: the engine of the Kazakh and Kyrgyz stemmers. `cjk`, `southeast`: writing without spaces. |
//! | `lexicon` | How do other languages say a word? A shipped table of translations. |
//! | [`dictionary`] | How are words found in languages that put no spaces between them? Packed dictionaries, the cache they are compiled into, lindera, the fallback. |
//! | [`analysis`] | How does text become terms? Fold, tokenise, sentences, passages, stems. |
//! | [`sound`] | How do names sound to people of any alphabet? Consonants of every script, Chinese and Korean transcription, well-known names. |
//! | [`signature`] | What of an article can be recognised in its versions in other languages? Numbers, dates, names, places, international words, with their rarity. |
//! | [`index`] | Where do articles live, and how do they get in and out unharmed? Schema, generations, writer, reader, check. |
//! | [`link`] | Which articles report the same story? Candidates, features, probability, competition, stories. |
//! | [`query`] | What did the user ask? Parser, syntax tree, compilation to an index query, the matched words. |
//! | [`search`] | What answers a query? Passages, ranked and grouped by story. |
//! | [`record`] | What is an answer made of? Every record that is given out, with the version of its schema. |
//! | [`engine`] | What can be asked of an index? Everything, of one type that threads share: the front door of every face. |
//! | [`render`] | How do results reach the user? Terminal, JSON, TSV, TREC; sanitising. |
//! | [`ingest`] | How do inputs become an index? One thread reads and decides, others analyse and write. |
//! | [`eval`] | How good is it? Retrieval, links, stems, detection. |
//! | [`cli`] | What can be said on the command line? One small file a command. |
//!
//! Beside `src`: `examples/` shows how to use the library, `trainers/` holds the
//! programs that make the data files, `tools/` the scripts that make name lists
//! and the lexicon, `tests/tables/` the tables that a linguist can extend without
//! reading Rust.
//!
//! # As a library
//!
//! The feature `cli`, which is on by default, holds the command line and
//! [`render`]; without it the library pulls in nothing that only a terminal
//! needs. [`engine::Engine`] is the front door: it opens, fills and asks an
//! index, from any number of threads, and returns the records of [`record`]. The
//! rooms behind it can be used by themselves: [`language`], [`analysis`], [`link`]
//! with [`link::MemoryPool`]. The interface follows the program and may change
//! with every minor version.

pub mod analysis;
pub mod article;
#[cfg(feature = "cli")]
pub mod cli;
pub mod dictionary;
pub mod engine;
pub mod error;
pub mod eval;
pub mod index;
pub mod ingest;
pub mod language;
pub mod lexicon;
pub mod link;
mod memo;
pub mod query;
pub mod record;
#[cfg(feature = "cli")]
pub mod render;
pub mod search;
pub mod signature;
pub mod sound;
pub mod source;
