//! Learns the numbers of the link model and writes them as the text that ships.
//!
//! ```text
//! train_links LINKING UNRELATED.jsonl OUT     learn from everything, write OUT
//! train_links LINKING UNRELATED.jsonl --cv    five-fold cross-validation over stories
//! train_links LINKING UNRELATED.jsonl --eval  score the shipped model as it is
//! ```
//! LINKING is a folder of `NAME.jsonl` (`id, lang, text`, one sentence a line)
//! with `NAME.gold.tsv` (id, language, story). UNRELATED holds articles that
//! tell no story of LINKING and none of each other's. Pools are varied so that
//! the model does not trust what is true of translations only: versions keep
//! different random parts of their sentences, some are missing, some have two
//! outlets, some stand among unrelated articles. Everything random is seeded.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs,
    path::Path,
    sync::Arc,
    time::Instant,
};

use tilmash::{
    article::{Article, ArticleId},
    eval::links::{Gold, Judged, evaluate},
    link::{
        Linker, MemoryPool, Model, Options, Pool,
        competition::RIVALRY,
        features::{FEATURES, features},
        model::Regression,
    },
    signature::{Extractor, Signature},
};

const FOLDS: usize = 5;
/// Candidates that share less than this are mostly wrong, and easily seen to be.
const EASY: f32 = 0.06;
const NEWS: [&str; 5] = ["news.full", "news.half", "news.third", "news.lead3", "news.lead1"];

#[derive(Clone)]
struct Doc {
    id: String,
    lang: String,
    story: String,
    signature: Arc<Signature>,
}

struct Random(u64);

impl Random {
    /// SplitMix64 (Steele, Lea, Flood 2014).
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
    fn below(&mut self, n: usize) -> usize {
        (self.unit() * n as f64) as usize
    }
}

struct Maker {
    extractor: Extractor,
}

