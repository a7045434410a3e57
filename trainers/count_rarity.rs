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
    signature::{Extractor, KeyClass, rarity},
};

/// Keys of fewer passages are left out.
const LEAST: u32 = 3;
/// The same of keys counted from a list of words.
const LEAST_OF_WORDS: u32 = 4;
/// Words of a passage that is joined from sentences.
const WORDS: usize = 120;

/// Language ─► kinds of input ─► passages.
type Passages = BTreeMap<String, Vec<Vec<String>>>;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (out, per_language): (&str, usize) = (&args[0], args[1].parse().unwrap());
    let (passages, lists) = read(&args[2..]);
    let mut extractor = Extractor::for_counting();
    let mut counted = Vec::new();
    for (lang, kinds) in passages {
        let (total, counts) = count(&mut extractor, &lang, &kinds, per_language);
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

/// The passages that the arguments name, and the lists of words by language.
fn read(args: &[String]) -> (Passages, Vec<(String, String)>) {
    let mut passages = Passages::new();
    let mut lists = Vec::new();
    let mut rest = args.iter();
    while let Some(arg) = rest.next() {
        let mut next = || rest.next().unwrap();
        let kinds = match arg.as_str() {
            "--iob" => BTreeMap::from([(next().clone(), iob(next()))]),
            "--words" => {
                lists.push((next().clone(), fs::read_to_string(next()).unwrap()));
                continue;
            }
            "--news" => {
                // All files of news are one kind of input.
                for (lang, texts) in news(next()) {
                    let kinds = passages.entry(lang).or_default();
                    match kinds.first_mut() {
                        Some(kind) => kind.extend(texts),
                        None => kinds.push(texts),
                    }
                }
                continue;
            }
            "--parallel" => parallel(next(), next(), next()),
            path => corpus(path),
        };
        for (lang, texts) in kinds {
            passages.entry(lang).or_default().push(texts);
        }
    }
    (passages, lists)
}

/// Texts by language.
type Texts = BTreeMap<String, Vec<String>>;

fn news(path: &str) -> Texts {
    let mut news = Texts::new();
    for line in fs::read_to_string(path).unwrap().lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let part = |key: &str| record[key].as_str().unwrap_or_default();
        let text = format!("{}\n{}", part("title"), part("text"));
        let lang = format!("{}{}", rarity::NEWS, part("lang"));
        news.entry(lang).or_default().push(text);
    }
    news
}

fn parallel(left: &str, right: &str, path: &str) -> Texts {
    let text = fs::read_to_string(path).unwrap();
    let lines: Vec<Vec<&str>> = text
        .lines()
        .map(|line| line.split('\t').collect::<Vec<_>>())
        .filter(|line| line[0] == "tatoeba")
        .collect();
    let mut texts = Texts::new();
    for (lang, column) in [(left, 1), (right, 2)] {
        let sentences = lines.iter().map(|line| line[column].to_owned());
        let passages = join(sentences);
        texts.entry(lang.to_owned()).or_default().extend(passages);
    }
    texts
}

fn corpus(path: &str) -> Texts {
    let mut texts = Texts::new();
    for line in fs::read_to_string(path).unwrap().lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let lang = record["lang"].as_str().unwrap().to_owned();
        let text = record["text"].as_str().unwrap().to_owned();
        texts.entry(lang).or_default().push(text);
    }
    texts
}

/// How many passages were taken, at most so many of each kind, and in how many
/// of them each key occurs.
fn count(
    extractor: &mut Extractor,
    lang: &str,
    kinds: &[Vec<String>],
    per_kind: usize,
) -> (u32, HashMap<u32, u32>) {
    let mut counts: HashMap<u32, u32> = HashMap::new();
    let mut total = 0;
    for texts in kinds {
        let step = (texts.len() as f64 / per_kind as f64).max(1.0);
        let mut at = 0.0;
        while let Some(text) = texts.get(at as usize) {
            at += step;
            total += 1;
            let lang = lang.trim_start_matches(rarity::NEWS);
            let signature = extractor.signature(&article(lang, text.clone()));
            let entries = signature.entries().iter();
            let keys: HashSet<u32> = entries.map(|entry| entry.key().0).collect();
            for key in keys {
                *counts.entry(key).or_default() += 1;
            }
        }
    }
    (total, counts)
}

fn article(lang: &str, text: String) -> Article {
    Article {
        id: ArticleId::new("counted"),
        lang: lang.to_owned(),
        title: None,
        date: None,
        source: None,
        url: None,
        path: None,
        text,
    }
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
            let signature = extractor.signature(&article(lang, format!("1 {form}")));
            let words = signature
                .entries()
                .iter()
                .filter(|entry| !matches!(entry.class(), KeyClass::Number | KeyClass::Date));
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
