//! All integration tests, in one crate: it is linked once, and the tests of all
//! files run beside one another. A new file gets its line here.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "helpers of tests may fail loudly"
)]

mod across;
mod cli;
mod detect;
mod dictionary;
mod doors;
mod engine;
mod examples;
mod fuzz;
mod languages;
mod lexicon;
mod links_pool;
mod links_renew;
mod links_signature;
mod names;
mod packing;
mod query_syntax;
mod ranking;
mod russian;
mod sandbox;
mod source;
mod stems;
mod trust;
mod turkic;
mod updates;
