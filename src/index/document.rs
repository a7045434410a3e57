//! What does an article become in the index? One document per passage.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use tantivy::{TantivyDocument, schema::Field};
use xxhash_rust::xxh3::Xxh3;

use super::{replay::Terms, schema::Fields, signatures::pack, vocabulary::Vocabulary};
use crate::{
    analysis::{self, Kind, Term, WordClass},
    article::{Article, ArticleId, Date, Passage},
    language::{self, Language, cjk},
    signature::Extractor,
    sound,
};

/// An article as it is stored: whole, so that it can be had back if nothing else
/// of the index can be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Record {
    /// Indexes of older versions lack it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    lang: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    text: String,
}

impl Record {
    fn new(article: &Article) -> Self {
        Self {
            id: Some(article.id.to_string()),
            lang: article.lang.clone(),
            title: article.title.clone(),
            date: article.date.map(|date| date.to_string()),
            source: article.source.clone(),
            url: article.url.clone(),
            path: article.path.clone(),
            text: article.text.clone(),
        }
    }

    /// The article that was stored under `id`.
    pub(super) fn into_article(self, id: ArticleId) -> Article {
        Article {
            id,
            lang: self.lang,
            title: self.title,
            date: self.date.as_deref().and_then(Date::parse),
            source: self.source,
            url: self.url,
            path: self.path,
            text: self.text,
        }
    }
}

/// A 64-bit hash of all that makes an article what it is: not of where it was read.
pub(super) fn content_hash(article: &Article) -> u64 {
    let mut hash = Xxh3::new();
    let date = article.date.map(|date| date.to_string());
    for field in [
        Some(article.lang.as_str()),
        article.title.as_deref(),
        date.as_deref(),
        article.source.as_deref(),
        article.url.as_deref(),
        Some(article.text.as_str()),
    ] {
        // An absent field differs from an empty one, and no text runs into the next.
        hash.update(&[u8::from(field.is_some())]);
        hash.update(field.unwrap_or_default().as_bytes());
        hash.update(&[0xFF]);
    }
    hash.digest()
}

/// An article ready to be written.
#[derive(Debug)]
pub struct Prepared {
    /// The article's id.
    pub id: ArticleId,
    pub(super) documents: Vec<TantivyDocument>,
}

/// Turns articles into documents; remembers words, so keep one per thread.
pub struct Preparer {
    fields: Fields,
    words: HashMap<&'static str, Vocabulary>,
    extractor: Extractor,
}

impl Preparer {
    /// For an index with these fields.
    pub fn new(fields: Fields) -> Self {
        Self {
            fields,
            words: HashMap::new(),
            extractor: Extractor::new(),
        }
    }

    /// Analyses an article.
    pub fn prepare(&mut self, article: &Article) -> Prepared {
        let language = language::get_or_undetermined(&article.lang);
        let title = article.title.as_deref();
        let title = title.and_then(|title| title_terms(&self.terms(title, language), language));
        let mut passages = analysis::passages_of(article);
        if passages.is_empty() {
            // A bare headline is still an article.
            let empty = Passage {
                ordinal: 0,
                range: 0..0,
            };
            passages.push((empty, language));
        }
        let mut documents: Vec<TantivyDocument> = passages
            .iter()
            .map(|(passage, language)| {
                let mut document = self.passage(article, language, passage);
                if let Some(title) = &title {
                    document.add_text(self.fields.title, title);
                }
                document
            })
            .collect();
        if let Some(head) = documents.first_mut() {
            self.head(article, head);
        }
        Prepared {
            id: article.id.clone(),
            documents,
        }
    }

    fn terms(&mut self, text: &str, language: &'static Language) -> Vec<Term> {
        analysis::terms(text, self.extractor.stems(language))
    }

