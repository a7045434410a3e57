//! Which pools does the model learn from? Many kinds, so that it does not
//! trust what is true of translations only.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use tilmash::link::MemoryPool;

use crate::{
    data::{Data, Doc, Kind, Maker, NEWS, Pool, Random},
    series,
};

/// Training pools from the stories that `keep` admits.
pub fn pools(data: &Data, keep: &dyn Fn(&str) -> bool, maker: &mut Maker, seed: u64) -> Vec<Pool> {
    let mut random = Random(seed);
    let names = data.sets.keys();
    let mut pools: Vec<Vec<Doc>> = names.map(|name| admitted(data, keep, name)).collect();
    for variant in 0..6 {
        pools.push(shortened(data, keep, maker, &mut random, variant));
    }
    for variant in 0..2 {
        pools.push(disjoint(data, keep, maker, &mut random, variant));
    }
    for variant in 0..2 {
        pools.push(two_halves(data, keep, maker, &mut random, variant));
    }
    for _ in 0..2 {
        pools.push(whole_and_parts(data, keep, &mut random));
    }
    pools.push(two_outlets(data, keep));
    // The same again with versions missing, and unrelated articles among them.
    let dense = pools.len();
    for at in 0..dense {
        let strangers = if at % 2 == 0 { 600 } else { 0 };
        pools.push(sparse(&pools[at], data, keep, &mut random, strangers));
    }
    let mut pools: Vec<Pool> = pools
        .into_iter()
        .map(|docs| Pool::new(docs, Kind::Translated))
        .collect();
    // Some versions in an archive of all that is unrelated: there an article has many
    // candidates, and the best of them is wrong as a rule.
    for (name, share) in [("news.half", 1.0), ("news.third", 0.6), ("news.lead3", 0.6)] {
        let mut docs = admitted(data, keep, name);
        docs.retain(|_| random.unit() < share);
        let strangers = data.unrelated.iter().filter(|doc| keep(&doc.story));
        docs.extend(strangers.cloned());
        pools.push(Pool {
            second_only: true,
            ..Pool::new(docs, Kind::Translated)
        });
    }
    // Real news are told apart by pairs, so that no story loses its rivals.
    for real in [&data.news, &data.pairs] {
        pools.push(Pool::new(real.docs.clone(), real.kind.clone()));
    }
    for variant in 0..4 {
        let docs = series::pool(seed * 10 + variant, &|name| keep(name), maker);
        pools.push(Pool::new(docs, Kind::Series));
    }
    pools
}

/// The articles of a set whose stories are admitted.
fn admitted(data: &Data, keep: &dyn Fn(&str) -> bool, name: &str) -> Vec<Doc> {
    let docs = data.sets[name].iter().filter(|doc| keep(&doc.story));
    docs.cloned().collect()
}

/// Every version keeps its own random share of the sentences, from random
/// places or from the top.
fn shortened(
    data: &Data,
    keep: &dyn Fn(&str) -> bool,
    maker: &mut Maker,
    random: &mut Random,
    variant: usize,
) -> Vec<Doc> {
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
        let text = if kept.is_empty() {
            lines[0].clone()
        } else {
            kept.join("\n")
        };
        pool.push(maker.doc(&format!("v{variant}-{number}"), lang, story, &text));
    }
    pool
}

/// No sentence in common: each sentence goes to one language.
fn disjoint(
    data: &Data,
    keep: &dyn Fn(&str) -> bool,
    maker: &mut Maker,
    random: &mut Random,
    variant: usize,
) -> Vec<Doc> {
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
            let id = format!("d{variant}-{number}");
            pool.push(maker.doc(&id, lang, story, &kept.join("\n")));
        }
    }
    pool
}

