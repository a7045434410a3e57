//! Is a query found in other languages, said to be, and kept from meaning
//! something else there? Every test runs the real binary.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice)]

use std::fmt::Write;

use crate::sandbox::{Sandbox, table, text};
use serde_json::{Value, json};

/// Articles in three languages, two of them about a hospital.
fn with_hospital() -> Sandbox {
    let sandbox = Sandbox::new();
    let articles = [
        (
            "en",
            "A new hospital for children opened in Almaty on Monday. Doctors moved in.",
        ),
        (
            "kk",
            "Алматыда балаларға арналған жаңа аурухана ашылды. Дәрігерлер көшіп келді.",
        ),
        (
            "kk",
            "Досмұхамбетов мырза ауыл шаруашылығы туралы баяндама жасады.",
        ),
        ("ru", "Футбольная команда выиграла матч со счётом два ноль."),
    ];
    let mut lines = String::new();
    for (number, (lang, text)) in articles.iter().enumerate() {
        let id = format!("{lang}{number}");
        writeln!(lines, "{}", json!({"id": id, "lang": lang, "text": text})).unwrap();
    }
    sandbox.write("news.jsonl", lines);
    sandbox.ok(&["index", "news.jsonl"]);
    sandbox
}

fn hit<'h>(hits: &'h [Value], id: &str) -> Option<&'h Value> {
    hits.iter().find(|hit| text(&hit["article"], "id") == id)
}

#[test]
fn a_translated_hit_is_marked_and_highlighted() {
    let sandbox = with_hospital();
    let hits = sandbox.records(&["search", "hospital", "--group", "article"]);
    assert_eq!(text(&hits[0]["article"], "id"), "en0");
    assert_eq!(hits[0]["match"], "literal");
    assert_eq!(hits[0]["because"], json!([]));
    let kazakh = hit(&hits, "kk1").unwrap();
    assert_eq!(kazakh["match"], "translation");
    assert_eq!(
        kazakh["because"],
        json!([{"query": "hospital", "found": "аурухана", "match": "translation"}])
    );
    let passage = text(&kazakh["passage"], "text");
    let marked: Vec<&str> = kazakh["passage"]["highlights"]
        .as_array()
        .unwrap()
        .iter()
        .map(|range| {
            let at = |end: usize| usize::try_from(range[end].as_u64().unwrap()).unwrap();
            &passage[at(0)..at(1)]
        })
        .collect();
    assert_eq!(marked, ["аурухана"]);
}

#[test]
fn a_name_is_found_by_its_sound() {
    let sandbox = with_hospital();
    let hits = sandbox.records(&["search", "Dosmukhambetov"]);
    let kazakh = hit(&hits, "kk2").unwrap();
    assert_eq!(kazakh["match"], "name");
    assert_eq!(kazakh["because"][0]["found"], "Досмұхамбетов");
}

#[test]
fn a_headline_that_matched_across_languages_is_marked() {
    let sandbox = Sandbox::new();
    let article = json!({
        "id": "kk", "lang": "kk", "title": "Жаңа аурухана",
        "text": "Құрылыс жұмыстары келесі жылы аяқталады."
    });
    sandbox.write("news.jsonl", article.to_string());
    sandbox.ok(&["index", "news.jsonl"]);
    let hits = sandbox.records(&["search", "hospital"]);
    assert_eq!(hits[0]["match"], "translation");
    assert_eq!(hits[0]["because"][0]["found"], "аурухана");
}

#[test]
fn the_terminal_says_why() {
    let shown = with_hospital().ok(&["search", "hospital", "--group", "article"]);
    assert!(shown.contains("“hospital” ≈ аурухана"), "{shown}");
    assert!(shown.contains("*аурухана*"), "{shown}");
}

#[test]
fn same_lang_and_phrases_stay_in_their_language() {
    let sandbox = with_hospital();
    for args in [
        ["search", "--same-lang", "hospital"].as_slice(),
        &["search", "--same-lang", "Dosmukhambetov hospital"],
        &["search", "=hospital"],
        &["search", "\"new hospital\""],
        &["search", "-l", "en", "hospital"],
    ] {
        let hits = sandbox.records(args);
        let langs: Vec<&str> = hits
            .iter()
            .map(|hit| text(&hit["article"], "lang"))
            .collect();
        assert_eq!(langs, ["en"], "{args:?}");
    }
}

