//! Does every hit deserve its place, and does it say why it is there? Every
//! test runs the real binary over a few articles written for it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use crate::sandbox::{Sandbox, text};
use serde_json::{Value, json};

/// An index of articles: id, language, text.
fn index(articles: &[(&str, &str, &str)]) -> Sandbox {
    let sandbox = Sandbox::new();
    let lines: Vec<String> = articles
        .iter()
        .map(|(id, lang, text)| json!({"id": id, "lang": lang, "text": text}).to_string())
        .collect();
    sandbox.write("news.jsonl", lines.join("\n"));
    sandbox.ok(&["index", "news.jsonl"]);
    sandbox
}

/// The ids that a query finds, in order; nothing found is no hit.
fn found(sandbox: &Sandbox, query: &[&str]) -> Vec<String> {
    let args = [
        &["search", "--group", "article", "-n", "50", "--jsonl"],
        query,
    ]
    .concat();
    let run = sandbox.run(&args);
    assert!(run.code < 2, "{run:?}");
    run.stdout
        .lines()
        .map(|line| {
            let hit: Value = serde_json::from_str(line).unwrap();
            text(&hit["article"], "id").to_owned()
        })
        .collect()
}

fn sorted(sandbox: &Sandbox, query: &str) -> Vec<String> {
    let mut ids = found(sandbox, &["--", query]);
    ids.sort();
    ids
}

/// Ordinary news in which none of the names below occurs.
fn ordinary_news() -> Sandbox {
    index(&[
        (
            "ru1",
            "ru",
            "Министр финансов доложил о бюджете. На мосту заметили аварийный грузовик.",
        ),
        (
            "ru2",
            "ru",
            "В Боливии и Тасмании прошли выборы, сообщил Комаров из Балхаша.",
        ),
        (
            "kk1",
            "kk",
            "Байлар мен кедейлер туралы айтылды. Мерзімі келесі жылы бітеді.",
        ),
        (
            "kk2",
            "kk",
            "Марстан келген сигналды Меркурий зерттеп жатыр, деді Момынов.",
        ),
        (
            "ky1",
            "ky",
            "Токойго өрт чыкты, Баткенде адамдар көчүрүлдү.",
        ),
        (
            "en1",
            "en",
            "The Earth is warming, Sunday's report said. A red sedan hit a Seven Eleven.",
        ),
        (
            "en2",
            "en",
            "Lake levels fell in Albania, while Tories and Marxists argued in Sudan.",
        ),
    ])
}

#[test]
fn a_name_that_nobody_printed_finds_nothing() {
    let sandbox = ordinary_news();
    for name in [
        "Токаев",
        "Мирзиёев",
        "Тасмагамбетов",
        "Байден",
        "Собянин",
        "Кадыров",
        "Ертаев",
        "Мамин",
        "Балаева",
        "Меркель",
        "Сурков",
        "Тоқаев",
        "Қасымов",
        "Жұманғарин",
        "Мәсімов",
        "Zidane",
        "Messi",
        "Milei",
        "Albanese",
        "Marcos",
        "Macron",
        "Trump",
        "Lula",
        "Sarkozy",
    ] {
        let run = sandbox.run(&["search", name]);
        assert_eq!(run.code, 1, "{name}: {}", run.stdout);
        assert!(
            run.stderr.contains("nothing found"),
            "{name}: {}",
            run.stderr
        );
    }
}

