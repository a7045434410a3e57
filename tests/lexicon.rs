//! Does the lexicon translate news words, and is it as the code expects it?

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    missing_docs
)]

use std::collections::BTreeSet;

use proptest::prelude::*;
use tilmash::{
    analysis::{self, Kind, StemMemo},
    language,
    lexicon::{self, Lexicon, Origin, Overrides, Table},
};

/// From, to, table of words and accepted translations.
const TABLES: [(&str, &str, &str); 6] = [
    ("ru", "kk", include_str!("tables/translations_ru_kk.tsv")),
    ("kk", "ru", include_str!("tables/translations_kk_ru.tsv")),
    ("ru", "en", include_str!("tables/translations_ru_en.tsv")),
    ("en", "ru", include_str!("tables/translations_en_ru.tsv")),
    ("kk", "en", include_str!("tables/translations_kk_en.tsv")),
    ("en", "kk", include_str!("tables/translations_en_kk.tsv")),
];

const LEAST_AT_1: f64 = 0.75;
const LEAST_AT_5: f64 = 0.92;

fn stem(lang: &str, word: &str) -> String {
    (language::get(lang).unwrap().stem)(word).into_owned()
}

/// The stem of a word as it is found in a text.
fn stem_in_text(memo: &mut StemMemo, word: &str) -> Option<String> {
    let mut found = analysis::terms(word, memo)
        .into_iter()
        .filter(|term| !matches!(term.token.kind, Kind::Part | Kind::Variant));
    let first = found.next()?;
    found.next().is_none().then_some(first.stem)
}

/// Words of a table: how many, how many translated right first, how many within five.
fn score(from: &str, to: &str, table: &str) -> (usize, usize, usize) {
    let (mut words, mut at_1, mut at_5) = (0, 0, 0);
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (word, accepted) = line.split_once('\t').unwrap();
        let accepted: Vec<String> = accepted.split('|').map(|word| stem(to, word)).collect();
        let found = lexicon::shipped().translations(from, &stem(from, word), to);
        let place = found
            .iter()
            .take(5)
            .position(|one| accepted.contains(&one.stem));
        words += 1;
        at_1 += usize::from(place == Some(0));
        at_5 += usize::from(place.is_some());
        if place != Some(0) {
            let given: Vec<&str> = found.iter().take(5).map(|one| one.form.as_str()).collect();
            println!(
                "{from}→{to} {} {word}: {}",
                if place.is_some() { "later" } else { "never" },
                given.join(", ")
            );
        }
    }
    (words, at_1, at_5)
}

#[test]
fn translates_frequent_news_words() {
    let mut low = Vec::new();
    for (from, to, table) in TABLES {
        let (words, at_1, at_5) = score(from, to, table);
        assert!(words >= 200, "{from}→{to}: {words} words");
        let (at_1, at_5) = (at_1 as f64 / words as f64, at_5 as f64 / words as f64);
        println!("{from}→{to}: {words} words, P@1 {at_1:.3}, P@5 {at_5:.3}");
        if at_1 < LEAST_AT_1 || at_5 < LEAST_AT_5 {
            low.push(format!("{from}→{to} P@1 {at_1:.3} P@5 {at_5:.3}"));
        }
    }
    assert!(
        low.is_empty(),
        "below P@1 {LEAST_AT_1}, P@5 {LEAST_AT_5}: {low:?}"
    );
}

/// The stems in the file are those of today's stemmers; if not, the file is
/// made anew by `pack_lexicon --restem` (tools/lexicon/README.md).
#[test]
fn stems_are_those_of_the_stemmers() {
    let table = lexicon::shipped().table();
    for lang in table.languages() {
        let mut memo = StemMemo::new(language::get(lang).unwrap());
        let stale: Vec<_> = table
            .words(lang)
            .filter(|word| {
                stem_in_text(&mut memo, &word.form).is_some_and(|stem| stem != word.stem)
            })
            .take(5)
            .collect();
        assert!(
            stale.is_empty(),
            "{lang}: repack the lexicon, its stems are stale: {stale:?}"
        );
    }
}

#[test]
fn every_word_of_the_table_is_found() {
    let table = lexicon::shipped().table();
    assert_eq!(
        table.languages().collect::<BTreeSet<_>>(),
        BTreeSet::from([
            "az", "en", "ja", "kk", "ko", "ky", "ru", "tr", "tt", "uk", "uz", "zh"
        ])
    );
    for lang in table.languages() {
        let words: Vec<_> = table.words(lang).collect();
        assert!(words.is_sorted_by(|a, b| a.stem < b.stem), "{lang}");
        for word in &words {
            assert_eq!(table.find(lang, &word.stem).as_ref(), Some(word), "{lang}");
        }
    }
}

#[test]
fn weights_are_probabilities() {
    let table = lexicon::shipped().table();
    for from in table.languages() {
        for to in table.languages().filter(|to| *to != from) {
            for word in table.words(from).step_by(7) {
                for one in lexicon::shipped().translations(from, &word.stem, to) {
                    assert!(
                        one.weight > 0.0 && one.weight <= 1.0,
                        "{from}→{to} {}: {one:?}",
                        word.stem
                    );
                }
            }
        }
    }
}

/// Words that only look alike are no translations, and words that an embedding
/// holds for alike are not either.
#[test]
fn look_alikes_are_no_translations() {
    for (from, word, to, other) in [
        ("ru", "нефть", "en", "nafta"),
        ("ru", "нефть", "en", "moan"),
        ("ru", "обыск", "en", "apiece"),
        ("ru", "уран", "en", "uri"),
        ("ru", "митинг", "en", "mitten"),
        ("en", "trump", "ru", "президент"),
        ("kk", "мұнай", "en", "moan"),
    ] {
        let found = lexicon::shipped().translations(from, &stem(from, word), to);
        assert!(
            found.iter().all(|one| one.stem != stem(to, other)),
            "{word}: {found:?}"
        );
    }
}

