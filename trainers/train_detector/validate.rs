//! How well does a model judge text that it has not learned from?

use std::collections::{BTreeMap, HashMap, HashSet};

use tilmash::{
    eval::detection::{self, DetectionReport, LabelledText},
    language::detect::{Model, for_each_word},
};

use crate::{
    Settings,
    learn::train,
    text::{Sample, sample},
};

/// Parts of the cross-validation.
const FOLDS: u64 = 5;

pub fn cross_validate(
    items: &[LabelledText],
    texts: &[Sample],
    settings: &Settings,
) -> DetectionReport {
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
    let mut report = DetectionReport::default();
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
fn folds(items: &[LabelledText]) -> Vec<u64> {
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
