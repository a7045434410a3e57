//! Is this the same name in another spelling? Names are not translated, but
//! every alphabet spells them its own way.
//!
//! The index has for each name a term that says how it sounds: its consonants,
//! which all spellings keep, and behind them its vowels, which they treat more
//! freely. A query looks up the terms with the consonants of its name, and
//! with those that other spellings confuse with them, and takes those whose
//! vowels a reader would accept as the same name's ([`Name::likeness`]).
//! Chinese names are found by their pinyin, and well-known names by a table
//! of their spellings ([`names`]), as are Korean ones.

mod chinese;
mod known;
mod korean;
mod letters;
mod name;

pub use self::known::{Known, Spelling, names, pack};
pub use self::letters::Writing;
use self::letters::is_vowel;
pub use self::name::Name;
use crate::{
    analysis::{Kind, Term, WordClass, begins_sentence},
    language::{Language, Script, cjk, ja, zh},
    lexicon,
};

/// Parts the consonants of a term from the rest.
const END: char = '|';
/// Fewer consonants say too little.
const LEAST: usize = 2;
/// Longer names are compared by their beginning.
const LONGEST: usize = 12;
/// In front of the pinyin of a Chinese name.
const PINYIN: char = 'p';
/// In front of the number of a well-known name.
const KNOWN: char = '=';
/// In front of what is compared of a Korean name.
const KOREAN: char = '+';

/// What is known of a word beside its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It is written like a name.
    Name,
    /// No lexicon has it: a name or a borrowed word, perhaps.
    Unknown,
}

/// A word as it is heard.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Heard {
    writing: Writing,
    consonants: String,
    /// The vowels before, between and after the consonants.
    vowels: Vec<String>,
}

impl Heard {
    /// A Chinese spelling of a foreign name sounds like the name.
    fn of(word: &str, language: &Language) -> Option<Self> {
        if word.chars().next().is_some_and(cjk::is_han) {
            return match chinese::foreign(word) {
                Some(spelled) => Self::of(spelled, language),
                None => Self::of_sounds(&zh::transcribed(word)?, Writing::Syllables),
            };
        }
        let (sounds, writing) = letters::sounds(word, language)?;
        Self::of_sounds(&sounds, writing)
    }

    /// As it may be heard: the long vowels of Japanese stand for an r, too.
    fn all_of(word: &str, language: &Language) -> Vec<Self> {
        let other = ja::romanised_with_r(word);
        let other = other.map(|latin| letters::of_latin(&latin, &[]));
        let other = other.and_then(|sounds| Self::of_sounds(&sounds, Writing::Syllables));
        Self::of(word, language).into_iter().chain(other).collect()
    }

    fn of_sounds(sounds: &str, writing: Writing) -> Option<Self> {
        let mut consonants = String::new();
        let mut vowels = vec![String::new()];
        for c in sounds.chars() {
            if is_vowel(c) {
                if let Some(last) = vowels.last_mut() {
                    last.push(c);
                }
            } else if consonants.len() < LONGEST {
                consonants.push(c);
                vowels.push(String::new());
            } else {
                break;
            }
        }
        (consonants.len() >= LEAST).then_some(Self {
            writing,
            consonants,
            vowels,
        })
    }

    /// Of the rest of a term.
    fn read(term: &str) -> Option<(Mark, Self)> {
        let (head, tail) = term.split_once(END)?;
        let mut rest = tail.chars();
        let mark = match rest.next()? {
            'n' => Mark::Name,
            _ => Mark::Unknown,
        };
        let writing = match rest.next()? {
            'c' => Writing::Cyrillic,
            'l' => Writing::Latin,
            'g' => Writing::Greek,
            'a' => Writing::Arabic,
            _ => Writing::Syllables,
        };
        Some((
            mark,
            Self {
                writing,
                consonants: head.get(1..)?.to_owned(),
                vowels: rest.as_str().split(',').map(str::to_owned).collect(),
            },
        ))
    }
}

