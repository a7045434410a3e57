//! How does raw text use the stems?

use std::{
    collections::{BTreeMap, HashMap},
    fs,
};

use tilmash::language::turkic::{
    Morphology,
    counts::{Counts, Usage},
    features::spelled,
    letters,
};

/// Words of raw text with their frequency, and how many words begin with each prefix.
pub struct Text {
    words: Vec<(String, u32)>,
    prefixes: HashMap<Vec<u8>, u32>,
}

impl Text {
    pub fn read(paths: &[String]) -> Self {
        let mut words: BTreeMap<String, u32> = BTreeMap::new();
        for path in paths {
            let read = fs::read_to_string(path)
                .unwrap()
                .to_lowercase()
                .replace('ё', "е");
            for word in read.split(|c: char| !(c.is_alphanumeric() || c == '-')) {
                let cyrillic = word.chars().all(|c| letters::code(c) != letters::FOREIGN);
                if cyrillic && !word.starts_with('-') && word.chars().count() > 1 {
                    *words.entry(word.to_owned()).or_default() += 1;
                }
            }
        }
        let mut prefixes = HashMap::new();
        for word in words.keys() {
            let codes: Vec<u8> = word.chars().map(letters::code).collect();
            for len in 1..=codes.len() {
                *prefixes.entry(codes[..len].to_vec()).or_default() += 1;
            }
        }
        Self {
            words: words.into_iter().collect(),
            prefixes,
        }
    }
}

/// Counts the stems in the raw text, every word shared out among its
/// candidates by their probability.
pub fn count(
    text: &Text,
    morphology: &Morphology,
    weight: impl Fn(usize) -> f64,
) -> Vec<(Vec<u8>, Usage)> {
    let mut chains: HashMap<Vec<u8>, [f64; 2]> = HashMap::new();
    let mut bare: HashMap<Vec<u8>, u32> = HashMap::new();
    for (form, tokens) in &text.words {
        let codes: Vec<u8> = form.chars().map(letters::code).collect();
        *bare.entry(codes).or_default() += tokens;
        let mut found = Vec::new();
        morphology.each(form, |word, candidate, _, features| {
            let score: f64 = features.iter().map(|feature| weight(*feature)).sum();
            let whole = candidate.chain.len == 0;
            found.push((score, spelled(word, candidate), candidate.root, whole));
        });
        let top = found.iter().map(|found| found.0).fold(f64::MIN, f64::max);
        let all: f64 = found.iter().map(|found| (found.0 - top).exp()).sum();
        for (score, stem, root, whole) in found {
            if !whole {
                chains.entry(stem).or_default()[usize::from(root)] += (score - top).exp() / all;
            }
        }
    }
    for stem in bare.keys() {
        chains.entry(stem.clone()).or_default();
    }
    let mut usages: Vec<(Vec<u8>, Usage)> = chains
        .into_iter()
        .filter_map(|(stem, chains)| {
            let ends = |chains: f64| {
                if chains < 0.25 {
                    0
                } else {
                    (2.0 * (1.0 + chains).log2()).ceil().min(15.0) as u8
                }
            };
            let log = |n: u32| f64::from(n + 1).log2().ceil().min(15.0) as u8;
            let usage = Usage {
                nominal: ends(chains[0]),
                verbal: ends(chains[1]),
                bare: log(bare.get(&stem).copied().unwrap_or(0)),
                prefix: log(text.prefixes.get(&stem).copied().unwrap_or(0)),
            };
            (usage.nominal + usage.verbal + usage.bare > 0).then_some((stem, usage))
        })
        .collect();
    usages.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    usages
}

/// The table of these stems, which fall together where their hashes do.
pub fn gather(usages: &[(Vec<u8>, Usage)], hash: impl Fn(&[u8]) -> u32) -> Counts {
    let mut entries: BTreeMap<u32, Usage> = BTreeMap::new();
    for (stem, usage) in usages {
        let entry = entries.entry(hash(stem)).or_default();
        entry.nominal = entry.nominal.max(usage.nominal);
        entry.verbal = entry.verbal.max(usage.verbal);
        entry.bare = entry.bare.max(usage.bare);
        entry.prefix = entry.prefix.max(usage.prefix);
    }
    Counts::new(entries.into_iter())
}
