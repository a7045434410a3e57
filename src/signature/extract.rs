//! From an article to its units.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use xxhash_rust::xxh3::{Xxh3Builder, xxh3_64_with_seed};

use super::{
    Builder, KeyClass, Signature, Unit, UnitKind,
    gazetteer::{ListEntry, MAX_WORDS},
    key::{ENTRY_END, Key, KeyMemo, UnitKey, phrase_form},
    language_of, numbers,
    reading::read,
    sketch::Sketch,
    words::{Info, Lexer, Word, Words},
};
use crate::{
    analysis::StemMemo,
    article::Article,
    language::{Language, cjk},
};

/// A place in an article where a unit occurs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// The unit's position in [`Signature::units`].
    pub unit: u16,
    /// Whether the range points into the title rather than the body.
    pub in_title: bool,
    /// Byte range, on character boundaries.
    pub range: Range<usize>,
}

/// A signature with the places its units come from.
#[derive(Debug, Clone, PartialEq)]
pub struct Extraction {
    /// What [`Extractor::signature`] gives.
    pub signature: Signature,
    /// By unit, its normal form: digits, a list entry, or the Latin form of
    /// the stem (for an entry, both, with a tab between).
    forms: Vec<Box<str>>,
    /// Every occurrence of every unit, title first, in reading order.
    pub occurrences: Vec<Occurrence>,
}

impl Extraction {
    /// The unit's list entry (`country:KG`, `glossary:president`), if it is
    /// one; else its normal form.
    pub fn form(&self, unit: u16) -> &str {
        let form = self.forms.get(usize::from(unit));
        let form = form.map_or("", |form| form);
        form.split_once(ENTRY_END).map_or(form, |(entry, _)| entry)
    }
}

/// Makes signatures. Keep one per thread: it remembers the words it has seen.
/// What it remembers never changes a result.
#[derive(Default)]
pub struct Extractor {
    lexers: HashMap<&'static str, Lexer>,
    keys: KeyMemo,
    counting: bool,
}

/// Words rarer than this share of the rarest are worth a unit.
const RARE_SHARE: f32 = 0.12;

impl Extractor {
    /// One that has seen nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// One that takes every word for equally rare and keeps them all: for
    /// counting rarity itself.
    pub fn for_counting() -> Self {
        Self {
            counting: true,
            ..Self::default()
        }
    }

    /// The stems of a language's words that it has seen, for whoever needs
    /// them too.
    pub fn stems(&mut self, language: &'static Language) -> &mut StemMemo {
        &mut self.lexer(language).stems
    }

    fn lexer(&mut self, language: &'static Language) -> &mut Lexer {
        self.lexers
            .entry(language.code)
            .or_insert_with(|| Lexer::new(language, self.counting))
    }

    /// The article's signature.
    pub fn signature(&mut self, article: &Article) -> Signature {
        self.signature_and_keys(article).0
    }

    /// The article's signature and its [`Signature::index_keys`].
    pub fn signature_and_keys(&mut self, article: &Article) -> (Signature, Vec<Key>) {
        let (found, keys) = self.found(article, false);
        (found.signature, keys)
    }

    /// The article's signature and the places its units come from.
    pub fn extract(&mut self, article: &Article) -> Extraction {
        self.found(article, true).0
    }

    /// What is found in an article, with the places only if they are `wanted`,
    /// and the keys to index.
    fn found(&mut self, article: &Article, wanted: bool) -> (Extraction, Vec<Key>) {
        let language = language_of(&article.lang);
        let lexer = self.lexer(language);
        let mut text = Words::default();
        if let Some(title) = &article.title {
            read(lexer, title, true, &mut text);
        }
        read(lexer, beginning(&article.text), false, &mut text);
        text.discount_headlines();

        let mut collector = Collector::new(lexer, wanted);
        collector.words(&text);
        collector.numbers(&text);
        let hashes: Vec<u32> = text.words.iter().map(|word| word.info.hash).collect();
        let words = u32::try_from(hashes.len()).unwrap_or(u32::MAX);
        let (units, occurrences) = collector.finish();
        let mut builder = Builder::with_capacity(units.len());
        let mut forms = Vec::with_capacity(units.len());
        for draft in units {
            let keys = self.keys.keys_of(draft.unit.kind, &draft.form);
            let senses = UnitKey::of_senses(&draft.senses);
            let heard = draft.heard.map(|key| UnitKey::new(KeyClass::Heard, key, 0));
            let keys = keys.iter().copied().chain(heard).chain(senses);
            builder.push(draft.unit, keys);
            forms.push(draft.form);
        }
        let sketch = Sketch::of(&hashes);
        let mut signature = builder.finish(language, text.sentences, words, sketch, Some(0.0));
        let keys = signature.weigh();
        let found = Extraction {
            signature,
            forms,
            occurrences,
        };
        (found, keys)
    }
}

/// What of a text is looked at: no report is longer, and a hundred thousand words more
/// would tell nothing but cost memory for each.
fn beginning(text: &str) -> &str {
    const MOST: usize = 1 << 20;
    let mut ends = (0..=MOST.min(text.len())).rev();
    let end = ends.find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or(0)).unwrap_or(text)
}

