//! Counts in how many passages of ordinary text each signature key occurs,
//! and writes the rarity file that ships with the program.
//!
//! ```text
//! count_rarity OUT PER_LANGUAGE CORPUS.jsonl... [--iob LANG FILE]... [--parallel LEFT RIGHT FILE]...
//!     [--words LANG FILE]... [--news FILE.jsonl]...
//! ```
//! A corpus has one `{"lang", "text"}` object a line. An IOB file has one
//! token a line and a blank line between sentences; a parallel file has
//! `source<TAB>left<TAB>right` lines, of which those of Tatoeba are taken.
//! A list of words has `word<TAB>count` lines: what passages drawn from such
//! words at random would hold stands for a count.
//! Sentences are joined into passages of about 120 words. Of each kind of
//! input up to PER_LANGUAGE passages per language are taken, evenly spread.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs
)]

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs,
};

use tilmash::{
    article::{Article, ArticleId},
    signature::{Class, Extractor, rarity},
};

/// Keys of fewer passages are left out.
const LEAST: u32 = 3;
/// The same of keys counted from a list of words.
const LEAST_OF_WORDS: u32 = 4;
/// Words of a passage that is joined from sentences.
const WORDS: usize = 120;

type Passages = BTreeMap<String, Vec<Vec<String>>>;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (out, per_language): (&str, usize) = (&args[0], args[1].parse().unwrap());
    // Language ─► kinds of input ─► passages.
    let mut passages = Passages::new();
    let mut lists = Vec::new();
    let mut rest = args[2..].iter();
    while let Some(arg) = rest.next() {
        let mut kinds: BTreeMap<String, Vec<String>> = BTreeMap::new();
        match arg.as_str() {
            "--iob" => {
                let (lang, path) = (rest.next().unwrap(), rest.next().unwrap());
                kinds.insert(lang.clone(), iob(path));
            }
            "--words" => {
                let (lang, path) = (rest.next().unwrap(), rest.next().unwrap());
                lists.push((lang.clone(), fs::read_to_string(path).unwrap()));
            }
            "--news" => {
                let text = fs::read_to_string(rest.next().unwrap()).unwrap();
                let mut news: BTreeMap<String, Vec<String>> = BTreeMap::new();
                for line in text.lines() {
                    let record: serde_json::Value = serde_json::from_str(line).unwrap();
                    let part = |key: &str| record[key].as_str().unwrap_or_default();
                    let text = format!("{}\n{}", part("title"), part("text"));
                    let lang = format!("{}{}", rarity::NEWS, part("lang"));
                    news.entry(lang).or_default().push(text);
                }
                for (lang, texts) in news {
                    let kinds = passages.entry(lang).or_default();
                    match kinds.first_mut() {
                        Some(kind) => kind.extend(texts),
                        None => kinds.push(texts),
                    }
                }
            }
            "--parallel" => {
                let (left, right) = (rest.next().unwrap(), rest.next().unwrap());
                let text = fs::read_to_string(rest.next().unwrap()).unwrap();
                let lines: Vec<Vec<&str>> = text
                    .lines()
                    .map(|line| line.split('\t').collect::<Vec<_>>())
                    .filter(|line| line[0] == "tatoeba")
                    .collect();
                for (lang, column) in [(left, 1), (right, 2)] {
                    let sentences = lines.iter().map(|line| line[column].to_owned());
                    kinds
                        .entry(lang.clone())
                        .or_default()
                        .extend(join(sentences));
                }
            }
            path => {
                for line in fs::read_to_string(path).unwrap().lines() {
                    let record: serde_json::Value = serde_json::from_str(line).unwrap();
                    let lang = record["lang"].as_str().unwrap().to_owned();
                    let text = record["text"].as_str().unwrap().to_owned();
                    kinds.entry(lang).or_default().push(text);
                }
            }
        }
        for (lang, texts) in kinds {
            passages.entry(lang).or_default().push(texts);
        }
    }
    let mut extractor = Extractor::for_counting();
    let mut counted = Vec::new();
    for (lang, kinds) in passages {
        let mut counts: HashMap<u32, u32> = HashMap::new();
        let mut total = 0;
        for texts in kinds {
            let step = (texts.len() as f64 / per_language as f64).max(1.0);
            let mut at = 0.0;
            while let Some(text) = texts.get(at as usize) {
                at += step;
                total += 1;
                let article = Article {
                    id: ArticleId::new("counted"),
                    lang: lang.trim_start_matches(rarity::NEWS).to_owned(),
                    title: None,
                    date: None,
                    source: None,
                    url: None,
                    path: None,
                    text: text.clone(),
                };
                let signature = extractor.signature(&article);
                let keys: HashSet<u32> = signature
                    .entries()
                    .iter()
                    .map(|entry| entry.key().0)
                    .collect();
                for key in keys {
                    *counts.entry(key).or_default() += 1;
                }
            }
        }
        let kept = counts.values().filter(|count| **count >= LEAST).count();
        println!(
            "{lang}: {total} passages, {kept} of {} keys kept",
            counts.len()
        );
        counted.push((lang, total, counts));
    }
    for (lang, list) in lists {
        let (total, counts) = count_words(&mut extractor, &lang, &list);
        println!("{lang}: words only, {} keys kept", counts.len());
        counted.push((format!("{}{lang}", rarity::WORDS), total, counts));
    }
    let bytes = rarity::encode(&counted, LEAST);
    println!("{} bytes", bytes.len());
    fs::write(out, bytes).unwrap();
}

