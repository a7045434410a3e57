//! How do other languages say a word?
//!
//! A shipped table of word translations: stem → weighted stems of the other
//! languages, made by `tools/lexicon` and reviewed by hand
//! (`tools/lexicon/overrides.tsv`). Nothing is unpacked at start: a look-up is
//! a binary search in the embedded bytes. Pure: a word that the table lacks
//! has no translations, and nothing here can fail.

use std::sync::LazyLock;

mod learn;
pub mod learned;
mod overrides;
mod table;

pub use learn::{Bilingual, Learner, Spoken};
pub use learned::{Learned, Status};
pub use overrides::{BadLine, Overrides};
pub use table::{Table, Word};

/// Where a translation comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The words have similar vectors.
    Vectors,
    /// The words stand in translated sentences of one another.
    Parallel,
    /// A list of names or news words gives both under one key.
    Names,
    /// Somebody said so in an overrides file.
    Override,
}

impl Origin {
    /// All origins, by the number that the table stores.
    pub const ALL: [Origin; 4] = [Self::Vectors, Self::Parallel, Self::Names, Self::Override];

    /// The word that the command line shows.
    pub fn name(self) -> &'static str {
        match self {
            Self::Vectors => "vectors",
            Self::Parallel => "parallel",
            Self::Names => "names",
            Self::Override => "override",
        }
    }
}

/// One word of another language that a word may be translated by.
#[derive(Debug, Clone, PartialEq)]
pub struct Translation {
    /// Its stem, as the language's stemmer gives it.
    pub stem: String,
    /// A form of it that people use.
    pub form: String,
    /// The share of this translation, from 0 (exclusive) to 1; the
    /// translations of one word into one language sum to 1.
    pub weight: f32,
    /// Where it comes from.
    pub origin: Origin,
}

/// A table of translations and somebody's corrections to it.
#[derive(Debug)]
pub struct Lexicon {
    table: Table<'static>,
    overrides: Overrides,
}

static BYTES: &[u8] = include_bytes!("lexicon.bin");

static SHIPPED: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(Overrides::default()));

/// The shipped lexicon.
pub fn shipped() -> &'static Lexicon {
    &SHIPPED
}

/// The translations of a stem by the shipped lexicon: see [`Lexicon::translations`].
pub fn translations(from: &str, stem: &str, to: &str) -> impl Iterator<Item = Translation> {
    shipped().translations(from, stem, to).into_iter()
}

impl Lexicon {
    /// The shipped table with a user's corrections.
    pub fn new(overrides: Overrides) -> Self {
        Self {
            table: Table::read(BYTES),
            overrides,
        }
    }

    /// The shipped table itself.
    pub fn table(&self) -> &Table<'static> {
        &self.table
    }

    /// The translations of a stem, likeliest first; none if the lexicon does
    /// not know the word or one of the languages. `from` and `to` are language
    /// codes such as `kk`, `stem` is what the language's stemmer gives.
    pub fn translations(&self, from: &str, stem: &str, to: &str) -> Vec<Translation> {
        let mut found = self.table.translations(from, stem, to);
        if self.overrides.apply(from, stem, to, &mut found) {
            normalise(&mut found);
        }
        found
    }

    /// A form of a stem that people use, if the table has the stem.
    pub fn form(&self, lang: &str, stem: &str) -> Option<String> {
        Some(self.table.find(lang, stem)?.form)
    }
}

/// Makes the weights sum to 1 and puts the likeliest first.
fn normalise(found: &mut [Translation]) {
    let total: f32 = found.iter().map(|one| one.weight).sum();
    for one in found.iter_mut() {
        one.weight /= total;
    }
    found.sort_by(|a, b| {
        b.weight
            .total_cmp(&a.weight)
            .then_with(|| a.stem.cmp(&b.stem))
    });
}
