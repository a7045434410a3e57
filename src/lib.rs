//! tilmash: the library behind the command of the same name.

pub mod analysis;
pub mod article;
pub mod cli;
pub mod error;
pub mod eval;
pub mod index;
pub mod ingest;
pub mod language;
pub mod link;
pub mod query;
pub mod render;
pub mod search;
pub mod signature;
pub mod source;
