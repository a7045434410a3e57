//! Which features does a text show: the letters, words and n-grams that tell languages apart?
//!
//! The trainer and the detector both read text through here, so that they
//! cannot come to disagree about what an n-gram is.

use unicode_normalization::UnicodeNormalization;

use super::script::Script;

/// The longest n-gram, in characters; the blanks around a word count.
pub const MAX_ORDER: usize = 5;

/// The longest run of letters that is read as a word, in characters. What
/// is longer is no word of a language and is cut into pieces of this length.
const MAX_WORD: usize = 64;

/// Calls `visit` for every word of `text`: its script, whether it is
/// capitalised (`Сөз`, not `СӨЗ`), and its lower-case letters between two blanks (`" сөз "`).
///
/// Apostrophes inside a word and after Uzbek `o` and `g` belong to it and
/// become `'`. Arabic vowel signs are left out. A word in two alphabets counts as Cyrillic if any letter is:
/// Kazakh is often typed with Latin `i` and `ə`.
pub fn for_each_word(text: &str, mut visit: impl FnMut(Script, bool, &[char])) {
    let mut word = Word::default();
    // Most text has no combining marks to compose, and looking is cheaper.
    if text.chars().any(is_combining) {
        text.nfc().for_each(|c| word.push(c, &mut visit));
    } else {
        text.chars().for_each(|c| word.push(c, &mut visit));
    }
    word.end(&mut visit);
}

/// Whether a character is an accent for the letter before it.
fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36F}').contains(&c)
}

/// The word that is being read.
struct Word {
    letters: Vec<char>,
    script: Option<Script>,
    capital: bool,
}

impl Default for Word {
    fn default() -> Self {
        Self {
            letters: vec![' '],
            script: None,
            capital: false,
        }
    }
}

impl Word {
    fn push(&mut self, c: char, visit: &mut impl FnMut(Script, bool, &[char])) {
        let Some(script) = Script::of(c) else {
            return match (c, self.script) {
                // Stress marks and soft hyphens.
                ('\u{300}'..='\u{36F}' | '\u{AD}', Some(_)) => {}
                ('\'' | '’' | '‘' | '`' | '´', Some(Script::Latn | Script::Cyrl)) => {
                    self.letters.push('\'');
                }
                _ => self.end(visit),
            };
        };
        match self.script {
            // The modifier letters ʻ and ʼ are letters, but not of a script.
            _ if matches!(c, 'ʻ' | 'ʼ') => {
                if matches!(self.script, Some(Script::Latn | Script::Cyrl)) {
                    self.letters.push('\'');
                }
                return;
            }
            // Arabic vowel signs and strokes that only stretch a word.
            Some(Script::Arab) if matches!(c, '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}') => {
                return;
            }
            Some(Script::Latn) if script == Script::Cyrl => self.script = Some(script),
            Some(Script::Cyrl) if script == Script::Latn => {}
            Some(known) if known != script => {
                self.end(visit);
                self.script = Some(script);
            }
            Some(_) => {}
            None => self.script = Some(script),
        }
        match self.letters.len() {
            1 => self.capital = c.is_uppercase(),
            2 => self.capital &= !c.is_uppercase(),
            _ => {}
        }
        match c {
            'a'..='z' | 'а'..='я' => self.letters.push(c),
            _ => self.letters.extend(c.to_lowercase()),
        }
        if self.letters.len() > MAX_WORD {
            self.end(visit);
        }
    }

    fn end(&mut self, visit: &mut impl FnMut(Script, bool, &[char])) {
        if let Some(script) = self.script.take() {
            while self.letters.last() == Some(&'\'') && !self.ends_in_uzbek_letter() {
                self.letters.pop();
            }
            if script == Script::Cyrl {
                self.letters.iter_mut().for_each(|c| *c = cyrillic(*c));
            }
            self.letters.push(' ');
            visit(script, self.capital, &self.letters);
        }
        self.letters.truncate(1);
    }

    /// Whether the word ends in `o'` or `g'`, which are letters in Uzbek.
    fn ends_in_uzbek_letter(&self) -> bool {
        matches!(self.letters.as_slice(), [.., 'o' | 'g', '\''])
    }
}

/// The Cyrillic letter for a Latin one that looks like it, in lower case.
fn cyrillic(c: char) -> char {
    match c {
        'a' => 'а',
        'c' => 'с',
        'e' => 'е',
        'h' => 'һ',
        'i' => 'і',
        'j' => 'ј',
        'o' => 'о',
        'p' => 'р',
        'x' => 'х',
        'y' => 'у',
        'ə' => 'ә',
        'ɵ' => 'ө',
        other => other,
    }
}

/// Calls `visit` with the hash of every n-gram of a word, of one to
/// `MAX_ORDER` characters, and of the whole word if it is longer than that.
pub fn for_each_ngram(word: &[char], mut visit: impl FnMut(u32)) {
    let mut rest = word;
    while let Some((&first, tail)) = rest.split_first() {
        let mut hash = mix(START, first);
        if first != ' ' {
            visit(finish(hash));
        }
        for &c in tail.iter().take(MAX_ORDER - 1) {
            hash = mix(hash, c);
            visit(finish(hash));
        }
        rest = tail;
    }
    if word.len() > MAX_ORDER {
        visit(finish(word.iter().fold(WORD, |hash, &c| mix(hash, c))));
    }
}

const START: u32 = 0x811C_9DC5;
const WORD: u32 = 0x5BD1_E995;

/// One step of FNV-1a, a character at a time.
fn mix(hash: u32, c: char) -> u32 {
    (hash ^ u32::from(c)).wrapping_mul(0x0100_0193)
}

/// Spreads the bits (the finaliser of MurmurHash3).
fn finish(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 16)).wrapping_mul(0x85EB_CA6B);
    let hash = (hash ^ (hash >> 13)).wrapping_mul(0xC2B2_AE35);
    hash ^ (hash >> 16)
}
