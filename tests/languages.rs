//! Does every language find its inflected words, and does its data fit its
//! text? The tables are folders of `tests/tables/languages`: a new one is taken
//! up by itself.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::{collections::BTreeMap, fs, path::PathBuf};

use proptest::prelude::*;
use serde_json::Value;
use tilmash::{
    analysis::fold,
    language::{self, Language},
};

use crate::sandbox::{Sandbox, repository, table, text};

/// The languages that have texts and queries, with the folder of these.
fn folders() -> BTreeMap<String, PathBuf> {
    fs::read_dir(repository("tests/tables/languages"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("texts.jsonl").is_file() && path.join("queries.tsv").is_file())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path))
        .collect()
}

/// All articles of a language, one JSON object a line.
fn articles(folder: &std::path::Path) -> String {
    fs::read_to_string(folder.join("texts.jsonl")).unwrap()
}

/// The first hit of each query among the articles of its language.
fn first_hits(sandbox: &Sandbox, lang: &str, queries: &[Vec<String>]) -> BTreeMap<usize, String> {
    let lines: Vec<String> = queries
        .iter()
        .enumerate()
        .map(|(number, row)| format!("{number}\t{}", row[0]))
        .collect();
    sandbox.write("queries.tsv", lines.join("\n"));
    let hits = sandbox.records(&[
        "search",
        "--queries",
        "queries.tsv",
        "--langs",
        lang,
        "--same-lang",
        "--group",
        "article",
        "-n",
        "1",
    ]);
    hits.iter()
        .map(|hit| {
            let query = text(hit, "query").parse().unwrap();
            (query, text(&hit["article"], "id").to_owned())
        })
        .collect()
}

#[test]
fn an_article_in_two_languages_is_searched_in_both() {
    let sandbox = Sandbox::new();
    let russian = "Депутаты Сената приняли новый закон о воде. По нему жители сёл будут получать \
        питьевую воду со скидкой, а предприятия сами посчитают расход. Документ вступит в силу \
        первого января, до этого его ещё раз обсудят в комитетах.";
    let kazakh = "Министр жергілікті әкімдіктерге екі айдың ішінде жоспар дайындауды тапсырды. \
        Жоспарға құбырларды жөндеу де кіреді. Ауыл тұрғындары жаңа мектептеріміздің салынғанын \
        күтіп отыр, деп хабарлады баспасөз қызметі.";
    let record =
        serde_json::json!({"id": "mixed", "lang": "ru", "text": format!("{russian}\n\n{kazakh}")});
    sandbox.write("mixed.jsonl", record.to_string());
    sandbox.ok(&["index", "mixed.jsonl"]);
    // Each in a form that only its own language's rules bring together with
    // that of the text.
    for (query, langs) in [("комитет", "ru"), ("мектеп", "kk"), ("мектеп", "ru")]
    {
        let hits = sandbox.records(&["search", query, "-l", langs]);
        assert_eq!(hits.len(), 1, "{query} in {langs}");
        assert_eq!(text(&hits[0]["article"], "lang"), "ru");
        let marked = hits[0]["passage"]["highlights"].as_array().unwrap();
        assert!(!marked.is_empty(), "{query} in {langs}");
    }
}

/// The article ids that a query finds among those of a language, sorted.
fn found(sandbox: &Sandbox, query: &str, lang: &str) -> Vec<String> {
    let hits = sandbox.records(&["search", query, "-l", lang, "--group", "article"]);
    let mut ids: Vec<String> = hits
        .iter()
        .map(|hit| text(&hit["article"], "id").to_owned())
        .collect();
    ids.sort();
    ids
}

