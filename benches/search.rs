//! What does it cost to ask in all languages? Median times of a three-word
//! query with and without translations, in one process, over passages made by
//! shuffling the sentences of a dump; and the share of the index that only
//! translated queries read.
//!
//! `TILMASH_BENCH_TEXT=dump.jsonl cargo bench --bench search [PASSAGES]`, with
//! lines `{"lang": …, "text": …}`; 100,000 passages unless told.

#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]

use std::{
    collections::BTreeMap,
    fs,
    io::{BufWriter, Write},
    path::Path,
    time::Instant,
};

use tilmash::{
    analysis::sentences,
    index::{Layout, Means, Snapshot},
    ingest, language,
    search::{SearchOptions, rank_articles},
    source,
};

const SENTENCES: usize = 5;
const WORDS: usize = 3;
const LEAST_LETTERS: usize = 5;
const QUERIES: usize = 300;

fn main() {
    let passages = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse::<usize>().ok())
        .unwrap_or(100_000);
    let Ok(dump) = std::env::var("TILMASH_BENCH_TEXT") else {
        println!("TILMASH_BENCH_TEXT names no dump: nothing is measured");
        return;
    };
    let mut chance = Chance(1);
    let by_language = sentences_of(Path::new(&dump));
    let folder = tempfile::tempdir().unwrap();
    let shuffled = folder.path().join("shuffled.jsonl");
    let mut out = BufWriter::new(fs::File::create(&shuffled).unwrap());
    for number in 0..passages {
        let (lang, sentences) = chance.pick(&by_language);
        let text: Vec<&str> = (0..SENTENCES)
            .map(|_| chance.pick(sentences).as_str())
            .collect();
        let line =
            serde_json::json!({"id": number.to_string(), "lang": lang, "text": text.join(" ")});
        writeln!(out, "{line}").unwrap();
    }
    out.into_inner().unwrap();

    let layout = Layout::new(folder.path().join("index"));
    let options = ingest::IngestOptions::new(
        source::ReadOptions::new(language::detect_tag),
        Means::new(2),
    );
    ingest::update(&layout, &[shuffled], &options, &mut |_| {}).unwrap();
    let snapshot = Snapshot::open(&layout).unwrap();
    println!("{} passages", snapshot.passages());

    let queries: Vec<String> = (0..QUERIES)
        .map(|_| query(&mut chance, &by_language))
        .collect();
    let own = median(&snapshot, &queries, true);
    let all = median(&snapshot, &queries, false);
    println!("p50 of {WORDS} words, own language   {own:7.2} ms");
    println!("p50 of {WORDS} words, all languages  {all:7.2} ms");
    println!("ratio                       {:7.2}", all / own);
    let usage = snapshot.searcher().space_usage().unwrap();
    let sound: u64 = usage
        .segments()
        .iter()
        .map(|segment| {
            let field = "sound";
            [segment.termdict(), segment.postings(), segment.fieldnorms()]
                .into_iter()
                .filter_map(|part| part.fields().find(|usage| usage.field_name() == field))
                .map(|usage| usage.total().get_bytes())
                .sum::<u64>()
        })
        .sum();
    let total = usage.total().get_bytes();
    println!(
        "sounds take {:.1} % of the rest",
        100.0 * sound as f64 / (total - sound) as f64
    );
}

fn sentences_of(dump: &Path) -> Vec<(String, Vec<String>)> {
    let mut by_language: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in fs::read_to_string(dump).unwrap().lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let field = |name: &str| {
            record
                .get(name)
                .and_then(|value| value.as_str())
                .unwrap_or("")
        };
        let text = field("text");
        let found = sentences(text)
            .into_iter()
            .filter_map(|range| text.get(range));
        by_language
            .entry(field("lang").to_owned())
            .or_default()
            .extend(found.map(str::to_owned));
    }
    by_language.into_iter().collect()
}

/// Words of one sentence that are no stop words.
fn query(chance: &mut Chance, by_language: &[(String, Vec<String>)]) -> String {
    loop {
        let (lang, sentences) = chance.pick(by_language);
        let stop_words = language::get_or_undetermined(lang).stop_words;
        let sentence = chance.pick(sentences);
        let words: Vec<&str> = sentence
            .split(|letter: char| !letter.is_alphabetic())
            .filter(|word| word.chars().count() >= LEAST_LETTERS)
            .filter(|word| !stop_words.contains(word.to_lowercase().as_str()))
            .take(WORDS)
            .collect();
        if words.len() == WORDS {
            return words.join(" ");
        }
    }
}

/// In milliseconds.
fn median(snapshot: &Snapshot, queries: &[String], same_lang: bool) -> f64 {
    let mut options = SearchOptions::first(10);
    options.literal = true;
    options.same_lang = same_lang;
    let mut times: Vec<f64> = queries
        .iter()
        .map(|query| {
            let start = Instant::now();
            rank_articles(snapshot, query, &options).unwrap();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or(0.0)
}

/// SplitMix64: the same choices every time.
struct Chance(u64);

impl Chance {
    fn pick<'i, T>(&mut self, items: &'i [T]) -> &'i T {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let at = (mixed ^ (mixed >> 31)) as usize % items.len();
        items.get(at).unwrap()
    }
}
