//! Is the index a function of the articles alone? Whatever the order, the
//! batches and the detours, the same articles tell the same stories as one
//! clean build.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use proptest::{prelude::*, test_runner::TestCaseResult};

use crate::sandbox::{Sandbox, ids, repository, table, text};

/// Texts of our own: two stories in several languages, a reprint, a rewrite
/// of one article under the same name, and one that stands alone; beside them
/// the seeds. Each with its versions, the oldest first.
fn articles() -> BTreeMap<String, Vec<String>> {
    let mut articles: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in table("invariance.tsv") {
        let [name, version] = row.as_slice() else {
            panic!("not a row: {row:?}")
        };
        articles
            .entry(name.clone())
            .or_default()
            .push(version.clone());
    }
    for entry in fs::read_dir(repository("seeds")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            articles.insert(name, vec![fs::read_to_string(&path).unwrap()]);
        }
    }
    articles
}

/// One thing done to an index.
#[derive(Debug, Clone)]
enum Step {
    /// Articles by number, indexed in one run, in their first or last version.
    Index(Vec<(usize, bool)>),
    /// An article by number, removed.
    Remove(usize),
    Reindex,
}

fn steps(count: usize) -> impl Strategy<Value = Vec<Step>> {
    let batch = prop::collection::vec((0..count, any::<bool>()), 1..count);
    let step = prop_oneof![
        4 => batch.prop_map(Step::Index),
        2 => (0..count).prop_map(Step::Remove),
        1 => Just(Step::Reindex),
    ];
    prop::collection::vec(step, 1..5)
}

/// All pairs as `a b score linked`, whichever of the two is called a.
fn pairs(sandbox: &Sandbox) -> BTreeSet<String> {
    let pairs = sandbox.records(&["duplicates", "--all", "--candidates", "3"]);
    let line = |pair: &serde_json::Value| {
        let (a, b) = (text(pair, "a"), text(pair, "b"));
        format!(
            "{} {} {:.5} {}",
            a.min(b),
            a.max(b),
            pair["score"].as_f64().unwrap(),
            pair["linked"]
        )
    };
    pairs.iter().map(line).collect()
}

fn stories_after(steps: &[Step], articles: &BTreeMap<String, Vec<String>>) -> TestCaseResult {
    let names: Vec<&String> = articles.keys().collect();
    let (worn, clean) = (Sandbox::new(), Sandbox::new());
    let mut there: BTreeMap<&str, &str> = BTreeMap::new();
    // An index to begin with, so that every step has one.
    worn.write("none/README", "");
    worn.ok(&["index", "none"]);
    for (number, step) in steps.iter().enumerate() {
        match step {
            Step::Index(batch) => {
                // One folder a run: its articles come in the order of `batch`.
                for (position, (article, last)) in batch.iter().enumerate() {
                    let name = names[*article];
                    let versions = &articles[name];
                    let version = if *last {
                        versions.last()
                    } else {
                        versions.first()
                    }
                    .unwrap();
                    let line = serde_json::json!({"id": name, "text": version});
                    worn.write(
                        &format!("run{number}/{position:02}.jsonl"),
                        line.to_string(),
                    );
                    there.insert(name, version);
                }
                let run = worn.run(&["index", "--replace", "-j", "2", &format!("run{number}")]);
                prop_assert_eq!(run.code, 0, "{:?}", run);
            }
            Step::Remove(article) => {
                let there = there.remove(names[*article].as_str()).is_some();
                let run = worn.run(&["remove", names[*article]]);
                prop_assert_eq!(run.code, if there { 0 } else { 1 }, "{:?}", run);
            }
            Step::Reindex => {
                worn.ok(&["reindex"]);
            }
        }
        // Whatever is kept of the stories must not outlive its commit.
        worn.run(&["stories"]);
    }
    for (name, version) in &there {
        clean.write(
            &format!("all/{name}.jsonl"),
            serde_json::json!({"id": name, "text": version}).to_string(),
        );
    }
    clean.write("all/README", "");
    clean.ok(&["reindex", "-j", "1", "all"]);
    let stories = |sandbox: &Sandbox| sandbox.run(&["stories", "--jsonl"]).stdout;
    prop_assert_eq!(stories(&worn), stories(&clean));
    prop_assert_eq!(pairs(&worn), pairs(&clean));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, max_shrink_iters: 40, ..ProptestConfig::default() })]

    #[test]
    fn order_batches_and_detours_leave_no_trace(steps in steps(articles().len())) {
        stories_after(&steps, &articles())?;
    }
}

#[test]
fn the_texts_of_the_property_test_tell_stories() {
    let sandbox = Sandbox::new();
    for (name, versions) in articles() {
        sandbox.write(&format!("all/{name}.txt"), versions.first().unwrap());
    }
    sandbox.ok(&["index", "all"]);
    assert!(
        sandbox.records(&["stories"]).len() >= 3,
        "else the property says little"
    );
}

