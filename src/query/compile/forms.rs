//! Under which terms may a passage have a word of the query? Its forms in every
//! language that it could be in, and what the other languages say for it.

use tantivy::schema::Field;

use super::{
    super::{
        across::{self, Way},
        any_of::{Synonyms, Word},
        ast::Scope,
    },
    Compiler, Fieldset,
};
use crate::{
    analysis::{self, Token},
    language::{Language, cjk},
};

/// How much each field says. Chosen on the development questions (Kazakh,
/// Russian, English), where the optimum is flat: `tilmash eval retrieval`
/// shows what each field is worth.
mod weight {
    use crate::language::{Language, cjk};

    pub(super) const STEM: f32 = 1.0;
    pub(super) const SURFACE: f32 = 0.15;
    pub(super) const TITLE: f32 = 1.0;
    /// For a word of one piece; the pieces of a longer one share it by the
    /// square root of their number, as they repeat one another.
    pub(super) const RECALL: f32 = 0.75;
    /// What a piece of two characters or a reading counts among the stems.
    pub(super) const ALONE: f32 = 0.3;
    /// What the fields of a language with a recall field count in all, so
    /// that its words weigh as much as those of a language without one: a
    /// query is searched in every language it could be in, and the hits of
    /// all stand in one list.
    const WITH_PIECES: f32 = 0.67;
    /// The same for a language whose recall field holds one more stem.
    const WITH_STEM: f32 = 0.65;

    /// What the fields of a language count.
    pub(super) fn share(language: &Language) -> f32 {
        if cjk::is_dense(language) {
            WITH_PIECES
        } else if language.recall_stem.is_some() {
            WITH_STEM
        } else if language.agglutinative {
            WITH_PIECES
        } else {
            1.0
        }
    }
}

/// Beyond so many words a query is precise enough without the recall field.
const RECALL_WORDS: usize = 64;

impl Compiler<'_> {
    /// Every form of one token, in every language it could be in.
    pub(super) fn forms(
        &mut self,
        scope: Scope,
        token: &Token,
        languages: &[&'static Language],
    ) -> Word {
        let fields = self.fields;
        let folded = token.folded.as_str();
        self.matcher.exact(folded);
        let mut word = Word {
            own: Vec::new(),
            translations: Vec::new(),
            sounds: Vec::new(),
            name: true,
            boost: 1.0,
        };
        word.own.push(one(
            fields.surface,
            None,
            folded.to_owned(),
            weight::SURFACE,
        ));
        word.own.push(one(
            fields.title,
            None,
            folded.to_owned(),
            weight::TITLE * weight::SURFACE,
        ));
        if matches!(token.kind, analysis::Kind::Number | analysis::Kind::Variant) {
            word.own
                .push(one(fields.stem, None, folded.to_owned(), weight::STEM));
        } else {
            for &language in languages {
                let transliterated = language.folding(self.text).and_then(|fold| fold(folded));
                let folded = transliterated.as_deref().unwrap_or(folded);
                let stem = analysis::stem_of(token, language, folded);
                self.matcher.stem(language, &stem);
                let term = analysis::stem_term(language, &stem);
                let share = weight::share(language);
                let code = Some(language.code);
                word.own
                    .push(one(fields.title, code, term.clone(), share * weight::TITLE));
                word.own
                    .push(one(fields.stem, code, term, share * weight::STEM));
                if self.words <= RECALL_WORDS {
                    let pieces = analysis::recall_forms(language, folded);
                    let weight = share * weight::RECALL / (pieces.len() as f32).sqrt();
                    if cjk::is_dense(language) {
                        // A piece that is a word of its own stands among the stems,
                        // as does a word that was written as it is read.
                        let alone = weight * weight::ALONE;
                        let reading = token.reading.as_deref();
                        let reading = reading.map(|read| analysis::stem_term(language, read));
                        for piece in pieces.iter().cloned().chain(reading.clone()) {
                            word.own.push(one(fields.stem, code, piece, alone));
                        }
                        let reading = reading.into_iter();
                        word.own
                            .extend(reading.map(|piece| one(fields.recall, code, piece, alone)));
                    }
                    word.own.extend(
                        pieces
                            .into_iter()
                            .map(|piece| one(fields.recall, code, piece, weight)),
                    );
                }
                if scope == Scope::Everywhere && self.languages.translated.contains(&language) {
                    self.across(language, &stem, &token.folded, &mut word);
                }
            }
        }
        let only = match self.fieldset {
            Fieldset::All => None,
            Fieldset::Surface => Some(fields.surface),
            Fieldset::Stem => Some(fields.stem),
            Fieldset::Recall if word.own.iter().any(|set| set.field == fields.recall) => {
                Some(fields.recall)
            }
            Fieldset::Recall => Some(fields.surface),
        };
        let wanted = |set: &Synonyms| {
            (scope == Scope::Everywhere || set.field == fields.title)
                && only.is_none_or(|only| set.field == only || set.field == fields.title)
        };
        word.own.retain(wanted);
        word.translations.retain(wanted);
        word.sounds.retain(wanted);
        word
    }

    /// Adds the ways to find a stem in the other languages of the index.
    fn across(&mut self, language: &'static Language, stem: &str, word: &str, found: &mut Word) {
        let fields = self.fields;
        let (ways, known) = across::ways(self.lexicon, language, stem, &self.languages.of_articles);
        found.name &= !known;
        for (way, weight) in ways {
            match way {
                Way::Stem { language, stem } => {
                    self.matcher.translation(language, &stem, word);
                    let term = analysis::stem_term(language, &stem);
                    for (field, factor) in [
                        (fields.stem, across::TRANSLATED),
                        (fields.title, across::TRANSLATED * across::TRANSLATED_TITLE),
                    ] {
                        let of_language = found
                            .translations
                            .iter_mut()
                            .find(|set| set.field == field && set.lang == Some(language.code));
                        match of_language {
                            Some(set) => set.allow(&term, weight),
                            None => found.translations.push(Synonyms {
                                field,
                                lang: Some(language.code),
                                terms: vec![(term.clone(), weight)],
                                weight: factor,
                            }),
                        }
                    }
                }
                Way::Sound(sound) => {
                    self.matcher.sound(&sound, word);
                    found.sounds.push(Synonyms {
                        field: fields.sound,
                        lang: None,
                        terms: vec![(sound, 1.0)],
                        weight,
                    });
                }
            }
        }
    }
}

/// A term of its own.
fn one(field: Field, lang: Option<&'static str>, term: String, weight: f32) -> Synonyms {
    Synonyms {
        field,
        lang,
        terms: vec![(term, 1.0)],
        weight,
    }
}