fn letter(writing: Writing) -> char {
    match writing {
        Writing::Cyrillic => 'c',
        Writing::Latin => 'l',
        Writing::Greek => 'g',
        Writing::Arabic => 'a',
        Writing::Syllables => 's',
    }
}

/// Consonants that an alphabet does not tell apart: each is written as the second.
fn merged(writing: Writing) -> &'static [(char, char)] {
    match writing {
        Writing::Cyrillic | Writing::Latin => &[],
        Writing::Greek => &[('x', 's'), ('j', 'z'), ('f', 'v')],
        Writing::Arabic => &[('v', 'f'), ('p', 'b'), ('g', 'j')],
        Writing::Syllables => &[
            ('l', 'r'),
            ('v', 'p'),
            ('b', 'p'),
            ('f', 'p'),
            ('x', 's'),
            ('j', 'z'),
        ],
    }
}

/// The consonants as far as an alphabet can write them.
fn merge(consonants: &str, writing: Writing) -> String {
    let pairs = merged(writing);
    let written = |c| {
        pairs
            .iter()
            .find(|(from, _)| *from == c)
            .map_or(c, |(_, to)| *to)
    };
    consonants.chars().map(written).collect()
}

/// Terms of Latin and Cyrillic words stand together.
fn view(writing: Writing) -> char {
    match writing {
        Writing::Cyrillic | Writing::Latin => 'f',
        other => letter(other),
    }
}

/// The terms under which a word of a text is found by its sound: none for
/// short ones and where letters tell no sound.
pub fn terms(word: &str, language: &Language, mark: Mark) -> Vec<String> {
    let mut found = Vec::new();
    for heard in Heard::all_of(word, language) {
        let mut term = String::with_capacity(24);
        term.push(view(heard.writing));
        term.push_str(&merge(&heard.consonants, heard.writing));
        term.push(END);
        term.push(if mark == Mark::Name { 'n' } else { 'w' });
        term.push(letter(heard.writing));
        term.push_str(&heard.vowels.join(","));
        found.push(term);
    }
    if let Some(pinyin) = chinese::pinyin(word) {
        let whole = if cjk::is_han(word.chars().next().unwrap_or(' ')) {
            2..=4
        } else {
            2..=3
        };
        if whole.contains(&pinyin.syllables) {
            found.push(format!("{PINYIN}{}", pinyin.letters));
        }
        // The given name, as other languages ask for it.
        let given = word
            .char_indices()
            .nth(1)
            .and_then(|(at, _)| word.get(at..));
        if pinyin.syllables == 3
            && let Some(given) = given.filter(|given| given.chars().all(cjk::is_han))
            && let Some(given) = chinese::pinyin(given)
        {
            found.push(format!("{PINYIN}{}", given.letters));
        }
    }
    found
}

/// The consonant that a term begins with; `None` for the pinyin of a name.
pub fn first_of_term(term: &str) -> Option<char> {
    let mut letters = term.chars();
    match letters.next() {
        Some(PINYIN | KNOWN | KOREAN) | None => None,
        Some(_) => letters.next(),
    }
}

/// The consonant that the terms of a word begin with, if its first letters
/// tell: to pass over the words of a text that are nothing like a name.
pub fn first_of_word(word: &str, language: &Language) -> Option<char> {
    const LETTERS: usize = 6;
    let end = word
        .char_indices()
        .nth(LETTERS)
        .map_or(word.len(), |(at, _)| at);
    let (sounds, writing) = letters::sounds(word.get(..end)?, language)?;
    let first = sounds.chars().find(|c| !is_vowel(*c))?;
    merge(first.encode_utf8(&mut [0; 4]), writing)
        .chars()
        .next()
}

/// The terms under which a word is found by its sound, where it stands in a text.
pub fn terms_of(text: &str, term: &Term, language: &Language) -> Vec<String> {
    let known = is_known(term, language);
    match mark(text, term, language, known) {
        Some(mark) => terms_of_marked(term, language, mark),
        None => Vec::new(),
    }
}

