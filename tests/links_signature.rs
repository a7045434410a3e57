//! Signatures: the same article always gives the same one, it survives its
//! bytes, and hostile bytes are refused without a panic.
#![allow(
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    missing_docs
)]

use proptest::prelude::*;
use tilmash::{
    article::{Article, ArticleId},
    signature::{Encoded, Extractor, Signature, UnitKind, UnitTable},
};

fn article(lang: &str, title: Option<&str>, text: &str) -> Article {
    Article {
        id: ArticleId::new("a"),
        lang: lang.to_owned(),
        title: title.map(str::to_owned),
        date: None,
        source: None,
        url: None,
        path: None,
        text: text.to_owned(),
    }
}

/// `lang<TAB>text<TAB>kind:form, kind:form, ...`: units that the text must have.
#[test]
fn units_by_table() {
    let mut extractor = Extractor::new();
    for line in include_str!("tables/link_units.tsv").lines() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [lang, text, expected] = columns[..] else {
            panic!("three columns wanted: {line}");
        };
        let extraction = extractor.extract(&article(lang, None, text));
        let units: Vec<String> = (0..)
            .zip(extraction.signature.units())
            .map(|(number, unit)| {
                let kind = match unit.kind {
                    UnitKind::Number => "number",
                    UnitKind::Date => "date",
                    UnitKind::Place => "place",
                    UnitKind::Term => "term",
                    UnitKind::Phrase => "phrase",
                    UnitKind::Name => "name",
                    UnitKind::Word => "word",
                };
                format!("{kind}:{}", extraction.form(number))
            })
            .collect();
        for unit in expected.split(", ") {
            match unit.strip_prefix("no ") {
                Some(unit) => assert!(
                    !units.iter().any(|u| u == unit),
                    "{text}: {unit} in {units:?}"
                ),
                None => assert!(
                    units.iter().any(|u| u == unit),
                    "{text}: {unit} not in {units:?}"
                ),
            }
        }
    }
}

#[test]
fn occurrences_point_at_the_words() {
    let article = article(
        "ru",
        Some("Мурашко в Бишкеке"),
        "Досмамбетов встретил Мурашко. В 2026 году построят центр.",
    );
    let extraction = Extractor::new().extract(&article);
    let mut words = Vec::new();
    for found in &extraction.occurrences {
        let text = if found.in_title {
            article.title.as_deref().unwrap()
        } else {
            &article.text
        };
        words.push(&text[found.range.clone()]);
    }
    for word in ["Мурашко", "Бишкеке", "Досмамбетов", "2026", "центр"]
    {
        assert!(words.contains(&word), "{word} not in {words:?}");
    }
    assert_eq!(words.iter().filter(|word| **word == "Мурашко").count(), 2);
}

/// One "sentence" of a whole file is read once, not once for every word in it.
#[test]
fn a_long_sentence_takes_no_longer_than_its_length() {
    let words = 1 << 19;
    let text = "a ".repeat(words);
    let signature = Extractor::new().signature(&article("en", None, &text));
    assert_eq!(signature.words() as usize, words);
    assert!(signature.sentences() <= 2);
}

#[test]
fn bytes_of_another_version_are_refused() {
    let signature =
        Extractor::new().signature(&article("en", None, "Kanybek Dosmambetov met 12 doctors."));
    let mut bytes = signature.encode();
    assert_eq!(bytes.decode().as_ref(), Some(&signature));
    bytes.head[0] = bytes.head[0].wrapping_add(1);
    assert_eq!(bytes.decode(), None);
    assert_eq!(Encoded::default().decode(), None);
}

proptest! {
    #[test]
    fn a_signature_survives_its_bytes(
        lang in prop::sample::select(vec!["ru", "kk", "ky", "en", "uz", "und", "xx"]),
        text in "([A-ZА-Яа-яәғқңөұүһіa-z0-9]{1,9}[ .,\n-]{1,2}){0,120}",
    ) {
        let article = article(lang, None, &text);
        let signature = Extractor::new().signature(&article);
        let decoded = signature.encode().decode();
        prop_assert_eq!(decoded.as_ref(), Some(&signature));
        prop_assert_eq!(decoded.map(|decoded| decoded.index_keys()), Some(signature.index_keys()));
        prop_assert!(signature.units().len() <= Signature::MAX_UNITS);
        let keys = signature.index_keys();
        prop_assert!(keys.is_sorted() && keys.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn any_text_has_a_signature(text in "\\PC{0,200}", title in "\\PC{0,40}") {
        let article = article("kk", Some(&title), &text);
        let extraction = Extractor::new().extract(&article);
        for found in extraction.occurrences {
            let text = if found.in_title { &title } else { &text };
            prop_assert!(text.get(found.range).is_some_and(|word| !word.is_empty()));
        }
    }

    #[test]
    fn hostile_bytes_do_no_harm(bytes in prop::collection::vec(any::<u8>(), 0..300), valid in any::<bool>(), at in any::<prop::sample::Index>()) {
        let article = article("en", None, "Kanybek Dosmambetov met 12 doctors of the Kyrgyz Republic in Moscow.");
        let mut encoded = Extractor::new().signature(&article).encode();
        if valid {
            let position = at.index(encoded.head.len());
            let byte = &mut encoded.head[position];
            *byte = byte.wrapping_add(bytes.first().copied().unwrap_or(1));
        } else {
            encoded.head = bytes.clone();
        }
        if let Some(signature) = encoded.decode() {
            signature.index_keys();
        }
        let mut table = UnitTable::default();
        table.push(&bytes);
        table.get(0);
    }
}
