//! Under which terms may a passage have a word of the query? Its forms in every
//! language that it could be in, and what the other languages say for it.

use tantivy::schema::Field;

use super::{
    super::{
        across,
        any_of::{QueryWord, Synonyms},
        ast::Scope,
        weights,
    },
    Compiler, Fieldset,
};
use crate::{
    analysis::{self, StemMemo, Token},
    language::{Language, Script},
    sound::{self, Name, Writing},
};

/// Beyond so many words a query is precise enough without the recall field.
const RECALL_WORDS: usize = 64;

impl Compiler<'_> {
    /// Every form of one token, in every language it could be in. `named`: it
    /// is written like a name.
    pub(super) fn forms(
        &mut self,
        scope: Scope,
        token: &Token,
        languages: &[&'static Language],
        named: bool,
    ) -> QueryWord {
        let fields = self.fields;
        let folded = token.folded.as_str();
        self.matcher.exact(folded);
        let mut word = QueryWord {
            asked: folded.to_owned(),
            loose: self.loose,
            boost: 1.0,
            ..QueryWord::default()
        };
        word.own
            .push(one(fields.surface, None, folded, weights::SURFACE));
        let titled = weights::TITLE * weights::SURFACE;
        word.own.push(one(fields.title, None, folded, titled));
        if matches!(token.kind, analysis::Kind::Number | analysis::Kind::Variant) {
            word.own.push(one(fields.stem, None, folded, weights::STEM));
        } else {
            let mut heard: Vec<(String, &'static Language)> = Vec::new();
            let mut known = false;
            for &language in languages {
                let transliterated = language.folding(self.text).and_then(|fold| fold(folded));
                let folded = transliterated.as_deref().unwrap_or(folded);
                let stem = analysis::stem_of(token, language, folded);
                self.stems(language, token, folded, &stem, &mut word);
                // At the beginning of a query a capital letter leaves both open.
                if let Some(name) = (language.capital_stem)(folded).filter(|_| named) {
                    self.stems(language, token, folded, name, &mut word);
                }
                let likely = &self.languages.translated;
                if scope == Scope::Everywhere && likely.contains(&language) {
                    // A name is not taken apart in a language that the query
                    // is hardly in (Kishida, kishi-da).
                    let apart = named && stem != folded && likely.first() != Some(&language);
                    if !apart {
                        known |= self.translations(language, &stem, &token.folded, &mut word);
                    }
                    let read = token.name_reading().unwrap_or(folded);
                    heard.push((read.to_owned(), language));
                    // A query in Latin letters mostly names somebody as he is;
                    // of short names too little would be left.
                    let cut = language.inflects_names && language.script == Script::Cyrillic;
                    if cut && stem != folded && !apart {
                        heard.push((stem.into_owned(), language));
                    }
                }
            }
            self.as_it_stands(token, languages, &mut word);
            if named || !known {
                self.sounds(&heard, named, &token.folded, &mut word);
            }
            if scope == Scope::Everywhere && !self.languages.of_articles.is_empty() {
                self.well_known(&token.folded, &mut word);
            }
        }
        self.keep_wanted(scope, &mut word);
        word
    }

    /// Adds the forms of a word in one language.
    fn stems(
        &mut self,
        language: &'static Language,
        token: &Token,
        folded: &str,
        stem: &str,
        word: &mut QueryWord,
    ) {
        let fields = self.fields;
        self.matcher.stem(language, stem, &token.folded);
        let term = analysis::stem_term(language, stem);
        let share = weights::share(language);
        let code = Some(language.code);
        word.own
            .push(one(fields.title, code, &term, share * weights::TITLE));
        word.own
            .push(one(fields.stem, code, &term, share * weights::STEM));
        if self.words > RECALL_WORDS {
            return;
        }
        let pieces = analysis::recall_forms(language, folded);
        let weight = share * weights::PIECES / (pieces.len() as f32).sqrt();
        if !language.dense {
            let pieces = pieces
                .iter()
                .map(|piece| one(fields.recall, code, piece, weight));
            word.pieces.extend(pieces);
            return;
        }
        // A piece that is a word of its own stands among the stems, as does a
        // word that was written as it is read.
        let alone = weight * weights::PIECE_AMONG_STEMS;
        let reading = token.other_spelling();
        let reading = reading.map(|read| analysis::stem_term(language, read));
        if let Some(reading) = &reading {
            word.own.push(one(fields.stem, code, reading, alone));
            word.own.push(one(fields.recall, code, reading, alone));
        }
        for piece in &pieces {
            word.pieces.push(one(fields.stem, code, piece, alone));
            word.parts.push(one(fields.recall, code, piece, weight));
        }
    }

    /// Adds a word in foreign letters (802.11n, iPhone) as texts of the other
    /// languages have it, which do not inflect it: it is as good a match there.
    fn as_it_stands(
        &mut self,
        token: &Token,
        languages: &[&'static Language],
        word: &mut QueryWord,
    ) {
        let folded = token.folded.as_str();
        for &language in &self.languages.of_index {
            if languages.contains(&language) || folded.chars().any(|c| language.script.has(c)) {
                continue;
            }
            let term = analysis::stem_term(language, &analysis::stem_of(token, language, folded));
            let share = weights::share(language);
            let code = Some(language.code);
            word.own
                .push(one(self.fields.title, code, &term, share * weights::TITLE));
            word.own
                .push(one(self.fields.stem, code, &term, share * weights::STEM));
        }
    }

    /// Leaves what the scope and the choice of fields allow.
    fn keep_wanted(&self, scope: Scope, word: &mut QueryWord) {
        let fields = self.fields;
        let only = match self.fieldset {
            Fieldset::All => None,
            Fieldset::Surface => Some(fields.surface),
            Fieldset::Stem => Some(fields.stem),
            Fieldset::Recall if word.pieces.iter().chain(&word.parts).next().is_some() => {
                word.loose = true;
                Some(fields.recall)
            }
            Fieldset::Recall => Some(fields.surface),
        };
        let wanted = |set: &Synonyms| {
            (scope == Scope::Everywhere || set.field == fields.title)
                && only.is_none_or(|only| set.field == only || set.field == fields.title)
        };
        for sets in [
            &mut word.own,
            &mut word.parts,
            &mut word.pieces,
            &mut word.translations,
            &mut word.sounds,
        ] {
            sets.retain(wanted);
        }
    }

    /// Adds what the other languages of the index say for a stem; whether the
    /// lexicon knows it.
    fn translations(
        &mut self,
        language: &'static Language,
        stem: &str,
        asked: &str,
        word: &mut QueryWord,
    ) -> bool {
        let fields = self.fields;
        let targets = &self.languages.of_articles;
        let (found, known) = across::translations(self.lexicon, language, stem, targets);
        if !self.translate {
            return known;
        }
        for (language, stem, share) in found {
            self.matcher.translation(language, &stem, asked, share);
            let term = analysis::stem_term(language, &stem);
            for (field, factor) in [
                (fields.stem, weights::TRANSLATED),
                (
                    fields.title,
                    weights::TRANSLATED * weights::TRANSLATED_TITLE,
                ),
            ] {
                let of_language = word
                    .translations
                    .iter_mut()
                    .find(|set| set.field == field && set.lang == Some(language.code));
                match of_language {
                    Some(set) => set.allow(&term, share),
                    None => word.translations.push(Synonyms {
                        field,
                        lang: Some(language.code),
                        terms: vec![(term.clone(), share)],
                        weight: factor,
                    }),
                }
            }
        }
        known
    }

    /// Adds the spellings that the index has of a name.
    fn sounds(
        &mut self,
        heard: &[(String, &'static Language)],
        named: bool,
        asked: &str,
        word: &mut QueryWord,
    ) {
        let name = Name::new(
            heard
                .iter()
                .map(|(form, language)| (form.as_str(), *language)),
            named,
        );
        let mut writings: Vec<Writing> = Vec::new();
        for language in &self.languages.of_articles {
            writings.extend(Writing::of(language).filter(|writing| !writings.contains(writing)));
        }
        if name.is_empty() || self.languages.of_articles.is_empty() {
            return;
        }
        let terms = across::spellings(self.searcher, self.fields.sound, &name, &writings);
        self.add_sounds(terms, asked, word);
    }

    /// The words of the query that belong to well-known names, in any language
    /// that it could be in.
    pub(super) fn known_names(&self) -> Vec<(String, String)> {
        let mut found: Vec<(String, String)> = Vec::new();
        for language in &self.languages.of_words {
            let terms = analysis::terms(self.text, &mut StemMemo::new(language));
            for name in sound::names(None, &terms, language) {
                let words = terms.get(name.words).unwrap_or_default();
                for word in words {
                    let pair = (word.token.folded.clone(), name.term.clone());
                    if !found.contains(&pair) {
                        found.push(pair);
                    }
                }
            }
        }
        found
    }

    /// Adds the well-known names that a word of the query belongs to: whoever
    /// has the name has all its words.
    fn well_known(&mut self, folded: &str, word: &mut QueryWord) {
        let names = self.known.iter().filter(|(word, _)| word == folded);
        let terms: Vec<_> = names.map(|(_, term)| (term.clone(), 1.0)).collect();
        self.add_sounds(terms, folded, word);
    }

    /// Adds terms of the field of sounds.
    pub(super) fn add_sounds(
        &mut self,
        terms: Vec<(String, f32)>,
        asked: &str,
        word: &mut QueryWord,
    ) {
        for (term, _) in &terms {
            self.matcher.sound(term, asked);
        }
        if !terms.is_empty() {
            word.sounds.push(Synonyms {
                field: self.fields.sound,
                lang: None,
                terms,
                weight: weights::SOUND,
            });
        }
    }
}

/// A term of its own.
fn one(field: Field, lang: Option<&'static str>, term: &str, weight: f32) -> Synonyms {
    Synonyms {
        field,
        lang,
        terms: vec![(term.to_owned(), 1.0)],
        weight,
    }
}
