//! Do the Kazakh and Kyrgyz stemmers do what linguists say, on any string?
//!
//! The tables under `tests/tables` hold a form, its stem, a note, and `known`
//! where the stemmer is known to fail.

use proptest::prelude::*;
use tilmash::language::{
    self,
    turkic::{self, counts::Counts, grammar::Grammar},
};

fn stem(lang: &str, word: &str) -> String {
    let language = language::get(lang).unwrap();
    (language.stem)(word).into_owned()
}

/// Checks a table: the share of failures, marked or not, stays under
/// `tolerated` (more would be a regression), and a row marked `known` that has come to pass is named.
fn check_table(lang: &str, table: &str, tolerated: f64) {
    let (mut rows, mut failures) = (0, Vec::new());
    let mut mended = Vec::new();
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
        if found != *expected {
            failures.push(format!("{form}: {found}, not {expected}"));
        } else if known {
            mended.push(*form);
        }
    }
    assert!(
        mended.is_empty(),
        "{lang}: no longer failing, take off `known`: {mended:?}"
    );
    assert!(
        (failures.len() as f64) < tolerated * f64::from(rows),
        "{lang}: {} of {rows} fail:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

#[test]
fn kazakh_table() {
    check_table("kk", include_str!("tables/stems_kk.tsv"), 0.05);
}

#[test]
fn kyrgyz_table() {
    check_table("ky", include_str!("tables/stems_ky.tsv"), 0.07);
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
        let parses = turkic::of("kk").unwrap().explain(word);
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
    // gives back; whole irregular forms, which have stems of their own, aside.
    let common = word
        .chars()
        .zip(found.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let added: Vec<char> = found.chars().skip(common).collect();
    let irregular = matches!(
        found.as_str(),
        "мен"
            | "сен"
            | "ол"
            | "бұл"
            | "сол"
            | "осы"
            | "ал"
            | "бул"
            | "ошол"
            | "ушул"
            | "бала"
    );
    prop_assert!(
        irregular
            || added.len() <= 2
                && added
                    .iter()
                    .all(|c| "пкқьйтыіуиаеоөүнрлмғбюжсдө".contains(*c)),
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

/// The long run: `cargo test --release --test turkic -- --ignored`.
#[test]
#[ignore = "takes minutes"]
fn any_of_a_million_strings_has_a_stem() {
    check_all(500_000);
}