/// How many passages of [`WORDS`] words a list stands for, and in how many of
/// them each key would occur.
fn count_words(extractor: &mut Extractor, lang: &str, list: &str) -> (u32, HashMap<u32, u32>) {
    let mut uses: HashMap<u32, f64> = HashMap::new();
    let mut total = 0.0;
    for line in list.lines() {
        let (word, count) = line.split_once('\t').unwrap();
        let count: f64 = count.parse().unwrap();
        total += count;
        let mut letters = word.chars();
        let capital = letters.next().into_iter().flat_map(char::to_uppercase);
        let capital: String = capital.chain(letters).collect();
        let mut keys = HashSet::new();
        // As a word and as a name, each after a number: what begins a sentence
        // has a capital letter anyway.
        for form in [word, &capital] {
            let article = Article {
                id: ArticleId::new("counted"),
                lang: lang.to_owned(),
                title: None,
                date: None,
                source: None,
                url: None,
                path: None,
                text: format!("1 {form}"),
            };
            let signature = extractor.signature(&article);
            let words = signature
                .entries()
                .iter()
                .filter(|entry| !matches!(entry.class(), Class::Number | Class::Date));
            keys.extend(words.map(|entry| entry.key().0));
        }
        for key in keys {
            *uses.entry(key).or_default() += count;
        }
    }
    let passages = total / WORDS as f64;
    let counts = uses
        .into_iter()
        .map(|(key, uses)| (key, (passages * (1.0 - (-uses / passages).exp())).round()))
        .filter(|(_, count)| *count >= f64::from(LEAST_OF_WORDS))
        .map(|(key, count)| (key, count as u32))
        .collect();
    (passages as u32, counts)
}

fn iob(path: &str) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    let sentences = text.split("\n\n").map(|sentence| {
        let words: Vec<&str> = sentence
            .lines()
            .filter_map(|line| line.split(' ').next())
            .collect();
        words.join(" ")
    });
    join(sentences)
}

fn join(sentences: impl Iterator<Item = String>) -> Vec<String> {
    let mut passages = vec![String::new()];
    for sentence in sentences {
        let last = passages.last_mut().unwrap();
        last.push_str(&sentence);
        last.push('\n');
        if last.split_whitespace().count() >= WORDS {
            passages.push(String::new());
        }
    }
    passages
}
