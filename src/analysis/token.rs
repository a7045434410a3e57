//! Where are the words? Unicode word boundaries (UAX #29), with compounds,
//! acronyms and numbers given whole and in parts.

use std::{borrow::Cow, ops::Range};

use serde::{Serialize, Serializer};
use unicode_segmentation::UnicodeSegmentation;

use super::fold::{fold, is_apostrophe};
use crate::dictionary::WordClass;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A simple word, or an acronym without its dots.
    Word,
    /// Digits only, separators unified.
    Number,
    /// A word of several parts, given whole; its parts follow as [`Kind::Part`].
    Compound,
    /// A part of the compound before it.
    Part,
    /// Another spelling of the token before it: a number without its separators.
    Variant,
}

impl Kind {
    /// The word that results show.
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Number => "number",
            Self::Compound => "compound",
            Self::Part => "part",
            Self::Variant => "variant",
        }
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// One token: where it stands and what it folds to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Byte range in the text, on character boundaries.
    pub range: Range<usize>,
    /// Position for phrases. A compound shares the position of its first part.
    pub position: u32,
    /// What it is.
    pub kind: Kind,
    /// The folded form; never empty.
    pub folded: String,
    /// Its stem, where a dictionary has told it.
    pub stem: Option<String>,
    /// How a word in characters and kana, or a name, is read, in katakana.
    pub reading: Option<String>,
    /// What a dictionary says it is.
    pub class: WordClass,
    /// It is short and in capitals, in a text that is not all in capitals.
    pub abbreviation: bool,
}

impl Token {
    /// A token that no dictionary knows.
    pub(super) fn new(range: Range<usize>, position: u32, kind: Kind, folded: String) -> Self {
        Self {
            range,
            position,
            kind,
            folded,
            stem: None,
            reading: None,
            class: WordClass::Word,
            abbreviation: false,
        }
    }
}

impl Token {
    /// How a name in Chinese characters is read.
    pub fn name_reading(&self) -> Option<&str> {
        self.reading
            .as_deref()
            .filter(|_| self.class == WordClass::Name)
    }

    /// The other spelling of a word in characters and kana: as it is read.
    pub fn other_spelling(&self) -> Option<&str> {
        self.reading
            .as_deref()
            .filter(|_| self.class != WordClass::Name)
    }
}

/// Letters of the longest abbreviation.
const ABBREVIATION: usize = 5;

