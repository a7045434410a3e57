//! What is learned from? Forms with known lemmas (gold), raw text (only its
//! word counts), and a hand-written list of irregular words.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::Path,
};

use tilmash::eval::stems::GoldForm;

use crate::letters::{self, Word};

/// The words of raw text with how often they occur.
pub struct Vocabulary {
    /// In the order of their letters.
    pub words: Vec<(Word, u32)>,
    counts: HashMap<Word, Count>,
}

/// How often a word occurs.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    all: u32,
    /// With a small first letter.
    small: u32,
    /// With a capital one inside a sentence.
    capital: u32,
}

impl Vocabulary {
    /// Counts the Russian words of files, line by line. In a `.jsonl` file the
    /// strings `title` and `text` of each record count, unless its `lang` is
    /// another language; in any other file all of the line counts. A hyphen
    /// belongs to the word it stands in.
    pub fn read(paths: &[impl AsRef<Path>]) -> Self {
        let mut counts: BTreeMap<Word, Count> = BTreeMap::new();
        for path in paths {
            let path = path.as_ref();
            let content = fs::read_to_string(path).unwrap();
            let is_jsonl = path.extension().is_some_and(|e| e == "jsonl");
            for line in content.lines() {
                if !is_jsonl {
                    count_words(&mut counts, line);
                    continue;
                }
                let record: serde_json::Value = serde_json::from_str(line).unwrap();
                if record["lang"].as_str().is_some_and(|lang| lang != "ru") {
                    continue;
                }
                for field in ["title", "text"] {
                    count_words(&mut counts, record[field].as_str().unwrap_or_default());
                }
            }
        }
        Self {
            words: counts
                .iter()
                .map(|(w, n): (_, &Count)| (w.clone(), n.all))
                .collect(),
            counts: counts.into_iter().collect(),
        }
    }

    /// How often a word occurs.
    pub fn count(&self, word: &[u8]) -> u32 {
        self.counts.get(word).map_or(0, |count| count.all)
    }

    /// How it is written inside a sentence: 0 unknown, 1 small, 2 either way,
    /// 3 with a capital.
    pub fn capitals(&self, word: &[u8]) -> u64 {
        let Some(count) = self.counts.get(word) else {
            return 0;
        };
        match (count.small, count.capital) {
            (0, 0) => 0,
            (small, capital) if small > 4 * capital => 1,
            (small, capital) if capital > 4 * small => 3,
            _ => 2,
        }
    }

    /// Whether a word occurs.
    pub fn contains(&self, word: &[u8]) -> bool {
        self.counts.contains_key(word)
    }
}

fn count_words(counts: &mut BTreeMap<Word, Count>, text: &str) {
    // Whether a sentence may begin here.
    let mut begins = true;
    for piece in text.split_inclusive(|c: char| !(c.is_alphabetic() || c == '-')) {
        let word = piece.trim_matches(|c: char| !c.is_alphabetic());
        if let Some(letters) = letters::encode(&word.to_lowercase())
            && !letters.is_empty()
        {
            let count = counts.entry(letters).or_default();
            count.all += 1;
            let capital = word.starts_with(char::is_uppercase);
            count.small += u32::from(!capital);
            count.capital += u32::from(capital && !begins);
            begins = false;
        } else if !word.is_empty() {
            begins = false;
        }
        begins |= piece.ends_with(['.', '!', '?', '…', ':', '«', '"', '“', '\n', '|']);
    }
}

/// The headwords of dictionaries: whether each is a name, which has a capital.
pub fn read_lemmas(path: Option<&Path>) -> BTreeMap<Word, bool> {
    let mut lemmas = BTreeMap::new();
    for line in lines(path) {
        if let Some(word) = letters::encode(&line.to_lowercase()) {
            let name = line.starts_with(char::is_uppercase);
            // A word that is both is a word.
            *lemmas.entry(word).or_insert(name) &= name;
        }
    }
    // The plural of a noun in -ь is no word of its own (связи).
    let soft: Vec<Word> = lemmas.keys().cloned().collect();
    for word in soft {
        if let Some(base) = word.strip_suffix(&letters::encode("ь").unwrap()[..]) {
            lemmas.remove(&[base, &letters::encode("и").unwrap()].concat());
        }
    }
    lemmas
}

/// The countries, regions and cities of our own table in the nominative: of
/// each, the form that has most of the others as its cases.
pub fn places() -> Vec<Word> {
    let mut places: BTreeMap<(&str, &str), Vec<Word>> = BTreeMap::new();
    for line in include_str!("../../src/language/ru/names.tsv").lines() {
        if let [kind @ ("country" | "region" | "city"), key, form, ..] =
            line.split('\t').collect::<Vec<_>>()[..]
            && let Some(word) = letters::encode(form)
        {
            places.entry((kind, key)).or_default().push(word);
        }
    }
    let best = |forms: Vec<Word>| {
        let cases = |name: &Word| {
            let cases = crate::names::decline(name).forms;
            forms.iter().filter(|form| cases.contains(form)).count()
        };
        forms.iter().rev().max_by_key(|name| cases(name)).cloned()
    };
    places.into_values().filter_map(best).collect()
}

/// Names of persons and places, with how often they were found.
pub fn read_names(path: Option<&Path>) -> BTreeMap<Word, u32> {
    let mut names = BTreeMap::new();
    for line in lines(path) {
        if let Some((name, count)) = line.split_once('\t')
            && let Some(name) = letters::encode(&name.to_lowercase())
        {
            *names.entry(name).or_default() += count.parse().unwrap_or(1);
        }
    }
    names
}

fn lines(path: Option<&Path>) -> Vec<String> {
    let content = path.map(|path| fs::read_to_string(path).unwrap());
    let content = content.unwrap_or_default();
    content.lines().map(str::to_owned).collect()
}

/// A gold form in Russian letters.
pub struct Gold {
    pub form: Word,
    pub lemma: Word,
    /// As Universal Dependencies name it.
    pub part_of_speech: String,
}

impl Gold {
    /// `None` if form or lemma is not in Russian letters.
    pub fn new(row: &GoldForm) -> Option<Self> {
        Some(Self {
            form: letters::encode(&row.form)?,
            lemma: letters::encode(&row.lemma)?,
            part_of_speech: row.part_of_speech.clone(),
        })
    }
}

/// Reads a file of lines `form<TAB>lemma<TAB>part of speech<TAB>count`.
pub fn read_gold(path: &Path) -> Vec<GoldForm> {
    fs::read_to_string(path)
        .unwrap()
        .lines()
        .filter_map(GoldForm::parse)
        .collect()
}

/// Surnames that are also the genitive plural of a noun.
pub fn surnames() -> Vec<Word> {
    include_str!("surnames.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .map(|name| letters::encode(name).unwrap())
        .collect()
}

/// The irregular words: form → lemma. A form listed twice belongs to the
/// first line; a lemma is a form of itself.
pub fn irregular() -> BTreeMap<Word, Word> {
    let mut lemmas = BTreeMap::new();
    for line in include_str!("irregular.txt").lines() {
        if line.starts_with('#') {
            continue;
        }
        let words: Vec<Word> = line
            .split_whitespace()
            .map(|word| letters::encode(word).unwrap())
            .collect();
        for form in &words {
            lemmas
                .entry(form.clone())
                .or_insert_with(|| words[0].clone());
        }
    }
    lemmas
}