/// Two outlets of each language, with no sentence in common.
fn two_halves(
    data: &Data,
    keep: &dyn Fn(&str) -> bool,
    maker: &mut Maker,
    random: &mut Random,
    variant: usize,
) -> Vec<Doc> {
    let mut pool = Vec::new();
    for (number, (lang, story, lines)) in data.sentences.iter().enumerate() {
        if !keep(story) || lines.len() < 6 {
            continue;
        }
        let mut parts = [Vec::new(), Vec::new()];
        for line in lines {
            parts[random.below(2)].push(line.as_str());
        }
        let parts = parts.iter().enumerate();
        for (part, lines) in parts.filter(|(_, lines)| !lines.is_empty()) {
            let id = format!("o{variant}-{number}-{part}");
            pool.push(maker.doc(&id, lang, story, &lines.join("\n")));
        }
    }
    pool
}

/// Whole articles against parts of them.
fn whole_and_parts(data: &Data, keep: &dyn Fn(&str) -> bool, random: &mut Random) -> Vec<Doc> {
    let mut versions: BTreeMap<(String, String), Vec<Doc>> = BTreeMap::new();
    for doc in NEWS.iter().flat_map(|name| admitted(data, keep, name)) {
        versions
            .entry((doc.story.clone(), doc.lang.clone()))
            .or_default()
            .push(doc);
    }
    let versions = versions.into_values();
    versions
        .map(|all| all[random.below(all.len())].clone())
        .collect()
}

/// A pool with versions missing, and so many unrelated articles among them.
fn sparse(
    pool: &[Doc],
    data: &Data,
    keep: &dyn Fn(&str) -> bool,
    random: &mut Random,
    strangers: usize,
) -> Vec<Doc> {
    let mut sparse: Vec<Doc> = pool
        .iter()
        .filter(|_| random.unit() < 0.6)
        .cloned()
        .collect();
    let mut taken = HashSet::new();
    for _ in 0..strangers {
        let other = &data.unrelated[random.below(data.unrelated.len())];
        if keep(&other.story) && taken.insert(other.id.clone()) {
            sparse.push(other.clone());
        }
    }
    sparse
}

pub fn two_outlets(data: &Data, keep: &dyn Fn(&str) -> bool) -> Vec<Doc> {
    let mut pool = Vec::new();
    for name in ["news.half", "news.third"] {
        for doc in data.sets[name].iter().filter(|doc| keep(&doc.story)) {
            pool.push(Doc {
                id: format!("{name}/{}", doc.id),
                ..doc.clone()
            });
        }
    }
    pool
}

/// An outlet that prints its report in all languages, and another that tells the event in
/// one, with no sentence in common; of each version only so many sentences are kept.
pub fn translated_and_another(data: &Data, share: f64, maker: &mut Maker) -> Vec<Doc> {
    let mut random = Random(200);
    let langs = ["ru", "kk", "en", "ky"];
    let mut told: HashMap<&str, (&str, Vec<bool>)> = HashMap::new();
    let mut pool = Vec::new();
    for (number, (lang, story, lines)) in data.sentences.iter().enumerate() {
        if lines.len() < 6 {
            continue;
        }
        // The language of the second outlet, and the sentences that it tells.
        let (other, second) = told.entry(story).or_insert_with(|| {
            let second = lines.iter().map(|_| random.unit() < 0.5).collect();
            (langs[random.below(langs.len())], second)
        });
        for (outlet, tells) in [("first", false), ("second", true)] {
            if tells && lang != other {
                continue;
            }
            let kept = lines.iter().zip(second.iter());
            let kept = kept.filter(|(_, of_second)| **of_second == tells);
            let kept: Vec<&str> = kept
                .map(|(line, _)| line.as_str())
                .filter(|_| random.unit() < share)
                .collect();
            if !kept.is_empty() {
                let id = format!("{outlet}/{number}");
                pool.push(maker.doc(&id, lang, story, &kept.join("\n")));
            }
        }
    }
    pool
}

pub fn memory(docs: &[Doc]) -> MemoryPool {
    let mut pool = MemoryPool::default();
    for doc in docs {
        pool.add(&doc.id, &doc.lang, doc.day, Arc::clone(&doc.signature));
    }
    pool
}