/// Marks the abbreviations of a text.
fn mark_abbreviations(text: &str, tokens: &mut [Token]) {
    if tokens.len() > 1 && !text.contains(char::is_lowercase) {
        return;
    }
    for token in tokens {
        let word = text.get(token.range.clone()).unwrap_or_default();
        token.abbreviation = word.chars().all(char::is_uppercase)
            && (2..=ABBREVIATION).contains(&word.chars().count());
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// A space that may stand between the digit groups of one number.
fn is_group_space(c: char) -> bool {
    matches!(c, ' ' | '\u{00A0}' | '\u{202F}' | '\u{2009}')
}

fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

/// Splits text into tokens in reading order; their starts never fall, nor do
/// their positions.
///
/// ```
/// use tilmash::analysis::tokenize;
/// let folded: Vec<_> = tokenize("Северо-западный, 68 790").into_iter().map(|t| t.folded).collect();
/// assert_eq!(folded, ["северо-западный", "северо", "западный", "68790", "68", "790"]);
/// ```
pub fn tokenize(text: &str) -> Vec<Token> {
    let text = &*with_joining_apostrophes(text);
    let mut out = Tokens {
        tokens: Vec::with_capacity(text.len() / 8),
        position: 0,
    };
    let mut words = text.unicode_word_indices().peekable();
    let mut group: Vec<(usize, &str)> = Vec::new();
    while let Some((start, word)) = words.next() {
        group.clear();
        group.push((start, word));
        let mut end = start + word.len();
        let grouped_number = word.len() <= 3 && is_digits(word);
        let mut joined_by_space = false;
        while let Some(&(next, next_word)) = words.peek() {
            let mut between = text.get(end..next).unwrap_or_default().chars();
            let (Some(joiner), None) = (between.next(), between.next()) else {
                break;
            };
            let hyphen = is_hyphen(joiner) && !joined_by_space;
            let space = is_group_space(joiner)
                && grouped_number
                && (joined_by_space || group.len() == 1)
                && next_word.len() == 3
                && is_digits(next_word);
            if !hyphen && !space {
                break;
            }
            joined_by_space |= space;
            group.push((next, next_word));
            end = next + next_word.len();
            words.next();
        }
        if joined_by_space {
            out.spaced_number(&group, end);
        } else if let [(start, word)] = group.as_slice() {
            out.simple(*start, word);
        } else {
            out.compound(text, &group, end);
        }
    }
    mark_abbreviations(text, &mut out.tokens);
    out.tokens
}

struct Tokens {
    tokens: Vec<Token>,
    position: u32,
}

impl Tokens {
    fn push(&mut self, range: Range<usize>, kind: Kind, folded: String) {
        if !folded.is_empty() {
            self.tokens
                .push(Token::new(range, self.position, kind, folded));
        }
    }

    /// A run without hyphens: a word, `U.S.A`, `o'brien`, `baq.kz`, `1,087`.
    fn simple(&mut self, start: usize, word: &str) {
        let range = start..start + word.len();
        if word.starts_with(|c: char| c.is_ascii_digit()) && word.contains(['.', ',', '\u{066B}']) {
            self.separated_number(start, word);
        } else if let Some(acronym) = dotted_acronym(word) {
            self.push(range, Kind::Word, fold(&acronym));
            self.position += 1;
        } else if word.contains(may_part) {
            let parts = parts(start, word);
            match parts.as_slice() {
                [_, _, ..] => {}
                // An apostrophe before or after it is a quotation mark.
                [(at, part)] => return self.word(*at..at + part.len(), fold(part)),
                [] => return self.word(range, fold(word)),
            }
            self.push(range, Kind::Compound, fold(word));
            // An apostrophe's one-letter side (l', 's, o') is no word of its own.
            for (at, part) in parts
                .into_iter()
                .filter(|(_, part)| part.chars().nth(1).is_some())
            {
                self.push(at..at + part.len(), Kind::Part, fold(part));
                self.position += 1;
            }
            if self
                .tokens
                .last()
                .is_some_and(|last| last.kind == Kind::Compound)
            {
                self.position += 1;
            }
        } else {
            let kind = if is_digits(word) {
                Kind::Number
            } else {
                Kind::Word
            };
            self.push(range, kind, fold(word));
            self.position += 1;
        }
    }

    fn word(&mut self, range: Range<usize>, folded: String) {
        self.push(range, Kind::Word, folded);
        self.position += 1;
    }

    /// `1,087` or `3.2`: with its separators as points, and, where they may
    /// part thousands, without them.
    fn separated_number(&mut self, start: usize, word: &str) {
        let range = start..start + word.len();
        let groups: Vec<&str> = word.split(['.', ',', '\u{066B}']).collect();
        if !groups.iter().all(|group| is_digits(group)) {
            self.push(range, Kind::Word, fold(word));
            self.position += 1;
            return;
        }
        self.push(range.clone(), Kind::Number, groups.join("."));
        if groups.iter().skip(1).all(|group| group.len() == 3) {
            self.push(range, Kind::Variant, groups.concat());
        }
        self.position += 1;
    }

    /// `68 790`: joined, then each group, so that two numbers that merely
    /// stand side by side are found as well.
    fn spaced_number(&mut self, group: &[(usize, &str)], end: usize) {
        let Some(&(start, _)) = group.first() else {
            return;
        };
        let joined: String = group.iter().map(|(_, digits)| *digits).collect();
        self.push(start..end, Kind::Number, joined);
        for (at, digits) in group {
            self.push(*at..at + digits.len(), Kind::Part, (*digits).to_owned());
            self.position += 1;
        }
    }

    /// `северо-западный`, `2030-жылға`: whole, then each part.
    fn compound(&mut self, text: &str, group: &[(usize, &str)], end: usize) {
        let Some(&(start, _)) = group.first() else {
            return;
        };
        let whole = text.get(start..end).unwrap_or_default();
        let folded: String = fold(whole)
            .chars()
            .map(|c| if is_hyphen(c) { '-' } else { c })
            .collect();
        self.push(start..end, Kind::Compound, folded);
        for (at, part) in group {
            self.push(*at..at + part.len(), Kind::Part, fold(part));
            self.position += 1;
        }
    }
}

/// `U.S.A` → `USA`: single letters between dots.
fn dotted_acronym(word: &str) -> Option<String> {
    let mut letters = word.split('.').map(|part| {
        let mut chars = part.chars();
        match (chars.next(), chars.next()) {
            (Some(letter), None) if letter.is_alphabetic() => Some(letter),
            _ => None,
        }
    });
    if !word.contains('.') {
        return None;
    }
    letters.by_ref().collect()
}

/// The typed apostrophes that end a word for UAX #29, with one of the same
/// length in bytes that does not.
const TYPED_APOSTROPHES: &[(char, char)] = &[
    ('`', '\''),
    ('\u{00B4}', '\u{02BC}'),
    ('\u{2032}', '\u{2019}'),
    ('\u{201B}', '\u{2019}'),
];

/// The text with typed apostrophes between two letters as plain ones; places in
/// it stay the same. A mark that stands before the word as well quotes it.
fn with_joining_apostrophes(text: &str) -> Cow<'_, str> {
    let typed = |c: char| TYPED_APOSTROPHES.iter().find(|(typed, _)| *typed == c);
    if !text.contains(|c| typed(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let mut joined = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    // The letter before this character, and what stands before its word.
    let (mut before, mut opening) = (None, None);
    while let Some(c) = letters.next() {
        let between = before.is_some() && letters.peek().is_some_and(|next| next.is_alphabetic());
        let joining = typed(c).filter(|_| between && opening != Some(c));
        joined.push(joining.map_or(c, |(_, plain)| *plain));
        before = Some(c).filter(|c| c.is_alphabetic());
        if before.is_none() && joining.is_none() {
            opening = Some(c);
        }
    }
    Cow::Owned(joined)
}

/// Where a character parts a word in two, inside what UAX #29 keeps as one. An
/// apostrophe after o or g makes a letter of Uzbek with it: qo'shma, Qozog'iston
/// are whole; not so in O'Brien and in king's, tog'i.
fn parts_words(c: char, before: &str, after: &str) -> bool {
    if !is_apostrophe(c) {
        return matches!(c, '.' | ':');
    }
    let mut letters = after.chars().filter(|c| c.is_alphabetic());
    let (next, second) = (letters.next(), letters.next());
    let irish = matches!(before, "o" | "O")
        && next.is_some_and(char::is_uppercase)
        && second.is_some_and(char::is_lowercase);
    irish || second.is_none() || !before.ends_with(['o', 'O', 'g', 'G'])
}

/// Whether a word has what may part it.
fn may_part(c: char) -> bool {
    matches!(c, '.' | ':') || is_apostrophe(c)
}

/// The parts of a word, with their places in the text that `word` starts at `start` of.
fn parts(start: usize, word: &str) -> Vec<(usize, &str)> {
    let mut parts = Vec::new();
    let mut from = 0;
    let mut take = |range: Range<usize>| {
        if let Some(part) = word.get(range.clone()).filter(|part| !part.is_empty()) {
            parts.push((start + range.start, part));
        }
    };
    for (at, c) in word.char_indices().filter(|(_, c)| may_part(*c)) {
        let (before, after) = (word.get(from..at), word.get(at + c.len_utf8()..));
        if parts_words(c, before.unwrap_or_default(), after.unwrap_or_default()) {
            take(from..at);
            from = at + c.len_utf8();
        }
    }
    take(from..word.len());
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(text: &str) -> Vec<String> {
        tokenize(text)
            .into_iter()
            .map(|token| token.folded)
            .collect()
    }

    #[test]
    fn tokens_by_example() {
        for (text, expected) in [
            (
                "Министр здравоохранения КР.",
                vec!["министр", "здравоохранения", "кр"],
            ),
            (
                "U.S.A. және А.Б. Иванов",
                vec!["usa", "және", "аб", "иванов"],
            ),
            (
                "передает BAQ.KZ со",
                vec!["передает", "baq.kz", "baq", "kz", "со"],
            ),
            (
                "2030-жылға БҰҰ-ның",
                vec!["2030-жылға", "2030", "жылға", "бұұ-ның", "бұұ", "ның"],
            ),
            ("1,087 млрд", vec!["1.087", "1087", "млрд"]),
            ("3,2 тысячи", vec!["3.2", "тысячи"]),
            (
                "68\u{00A0}790 долларов",
                vec!["68790", "68", "790", "долларов"],
            ),
            ("в 2025 300 человек", vec!["в", "2025", "300", "человек"]),
            (
                "O’Brien’s don't",
                vec!["o'brien's", "brien", "don't", "don"],
            ),
            ("oʻzbek", vec!["o'zbek"]),
            ("O`zbekiston o´zbek", vec!["o'zbekiston", "o'zbek"]),
            ("O'ZBEK Qozog′iston", vec!["o'zbek", "qozog'iston"]),
            (
                "taʼlim ta`lim",
                vec!["ta'lim", "ta", "lim", "ta'lim", "ta", "lim"],
            ),
            ("o'g'il O'Connor", vec!["o'g'il", "o'connor", "connor"]),
            ("togʻ tog' tog`da", vec!["tog", "tog", "tog'da"]),
            (
                "Beijing's king`s",
                vec!["beijing's", "beijing", "king's", "king"],
            ),
            ("`foo` `foo`s a´ b", vec!["foo", "foo", "s", "a", "b"]),
            ("1´5 x `y", vec!["1", "5", "x", "y"]),
            ("", vec![]),
            ("—!?", vec![]),
            ("12:30", vec!["12", "30"]),
            (
                "анти\u{2011}ковидный",
                vec!["анти-ковидный", "анти", "ковидный"],
            ),
            ("2025-11-13", vec!["2025-11-13", "2025", "11", "13"]),
        ] {
            assert_eq!(folded(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn offsets_lie_on_boundaries_and_rise(text in "\\PC{0,80}") {
            let mut last = (0, 0);
            for token in tokenize(&text) {
                prop_assert!(text.get(token.range.clone()).is_some_and(|word| !word.is_empty()));
                prop_assert!(!token.folded.is_empty());
                prop_assert!((token.range.start, token.position) >= last);
                last = (token.range.start, token.position);
            }
        }
    }
}
