//! Do the examples do what they say? They are modules here, so that they run
//! in `cargo test` without being linked once more.

use crate::sandbox::repository;

#[allow(dead_code, reason = "its main is for the command line")]
#[path = "../examples/analyse_a_word.rs"]
mod analyse_a_word;
#[allow(dead_code, reason = "its main is for the command line")]
#[path = "../examples/evaluate.rs"]
mod evaluate;
#[allow(dead_code, reason = "its main is for the command line")]
#[path = "../examples/index_and_search.rs"]
mod index_and_search;
#[allow(dead_code, reason = "its main is for the command line")]
#[path = "../examples/link_two_texts.rs"]
mod link_two_texts;

#[test]
fn a_folder_is_indexed_and_searched() {
    let seeds = repository("seeds");
    let answer = index_and_search::answer(seeds.to_str().unwrap(), "ядерной медициной").unwrap();
    for expected in ["5 articles\n", "\n1. [ru] ", "\n   [kk] ", "\n   [en] "] {
        assert!(answer.contains(expected), "no {expected:?} in {answer}");
    }
}

#[test]
fn two_texts_are_linked() {
    let seed = |name: &str| repository("seeds").join(name);
    let judge = |a, b| link_two_texts::judgement(&seed(a), &seed(b)).unwrap();
    assert!(
        judge("001_f10cca1a0bca9f72.txt", "002_4c5b0d9890e0f67a.txt")
            .starts_with("ru and kk: one story")
    );
    assert!(judge("000_f73e689221c9b8d8.txt", "002_4c5b0d9890e0f67a.txt").contains(": not linked"));
}

#[test]
fn a_word_is_taken_apart() {
    let analysis = analyse_a_word::analysis_of("министрліктерімізден").unwrap();
    assert!(
        analysis.starts_with("министрліктерімізден -> министрлік\n"),
        "{analysis}"
    );
}

#[test]
fn stems_and_search_are_measured() {
    let stems = evaluate::stem_figures().unwrap();
    assert!(stems.starts_with("stems all: 5 forms"), "{stems}");
    let search = evaluate::search_figures().unwrap();
    assert_eq!(search, "search: MRR@10 1.00, nDCG@10 1.00\n");
}
