//! After any sequence of files that come, change and go, of prunes, removals,
//! corrections and new generations: are search and stories those of one clean build?

use std::{collections::BTreeMap, fs, path::PathBuf};

use proptest::{prelude::*, test_runner::TestCaseResult};
use serde_json::Value;
use tilmash::{
    engine::{Correcting, Duplicates, Engine, Intake, Judge, SearchOptions, Settings, StoryFilter},
    record::Versioned,
};

use crate::sandbox::{repository, table};

/// Texts with their versions: those of the other property test.
fn texts() -> Vec<Vec<String>> {
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in table("invariance.tsv") {
        let [name, version] = row.as_slice() else {
            panic!("not a row: {row:?}")
        };
        let versions = texts.entry(name.clone()).or_default();
        versions.push(version.clone());
    }
    for entry in fs::read_dir(repository("seeds")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let text = fs::read_to_string(&path).unwrap();
            texts.insert(path.display().to_string(), vec![text]);
        }
    }
    texts.into_values().collect()
}

const QUERIES: [&str; 4] = [
    "министр",
    "президент мост",
    "\"the minister\"",
    "lang:kk OR 2026",
];

#[derive(Debug, Clone)]
enum Step {
    Write(usize, bool),
    Delete(usize),
    Index { prune: bool, bare: bool },
    Remove(usize),
    Reindex,
    Reread,
    Correct(usize, usize, u8),
}

fn steps(count: usize) -> impl Strategy<Value = Vec<Step>> {
    let file = 0..count;
    let step = prop_oneof![
        8 => (file.clone(), any::<bool>()).prop_map(|(file, last)| Step::Write(file, last)),
        2 => file.clone().prop_map(Step::Delete),
        4 => (any::<bool>(), any::<bool>()).prop_map(|(prune, bare)| Step::Index { prune, bare }),
        1 => file.clone().prop_map(Step::Remove),
        1 => Just(Step::Reindex),
        1 => Just(Step::Reread),
        3 => (file.clone(), file, 0..3_u8).prop_map(|(a, b, how)| Step::Correct(a, b, how)),
    ];
    prop::collection::vec(step, 5..25)
}

struct Place {
    folder: tempfile::TempDir,
    engine: Engine,
}

fn id(file: usize) -> String {
    format!("{file:02}.txt")
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("in")).unwrap();
        fs::write(folder.path().join("in/stays.txt"), "Погода ясная.").unwrap();
        let engine = Engine::new(Settings::new(folder.path().join("index")));
        let place = Self { folder, engine };
        place.index(false, false);
        place
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("in")
    }

    fn index(&self, prune: bool, bare: bool) {
        let mut intake = Intake::new(2);
        intake.prune = prune;
        let roots = if bare { vec![] } else { vec![self.root()] };
        self.engine.index(&roots, &intake, &mut |_| ()).unwrap();
    }

    fn correct(&self, a: &str, b: &str, how: Correcting) {
        // Not both need be there.
        let _ = self.engine.correct(&[(a.to_owned(), b.to_owned())], how);
    }

    fn run(&self, step: &Step, texts: &[Vec<String>]) {
        let intake = Intake::new(1);
        match step {
            Step::Write(file, last) => {
                let versions = &texts[*file];
                let text = if *last {
                    versions.last()
                } else {
                    versions.first()
                };
                fs::write(self.root().join(id(*file)), text.unwrap()).unwrap();
            }
            Step::Delete(file) => drop(fs::remove_file(self.root().join(id(*file)))),
            Step::Index { prune, bare } => self.index(*prune, *bare),
            Step::Remove(file) => drop(self.engine.remove(&[id(*file)]).unwrap()),
            Step::Reindex => drop(self.engine.reindex(&[], &intake, &mut |_| ()).unwrap()),
            Step::Reread => drop(self.engine.reread(&intake, &mut |_| ()).unwrap()),
            Step::Correct(a, b, how) => {
                let how = match how {
                    0 => Correcting::Link,
                    1 => Correcting::Unlink,
                    _ => Correcting::Retract,
                };
                self.correct(&id(*a), &id(*b), how);
            }
        }
    }

    /// All that can be asked, but for where articles were read.
    fn answers(&self) -> Vec<String> {
        let mut answers = Vec::new();
        let mut note = |record: String| answers.push(record);
        let mut found = Vec::new();
        for query in QUERIES {
            let answer = self
                .engine
                .search(query, &SearchOptions::first(10))
                .unwrap();
            for hit in &answer.hits {
                let mut hit = serde_json::to_value(Versioned::new(hit)).unwrap();
                hit["article"]["path"] = Value::Null;
                // Words of removed passages count until their files are merged: what is
                // found is the same, scores and the order may differ a little.
                hit["score"] = Value::Null;
                hit["rank"] = Value::Null;
                found.push(hit.to_string());
            }
            found.sort();
            found.drain(..).for_each(&mut note);
        }
        let told = &mut |story| {
            note(serde_json::to_value(story).unwrap().to_string());
            true
        };
        self.engine.stories(&StoryFilter::default(), told).unwrap();
        let mut which = Duplicates::new(Judge::default());
        which.candidates = 3;
        let mut pairs = Vec::new();
        let visit = &mut |pair| {
            pairs.push(serde_json::to_value(pair).unwrap().to_string());
            true
        };
        self.engine.all_duplicates(which, visit).unwrap();
        // Either of a pair may be named first; which, depends on nothing but the ids.
        pairs.sort();
        answers.extend(pairs);
        answers
    }

    fn articles(&self) -> BTreeMap<String, String> {
        let mut articles = BTreeMap::new();
        let visit = &mut |article: tilmash::record::ArticleRecord| {
            let title = article.article.title.unwrap_or_default();
            articles.insert(article.article.id.to_string(), title + "\n" + &article.text);
            true
        };
        self.engine.export(visit).unwrap();
        articles
    }
}

fn sequence(steps: &[Step], texts: &[Vec<String>]) -> TestCaseResult {
    let worn = Place::new();
    for step in steps {
        worn.run(step, texts);
        if matches!(step, Step::Index { .. } | Step::Reindex) {
            // What is kept must not outlive its commit.
            worn.answers();
        }
    }
    // The last look at the folder: what stays of articles whose file is gone is told
    // by the first property test of all.
    worn.index(true, true);
    let clean = Place::new();
    for entry in fs::read_dir(worn.root()).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, clean.root().join(path.file_name().unwrap())).unwrap();
    }
    clean.index(false, false);
    for said in worn.engine.corrections().unwrap() {
        let how = match said.together {
            true => Correcting::Link,
            false => Correcting::Unlink,
        };
        let there = said.articles.iter().all(Option::is_some);
        if there {
            clean.correct(&said.a, &said.b, how);
        }
    }
    prop_assert_eq!(worn.articles(), clean.articles());
    let (worn, clean) = (worn.answers(), clean.answers());
    for (ours, theirs) in worn.iter().zip(&clean) {
        prop_assert_eq!(ours, theirs);
    }
    prop_assert_eq!(worn.len(), clean.len());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, max_shrink_iters: 60, ..ProptestConfig::default() })]

    #[test]
    fn updates_leave_no_trace(steps in steps(texts().len())) {
        sequence(&steps, &texts())?;
    }
}
