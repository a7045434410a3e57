//! What goes into the index of a word, whatever text it stands in? Worked out
//! once: words follow Zipf's law, and nearly all of a text were met before.

use std::fmt::Write;

use super::replay::bag;
use crate::{
    analysis::{self, Term},
    language::Language,
    memo::Memo,
    sound::{self, Mark},
};

/// What is indexed of a word.
#[derive(Debug)]
pub(super) struct Word {
    /// Its stem; for [`super::replay::Terms::push_bag`], as are the others.
    pub stem: Box<str>,
    /// The terms of the recall field.
    pub recall: Box<str>,
    /// The lexicon has it.
    pub known: bool,
    /// How it sounds where it is written like a name, and where it is not.
    sounds: [Option<Box<str>>; 2],
}

impl Word {
    fn new(term: &Term, language: &Language) -> Self {
        Self {
            stem: bag([analysis::stem_term(language, &term.stem)]),
            recall: bag(analysis::recall_pieces(language, term)),
            known: sound::is_known(term, language),
            sounds: [None, None],
        }
    }

    /// The terms under which it is found by its sound.
    pub fn sounds(&mut self, term: &Term, language: &Language, mark: Mark) -> &str {
        let [named, unknown] = &mut self.sounds;
        let sounds = match mark {
            Mark::Name => named,
            Mark::Unknown => unknown,
        };
        sounds.get_or_insert_with(|| bag(sound::terms_of_marked(term, language, mark)))
    }
}

/// The words of one language that were met, up to a bound.
#[derive(Debug)]
pub(super) struct Vocabulary {
    language: &'static Language,
    words: Memo<Word>,
    /// The key of a word, made anew for each.
    key: String,
}

impl Vocabulary {
    /// About 16 MB of Cyrillic words.
    const CAPACITY: usize = 1 << 16;

    pub fn new(language: &'static Language) -> Self {
        Self {
            language,
            words: Memo::new(Self::CAPACITY),
            key: String::new(),
        }
    }

    /// The language of its words.
    pub fn language(&self) -> &'static Language {
        self.language
    }

    /// What is indexed of this word.
    pub fn word(&mut self, term: &Term) -> &mut Word {
        let token = &term.token;
        self.key.clear();
        self.key.push_str(&token.folded);
        // An abbreviation keeps its form, and a dictionary says more of a word,
        // by its neighbours.
        self.key.push('\t');
        self.key.push_str(&term.stem);
        if self.language.dense {
            let reading = token.reading.as_deref().unwrap_or_default();
            // Writing to a string cannot fail.
            let _ = write!(self.key, "\t{reading}\t{:?}", token.class);
        }
        let language = self.language;
        self.words
            .get_or_insert_with(&self.key, || Word::new(term, language))
    }
}
