//! Which writing system is a letter of, and does that alone name the language?
//!
//! A match on ranges, the commonest first: every letter of every text passes here.
//! (`unicode-script` looks each up in a table of all scripts, tells the marks that
//! scripts share from letters, and calls neither bopomofo Chinese nor full-width
//! letters Latin.)

use std::sync::LazyLock;

use super::super::{alphabet, registry::ALL};

/// A writing system, named as in ISO 15924.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Script {
    /// Latin.
    Latn,
    /// Cyrillic.
    Cyrl,
    /// Arabic.
    Arab,
    /// Greek.
    Grek,
    /// Tamil.
    Taml,
    /// Korean syllables and their letters.
    Hang,
    /// Japanese syllables.
    Kana,
    /// Chinese characters, which Japanese and, at times, Korean have as well.
    Hani,
    /// Thai.
    Thai,
    /// Lao.
    Laoo,
    /// Khmer.
    Khmr,
    /// Burmese.
    Mymr,
    /// Any other.
    Zzzz,
}

/// Every script, in the order of [`Script::index`].
pub const SCRIPTS: [Script; 13] = [
    Script::Latn,
    Script::Cyrl,
    Script::Arab,
    Script::Grek,
    Script::Taml,
    Script::Hang,
    Script::Kana,
    Script::Hani,
    Script::Thai,
    Script::Laoo,
    Script::Khmr,
    Script::Mymr,
    Script::Zzzz,
];

impl Script {
    /// The script of a letter; `None` for anything that is not a letter.
    pub fn of(c: char) -> Option<Self> {
        // The letters that matter most, before the general tables.
        match c {
            'a'..='z' | 'A'..='Z' => return Some(Script::Latn),
            'А'..='я' => return Some(Script::Cyrl),
            ' ' => return None,
            _ if !c.is_alphabetic() => return None,
            _ => {}
        }
        Some(match c {
            '\u{0}'..='\u{2AF}' | '\u{1E00}'..='\u{1EFF}' | '\u{FF21}'..='\u{FF5A}' => Script::Latn,
            '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Script::Grek,
            '\u{400}'..='\u{52F}' | '\u{1C80}'..='\u{1C8F}' => Script::Cyrl,
            '\u{600}'..='\u{6FF}' | '\u{750}'..='\u{77F}' | '\u{FB50}'..='\u{FEFF}' => Script::Arab,
            '\u{B80}'..='\u{BFF}' => Script::Taml,
            '\u{E00}'..='\u{E7F}' => Script::Thai,
            '\u{E80}'..='\u{EFF}' => Script::Laoo,
            '\u{1000}'..='\u{109F}' | '\u{A9E0}'..='\u{A9FF}' | '\u{AA60}'..='\u{AA7F}' => {
                Script::Mymr
            }
            '\u{1780}'..='\u{17FF}' => Script::Khmr,
            '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{AC00}'..='\u{D7AF}' => {
                Script::Hang
            }
            '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9F}' => {
                Script::Kana
            }
            // With the marks 々 and 〇 and the Chinese syllables, bopomofo.
            '\u{3005}'..='\u{3007}'
            | '\u{3100}'..='\u{312F}'
            | '\u{31A0}'..='\u{31BF}'
            | '\u{3400}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{20000}'..='\u{3FFFF}' => Script::Hani,
            _ => Script::Zzzz,
        })
    }

    /// The script's place in [`SCRIPTS`].
    pub fn index(self) -> usize {
        self as usize
    }

    /// The script with this ISO 15924 code, such as `Cyrl`.
    pub fn from_code(code: &str) -> Option<Self> {
        SCRIPTS.into_iter().find(|script| script.code() == code)
    }

    /// The ISO 15924 code, such as `Cyrl`.
    pub fn code(self) -> &'static str {
        match self {
            Script::Latn => "Latn",
            Script::Cyrl => "Cyrl",
            Script::Arab => "Arab",
            Script::Grek => "Grek",
            Script::Taml => "Taml",
            Script::Hang => "Hang",
            Script::Kana => "Kana",
            Script::Hani => "Hani",
            Script::Thai => "Thai",
            Script::Laoo => "Laoo",
            Script::Khmr => "Khmr",
            Script::Mymr => "Mymr",
            Script::Zzzz => "Zzzz",
        }
    }

    /// The one language of ours that is written in this script, if there is
    /// only one. Chinese characters alone do not say Chinese: see `han`.
    pub fn language(self) -> Option<&'static str> {
        static BY_SCRIPT: LazyLock<[Option<&'static str>; SCRIPTS.len()]> = LazyLock::new(|| {
            SCRIPTS.map(|script| {
                let mut ours = ALL
                    .iter()
                    .filter(|language| Script::of_alphabet(language.script) == Some(script));
                match (ours.next(), ours.next()) {
                    (Some(only), None) if script != Script::Hani => Some(only.code),
                    _ => None,
                }
            })
        });
        BY_SCRIPT.get(self.index()).copied().flatten()
    }

    /// The script that tells a language with this alphabet.
    fn of_alphabet(alphabet: alphabet::Script) -> Option<Self> {
        use alphabet::Script as Alphabet;
        Some(match alphabet {
            Alphabet::Latin => Script::Latn,
            Alphabet::Cyrillic => Script::Cyrl,
            Alphabet::Greek => Script::Grek,
            Alphabet::Arabic => Script::Arab,
            Alphabet::Tamil => Script::Taml,
            Alphabet::Han => Script::Hani,
            Alphabet::Japanese => Script::Kana,
            Alphabet::Hangul => Script::Hang,
            Alphabet::Thai => Script::Thai,
            Alphabet::Lao => Script::Laoo,
            Alphabet::Khmer => Script::Khmr,
            Alphabet::Burmese => Script::Mymr,
            Alphabet::Any => return None,
        })
    }

    /// How much a letter counts when a text mixes several scripts. Names,
    /// brands and addresses in Latin letters turn up in every language, so
    /// other alphabets count half as much again; a syllable is worth about two
    /// letters, and a Chinese character three.
    pub fn weight(self) -> u32 {
        match self {
            Script::Latn => 2,
            Script::Hang | Script::Kana => 6,
            Script::Hani => 9,
            _ => 3,
        }
    }
}
