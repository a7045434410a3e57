//! Is every format and every encoding read, and every hostile file named? A folder
//! of all of them is written, and the real binary indexes it with one command.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stderr)]

use std::collections::HashMap;

use serde_json::Value;

use crate::sandbox::Sandbox;

mod articles;
mod encodings;
mod formats;
mod hostile;

use articles::Article;

/// What must be found: by the number in its text, with these fields.
pub struct Expected {
    /// The file, for messages.
    pub file: String,
    pub number: u32,
    pub lang: &'static str,
    pub title: Option<String>,
    pub date: Option<String>,
    pub source: Option<String>,
    pub url: Option<String>,
}

impl Expected {
    /// All of an article.
    fn all(file: &str, article: &Article) -> Self {
        Self {
            file: file.to_owned(),
            number: article.number,
            lang: article.lang,
            title: Some(article.title.clone()),
            date: Some(article.date()),
            source: Some(article.outlet.to_owned()),
            url: Some(article.url()),
        }
    }

    /// How it differs from what was stored.
    fn differs(&self, stored: &Value) -> Option<String> {
        let expected = [
            ("lang", Some(self.lang.to_owned())),
            ("title", self.title.clone()),
            ("date", self.date.clone()),
            ("source", self.source.clone()),
            ("url", self.url.clone()),
        ];
        let wrong = expected.into_iter().filter_map(|(field, expected)| {
            let found = stored[field].as_str().map(str::to_owned);
            (found != expected).then(|| format!("{field}: {found:?}, not {expected:?}"))
        });
        let wrong: Vec<String> = wrong.collect();
        (!wrong.is_empty()).then(|| format!("{}: {}", self.file, wrong.join("; ")))
    }
}

/// The folder while it is written.
pub struct Folder {
    sandbox: Sandbox,
    expected: Vec<Expected>,
    /// Names of hostile files.
    hostile: Vec<String>,
    number: u32,
}

impl Folder {
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        self.sandbox.write(&format!("news/{name}"), bytes);
    }

    pub fn expect(&mut self, expected: Expected) {
        self.expected.push(expected);
    }

    pub fn hostile(&mut self, name: &str, bytes: impl AsRef<[u8]>) {
        self.write(&format!("bad/{name}"), bytes);
        self.hostile.push(format!("bad/{name}"));
    }

    /// So many new articles in a language.
    pub fn articles(&mut self, lang: &'static str, count: u32) -> Vec<Article> {
        let first = self.number + 1;
        self.number += count;
        (first..=self.number)
            .map(|number| Article::new(lang, number))
            .collect()
    }
}

#[test]
fn every_format_and_encoding_is_read_and_every_hostile_file_is_named() {
    let mut folder = Folder {
        sandbox: Sandbox::new(),
        expected: Vec::new(),
        hostile: Vec::new(),
        number: 0,
    };
    formats::write(&mut folder);
    encodings::write(&mut folder);
    hostile::write(&mut folder);
    let good = folder.expected.len();
    assert!(folder.hostile.len() >= 60, "{}", folder.hostile.len());

    let sandbox = &folder.sandbox;
    let run = sandbox.run(&["index", "-v", "--max-article-bytes", "1000000", "news"]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    let unnamed: Vec<&String> = folder
        .hostile
        .iter()
        .filter(|name| {
            !run.stderr
                .lines()
                .any(|line| line.contains("skipped") && line.contains(name.as_str()))
        })
        .collect();
    assert!(unnamed.is_empty(), "{unnamed:?}\n{}", run.stderr);
    let good_skipped: Vec<&str> = run
        .stderr
        .lines()
        .filter(|line| line.contains("skipped") && !line.contains("/bad/"))
        .collect();
    assert!(good_skipped.is_empty(), "{good_skipped:#?}");

    let export = sandbox.ok(&["export"]);
    let stored: HashMap<String, Value> = export
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|article| (article["id"].as_str().unwrap().to_owned(), article))
        .collect();
    let queries: String = folder
        .expected
        .iter()
        .map(|expected| format!("{0}\t{0}\n", 7_000_000 + expected.number))
        .collect();
    sandbox.write("queries.tsv", queries);
    let hits = sandbox.run(&["search", "--queries", "queries.tsv", "-n", "1", "--jsonl"]);
    let found: HashMap<String, String> = hits
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|hit| {
            let id = hit["article"]["id"].as_str().unwrap().to_owned();
            (hit["query"].as_str().unwrap_or_default().to_owned(), id)
        })
        .collect();
    let mut wrong = Vec::new();
    for expected in &folder.expected {
        let query = (7_000_000 + expected.number).to_string();
        match found.get(&query).and_then(|id| stored.get(id)) {
            Some(article) => wrong.extend(expected.differs(article)),
            None => wrong.push(format!("{}: not found", expected.file)),
        }
    }
    eprintln!("{good} articles, {} hostile files", folder.hostile.len());
    assert!(wrong.is_empty(), "{} of {good}: {wrong:#?}", wrong.len());
}
