//! What does linking cost as an archive grows? Processor time per article for
//! indexing and for working out all stories, and the memory that stories take.
//!
//! The articles are made of the shuffled sentences of real text. What a larger
//! archive has more of are names: so many names as the last tenth of the real
//! text has for the first time are replaced by names made up of syllables of
//! the text's own names.
//!
//! `TILMASH_BENCH_TEXT=articles.jsonl cargo bench --bench linking -- 10000 100000`
//! reads records with `lang` and `text`; without it, the seeds, which are too
//! few for more than a look at the ratio. `TILMASH_BENCH_KEEP=FOLDER` keeps the
//! indexes there, and takes them from there the next time: the costs of
//! indexing are not printed then.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    missing_docs
)]

mod support;

use std::{
    collections::{BTreeMap, HashSet},
    fs,
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
};

use support::{Random, cpu_seconds, memory};
use tilmash::{
    analysis::{sentences, tokenize},
    index::{Layout, Means, Snapshot},
    ingest,
    language::detect,
    link::StoryStore,
    source,
};

const SENTENCES_PER_ARTICLE: usize = 8;
const SIZES: [usize; 2] = [2_000, 8_000];

fn main() {
    let mut sizes: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|argument| argument.parse().ok())
        .collect();
    if sizes.is_empty() {
        sizes.extend(SIZES);
    }
    let text = read();
    println!(" articles  index µs  stories µs  share  stories  memory MB");
    let mut first = None;
    for size in sizes {
        let temporary = tempfile::tempdir().unwrap();
        let folder = match std::env::var_os("TILMASH_BENCH_KEEP") {
            Some(kept) => PathBuf::from(kept).join(size.to_string()),
            None => temporary.path().to_owned(),
        };
        let layout = Layout::new(folder.join("index"));
        let mut indexing = None;
        if !folder.exists() || Snapshot::open(&layout).is_err() {
            fs::create_dir_all(&folder).unwrap();
            let dump = folder.join("dump.jsonl");
            write(&text, size, &dump);
            indexing = Some(index(&layout, &dump));
        }
        let begun_linking = cpu_seconds().unwrap();
        let before = memory();
        let snapshot = Snapshot::open(&layout).unwrap();
        let peak = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(true));
        let watch = {
            let going = std::sync::Arc::clone(&peak);
            std::thread::spawn(move || {
                let mut most = 0.0f64;
                while going.load(std::sync::atomic::Ordering::Relaxed) {
                    most = most.max(memory());
                    std::thread::sleep(std::time::Duration::from_millis(100));
                }
                most
            })
        };
        let store = StoryStore::compute(&snapshot);
        let linked = cpu_seconds().unwrap();
        peak.store(false, std::sync::atomic::Ordering::Relaxed);
        let most = watch.join().unwrap();
        let each = |seconds: f64| seconds / size as f64 * 1e6;
        let stories = each(linked - begun_linking);
        println!(
            "{size:9} {:9.0} {stories:11.0} {:6.2} {:8} {:10.0}",
            indexing.map_or(f64::NAN, each),
            indexing.map_or(f64::NAN, |seconds| (linked - begun_linking) / seconds),
            store.stories().count(),
            most - before,
        );
        let first = *first.get_or_insert(stories);
        println!(
            "          growth of stories per article: {:.2}",
            stories / first
        );
    }
}

/// The sentences of one language, and the syllables and share of its names.
#[derive(Default)]
struct Text {
    sentences: Vec<String>,
    /// Three letters each: the beginnings, middles and ends of names.
    syllables: Vec<String>,
    /// Share of the capitalised words inside sentences that are new.
    fresh: f64,
}

fn read() -> BTreeMap<String, Text> {
    let mut articles: BTreeMap<String, Vec<String>> = BTreeMap::new();
    if let Some(path) = std::env::var_os("TILMASH_BENCH_TEXT") {
        for line in fs::read_to_string(path).unwrap().lines() {
            let record: serde_json::Value = serde_json::from_str(line).unwrap();
            let of = |field: &str| record[field].as_str().unwrap_or_default().to_owned();
            articles.entry(of("lang")).or_default().push(of("text"));
        }
    } else {
        let seeds = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        let mut paths: Vec<PathBuf> = fs::read_dir(seeds)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
            .collect();
        paths.sort();
        for path in paths {
            let text = fs::read_to_string(path).unwrap();
            let lang = detect::detect(&text).lang.to_owned();
            articles.entry(lang).or_default().push(text);
        }
    }
    articles
        .into_iter()
        .map(|(lang, articles)| (lang, Text::of(&articles)))
        .collect()
}

