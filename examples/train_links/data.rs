//! What the trainer reads: articles of known stories, and articles of none.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::Path,
    sync::Arc,
};

use tilmash::{
    article::{Article, ArticleId},
    signature::{Extractor, Signature},
};

pub const FOLDS: usize = 5;
pub const NEWS: [&str; 5] = [
    "news.full",
    "news.half",
    "news.third",
    "news.lead3",
    "news.lead1",
];
#[derive(Clone)]
pub struct Doc {
    pub id: String,
    pub lang: String,
    pub story: String,
    pub signature: Arc<Signature>,
}

pub struct Random(pub u64);

impl Random {
    /// SplitMix64 (Steele, Lea, Flood 2014).
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
    pub fn below(&mut self, n: usize) -> usize {
        (self.unit() * n as f64) as usize
    }
}

pub struct Maker {
    pub extractor: Extractor,
}

impl Maker {
    pub fn doc(&mut self, id: &str, lang: &str, story: &str, text: &str) -> Doc {
        let article = Article {
            id: ArticleId::new(id),
            lang: lang.to_owned(),
            title: None,
            date: None,
            source: None,
            url: None,
            path: None,
            text: text.to_owned(),
        };
        Doc {
            id: id.to_owned(),
            lang: lang.to_owned(),
            story: story.to_owned(),
            signature: Arc::new(self.extractor.signature(&article)),
        }
    }
}

pub struct Data {
    /// Set name ─► documents.
    pub sets: BTreeMap<String, Vec<Doc>>,
    /// The sentences of `news.full` and `wiki.full`, to cut anew.
    pub sentences: Vec<(String, String, Vec<String>)>,
    pub unrelated: Vec<Doc>,
}

pub fn records(path: &Path) -> Vec<serde_json::Value> {
    fs::read_to_string(path)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

pub fn load(folder: &Path, unrelated: &Path, maker: &mut Maker) -> Data {
    let mut sets = BTreeMap::new();
    let mut sentences = Vec::new();
    for name in NEWS.into_iter().chain(["wiki.full"]) {
        let stories: HashMap<String, String> =
            fs::read_to_string(folder.join(format!("{name}.gold.tsv")))
                .unwrap()
                .lines()
                .map(|line| {
                    let columns: Vec<&str> = line.split('\t').collect();
                    (columns[0].to_owned(), columns[2].to_owned())
                })
                .collect();
        let mut docs = Vec::new();
        for record in records(&folder.join(format!("{name}.jsonl"))) {
            let (id, lang) = (
                record["id"].as_str().unwrap(),
                record["lang"].as_str().unwrap(),
            );
            let text = record["text"].as_str().unwrap();
            docs.push(maker.doc(id, lang, &stories[id], text));
            if name.ends_with(".full") {
                let lines = text.lines().map(str::to_owned).collect();
                sentences.push((lang.to_owned(), stories[id].clone(), lines));
            }
        }
        sets.insert(name.to_owned(), docs);
    }
    let unrelated = records(unrelated)
        .into_iter()
        .map(|record| {
            let id = record["id"].as_str().unwrap();
            let title = record["title"].as_str().unwrap_or_default();
            let text = format!("{title}\n{}", record["text"].as_str().unwrap());
            maker.doc(
                id,
                record["lang"].as_str().unwrap(),
                &format!("unrelated-{id}"),
                &text,
            )
        })
        .collect();
    Data {
        sets,
        sentences,
        unrelated,
    }
}

/// A number below `folds` that depends on the story alone.
pub fn fold(story: &str, folds: usize) -> usize {
    let hash = story.bytes().fold(0xCBF2_9CE4_8422_2325u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    Random(hash).below(folds)
}
