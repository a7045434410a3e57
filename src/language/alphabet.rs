//! Which letters does a language's alphabet have?
//!
//! The ranges are those of the folded text of news, narrower than the scripts of
//! Unicode (`unicode-script` would call every old and rare letter Cyrillic, and
//! a mark that many scripts share none): a word with other letters is no word
//! of the language.

/// The alphabets that a language's text is expected in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Latin letters.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
    /// Greek letters.
    Greek,
    /// Arabic letters.
    Arabic,
    /// Tamil letters.
    Tamil,
    /// Chinese characters.
    Han,
    /// Kana, with Chinese characters between them.
    Japanese,
    /// Korean letters, written as syllables.
    Hangul,
    /// Thai letters.
    Thai,
    /// Lao letters.
    Lao,
    /// Khmer letters.
    Khmer,
    /// Burmese letters.
    Burmese,
    /// None in particular.
    Any,
}

impl Script {
    /// Does a folded (lower-case) word of this alphabet have this character?
    /// Diacritics that compose with no letter are part of it; digits are not.
    /// [`Script::Any`] has all letters.
    pub fn has(self, c: char) -> bool {
        let kana = matches!(c, '\u{3041}'..='\u{309F}' | '\u{30A1}'..='\u{30FF}');
        let han = matches!(c, '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}');
        match self {
            Script::Latin => {
                matches!(c, 'a'..='z' | '\u{DF}'..='\u{F6}' | '\u{F8}'..='\u{24F}' | 'ə' | '\u{0307}' | '\u{1E00}'..='\u{1EFF}')
            }
            Script::Cyrillic => matches!(c, '\u{0430}'..='\u{052F}'),
            Script::Greek => {
                matches!(c, '\u{0390}' | '\u{03AC}'..='\u{03CE}' | '\u{1F00}'..='\u{1FFC}')
            }
            Script::Arabic => matches!(c, '\u{0620}'..='\u{065F}' | '\u{0670}'..='\u{06D3}'),
            Script::Tamil => matches!(c, '\u{0B82}'..='\u{0BD7}'),
            Script::Han => han,
            Script::Japanese => kana || han,
            Script::Hangul => matches!(c, '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7A3}'),
            Script::Thai => matches!(c, '\u{0E01}'..='\u{0E3A}' | '\u{0E40}'..='\u{0E4E}'),
            Script::Lao => matches!(c, '\u{0E81}'..='\u{0ECE}' | '\u{0EDC}'..='\u{0EDF}'),
            Script::Khmer => matches!(
                c,
                '\u{1780}'..='\u{17D3}' | '\u{17D7}' | '\u{17DC}' | '\u{17DD}'
            ),
            Script::Burmese => {
                matches!(c, '\u{1000}'..='\u{103F}' | '\u{1050}'..='\u{109D}' | '\u{A9E0}'..='\u{A9EF}' | '\u{A9FA}'..='\u{A9FE}' | '\u{AA60}'..='\u{AA7F}')
            }
            Script::Any => c.is_alphabetic(),
        }
    }
}