impl Maker {
    fn doc(&mut self, id: &str, lang: &str, story: &str, text: &str) -> Doc {
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

struct Data {
    /// Set name ─► documents.
    sets: BTreeMap<String, Vec<Doc>>,
    /// The sentences of `news.full` and `wiki.full`, to cut anew.
    sentences: Vec<(String, String, Vec<String>)>,
    unrelated: Vec<Doc>,
}

fn records(path: &Path) -> Vec<serde_json::Value> {
    fs::read_to_string(path)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn load(folder: &Path, unrelated: &Path, maker: &mut Maker) -> Data {
    let mut sets = BTreeMap::new();
    let mut sentences = Vec::new();
    for name in NEWS.into_iter().chain(["wiki.full"]) {
        let stories: HashMap<String, String> = fs::read_to_string(folder.join(format!("{name}.gold.tsv")))
            .unwrap()
            .lines()
            .map(|line| {
                let columns: Vec<&str> = line.split('\t').collect();
                (columns[0].to_owned(), columns[2].to_owned())
            })
            .collect();
        let mut docs = Vec::new();
        for record in records(&folder.join(format!("{name}.jsonl"))) {
            let (id, lang) = (record["id"].as_str().unwrap(), record["lang"].as_str().unwrap());
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
            maker.doc(id, record["lang"].as_str().unwrap(), &format!("unrelated-{id}"), &text)
        })
        .collect();
    Data {
        sets,
        sentences,
        unrelated,
    }
}

/// A number from 0 to FOLDS − 1 that depends on the story alone.
fn fold(story: &str) -> usize {
    let hash = story.bytes().fold(0xCBF2_9CE4_8422_2325u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    });
    Random(hash).below(FOLDS)
}

/// Training pools from the stories that `keep` admits.
fn pools(data: &Data, keep: &dyn Fn(&str) -> bool, maker: &mut Maker, seed: u64) -> Vec<Vec<Doc>> {
    let mut random = Random(seed);
    let admitted = |name: &str| -> Vec<Doc> {
        data.sets[name].iter().filter(|doc| keep(&doc.story)).cloned().collect()
    };
    let mut pools: Vec<Vec<Doc>> = data.sets.keys().map(|name| admitted(name)).collect();
    // Every version keeps its own random share of the sentences, from random
    // places or from the top.
    for variant in 0..9 {
        let mut pool = Vec::new();
        for (number, (lang, story, lines)) in data.sentences.iter().enumerate() {
            if !keep(story) {
                continue;
            }
            let share = [0.5, 0.33, 0.15 + 0.85 * random.unit()][variant % 3];
            let top = variant % 3 == 2 && random.unit() < 0.3;
            let kept: Vec<&str> = lines
                .iter()
                .enumerate()
                .filter(|(at, _)| match top {
                    true => (*at as f64) < share * lines.len() as f64,
                    false => random.unit() < share,
                })
                .map(|(_, line)| line.as_str())
                .collect();
            let text = if kept.is_empty() { lines[0].clone() } else { kept.join("\n") };
            pool.push(maker.doc(&format!("v{variant}-{number}"), lang, story, &text));
        }
        pools.push(pool);
    }
    // No sentence in common: each sentence goes to one language.
    for variant in 0..3 {
        let mut owners: HashMap<(String, usize), String> = HashMap::new();
        let langs = ["ru", "kk", "en", "ky"];
        let mut pool = Vec::new();
        for (number, (lang, story, lines)) in data.sentences.iter().enumerate() {
            if !keep(story) || lines.len() < 8 {
                continue;
            }
            let kept: Vec<&str> = lines
                .iter()
                .enumerate()
                .filter(|(at, _)| {
                    let owner = owners
                        .entry((story.clone(), *at))
                        .or_insert_with(|| langs[random.below(4)].to_owned());
                    owner == lang
                })
                .map(|(_, line)| line.as_str())
                .collect();
            if !kept.is_empty() {
                pool.push(maker.doc(&format!("d{variant}-{number}"), lang, story, &kept.join("\n")));
            }
        }
        pools.push(pool);
    }
    // Whole articles against parts of them.
    for _ in 0..3 {
        let by_set: Vec<Vec<Doc>> = NEWS.iter().map(|name| admitted(name)).collect();
        let mut versions: BTreeMap<(String, String), Vec<Doc>> = BTreeMap::new();
        for doc in by_set.into_iter().flatten() {
            versions.entry((doc.story.clone(), doc.lang.clone())).or_default().push(doc);
        }
        pools.push(versions.into_values().map(|all| all[random.below(all.len())].clone()).collect());
    }
    pools.push(two_outlets(data, keep));
    // The same again with versions missing, and unrelated articles among them.
    let dense = pools.len();
    for at in 0..dense {
        let mut sparse: Vec<Doc> = pools[at].iter().filter(|_| random.unit() < 0.6).cloned().collect();
        let strangers = if at % 2 == 0 { 600 } else { 0 };
        let mut taken = HashSet::new();
        for _ in 0..strangers {
            let other = &data.unrelated[random.below(data.unrelated.len())];
            if keep(&other.story) && taken.insert(other.id.clone()) {
                sparse.push(other.clone());
            }
        }
        pools.push(sparse);
    }
    pools
}

fn two_outlets(data: &Data, keep: &dyn Fn(&str) -> bool) -> Vec<Doc> {
    let mut pool = Vec::new();
    for name in ["news.half", "news.third"] {
        for doc in data.sets[name].iter().filter(|doc| keep(&doc.story)) {
            pool.push(Doc { id: format!("{name}/{}", doc.id), ..doc.clone() });
        }
    }
    pool
}

fn memory(docs: &[Doc]) -> MemoryPool {
    let mut pool = MemoryPool::default();
    for doc in docs {
        pool.add(&doc.id, &doc.lang, None, Arc::clone(&doc.signature));
    }
    pool
}

struct Sample<const N: usize> {
    features: Vec<[f32; N]>,
    labels: Vec<bool>,
    /// How many pairs each stands for.
    stands_for: Vec<f32>,
}

impl<const N: usize> Sample<N> {
    fn new() -> Self {
        Self { features: Vec::new(), labels: Vec::new(), stands_for: Vec::new() }
    }
    fn push(&mut self, features: [f32; N], label: bool, stands_for: f32) {
        self.features.push(features);
        self.labels.push(label);
        self.stands_for.push(stands_for);
    }
}

/// Logistic regression by Newton's method with a quadratic penalty on the
/// standardised weights.
fn fit<const N: usize>(sample: &Sample<N>, penalty: f64) -> Regression<N> {
    let count: f64 = sample.stands_for.iter().map(|&n| f64::from(n)).sum();
    let mut regression = Regression::default();
    for j in 0..N {
        let column = || sample.features.iter().map(|x| f64::from(x[j])).zip(&sample.stands_for);
        let mean = column().map(|(x, &n)| x * f64::from(n)).sum::<f64>() / count;
        let square = column().map(|(x, &n)| (x - mean).powi(2) * f64::from(n)).sum::<f64>();
        regression.mean[j] = mean as f32;
        regression.scale[j] = ((square / count).sqrt() as f32).max(1e-3);
    }
    let rows: Vec<[f32; N]> = sample
        .features
        .iter()
        .map(|x| {
            std::array::from_fn(|j| {
                ((x[j] - regression.mean[j]) / regression.scale[j]).clamp(-6.0, 6.0)
            })
        })
        .collect();
    let mut weights = vec![0.0; N + 1];
    let mut row = [1.0f64; 128];
    for _ in 0..12 {
        let mut gradient = vec![0.0; N + 1];
        let mut hessian = vec![vec![0.0; N + 1]; N + 1];
        for ((short, &label), &n) in rows.iter().zip(&sample.labels).zip(&sample.stands_for) {
            for (slot, x) in row[1..].iter_mut().zip(short) {
                *slot = f64::from(*x);
            }
            let sum: f64 = row.iter().zip(&weights).map(|(x, w)| x * w).sum();
            let p = 1.0 / (1.0 + (-sum).exp());
            let error = (f64::from(u8::from(label)) - p) * f64::from(n);
            let spread = p * (1.0 - p) * f64::from(n);
            for (slot, x) in gradient.iter_mut().zip(&row) {
                *slot += error * x;
            }
            // Far from the boundary a pair bends nothing.
            if spread > 1e-4 {
                for i in 0..=N {
                    let scaled = spread * row[i];
                    for (slot, x) in hessian[i][..=i].iter_mut().zip(&row) {
                        *slot += scaled * x;
                    }
                }
            }
        }
        for i in 0..=N {
            let lambda = if i == 0 { 1e-6 } else { penalty };
            gradient[i] -= lambda * weights[i];
            hessian[i][i] += lambda;
        }
        let step = cholesky_solve(&mut hessian, &gradient);
        let largest = step.iter().fold(0.0f64, |a, s| a.max(s.abs()));
        for (weight, step) in weights.iter_mut().zip(&step) {
            *weight += step;
        }
        if largest < 1e-3 {
            break;
        }
    }
    regression.bias = weights[0] as f32;
    for j in 0..N {
        regression.weight[j] = weights[j + 1] as f32;
    }
    regression
}

fn cholesky_solve(a: &mut [Vec<f64>], b: &[f64]) -> Vec<f64> {
    let n = b.len();
    for i in 0..n {
        for j in 0..=i {
            let mut sum = a[i][j];
            for k in 0..j {
                sum -= a[i][k] * a[j][k];
            }
            a[i][j] = if i == j { sum.max(1e-12).sqrt() } else { sum / a[j][j] };
        }
    }
    let mut x = b.to_vec();
    for i in 0..n {
        for k in 0..i {
            x[i] -= a[i][k] * x[k];
        }
        x[i] /= a[i][i];
    }
    for i in (0..n).rev() {
        for k in i + 1..n {
            x[i] -= a[k][i] * x[k];
        }
        x[i] /= a[i][i];
    }
    x
}

/// Learns a model from pools.
fn learn(pools: &[Vec<Doc>], base: &Model, verbose: bool) -> Model {
    let start = Instant::now();
    let mut model = base.clone();
    // Nothing is judged yet: every candidate is looked at.
    let mut first = Sample::<FEATURES>::new();
    let mut random = Random(7);
    let mut lowest: Vec<f32> = Vec::new();
    let all = Options { window: None, min_score: None };
    for docs in pools {
        let pool = memory(docs);
        for a in pool.articles() {
            let signature = pool.signature(a);
            let found = tilmash::link::candidates::candidates(&pool, a, &signature, None);
            for candidate in found.cross {
                let (x, y) = (&docs[a as usize], &docs[candidate.article as usize]);
                let label = x.story == y.story;
                if label {
                    lowest.push(candidate.cosine);
                }
                // The pair is met from both sides; once is enough.
                if (label || candidate.cosine >= model.min_cosine) && x.id < y.id {
                    // Of the many that are easily told apart, a sixth will do.
                    let easy = !label && candidate.cosine < EASY;
                    if easy && random.below(6) > 0 {
                        continue;
                    }
                    let x = features(&signature, &y.signature, &model.qualities);
                    first.push(x, label, if easy { 6.0 } else { 1.0 });
                }
            }
        }
    }
    lowest.sort_by(f32::total_cmp);
    if verbose {
        let at = |share: f64| lowest[(share * lowest.len() as f64) as usize];
        println!(
            "{} pairs, {} true; cosine of true pairs at .1 %, .5 %, 1 %, 5 %: {:.4} {:.4} {:.4} {:.4}",
            first.labels.len(),
            first.labels.iter().filter(|label| **label).count(),
            at(0.001), at(0.005), at(0.01), at(0.05)
        );
    }
    if verbose {
        println!("{} samples after {:.0} s", first.labels.len(), start.elapsed().as_secs_f64());
    }
    model.pair = fit(&first, 150.0);
    if verbose {
        println!("stage one after {:.0} s", start.elapsed().as_secs_f64());
    }
    let mut second = Sample::<RIVALRY>::new();
    for docs in pools {
        let pool = memory(docs);
        let linker = Linker::new(&pool, &model, all);
        for a in pool.articles() {
            for neighbour in &linker.neighbours(a).cross {
                let (x, y) = (&docs[a as usize], &docs[neighbour.article as usize]);
                if neighbour.log_odds > -8.0 && x.id < y.id {
                    second.push(linker.rivalry(a, neighbour.article, neighbour.log_odds), x.story == y.story, 1.0);
                }
            }
        }
    }
    model.rivalry = fit(&second, 1.0);
    if verbose {
        println!("stage two after {:.0} s: {} pairs", start.elapsed().as_secs_f64(), second.labels.len());
    }
    model
}

/// All pairs of a pool as the product would report them.
fn judge(docs: &[Doc], model: &Model) -> Vec<Judged> {
    let pool = memory(docs);
    let linker = Linker::new(&pool, model, Options::default());
    let mut judged = Vec::new();
    linker.all_pairs(10, &mut |pair| {
        judged.push(Judged {
            a: pool.id(pair.a).into_owned(),
            b: pool.id(pair.b).into_owned(),
            score: f64::from(pair.score),
            linked: pair.linked,
        });
    });
    judged
}

fn gold(docs: &[Doc]) -> Vec<Gold> {
    docs.iter()
        .map(|doc| Gold { id: doc.id.clone(), lang: doc.lang.clone(), story: doc.story.clone() })
        .collect()
}

/// The pools that are scored, by name.
fn tests(data: &Data) -> Vec<(String, Vec<Doc>)> {
    let mut tests: Vec<(String, Vec<Doc>)> =
        data.sets.iter().map(|(name, docs)| (name.clone(), docs.clone())).collect();
    for draw in 0..5 {
        let mut random = Random(100 + draw);
        let docs = data.sets["news.half"].iter().filter(|_| random.unit() < 0.6).cloned().collect();
        tests.push((format!("sparse half {draw}"), docs));
    }
    tests.push(("two outlets".into(), two_outlets(data, &|_| true)));
    for count in [3000, data.unrelated.len()] {
        let mut docs = data.sets["news.half"].clone();
        let step = data.unrelated.len() as f64 / count as f64;
        docs.extend((0..count).map(|at| data.unrelated[(at as f64 * step) as usize].clone()));
        tests.push((format!("half + {count}"), docs));
    }
    tests
}

/// Prints the figures of each test pool, where pairs are judged by the model
/// that did not see their stories.
fn report(data: &Data, model_of: &dyn Fn(usize) -> Model, folds: usize, large: bool) {
    let models: Vec<Model> = (0..folds).map(model_of).collect();
    let three = ["ru", "kk", "en"].map(str::to_owned);
    let mut all_judged = Vec::new();
    let mut all_gold = Vec::new();
    println!("{:16} {:>6} {:>6} {:>6} {:>6} {:>6} | all four, kk-x and ky-x F1", "", "P@1", "P", "R", "F1", "false");
    for (name, docs) in tests(data) {
        if name.starts_with("half +") && !large {
            continue;
        }
        let story: HashMap<&str, &str> =
            docs.iter().map(|doc| (doc.id.as_str(), doc.story.as_str())).collect();
        let mut judged = Vec::new();
        for (at, model) in models.iter().enumerate() {
            // A pair belongs to the fold of one of its stories.
            judged.extend(judge(&docs, model).into_iter().filter(|pair| {
                let (x, y) = (story[pair.a.as_str()], story[pair.b.as_str()]);
                folds == 1 || fold(x.min(y)) == at
            }));
        }
        let gold = gold(&docs);
        let mine = evaluate(&gold, &judged, &three);
        let all = evaluate(&gold, &judged, &[]);
        let row = |name: &str| all.rows.iter().find(|row| row.name == name).map_or(0.0, |row| row.f1);
        let unrelated = |id: &str| story[id].starts_with("unrelated");
        let wrong = judged
            .iter()
            .filter(|pair| pair.linked && (unrelated(&pair.a) || unrelated(&pair.b)))
            .count();
        println!(
            "{name:16} {:6.3} {:6.3} {:6.3} {:6.3} {:6.4} | {:.3}  kk-ru {:.3} kk-en {:.3} ky-ru {:.3} ky-en {:.3} kk-ky {:.3} | {wrong} links with unrelated",
            mine.micro.p_at_1, mine.micro.precision, mine.micro.recall, mine.micro.f1, mine.false_per_article,
            all.micro.f1, row("kk-ru"), row("en-kk"), row("ky-ru"), row("en-ky"), row("kk-ky")
        );
        // Reliability over all sets: identifiers made unique by the set's name.
        if name.starts_with("news") || name.starts_with("wiki") {
            let rename = |id: &str| format!("{name}/{id}");
            all_gold.extend(gold.into_iter().map(|g| Gold { id: rename(&g.id), story: format!("{name}/{}", g.story), ..g }));
            all_judged.extend(judged.into_iter().map(|pair| Judged { a: rename(&pair.a), b: rename(&pair.b), ..pair }));
        }
    }
    let over_all = evaluate(&all_gold, &all_judged, &[]);
    println!("\nreliability over the six sets:");
    for bin in over_all.reliability.iter().filter(|bin| bin.pairs > 0) {
        println!("{:.1}-{:.1} {:>8} predicted {:.3} observed {:.3}", bin.from, bin.from + 0.1, bin.pairs, bin.predicted, bin.observed);
    }
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let mut maker = Maker { extractor: Extractor::new() };
    let start = Instant::now();
    let data = load(Path::new(&args[0]), Path::new(&args[1]), &mut maker);
    eprintln!("loaded after {:.1} s", start.elapsed().as_secs_f64());
    let base = Model { qualities: [1.0, 1.0, 0.9, 0.7, 1.2, 1.1, 1.0, 0.65, 0.75, 0.45], min_cosine: 0.008, ..Model::default() };
    // The largest pools take most of the time.
    let large = !args.iter().any(|arg| arg == "--small");
    match args[2].as_str() {
        "--cv" => {
            let mut models = Vec::new();
            for at in 0..FOLDS {
                let pools = pools(&data, &|story| fold(story) != at, &mut maker, 1 + at as u64);
                models.push(learn(&pools, &base, true));
            }
            report(&data, &|at| models[at].clone(), FOLDS, large);
        }
        "--near" => nearness(&data),
        "--candidates" => candidate_recall(&data, base.min_cosine),
        "--eval" => report(&data, &|_| Model::shipped().clone(), 1, large),
        out => {
            let pools = pools(&data, &|_| true, &mut maker, 1);
            let model = learn(&pools, &base, true);
            fs::write(out, model.to_text(HEADER)).unwrap();
        }
    }
}

/// Prints how near articles of one language are: of different stories, and
/// two outlets' versions of one.
fn nearness(data: &Data) {
    for name in ["news.full", "news.half", "news.third", "news.lead3", "news.lead1", "wiki.full", "two"] {
        let docs = if name == "two" { two_outlets(data, &|_| true) } else { data.sets[name].clone() };
        let (mut same, mut different) = (Vec::new(), Vec::new());
        for (a, x) in docs.iter().enumerate() {
            for y in docs.iter().skip(a + 1).filter(|y| y.lang == x.lang) {
                let cosine = tilmash::link::compare::cosine(&x.signature, &y.signature);
                let sketch = x.signature.sketch().containment(y.signature.sketch());
                if x.story == y.story { &mut same } else { &mut different }.push((cosine, sketch, x.story.clone(), y.story.clone()));
            }
        }
        different.sort_by(|x, y| y.0.total_cmp(&x.0));
        same.sort_by(|x, y| x.0.total_cmp(&y.0));
        println!("{name}");
        for (cosine, sketch, a, b) in different.iter().take(12) {
            println!("  different {cosine:.3} {sketch:.3} {a} {b}");
        }
        for at in [0, same.len() / 20, same.len() / 10, same.len() / 4, same.len() / 2] {
            if let Some((cosine, sketch, ..)) = same.get(at) {
                println!("  same {at}: {cosine:.3} {sketch:.3}");
            }
        }
    }
}

/// Prints which share of the true pairs the candidates hold, mutually, and
/// how many of those lie above the least cosine.
fn candidate_recall(data: &Data, min_cosine: f32) {
    for (name, docs) in tests(data) {
        let pool = memory(&docs);
        let found: Vec<_> = pool
            .articles()
            .into_iter()
            .map(|a| tilmash::link::candidates::candidates(&pool, a, &pool.signature(a), None).cross)
            .collect();
        let cosine = |a: usize, b: usize| {
            found[a].iter().find(|other| other.article as usize == b).map(|other| other.cosine)
        };
        let (mut all, mut one, mut both, mut above, mut first) = (0, 0, 0, 0, 0);
        for (a, x) in docs.iter().enumerate() {
            for (b, y) in docs.iter().enumerate().skip(a + 1) {
                if x.story != y.story || x.lang == y.lang {
                    continue;
                }
                all += 1;
                let (ab, ba) = (cosine(a, b), cosine(b, a));
                one += usize::from(ab.is_some() || ba.is_some());
                both += usize::from(ab.is_some() && ba.is_some());
                above += usize::from(ab.is_some_and(|c| c >= min_cosine) && ba.is_some_and(|c| c >= min_cosine));
                first += usize::from(found[a].iter().find(|o| o.lang == pool.meta(b as u32).lang).is_some_and(|o| o.article as usize == b));
            }
        }
        let share = |n: usize| n as f64 / f64::from(all);
        println!("{name:16} one {:.3} both {:.3} above {:.3} first {:.3}", share(one), share(both), share(above), share(first));
        if name == "half + 3000" {
            break;
        }
    }
}

const HEADER: &str = "Weights of the link model, learned by examples/train_links.rs from translated
news (NTREX-128) and encyclopaedic text (FLORES-200 by way of SIB-200), both
CC BY-SA 4.0, with unrelated passages from Microsoft documentation and KazNERD
(CC BY 4.0), NEREL, UD Russian and factRuEval (open). This file: CC BY-SA 4.0.
Regressions: name, mean, standard deviation, weight.";
