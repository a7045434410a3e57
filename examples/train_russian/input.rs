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
    counts: HashMap<Word, u32>,
}

impl Vocabulary {
    /// Counts the Russian words of files, line by line. In a `.jsonl` file the
    /// strings `title` and `text` of each record count, unless its `lang` is
    /// another language; in any other file all of the line counts. A hyphen
    /// belongs to the word it stands in.
    pub fn read(paths: &[impl AsRef<Path>]) -> Self {
        let mut counts = BTreeMap::new();
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
            words: counts.iter().map(|(w, &n)| (w.clone(), n)).collect(),
            counts: counts.into_iter().collect(),
        }
    }

    /// How often a word occurs.
    pub fn count(&self, word: &[u8]) -> u32 {
        self.counts.get(word).copied().unwrap_or(0)
    }

    /// Whether a word occurs.
    pub fn contains(&self, word: &[u8]) -> bool {
        self.counts.contains_key(word)
    }
}

fn count_words(counts: &mut BTreeMap<Word, u32>, text: &str) {
    for word in text
        .to_lowercase()
        .split(|c: char| !(c.is_alphabetic() || c == '-'))
    {
        if let Some(word) = letters::encode(word.trim_matches('-'))
            && !word.is_empty()
        {
            *counts.entry(word).or_default() += 1;
        }
    }
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
