//! Which pools does the model learn from? Many kinds, so that it does not
//! trust what is true of translations only.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use tilmash::link::MemoryPool;

use crate::data::{Data, Doc, Maker, NEWS, Random};

/// Training pools from the stories that `keep` admits.
pub fn pools(
    data: &Data,
    keep: &dyn Fn(&str) -> bool,
    maker: &mut Maker,
    seed: u64,
) -> Vec<Vec<Doc>> {
    let mut random = Random(seed);
    let admitted = |name: &str| -> Vec<Doc> {
        data.sets[name]
            .iter()
            .filter(|doc| keep(&doc.story))
            .cloned()
            .collect()
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
            let text = if kept.is_empty() {
                lines[0].clone()
            } else {
                kept.join("\n")
            };
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
                pool.push(maker.doc(
                    &format!("d{variant}-{number}"),
                    lang,
                    story,
                    &kept.join("\n"),
                ));
            }
        }
        pools.push(pool);
    }
    // Whole articles against parts of them.
    for _ in 0..3 {
        let by_set: Vec<Vec<Doc>> = NEWS.iter().map(|name| admitted(name)).collect();
        let mut versions: BTreeMap<(String, String), Vec<Doc>> = BTreeMap::new();
        for doc in by_set.into_iter().flatten() {
            versions
                .entry((doc.story.clone(), doc.lang.clone()))
                .or_default()
                .push(doc);
        }
        pools.push(
            versions
                .into_values()
                .map(|all| all[random.below(all.len())].clone())
                .collect(),
        );
    }
    pools.push(two_outlets(data, keep));
    // The same again with versions missing, and unrelated articles among them.
    let dense = pools.len();
    for at in 0..dense {
        let mut sparse: Vec<Doc> = pools[at]
            .iter()
            .filter(|_| random.unit() < 0.6)
            .cloned()
            .collect();
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

pub fn memory(docs: &[Doc]) -> MemoryPool {
    let mut pool = MemoryPool::default();
    for doc in docs {
        pool.add(&doc.id, &doc.lang, None, Arc::clone(&doc.signature));
    }
    pool
}
