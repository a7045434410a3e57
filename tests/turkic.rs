//! Do the Kazakh and Kyrgyz stemmers do what linguists say, on any string?
//!
//! The tables under `tests/tables` hold a form, its stem, a note, and `known`
//! where the stemmer is known to fail.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::{collections::HashSet, sync::LazyLock};

use proptest::prelude::*;
use tilmash::language::{
    self,
    turkic::{counts::Counts, grammar::Grammar},
};

fn stem(lang: &str, word: &str) -> String {
    let language = language::get(lang).unwrap();
    (language.stem)(word).into_owned()
}

/// Checks a table: a row fails if and only if it is marked `known`, and at
/// most one row in twenty is.
fn check_table(lang: &str, table: &str) {
    let (mut rows, mut marked) = (0, 0);
    let (mut failures, mut mended) = (Vec::new(), Vec::new());
    for line in table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
    {
        let fields: Vec<&str> = line.split('\t').collect();
        let [form, expected, ..] = fields.as_slice() else {
            panic!("{lang}: {line}")
        };
        let known = fields.get(3).is_some_and(|mark| *mark == "known");
        let found = stem(lang, form);
        rows += 1;
        marked += usize::from(known);
        if found != *expected && !known {
            failures.push(format!("{form}: {found}, not {expected}"));
        } else if found == *expected && known {
            mended.push(*form);
        }
    }
    assert!(
        mended.is_empty(),
        "{lang}: no longer failing, take off `known`: {mended:?}"
    );
    assert!(
        failures.is_empty(),
        "{lang}: {} of {rows} fail:\n{}",
        failures.len(),
        failures.join("\n")
    );
    assert!(
        20 * marked <= rows,
        "{lang}: {marked} of {rows} known to fail"
    );
}

#[test]
fn kazakh_table() {
    check_table("kk", include_str!("tables/stems_kk.tsv"));
}

#[test]
fn kyrgyz_table() {
    check_table("ky", include_str!("tables/stems_ky.tsv"));
}

const IRREGULAR: [(&str, &str); 2] = [
    ("kk", include_str!("../src/language/kk/irregular.tsv")),
    ("ky", include_str!("../src/language/ky/irregular.tsv")),
];

/// The stems that closed lists give, whatever the letters of the word.
static SUPPLETIVE: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lines = IRREGULAR.iter().flat_map(|(_, table)| table.lines());
    lines
        .filter_map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
            ["forms" | "closed" | "verbal", _, stem] => Some(stem),
            _ => None,
        })
        .collect()
});

#[test]
fn closed_lists_are_read_and_win() {
    for (lang, table) in IRREGULAR {
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<&str> = line.split('\t').collect();
            let (words, expected) = match fields[..] {
                ["forms" | "closed", words, stem] => (words, Some(stem)),
                ["closed" | "whole", words] => (words, None),
                ["elide", _] | ["elide", _, _] | ["nominal" | "verbal", ..] => continue,
                _ => panic!("{lang}: {line}"),
            };
            for word in words.split_whitespace() {
                assert_eq!(stem(lang, word), expected.unwrap_or(word), "{lang}: {word}");
            }
        }
    }
}

#[test]
fn roots_of_closed_classes_take_nominal_endings() {
    for (lang, word, expected) in [
        ("kk", "екендігін", "е"),
        ("kk", "емеспін", "е"),
        ("kk", "басқаларға", "басқа"),
        ("kk", "ешкімнің", "ешкім"),
        ("ky", "балдарыбызга", "бала"),
        ("ky", "эмессиңби", "эмес"),
        ("ky", "экинчиси", "эки"),
    ] {
        assert_eq!(stem(lang, word), expected, "{lang}: {word}");
    }
}

#[test]
fn every_line_of_the_suffix_tables_is_understood() {
    for table in [
        include_str!("../src/language/kk/morphotactics.tsv"),
        include_str!("../src/language/ky/morphotactics.tsv"),
    ] {
        assert_eq!(Grammar::unread(table), Vec::<&str>::new());
    }
}

#[test]
fn tables_of_counts_survive_writing_and_cutting() {
    let bytes = include_bytes!("../src/language/kk/stems.bin");
    assert_eq!(Counts::read(bytes).write(), bytes);
    for cut in [0, 1, 3, 4, 5, 1000] {
        Counts::read(&bytes[..cut]);
    }
}

#[test]
fn explanations_agree_with_the_stemmer() {
    for (word, label) in [
        ("мектептерімізде", "loc"),
        ("тоқаевтың", "gen"),
        ("айтылды", "past"),
        ("iphone-ды", "acc"),
    ] {
        let parses = language::get("kk")
            .unwrap()
            .morphology
            .unwrap()
            .explain(word);
        let best = &parses[0];
        assert_eq!(best.stem, stem("kk", word));
        assert!(
            best.slots.iter().any(|(slot, _)| slot == label),
            "{word}: {:?}",
            best.slots
        );
        assert!(parses.is_sorted_by(|a, b| a.score >= b.score));
        let sum: f32 = best.features.iter().map(|(_, weight)| weight).sum();
        assert!(
            (sum - best.score).abs() < 0.01,
            "{word}: {sum}, {}",
            best.score
        );
    }
}

/// What must hold for any word at all.
fn check(lang: &str, word: &str) -> Result<(), TestCaseError> {
    let found = stem(lang, word);
    prop_assert_eq!(found.is_empty(), word.is_empty());
    prop_assert_eq!(&found, &stem(lang, word));
    // A stem is a beginning of the word and at most two letters that a repair
    // gives back, unless a closed list says otherwise.
    let common = word
        .chars()
        .zip(found.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let mut added = found.chars().skip(common);
    prop_assert!(
        SUPPLETIVE.contains(found.as_str())
            || added.clone().count() <= 2
                && added.all(|c| "пкқьйтыіуиаеоөүнрлмғбюжсдө".contains(c)),
        "{word}: {found}"
    );
    Ok(())
}

/// Strings that look like words: letters of the alphabets, some hyphens, digits and Latin.
const WORDS: &str = "[абвгғдежзийкқлмнңоөпрстуұүфхһцчшщъыіьэюяә]{1,20}(-[а-яіңғүұқөһә]{1,8})?|[a-z0-9.]{1,8}-?[а-яі]{0,6}";

fn check_all(cases: u32) {
    let config = ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(any in ".{0,80}", word in WORDS)| {
        for lang in ["kk", "ky"] {
            check(lang, &any)?;
            check(lang, &word)?;
        }
    });
}

#[test]
fn any_string_has_a_stem() {
    check_all(2_000);
}

/// The long run: `cargo test --release turkic:: -- --ignored`. A case is
/// two strings in two languages.
#[test]
#[ignore = "takes minutes"]
fn any_of_a_million_strings_has_a_stem() {
    check_all(1_000_000);
}
