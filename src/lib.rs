//! tilmash: the library behind the command of the same name.

pub mod analysis;
pub mod article;
pub mod language;