impl Text {
    fn of(articles: &[String]) -> Self {
        let mut text = Self::default();
        let mut seen = HashSet::new();
        let (mut fresh, mut names) = (0u32, 0u32);
        for (number, article) in articles.iter().enumerate() {
            let last_tenth = number * 10 >= articles.len() * 9;
            for range in sentences(article) {
                let sentence = &article[range];
                if sentence.len() < 30 {
                    continue;
                }
                for name in names_of(sentence) {
                    let name = &sentence[name];
                    let new = seen.insert(name.to_owned());
                    if last_tenth {
                        names += 1;
                        fresh += u32::from(new);
                    }
                    let letters: Vec<char> = name.chars().collect();
                    text.syllables
                        .extend(letters.chunks_exact(3).map(|three| three.iter().collect()));
                }
                text.sentences.push(sentence.to_owned());
            }
        }
        text.fresh = f64::from(fresh) / f64::from(names.max(1));
        text
    }

    /// A random sentence, in which some names are new.
    fn sentence(&self, random: &mut Random) -> String {
        let sentence = &self.sentences[random.below(self.sentences.len())];
        let mut out = String::with_capacity(sentence.len() + 16);
        let mut copied = 0;
        for range in names_of(sentence) {
            if (random.below(1000) as f64) < self.fresh * 1000.0 {
                out.push_str(&sentence[copied..range.start]);
                let syllables = 2 + random.below(2);
                let name: String = (0..syllables)
                    .map(|_| self.syllables[random.below(self.syllables.len())].as_str())
                    .collect();
                let mut letters = name.chars();
                out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
                out.extend(letters.flat_map(char::to_lowercase));
                copied = range.end;
            }
        }
        out.push_str(&sentence[copied..]);
        out
    }
}

/// The capitalised words of a sentence but the first.
fn names_of(sentence: &str) -> Vec<std::ops::Range<usize>> {
    let mut end = 0;
    let mut words = tokenize(sentence);
    // A compound comes before its parts, and stands for them.
    words.retain(|token| {
        let follows = token.range.start >= end;
        end = end.max(token.range.end);
        follows
    });
    words
        .into_iter()
        .skip(1)
        .map(|token| token.range)
        .filter(|range| {
            let word = &sentence[range.clone()];
            word.chars().next().is_some_and(char::is_uppercase) && word.chars().count() > 3
        })
        .collect()
}

fn write(text: &BTreeMap<String, Text>, size: usize, dump: &Path) {
    let languages: Vec<(&String, &Text)> = text.iter().collect();
    let mut random = Random::new();
    let mut out = BufWriter::new(fs::File::create(dump).unwrap());
    for number in 0..size {
        let (lang, text) = languages[number % languages.len()];
        let mut body = String::new();
        for sentence in 1..=SENTENCES_PER_ARTICLE {
            body.push_str(&text.sentence(&mut random));
            body.push_str(if sentence % 4 == 0 { "\n\n" } else { " " });
        }
        let record = serde_json::json!({"id": number.to_string(), "lang": lang, "text": body});
        writeln!(out, "{record}").unwrap();
    }
    out.flush().unwrap();
}

/// Indexes a dump; gives the seconds of processor time until all was durable,
/// before stories are worked out.
fn index(layout: &Layout, dump: &Path) -> f64 {
    let options = ingest::IngestOptions::new(
        source::ReadOptions::new(|text| detect::detect(text).lang),
        Means::new(1),
    );
    let begun = cpu_seconds().unwrap();
    let mut durable = begun;
    let report = ingest::update(layout, &[dump.to_owned()], &options, &mut |event| {
        if matches!(event, ingest::Event::Linking) {
            durable = cpu_seconds().unwrap();
        }
    })
    .unwrap();
    assert!(report.added > 0 && report.skipped == 0, "{report:?}");
    durable - begun
}
