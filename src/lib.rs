//! tilmash: the library behind the command of the same name.

pub mod article;
pub mod language;
