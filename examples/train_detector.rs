//! Makes `src/language/detect/model.bin`, the n-grams by which languages are told apart.
//!
//! ```text
//! cargo run --release --example train_detector -- --items items.tsv \
//!     [--news FILE.jsonl]… [--text TAG=FILE]… [--cv] [--out FILE]
//! ```
//!
//! - `--items`: lines of language, kind (`sent`, `q2`, `q1`) and text.
//! - `--news`: JSON lines with `lang` and `text`.
//! - `--text`: plain text in the language TAG, a sentence or a word a line,
//!   optionally followed by a tab and how often it counts. A TAG that starts
//!   with `und` names a group of languages that are not told apart.
//! - `--cv`: five-fold cross-validation over the items. A fold holds the
//!   sentences of a group together with the queries taken from them; the
//!   queries of other folds are not trained on, nor is any line of other
//!   text that shares five words in a row with an item.
//! - `--set NAME=VALUE`: another value for one of [`Settings`].
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs,
};

use tilmash::{
    eval::detection::{self, Item, Report},
    language::detect::{
        MAGIC, MAX_COLUMNS, Model, SLOTS, Script, for_each_ngram, for_each_word, place,
    },
};

/// Parts of the cross-validation.
const FOLDS: u64 = 5;

/// A language gets a column in a script that this share of its letters is in.
const MIN_SHARE: f32 = 0.05;

/// What the trainer may choose; the defaults were found by cross-validation.
#[derive(Debug, Clone)]
struct Settings {
    /// Binary logarithm of the number of buckets for Cyrillic.
    bits_cyrl: f32,
    /// The same for other scripts, which have fewer languages of ours.
    bits: f32,
    /// A word that occurs n times counts n to this power: rare words stand
    /// for the many that the training text lacks.
    power: f32,
    /// Weight of the mean of all languages in the smoothing, in n-grams.
    smoothing: f32,
    /// Nats per unit of penalty.
    unit: f32,
    /// Overlapping n-grams that are worth one observation, for naive Bayes.
    redundancy: f32,
    /// Snippets that the logistic regression looks at.
    steps: f32,
    /// Its learning rate at the start; it falls to zero.
    rate: f32,
    /// Handicap of `und` columns, in nats.
    und: f32,
    /// Handicap of Uzbek, whose names recur in English and Kazakh text, in
    /// nats; twice that in Cyrillic, which it is seldom written in now.
    uzbek: f32,
    /// Times an item counts, next to a line of other text.
    items: f32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            bits_cyrl: 13.0,
            bits: 11.0,
            power: 0.7,
            smoothing: 3000.0,
            unit: 0.012,
            redundancy: 3.0,
            steps: 1e6,
            rate: 0.005,
            und: 6.0,
            uzbek: 1.5,
            items: 3.0,
        }
    }
}

impl Settings {
    fn handicap(&self, script: Script, tag: &str) -> f32 {
        match (script, tag) {
            (_, tag) if tag.starts_with("und") => self.und,
            (Script::Cyrl, "uz") => 2.0 * self.uzbek,
            (_, "uz") => self.uzbek,
            _ => 0.0,
        }
    }

    fn set(&mut self, assignment: &str) {
        let (name, value) = assignment.split_once('=').unwrap();
        let field = match name {
            "bits_cyrl" => &mut self.bits_cyrl,
            "bits" => &mut self.bits,
            "power" => &mut self.power,
            "smoothing" => &mut self.smoothing,
            "unit" => &mut self.unit,
            "redundancy" => &mut self.redundancy,
            "und" => &mut self.und,
            "steps" => &mut self.steps,
            "rate" => &mut self.rate,
            "uzbek" => &mut self.uzbek,
            "items" => &mut self.items,
            _ => panic!("no setting {name}"),
        };
        *field = value.parse().unwrap();
    }
}

/// One line of training text.
struct Sample {
    tag: String,
    text: String,
    times: f32,
}

fn main() {
    let mut settings = Settings::default();
    let (mut items, mut texts, mut out, mut cv) = (Vec::new(), Vec::new(), None, false);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--cv" => cv = true,
            "--items" => items.extend(detection::items(&read(&args.next().unwrap()))),
            "--news" => texts.extend(records(&read(&args.next().unwrap()))),
            "--text" => {
                let argument = args.next().unwrap();
                let (tag, path) = argument.split_once('=').unwrap();
                texts.extend(lines(tag, &read(path)));
            }
            "--out" => out = args.next(),
            "--set" => settings.set(&args.next().unwrap()),
            _ => panic!("unknown argument {arg}"),
        }
    }
    if cv {
        print!("{}", cross_validate(&items, &texts, &settings).table());
    }
    let samples: Vec<_> = items
        .iter()
        .map(|item| sample(item, &settings))
        .chain(texts)
        .collect();
    let model = train(samples.iter(), &settings);
    println!("{} bytes", model.len());
    if let Some(out) = out {
        fs::write(out, model).unwrap();
    }
}

fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn sample(item: &Item, settings: &Settings) -> Sample {
    Sample {
        tag: item.lang.clone(),
        text: item.text.clone(),
        times: settings.items,
    }
}

fn lines<'a>(tag: &'a str, text: &'a str) -> impl Iterator<Item = Sample> + 'a {
    text.lines().map(move |line| {
        let (text, times) = match line.rsplit_once('\t') {
            Some((text, times)) => (text, times.parse().unwrap()),
            None => (line, 1.0),
        };
        Sample {
            tag: tag.to_owned(),
            text: text.to_owned(),
            times,
        }
    })
}

fn records(jsonl: &str) -> Vec<Sample> {
    let mut samples = Vec::new();
    for line in jsonl.lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let tag = record["lang"].as_str().unwrap();
        samples.extend(lines(
            tag,
            &record["text"].as_str().unwrap().replace('\t', " "),
        ));
    }
    samples
}

// ---- counting -------------------------------------------------------------

/// The counts of one script: n-gram → tag → count.
type Counts = HashMap<u32, [f32; MAX_COLUMNS]>;

/// A model file from training text.
fn train<'s>(samples: impl Iterator<Item = &'s Sample>, settings: &Settings) -> Vec<u8> {
    let mut words: BTreeMap<(Script, &str), BTreeMap<Vec<char>, f32>> = BTreeMap::new();
    let mut running: BTreeMap<(Script, &str), Running> = BTreeMap::new();
    let mut random = Random(1);
    let mut count = |tag: &'s str, text: &str, times: f32| {
        for_each_word(text, |script, _, word| {
            let words = words.entry((script, tag)).or_default();
            *words.entry(word.to_vec()).or_default() += times;
            let copies = times.powf(settings.power).round() as usize;
            let running = running.entry((script, tag)).or_default();
            for _ in 0..copies {
                running.push(word.to_vec());
            }
            if copies > 1 {
                // A word list: put it in some order, so that no word is next to itself.
                for _ in 0..copies {
                    let (a, b) = (random.below(running.len()), running.len() - 1);
                    running.swap(a, b);
                }
            }
        });
    };
    for sample in samples {
        count(&sample.tag, &sample.text, sample.times);
        if sample.tag == "uz" {
            count(&sample.tag, &uzbek_cyrillic(&sample.text), sample.times);
        }
    }
    let letters = |words: &BTreeMap<Vec<char>, f32>| -> f32 {
        words
            .iter()
            .map(|(word, times)| word.len() as f32 * times)
            .sum()
    };
    let mut all: HashMap<&str, f32> = HashMap::new();
    for ((_, tag), words) in &words {
        *all.entry(tag).or_default() += letters(words);
    }
    words.retain(|(_, tag), words| letters(words) >= MIN_SHARE * all[tag]);

    let mut scripts: Vec<Script> = words.keys().map(|(script, _)| *script).collect();
    scripts.dedup();
    let (mut header, mut tables) = (format!("{MAGIC}\n"), Vec::new());
    for script in scripts {
        let tags: Vec<&str> = words
            .keys()
            .filter(|key| key.0 == script)
            .map(|key| key.1)
            .collect();
        let mut counts = Counts::new();
        for (column, tag) in tags.iter().enumerate() {
            for (word, times) in &words[&(script, *tag)] {
                for_each_ngram(word, |hash| {
                    counts.entry(hash).or_default()[column] += times.powf(settings.power);
                });
            }
        }
        let bits = if script == Script::Cyrl {
            settings.bits_cyrl
        } else {
            settings.bits
        } as u32;
        let running: Vec<_> = tags.iter().map(|tag| &running[&(script, *tag)]).collect();
        tables.extend(table(&counts, &tags, &running, bits, settings));
        let columns: Vec<_> = tags
            .iter()
            .map(|tag| format!("{tag}={}", settings.handicap(script, tag)))
            .collect();
        let (code, columns) = (script.code(), columns.join(" "));
        header += &format!("{code} {bits} {} {columns}\n", settings.unit);
    }
    header.push('\n');
    [header.into_bytes(), tables].concat()
}

