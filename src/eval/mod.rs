//! How good is it? The figures of the literature, for each job of the program.

pub mod detection;
pub mod links;
pub mod retrieval;
pub mod run;
pub mod stems;
pub mod workspace;