/// A unit before it is known whether it is kept.
struct Draft {
    unit: Unit,
    form: Box<str>,
    heard: Option<Key>,
    senses: Box<[Key]>,
}

struct Collector<'a> {
    lexer: &'a Lexer,
    least: u8,
    units: Vec<Draft>,
    /// By kind and form.
    by_form: HashMap<u64, u16, Xxh3Builder>,
    /// The unit that occurred last.
    last: Option<usize>,
    /// Whether places are wanted.
    wanted: bool,
    occurrences: Vec<Occurrence>,
    /// For each word: the month it names, for days beside it.
    months: HashMap<usize, u8>,
}

impl<'a> Collector<'a> {
    fn new(lexer: &'a Lexer, wanted: bool) -> Self {
        Self {
            lexer,
            least: (RARE_SHARE * lexer.rarity.highest() * 4.0) as u8,
            units: Vec::new(),
            by_form: HashMap::default(),
            last: None,
            wanted,
            occurrences: Vec::new(),
            months: HashMap::new(),
        }
    }

    fn add(&mut self, kind: UnitKind, form: &str, rarity: u8, at: &Place) {
        // Entries of the lists are one unit whatever word named them.
        let identity = form.split(ENTRY_END).next().unwrap_or(form);
        let bit = 1u64 << at.sentence.min(63);
        let next = u16::try_from(self.units.len()).unwrap_or(u16::MAX);
        let identity = xxh3_64_with_seed(identity.as_bytes(), kind as u64);
        let unit = *self.by_form.entry(identity).or_insert(next);
        if unit == next {
            if next == u16::MAX {
                return;
            }
            self.units.push(Draft {
                unit: Unit {
                    kind,
                    sentences: 0,
                    rarity,
                },
                form: form.into(),
                heard: None,
                senses: Box::default(),
            });
        }
        if let Some(Draft { unit: found, .. }) = self.units.get_mut(usize::from(unit)) {
            found.sentences |= bit;
            self.last = Some(usize::from(unit));
            if self.wanted {
                self.occurrences.push(Occurrence {
                    unit,
                    in_title: at.in_title,
                    range: at.range.clone(),
                });
            }
        }
    }

    /// Gives the unit that occurred last its translations and, if it is a name,
    /// its sound.
    fn add_keys(&mut self, info: &Info, name: bool) {
        if let Some(unit) = self.last.and_then(|unit| self.units.get_mut(unit)) {
            if unit.senses.is_empty() {
                unit.senses = info.senses.clone();
            }
            unit.heard = unit.heard.or(info.heard.filter(|_| name));
        }
    }

    fn words(&mut self, text: &Words) {
        // Words written with a capital letter where that says something, and
        // words written without one.
        let surely: HashSet<&str, Xxh3Builder> = text
            .words
            .iter()
            .filter(|word| word.capital && !word.initial)
            .map(|word| &*word.info.stem)
            .collect();
        let lower: HashSet<&str, Xxh3Builder> = text
            .words
            .iter()
            .filter(|word| !word.capital)
            .map(|word| &*word.info.stem)
            .collect();
        let is_name = |word: &Word| {
            let stem = &*word.info.stem;
            word.capital
                && (!word.initial
                    || word.acronym
                    || surely.contains(stem)
                    || (word.info.seen == 0 && !lower.contains(stem)))
        };
        let mut before: Option<&Word> = None;
        let mut taken = 0;
        for (number, word) in text.words.iter().enumerate() {
            if number >= taken
                && let Some((length, entry)) = self.entry_at(text, number)
            {
                taken = number + length;
                self.add_entry(text, number, length, &entry);
            }
            let entry = number < taken;
            let info = &word.info;
            let legal_form = info.legal_form && word.capital;
            let name = is_name(word) && (!info.stop || word.acronym) && !legal_form;
            if name {
                if let Some(first) = before.filter(|_| word.follows) {
                    let form = phrase_form(&first.info.latin, &info.latin);
                    let weight = self.lexer.weight_of(UnitKind::Phrase, &form);
                    let mut place = Place::of(word);
                    place.range.start = first.range.start;
                    self.add(UnitKind::Phrase, &form, weight, &place);
                }
                before = Some(word);
            } else {
                before = None;
            }
            let letters = info.latin.chars().count();
            if entry || legal_form || letters < 2 || info.rarity < self.least {
                continue;
            }
            if name {
                self.add(UnitKind::Name, &info.latin, info.rarity, &Place::of(word));
                self.add_keys(info, true);
            } else if !info.stop && letters >= least_letters(&info.latin) {
                let place = Place::of(word);
                self.add(UnitKind::Word, &info.latin, info.rarity, &place);
                self.add_keys(info, false);
            }
        }
    }

