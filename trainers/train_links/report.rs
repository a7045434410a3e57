//! How good is a model? Figures per pool, and a reliability table.

use std::collections::BTreeMap;

use tilmash::link::{Languages, Linker, Model, Options};

use crate::{
    data::{Data, Doc, Kind, Maker, Pool, Random, fold},
    pools::{memory, translated_and_another, two_outlets},
    series,
};

/// The name of the pool of real headlines.
const HEADLINES: &str = "headlines";

/// A pair as the product would report it.
pub struct Judged {
    pub a: usize,
    pub b: usize,
    pub score: f32,
    pub linked: bool,
}

/// All pairs of a pool as the product would report them.
pub fn judge(docs: &[Doc], model: &Model) -> Vec<Judged> {
    let pool = memory(docs);
    let linker = Linker::new(&pool, model, Options::default());
    let mut judged = Vec::new();
    linker.all_pairs(10, Languages::Any, &mut |pair| {
        judged.push(Judged {
            a: pair.a as usize,
            b: pair.b as usize,
            score: pair.score,
            linked: pair.linked,
        });
        true
    });
    judged
}

/// Pairs counted: true ones, links, true links.
#[derive(Default, Clone, Copy)]
struct Counts {
    all: f32,
    links: f32,
    hits: f32,
}

impl Counts {
    fn line(&self) -> String {
        let (p, r) = (
            self.hits / self.links.max(1.0),
            self.hits / self.all.max(1.0),
        );
        let f = 2.0 * p * r / (p + r).max(1e-9);
        format!("F1 {f:.3} (P {p:.2} R {r:.2} of {})", self.all)
    }
}

/// The group that a pair of languages is counted in.
fn group(a: &str, b: &str) -> &'static str {
    let first = |lang: &str| matches!(lang, "ru" | "kk" | "ky" | "en");
    let unspaced = |lang: &str| matches!(lang, "zh" | "ja" | "ko");
    match () {
        () if a == b => "one language",
        () if first(a) && first(b) => "ru kk ky en",
        () if unspaced(a) || unspaced(b) => "with zh ja ko",
        () => "with tr uz uk az",
    }
}

/// Judges a pool, each pair by the model that did not see its story.
fn score(
    pool: &Pool,
    models: &[Model],
    bins: &mut BTreeMap<u32, (f32, f32, f32)>,
    mut list: Option<&mut String>,
) -> BTreeMap<&'static str, Counts> {
    let mut counts: BTreeMap<&'static str, Counts> = BTreeMap::new();
    let docs = &pool.docs;
    if let Kind::Pairs(labels) = &pool.kind {
        counts.entry("one language").or_default().all =
            labels.values().filter(|same| **same).count() as f32;
    } else {
        for (at, x) in docs.iter().enumerate() {
            let others = docs.iter().skip(at + 1);
            for y in others.filter(|y| pool.label(x, y, 1.0) == Some(true)) {
                counts.entry(group(&x.lang, &y.lang)).or_default().all += 1.0;
            }
        }
    }
    for (at, model) in models.iter().enumerate() {
        for pair in judge(docs, model) {
            let (x, y) = (&docs[pair.a], &docs[pair.b]);
            let story = x.story.as_str().min(&y.story);
            let story = match pool.kind {
                // A series is held out as a whole.
                Kind::Series => story.split('-').next().unwrap_or(story),
                _ => story,
            };
            if models.len() > 1 && fold(story, models.len()) != at {
                continue;
            }
            let Some(label) = pool.label(x, y, 1.0) else {
                continue;
            };
            let real = matches!(pool.kind, Kind::News | Kind::Pairs(_));
            let wrong = pair.linked && !label;
            if let Some(list) = list.as_deref_mut().filter(|_| real || wrong) {
                let line = format!(
                    "{}\t{}\t{}\t{}\t{}\n",
                    x.id, y.id, pair.score, pair.linked, label
                );
                list.push_str(&line);
            }
            if real {
                let bin = bins.entry((pair.score * 10.0).min(9.0) as u32).or_default();
                bin.0 += 1.0;
                bin.1 += pair.score;
                bin.2 += f32::from(u8::from(label));
            }
            if pair.linked {
                let counts = counts.entry(group(&x.lang, &y.lang)).or_default();
                counts.links += 1.0;
                counts.hits += f32::from(u8::from(label));
            }
        }
    }
    counts
}

