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
pub use table::{Headword, Table};

/// Where a translation comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// An openly licensed dictionary has the pair.
    Dictionary,
    /// The words stand in translated sentences of one another.
    Parallel,
    /// A list of names or news words gives both under one key.
    Names,
    /// Somebody wrote it down: a table of this project, or a corrections file.
    Hand,
}

impl Origin {
    /// All origins, by the number that the table stores.
    pub const ALL: [Origin; 4] = [Self::Dictionary, Self::Parallel, Self::Names, Self::Hand];

    /// The word that the command line shows.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dictionary => "dictionary",
            Self::Parallel => "parallel",
            Self::Names => "names",
            Self::Hand => "hand",
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
    /// How likely the word was meant where this translation stands, from 0
    /// (exclusive) to 1: what a translation that says several things is worth
    /// as an answer.
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

/// Languages whose words the table does not join itself meet in this one.
const PIVOT: &str = "en";

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

    /// The corrections.
    pub fn overrides(&self) -> &Overrides {
        &self.overrides
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
        if found.is_empty() && self.table.meet_in_pivot(from, to) {
            found = self.by_pivot(from, stem, to);
        }
        self.overrides.apply(from, stem, to, &mut found);
        found
    }

    /// Translations of the English translations: for two languages whose words
    /// the table does not join itself.
    fn by_pivot(&self, from: &str, stem: &str, to: &str) -> Vec<Translation> {
        /// Of the first word, and in all.
        const MOST: usize = 3;
        /// Less sure ones are left out.
        const LEAST: f32 = 0.15;
        let mut found: Vec<Translation> = Vec::new();
        let between = self.table.translations(from, stem, PIVOT);
        for english in between.iter().take(MOST) {
            for mut one in self.table.translations(PIVOT, &english.stem, to) {
                one.weight *= english.weight;
                match found.iter_mut().find(|known| known.stem == one.stem) {
                    Some(known) => known.weight = (known.weight + one.weight).min(1.0),
                    None => found.push(one),
                }
            }
        }
        found.sort_by(|a, b| {
            b.weight
                .total_cmp(&a.weight)
                .then_with(|| a.stem.cmp(&b.stem))
        });
        found.retain(|one| one.weight >= LEAST);
        found.truncate(MOST);
        found
    }

    /// A form of a stem that people use, if the table has the stem.
    pub fn form(&self, lang: &str, stem: &str) -> Option<String> {
        Some(self.table.find(lang, stem)?.form)
    }
}
