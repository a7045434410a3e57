//! Are relative dates counted from the time of the file?

use std::time::{Duration, SystemTime};

use super::*;

/// 2026-02-12T10:30:00Z.
const NOW: u64 = 1_770_892_200;

fn read_at(name: &str, content: &str) -> Article {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join(name);
    fs::write(&file, content).unwrap();
    let opened = fs::File::options().append(true).open(&file).unwrap();
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(NOW);
    opened.set_modified(time).unwrap();
    read(&[file], &options())
        .find_map(|item| match item {
            ReadItem::Article(article) => Some(*article),
            _ => None,
        })
        .unwrap()
}

#[test]
fn relative_dates_are_counted_from_the_time_of_the_file() {
    for row in table("ago.tsv") {
        let [text, field, line] = &row[..] else {
            panic!("{row:?}")
        };
        let record = json!({"date": text, "text": PROSE}).to_string();
        let article = read_at("a.json", &record);
        assert_eq!(printed(article.date), *field, "{text} in a field");
        let article = read_at("a.txt", &format!("{text}\n\n{PROSE}"));
        assert_eq!(printed(article.date), *line, "{text} on a line");
        if line != "-" {
            assert_eq!(article.text, PROSE, "{text}");
        }
    }
}

#[test]
fn a_dateline_without_a_year_is_of_the_last_twelve_months() {
    let article = read_at("a.txt", &format!("АСТАНА, 12 фев — КазТАГ. {PROSE}"));
    assert_eq!(printed(article.date), "2026-02-12");
    let article = read_at("a.txt", &format!("АСТАНА, 30 декабря — КазТАГ. {PROSE}"));
    assert_eq!(printed(article.date), "2025-12-30");
}

#[test]
fn without_a_time_they_are_not_read() {
    let options = options();
    let record = json!({"date": "2 часа назад", "text": PROSE}).to_string();
    let items: Vec<ReadItem> = read_from(Cursor::new(record), "-", &options).collect();
    assert!(matches!(&items[0], ReadItem::Note(note) if note.is_of_date()));
    assert!(matches!(&items[1], ReadItem::Article(article) if article.date.is_none()));
}

#[test]
fn a_page_shows_how_long_ago_it_was() {
    let page = |date: &str| {
        format!(
            "<html><body><h1>Школа открыта в Таразе</h1><span class=\"date\">{date}</span><p>{PROSE}</p><div class=\"comments\"><span class=\"date\">5 минут назад</span></div></body></html>"
        )
    };
    let article = read_at("a.html", &page("2 часа назад"));
    assert_eq!(printed(article.date), "2026-02-12T08:30:00+00:00");
    let article = read_at("a.html", &page("скоро"));
    assert_eq!(printed(article.date), "-");
}