/// The terms of a word that is marked so. Names keep what the stemmer leaves
/// of them in languages that inflect names, and are as they are in others. What
/// a stemmer takes for an ending may belong to a name (Песков, песок), so that
/// both are heard.
pub fn terms_of_marked(term: &Term, language: &Language, mark: Mark) -> Vec<String> {
    let folded = term.token.folded.as_str();
    if !language.inflects_names {
        // Japanese names are heard as they are read.
        let read = term.token.name_reading();
        return terms(read.unwrap_or(folded), language, mark);
    }
    let mut found = terms(&term.stem, language, mark);
    if mark == Mark::Name && term.stem != folded {
        for other in terms(folded, language, mark) {
            if !found.contains(&other) {
                found.push(other);
            }
        }
    }
    found
}

/// Whether the shipped lexicon has the word.
pub fn is_known(term: &Term, language: &Language) -> bool {
    let table = lexicon::shipped().table();
    table.find(language.code, &term.stem).is_some()
}

/// Is a word of a text written like a name, or unknown to the lexicon? `None`
/// for an ordinary word.
pub fn mark(text: &str, term: &Term, language: &Language, known: bool) -> Option<Mark> {
    let token = &term.token;
    if matches!(token.kind, Kind::Number | Kind::Variant | Kind::Compound) {
        return None;
    }
    if token.class == WordClass::Function || language.stop_words.contains(token.folded.as_str()) {
        return None;
    }
    let written = text.get(token.range.clone()).unwrap_or_default();
    let unknown = (!known).then_some(Mark::Unknown);
    let first = written.chars().next()?;
    if cjk::is_katakana(first) {
        let name = written.chars().count() > 2 && written.chars().all(cjk::is_katakana);
        return if name { Some(Mark::Name) } else { unknown };
    }
    if token.class == WordClass::Name {
        return Some(Mark::Name);
    }
    if cjk::is_han(first) {
        if language.script == Script::Han && chinese::foreign(&token.folded).is_some() {
            return Some(Mark::Name);
        }
        // The readings of Japanese names do not follow from their characters.
        return unknown.filter(|_| language.script == Script::Han);
    }
    if first.is_uppercase() && !begins_sentence(text, token.range.start) {
        return Some(Mark::Name);
    }
    unknown
}