#[test]
fn indexing_twice_changes_nothing() {
    let sandbox = Sandbox::with_indexed_seeds();
    let files = |of_segments: bool| {
        let mut files = sandbox.index_files();
        files.retain(|(path, _)| {
            let name = path.file_name().unwrap().to_str().unwrap();
            // What is known of files may become surer.
            name != "files.cache" && (!of_segments || name.len() > 32)
        });
        files
    };
    let before = files(false);
    assert_eq!(sandbox.ok(&["index", "seeds"]).trim(), "5 unchanged");
    assert_eq!(files(false), before);
    // From another place in the file system it is still the same article; that place
    // is remembered.
    let before = files(true);
    fs::rename(sandbox.path("seeds"), sandbox.path("moved")).unwrap();
    assert_eq!(sandbox.ok(&["index", "moved"]).trim(), "5 unchanged");
    assert_eq!(files(true), before);
}

#[test]
fn a_changed_article_is_replaced() {
    let sandbox = Sandbox::with_indexed_seeds();
    sandbox.write(
        "seeds/000_f73e689221c9b8d8.txt",
        "Совсем другой текст о кузнечиках.",
    );
    assert_eq!(
        sandbox.ok(&["index", "seeds"]).trim(),
        "1 changed, 4 unchanged"
    );
    let hits = sandbox.records(&["search", "кузнечик"]);
    assert_eq!(text(&hits[0]["article"], "id"), "000_f73e689221c9b8d8.txt");
    assert_eq!(
        sandbox.run(&["search", "гектаров"]).code,
        1,
        "the old text is gone"
    );
    assert_eq!(sandbox.records(&["stats"])[0]["articles"], 5);
}

#[test]
fn removing_an_article_removes_its_links() {
    let sandbox = Sandbox::with_indexed_seeds();
    let russian = "001_f10cca1a0bca9f72.txt";
    assert_eq!(sandbox.ok(&["remove", russian]).trim(), "1 removed");
    let stories = sandbox.records(&["stories"]);
    assert_eq!(
        ids(&stories[0]["members"]),
        ["002_4c5b0d9890e0f67a.txt", "003_88678b7c7ed344c8.txt"]
    );
    let everything = sandbox.ok(&["duplicates", "--all", "--candidates", "10", "--jsonl"]);
    assert!(!everything.contains(russian), "{everything}");
    let found = sandbox.run(&["search", "квоты", "--jsonl"]).stdout;
    assert!(!found.contains(russian), "{found}");
    // Back again, all is as it was.
    sandbox.ok(&["index", "seeds"]);
    assert_eq!(ids(&sandbox.records(&["stories"])[0]["members"]).len(), 3);
}

#[test]
fn hits_of_one_score_come_by_their_ids() {
    let story = "Министр открыл новую школу в Алматы.";
    for order in [["a", "b", "c"], ["c", "a", "b"], ["b", "c", "a"]] {
        let sandbox = Sandbox::new();
        for id in order {
            let record = serde_json::json!({"id": id, "lang": "ru", "text": story});
            sandbox.write("one.jsonl", record.to_string());
            sandbox.ok(&["index", "one.jsonl"]);
        }
        let found = |limit: &str| -> Vec<String> {
            let hits = sandbox.records(&["search", "школа", "--group", "article", "-n", limit]);
            let id = |hit: &serde_json::Value| text(&hit["article"], "id").to_owned();
            hits.iter().map(id).collect()
        };
        assert_eq!(found("9"), ["a", "b", "c"]);
        assert_eq!(found("1"), ["a"]);
    }
}

#[test]
fn look_alikes_are_no_story_in_an_index_of_few() {
    let names = Sandbox::with_seeds();
    let mut names: Vec<String> = fs::read_dir(names.path("seeds"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".txt"))
        .collect();
    names.sort();
    let is_story = |id: &str| ["001", "002", "003"].contains(&&id[..3]);
    for chosen in 0..1u32 << names.len() {
        let chosen: Vec<&String> = (0..names.len())
            .filter(|at| chosen >> at & 1 == 1)
            .map(|at| &names[at])
            .collect();
        if chosen.len() < 2 {
            continue;
        }
        let sandbox = Sandbox::with_seeds();
        let paths: Vec<String> = chosen.iter().map(|name| format!("seeds/{name}")).collect();
        let mut args = vec!["index"];
        args.extend(paths.iter().map(String::as_str));
        sandbox.ok(&args);
        let told = sandbox.run(&["stories", "--jsonl"]).stdout;
        let reports = chosen.iter().filter(|name| is_story(name)).count();
        for name in &chosen {
            let linked = is_story(name) && reports > 1;
            assert_eq!(
                told.contains(name.as_str()),
                linked,
                "{name} of {chosen:?}: {told}"
            );
        }
    }
}
