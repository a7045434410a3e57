//! Was a text decoded with the wrong table once, and what did it say before?
//!
//! Such a text is made of letters that no language puts together. It is repaired
//! where the way back exists, and what comes of it is text beyond doubt: whole
//! sequences of UTF-8, or words of Cyrillic where there were none. All else
//! stays as it is.

use std::borrow::Cow;

use encoding_rs::{Encoding, IBM866, KOI8_R, UTF_8, WINDOWS_1251, WINDOWS_1252, WINDOWS_1254};

use super::{charset::looks_cyrillic, report::Remark};

/// How a text was mangled: bytes of `was` were read as `taken`.
struct Way {
    was: &'static Encoding,
    taken: &'static Encoding,
    said: &'static str,
}

const fn way(was: &'static Encoding, taken: &'static Encoding, said: &'static str) -> Way {
    Way { was, taken, said }
}

/// UTF-8 taken for something else: the way back is certain, for no other text
/// makes sequences of UTF-8.
static UNICODE: [Way; 5] = [
    way(UTF_8, WINDOWS_1252, "UTF-8 read as windows-1252"),
    way(UTF_8, WINDOWS_1251, "UTF-8 read as windows-1251"),
    way(UTF_8, KOI8_R, "UTF-8 read as KOI8-R"),
    way(UTF_8, IBM866, "UTF-8 read as IBM866"),
    way(UTF_8, WINDOWS_1254, "UTF-8 read as windows-1254"),
];

/// One table of letters taken for another: certain only by what comes of it.
static TABLES: [Way; 8] = [
    way(
        WINDOWS_1251,
        WINDOWS_1252,
        "windows-1251 read as windows-1252",
    ),
    way(KOI8_R, WINDOWS_1252, "KOI8-R read as windows-1252"),
    way(IBM866, WINDOWS_1252, "IBM866 read as windows-1252"),
    way(KOI8_R, WINDOWS_1251, "KOI8-R read as windows-1251"),
    way(IBM866, WINDOWS_1251, "IBM866 read as windows-1251"),
    way(WINDOWS_1251, KOI8_R, "windows-1251 read as KOI8-R"),
    way(WINDOWS_1251, IBM866, "windows-1251 read as IBM866"),
    way(KOI8_R, IBM866, "KOI8-R read as IBM866"),
];

/// The text as it was before it was mangled, once or twice; what is done, or
/// what cannot be done, is noted.
pub(super) fn repaired<'a>(text: &'a str, remarks: &mut Vec<Remark>) -> Cow<'a, str> {
    const TIMES: usize = 3;
    let mut text = Cow::Borrowed(text);
    for _ in 0..TIMES {
        let signs = Signs::of(&text);
        if !signs.any() {
            break;
        }
        let Some((better, said)) = once(&text, &signs) else {
            if signs.certain() {
                remarks.push(Remark::Mangled);
            }
            break;
        };
        remarks.push(Remark::Repaired(said));
        text = Cow::Owned(better);
    }
    text
}

/// One step back.
fn once(text: &str, signs: &Signs) -> Option<(String, &'static str)> {
    if signs.unicode() {
        let whole = UNICODE
            .iter()
            .find_map(|way| Some((way.unicode(text)?, way.said)));
        if whole.is_some() {
            return whole;
        }
        // Some lines may be whole, others mangled.
        let mut said = None;
        let lines: Vec<Cow<'_, str>> = text
            .split('\n')
            .map(|line| {
                let found = UNICODE
                    .iter()
                    .find_map(|way| Some((way.unicode(line)?, way.said)));
                match found {
                    Some((better, how)) => {
                        said = Some(how);
                        Cow::Owned(better)
                    }
                    None => Cow::Borrowed(line),
                }
            })
            .collect();
        if let Some(said) = said {
            return Some((lines.join("\n"), said));
        }
    }
    if !signs.tables() || looks_cyrillic(text) {
        return None;
    }
    let mut found = TABLES
        .iter()
        .filter_map(|way| Some((way.letters(text)?, way.said)));
    match (found.next(), found.next()) {
        (Some(found), None) => Some(found),
        _ => None,
    }
}

impl Way {
    /// The bytes that were mangled, and how many characters have none.
    fn bytes(&self, text: &str) -> (Vec<u8>, usize) {
        let mut bytes = Vec::with_capacity(text.len());
        let mut lost = 0;
        let mut buffer = [0; 4];
        for c in text.chars() {
            if c.is_ascii() {
                bytes.push(c as u8);
                continue;
            }
            let (byte, _, unmappable) = self.taken.encode(c.encode_utf8(&mut buffer));
            match (u8::try_from(c as u32), unmappable) {
                (_, false) => bytes.extend_from_slice(&byte),
                // Some readers leave what their table lacks.
                (Ok(byte), true) if (0x80..0xa0).contains(&byte) => bytes.push(byte),
                _ => {
                    lost += 1;
                    bytes.push(b'?');
                }
            }
        }
        (bytes, lost)
    }