/// The term of two words side by side that are a Chinese name together.
pub fn pair_term(first: &str, second: &str) -> Option<String> {
    let (first, second) = (chinese::pinyin(first)?, chinese::pinyin(second)?);
    let short = first.syllables == 1 || second.syllables == 1;
    (short && (2..=4).contains(&(first.syllables + second.syllables)))
        .then(|| format!("{PINYIN}{}{}", first.letters, second.letters))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::get_or_undetermined;

    fn meets(a: (&str, &'static str), b: (&str, &'static str)) -> Option<f32> {
        let name = Name::new([(a.0, get_or_undetermined(a.1))], true);
        let prefixes = name.prefixes(&Writing::ALL);
        terms(b.0, get_or_undetermined(b.1), Mark::Name)
            .iter()
            .filter(|term| {
                prefixes
                    .iter()
                    .any(|prefix| term.starts_with(prefix.as_str()))
                    || name.exact_terms().contains(term)
            })
            .filter_map(|term| name.likeness(term))
            .reduce(f32::max)
    }

    #[test]
    fn spellings_of_one_name_meet_both_ways() {
        for (a, b) in [
            (("лавров", "ru"), ("lavrov", "en")),
            (("мирзиеев", "ru"), ("mirziyoyev", "en")),
            (("есенов", "ru"), ("yessenov", "en")),
            (("шойгу", "ru"), ("shoigu", "en")),
            (("отынбаев", "kk"), ("otunbayeva", "en")),
            (("тоқаев", "kk"), ("токаев", "ru")),
            (("тоқаев", "kk"), ("tokayev", "en")),
            (("байден", "ru"), ("biden", "en")),
            (("меркель", "ru"), ("merkel", "en")),
            (("меркель", "ru"), ("メルケル", "ja")),
            (("merkel", "en"), ("メルケル", "ja")),
            (("цзиньпин", "ru"), ("jinping", "en")),
            (("jinping", "en"), ("习近平", "zh")),
            (("гамбург", "ru"), ("hamburg", "en")),
            (("жапаров", "ky"), ("caparov", "tr")),
            (("макрон", "ru"), ("ماكرون", "ar")),
            (("путин", "ru"), ("πουτιν", "el")),
            (("вашингтон", "ru"), ("washington", "en")),
            (("шольц", "ru"), ("scholz", "en")),
            (("янсен", "ru"), ("jansen", "en")),
            (("петр", "ru"), ("pyotr", "en")),
            (("غورباتشوف", "ar"), ("gorbachev", "en")),
            (("ميسي", "ar"), ("messi", "en")),
            (("τσορτσιλ", "el"), ("churchill", "en")),
            (("çavuşoğlu", "tr"), ("cavusoglu", "en")),
            (("чавушоглу", "ru"), ("cavusoglu", "en")),
            (("ελσινκι", "el"), ("helsinki", "en")),
            (("ゴロフキン", "ja"), ("golovkin", "en")),
            (("головкин", "ru"), ("ゴロフキン", "ja")),
            (("дуда", "ru"), ("duda", "en")),
        ] {
            assert!(meets(a, b).is_some(), "{a:?} {b:?}");
            assert!(meets(b, a).is_some(), "{b:?} {a:?}");
        }
    }

    /// The surnames of `tests/tables/surnames.tsv`, in all their spellings: a
    /// name meets no other one. Those of one line are one name.
    #[test]
    fn surnames_of_many_origins_do_not_meet() {
        let mut names: Vec<(usize, &str, &'static Language, String)> = Vec::new();
        let lines = include_str!("../../tests/tables/surnames.tsv").lines();
        for (line, text) in lines.filter(|line| !line.starts_with('#')).enumerate() {
            for (lang, cell) in ["ru", "kk", "en"].into_iter().zip(text.split('\t')) {
                for word in cell.split('|').filter(|word| !word.is_empty()) {
                    let language = get_or_undetermined(lang);
                    names.push((line, word, language, crate::analysis::fold(word)));
                }
            }
        }
        let rows = names.iter().map(|(line, ..)| *line).max().unwrap_or(0) + 1;
        assert!(rows >= 250, "{rows}");
        let heard: Vec<Vec<String>> = names
            .iter()
            .map(|(_, _, language, folded)| terms(folded, language, Mark::Name))
            .collect();
        let mut met = Vec::new();
        for (line, word, language, folded) in &names {
            let name = Name::new([(folded.as_str(), *language)], true);
            for (other, terms) in names.iter().zip(&heard) {
                let meets = || terms.iter().any(|term| name.likeness(term).is_some());
                if other.0 != *line && meets() {
                    met.push(format!("{word} {}", other.1));
                }
            }
        }
        assert!(met.is_empty(), "{} pairs: {met:#?}", met.len());
    }

    #[test]
    fn other_names_do_not_meet() {
        for (a, b) in [
            (("токаев", "ru"), ("токойго", "ky")),
            (("байден", "ru"), ("байлар", "kk")),
            (("тасмагамбетов", "ru"), ("тасмания", "ru")),
            (("мирзиеев", "ru"), ("мерзім", "kk")),
            (("собянин", "ru"), ("собибор", "ru")),
            (("мамин", "ru"), ("момун", "ky")),
            (("козлов", "ru"), ("kazalinsk", "en")),
            (("путин", "ru"), ("patten", "en")),
            (("zidane", "en"), ("седан", "ru")),
            (("milei", "en"), ("миля", "kk")),
            (("messi", "en"), ("меус", "ky")),
        ] {
            assert!(meets(a, b).is_none(), "{a:?} {b:?} {:?}", meets(a, b));
        }
    }
}
