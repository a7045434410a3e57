//! Which encoding is it in, and is that sure?
//!
//! `chardetng` guesses; a guess is believed if what it decodes to looks like a
//! language. Bytes that no encoding makes sense of are refused, for a text in
//! the wrong letters can never be found.

use std::{borrow::Cow, fmt, ops::RangeInclusive};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, IBM866, ISO_8859_5, KOI8_R, KOI8_U, SHIFT_JIS,
    UTF_8, WINDOWS_1251, WINDOWS_1254, X_MAC_CYRILLIC,
};

/// An encoding of text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// One of those of the web.
    Web(&'static Encoding),
    /// KZ-1048 (STRK1048-2002): windows-1251 with Kazakh letters in the place
    /// of those of its neighbours.
    Kz1048,
}

impl fmt::Debug for Charset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The letters of windows-1251, and what KZ-1048 has in their places.
const KAZAKH: [(char, char); 16] = [
    ('Ќ', 'Қ'),
    ('ќ', 'қ'),
    ('Ћ', 'Һ'),
    ('ћ', 'һ'),
    ('Ў', 'Ұ'),
    ('ў', 'ұ'),
    ('Ј', 'Ә'),
    ('ј', 'ә'),
    ('Ґ', 'Ө'),
    ('ґ', 'ө'),
    ('Є', 'Ғ'),
    ('є', 'ғ'),
    ('Ї', 'Ү'),
    ('ї', 'ү'),
    ('Ѕ', 'Ң'),
    ('ѕ', 'ң'),
];

impl Charset {
    /// The encoding of this name: those of the web's standard, and `KZ-1048`.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.trim();
        let kazakh = ["kz-1048", "kz1048", "strk1048-2002", "rk1048"];
        if kazakh.contains(&name.to_ascii_lowercase().as_str()) {
            return Some(Self::Kz1048);
        }
        Encoding::for_label_no_replacement(name.as_bytes()).map(Self::Web)
    }

    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Web(encoding) => encoding.name(),
            Self::Kz1048 => "KZ-1048",
        }
    }

    /// The text; whether some of it was malformed and became U+FFFD.
    pub(super) fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        match self {
            Self::Web(encoding) => encoding.decode_without_bom_handling(bytes),
            Self::Kz1048 => {
                let (text, malformed) = WINDOWS_1251.decode_without_bom_handling(bytes);
                (Cow::Owned(kazakh(&text)), malformed)
            }
        }
    }

    /// Whether bytes of ASCII may be parts of other characters.
    pub(super) fn hides_ascii(self) -> bool {
        match self {
            Self::Web(encoding) => [GBK, GB18030, BIG5, SHIFT_JIS].contains(&encoding),
            Self::Kz1048 => false,
        }
    }
}

/// The encoding of bytes that are not UTF-8, if it is sure.
///
/// # Errors
/// The likeliest encoding, if none is sure.
pub(super) fn tell(bytes: &[u8]) -> Result<Charset, &'static str> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let mut refused = guess.name();
    match believe(guess, bytes) {
        Ok(charset) => return Ok(charset),
        Err(name) => refused = name.unwrap_or(refused),
    }
    // It is often wrong about short texts. Of the encodings of one alphabet at
    // most one makes sense.
    let cyrillic = [WINDOWS_1251, KOI8_U, IBM866, X_MAC_CYRILLIC, ISO_8859_5];
    let mut sound = cyrillic
        .into_iter()
        .filter(|other| *other != guess)
        .filter_map(|other| believe(other, bytes).ok());
    match (sound.next(), sound.next()) {
        (Some(charset), None) => Ok(charset),
        _ => Err(refused),
    }
}