/// The fingerprints and penalties of the most telling n-grams.
fn table(
    counts: &Counts,
    tags: &[&str],
    running: &[&Running],
    bits: u32,
    settings: &Settings,
) -> Vec<u8> {
    let columns = tags.len();
    let mut totals = [0.0; MAX_COLUMNS];
    let mut hashes: Vec<u32> = counts.keys().copied().collect();
    hashes.sort_unstable();
    for hash in &hashes {
        for (total, count) in totals.iter_mut().zip(counts[hash]) {
            *total += count;
        }
    }
    let mut ranked: Vec<(f32, u32, Vec<f32>)> = hashes
        .into_iter()
        .map(|hash| {
            let count = counts[&hash];
            let mean: f32 =
                (0..columns).map(|c| count[c] / totals[c]).sum::<f32>() / columns as f32;
            let probability: Vec<f32> = (0..columns)
                .map(|c| (count[c] + settings.smoothing * mean) / (totals[c] + settings.smoothing))
                .collect();
            let mean: f32 = probability.iter().sum::<f32>() / columns as f32;
            let telling = probability.iter().map(|p| p * (p / mean).ln()).sum();
            (telling, hash, probability)
        })
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));

    let rows = SLOTS << bits;
    let (mut fingerprints, mut weights) = (vec![0u8; rows], vec![0f32; rows * columns]);
    for (_, hash, probability) in ranked {
        let (bucket, fingerprint) = place(hash, bits);
        let slots = &mut fingerprints[bucket * SLOTS..][..SLOTS];
        let Some(slot) = slots
            .iter()
            .position(|&slot| slot == 0 || slot == fingerprint)
        else {
            continue;
        };
        if slots[slot] == fingerprint {
            continue;
        }
        slots[slot] = fingerprint;
        let best = probability.iter().copied().fold(0.0, f32::max);
        let row = &mut weights[(bucket * SLOTS + slot) * columns..][..columns];
        for (weight, p) in row.iter_mut().zip(probability) {
            *weight = (p / best).ln() / settings.redundancy;
        }
    }
    refine(&fingerprints, &mut weights, bits, tags, running, settings);
    let penalties = weights.chunks(columns).flat_map(|row| {
        let best = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        row.iter()
            .map(move |w| ((best - w) / settings.unit).round().min(255.0) as u8)
    });
    let filled = fingerprints.iter().filter(|&&slot| slot != 0).count();
    eprintln!("{} n-grams, {filled} of {rows} rows filled", counts.len());
    fingerprints.extend(penalties);
    fingerprints
}

/// The words of a language in running order.
type Running = Vec<Vec<char>>;

/// Pseudo-random numbers (xorshift64*), the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize) % end
    }
}

/// Improves the weights by logistic regression (stochastic gradient ascent
/// on snippets of the training text): naive Bayes alone counts overlapping
/// n-grams as if each were news.
fn refine(
    fingerprints: &[u8],
    weights: &mut [f32],
    bits: u32,
    tags: &[&str],
    running: &[&Running],
    settings: &Settings,
) {
    let columns = tags.len();
    let known: Vec<usize> = (0..columns)
        .filter(|&c| !tags[c].starts_with("und"))
        .collect();
    let others: Vec<usize> = (0..columns)
        .filter(|&c| tags[c].starts_with("und"))
        .collect();
    let mut random = Random(2);
    let steps = settings.steps as usize;
    for step in 0..steps {
        // All the groups of other languages together come up as often as two
        // thirds of one of ours.
        let draw = random.below(known.len() * 3 + 2);
        let truth = match known.get(draw / 3) {
            Some(&column) => column,
            None if others.is_empty() => continue,
            None => others[random.below(others.len())],
        };
        let length = match random.below(10) {
            0..=3 => 1,
            4..=6 => 2,
            7 | 8 => 3 + random.below(3),
            _ => 6 + random.below(10),
        };
        let text = running[truth];
        let start = random.below(text.len());
        let mut rows = Vec::new();
        for word in text[start..].iter().take(length) {
            for_each_ngram(word, |hash| {
                let (bucket, fingerprint) = place(hash, bits);
                let slots = &fingerprints[bucket * SLOTS..][..SLOTS];
                let slot = slots.iter().position(|&slot| slot == fingerprint);
                rows.extend(slot.map(|slot| (bucket * SLOTS + slot) * columns));
            });
        }
        let mut scores = vec![0.0; columns];
        for &row in &rows {
            for (score, weight) in scores.iter_mut().zip(&weights[row..]) {
                *score += weight;
            }
        }
        let best = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let total: f32 = scores.iter().map(|score| (score - best).exp()).sum();
        let rate = settings.rate * (1.0 - step as f32 / steps as f32);
        for (column, score) in scores.iter().enumerate() {
            let target = f32::from(u8::from(column == truth));
            let gradient = target - (score - best).exp() / total;
            for &row in &rows {
                weights[row + column] += rate * gradient;
            }
        }
    }
}