#[test]
fn surnames_that_are_words_are_found_in_other_alphabets() {
    let names = [
        ("Лавров", "Lavrov"),
        ("Волков", "Volkov"),
        ("Козлов", "Kozlov"),
        ("Орлов", "Orlov"),
        ("Песков", "Peskov"),
        ("Шойгу", "Shoigu"),
        ("Есенов", "Yessenov"),
        ("Мирзиёев", "Mirziyoyev"),
        ("Ниёзов", "Niyozov"),
        ("Фёдоров", "Fyodorov"),
    ];
    let texts: Vec<(String, String)> = names
        .iter()
        .flat_map(|(ru, en)| {
            [
                (
                    format!("ru-{en}"),
                    format!("Вчера на объект прибыл сотрудник {ru} с группой."),
                ),
                (
                    format!("en-{en}"),
                    format!("Yesterday our colleague {en} arrived with a group."),
                ),
            ]
        })
        .collect();
    let articles: Vec<(&str, &str, &str)> = texts
        .iter()
        .map(|(id, text)| (id.as_str(), id.split_once('-').unwrap().0, text.as_str()))
        .collect();
    let sandbox = index(&articles);
    for (ru, en) in names {
        for query in [ru, en] {
            assert_eq!(
                sorted(&sandbox, query),
                [format!("en-{en}"), format!("ru-{en}")],
                "{query}"
            );
        }
    }
}

#[test]
fn an_exclusion_alone_leaves_out_every_form() {
    let sandbox = index(&[
        ("a", "ru", "Делегация вылетела в Астану с визитом."),
        ("b", "ru", "Выставка цветов прошла в Астане."),
        ("c", "ru", "Шымкент готовится к празднику города."),
    ]);
    for query in [
        "-Астана",
        "NOT Астана",
        "lang:ru -Астана",
        "праздник -Астана",
    ] {
        assert_eq!(sorted(&sandbox, query), ["c"], "{query}");
    }
}

#[test]
fn a_phrase_is_found_in_every_case() {
    let sandbox = index(&[
        (
            "n",
            "ru",
            "Президент Касым-Жомарт Токаев принял министра. Цены на нефть выросли.",
        ),
        (
            "d",
            "ru",
            "Касым-Жомарту Токаеву доложили о стройке. Снижение цены на нефть идёт.",
        ),
        (
            "g",
            "ru",
            "По словам Касым-Жомарта Кемелевича Токаева, бюджет исполнен.",
        ),
    ]);
    assert_eq!(sorted(&sandbox, "\"Касым-Жомарт Токаев\""), ["d", "n"]);
    assert_eq!(
        sorted(&sandbox, "\"Касым-Жомарт Токаев\"~1"),
        ["d", "g", "n"]
    );
    assert_eq!(sorted(&sandbox, "=\"Касым-Жомарт Токаев\""), ["n"]);
    assert_eq!(sorted(&sandbox, "\"цена нефти\"~1"), ["d", "n"]);
    assert_eq!(sorted(&sandbox, "=\"цена нефти\"~1"), [] as [&str; 0]);
    let repeated = format!("\"{}\"~100", "цены ".repeat(40));
    assert_eq!(sorted(&sandbox, &repeated), [] as [&str; 0]);
}

#[test]
fn words_of_different_paradigms_do_not_meet() {
    let sandbox = index(&[
        ("gas", "ru", "Выбросы метана зафиксировал спутник."),
        ("threw", "ru", "Школьник метал копьё дальше всех."),
        ("court", "ru", "Адвокат обжаловал решение районного суда."),
        ("own", "ru", "Свои дети играют во дворе своего дома."),
        ("war", "ru", "Участникам СВО выделили жильё."),
    ]);
    assert_eq!(sorted(&sandbox, "метан"), ["gas"]);
    assert_eq!(sorted(&sandbox, "суд"), ["court"]);
    assert_eq!(sorted(&sandbox, "СВО"), ["war"]);
    assert_eq!(sorted(&sandbox, "свой"), ["own"]);
}

