//! How fast is indexing? Megabytes of text per CPU-second of the whole road
//! (read, detect, analyse, sign, write, check) beside those of plain tantivy
//! with its default tokenizer, in one run on the same machine and text.
//!
//! The text is made of the seeds' sentences in a random order, so that nothing
//! has to be downloaded; its vocabulary is small, which flatters both sides.
//! Then Russian, Japanese and Chinese each alone, made of the sentences of the
//! test tables, with dictionaries compiled beforehand.
//! `cargo bench --bench indexing [MEGABYTES]`
//!
//! `TILMASH_BENCH_TEXT=articles.jsonl cargo bench --bench indexing` takes a dump
//! of real articles instead, and tells the size of the index as well: CPU-seconds
//! and bytes of ours, links and stories included, beside plain tantivy's.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

mod support;

use std::{fs, hint::black_box, path::Path, time::Instant};

use support::{Random, cpu_seconds};
use tantivy::{
    Index, IndexSettings, TantivyDocument,
    schema::{STORED, Schema, TEXT},
    store::{Compressor, ZstdCompressor},
};
use tempfile::TempDir;
use tilmash::{
    analysis,
    index::{Layout, Means},
    ingest,
    language::detect,
    source,
};

/// Runs of each side; the fastest counts, the others met a busy machine.
const RUNS: usize = 3;
const DETECTIONS: usize = 20;
const SENTENCES_PER_ARTICLE: usize = 25;

fn main() {
    if let Some(dump) = std::env::var_os("TILMASH_BENCH_TEXT") {
        return on_real_text(Path::new(&dump));
    }
    let asked = std::env::args()
        .skip(1)
        .find_map(|argument| argument.parse::<usize>().ok());
    let size = asked.unwrap_or(8) << 20;
    let articles = articles(&seeds(), size);
    let bytes: usize = articles.iter().map(String::len).sum();
    let folder = tempfile::tempdir().unwrap();
    let dump = folder.path().join("dump.jsonl");
    write_dump(&dump, &articles, None);

    let ours = best(|| {
        index_with_tilmash(&dump);
    });
    let plain = best(|| {
        index_with_tantivy(&articles);
    });
    // Many times, as the clock ticks slowly.
    let detection = best(|| {
        for text in articles.iter().cycle().take(DETECTIONS * articles.len()) {
            black_box(detect::detect(text));
        }
    }) / DETECTIONS as f64;

    let speed = |seconds: f64| bytes as f64 / 1e6 / seconds;
    println!(
        "{} articles, {:.1} MB of text, one thread",
        articles.len(),
        bytes as f64 / 1e6
    );
    println!("tilmash        {:6.2} MB per CPU-second", speed(ours));
    println!("plain tantivy  {:6.2} MB per CPU-second", speed(plain));
    println!("ratio          {:6.2}", plain / ours);
    println!(
        "detection      {:6.2} % of indexing",
        100.0 * detection / ours
    );
    by_language(&dump, size / 4);
}

/// A dump of real articles: records with a `text`, one a line.
fn on_real_text(dump: &Path) {
    let lines = fs::read_to_string(dump).unwrap();
    let articles: Vec<String> = lines
        .lines()
        .map(|line| {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            record["text"].as_str().unwrap().to_owned()
        })
        .collect();
    let raw = lines.len() as f64;
    println!(
        "{} articles, {:.1} MB, one thread",
        articles.len(),
        raw / 1e6
    );
    println!("               CPU seconds  index / raw");
    let (mut size_of_ours, mut size_of_plain) = (0, 0);
    let ours = best(|| size_of_ours = index_with_tilmash(dump));
    println!(
        "tilmash        {ours:11.2}  {:11.2}",
        size_of_ours as f64 / raw
    );
    let plain = best(|| size_of_plain = index_with_tantivy(&articles));
    println!(
        "plain tantivy  {plain:11.2}  {:11.2}",
        size_of_plain as f64 / raw
    );
    println!("ratio          {:11.2}", ours / plain);
}

/// Bytes of the files in a folder and below.
fn size_of(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries
        .map(|entry| match entry.metadata().unwrap() {
            of if of.is_dir() => size_of(&entry.path()),
            of => of.len(),
        })
        .sum()
}