#[test]
fn false_friends_stay_below_literal_hits() {
    let rows = table("false_friends.tsv");
    assert!(rows.len() >= 40);
    let sandbox = Sandbox::new();
    let mut lines = String::new();
    let mut queries = String::new();
    for (number, row) in rows.iter().enumerate() {
        let [word, lang, literal, other_lang, other] = row.as_slice() else {
            panic!("not a row: {row:?}");
        };
        for (kind, lang, text) in [("own", lang, literal), ("other", other_lang, other)] {
            let id = format!("{kind}-{number}");
            writeln!(lines, "{}", json!({"id": id, "lang": lang, "text": text})).unwrap();
        }
        writeln!(queries, "{number}\t{word}").unwrap();
    }
    sandbox.write("news.jsonl", lines);
    sandbox.write("queries.tsv", queries);
    sandbox.ok(&["index", "news.jsonl"]);
    let hits = sandbox.records(&[
        "search",
        "--queries",
        "queries.tsv",
        "-n",
        "100",
        "--group",
        "article",
    ]);
    let mut wrong = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let query = number.to_string();
        let mine: Vec<&Value> = hits
            .iter()
            .filter(|hit| text(hit, "query") == query)
            .collect();
        let place = |of: &dyn Fn(&Value) -> bool| mine.iter().position(|hit| of(hit));
        let own = place(&|hit| text(&hit["article"], "id") == format!("own-{number}"));
        let foreign = place(&|hit| hit["match"] == "translation" || hit["match"] == "name");
        match (own, foreign) {
            (Some(own), Some(foreign)) if foreign < own => wrong.push(format!(
                "{} ({}): {} stands above it",
                row[0], row[1], mine[foreign]["passage"]["text"]
            )),
            (None, _) => wrong.push(format!("{} ({}): not found", row[0], row[1])),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_lexicon_shows_translations_and_where_they_come_from() {
    let sandbox = Sandbox::new();
    let found = sandbox.records(&["lexicon", "нефть", "--lang", "ru", "--to", "kk"]);
    assert_eq!(found[0]["translation"], "мұнай");
    assert_eq!(
        (text(&found[0], "lang"), text(&found[0], "to")),
        ("ru", "kk")
    );
    let weight = found[0]["weight"].as_f64().unwrap();
    assert!(weight > 0.2 && weight <= 1.0, "{weight}");
    assert!(["dictionary", "parallel", "names", "hand"].contains(&text(&found[0], "origin")));
    let shown = sandbox.ok(&["lexicon", "нефть", "--to", "kk"]);
    assert!(shown.contains("ru нефть → kk"), "{shown}");
    let shown = sandbox.ok(&["lexicon", "нефть", "--to", "kk", "--format", "tsv"]);
    assert!(
        shown.starts_with("word\tlang\tto\ttranslation\tweight\torigin\nнефть\tru\tkk\tмұнай\t"),
        "{shown}"
    );
    let unknown = sandbox.run(&["lexicon", "ъъъъ"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.stderr.contains("no translation"), "{unknown:?}");
    assert_eq!(sandbox.run(&["lexicon", "ъъъъ", "--quiet"]).stderr, "");
}

#[test]
fn a_user_corrects_the_lexicon() {
    let sandbox = with_hospital();
    sandbox.write(
        "mine.tsv",
        "forbid\ten:hospital\tkk:аурухана # not mine\nnonsense\nadd\ten:hospital\tru:матч\t5\n",
    );
    let run = sandbox.run(&["search", "hospital", "--lexicon", "mine.tsv", "--jsonl"]);
    assert!(run.stderr.contains("mine.tsv:2"), "{}", run.stderr);
    let ids: Vec<String> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|hit| text(&hit["article"], "id").to_owned())
        .collect();
    assert!(
        ids.contains(&"ru3".to_owned()) && !ids.contains(&"kk1".to_owned()),
        "{ids:?}"
    );
    let by_setting = sandbox
        .command(&[
            "lexicon", "hospital", "--lang", "en", "--to", "ru", "--jsonl",
        ])
        .env("TILMASH_LEXICON", "mine.tsv")
        .output()
        .unwrap();
    let first = String::from_utf8(by_setting.stdout).unwrap();
    let first: Value = serde_json::from_str(first.lines().next().unwrap()).unwrap();
    assert_eq!(
        (text(&first, "translation"), text(&first, "origin")),
        ("матч", "hand")
    );
    assert_eq!(
        sandbox
            .run(&["lexicon", "hospital", "--lexicon", "absent.tsv"])
            .code,
        2
    );
}

/// Twenty stories in English and Kazakh, eight of them about wormwood, a
/// word that the lexicon lacks.
fn with_wormwood() -> Sandbox {
    const CITIES: [(&str, &str); 20] = [
        ("Berlin", "Берлин"),
        ("Paris", "Париж"),
        ("Tokyo", "Токио"),
        ("Madrid", "Мадрид"),
        ("Ankara", "Анкара"),
        ("Tashkent", "Ташкент"),
        ("Bishkek", "Бішкек"),
        ("Almaty", "Алматы"),
        ("Astana", "Астана"),
        ("London", "Лондон"),
        ("Warsaw", "Варшава"),
        ("Prague", "Прага"),
        ("Lisbon", "Лиссабон"),
        ("Oslo", "Осло"),
        ("Baku", "Баку"),
        ("Tbilisi", "Тбилиси"),
        ("Minsk", "Минск"),
        ("Delhi", "Дели"),
        ("Cairo", "Каир"),
        ("Seoul", "Сеул"),
    ];
    // The word in ever other company.
    const WORMWOOD: [(&str, &str); 4] = [
        ("Wormwood grows along roads.", "Жол бойында жусан өседі."),
        ("Scientists study wormwood.", "Ғалымдар жусанды зерттейді."),
        (
            "Wormwood smells after rain.",
            "Жаңбырдан кейін жусан иісі шығады.",
        ),
        (
            "Shepherds burn dry wormwood.",
            "Шопандар құрғақ жусан жағады.",
        ),
    ];
    const OTHER: [(&str, &str); 12] = [
        ("New bridges have been opened.", "Жаңа көпірлер ашылды."),
        ("Children were happy.", "Балалар қуанды."),
        ("Teachers thanked him.", "Мұғалімдер алғыс айтты."),
        ("Snow fell all night.", "Түні бойы қар жауды."),
        ("Trains were late.", "Пойыздар кешікті."),
        ("The library was closed.", "Кітапхана жабылды."),
        ("Doctors bought medicine.", "Дәрігерлер дәрі сатып алды."),
        ("The factory makes tractors.", "Зауыт трактор шығарады."),
        ("Fishermen sold salmon.", "Балықшылар балық сатты."),
        (
            "The army helped villagers.",
            "Әскер ауыл тұрғындарына көмектесті.",
        ),
        ("Voters elected women.", "Сайлаушылар әйелдерді сайлады."),
        ("Banks lowered interest.", "Банктер пайызды төмендетті."),
    ];
    let sandbox = Sandbox::new();
    let mut lines = String::new();
    for (number, (city, city_kk)) in CITIES.iter().enumerate() {
        let (many, few) = (10_037 + 1_113 * number, 23 + 17 * number);
        let (more, more_kk) = if number % 5 < 2 {
            WORMWOOD[number / 5]
        } else {
            OTHER[number % 5 - 2 + number / 5 * 3]
        };
        let english =
            format!("The mayor of {city} spent {many} dollars on {few} schools in {city}. {more}");
        let kazakh = format!(
            "{city_kk} қаласының әкімі {few} мектепке {many} доллар жұмсады, деп хабарлайды {city_kk}. {more_kk}"
        );
        for (lang, text) in [("en", english), ("kk", kazakh)] {
            let id = format!("{lang}{number}");
            // Half a year apart, so that no story takes in another.
            let date = format!("{}-{:02}-05", 2000 + number / 2, 1 + number % 2 * 6);
            let article = json!({"id": id, "lang": lang, "date": date, "text": text});
            writeln!(lines, "{article}").unwrap();
        }
    }
    sandbox.write("news.jsonl", lines);
    sandbox.ok(&["index", "news.jsonl"]);
    sandbox
}

/// The language and the kind of match of every hit for “wormwood”.
fn wormwood(sandbox: &Sandbox) -> Vec<(String, String)> {
    let hits = sandbox.records(&["search", "wormwood", "-n", "100", "--group", "article"]);
    hits.iter()
        .map(|hit| {
            let lang = text(&hit["article"], "lang").to_owned();
            (lang, text(hit, "match").to_owned())
        })
        .collect()
}

#[test]
fn an_archive_teaches_words_that_hold_once_they_are_accepted() {
    let sandbox = with_wormwood();
    let in_kazakh =
        |hits: &[(String, String)]| hits.iter().filter(|(lang, _)| lang == "kk").count();
    let learned = sandbox.records(&["lexicon", "learn"]);
    let pair = learned
        .iter()
        .find(|pair| text(pair, "word") == "wormwood")
        .unwrap_or_else(|| panic!("{learned:?}"));
    assert_eq!(
        (
            text(pair, "to"),
            text(pair, "translation"),
            text(pair, "status")
        ),
        ("kk", "жусан", "proposed")
    );
    assert!(pair["stories"].as_u64() >= Some(5), "{pair}");
    assert_eq!(pair["dice"].as_f64(), Some(1.0));
    assert!(pair["examples"].as_array().unwrap().contains(&json!("kk0")));
    assert_eq!(in_kazakh(&wormwood(&sandbox)), 0, "not in force yet");

    let accepted = sandbox.ok(&["lexicon", "accept", "wormwood=жусан", "--format", "tsv"]);
    assert!(
        accepted.contains("accepted\ten\twormwood\tkk\tжусан\t"),
        "{accepted}"
    );
    let hits = wormwood(&sandbox);
    assert_eq!(in_kazakh(&hits), 8, "{hits:?}");
    assert!(hits.contains(&("kk".to_owned(), "translation".to_owned())));
    let shown = sandbox.ok(&["lexicon", "wormwood", "--to", "kk"]);
    assert!(shown.contains("жусан"), "{shown}");

    // It outlives a rebuilt index and learning anew.
    sandbox.ok(&["reindex"]);
    sandbox.ok(&["lexicon", "learn"]);
    assert_eq!(in_kazakh(&wormwood(&sandbox)), 8);

    sandbox.ok(&["lexicon", "reject", "wormwood"]);
    sandbox.ok(&["lexicon", "learn"]);
    let kept = sandbox.ok(&["lexicon", "learned"]);
    assert!(kept.contains("rejected"), "{kept}");
    assert_eq!(in_kazakh(&wormwood(&sandbox)), 0);
    assert_eq!(sandbox.run(&["lexicon", "accept", "zzz"]).code, 2);
}

#[test]
fn damage_to_what_was_learned_does_no_harm() {
    let sandbox = with_wormwood();
    for damage in [
        b"\xff\xfe\x00add".as_slice(),
        b"add\ten:wormwood\n",
        b"\0\0\0",
    ] {
        sandbox.write("index/learned.tsv", damage);
        let run = sandbox.run(&["search", "wormwood"]);
        assert_eq!(run.code, 0, "{run:?}");
        assert!(run.stderr.contains("left out"), "{run:?}");
    }
    let learned = sandbox.records(&["lexicon", "learn"]);
    assert!(!learned.is_empty());
    // What cannot be read may be decisions: it is not written over.
    sandbox.write("index/learned.tsv", b"\xff");
    let run = sandbox.run(&["lexicon", "learn"]);
    assert_eq!(run.code, 2, "{run:?}");
    let kept = std::fs::read(sandbox.path("index/learned.tsv")).unwrap();
    assert_eq!(kept, b"\xff");
}

#[test]
fn every_hit_says_how_it_matched() {
    let sandbox = with_hospital();
    let rows = |args: &[&str]| -> Vec<String> {
        let shown = sandbox.ok(&[args, &["--format", "tsv", "--group", "article"]].concat());
        shown
            .lines()
            .map(|line| line.rsplit('\t').next().unwrap().to_owned())
            .collect()
    };
    let hospital = rows(&["search", "hospital"]);
    assert_eq!(hospital[..2], ["match", "literal"]);
    assert!(hospital.contains(&"translation".to_owned()), "{hospital:?}");
    // A piece of a word alone is no answer, unless somebody is content with it.
    let word = "ауруханааралық";
    assert_eq!(
        sandbox.run(&["search", word, "--same-lang"]).code,
        1,
        "a piece brought a hit"
    );
    let pieces = rows(&["search", word, "--same-lang", "--loose"]);
    assert!(pieces.len() > 1, "nothing found");
    assert!(pieces[1..].iter().all(|kind| kind == "piece"), "{pieces:?}");
    assert_eq!(
        rows(&["search", "lang:ru"]),
        ["match", ""],
        "no word was asked for"
    );
}
