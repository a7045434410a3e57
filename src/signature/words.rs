//! What does the extractor need to know of each word?

use std::{borrow::Cow, ops::Range, rc::Rc};

use xxhash_rust::xxh3::xxh3_64;

use super::{
    Key, KeyClass, Rarity, UnitKind,
    gazetteer::{Gazetteer, ListEntry},
    heard::heard,
    key::KeyMaker,
    legal::is_legal_form,
    phonetic::{latin, prefix},
    senses::senses,
};
use crate::{
    analysis::{StemMemo, Token, WordClass},
    language::{Language, cjk},
    memo::Memo,
};

/// What is known of a folded word, whatever its place.
#[derive(Debug)]
pub(super) struct Info {
    pub folded: Box<str>,
    pub stem: Box<str>,
    pub latin: Box<str>,
    pub hash: u32,
    pub stop: bool,
    /// The longest entry of the name lists that begins with it.
    pub entry_words: usize,
    /// The place that it begins with, if its suffixes hide one.
    pub place: Option<&'static ListEntry>,
    /// In how many passages of ordinary text its Latin form was counted.
    pub seen: u16,
    /// Rarity as a unit, in quarters of a nat.
    pub rarity: u8,
    /// A company's legal form, if it is written with a capital letter.
    pub legal_form: bool,
    /// The keys of its English translations.
    pub senses: Box<[Key]>,
    /// The key of its sound, for a name.
    pub heard: Option<Key>,
}

/// A word of the text in its place.
#[derive(Debug)]
pub(super) struct Word {
    pub range: Range<usize>,
    pub in_title: bool,
    pub sentence: u16,
    pub info: Rc<Info>,
    /// Begins with a capital letter, or a dictionary says that it is a name.
    pub capital: bool,
    /// Written in a script that has no capital letters.
    pub caseless: bool,
    /// Two to six letters, all of them capital.
    pub acronym: bool,
    /// At the start of a sentence, where a capital letter says nothing.
    pub initial: bool,
    /// Nothing but one space or hyphen stands between it and the word before.
    pub follows: bool,
}

/// A number of the text in its place.
#[derive(Debug)]
pub(super) struct Number {
    pub range: Range<usize>,
    pub in_title: bool,
    pub sentence: u16,
    /// As many words stand before it.
    pub words_before: usize,
    /// The spellings it may be found under.
    pub forms: Vec<String>,
}

/// Everything that one language's words need, with a memo of those seen.
pub(super) struct Lexer {
    pub language: &'static Language,
    pub stems: StemMemo,
    pub gazetteer: &'static Gazetteer,
    pub rarity: &'static Rarity,
    memo: Memo<Rc<Info>>,
}

/// Letters kept of a form.
const LONGEST: usize = 15;
/// Words remembered per language.
const MEMO: usize = 1 << 16;

/// A text's words and numbers, in reading order.
#[derive(Debug, Default)]
pub(super) struct Words {
    pub words: Vec<Word>,
    pub numbers: Vec<Number>,
    pub sentences: u16,
}

impl Lexer {
    pub(super) fn new(language: &'static Language, counting: bool) -> Self {
        Self {
            language,
            stems: StemMemo::new(language),
            gazetteer: Gazetteer::of(language),
            rarity: if counting {
                Rarity::none()
            } else {
                Rarity::of(language)
            },
            memo: Memo::new(MEMO),
        }
    }

    /// `written` is the word as it stands in the text.
    pub(super) fn info(&mut self, token: &Token, written: &str) -> Rc<Info> {
        let folded = token.folded.as_str();
        // What a dictionary says of a word depends on its neighbours.
        let key: Cow<'_, str> = match &token.stem {
            None => folded.into(),
            Some(stem) => format!("{folded}\t{stem}\t{written}\t{:?}", token.class).into(),
        };
        let Self {
            language,
            stems,
            gazetteer,
            rarity,
            memo,
        } = self;
        let info = memo.get_or_insert_with(&key, || {
            let stem = match &token.stem {
                Some(stem) => stem.as_str().into(),
                None => stems.stem(folded),
            };
            let about = About {
                language,
                gazetteer,
                rarity,
            };
            Rc::new(about.info(token, written, &stem))
        });
        Rc::clone(info)
    }

    /// The weight of the form's whole key, in quarters of a nat.
    pub(super) fn weight_of(&self, kind: UnitKind, form: &str) -> u8 {
        weight_of(self.rarity, kind, form)
    }
}

fn weight_of(rarity: &Rarity, kind: UnitKind, form: &str) -> u8 {
    let mut first = None;
    KeyMaker::default().keys_of(kind, form, |_, key| {
        first.get_or_insert(key);
    });
    first.map_or(0, |key| (rarity.weight(key) * 4.0).round() as u8)
}

/// What a word is looked up in when it is met for the first time.
struct About {
    language: &'static Language,
    gazetteer: &'static Gazetteer,
    rarity: &'static Rarity,
}

impl About {
    fn info(&self, token: &Token, written: &str, stem: &str) -> Info {
        let folded = token.folded.as_str();
        // The index's spelling of kana tells less of the sound than the author's.
        let form = match &token.stem {
            Some(_) if written.chars().all(cjk::is_katakana) => latin(written),
            _ => latin(stem),
        };
        let form: Box<str> = prefix(&form, LONGEST).into();
        let longest = |word| self.gazetteer.longest(word);
        Info {
            folded: folded.into(),
            hash: xxh3_64(folded.as_bytes()) as u32,
            stop: token.class == WordClass::Function || self.language.stop_words.contains(folded),
            entry_words: longest(folded).max(longest(stem)),
            place: self
                .gazetteer
                .place_within(folded, self.language.agglutinative),
            seen: self.rarity.passages_with(Key::new(KeyClass::Exact, &form)),
            rarity: weight_of(self.rarity, UnitKind::Word, &form),
            legal_form: is_legal_form(folded),
            senses: senses(self.language, stem),
            heard: {
                let inflected = self.language.inflects_names && token.stem.is_none();
                heard(self.language, if inflected { stem } else { folded })
            },
            stem: stem.into(),
            latin: form,
        }
    }
}

impl Words {
    /// A sentence in which most longer words have a capital letter is a
    /// headline in title case or in capitals: there they say nothing.
    pub(super) fn discount_headlines(&mut self) {
        for sentence in self.words.chunk_by_mut(|a, b| a.sentence == b.sentence) {
            let long = || {
                sentence
                    .iter()
                    .filter(|word| !word.caseless && word.info.folded.chars().count() > 3)
            };
            let (capital, all) = (long().filter(|word| word.capital).count(), long().count());
            let shouted = sentence.iter().filter(|word| word.acronym).count() * 2 > sentence.len();
            if all >= 3 && capital * 10 >= all * 7 {
                for word in sentence.iter_mut() {
                    word.initial = true;
                    word.acronym &= !shouted;
                }
            }
        }
    }
}
