//! Is the language of a text recognised, whatever the text?

use std::collections::BTreeSet;

use proptest::prelude::*;
use tilmash::{
    eval::detection::{self, LabelledText},
    language::{
        self,
        detect::{self, Model},
    },
};

/// The languages that a short query is rather in than in any other.
const HOME: [&str; 6] = ["kk", "ky", "ru", "en", "uz", "tt"];

fn read(table: &str) -> Vec<LabelledText> {
    let lines: Vec<_> = table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    let items: Vec<_> = detection::items(&lines.join("\n")).collect();
    assert_eq!(items.len(), lines.len(), "every line has three fields");
    items
}

fn table() -> Vec<LabelledText> {
    read(include_str!("tables/detect.tsv"))
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
fn neighbours_and_other_alphabets_are_not_taken_for_something_else() {
    let table = include_str!("tables/detect_strangers.tsv");
    let mut wrong = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (expected, text) = line.split_once('\t').unwrap();
        let found = language::detect_tag(text);
        let right = match expected.strip_prefix('-') {
            Some(other) => found != other,
            None => found == expected,
        };
        if !right {
            wrong.push((expected, found, text));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn reports_in_the_other_languages_are_recognised() {
    let items = read(include_str!("tables/detect_more.tsv"));
    let report = detection::evaluate(&items, |text| detect::detect(text).lang);
    let table = report.table();
    // The rules for Kazakh in other alphabets take none of them.
    assert_eq!(report, detection::evaluate(&items, language::detect_tag));
    let sentences = &report.kinds["sent"];
    assert!(sentences.len() >= 21, "{table}");
    assert!(sentences.values().all(|count| count.all >= 25), "{table}");
    let right: u64 = sentences.values().map(|count| count.right).sum();
    let all: u64 = sentences.values().map(|count| count.all).sum();
    assert!(right as f64 >= 0.97 * all as f64, "{table}");
    // The bar for each alone allows for two mistakes in 25.
    assert!(
        sentences.values().all(|count| count.accuracy() >= 0.92),
        "{table}"
    );
}

#[test]
fn short_queries_are_rather_in_the_languages_at_home() {
    let items = read(include_str!("tables/detect_short.tsv"));
    assert!(items.len() > 100);
    for item in items.into_iter().filter(|item| item.kind != "known") {
        let plausible = detect::plausible(&item.text);
        let may = plausible.iter().any(|guess| guess.lang == item.lang);
        assert!(may, "{item:?}: {plausible:?}");
        if item.kind == "rather" {
            assert!(HOME.contains(&item.lang.as_str()), "{item:?}");
            let guess = detect::detect(&item.text);
            assert_eq!(guess.lang, item.lang, "{item:?}: {guess:?}");
        } else if HOME.contains(&item.lang.as_str()) {
            let guess = detect::detect(&item.text);
            assert!(HOME.contains(&guess.lang), "{item:?}: {guess:?}");
        }
    }
}

#[test]
fn articles_are_parted_where_their_language_changes() {
    let table = include_str!("tables/detect_paragraphs.tsv").lines();
    for line in table.filter(|line| !line.starts_with('#')) {
        let (langs, article) = line.split_once('\t').unwrap();
        for separator in ["\n", "\n\n"] {
            let text = article.replace(" ¶ ", separator);
            let parts = language::paragraphs(&text);
            let mut start = 0;
            let of_paragraphs: Vec<&str> = text
                .split(separator)
                .map(|paragraph| {
                    let at = start;
                    start += paragraph.len() + separator.len();
                    parts.iter().find(|part| part.0.contains(&at)).unwrap().1
                })
                .collect();
            assert_eq!(of_paragraphs.join(" "), langs, "{article} {parts:?}");
        }
    }
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
    assert_eq!(langs("大統領"), BTreeSet::from(["ja", "zh"]));
    assert_eq!(langs("空港で火災"), BTreeSet::from(["ja"]));
    assert_eq!(langs("საქართველო"), BTreeSet::from(["und"]));
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
    assert_eq!(detect::detect_among("大統領選挙", &["zh", "en"]).lang, "zh");
    assert_eq!(detect::detect_among("대통령", &["zh", "en"]).lang, "und");
    let russian = detect::plausible_among("министр", &["ru", "en"]);
    assert_eq!(russian.len(), 1, "{russian:?}");
    assert_eq!(russian[0].lang, "ru");
    assert_eq!(language::detect_tag_among(text, &["ru", "kk"]), "ru");
    let kazakh = "Qazaqstan Respublikasynyñ Prezidentı qazaq halqyna ündeu jariialady";
    assert_eq!(language::detect_tag_among(kazakh, &["ru", "kk"]), "kk");
    assert_ne!(language::detect_tag_among(kazakh, &["ru", "en"]), "kk");
}

#[test]
fn a_broken_model_is_an_error() {
    for data in [
        &b""[..],
        b"something else\n\n",
        b"tilmash detector 1\n\n",
        b"tilmash detector 2\nCyrl 64 0.012 kk=0\n",
        b"tilmash detector 2\nCyrl 64 0.012 kk=0\n\n too short",
        b"tilmash detector 2\nCyrl 99999999999 0.012 kk=0\n\n",
        b"tilmash detector 2\nCyrl 64 0.012\n\n",
        b"tilmash detector 2\n\nleft over",
    ] {
        assert!(Model::parse(data).is_err(), "{data:?}");
    }
}

/// For articles of any make-up.
const PARAGRAPHS: [&str; 7] = [
    "",
    "Short line",
    "Правительство выделило дополнительные средства на ремонт сельских школ. Работы начнутся летом.",
    "Үкімет ауыл мектептерін жөндеуге қосымша қаржы бөлді. Жұмыс жазда басталады деп күтілуде.",
    "The government has set aside more money to repair village schools. The work begins in summer.",
    "政府は村の学校を修理するための予算を増やした。工事は夏に始まる予定だという。",
    "«Мы рассчитываем на лучший урожай», — сказал министр.",
];

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

    #[test]
    fn parts_cover_the_text(
        paragraphs in prop::collection::vec(prop::sample::select(&PARAGRAPHS[..]), 0..12),
        noise in "\\PC{0,20}",
    ) {
        let text = paragraphs.join("\n") + &noise;
        let parts = language::paragraphs(&text);
        let mut end = 0;
        for (range, _) in &parts {
            prop_assert_eq!(range.start, end);
            prop_assert!(range.end > range.start && text.is_char_boundary(range.end));
            end = range.end;
        }
        prop_assert_eq!(end, text.len());
        prop_assert!(parts.windows(2).all(|two| two[0].1 != two[1].1), "{:?}", parts);
    }
}