#[test]
fn every_word_of_the_query_is_explained() {
    let sandbox = index(&[
        (
            "kk",
            "kk",
            "Алматыда жаңа аурухана ашылды, деді министр Қасымов.",
        ),
        ("en", "en", "A museum of aviation opened in Astana."),
    ]);
    let hits = sandbox.records(&["search", "Kassymov hospital", "--explain"]);
    assert_eq!(text(&hits[0]["article"], "id"), "kk");
    let because = hits[0]["because"].as_array().unwrap();
    let reason = |query: &str| because.iter().find(|one| one["query"] == query).unwrap();
    assert_eq!(reason("hospital")["found"], "аурухана");
    assert_eq!(reason("kassymov")["found"], "Қасымов");
    let explain = hits[0]["explain"].to_string();
    for part in [
        "word: kassymov",
        "word: hospital",
        "sound in sound",
        "kk:аурухана",
        "coverage",
    ] {
        assert!(explain.contains(part), "{part}: {explain}");
    }
    let inflected = index(&[("ru", "ru", "Встреча с министрами прошла вчера.")]);
    let hits = inflected.records(&["search", "министр"]);
    assert_eq!(hits[0]["because"][0]["found"], "министрами");
    assert_eq!(hits[0]["because"][0]["match"], "inflected");
}

/// One story in Russian and Kazakh; another Kazakh article has a word that the
/// query may be translated by.
#[test]
fn the_version_in_the_language_of_the_query_is_shown() {
    let sandbox = Sandbox::with_seeds();
    sandbox.ok(&["index", "seeds"]);
    for (query, lang) in [
        ("Досмамбетов онкология", "ru"),
        ("Dosmambetov oncology", "en"),
    ] {
        let hits = sandbox.records(&["search", query]);
        assert_eq!(text(&hits[0]["article"], "lang"), lang, "{query}");
    }
}

/// A word in foreign letters is no form of anything in the language around it:
/// asked for alone, it counts as much as beside a word of that language.
#[test]
fn a_word_in_foreign_letters_counts_wherever_it_stands() {
    let filler = (0..40).map(|n| {
        let text = format!("Министр номер {n} рассказал о планах развития региона и дорогах.");
        (format!("f{n}"), "ru", text)
    });
    let wanted = [
        (
            "ru",
            "ru",
            "В офисе есть сеть 802.11n, за столом лежит iPhone.",
        ),
        (
            "kk",
            "kk",
            "Кеңседе 802.11n желісі бар, үстел үстінде iPhone жатыр.",
        ),
    ]
    .map(|(id, lang, text)| (id.to_owned(), lang, text.to_owned()));
    let articles: Vec<_> = filler.chain(wanted).collect();
    let borrowed: Vec<(&str, &str, &str)> = articles
        .iter()
        .map(|(id, lang, text)| (id.as_str(), *lang, text.as_str()))
        .collect();
    let sandbox = index(&borrowed);
    let best = |query: &str| -> f64 {
        let run = sandbox.ok(&["search", "--jsonl", "--", query]);
        let hits: Vec<Value> = run
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect();
        let ru = hits.iter().find(|hit| text(&hit["article"], "id") == "ru");
        ru.unwrap_or_else(|| panic!("{query}: {hits:?}"))["score"]
            .as_f64()
            .unwrap()
    };
    for word in ["802.11n", "iPhone"] {
        let alone = best(word);
        let beside = best(&format!("сеть {word}")) - best("сеть");
        assert!(
            alone > 0.5 * beside,
            "{word}: {alone} alone, {beside} beside"
        );
        assert_eq!(sorted(&sandbox, word), ["kk", "ru"], "{word}");
    }
}

/// A person is told what a program is told: each word, the way, the field, the
/// weight, and what was taken off for a word that is missing.
#[test]
fn explanations_are_shown_in_the_terminal() {
    let sandbox = index(&[
        ("a", "ru", "Министр открыл мост через реку."),
        ("b", "ru", "Погода в Алматы будет ясной."),
    ]);
    let shown = sandbox.ok(&["search", "--explain", "министрами моста цирк"]);
    for part in [
        "coverage",
        "word: министрами",
        "form in stem: ru:министр",
        "word: моста",
        "weight 0.65",
        "rarity ",
    ] {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    let plain = sandbox.ok(&["search", "министрами моста цирк"]);
    assert!(!plain.contains("coverage"), "{plain}");
}