#[test]
fn languages_without_a_table_of_their_own_meet_in_english() {
    let found = lexicon::shipped().translations("tr", &stem("tr", "petrol"), "kk");
    assert_eq!(found[0].form, "мұнай", "{found:?}");
    let found = lexicon::shipped().translations("ru", &stem("ru", "нефть"), "zh");
    assert_eq!(found[0].form, "石油", "{found:?}");
}

#[test]
fn shipped_overrides_are_in_force() {
    let (overrides, bad) = Overrides::parse(include_str!("../tools/lexicon/overrides.tsv"));
    assert!(bad.is_empty(), "{bad:?}");
    for line in include_str!("../tools/lexicon/overrides.tsv").lines() {
        let fields: Vec<&str> = line.split('#').next().unwrap().trim().split('\t').collect();
        let [verb, left, right, ..] = fields.as_slice() else {
            continue;
        };
        let ((from, word), (to, other)) = (
            left.split_once(':').unwrap(),
            right.split_once(':').unwrap(),
        );
        let found = lexicon::shipped().translations(from, &stem(from, word), to);
        let has = found
            .iter()
            .any(|one| other == "*" || one.stem == stem(to, other));
        // A word with many corrections loses the lightest.
        let right = if *verb == "add" {
            has || found.len() >= 5
        } else {
            !has
        };
        assert!(right, "repack the lexicon: {line}");
    }
    assert!(!overrides.is_empty());
}

#[test]
fn a_user_adds_and_forbids() {
    let (overrides, bad) = Overrides::parse(
        "# mine\nadd\tru:нефть\tkk:аурухана\t3\nforbid\ten:people\tkk:адам # wrong\nforbid\tru:школа\ten:*\n",
    );
    assert_eq!(bad, []);
    let mine = Lexicon::new(overrides);
    let found = mine.translations("ru", &stem("ru", "нефть"), "kk");
    assert_eq!(
        (found[0].form.as_str(), found[0].origin),
        ("аурухана", Origin::Hand)
    );
    assert!(found[0].weight >= found[1].weight, "{found:?}");
    let back = mine.translations("kk", &stem("kk", "аурухана"), "ru");
    assert!(back.iter().any(|one| one.stem == stem("ru", "нефть")));
    let people = mine.translations("en", &stem("en", "people"), "kk");
    assert!(!people.is_empty() && people.iter().all(|one| one.stem != stem("kk", "адам")));
    assert!(
        mine.translations("ru", &stem("ru", "школа"), "en")
            .is_empty()
    );
}

#[test]
fn bad_corrections_are_named_by_line() {
    let (_, bad) =
        Overrides::parse("\nad\tru:а\tkk:б\nadd\tru:а\nadd\txx:a\tru:а\nadd\tru:а\tkk:б\t-1\n");
    assert_eq!(
        bad.iter().map(|one| one.line).collect::<Vec<_>>(),
        [2, 3, 4, 5]
    );
}

proptest! {
    #[test]
    fn any_word_may_be_asked_for(word in "\\PC{0,12}", from in "(ru|kk|en|ky|zz)", to in "(ru|kk|en|ky|)") {
        let found = lexicon::shipped().translations(&from, &word, &to);
        prop_assert!(found.iter().all(|one| one.weight > 0.0 && one.weight <= 1.0 && !one.stem.is_empty()));
    }

    #[test]
    fn a_damaged_table_gives_answers_or_none(at in 0usize..4096, byte: u8, cut in 0usize..4096) {
        let (from, to) = ("ru", "kk");
        let mut bytes = small_table();
        let at = at % bytes.len();
        bytes[at] = byte;
        bytes.truncate(bytes.len() - cut % bytes.len());
        let table = Table::read(&bytes);
        let _ = table.translations(from, "нефт", to);
        let _ = table.words(from).take(100).count();
    }
}

/// Two words: нефт (нефть) in Russian, мұнай in Kazakh, translations of one another.
fn small_table() -> Vec<u8> {
    fn section(code: &str, alphabet: &str, word: &[u8]) -> Vec<u8> {
        let mut body = 1u32.to_le_bytes().to_vec();
        body.extend(u16::try_from(alphabet.len()).unwrap().to_le_bytes());
        body.extend(alphabet.as_bytes());
        body.extend(0u32.to_le_bytes());
        body.extend(word);
        let mut section = code.as_bytes().to_vec();
        section.extend(u32::try_from(body.len()).unwrap().to_le_bytes());
        section.extend(body);
        section
    }
    let mut bytes = b"tlx2\x02".to_vec();
    bytes.extend(section(
        "ru",
        "ентфь",
        &[0, 4, 1, 0, 3, 2, 0x01, 4, 2, 0, 1, 0, 0, 0xfc],
    ));
    bytes.extend(section(
        "kk",
        "аймнұ",
        &[0, 5, 2, 4, 3, 0, 1, 0x00, 1, 0, 1, 0, 0, 0xfc],
    ));
    bytes
}

#[test]
fn reads_what_the_layout_says() {
    let bytes = small_table();
    let table = Table::read(&bytes);
    let found = table.translations("ru", "нефт", "kk");
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].stem.as_str(), found[0].weight, found[0].origin),
        ("мұнай", 1.0, Origin::Dictionary)
    );
    assert_eq!(table.translations("kk", "мұнай", "ru")[0].form, "нефть");
}
