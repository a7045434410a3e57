//! How many words a second do the stemmers take?
//!
//! `cargo bench --bench stemming`. The Kazakh stemmer is measured without and
//! with a bounded memo that starts empty, next to the Snowball stemmer of
//! Russian; then whole analyzers (tokens, folding, stems) by bytes. Text: the seed articles, or the file that the environment
//! variable `TILMASH_BENCH_KK` (`TILMASH_BENCH_RU`) names.

#![allow(clippy::unwrap_used)]

use divan::{
    Bencher,
    counter::{BytesCount, ItemsCount},
};
use tilmash::{
    analysis::{StemMemo, terms},
    language,
};

fn main() {
    divan::main();
}

fn words(lang: &str) -> Vec<String> {
    let path = std::env::var(format!("TILMASH_BENCH_{}", lang.to_uppercase()));
    let text = match path {
        Ok(path) => std::fs::read_to_string(path).unwrap(),
        Err(_) if lang == "kk" => include_str!("../tests/tables/stems_kk.tsv").to_owned(),
        Err(_) => include_str!("../tests/tables/stems_ru.tsv").to_owned(),
    };
    text.to_lowercase()
        .replace('ё', "е")
        .split(|c: char| !(c.is_alphanumeric() || c == '-'))
        .filter(|word| word.chars().any(|c| ('\u{400}'..'\u{500}').contains(&c)))
        .map(str::to_owned)
        .collect()
}

#[divan::bench(args = ["kk", "ru"])]
fn plain(bencher: Bencher, lang: &str) {
    let words = words(lang);
    let stem = language::get(lang).unwrap().stem;
    bencher
        .counter(ItemsCount::new(words.len()))
        .bench(|| words.iter().map(|word| stem(word).len()).sum::<usize>());
}

#[divan::bench]
fn snowball_russian(bencher: Bencher) {
    let words = words("ru");
    let stemmer = rust_stemmers::Stemmer::create(rust_stemmers::Algorithm::Russian);
    bencher.counter(ItemsCount::new(words.len())).bench(|| {
        words
            .iter()
            .map(|word| stemmer.stem(word).len())
            .sum::<usize>()
    });
}

#[divan::bench(args = ["kk", "ru"])]
fn with_memo(bencher: Bencher, lang: &str) {
    let words = words(lang);
    let language = language::get(lang).unwrap();
    bencher.counter(ItemsCount::new(words.len())).bench(|| {
        let mut memo = StemMemo::new(language);
        words
            .iter()
            .map(|word| memo.stem(word).len())
            .sum::<usize>()
    });
}

#[divan::bench(args = ["kk", "ru"])]
fn analyzer(bencher: Bencher, lang: &str) {
    let text = words(lang).join(" ");
    let language = language::get(lang).unwrap();
    bencher
        .counter(BytesCount::new(text.len()))
        .bench(|| terms(&text, &mut StemMemo::new(language)).len());
}