/// The encoding, if what it makes of the bytes looks like a language.
///
/// # Errors
/// A better name for what it may be, if there is one.
fn believe(encoding: &'static Encoding, bytes: &[u8]) -> Result<Charset, Option<&'static str>> {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0b' | '\x0c');
    if malformed || encoding == UTF_8 {
        return Err(None);
    }
    if text.chars().any(control) {
        return Err(Some("binary data"));
    }
    let charset = Charset::Web(encoding);
    let sound = match encoding {
        cyrillic if [WINDOWS_1251, KOI8_U, KOI8_R, IBM866, ISO_8859_5].contains(&cyrillic) => {
            if cyrillic == WINDOWS_1251 && is_macintosh(&text) {
                return believe(X_MAC_CYRILLIC, bytes);
            }
            if cyrillic == WINDOWS_1251 && is_kazakh(&text) {
                return Ok(Charset::Kz1048);
            }
            if looks_cyrillic(&text) && !in_one_alphabet(&text) {
                return Err(Some("KZ-1048, or another relative of windows-1251"));
            }
            looks_cyrillic(&text)
        }
        mac if mac == X_MAC_CYRILLIC => looks_cyrillic(&text),
        chinese if [GBK, GB18030, BIG5].contains(&chinese) => looks_chinese(encoding, bytes, &text),
        japanese if [SHIFT_JIS, EUC_JP].contains(&japanese) => {
            share(&text, |c| matches!(c, '\u{3041}'..='\u{30fe}')) >= 15
        }
        korean if korean == EUC_KR => share(&text, |c| matches!(c, '가'..='힣')) >= 80,
        turkish if turkish == WINDOWS_1254 => {
            let own = text.chars().filter(|c| "ğşıİŞĞ".contains(*c)).count();
            own >= 3 && looks_latin(&text, 4)
        }
        other => {
            looks_latin(&text, 12)
                || [
                    "windows-1253",
                    "windows-1255",
                    "windows-1256",
                    "windows-874",
                ]
                .contains(&other.name())
                    && share(&text, |c| c.is_alphabetic() && c > '\u{24f}') >= 80
        }
    };
    sound.then_some(charset).ok_or(None)
}

/// How many of a hundred characters beyond ASCII are such; 0 of very few.
fn share(text: &str, such: impl Fn(char) -> bool) -> usize {
    const FEWEST: usize = 6;
    let beyond: Vec<char> = text.chars().filter(|c| !c.is_ascii()).collect();
    if beyond.len() < FEWEST {
        return 0;
    }
    beyond.iter().filter(|c| such(**c)).count() * 100 / beyond.len()
}

/// Whether the characters are mostly of those that both standards of Chinese
/// put first because they are common.
fn looks_chinese(encoding: &'static Encoding, bytes: &[u8], text: &str) -> bool {
    let common = if encoding == BIG5 {
        0xa4..=0xc6_u8
    } else {
        0xb0..=0xd7
    };
    let (mut all, mut first) = (0_usize, 0_usize);
    let mut rest = bytes.iter();
    while let Some(lead) = rest.next() {
        if !lead.is_ascii() {
            rest.next();
            all += 1;
            first += usize::from(common.contains(lead));
        }
    }
    let signs = share(
        text,
        |c| matches!(c, '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}'),
    );
    signs >= 90 && first * 100 >= all * 70
}

/// Whether a text in 16 bits a character is one: any two bytes make some sign,
/// most of them Chinese ones that nobody writes.
pub(super) fn is_plausible(text: &str) -> bool {
    const SAMPLE: usize = 4096;
    let (mut all, mut odd) = (0_usize, 0_usize);
    let (mut han, mut hangul) = (Vec::new(), Vec::new());
    for c in text.chars().take(SAMPLE) {
        all += 1;
        match c {
            '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => han.push(c),
            '가'..='힣' => hangul.push(c),
            '\u{2060}'..='\u{206f}' | '\u{e000}'..='\u{f8ff}' | '\u{fffd}'..='\u{ffff}' => odd += 1,
            '\t' | '\n' | '\r' | '\x0b' | '\x0c' => {}
            c if c.is_control() => odd += 1,
            _ => {}
        }
    }
    // A NUL or a lost half of a pair is an accident.
    const FEW: usize = 4;
    (odd <= FEW || odd * 20 <= all)
        && (han.len() < FEW || are_common(&han, &HAN))
        && (hangul.len() < FEW || are_common(&hangul, &HANGUL))
}

/// A standard, and the first bytes of what it puts first because it is common.
type Standard = (&'static Encoding, RangeInclusive<u8>);

static HAN: [Standard; 3] = [
    (GBK, 0xb0..=0xd7),
    (BIG5, 0xa4..=0xc6),
    (SHIFT_JIS, 0x88..=0x98),
];

/// The second bytes of its common syllables are high as well.
static HANGUL: [Standard; 1] = [(EUC_KR, 0xb0..=0xc8)];

/// Whether most characters are common by one of these standards.
fn are_common(characters: &[char], standards: &[Standard]) -> bool {
    standards.iter().any(|(standard, first)| {
        let common = characters.iter().filter(|c| {
            let mut letter = [0; 4];
            let (bytes, _, lost) = standard.encode(c.encode_utf8(&mut letter));
            let (lead, trail) = (bytes.first(), bytes.last());
            let high = *standard != EUC_KR || trail.is_some_and(|trail| *trail >= 0xa1);
            !lost && bytes.len() == 2 && high && lead.is_some_and(|lead| first.contains(lead))
        });
        common.count() * 100 >= characters.len() * 78
    })
}

/// Whether letters beyond ASCII stand in words of Latin letters, and there are
/// at least so many of them.
fn looks_latin(text: &str, fewest: usize) -> bool {
    let (mut own, mut odd, mut all) = (0_usize, 0_usize, 0_usize);
    let mut last = ' ';
    for c in text.chars() {
        if c.is_alphabetic() {
            all += 1;
            own += usize::from(!c.is_ascii());
            odd += usize::from(c > '\u{24f}' || c.is_uppercase() && last.is_lowercase());
        } else {
            odd += usize::from(!c.is_ascii() && !"«»“”„’‘–—…·•€°§№©®\u{a0}".contains(c));
        }
        last = c;
    }
    own >= fewest && odd * 50 <= own && own * 3 <= all
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

/// Whether a text looks like words of a language in Cyrillic letters: case
/// where it belongs, vowels in words, common letters common.
pub(super) fn looks_cyrillic(text: &str) -> bool {
    const VOWELS: &str = "аеёиоуыэюяіїєөүұәј";
    const COMMON: &str = "оаеинтсрлвкмдупяыі";
    let beyond = text.chars().filter(|c| !c.is_ascii()).count();
    let (mut letters, mut common, mut vowels, mut jumps, mut pairs) =
        (0_usize, 0_usize, 0_usize, 0_usize, 0_usize);
    let (mut words, mut mute) = (0_usize, 0_usize);
    for word in text.split(|c| !is_cyrillic(c)) {
        let size = word.chars().count();
        let lower = word.to_lowercase();
        let vowels_here = lower.chars().filter(|c| VOWELS.contains(*c)).count();
        letters += size;
        vowels += vowels_here;
        common += lower.chars().filter(|c| COMMON.contains(*c)).count();
        let next = word.chars().skip(1);
        jumps += word
            .chars()
            .zip(next)
            .filter(|(a, b)| a.is_lowercase() && b.is_uppercase())
            .count();
        pairs += size.saturating_sub(1);
        if size >= 4 {
            words += 1;
            let abbreviation = word.chars().all(char::is_uppercase);
            let starts_badly = lower.starts_with(['ъ', 'ь']);
            mute += usize::from((vowels_here == 0 && !abbreviation) || starts_badly);
        }
    }
    letters >= 4
        && letters * 10 >= beyond * 8
        && jumps * 8 <= pairs
        && common * 100 >= letters * if letters < 30 { 70 } else { 66 }
        && vowels * 4 >= letters
        && vowels * 10 <= letters * 6
        && mute * 10 <= words
}

/// Whether the text is in the Macintosh alphabet, which differs from
/// windows-1251 in the capitals and in я: that comes out as Я inside words,
/// and never as я.
fn is_macintosh(text: &str) -> bool {
    let next = text.chars().skip(1);
    let inside = text
        .chars()
        .zip(next)
        .filter(|(a, b)| is_cyrillic(*a) && a.is_lowercase() && *b == 'Я')
        .count();
    inside > text.chars().filter(|c| *c == 'я').count()
}

/// Whether a text read as windows-1251 is Kazakh in KZ-1048: letters that only
/// the neighbours of Russian have, beside letters that these do not have.
fn is_kazakh(text: &str) -> bool {
    let lower = text.to_lowercase();
    let count = |letters: &str| lower.chars().filter(|c| letters.contains(*c)).count();
    let letters = lower.chars().filter(|c| is_cyrillic(*c)).count();
    let southern = count("ќѕј");
    let western = count("ґєї");
    // No language has both kinds, nor the southern with й, nor the western with ы.
    let elsewhere = |own: usize, never: &str| own > 0 && count(never) > 0;
    let mixed = southern.min(western) > 0;
    let strange = mixed || elsewhere(southern, "ыйэюя") || elsewhere(western, "ыэ");
    let own = southern + western + count("ў");
    letters >= 8 && own * 25 >= letters && strange && looks_cyrillic(&kazakh(&lower))
}

/// What was read as windows-1251, read as KZ-1048.
fn kazakh(text: &str) -> String {
    let letter = |c| {
        KAZAKH
            .iter()
            .find(|(of, _)| *of == c)
            .map_or(c, |(_, c)| *c)
    };
    text.chars().map(letter).collect()
}

/// Whether the letters beyond the Russian ones fit one of the languages that
/// windows-1251 serves. Other text that uses the same bytes for its own letters
/// would come out as a mixture of Ukrainian and Macedonian.
fn in_one_alphabet(text: &str) -> bool {
    const ALPHABETS: [&str; 4] = ["ґєії", "ўі", "ђјљњћџ", "ѓќѕјљњџ"];
    let letters = text.chars().filter(|c| is_cyrillic(*c)).count();
    let special: Vec<char> = text
        .chars()
        .filter(|c| is_cyrillic(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| !matches!(c, 'а'..='я' | 'ё'))
        .collect();
    let strangers = |alphabet: &str| special.iter().filter(|c| !alphabet.contains(**c)).count();
    let fewest = ALPHABETS.iter().map(|alphabet| strangers(alphabet)).min();
    fewest.is_some_and(|fewest| fewest * 50 <= letters)
}