/// Each language alone, beside Russian.
fn by_language(dump: &Path, size: usize) {
    let mut russian = None;
    for lang in ["ru", "ja", "zh"] {
        let sentences = vec![of_test_tables(lang)];
        let articles = articles(&sentences, size);
        let bytes: usize = articles.iter().map(String::len).sum();
        write_dump(dump, &articles, Some(lang));
        // What is done once for all: opening, perhaps compiling the dictionary.
        index_with_tilmash(dump);
        let speed = bytes as f64
            / 1e6
            / best(|| {
                index_with_tilmash(dump);
            });
        let beside = speed / *russian.get_or_insert(speed);
        println!("{lang}             {speed:6.2} MB per CPU-second, {beside:.2} of Russian");
    }
}

fn write_dump(dump: &Path, articles: &[String], lang: Option<&str>) {
    let lines = articles.iter().enumerate().map(|(number, text)| {
        let mut record = serde_json::json!({"id": number.to_string(), "text": text});
        if let Some(lang) = lang {
            record["lang"] = lang.into();
        }
        format!("{record}\n")
    });
    fs::write(dump, lines.collect::<String>()).unwrap();
}

/// The sentences of a language's texts among the test tables.
fn of_test_tables(lang: &str) -> Vec<String> {
    let tables = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables");
    let own = format!("languages/{lang}/texts.jsonl");
    let mut sentences = Vec::new();
    for file in ["scripts/stories.jsonl", &own] {
        let text = fs::read_to_string(tables.join(file)).unwrap_or_default();
        for line in text.lines() {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            if record["lang"] == lang {
                let text = record["text"].as_str().unwrap();
                let ranges = analysis::sentences(text);
                sentences.extend(ranges.into_iter().map(|range| text[range].to_owned()));
            }
        }
    }
    assert!(!sentences.is_empty(), "{lang}");
    sentences
}

/// The sentences of the seeds.
fn seeds() -> Vec<Vec<String>> {
    let mut languages: Vec<Vec<String>> = Vec::new();
    let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    for entry in fs::read_dir(seeds).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let text = fs::read_to_string(path).unwrap();
            let sentences = text
                .split_inclusive(". ")
                .flat_map(str::lines)
                .map(str::trim);
            languages.push(
                sentences
                    .filter(|line| !line.is_empty())
                    .map(str::to_owned)
                    .collect(),
            );
        }
    }
    languages
}

/// Articles of shuffled sentences, each in one language, in all `bytes` long.
fn articles(languages: &[Vec<String>], bytes: usize) -> Vec<String> {
    let mut random = Random::new();
    let mut articles = Vec::new();
    let mut total = 0;
    while total < bytes {
        let sentences = &languages[random.below(languages.len())];
        let mut text = String::new();
        for number in 1..=SENTENCES_PER_ARTICLE {
            text.push_str(&sentences[random.below(sentences.len())]);
            text.push_str(if number % 4 == 0 { "\n\n" } else { " " });
        }
        total += text.len();
        articles.push(text);
    }
    articles
}

/// Gives the size of the index.
fn index_with_tilmash(dump: &Path) -> u64 {
    let folder = TempDir::new().unwrap();
    let options = ingest::IngestOptions::new(
        source::ReadOptions::new(|text| detect::detect(text).lang),
        Means::new(1),
    );
    let layout = Layout::new(folder.path().join("index"));
    let report = ingest::update(&layout, &[dump.to_owned()], &options, &mut |_| {}).unwrap();
    assert!(report.added > 0 && report.skipped == 0, "{report:?}");
    size_of(folder.path())
}

/// Gives the size of the index.
fn index_with_tantivy(articles: &[String]) -> u64 {
    let folder = TempDir::new().unwrap();
    let mut schema = Schema::builder();
    let text = schema.add_text_field("text", TEXT | STORED);
    let settings = IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor {
            compression_level: Some(3),
        }),
        ..IndexSettings::default()
    };
    let index = Index::builder()
        .schema(schema.build())
        .settings(settings)
        .create_in_dir(folder.path())
        .unwrap();
    let mut writer = index.writer_with_num_threads(1, 128 << 20).unwrap();
    for article in articles {
        let mut document = TantivyDocument::new();
        document.add_text(text, article);
        writer.add_document(document).unwrap();
    }
    writer.commit().unwrap();
    writer.wait_merging_threads().unwrap();
    size_of(folder.path())
}

/// CPU-seconds of the fastest of some runs.
fn best(mut work: impl FnMut()) -> f64 {
    let run = |_| {
        let (cpu, wall) = (cpu_seconds(), Instant::now());
        work();
        cpu.zip(cpu_seconds()).map_or_else(
            || wall.elapsed().as_secs_f64(),
            |(before, after)| after - before,
        )
    };
    (0..RUNS).map(run).fold(f64::INFINITY, f64::min)
}