    /// The text, if the bytes are UTF-8 but for a few characters.
    fn unicode(&self, text: &str) -> Option<String> {
        const FEWEST: usize = 4;
        let (bytes, lost) = self.bytes(text);
        let (mut sequences, mut broken) = (0_usize, lost);
        for chunk in bytes.utf8_chunks() {
            sequences += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            broken += usize::from(!chunk.invalid().is_empty());
        }
        let sure = sequences >= FEWEST && broken * 30 <= sequences;
        sure.then(|| String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The text, if it is words of a language in Cyrillic letters. Letters taken
    /// for other Cyrillic ones make words by chance: there must be more of them.
    fn letters(&self, text: &str) -> Option<String> {
        let fewest = if self.taken == WINDOWS_1252 { 20 } else { 60 };
        let (bytes, lost) = self.bytes(text);
        let (decoded, malformed) = self.was.decode_without_bom_handling(&bytes);
        let letters = decoded.chars().filter(|c| c.is_alphabetic()).count();
        let next = decoded.chars().skip(1);
        let pairs = decoded.chars().zip(next);
        let jumps = pairs
            .filter(|(a, b)| a.is_lowercase() && b.is_uppercase())
            .count();
        let sure = !malformed
            && letters >= fewest
            && lost * 30 <= letters
            && jumps * 40 <= letters
            && looks_cyrillic(&decoded);
        sure.then(|| decoded.into_owned())
    }
}

/// How many first bytes of UTF-8 there are, as each table has them.
#[derive(Debug, Default)]
struct Leads {
    western: usize,
    windows: usize,
    koi: usize,
    dos: usize,
}

/// How often characters occur that mangled text is full of.
#[derive(Debug, Default)]
struct Signs {
    beyond_ascii: usize,
    letters: usize,
    /// Letters of the second half of Latin-1, and of windows-1252.
    latin: usize,
    cyrillic: usize,
    /// Cyrillic letters, and signs that tables are drawn with, that no text has many
    /// of.
    rare: usize,
    /// Cyrillic letters and signs of tables behind Latin letters.
    mixed: usize,
    /// The commonest letters of languages in Cyrillic.
    common: usize,
    leads: Leads,
}

impl Signs {
    fn of(text: &str) -> Self {
        let mut signs = Self::default();
        let mut after_ascii = false;
        for c in text.chars() {
            if c.is_ascii() {
                after_ascii = c.is_ascii_alphabetic();
                signs.letters += usize::from(after_ascii);
                continue;
            }
            signs.beyond_ascii += 1;
            signs.mixed += usize::from(
                after_ascii && matches!(c, '\u{400}'..='\u{4ff}' | '\u{2500}'..='\u{257f}'),
            );
            after_ascii = false;
            match c {
                '\u{400}'..='\u{4ff}' => {
                    signs.letters += 1;
                    signs.cyrillic += 1;
                    match c {
                        'Р' | 'С' | 'Т' | 'У' | 'в' => signs.leads.windows += 1,
                        'Б' => signs.leads.koi += 1,
                        // Letters of small alphabets, but for those of Ukrainian.
                        'Є' | 'І' | 'Ї' | 'є' | 'і' | 'ї' => {}
                        '\u{402}'..='\u{40f}' | '\u{452}'..='\u{45f}' => signs.rare += 1,
                        'п' | 'я' | 'р' | 'с' => signs.leads.koi += 1,
                        'т' => {
                            signs.common += 1;
                            signs.leads.dos += 1;
                        }
                        'ф'..='щ' => signs.leads.dos += 1,
                        'о' | 'а' | 'е' | 'и' | 'н' | 'ы' | 'л' => signs.common += 1,
                        _ => {}
                    }
                }
                'Â'..='ô' => {
                    signs.letters += 1;
                    signs.latin += 1;
                    signs.leads.western += 1;
                }
                '\u{c0}'..='\u{ff}' => {
                    signs.letters += 1;
                    signs.latin += 1;
                }
                '╨' | '╤' | '╥' | '╙' => signs.leads.dos += 1,
                '\u{2500}'..='\u{259f}' => signs.rare += 1,
                _ => {}
            }
        }
        signs
    }

    fn any(&self) -> bool {
        self.unicode() || self.tables()
    }

    /// A sequence has two or three characters, the first of them a lead.
    fn unicode(&self) -> bool {
        const FEWEST: usize = 4;
        let leads = &self.leads;
        [
            leads.western,
            leads.windows,
            leads.koi,
            leads.dos,
            self.mixed,
            self.rare,
        ]
        .iter()
        .any(|count| *count >= FEWEST && count * 10 >= self.beyond_ascii * 2)
    }

    /// Letters of a table that words have few of, or none of those that they have
    /// many of.
    fn tables(&self) -> bool {
        const FEWEST: usize = 20;
        let latin = self.latin >= FEWEST && self.latin * 10 >= self.letters * 7;
        let strange = self.cyrillic >= FEWEST && self.common * 10 < self.cyrillic * 3;
        latin || strange
    }

    /// No language has so many of these letters.
    fn certain(&self) -> bool {
        self.tables() && self.latin * 10 >= self.letters * 8
    }
}