    fn passage(
        &mut self,
        article: &Article,
        language: &'static Language,
        passage: &Passage,
    ) -> TantivyDocument {
        let fields = self.fields;
        let mut document = TantivyDocument::new();
        document.add_text(fields.article, article.id.as_str());
        // The article's own language goes first: it is the one that counts.
        document.add_text(fields.lang, &article.lang);
        if language != language::get_or_undetermined(&article.lang) {
            document.add_text(fields.lang, language.code);
        }
        document.add_u64(fields.ordinal, passage.ordinal.into());
        document.add_u64(fields.start, passage.range.start as u64);
        document.add_u64(fields.end, passage.range.end as u64);
        if let Some(source) = &article.source {
            document.add_text(fields.source, source_term(source));
        }
        if let Some(date) = &article.date {
            document.add_i64(fields.day, date.epoch_day());
        }
        let text = article.text.get(passage.range.clone()).unwrap_or_default();
        let terms = self.terms(text, language);
        let words = self
            .words
            .entry(language.code)
            .or_insert_with(|| Vocabulary::new(language));
        for (field, found) in fields.of_words(words, text, &terms) {
            if let Some(found) = found.finish() {
                document.add_text(field, found);
            }
        }
        document
    }

    fn head(&mut self, article: &Article, head: &mut TantivyDocument) {
        let fields = self.fields;
        head.add_u64(fields.head, 1);
        head.add_u64(fields.content_hash, content_hash(article));
        // A record of plain strings always becomes JSON.
        let record = serde_json::to_vec(&Record::new(article)).unwrap_or_default();
        head.add_bytes(fields.record, &record);
        let (signature, keys) = self.extractor.signature_and_keys(article);
        for key in keys {
            head.add_u64(fields.key, key.0.into());
        }
        let encoded = signature.encode();
        for word in pack(&encoded.head) {
            head.add_u64(fields.signature, word);
        }
        for unit in encoded.units() {
            head.add_bytes(fields.unit, unit);
        }
        head.add_f64(fields.norm, signature.norm().into());
    }
}

/// The form in which outlets are compared: `BAQ.KZ` is `baq.kz`.
pub(crate) fn source_term(source: &str) -> String {
    analysis::fold(source.trim())
}

impl Fields {
    /// What of a passage's words goes into which field.
    fn of_words(self, words: &mut Vocabulary, text: &str, terms: &[Term]) -> [(Field, Terms); 4] {
        let language = words.language();
        let [mut surface, mut stem, mut recall, mut sound] = [(); 4].map(|()| Terms::default());
        // The words before this one: any, and one that may begin a Chinese name.
        let mut before: Option<&Term> = None;
        let mut named: Option<&Term> = None;
        for term in terms {
            let token = &term.token;
            let word = words.word(term);
            surface.push(token.position, &token.folded);
            // Glue between words is found by its form, if anybody asks for it.
            if token.class != WordClass::Function {
                stem.push_bag(&word.stem);
            }
            recall.push_bag(&word.recall);
            if token.kind != Kind::Part {
                let joint = before.and_then(|before| analysis::joint(language, before, term));
                recall.push_one(joint);
                before = Some(term);
            }
            if let Some(mark) = sound::mark(text, term, language, word.known) {
                sound.push_bag(word.sounds(term, language, mark));
            }
            sound.push_one(named.and_then(|before| sound::pair_term(&before.stem, &term.stem)));
            if token.kind != Kind::Compound {
                let written = text.get(token.range.clone());
                named = written.is_some_and(is_named).then_some(term);
            }
        }
        for name in sound::names(Some(text), terms, language) {
            sound.push_one(Some(name.term));
        }
        [
            (self.surface, surface),
            (self.stem, stem),
            (self.recall, recall),
            (self.sound, sound),
        ]
    }
}

/// Whether a word may be part of a Chinese name: it has a capital letter, or
/// is a Chinese character.
fn is_named(written: &str) -> bool {
    let mut letters = written.chars();
    letters
        .next()
        .is_some_and(|c| c.is_uppercase() || (cjk::is_han(c) && letters.next().is_none()))
}

/// Stem and exact form of each word, at one position; a number, whose stem is
/// itself, only once.
fn title_terms(terms: &[Term], language: &Language) -> Option<String> {
    let mut title = Terms::default();
    for term in terms {
        let (position, folded) = (term.token.position, &term.token.folded);
        let stem = analysis::stem_term(language, &term.stem);
        title.push(position, &stem);
        if stem != *folded {
            title.push(position, folded);
        }
    }
    title.finish()
}
