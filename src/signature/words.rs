//! What does the extractor need to know of each word, and where does it stand?

use std::{collections::HashMap, ops::Range, rc::Rc};

use xxhash_rust::xxh3::{Xxh3Builder, xxh3_64};

use super::{
    Class, Key, Rarity, UnitKind,
    encode::MAX_FORM,
    gazetteer::{Gazetteer, ListEntry},
    key::KeyMaker,
    legal::is_legal_form,
    numbers,
    phonetic::{latin, prefix},
    senses::senses,
};
use crate::{
    analysis::{Kind, sentences, tokenize},
    language::Language,
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
}

/// A word of the text in its place.
#[derive(Debug)]
pub(super) struct Word {
    pub range: Range<usize>,
    pub in_title: bool,
    pub sentence: u16,
    pub info: Rc<Info>,
    /// Begins with a capital letter.
    pub capital: bool,
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
#[derive(Debug)]
pub(super) struct Lexer {
    language: &'static Language,
    pub gazetteer: &'static Gazetteer,
    pub rarity: &'static Rarity,
    memo: HashMap<Box<str>, Rc<Info>, Xxh3Builder>,
}

/// Words remembered per language; then the memo is emptied.
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
            gazetteer: Gazetteer::of(language),
            rarity: if counting {
                Rarity::none()
            } else {
                Rarity::of(language)
            },
            memo: HashMap::default(),
        }
    }

    fn info(&mut self, folded: &str) -> Rc<Info> {
        if let Some(info) = self.memo.get(folded) {
            return Rc::clone(info);
        }
        if self.memo.len() >= MEMO {
            self.memo.clear();
        }
        let stem: Box<str> = (self.language.stem)(folded).into();
        let form = latin(&stem);
        let form: Box<str> = prefix(&form, MAX_FORM / 4).into();
        let entry_words = self
            .gazetteer
            .longest(folded)
            .max(self.gazetteer.longest(&stem));
        let info = Rc::new(Info {
            folded: folded.into(),
            hash: xxh3_64(folded.as_bytes()) as u32,
            stop: self.language.stop_words.contains(folded),
            entry_words,
            place: self
                .gazetteer
                .place_within(folded, self.language.agglutinative),
            seen: self.rarity.passages_with(Key::new(Class::Exact, &form)),
            rarity: self.weight_of(UnitKind::Word, &form),
            legal_form: is_legal_form(folded),
            senses: senses(self.language, &stem),
            stem,
            latin: form,
        });
        self.memo.insert(folded.into(), Rc::clone(&info));
        info
    }

    /// The weight of the form's whole key, in quarters of a nat.
    pub(super) fn weight_of(&self, kind: UnitKind, form: &str) -> u8 {
        let mut first = None;
        KeyMaker::default().keys_of(kind, form, |_, key| {
            first.get_or_insert(key);
        });
        first.map_or(0, |key| (self.rarity.weight(key) * 4.0).round() as u8)
    }

    /// Adds the words and numbers of a title or body.
    pub(super) fn read(&mut self, text: &str, in_title: bool, out: &mut Words) {
        let mut ends = sentences(text).into_iter().peekable();
        let mut initial = true;
        let mut last_end = 0;
        let mut number_end = 0;
        let mut compound: Option<(Range<usize>, bool)> = None;
        let mut tokens = tokenize(text).into_iter().peekable();
        let first_sentence = out.sentences;
        while let Some(token) = tokens.next() {
            while ends
                .peek()
                .is_some_and(|range| range.end <= token.range.start)
            {
                ends.next();
                out.sentences = out.sentences.saturating_add(1);
                initial = true;
            }
            let sentence = out.sentences;
            let surface = text.get(token.range.clone()).unwrap_or_default();
            let digits = token.folded.bytes().all(|b| b.is_ascii_digit());
            match token.kind {
                Kind::Variant => {
                    if let Some(number) = out.numbers.last_mut() {
                        number.forms.push(token.folded);
                    }
                    continue;
                }
                // Digit groups of a number that was taken whole.
                Kind::Part if digits && token.range.end <= number_end => continue,
                Kind::Compound => {
                    let date = numbers::day_of_year(&token.folded);
                    if date.is_none() {
                        let has_parts = tokens.peek().is_some_and(|next| next.kind == Kind::Part);
                        compound = Some((token.range.clone(), false));
                        if has_parts {
                            continue;
                        }
                    } else {
                        number_end = token.range.end;
                        out.numbers.push(Number {
                            range: token.range,
                            in_title,
                            sentence,
                            words_before: out.words.len(),
                            forms: vec![token.folded],
                        });
                        continue;
                    }
                }
                _ => {}
            }
            let number = if token.kind == Kind::Number || digits {
                Some(token.folded.as_str())
            } else {
                numbers::leading_number(&token.folded)
            };
            if let Some(number) = number {
                number_end = token.range.end;
                if let Some((range, stem_seen)) = &mut compound {
                    *stem_seen |= token.range.end <= range.end;
                }
                out.numbers.push(Number {
                    in_title,
                    sentence,
                    words_before: out.words.len(),
                    forms: vec![number.to_owned()],
                    range: token.range,
                });
                initial = false;
                continue;
            }
            let mut letters = surface.chars();
            let capital = letters.next().is_some_and(char::is_uppercase);
            let acronym = capital
                && (2..=6).contains(&surface.chars().count())
                && letters.all(char::is_uppercase);
            // What follows the hyphen of `2030-жылға` or `БҰҰ-ның` is a suffix.
            if let Some((range, stem_seen)) = &mut compound
                && token.kind == Kind::Part
                && token.range.end <= range.end
            {
                let suffix = *stem_seen && !capital;
                *stem_seen |= acronym;
                if suffix {
                    continue;
                }
            }
            let gap = text.get(last_end..token.range.start).unwrap_or_default();
            out.words.push(Word {
                in_title,
                sentence,
                info: self.info(&token.folded),
                capital,
                acronym,
                initial,
                follows: matches!(gap, " " | "-" | "\u{a0}") && !initial,
                range: token.range.clone(),
            });
            last_end = token.range.end;
            initial = false;
        }
        if !text.is_empty() {
            out.sentences = out.sentences.max(first_sentence).saturating_add(1);
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
                    .filter(|word| word.info.folded.chars().count() > 3)
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
