//! Do abbreviations and names keep their letters?

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::collections::BTreeSet;

use tilmash::{
    analysis::{self, StemMemo},
    language,
};

fn stems(code: &str, text: &str) -> Vec<String> {
    let mut memo = StemMemo::new(language::get(code).unwrap());
    let terms = analysis::terms(text, &mut memo);
    terms.into_iter().map(|term| term.stem).collect()
}

#[test]
fn a_capital_letter_tells_a_name() {
    let family = &stems("ru", "много семей")[1];
    assert_eq!(&stems("ru", "Семей много")[0], family, "begins a sentence");
    assert_eq!(&stems("ru", "У НИХ МНОГО СЕМЕЙ")[3], family);
    assert_ne!(&stems("ru", "едет в Семей")[2], family);
    assert_eq!(stems("ru", "живёт в Семее")[2], "семей");
}

#[test]
fn an_abbreviation_is_no_form_of_a_word() {
    assert_eq!(stems("ru", "участник СВО")[1], "сво");
    assert_ne!(stems("ru", "участник СВО")[1], stems("ru", "в свой дом")[1]);
    assert_eq!(stems("ru", "запасы РАН")[1], "ран");
    assert_eq!(stems("ru", "СУДА И ПОРТЫ")[0], stems("ru", "суд идет")[0]);
}

/// Names of persons and places in several cases: all have one stem, which is
/// no shorter than the name without the vowel, й or ь that its case endings
/// replace in Russian, and in Kazakh the whole name. Lines that end in `ambiguous`
/// are forms of a more frequent word: there a capital letter tells.
#[test]
fn names_keep_their_letters() {
    let (mut rows, mut failures) = (0, Vec::new());
    for line in include_str!("tables/name_stems.tsv").lines() {
        let fields: Vec<&str> = line.split('\t').filter(|field| !field.is_empty()).collect();
        let [code @ ("ru" | "kk"), forms @ ..] = fields.as_slice() else {
            continue;
        };
        let (forms, ambiguous) = match forms {
            [forms @ .., "ambiguous"] => (forms, true),
            forms => (forms, false),
        };
        rows += 1;
        let language = language::get(code).unwrap();
        let folded: Vec<String> = forms.iter().map(|form| analysis::fold(form)).collect();
        let stem = |(form, folded): (&&str, &String)| match ambiguous {
            true => stems(code, &format!("сказал {form}"))[1].clone(),
            false => (language.stem)(folded).into_owned(),
        };
        let found: BTreeSet<_> = forms.iter().zip(&folded).map(stem).collect();
        let ending = ['а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я', 'й', 'ь'];
        let least = match *code {
            "ru" => folded[0].strip_suffix(ending).unwrap_or(&folded[0]),
            _ => &folded[0],
        };
        let long = found.iter().all(|stem| stem.len() >= least.len());
        if found.len() != 1 || !long {
            failures.push(format!("{code} {forms:?}: {found:?}"));
        }
    }
    assert!(rows > 500, "{rows}");
    assert!(
        failures.is_empty(),
        "{} of {rows}:\n{}",
        failures.len(),
        failures.join("\n")
    );
}
