//! Is text that was decoded with the wrong table repaired, and no other touched?

use encoding_rs::*;

use super::*;

/// Text read with the wrong table: what has no character there stays a number,
/// as most readers have it.
fn mangled(text: &str, was: &'static Encoding, taken: &'static Encoding) -> String {
    let bytes = was.encode(text).0;
    taken.decode_without_bom_handling(&bytes).0.into_owned()
}

const TEXTS: [&str; 8] = [
    PROSE,
    "Паводок начался в Актюбинской области.\n\nИз-за паводка эвакуировали жителей трёх сёл, передаёт корреспондент.",
    "Қазақстан Республикасының Денсаулық сақтау министрі әріптесімен кездесу өткізді.",
    "Кыргыз Республикасынын Саламаттык сактоо министри кесиптеши менен жолугушту.",
    "Міністр охорони здоров'я України провів зустріч із колегою.",
    "Sağlık Bakanı komşu ülkenin bakanıyla görüştü, taraflar işbirliğini genişletecek.",
    "卫生部长与俄罗斯同行举行了双边会议，讨论了医疗合作问题。",
    "Der Minister traf früh in Köln ein; über das Gespräch äußerte er sich später.",
];

fn article_of(text: &str) -> (Article, Vec<String>) {
    let options = options();
    let dump = json!({"title": "", "text": text}).to_string();
    let mut notes = Vec::new();
    let mut found = None;
    for item in read_from(Cursor::new(dump), "d", &options) {
        match item {
            ReadItem::Article(article) => found = Some(*article),
            other => notes.push(tell(other)),
        }
    }
    (found.unwrap(), notes)
}

#[test]
fn unicode_read_with_the_wrong_table_is_repaired() {
    for text in TEXTS {
        for taken in [WINDOWS_1252, WINDOWS_1251, KOI8_R, IBM866] {
            let once = mangled(text, UTF_8, taken);
            let (article, notes) = article_of(&once);
            assert_eq!(article.text, text, "{}", taken.name());
            assert!(notes[0].contains("repaired: UTF-8 read as"), "{notes:?}");
            let twice = mangled(&once, UTF_8, taken);
            assert_eq!(article_of(&twice).0.text, text, "{} twice", taken.name());
        }
    }
}

#[test]
fn one_table_taken_for_another_is_repaired() {
    let text = TEXTS[1];
    for (was, taken) in [
        (WINDOWS_1251, WINDOWS_1252),
        (KOI8_R, WINDOWS_1252),
        (KOI8_R, WINDOWS_1251),
        (WINDOWS_1251, KOI8_R),
    ] {
        let (article, notes) = article_of(&mangled(text, was, taken));
        assert_eq!(article.text, text, "{} as {}", was.name(), taken.name());
        assert_eq!(notes.len(), 1, "{notes:?}");
    }
}

#[test]
fn other_texts_are_not_touched() {
    let others = [
        "Привет! Это РСТУ, а не СССР. РСФСР, ТАСС, УРСР, РТС: СТС.",
        "Ð is the letter eth; so is ð, as in Ðórr, Óðinn, Sæmundr, Þórðr and Ásgarðr.",
        "L'été dernier, à Orléans, un élève zélé a été félicité : « très bien mérité ! »",
        "São Paulo não é só coração: ações, lições, irmãos, mães, pães, órgãos.",
        "ВСТРЕЧА МИНИСТРОВ СОСТОЯЛАСЬ В СТОЛИЦЕ; СТОРОНЫ РАССМОТРЕЛИ СТРАТЕГИЮ.",
        "яя пп пр ся яп пя: так заикался он.",
        "Съешь ещё этих мягких французских булок, да выпей же чаю. 12 % — 5 °C №7 «ё»",
        "§ 5 ± 3 µm ° ¼ ½ ¾ × ÷",
    ];
    for text in TEXTS.into_iter().chain(others) {
        let (article, notes) = article_of(text);
        assert_eq!(article.text, text);
        assert!(notes.is_empty(), "{notes:?}");
    }
}

#[test]
fn mangled_lines_among_others_are_repaired() {
    let line = "Об этом вчера сообщили журналистам в министерстве.";
    let broken = mangled(line, UTF_8, WINDOWS_1251);
    let text = format!("{PROSE}\n{broken}\n{broken}\nКонец.");
    assert_eq!(article_of(&text).0.text, text.replace(&broken, line));
}

#[test]
fn what_is_lost_is_noted() {
    let text = PROSE.replace('о', "\u{fffd}");
    let (_, notes) = article_of(&text);
    assert!(
        notes[0].contains("characters were lost before it was written"),
        "{notes:?}"
    );
}
