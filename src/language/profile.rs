//! What can be known of a language: the fields of a profile, and what they say
//! where a language's folder says nothing.
//!
//! The folders fill it in, [`super::registry`] lists them, everything else reads
//! it: so this file imports no language.

use std::{borrow::Cow, collections::HashSet, fmt, sync::LazyLock};

pub use super::alphabet::Script;
use super::{plain::Plain, turkic::Morphology};

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
    /// Its other names and codes, with commas between, in any case: ISO 639-2 and
    /// 639-3, the country's code where it is often taken for the language's; then
    /// English names, names in itself, in Russian, in Kazakh. A country's code that
    /// is another language's own (br, se, tw) is that language's, but for kg and kr,
    /// which nobody here means Kongo or Kanuri by.
    pub aliases: &'static str,
    /// The alphabet it is written in.
    pub script: Script,
    /// Its letters beyond those that nearly every language of its script has
    /// (а to я and ё, a to z), where that is known: text full of others is in
    /// another language.
    pub letters: Option<&'static str>,
    /// In a few words, how its words are brought to a common form.
    pub analysis: &'static str,
    /// Its stemmer.
    pub stem: Stem,
    /// Other alphabets that it is written in.
    pub alphabets: Option<&'static Transliteration>,
    /// How its words are found, where it puts no spaces between them or a
    /// dictionary finds them better than spaces do.
    pub unspaced: Option<&'static Unspaced>,
    /// Its words are short in characters and long in meaning: two characters say
    /// as much as four letters elsewhere.
    pub dense: bool,
    /// The tables of its stemmer, if that is the Turkic engine.
    pub morphology: Option<&'static LazyLock<Morphology>>,
    /// Words that carry no weight in a query.
    pub stop_words: &'static WordSet,
    /// A second, cruder stemmer for the recall field, where the first one
    /// learned its paradigms and may misjudge a word that it never met.
    pub recall_stem: Option<Stem>,
    /// Suffixes pile up on words, so their pieces are worth indexing too.
    pub agglutinative: bool,
    /// Names of persons and places take endings, so that their stem is the name.
    pub inflects_names: bool,
    /// The stem of a folded form of a name that is a form of a more frequent word
    /// as well (Черных, Семее): its stem where a capital letter says that the
    /// name is meant.
    pub capital_stem: fn(&str) -> Option<&'static str>,
    /// Letters of its alphabet that sound in names as they do not elsewhere, and
    /// how, in the sounds of `signature`.
    pub sounds: &'static [(char, &'static str)],
    /// The code of a close relative: until text of the language itself is counted,
    /// its words count as rare as the same words there.
    pub relative: Option<&'static str>,
    /// Names of countries, cities, months, ...: the text of the folder's
    /// `names.tsv`, or empty.
    pub names: &'static str,
}

/// How the words of a stretch without spaces are found, and what is the same
/// in its writing.
pub struct Unspaced {
    /// What knows the words.
    pub words: Words,
    /// Whether a character belongs to this writing. A text without any needs none
    /// of this.
    pub concerns: fn(char) -> bool,
    /// Whether a character belongs to the words that are found by [`Self::words`].
    pub is_unspaced: fn(char) -> bool,
    /// A text in plain characters, in which words are looked for.
    pub plain: fn(&str) -> Plain<'_>,
    /// The character that stands for all of its variants.
    pub variant: fn(char) -> char,
    /// A word as the index knows it: one spelling for several.
    pub spelling: fn(&str) -> Cow<'_, str>,
    /// The stem of a word's dictionary form in that spelling.
    pub stem: fn(&str) -> Cow<'_, str>,
    /// Whether the dictionary has words of a number and what is counted.
    pub counts_in_words: bool,
    /// Whether foreign names are written in characters that may be words, so
    /// that the dictionary takes unknown ones apart.
    pub transcribes: bool,
}

/// What knows the words of a language without spaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// A dictionary for lindera.
    Dictionary {
        /// In which form others publish it.
        format: Format,
        /// The one that is shipped, packed; without one, words are parted by spaces
        /// until the user brings his own.
        shipped: Option<&'static [u8]>,
        /// The address of the one that lindera embeds, if it was asked to.
        embedded: Option<&'static str>,
    },
    /// The list of words that ICU has for the script.
    Icu,
}

/// The form of a dictionary of somebody else. It tells the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// MeCab sources with the parts of speech of IPADIC or UniDic.
    Ipadic,
    /// MeCab sources with the tags of mecab-ko-dic, capital letters with `+`.
    KoDic,
    /// Lines `word count tag`, as jieba has them.
    WordList,
}

impl Unspaced {
    /// Is a part of this text to be read by these rules?
    pub fn concerns(&self, text: &str) -> bool {
        text.chars().any(self.concerns)
    }
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

impl PartialEq for Language {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Language {}

static NO_WORDS: WordSet = LazyLock::new(HashSet::new);

/// What a profile says where a language's folder says nothing.
pub(super) const PLAIN: Language = Language {
    code: "und",
    name: "undetermined",
    endonym: "",
    aliases: "",
    script: Script::Any,
    letters: None,
    analysis: "folding",
    stem: unstemmed,
    alphabets: None,
    unspaced: None,
    dense: false,
    morphology: None,
    stop_words: &NO_WORDS,
    recall_stem: None,
    agglutinative: false,
    inflects_names: false,
    capital_stem: no_capital_stem,
    sounds: &[],
    relative: None,
    names: "",
};

/// Text in a language we do not know: words are kept as they are.
pub static UNDETERMINED: Language = PLAIN;

/// Of languages in which no name is known to be another word.
fn no_capital_stem(_: &str) -> Option<&'static str> {
    None
}

/// The stemmer of languages without one.
pub(super) fn unstemmed(word: &str) -> Cow<'_, str> {
    Cow::Borrowed(word)
}

/// The words of a list: one a line, `#` starts a comment.
pub(super) fn words(list: &'static str) -> HashSet<&'static str> {
    list.lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|word| !word.is_empty())
        .collect()
}