/// The pools that are scored, by name.
fn tests(data: &Data, large: bool, maker: &mut Maker) -> Vec<(String, Pool)> {
    let translated = |docs| Pool::new(docs, Kind::Translated);
    let mut tests = vec![
        (
            "real news".to_owned(),
            Pool::new(data.news.docs.clone(), data.news.kind.clone()),
        ),
        (
            HEADLINES.to_owned(),
            Pool::new(data.headlines.docs.clone(), data.headlines.kind.clone()),
        ),
        (
            "real pairs".to_owned(),
            Pool::new(data.pairs.docs.clone(), data.pairs.kind.clone()),
        ),
    ];
    for seed in [900, 901] {
        let docs = series::pool(seed, &|_| true, maker);
        tests.push((format!("series {seed}"), Pool::new(docs, Kind::Series)));
    }
    for (name, docs) in &data.sets {
        tests.push((name.clone(), translated(docs.clone())));
    }
    let mut random = Random(100);
    let docs = data.sets["news.half"]
        .iter()
        .filter(|_| random.unit() < 0.6);
    tests.push((
        "sparse half".to_owned(),
        translated(docs.cloned().collect()),
    ));
    tests.push((
        "two outlets".into(),
        translated(two_outlets(data, &|_| true)),
    ));
    for (name, share) in [("outlets full", 1.0), ("outlets half", 0.5)] {
        let docs = translated_and_another(data, share, maker);
        tests.push((name.to_owned(), Pool::new(docs, Kind::Outlets)));
    }
    if large {
        let mut docs = data.sets["news.half"].clone();
        docs.extend(data.unrelated.iter().cloned());
        tests.push((format!("half + {}", data.unrelated.len()), translated(docs)));
    }
    tests
}

/// Prints the figures of each test pool, where pairs are judged by the model
/// that did not see their stories.
///
/// `list` takes the pairs of real news, with score, decision and label, a line each, and
/// the wrong links of the other pools.
pub fn report(
    data: &Data,
    models: &[Model],
    large: bool,
    maker: &mut Maker,
    mut list: Option<&mut String>,
) {
    let mut bins = BTreeMap::new();
    for (name, pool) in tests(data, large, maker) {
        let models = if name.starts_with("half +") {
            &models[..1]
        } else {
            models
        };
        // Probabilities and pairs are told of whole articles.
        let mut aside = BTreeMap::new();
        let counts = match name == HEADLINES {
            true => score(&pool, models, &mut aside, None),
            false => score(&pool, models, &mut bins, list.as_deref_mut()),
        };
        let mut cross = Counts::default();
        for (_, counts) in counts.iter().filter(|(group, _)| **group != "one language") {
            cross.all += counts.all;
            cross.links += counts.links;
            cross.hits += counts.hits;
        }
        let groups: Vec<String> = counts
            .iter()
            .filter(|(_, counts)| counts.all > 0.0 || counts.links > 0.0)
            .map(|(group, counts)| format!("{group} {}", counts.line()))
            .collect();
        let wrong = (cross.links - cross.hits) / pool.docs.len() as f32;
        println!(
            "{name:12} {} | false {wrong:.4} an article | {}",
            cross.line(),
            groups.join(" | ")
        );
    }
    println!("\nreliability on real news:");
    for (bin, (pairs, predicted, observed)) in bins {
        println!(
            "{:.1}-{:.1} {pairs:>7} predicted {:.3} observed {:.3}",
            f64::from(bin) / 10.0,
            f64::from(bin + 1) / 10.0,
            predicted / pairs,
            observed / pairs
        );
    }
}
