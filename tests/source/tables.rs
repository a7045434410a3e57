//! What do the tables in tests/tables/source say?

use super::*;

#[test]
fn seeds() {
    let options = options();
    // The folder's README is no document.
    let articles: Vec<Article> = read(&[path("seeds")], &options)
        .filter(|item| !matches!(item, ReadItem::NotADocument(_)))
        .map(|item| only_article(vec![item]))
        .collect();
    let rows = table("seeds.tsv");
    assert_eq!(articles.len(), rows.len());
    for (article, row) in articles.iter().zip(&rows) {
        let [id, date, title, source, first, last] = &row[..] else {
            panic!("{row:?}");
        };
        assert_eq!(article.id.as_str(), id);
        assert_eq!(&printed(article.date), date, "{id}");
        assert_eq!(or_dash(&article.title), title, "{id}");
        assert_eq!(or_dash(&article.source), source, "{id}");
        assert!(article.text.starts_with(first), "{id}: {}", article.text);
        assert!(article.text.ends_with(last), "{id}: {}", article.text);
        assert!(!article.text.contains("Фото МЗ КР"), "{id}");
        assert!(article.text.contains("\n\n"), "{id}");
    }
}

#[test]
fn boilerplate() {
    for row in table("boilerplate.tsv") {
        let [case, text, title, date, source, body] = &row[..] else {
            panic!("{row:?}");
        };
        let unescape = |text: &str| text.replace("\\n", "\n").replace("\\r", "\r");
        let options = options();
        let items = read_from(Cursor::new(unescape(text)), "a.txt", &options).collect();
        let article = only_article(items);
        let found = [
            or_dash(&article.title),
            &printed(article.date),
            or_dash(&article.source),
            &article.text,
        ];
        assert_eq!(found, [title, date, source, &*unescape(body)], "{case}");
    }
}

#[test]
fn every_rule_has_a_case() {
    let cases: Vec<String> = table("boilerplate.tsv")
        .iter()
        .filter(|row| !row[0].starts_with("keep:"))
        .map(|row| row[1].to_lowercase())
        .collect();
    let rules = fs::read_to_string(path("src/source/boilerplate.tsv")).unwrap();
    for row in rules.lines().filter(|row| !row.starts_with('#')) {
        let label = row.split('\t').nth(1).unwrap().to_lowercase();
        let cased = cases.iter().any(|case| case.contains(&label));
        assert!(cased || label == "-", "{row}");
    }
}

#[test]
fn dates() {
    for row in table("dates.tsv") {
        let [value, zone, expected] = &row[..] else {
            panic!("{row:?}");
        };
        let mut options = options();
        options.timezone = TimeZone::get(zone).unwrap();
        let line = format!("{{\"date\": {value}, \"text\": \"Он прошёл.\"}}");
        let mut items: Vec<ReadItem> = read_from(Cursor::new(line), "d", &options).collect();
        let article = only_article(vec![items.pop().unwrap()]);
        assert_eq!(&printed(article.date), expected, "{value} {zone}");
        assert_eq!(
            items.len(),
            usize::from(expected == "-"),
            "{value}: {items:?}"
        );
    }
}

#[test]
fn the_order_of_a_date_can_be_said() {
    use DateOrder::*;
    for (value, order, expected) in [
        ("02/03/2026", DayMonthYear, "2026-03-02"),
        ("02/03/2026", MonthDayYear, "2026-02-03"),
        ("13/03/2026", MonthDayYear, "2026-03-13"),
        ("02/03/26", MonthDayYear, "2026-02-03"),
        ("02-03-2026", MonthDayYear, "2026-02-03"),
        ("26/02/03", YearMonthDay, "2026-02-03"),
        ("26.02.03", YearMonthDay, "2026-02-03"),
        ("2026/02/03", DayMonthYear, "2026-02-03"),
        ("12 февраля 2026", MonthDayYear, "2026-02-12"),
    ] {
        let mut options = options();
        options.date_order = Some(order);
        let line = json!({"date": value, "text": PROSE}).to_string();
        let article = only_article(read_from(Cursor::new(line), "d", &options).collect());
        assert_eq!(printed(article.date), expected, "{value} {order:?}");
    }
}

#[test]
fn records() {
    for row in table("records.tsv") {
        let [line, expected, notes] = &row[..] else {
            panic!("{row:?}");
        };
        let folder = TempDir::new().unwrap();
        let file = folder.path().join("d.jsonl");
        fs::write(&file, line).unwrap();
        let options = options();
        let mut found = Vec::new();
        let mut remarks = Vec::new();
        for item in read(std::slice::from_ref(&file), &options) {
            match item {
                ReadItem::Article(article) => {
                    assert_eq!(article.path, Some(format!("{}:1", file.display())));
                    found.push(fields_of(&article).to_string());
                }
                ReadItem::Skipped(skipped) => {
                    assert_eq!(skipped.place.line, Some(1));
                    found.push(format!("skipped: {}", skipped.reason));
                }
                ReadItem::Note(note) => remarks.push(note.remark.to_string()),
                ReadItem::NotADocument(_) | ReadItem::Correction(_) | ReadItem::File(_) => {
                    panic!("{line}")
                }
            }
        }
        let [found] = &found[..] else {
            panic!("{line}: {found:?}");
        };
        match serde_json::from_str::<Value>(expected) {
            Ok(expected) => {
                assert_eq!(
                    serde_json::from_str::<Value>(found).unwrap(),
                    expected,
                    "{line}"
                );
            }
            Err(_) => assert_eq!(found, expected, "{line}"),
        }
        let remarks = if remarks.is_empty() {
            "-".to_owned()
        } else {
            remarks.join(" / ")
        };
        assert_eq!(&remarks, notes, "{line}");
    }
}

fn fields_of(article: &Article) -> Value {
    let mut fields = json!({"id": article.id.as_str(), "lang": article.lang, "text": article.text});
    let date = article.date.map(|date| date.to_string());
    let optional = [
        ("title", &article.title),
        ("date", &date),
        ("source", &article.source),
        ("url", &article.url),
    ];
    for (name, value) in optional {
        if let Some(value) = value {
            fields[name] = json!(value);
        }
    }
    fields
}

#[test]
fn field_map() {
    let mut options = options();
    options.id_prefix = "p/".to_owned();
    options.fields.set("text=article.body").unwrap();
    options.fields.set("id=a.b").unwrap();
    let line = r#"{"a.b": 1, "id": 2, "text": "no", "article": {"body": "Он прошёл."}}"#;
    let told: Vec<String> = read_from(Cursor::new(line), "-", &options)
        .map(tell)
        .collect();
    assert_eq!(told, ["p/1 | Он прошёл."]);
    let error = |mapping: &str| options.fields.clone().set(mapping).unwrap_err();
    assert_eq!(error("text"), FieldMapError::Malformed("text".to_owned()));
    assert_eq!(error("text="), FieldMapError::Malformed("text=".to_owned()));
    assert_eq!(
        error("body=text"),
        FieldMapError::UnknownField("body".to_owned())
    );
}
