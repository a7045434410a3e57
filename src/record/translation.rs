//! What is told of the translations of a word?

use serde::Serialize;

use crate::lexicon::{Learned, Translation};

/// A translation of a word.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TranslationRecord {
    /// The word, folded.
    pub word: String,
    /// The code of its language.
    pub lang: String,
    /// Its stem there.
    pub stem: String,
    /// The code of the other language.
    pub to: String,
    /// The translation in its usual form.
    pub translation: String,
    /// Its stem.
    pub translation_stem: String,
    /// How likely the word is meant where the translation stands, 0 to 1.
    pub weight: f32,
    /// Where it comes from: dictionary, parallel, names or hand.
    pub origin: &'static str,
}

impl TranslationRecord {
    /// A translation of a folded word with its stem.
    #[must_use]
    pub fn new((word, stem): (&str, &str), lang: &str, to: &str, found: &Translation) -> Self {
        Self {
            word: word.to_owned(),
            lang: lang.to_owned(),
            stem: stem.to_owned(),
            to: to.to_owned(),
            translation: found.form.clone(),
            translation_stem: found.stem.clone(),
            weight: found.weight,
            origin: found.origin.name(),
        }
    }
}

/// A word pair that an archive taught.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LearnedRecord {
    /// proposed, accepted or rejected.
    pub status: &'static str,
    /// The code of the word's language.
    pub lang: String,
    /// The word.
    pub word: String,
    /// The code of the translation's language.
    pub to: String,
    /// The translation.
    pub translation: String,
    /// In so many stories they stand in corresponding passages.
    pub stories: usize,
    /// How strictly they go together, 0 to 1.
    pub dice: f32,
    /// Dunning's log-likelihood ratio.
    pub score: f32,
    /// Ids of articles where they stand.
    pub examples: Vec<String>,
}

impl From<&Learned> for LearnedRecord {
    fn from(pair: &Learned) -> Self {
        let ([lang, to], [word, translation]) = (&pair.langs, &pair.words);
        Self {
            status: pair.status.name(),
            lang: lang.clone(),
            word: word.clone(),
            to: to.clone(),
            translation: translation.clone(),
            stories: pair.stories,
            dice: pair.dice,
            score: pair.score,
            examples: pair.examples.clone(),
        }
    }
}
