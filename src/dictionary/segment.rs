//! Where are the words of a text without spaces?
//!
//! By lindera (Viterbi over a dictionary) where there is one; by the word lists
//! of ICU otherwise.

use std::{cell::RefCell, collections::HashMap, ops::Range, rc::Rc};

use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed, options::WordBreakInvariantOptions};
use lindera::{
    dictionary::Dictionary,
    mode::{Mode, Penalty},
    segmenter::Segmenter,
    token::Token,
    worker::SegmentWorker,
};
use xxhash_rust::xxh3::Xxh3Builder;

use super::{import, source::WordClass};

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands, in bytes; on character boundaries.
    pub range: Range<usize>,
    /// What it is.
    pub class: WordClass,
    /// Its dictionary form, where that is not the word itself.
    pub base: Option<String>,
    /// How that is read, in katakana, if it is written in characters and kana.
    pub reading: Option<String>,
}

/// What the details of a dictionary's words look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Details {
    /// Class and base form: those that we compile.
    Ours,
    /// The columns of IPADIC or mecab-ko-dic: those that lindera embeds.
    Full,
}

/// The name of the lists of ICU for the scripts of South-East Asia: with the
/// version of `icu_segmenter`, whose next one may part words elsewhere.
pub(super) const OF_SCRIPT: &str = "icu4x 2.4";

/// Finds the words of a text.
pub struct Analyzer {
    name: String,
    engine: Engine,
}

enum Engine {
    Lindera(Box<Segmenter>, Details),
    Icu(WordSegmenterBorrowed<'static>),
}

/// What a thread keeps between two texts.
struct ThreadState {
    whole: SegmentWorker,
    split: SegmentWorker,
    /// An article is read twice, for its terms and for its signature.
    texts: HashMap<Box<str>, Rc<[Piece]>, Xxh3Builder>,
    parts: HashMap<Box<str>, Rc<[Range<usize>]>, Xxh3Builder>,
}

thread_local! {
    static THREAD: RefCell<HashMap<usize, ThreadState>> = RefCell::default();
}

/// Stretches of text whose words are remembered: about an article's.
const TEXTS: usize = 512;
/// Words whose parts are remembered by a thread; then it forgets them all.
const MEMO: usize = 1 << 15;
/// Words of fewer letters have no parts.
const LEAST_LETTERS: usize = 3;
/// A part of fewer letters says nothing.
const LEAST_PART: usize = 2;

impl Analyzer {
    /// By a compiled dictionary.
    pub(super) fn with_dictionary(name: String, dictionary: Dictionary, details: Details) -> Self {
        let segmenter = Segmenter::new(Mode::Normal, dictionary, None);
        Self {
            name,
            engine: Engine::Lindera(Box::new(segmenter), details),
        }
    }

    /// By the word lists that ICU has for scripts without spaces.
    pub(super) fn without_dictionary() -> Self {
        Self {
            name: super::FALLBACK.to_owned(),
            engine: Engine::Icu(WordSegmenter::new_dictionary(
                WordBreakInvariantOptions::default(),
            )),
        }
    }

    /// By the list of words that ICU has for a script of South-East Asia.
    pub(super) fn of_script() -> Self {
        Self {
            name: OF_SCRIPT.to_owned(),
            ..Self::without_dictionary()
        }
    }

    /// Its name and version: another one finds other words.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The words of a text, in reading order. They do not overlap; blanks may
    /// be left out between them.
    pub fn words(&self, text: &str) -> Rc<[Piece]> {
        match &self.engine {
            Engine::Icu(segmenter) => {
                let ends: Vec<usize> = segmenter.segment_str(text).collect();
                let ranges = ends.iter().zip(ends.iter().skip(1));
                ranges.map(|(start, end)| plain(*start..*end)).collect()
            }
            Engine::Lindera(segmenter, details) => with_state(segmenter, |state| {
                if let Some(known) = state.texts.get(text) {
                    return Rc::clone(known);
                }
                let words: Rc<[Piece]> = match state.whole.segment(text) {
                    Ok(tokens) => tokens
                        .into_iter()
                        .map(|token| piece(token, *details))
                        .collect(),
                    // What cannot be segmented is one word.
                    Err(_) => [plain(0..text.len())].into(),
                };
                if state.texts.len() >= TEXTS {
                    state.texts.clear();
                }
                state.texts.insert(text.into(), Rc::clone(&words));
                words
            }),
        }
    }

    /// The words of which a longer one is made, in reading order, by their
    /// places in it: none for a simple word. Single characters are left out.
    pub fn parts(&self, word: &str) -> Rc<[Range<usize>]> {
        let Engine::Lindera(segmenter, _) = &self.engine else {
            return Rc::default();
        };
        if word.chars().count() < LEAST_LETTERS {
            return Rc::default();
        }
        with_state(segmenter, |state| {
            if let Some(known) = state.parts.get(word) {
                return Rc::clone(known);
            }
            let mut parts: Vec<Range<usize>> = state
                .split
                .segment(word)
                .map(|tokens| {
                    let ranges = tokens.iter().map(|token| token.byte_start..token.byte_end);
                    ranges.collect()
                })
                .unwrap_or_default();
            let simple = parts.len() < 2;
            parts.retain(|part| {
                let letters = word.get(part.clone()).unwrap_or_default().chars().count();
                !simple && letters >= LEAST_PART
            });
            let parts: Rc<[Range<usize>]> = parts.into();
            if state.parts.len() >= MEMO {
                state.parts.clear();
            }
            state.parts.insert(word.into(), Rc::clone(&parts));
            parts
        })
    }
}

/// A word of which nothing is known.
fn plain(range: Range<usize>) -> Piece {
    Piece {
        range,
        class: WordClass::Word,
        base: None,
        reading: None,
    }
}

fn piece(mut token: Token<'_>, details: Details) -> Piece {
    let (class, base, reading) = match details {
        Details::Ours => {
            let mut details = token.details_iter();
            let class = WordClass::of_code(details.next().unwrap_or_default());
            let mut text = || {
                details
                    .next()
                    .filter(|text| !text.is_empty() && *text != "*")
            };
            let base = text().map(str::to_owned);
            (class, base, text().map(str::to_owned))
        }
        Details::Full => {
            let (class, base) = import::classify(&token.details());
            (class, base, None)
        }
    };
    Piece {
        range: token.byte_start..token.byte_end,
        class,
        base,
        reading,
    }
}

/// Analyzers live as long as the program, so their address tells them apart.
fn with_state<T>(segmenter: &Segmenter, work: impl FnOnce(&mut ThreadState) -> T) -> T {
    THREAD.with_borrow_mut(|states| {
        let state = states
            .entry(std::ptr::from_ref(segmenter).addr())
            .or_insert_with(|| {
                let mut split = segmenter.new_worker();
                split.set_mode(Mode::Decompose(Penalty::default()));
                ThreadState {
                    whole: segmenter.new_worker(),
                    split,
                    texts: HashMap::default(),
                    parts: HashMap::default(),
                }
            });
        work(state)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_icus_lists_has_their_version() {
        let lock = include_str!("../../Cargo.lock");
        let package = lock.split_once("name = \"icu_segmenter_data\"\nversion = \"");
        let version = package.map_or("", |(_, rest)| rest);
        let version = version.split('"').next().unwrap_or_default();
        let (version, _) = version.rsplit_once('.').unwrap_or_default();
        assert_eq!(OF_SCRIPT, format!("icu4x {version}"));
    }
}