#[test]
fn every_typed_apostrophe_of_uzbek_is_one() {
    const APOSTROPHES: [char; 9] = [
        '\'', '`', '\u{B4}', '\u{2018}', '\u{2019}', '\u{2BB}', '\u{2BC}', '\u{2032}', '\u{201B}',
    ];
    let sandbox = Sandbox::new();
    let mut lines: Vec<String> = APOSTROPHES
        .iter()
        .enumerate()
        .map(|(number, apostrophe)| {
            let text = "O'zbekiston hukumati qarorni e'lon qildi. G'alla narxi tog'da tushdi. \
                Ta'lim vaziri Qozog'iston bilan kelishdi."
                .replace('\'', &apostrophe.to_string());
            serde_json::json!({"id": number.to_string(), "lang": "uz", "text": text}).to_string()
        })
        .collect();
    let other = "Futbolchilar Toshkentda maydonga tushdi.";
    lines.push(serde_json::json!({"id": "other", "lang": "uz", "text": other}).to_string());
    let cyrillic = "Ўзбекистон ҳукумати қарорни эълон қилди.";
    lines.push(serde_json::json!({"id": "cyrillic", "lang": "uz", "text": cyrillic}).to_string());
    sandbox.write("uz.jsonl", lines.join("\n"));
    sandbox.ok(&["index", "uz.jsonl"]);
    let all: Vec<String> = (0..APOSTROPHES.len()).map(|n| n.to_string()).collect();
    for apostrophe in APOSTROPHES {
        for query in [
            "\"o'zbekiston hukumati\"",
            "\"ta'lim vaziri qozog'iston bilan\"",
            "\"qarorni e'lon qildi\"",
            "+g'alla",
            "+tog'",
        ] {
            let query = query.replace('\'', &apostrophe.to_string());
            assert_eq!(found(&sandbox, &query, "uz"), all, "{query}");
        }
        // In Cyrillic letters by its stem.
        let query = "+o'zbekistonda".replace('\'', &apostrophe.to_string());
        let with_cyrillic: Vec<String> = all.iter().cloned().chain(["cyrillic".into()]).collect();
        assert_eq!(found(&sandbox, &query, "uz"), with_cyrillic, "{query}");
    }
    // The sign of separation may be left out.
    assert_eq!(found(&sandbox, "talim", "uz"), all);
}

#[test]
fn pieces_of_latin_words_find_nothing_in_east_asian_text() {
    let sandbox = Sandbox::new();
    let lines: String = ["ja", "zh", "ko"]
        .map(|lang| articles(&repository("tests/tables/languages").join(lang)))
        .concat();
    sandbox.write("articles.jsonl", lines);
    sandbox.ok(&["index", "articles.jsonl"]);
    // Some of them write of AI.
    assert!(sandbox.records(&["search", "aitrop"]).is_empty());
    assert!(!sandbox.records(&["search", "AI"]).is_empty());
}

