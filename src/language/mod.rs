//! What do we know about each language?
//!
//! One folder per language holds its profile (a [`Language`] constant), its
//! stemmer, its word lists and its names of places, months and the like.
//! Adding a language means one folder, one line in [`ALL`] and one test table.
//!
//! Everything here is pure: given text, it cannot fail.

use std::{borrow::Cow, collections::HashSet, fmt, sync::LazyLock};

mod ar;
mod az;
mod be;
pub mod cjk;
mod da;
mod de;
pub mod detect;
mod el;
mod en;
mod endings;
mod es;
mod fi;
mod fr;
mod hu;
mod it;
pub mod ja;
pub mod keyboard;
mod kk;
pub mod ko;
mod ky;
mod nl;
mod no;
mod pt;
mod ro;
mod ru;
mod snowball;
mod suffixes;
mod sv;
mod ta;
pub mod tag;
mod tr;
mod tt;
pub mod turkic;
mod uk;
mod uz;
pub mod zh;

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
            Script::Any => c.is_alphabetic(),
        }
    }
}

/// A stemmer: takes one folded (NFC, lower-case, ё→е) word and returns its
/// stem, which is never empty for a word that is not.
pub type Stem = fn(&str) -> Cow<'_, str>;

/// Other alphabets of a language, folded to the one its stemmer knows.
pub struct Transliteration {
    /// Is a text in one of the other alphabets?
    pub applies: fn(&str) -> bool,
    /// A folded word in the stemmer's alphabet; `None` if it is in none of the others.
    pub fold: fn(&str) -> Option<String>,
}

/// A set of folded words.
pub type WordSet = LazyLock<HashSet<&'static str>>;

/// All that the rest of the program may ask about a language.
pub struct Language {
    /// ISO 639-1 code, such as `kk`; `und` for text in no known language.
    pub code: &'static str,
    /// English name.
    pub name: &'static str,
    /// The language's name for itself.
    pub endonym: &'static str,
    /// The alphabet it is written in.
    pub script: Script,
    /// In a few words, how its words are brought to a common form.
    pub analysis: &'static str,
    /// Its stemmer.
    pub stem: Stem,
    /// Other alphabets that it is written in.
    pub alphabets: Option<&'static Transliteration>,
    /// Words that carry no weight in a query.
    pub stop_words: &'static WordSet,
    /// A second, cruder stemmer for the recall field, where the first one
    /// learned its paradigms and may misjudge a word that it never met.
    pub recall_stem: Option<Stem>,
    /// Suffixes pile up on words, so their pieces are worth indexing too.
    pub agglutinative: bool,
    /// Names of persons and places take endings, so that their stem is the name.
    pub inflects_names: bool,
    /// Names of countries, cities, months, ...: the text of the folder's
    /// `names.tsv`, or empty.
    pub names: &'static str,
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Language({})", self.code)
    }
}

impl Language {
    /// The rule that folds a text of this language to its stemmer's alphabet,
    /// if the text needs it.
    pub fn folding(&self, text: &str) -> Option<fn(&str) -> Option<String>> {
        self.alphabets
            .filter(|alphabets| (alphabets.applies)(text))
            .map(|alphabets| alphabets.fold)
    }
}

/// The language of a text: its code, or `und`. Other alphabets of our
/// languages, which the detector does not know, are told by their own rules.
pub fn detect_tag(text: &str) -> &'static str {
    detect(text).lang
}

/// The language of a text, of those in `langs`: its code, or `und`.
pub fn detect_tag_among(text: &str, langs: &[&str]) -> &'static str {
    detect_among(text, langs).lang
}

/// The language of a text in any alphabet, of those in `langs`.
pub fn detect_among(text: &str, langs: &[&str]) -> detect::Guess {
    match of_other_alphabet(text).filter(|language| langs.contains(&language.code)) {
        Some(language) => surely(language),
        None => detect::detect_among(text, langs),
    }
}

