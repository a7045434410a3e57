//! Is the language of a text recognised, whatever the text?

use std::collections::BTreeSet;

use proptest::prelude::*;
use tilmash::{
    eval::detection,
    language::detect::{self, Model},
};

const TABLE: &str = include_str!("tables/detect.tsv");

fn table() -> Vec<detection::Item> {
    let lines: Vec<_> = TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    let items: Vec<_> = detection::items(&lines.join("\n")).collect();
    assert_eq!(items.len(), lines.len(), "every line has three fields");
    items
}

#[test]
fn texts_of_the_table_are_recognised() {
    let wrong: Vec<_> = table()
        .into_iter()
        .map(|item| (detect::detect(&item.text), item))
        .filter(|(guess, item)| guess.lang != item.lang)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn mixed_case_is_no_matter_for_whole_sentences() {
    for item in table().into_iter().filter(|item| item.kind == "sent") {
        let upper = detect::detect(&item.text.to_uppercase());
        let lower = detect::detect(&item.text.to_lowercase());
        assert_eq!(upper.lang, lower.lang, "{}", item.text);
    }
}

#[test]
fn a_text_twice_is_in_the_same_language() {
    for item in table() {
        let twice = format!("{} {}", item.text, item.text);
        assert_eq!(detect::detect(&twice).lang, item.lang, "{}", item.text);
    }
}

#[test]
fn a_long_article_is_judged_by_all_of_its_length() {
    let russian = "Президент подписал новый закон об образовании. ".repeat(200);
    let english = "The president signed a new law on education. ";
    let article = format!("{english}{russian}");
    assert_eq!(detect::detect(&article).lang, "ru");
}

#[test]
fn without_letters_there_is_nothing_to_judge_by() {
    for text in ["", "  \n", "1 000 000", "!?"] {
        let guess = detect::detect(text);
        assert_eq!((guess.lang, guess.confidence), ("und", 0.0), "{text:?}");
        assert_eq!(detect::plausible(text), vec![guess], "{text:?}");
    }
}

#[test]
fn an_international_word_may_be_in_several_languages() {
    let langs = |query| -> BTreeSet<_> {
        let guesses = detect::plausible(query);
        guesses.into_iter().map(|guess| guess.lang).collect()
    };
    assert!(langs("министр").is_superset(&BTreeSet::from(["kk", "ky", "ru"])));
    assert!(langs("бала").is_superset(&BTreeSet::from(["kk", "ky"])));
    assert!(langs("Apple компаниясы").contains("kk"));
    assert_eq!(langs("правительства"), BTreeSet::from(["ru"]));
    assert_eq!(langs("大統領"), BTreeSet::from(["und"]));
}

#[test]
fn candidates_can_be_restricted() {
    let text = "Президент подписал новый закон.";
    assert_eq!(detect::detect_among(text, &["ru", "kk"]).lang, "ru");
    assert_eq!(
        detect::detect_among("Бала мектепте", &["ru", "ky"]).lang,
        "ky"
    );
    assert_eq!(detect::detect_among(text, &[]).lang, "und");
}

#[test]
fn a_broken_model_is_an_error() {
    for data in [
        &b""[..],
        b"something else\n\n",
        b"tilmash detector 1\nCyrl 13 0.012 kk=0\n",
        b"tilmash detector 1\nCyrl 13 0.012 kk=0\n\n too short",
        b"tilmash detector 1\nCyrl 99 0.012 kk=0\n\n",
        b"tilmash detector 1\nCyrl 13 0.012\n\n",
        b"tilmash detector 1\n\nleft over",
    ] {
        assert!(Model::parse(data).is_err(), "{data:?}");
    }
}

proptest! {
    #[test]
    fn any_text_has_an_answer(text in "\\PC{0,80}|[а-яәғқңөұүһі \u{301}'ʻ]{0,60}|.{0,40}") {
        let guess = detect::detect(&text);
        prop_assert!((0.0..=1.0).contains(&guess.confidence));
        prop_assert_eq!(guess, detect::detect(&text));

        let plausible = detect::plausible(&text);
        prop_assert!(!plausible.is_empty());
        prop_assert!(plausible.iter().all(|guess| (0.0..=1.0).contains(&guess.confidence)));
        prop_assert!(plausible.windows(2).all(|two| two[0].confidence >= two[1].confidence));
        prop_assert!(plausible.len() == 1 || plausible.iter().all(|guess| guess.lang != "und"));
    }

    #[test]
    fn long_texts_of_any_width_have_an_answer(text in "[a-zа-я大😀 ]{400,1500}") {
        let guess = detect::detect(&text);
        prop_assert!((0.0..=1.0).contains(&guess.confidence));
    }
}
