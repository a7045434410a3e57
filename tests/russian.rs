//! Do the Russian and English stemmers survive whatever they are given, and do
//! the figures of a stemmer add up? (Their tables are read by `languages.rs`.)

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use tilmash::eval::stems::{GoldForm, score};
use tilmash::language;

fn stem(code: &str, word: &str) -> String {
    (language::get(code).unwrap().stem)(word).into_owned()
}

#[test]
fn words_with_digits_or_of_other_alphabets_stay_as_they_are() {
    for word in ["су57ами", "2026", "covid19", "windows", "の", "λόγος"] {
        assert_eq!(stem("ru", word), word);
    }
    for word in ["b2b", "2026", "книгами", "naïves", "λόγος", "の"] {
        assert_eq!(stem("en", word), word);
    }
}

#[test]
fn figures_of_a_known_case() {
    // Three forms of two lemmas under one stem, one form left over.
    let gold: Vec<_> = [
        "ab\ta\tNOUN\t1",
        "abc\ta\tNOUN\t1",
        "abd\tb\tVERB\t2",
        "x\ta\tNOUN\t1",
    ]
    .iter()
    .map(|line| GoldForm::parse(line).unwrap())
    .collect();
    let report = score(&gold, |form| form.get(..2).unwrap_or(form).into());
    let all = &report.groups[0];
    assert_eq!((all.types, report.groups.len()), (4, 3));
    assert!(
        (all.precision - 1.0 / 3.0).abs() < 1e-9,
        "one of three pairs is right"
    );
    assert!(
        (all.recall - 1.0 / 3.0).abs() < 1e-9,
        "one of three pairs is found"
    );
    assert!((all.b_cubed - 0.65).abs() < 0.01, "{}", all.b_cubed);
    assert_eq!(all.lemma_accuracy, 0.0);
    let text = report.to_string();
    let line = "all         4 types  P  33.3  R  33.3  F1  33.3  UI 0.667";
    assert!(text.starts_with(line), "{text}");
}

proptest! {
    /// Any text at all.
    #[test]
    fn stems_are_never_empty_and_never_much_longer(word in ".{1,40}") {
        for code in ["ru", "en"] {
            let stem = stem(code, &word);
            prop_assert!(!stem.is_empty());
            prop_assert!(stem.chars().count() <= word.chars().count() + 4, "{word} {stem}");
        }
    }

    /// Cyrillic of any kind, in odd mixtures.
    #[test]
    fn cyrillic_never_panics(word in "[а-яёѐ-ԯ'’\u{300}-\u{306}-]{1,30}") {
        prop_assert!(!stem("ru", &word).is_empty());
    }

    /// The part of a Russian word before its ending stays.
    #[test]
    fn the_beginning_of_a_long_word_stays(word in "[а-я]{12,20}") {
        let stem = stem("ru", &word);
        let start: String = word.chars().take(3).collect();
        prop_assert!(stem.starts_with(&start), "{word} {stem}");
    }
}