/// The parts of an article that are in different languages: byte ranges that
/// cover it, begin where a paragraph does, and the language's code or `und`.
/// One for most articles, none for an empty one.
pub fn paragraphs(text: &str) -> Vec<detect::Part> {
    detect::paragraphs(text, detect)
}

/// The language of a text in any alphabet.
pub fn detect(text: &str) -> detect::Guess {
    match of_other_alphabet(text) {
        Some(language) => surely(language),
        None => detect::detect(text),
    }
}

fn surely(language: &Language) -> detect::Guess {
    detect::Guess {
        lang: language.code,
        confidence: 1.0,
    }
}

/// The language that a text is in another alphabet of, if any.
fn of_other_alphabet(text: &str) -> Option<&'static Language> {
    ALL.iter()
        .copied()
        .find(|language| language.folding(text).is_some())
}

/// Every language that a short query may be in, likeliest first, with its
/// probability, 0 to 1.
pub fn plausible(query: &str) -> Vec<(&'static Language, f32)> {
    let guesses = detect::plausible(query)
        .into_iter()
        .filter_map(|guess| Some((get(guess.lang)?, guess.confidence)));
    let by_script = cjk::plausible(query)
        .iter()
        .filter_map(|(code, confidence)| Some((get(code)?, *confidence)));
    let mut found: Vec<(&'static Language, f32)> = Vec::new();
    for (language, confidence) in of_other_alphabet(query)
        .map(|language| (language, 1.0))
        .into_iter()
        .chain(by_script)
        .chain(guesses)
    {
        if !found.iter().any(|(known, _)| *known == language) {
            found.push((language, confidence));
        }
    }
    found
}

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Language {}

/// Every language with a folder of its own.
pub static ALL: &[&Language] = &[
    &kk::KAZAKH,
    &ky::KYRGYZ,
    &ru::RUSSIAN,
    &en::ENGLISH,
    &uz::UZBEK,
    &tt::TATAR,
    &tr::TURKISH,
    &az::AZERBAIJANI,
    &uk::UKRAINIAN,
    &be::BELARUSIAN,
    &de::GERMAN,
    &fr::FRENCH,
    &es::SPANISH,
    &ar::ARABIC,
    &it::ITALIAN,
    &pt::PORTUGUESE,
    &ro::ROMANIAN,
    &nl::DUTCH,
    &da::DANISH,
    &no::NORWEGIAN,
    &sv::SWEDISH,
    &fi::FINNISH,
    &hu::HUNGARIAN,
    &el::GREEK,
    &ta::TAMIL,
    &ja::JAPANESE,
    &zh::CHINESE,
    &ko::KOREAN,
];

static NO_WORDS: WordSet = LazyLock::new(HashSet::new);

/// What a profile says where a language's folder says nothing.
const PLAIN: Language = Language {
    code: "und",
    name: "undetermined",
    endonym: "",
    script: Script::Any,
    analysis: "folding",
    stem: unstemmed,
    alphabets: None,
    stop_words: &NO_WORDS,
    recall_stem: None,
    agglutinative: false,
    inflects_names: false,
    names: "",
};

/// Text in a language we do not know: words are kept as they are.
pub static UNDETERMINED: Language = PLAIN;

/// The language with this code or longer tag (`kk`, `kk-KZ`), if it is in [`ALL`].
pub fn get(tag: &str) -> Option<&'static Language> {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag);
    ALL.iter()
        .find(|language| language.code.eq_ignore_ascii_case(primary))
        .copied()
}

/// The language with this tag, or [`UNDETERMINED`].
pub fn get_or_undetermined(tag: &str) -> &'static Language {
    get(tag).unwrap_or(&UNDETERMINED)
}

/// The stemmer of languages without one.
fn unstemmed(word: &str) -> Cow<'_, str> {
    Cow::Borrowed(word)
}

/// The words of a list: one a line, `#` starts a comment.
fn words(list: &'static str) -> HashSet<&'static str> {
    list.lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|word| !word.is_empty())
        .collect()
}
