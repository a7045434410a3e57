//! Are tags and entities taken out of fields, and nothing else?

use super::*;

fn texts_of(texts: &[String], options: &ReadOptions) -> Vec<String> {
    let dump: String = texts
        .iter()
        .map(|text| json!({"lang": "ru", "text": text}).to_string() + "\n")
        .collect();
    read_from(Cursor::new(dump), "d", options)
        .map(|item| only_article(vec![item]).text)
        .collect()
}

#[test]
fn markup_in_fields() {
    let unescape = |text: &str| {
        text.replace("\\\\", "\u{1}")
            .replace("\\n", "\n")
            .replace('\u{1}', "\\")
    };
    let split = |column: &str| -> Vec<String> { column.split(" ¦ ").map(unescape).collect() };
    for row in table("markup.tsv") {
        let texts = split(&row[1]);
        let expected = match row.get(2) {
            Some(expected) => split(expected),
            None => {
                assert!(row[0].starts_with("keep:"), "{row:?}");
                texts.clone()
            }
        };
        assert_eq!(texts_of(&texts, &options()), expected, "{}", row[0]);
        let mut plain = options();
        plain.plain = true;
        assert_eq!(texts_of(&texts, &plain), texts, "--plain: {}", row[0]);
    }
}

#[test]
fn markup_in_titles() {
    let line = r#"{"id":"h2","title":"&laquo;Школа&raquo; &amp; <b>Тараз</b>","text":"Ремонт.\\n\\nЕё построили."}"#;
    let dump = format!("{{\"id\":\"h1\",\"text\":\"<p>Раз.</p><p>Два.</p>\"}}\n{line}");
    let options = options();
    let items: Vec<ReadItem> = read_from(Cursor::new(dump), "d", &options).collect();
    let article = only_article(items.into_iter().skip(1).collect());
    assert_eq!(article.title.as_deref(), Some("«Школа» & Тараз"));
    assert_eq!(article.text, "Ремонт.\n\nЕё построили.");
}
