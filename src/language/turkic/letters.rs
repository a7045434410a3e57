//! What is a word, seen as letters?
//!
//! The engine works on small numbers instead of characters: a letter of the
//! Cyrillic alphabets of Kazakh and Kyrgyz is 1 to 45, a hyphen 46, anything
//! else (Latin letters, digits) is [`FOREIGN`]. So a set of letters is one
//! `u64`, and a word of up to [`MAX_LETTERS`] letters lives on the stack.

/// Every letter of the Kazakh and Kyrgyz Cyrillic alphabets, in code order.
const ALPHABET: &str = "абвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяә";

/// The code of whatever is neither a letter of the alphabet nor a hyphen.
pub const FOREIGN: u8 = 0;
/// The code of a hyphen or an apostrophe.
pub const HYPHEN: u8 = 46;
/// Codes are below this.
pub const CODES: usize = 48;
/// Longer words are not analysed.
pub const MAX_LETTERS: usize = 48;

/// A set of letters, one bit for each code.
pub type LetterSet = u64;

/// The set with this letter alone.
pub const fn bit(code: u8) -> LetterSet {
    1 << code
}

/// Codes of U+0400 to U+04FF.
static CYRILLIC: [u8; 256] = cyrillic_codes();

const fn cyrillic_codes() -> [u8; 256] {
    let mut table = [FOREIGN; 256];
    let bytes = ALPHABET.as_bytes();
    let (mut at, mut code) = (0, 1);
    while at + 1 < bytes.len() {
        // Every letter of the alphabet is two bytes long in UTF-8.
        let letter = ((bytes[at] as usize & 0x1f) << 6) | (bytes[at + 1] as usize & 0x3f);
        table[letter - 0x400] = code;
        at += 2;
        code += 1;
    }
    table
}

/// The code of a character.
pub fn code(letter: char) -> u8 {
    match letter {
        '\u{400}'..='\u{4ff}' => CYRILLIC[letter as usize - 0x400],
        '-' | '\u{2010}' | '\u{2011}' | '\'' | '’' | 'ʼ' => HYPHEN,
        _ => FOREIGN,
    }
}

/// The letter with a code, if there is one.
pub fn letter(code: u8) -> Option<char> {
    match code {
        HYPHEN => Some('-'),
        FOREIGN => None,
        _ => ALPHABET.chars().nth(usize::from(code) - 1),
    }
}

/// The set of the letters of a string.
pub fn set(letters: &str) -> LetterSet {
    letters.chars().fold(0, |set, c| set | bit(code(c)))
}

/// A word as codes, with the byte offset of every letter.
#[derive(Debug, Clone)]
pub struct Letters {
    codes: [u8; MAX_LETTERS],
    offsets: [u16; MAX_LETTERS + 1],
    len: usize,
}

impl Letters {
    /// The letters of a word; none if it is empty or too long.
    pub fn new(word: &str) -> Option<Self> {
        let mut letters = Self {
            codes: [FOREIGN; MAX_LETTERS],
            offsets: [0; MAX_LETTERS + 1],
            len: 0,
        };
        for (offset, c) in word.char_indices() {
            *letters.codes.get_mut(letters.len)? = code(c);
            letters.offsets[letters.len] = offset as u16;
            letters.len += 1;
        }
        letters.offsets[letters.len] = u16::try_from(word.len()).ok()?;
        (letters.len > 0).then_some(letters)
    }

    /// The codes.
    pub fn codes(&self) -> &[u8] {
        &self.codes[..self.len]
    }

    /// The byte offset of the letter at `at`, or of the end of the word.
    pub fn offset(&self, at: usize) -> usize {
        usize::from(self.offsets[at.min(self.len)])
    }
}

/// Whether a letter is one of a set.
pub fn contains(set: LetterSet, code: u8) -> bool {
    set & bit(code) != 0
}
