//! What the trainer reads: articles of known stories, and articles of none.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::Path,
    sync::Arc,
};

use tilmash::{
    article::{Article, ArticleId, Date},
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
    pub day: Option<i32>,
    pub signature: Arc<Signature>,
}

/// Where the articles of a pool come from.
#[derive(Clone)]
pub enum Kind {
    /// Translations of one another, whole or in parts.
    Translated,
    /// The same, but only pairs of different outlets count: an id is `OUTLET/…`.
    Outlets,
    /// What outlets really wrote, with labels by story.
    News,
    /// The same, headlines alone.
    Headlines,
    /// What outlets really wrote in one language, with labels for some pairs.
    Pairs(Arc<HashMap<(String, String), bool>>),
    /// Recurring news, written for the trainer.
    Series,
}

pub struct Pool {
    pub docs: Vec<Doc>,
    pub kind: Kind,
    /// Whether only the second stage learns from it.
    pub second_only: bool,
}

/// In one language, articles of real news that are more alike than this may well
/// tell a story that nobody labelled.
const UNLABELLED: f32 = 0.12;

impl Pool {
    pub fn new(docs: Vec<Doc>, kind: Kind) -> Self {
        Self {
            docs,
            kind,
            second_only: false,
        }
    }

    /// Whether two articles tell one story, if that is known.
    pub fn label(&self, a: &Doc, b: &Doc, cosine: f32) -> Option<bool> {
        match &self.kind {
            Kind::Pairs(labels) => {
                let key = (
                    a.id.clone().min(b.id.clone()),
                    a.id.clone().max(b.id.clone()),
                );
                let known = labels.get(&key).copied();
                known.or((cosine < UNLABELLED).then_some(false))
            }
            Kind::Outlets if outlet(a) == outlet(b) => None,
            Kind::News | Kind::Headlines if a.lang == b.lang && a.story != b.story => {
                (cosine < UNLABELLED).then_some(false)
            }
            _ => Some(a.story == b.story),
        }
    }

    /// How many pairs of translated articles a pair of this pool counts for.
    pub fn weight(&self) -> f32 {
        match self.kind {
            Kind::Translated | Kind::Outlets => 0.5,
            Kind::News => 3.0,
            Kind::Headlines => 0.0,
            Kind::Pairs(_) => 5.0,
            Kind::Series => 0.4,
        }
    }
}

fn outlet(doc: &Doc) -> &str {
    doc.id.split('/').next().unwrap_or_default()
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
            day: None,
            signature: Arc::new(self.extractor.signature(&article)),
        }
    }

    pub fn dated(&mut self, article: &Article, story: &str) -> Doc {
        Doc {
            id: article.id.to_string(),
            lang: article.lang.clone(),
            story: story.to_owned(),
            day: article
                .date
                .and_then(|date| i32::try_from(date.epoch_day()).ok()),
            signature: Arc::new(self.extractor.signature(article)),
        }
    }
}

pub struct Data {
    /// Set name ─► documents.
    pub sets: BTreeMap<String, Vec<Doc>>,
    /// The sentences of `news.full` and `wiki.full`, to cut anew.
    pub sentences: Vec<(String, String, Vec<String>)>,
    pub unrelated: Vec<Doc>,
    /// Real news: labelled by story, and by pair.
    pub news: Pool,
    /// Of the same, headlines alone: little to go by, and much that has a name in common.
    pub headlines: Pool,
    pub pairs: Pool,
}

/// Articles as their outlets wrote them, with the stories that `story` gives.
fn articles(
    path: &Path,
    maker: &mut Maker,
    story: &dyn Fn(&str) -> String,
    headlines: bool,
) -> Vec<Doc> {
    let docs = records(path).into_iter().map(|record| {
        let part = |key: &str| record[key].as_str().map(str::to_owned);
        let id = part("id").unwrap();
        let (mut title, mut text) = (part("title"), part("text").unwrap());
        if headlines {
            text = title.take().unwrap_or_else(|| first_sentence(&text));
        }
        let article = Article {
            id: ArticleId::new(&id),
            lang: part("lang").unwrap(),
            title,
            date: part("date").and_then(|date| Date::parse(&date)),
            source: None,
            url: None,
            path: None,
            text,
        };
        maker.dated(&article, &story(&id))
    });
    docs.collect()
}

fn first_sentence(text: &str) -> String {
    let line = text.trim_start().lines().next().unwrap_or_default();
    let ends = [". ", "! ", "? ", "。"];
    let ends = ends.iter().filter_map(|end| line.split_once(end));
    let shortest = ends.map(|(first, _)| first).min_by_key(|first| first.len());
    shortest.unwrap_or(line).to_owned()
}

/// Real news: `dev` with its stories, whole and as headlines, and `same` with its labelled
/// pairs.
fn news(folder: &Path, maker: &mut Maker) -> [Pool; 3] {
    let lines = |name: &str| -> Vec<[String; 3]> {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        let lines = text.lines().map(|line| {
            let columns: Vec<&str> = line.split('\t').collect();
            [columns[0], columns[1], columns[2]].map(str::to_owned)
        });
        lines.collect()
    };
    let stories: HashMap<String, String> = lines("dev.gold.tsv")
        .into_iter()
        .map(|[id, _, story]| (id, story))
        .collect();
    let [dev, headlines] = [false, true].map(|headlines| {
        let story = |id: &str| stories[id].clone();
        articles(&folder.join("dev.jsonl"), maker, &story, headlines)
    });
    let labels = lines("same.pairs.tsv").into_iter().map(|[a, b, label]| {
        let key = (a.clone().min(b.clone()), a.max(b));
        (key, label == "same")
    });
    let labels = Kind::Pairs(Arc::new(labels.collect()));
    let same = articles(&folder.join("same.jsonl"), maker, &str::to_owned, false);
    [
        Pool::new(dev, Kind::News),
        Pool::new(headlines, Kind::Headlines),
        Pool::new(same, labels),
    ]
}

pub fn records(path: &Path) -> Vec<serde_json::Value> {
    fs::read_to_string(path)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

pub fn load(folder: &Path, unrelated: &Path, real: &Path, maker: &mut Maker) -> Data {
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
    let [news, headlines, pairs] = news(real, maker);
    Data {
        sets,
        sentences,
        unrelated,
        news,
        headlines,
        pairs,
    }
}

/// A number below `folds` that depends on the story alone.
pub fn fold(story: &str, folds: usize) -> usize {
    let hash = story.bytes().fold(0xCBF2_9CE4_8422_2325u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    Random(hash).below(folds)
}