    /// The longest entry of the name lists that begins at this word.
    fn entry_at(&self, text: &Words, first: usize) -> Option<(usize, ListEntry)> {
        let word = text.words.get(first)?;
        let longest = word.info.entry_words.min(MAX_WORDS);
        let run = text.words.get(first..)?;
        let follows = run
            .iter()
            .skip(1)
            .take(longest)
            .take_while(|next| next.follows && next.sentence == word.sentence)
            .count();
        let listed = (1..=longest.min(follows + 1)).rev().find_map(|length| {
            let run = run.get(..length)?;
            let lookup = |part: fn(&Word) -> &str| {
                let words: Vec<&str> = run.iter().map(part).collect();
                let between = if word.caseless { "" } else { " " };
                self.lexer.gazetteer.get(&words.join(between))
            };
            let entry = lookup(|word| &word.info.folded)
                .or_else(|| lookup(|word| &word.info.stem))
                .filter(|entry| !entry.capital || word.capital || word.caseless)?;
            Some((length, entry.clone()))
        });
        let hidden = || {
            let place = word.info.place.filter(|_| word.capital || word.caseless)?;
            Some((1, place.clone()))
        };
        listed.or_else(hidden)
    }

    fn add_entry(&mut self, text: &Words, first: usize, length: usize, entry: &ListEntry) {
        let run = text.words.get(first..first + length).unwrap_or_default();
        let (Some(head), Some(last)) = (run.first(), run.last()) else {
            return;
        };
        let mut place = Place::of(head);
        place.range.end = last.range.end;
        let form = match entry.kind {
            UnitKind::Date => {
                if let Some(month) = entry.name.strip_prefix("month:") {
                    self.months
                        .extend(month.parse().ok().map(|month: u8| (first, month)));
                }
                entry.name.to_string()
            }
            // A single word also keeps its own form, in case that the other
            // language's list lacks the entry.
            _ if length == 1 => format!("{}{ENTRY_END}{}", entry.name, head.info.latin),
            _ => format!("{}{ENTRY_END}", entry.name),
        };
        let weight = self.lexer.weight_of(entry.kind, &form);
        self.add(entry.kind, &form, weight, &place);
        if length == 1 && entry.kind == UnitKind::Place {
            self.add_keys(&head.info, true);
        }
    }

    fn numbers(&mut self, text: &Words) {
        for number in &text.numbers {
            let place = Place {
                in_title: number.in_title,
                sentence: number.sentence,
                range: number.range.clone(),
            };
            let date = number.forms.iter().find_map(|form| {
                numbers::day_of_year(form).or_else(|| self.day_beside_month(text, number, form))
            });
            if let Some(date) = date {
                let weight = self.lexer.weight_of(UnitKind::Date, &date);
                self.add(UnitKind::Date, &date, weight, &place);
                continue;
            }
            for form in &number.forms {
                let form = numbers::normal(form);
                if form.len() <= 20 {
                    let weight = self.lexer.weight_of(UnitKind::Number, &form);
                    self.add(UnitKind::Number, &form, weight, &place);
                }
            }
        }
    }

    /// `12 February`, `February 12`, `12 ақпан`.
    fn day_beside_month(
        &self,
        text: &Words,
        number: &super::words::Number,
        form: &str,
    ) -> Option<String> {
        let beside = [
            Some(number.words_before),
            number.words_before.checked_sub(1),
        ];
        beside.into_iter().flatten().find_map(|at| {
            let month = *self.months.get(&at)?;
            let word = text.words.get(at)?;
            let gap = if word.range.start >= number.range.end {
                word.range.start - number.range.end
            } else {
                number.range.start.checked_sub(word.range.end)?
            };
            (gap <= 2 && word.in_title == number.in_title)
                .then(|| numbers::day_and_month(form, month))
                .flatten()
        })
    }

    /// The units, at most [`Signature::MAX_UNITS`], in order of first
    /// occurrence, and their occurrences.
    fn finish(self) -> (Vec<Draft>, Vec<Occurrence>) {
        let Self {
            units, occurrences, ..
        } = self;
        let mut kept: Vec<usize> = (0..units.len()).collect();
        if units.len() > Signature::MAX_UNITS {
            let rarity = |number: &usize| units.get(*number).map_or(0, |draft| draft.unit.rarity);
            kept.sort_by(|a, b| rarity(b).cmp(&rarity(a)).then(a.cmp(b)));
            kept.truncate(Signature::MAX_UNITS);
            kept.sort_unstable();
        }
        let new = |old: usize| kept.binary_search(&old).ok();
        let occurrences = occurrences
            .into_iter()
            .filter_map(|found| {
                let unit = u16::try_from(new(found.unit.into())?).ok()?;
                Some(Occurrence { unit, ..found })
            })
            .collect();
        let units = units
            .into_iter()
            .enumerate()
            .filter(|(number, _)| new(*number).is_some())
            .map(|(_, unit)| unit)
            .collect();
        (units, occurrences)
    }
}

/// Words of fewer letters say nothing; two Chinese characters are a word.
fn least_letters(form: &str) -> usize {
    if form.starts_with(cjk::is_han) { 2 } else { 3 }
}

struct Place {
    in_title: bool,
    sentence: u16,
    range: Range<usize>,
}

impl Place {
    fn of(word: &Word) -> Self {
        Self {
            in_title: word.in_title,
            sentence: word.sentence,
            range: word.range.clone(),
        }
    }
}
