//! Plain texts in every encoding, in the languages that it serves.

use encoding_rs::Encoding;

use super::{Expected, Folder, articles::Article};

/// Encodings by their labels, and three languages of each, or as many as it has.
const ENCODINGS: [(&str, &[&str]); 23] = [
    ("utf-8", &["ru", "kk", "zh"]),
    ("utf-8-bom", &["ru", "kk", "en"]),
    ("utf-16le", &["ru", "kk", "en"]),
    ("utf-16be", &["ru", "kk", "en"]),
    ("utf-16le-bom", &["kk", "zh", "en"]),
    ("utf-16be-bom", &["kk", "ja", "en"]),
    ("windows-1251", &["ru", "uk"]),
    ("koi8-r", &["ru"]),
    ("koi8-u", &["ru", "uk"]),
    ("ibm866", &["ru"]),
    ("iso-8859-5", &["ru"]),
    ("x-mac-cyrillic", &["ru"]),
    ("kz-1048", &["kk"]),
    ("windows-1252", &["de", "fr"]),
    ("windows-1254", &["tr"]),
    ("windows-1253", &["el"]),
    ("windows-1256", &["ar"]),
    ("gbk", &["zh"]),
    ("gb18030", &["zh"]),
    ("shift_jis", &["ja"]),
    ("euc-jp", &["ja"]),
    ("iso-2022-jp", &["ja"]),
    ("euc-kr", &["ko"]),
];

pub fn write(folder: &mut Folder) {
    for (label, langs) in ENCODINGS {
        let each = 30 / u32::try_from(langs.len()).unwrap();
        for lang in langs {
            for article in folder.articles(lang, each) {
                let file = format!("text/{label}/{}.txt", article.number);
                folder.write(&file, encode(label, &page(&article)));
                let source = Some(article.host());
                folder.expect(Expected {
                    source,
                    ..Expected::all(&file, &article)
                });
            }
        }
    }
}

/// A text as crawlers write it.
fn page(article: &Article) -> String {
    let (day, month) = article.day();
    let label = match article.lang {
        "ru" => "Источник",
        "uk" => "Джерело",
        "kk" => "Дереккөз",
        _ => "Source",
    };
    format!(
        "{}\n{day:02}.{month:02}.2025 09:30\n{label}: {}\n\n{}\n",
        article.title,
        article.url(),
        article.text()
    )
}

fn encode(label: &str, text: &str) -> Vec<u8> {
    let units = |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    match label {
        "utf-8-bom" => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        "utf-16le" => units(u16::to_le_bytes),
        "utf-16be" => units(u16::to_be_bytes),
        "utf-16le-bom" => [vec![0xff, 0xfe], units(u16::to_le_bytes)].concat(),
        "utf-16be-bom" => [vec![0xfe, 0xff], units(u16::to_be_bytes)].concat(),
        "kz-1048" => kazakh(text),
        label => {
            let encoding = Encoding::for_label(label.as_bytes()).unwrap();
            let (bytes, _, lost) = encoding.encode(text);
            assert!(!lost, "{label}: {text}");
            bytes.into_owned()
        }
    }
}

/// KZ-1048, by its table.
fn kazakh(text: &str) -> Vec<u8> {
    const OWN: [(char, char); 18] = [
        ('Қ', 'Ќ'),
        ('қ', 'ќ'),
        ('Һ', 'Ћ'),
        ('һ', 'ћ'),
        ('Ұ', 'Ў'),
        ('ұ', 'ў'),
        ('Ә', 'Ј'),
        ('ә', 'ј'),
        ('Ө', 'Ґ'),
        ('ө', 'ґ'),
        ('Ғ', 'Є'),
        ('ғ', 'є'),
        ('Ү', 'Ї'),
        ('ү', 'ї'),
        ('Ң', 'Ѕ'),
        ('ң', 'ѕ'),
        ('І', 'І'),
        ('і', 'і'),
    ];
    let as_russian: String = text
        .chars()
        .map(|c| OWN.iter().find(|(own, _)| *own == c).map_or(c, |(_, c)| *c))
        .collect();
    let (bytes, _, lost) = encoding_rs::WINDOWS_1251.encode(&as_russian);
    assert!(!lost);
    bytes.into_owned()
}