#[test]
fn inflected_words_are_found_in_every_language() {
    /// At most one expectation in so many may be marked `known:`.
    const KNOWN: usize = 4;
    let sandbox = Sandbox::new();
    let mut lines = String::new();
    for (lang, folder) in folders() {
        for line in articles(&folder).lines() {
            let article: Value = serde_json::from_str(line).unwrap();
            assert_eq!(text(&article, "lang"), lang, "{line}");
            lines.push_str(line);
            lines.push('\n');
        }
    }
    sandbox.write("news.jsonl", lines);
    sandbox.ok(&["index", "news.jsonl"]);
    let mut wrong = Vec::new();
    for (lang, _) in folders() {
        let queries = table(&format!("languages/{lang}/queries.tsv"));
        assert!(queries.len() >= 10, "{lang}: too few queries");
        let found = first_hits(&sandbox, &lang, &queries);
        let mut known = 0;
        for (number, row) in queries.iter().enumerate() {
            let [query, expected, note] = row.as_slice() else {
                panic!("{lang}: not a row: {row:?}");
            };
            let is_known = note.starts_with("known:");
            known += usize::from(is_known);
            let first = found.get(&number).map_or("nothing", String::as_str);
            if (first == expected) == is_known {
                wrong.push(format!("{lang}: {query} ({note}): {first}, not {expected}"));
            }
        }
        if known * KNOWN > queries.len() {
            wrong.push(format!("{lang}: {known} known failures"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The languages with a table of stems like most; those of the engine of
/// `turkic` say what the stem is (see `turkic.rs`).
fn stem_tables() -> Vec<String> {
    let mut langs: Vec<String> = fs::read_dir(repository("tests/tables"))
        .unwrap()
        .filter_map(|entry| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            Some(
                name.strip_prefix("stems_")?
                    .strip_suffix(".tsv")?
                    .to_owned(),
            )
        })
        .filter(|lang| language::get(lang).unwrap().morphology.is_none())
        .collect();
    langs.sort();
    langs
}

/// Rows of `stems_LANG.tsv`: `form<TAB>representative` (one stem) and
/// `form<TAB>!=<TAB>other` (two). A last column `known` marks a known failure:
/// it must fail, so that the mark goes when the stemmer learns the word.
#[test]
fn forms_of_a_word_share_a_stem() {
    /// At most one row in so many may be marked `known`.
    const KNOWN: usize = 20;
    let mut wrong = Vec::new();
    let tables = stem_tables();
    assert!(tables.len() >= 10, "{tables:?}");
    for lang in tables {
        let stem = |word: &str| (language::get(&lang).unwrap().stem)(word).into_owned();
        let rows = table(&format!("stems_{lang}.tsv"));
        let mut known = 0;
        for row in &rows {
            let (row, is_known) = match row.as_slice() {
                [row @ .., mark] if mark == "known" => (row, true),
                row => (row, false),
            };
            known += usize::from(is_known);
            let (form, other, same) = match row {
                [form, other] => (form, other, true),
                [form, sign, other] if sign == "!=" => (form, other, false),
                _ => panic!("{lang}: not a row: {row:?}"),
            };
            let stems = (stem(form), stem(other));
            if ((stems.0 == stems.1) == same) == is_known {
                wrong.push(format!("{lang} {row:?}: {stems:?}"));
            }
        }
        if known * KNOWN > rows.len() {
            wrong.push(format!("{lang}: {known} known failures"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lists_are_folded_and_in_the_letters_of_the_language() {
    let mut wrong = Vec::new();
    for language in language::ALL {
        for word in language.stop_words.iter() {
            let spelled = word
                .chars()
                .all(|c| language.script.has(c) || matches!(c, '\'' | '-'));
            if fold(word) != *word || !spelled {
                wrong.push(format!("{} stop word {word}", language.code));
            }
        }
        for line in language.names.lines().filter(|line| !line.starts_with('#')) {
            let columns: Vec<&str> = line.split('\t').collect();
            if columns.len() < 3 || columns[2].is_empty() || fold(columns[2]) != columns[2] {
                wrong.push(format!("{} name {line}", language.code));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn assert_stems(language: &Language, word: &str) {
    let stem = (language.stem)(word);
    assert_eq!(stem.is_empty(), word.is_empty(), "{language:?} {word:?}");
}

/// Words that break the algorithms behind the stemmers, found by trying out
/// millions of random combinations of their affixes.
#[test]
fn words_that_break_snowball_are_survived() {
    for word in [
        "ισαισα",
        "ισαισαν",
        "ισαισε",
        "ϋπυρετε",
        "ϋυπερθετε",
        "ϋνέτετέ",
        "υπυρετεωθηκαν",
        "αντιθετε",
        "ίσα",
        "leri",
        "்",
        "த்த்",
        "''s",
        "/",
        "eredttendes",
    ] {
        for language in language::ALL {
            assert_stems(language, word);
        }
    }
}

/// The pieces of which a language's words are made: beginnings and ends of
/// those of its texts and stop words.
fn pieces() -> Vec<(&'static Language, Vec<String>)> {
    let folders = folders();
    language::ALL
        .iter()
        .map(|&language| {
            let texts = folders.get(language.code).map(|folder| articles(folder));
            let mut pieces: Vec<String> = texts
                .unwrap_or_default()
                .split(|c: char| !c.is_alphabetic())
                .chain(language.stop_words.iter().copied())
                .map(fold)
                .flat_map(|word| {
                    let letters: Vec<char> = word.chars().collect();
                    let (start, end) = letters.split_at(letters.len() / 2);
                    [start.iter().collect(), end.iter().collect()]
                })
                .collect();
            pieces.sort();
            pieces.dedup();
            (language, pieces)
        })
        .collect()
}

proptest! {
    #[test]
    fn any_word_has_a_stem(word in "\\PC{0,40}") {
        let word = fold(&word);
        for language in language::ALL {
            assert_stems(language, &word);
        }
    }

    #[test]
    fn any_word_of_the_languages_letters_has_a_stem(places in proptest::collection::vec(any::<prop::sample::Index>(), 1..12)) {
        static PIECES: std::sync::LazyLock<Vec<(&'static Language, Vec<String>)>> = std::sync::LazyLock::new(pieces);
        for (language, pieces) in PIECES.iter() {
            let word: String = places.iter().map(|place| place.get(pieces).as_str()).collect();
            assert_stems(language, &fold(&word));
        }
    }
}
