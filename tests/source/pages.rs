//! Is the article found on pages laid out as outlets do it? The pages and what
//! is on them stand in tests/tables/source/pages.

use std::collections::HashMap;

use super::*;

/// Words of a text; each character of Chinese and Japanese is one.
fn words(text: &str) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    let mut word = String::new();
    for c in text.to_lowercase().chars().chain([' ']) {
        let alone = c >= '\u{2e80}';
        if (alone || !c.is_alphanumeric()) && !word.is_empty() {
            *counts.entry(std::mem::take(&mut word)).or_default() += 1;
        }
        if alone {
            *counts.entry(c.to_string()).or_default() += 1;
        } else if c.is_alphanumeric() {
            word.push(c);
        }
    }
    counts
}

/// The harmonic mean of precision and recall of the words found.
fn word_f1(found: &str, expected: &str) -> f64 {
    let (found, expected) = (words(found), words(expected));
    let total = |counts: &HashMap<String, usize>| counts.values().sum::<usize>() as f64;
    let common: usize = found
        .iter()
        .map(|(word, count)| *count.min(expected.get(word).unwrap_or(&0)))
        .sum();
    2.0 * common as f64 / (total(&found) + total(&expected)).max(1.0)
}

#[test]
fn articles_on_pages() {
    let mut pages: Vec<PathBuf> = fs::read_dir(path("tests/tables/source/pages"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "html")
        })
        .collect();
    pages.sort();
    assert!(pages.len() >= 40);
    let options = ReadOptions::new(tilmash::language::detect_tag);
    let mut scores = Vec::new();
    let mut wrong = Vec::new();
    for page in pages {
        let name = page.file_stem().unwrap().to_str().unwrap();
        let expected = fs::read_to_string(page.with_extension("expected.txt")).unwrap();
        let (head, body) = expected.split_once("\n\n").unwrap();
        let article = read(std::slice::from_ref(&page), &options)
            .find_map(|item| match item {
                ReadItem::Article(article) => Some(*article),
                _ => None,
            })
            .unwrap_or_else(|| panic!("{name}"));
        let found = format!(
            "title: {}\ndate: {}\nsource: {}\nurl: {}\nlang: {}",
            or_dash(&article.title),
            printed(article.date),
            or_dash(&article.source),
            or_dash(&article.url),
            article.lang,
        );
        if found != head {
            wrong.push(format!("{name}\n{found}\nbut expected\n{head}"));
        }
        let score = word_f1(&article.text, body.trim());
        if score < 0.95 {
            wrong.push(format!("{name}: F1 {score:.3}\n{}", article.text));
        }
        scores.push(score);
    }
    let mean = scores.iter().sum::<f64>() / scores.len() as f64;
    println!("{} pages, word F1 {mean:.4}", scores.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    assert!(mean >= 0.97, "{mean}");
}