/// Uzbek in the Cyrillic alphabet of 1940 from the Latin one of 1995.
fn uzbek_cyrillic(latin: &str) -> String {
    const PAIRS: [(&str, &str); 10] = [
        ("o'", "ў"),
        ("g'", "ғ"),
        ("sh", "ш"),
        ("ch", "ч"),
        ("yo'", "йў"),
        ("yo", "ё"),
        ("yu", "ю"),
        ("ya", "я"),
        ("ye", "е"),
        ("ts", "ц"),
    ];
    const LATIN: &str = "abdefghijklmnopqrstuvxyz'";
    const CYRILLIC: &str = "абдефгҳижклмнопқрстувхйзъ";
    let text: String = latin
        .to_lowercase()
        .chars()
        .map(|c| {
            if matches!(c, '’' | '‘' | 'ʻ' | 'ʼ' | '`') {
                '\''
            } else {
                c
            }
        })
        .collect();
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let pairs = PAIRS.iter().filter(|(from, _)| rest.starts_with(from));
        if let Some((from, to)) = pairs.max_by_key(|(from, _)| from.len()) {
            out += to;
            rest = &rest[from.len()..];
            continue;
        }
        let inside = out.chars().last().is_some_and(char::is_alphabetic);
        match LATIN.chars().position(|letter| letter == c) {
            Some(_) if c == 'e' && !inside => out.push('э'),
            Some(_) if c == '\'' && !inside => {}
            Some(at) => out.extend(CYRILLIC.chars().nth(at)),
            None => out.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    out
}

// ---- cross-validation -----------------------------------------------------

fn cross_validate(items: &[Item], texts: &[Sample], settings: &Settings) -> Report {
    let folds = folds(items);
    let held: HashSet<String> = items.iter().flat_map(|item| shingles(&item.text)).collect();
    let texts: Vec<_> = texts
        .iter()
        .filter(|text| {
            !shingles(&text.text)
                .iter()
                .any(|shingle| held.contains(shingle))
        })
        .collect();
    let samples: Vec<_> = items.iter().map(|item| sample(item, settings)).collect();
    let mut report = Report::default();
    for fold in 0..FOLDS {
        let training = items.iter().zip(&samples).zip(&folds);
        let training = training
            .filter(|((item, _), at)| **at != fold && item.kind == "sent")
            .map(|((_, sample), _)| sample);
        let model = train(training.chain(texts.iter().copied()), settings);
        let model = Model::parse(model.leak()).unwrap();
        let tested = items.iter().zip(&folds).filter(|(_, at)| **at == fold);
        let tested = tested.map(|(item, _)| item);
        report.merge(&detection::evaluate(tested, |text| {
            model.detect(text, |_| true).lang
        }));
    }
    report
}

/// The words of a text, as the detector sees them.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for_each_word(text, |_, _, word| words.push(word.iter().collect()));
    words
}

/// All runs of five words; the whole text if it is shorter.
fn shingles(text: &str) -> Vec<String> {
    let words = words(text);
    words
        .windows(5.min(words.len()).max(1))
        .map(<[String]>::concat)
        .collect()
}

/// The fold of every item: what shares text is in the same one.
fn folds(items: &[Item]) -> Vec<u64> {
    let mut group: Vec<usize> = (0..items.len()).collect();
    fn root(group: &mut [usize], mut at: usize) -> usize {
        while group[at] != at {
            group[at] = group[group[at]];
            at = group[at];
        }
        at
    }
    let mut owners: HashMap<String, usize> = HashMap::new();
    for (at, item) in items.iter().enumerate() {
        for shingle in shingles(&item.text) {
            let owner = *owners.entry(shingle).or_insert(at);
            let (a, b) = (root(&mut group, owner), root(&mut group, at));
            group[b] = a;
        }
    }
    let sentences: Vec<_> = items
        .iter()
        .enumerate()
        .filter(|(_, item)| item.kind == "sent")
        .map(|(at, item)| (at, &item.lang, words(&item.text)))
        .collect();
    for (at, item) in items
        .iter()
        .enumerate()
        .filter(|(_, item)| item.kind != "sent")
    {
        let query = words(&item.text);
        // A frequent word is in many sentences: it goes with the first ones.
        for (sentence, _, _) in sentences
            .iter()
            .filter(|(_, lang, words)| {
                **lang == item.lang && query.iter().all(|word| words.contains(word))
            })
            .take(3)
        {
            let (a, b) = (root(&mut group, *sentence), root(&mut group, at));
            group[b] = a;
        }
    }
    let mut sizes: BTreeMap<usize, u64> = BTreeMap::new();
    for at in 0..items.len() {
        *sizes.entry(root(&mut group, at)).or_default() += 1;
    }
    let largest = sizes.values().max();
    eprintln!("{} groups, the largest of {largest:?} items", sizes.len());
    (0..items.len())
        .map(|at| (root(&mut group, at) as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 40)
        .map(|hash| hash % FOLDS)
        .collect()
}
