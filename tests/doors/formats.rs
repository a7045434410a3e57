//! The same kind of articles in every format.

use std::io::Write;

use serde_json::{Value, json};

use super::{Expected, Folder, articles::Article};
use crate::packing::{self, gzip};

const LANGS: [&str; 3] = ["ru", "kk", "en"];

type OfOne = fn(&Article) -> Vec<u8>;
type OfMany = fn(&[Article]) -> Vec<u8>;

/// Formats that say all of an article, one a file.
const WHOLE: [(&str, OfOne); 9] = [
    ("html", |article| page(article).into_bytes()),
    ("md", markdown),
    ("json", |article| record(article).to_string().into_bytes()),
    ("eml", letter),
    ("mhtml", saved),
    ("docx", docx),
    ("odt", odt),
    ("html.gz", |article| gzip(page(article).as_bytes())),
    ("html.zst", |article| {
        zstd::encode_all(page(article).as_bytes(), 3).unwrap()
    }),
];

/// Formats of many articles, all of one outlet.
const MANY: [(&str, OfMany); 10] = [
    ("jsonl", |articles| lines(articles).into_bytes()),
    ("array.json", |articles| {
        Value::Array(articles.iter().map(record).collect())
            .to_string()
            .into_bytes()
    }),
    ("csv", |articles| table(articles, b',')),
    ("tsv", |articles| table(articles, b'\t')),
    ("rss", rss),
    ("atom", atom),
    ("feed.json", json_feed),
    ("warc", warc),
    ("warc.gz", |articles| gzip(&warc(articles))),
    ("jsonl.bz2", |articles| {
        let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
        encoder.write_all(lines(articles).as_bytes()).unwrap();
        encoder.finish().unwrap()
    }),
];

pub fn write(folder: &mut Folder) {
    for lang in LANGS {
        for (format, make) in WHOLE {
            for article in folder.articles(lang, 10) {
                let file = format!("{format}/{}.{format}", article.number);
                folder.write(&file, make(&article));
                folder.expect(Expected::all(&file, &article));
            }
        }
        for (format, make) in MANY {
            let articles = folder.articles(lang, 10);
            let file = format!("dumps/{lang}.{format}");
            folder.write(&file, make(&articles));
            for article in &articles {
                folder.expect(Expected::all(&file, article));
            }
        }
        archives(folder, lang);
        book(folder, lang);
        subtitles(folder, lang);
    }
}

/// Pages in a zip, a tar, and one inside of the other.
fn archives(folder: &mut Folder, lang: &'static str) {
    let articles = folder.articles(lang, 10);
    let files: Vec<(String, Vec<u8>)> = articles
        .iter()
        .map(|article| {
            (
                format!("in/{}.html", article.number),
                page(article).into_bytes(),
            )
        })
        .collect();
    let (some, more) = files.split_at(5);
    folder.write(&format!("packed/{lang}.zip"), zip(some));
    let inner = vec![(format!("{lang}-inner.zip"), zip(&more[..2]))];
    folder.write(&format!("packed/{lang}.tar"), tar(&inner));
    folder.write(&format!("packed/{lang}.tgz"), gzip(&tar(&more[2..])));
    for article in &articles {
        folder.expect(Expected::all("packed", article));
    }
}

/// A number of a journal, which has no addresses.
fn book(folder: &mut Folder, lang: &'static str) {
    let articles = folder.articles(lang, 10);
    let mut manifest = String::new();
    let mut spine = String::new();
    let mut files = vec![
        ("mimetype".to_owned(), b"application/epub+zip".to_vec()),
        (
            "META-INF/container.xml".to_owned(),
            b"<container><rootfiles><rootfile full-path=\"c.opf\"/></rootfiles></container>"
                .to_vec(),
        ),
    ];
    for article in &articles {
        let number = article.number;
        manifest.push_str(&format!(
            "<item id=\"c{number}\" href=\"{number}.xhtml\" media-type=\"application/xhtml+xml\"/>"
        ));
        spine.push_str(&format!("<itemref idref=\"c{number}\"/>"));
        let chapter = format!(
            "<html><body><h1>{}</h1>{}</body></html>",
            article.title,
            paragraphs(article)
        );
        files.push((format!("{number}.xhtml"), chapter.into_bytes()));
    }
    let package = format!(
        "<package><metadata xmlns:dc=\"d\"><dc:title>{0} 12</dc:title><dc:publisher>{0}</dc:publisher><dc:language>{lang}</dc:language><dc:date>2025-09-01</dc:date></metadata><manifest>{manifest}</manifest><spine>{spine}</spine></package>",
        articles[0].outlet
    );
    files.push(("c.opf".to_owned(), package.into_bytes()));
    let file = format!("books/{lang}.epub");
    folder.write(&file, zip(&files));
    for article in &articles {
        folder.expect(Expected {
            date: Some("2025-09-01".to_owned()),
            url: None,
            ..Expected::all(&file, article)
        });
    }
}

/// What was said, of which nothing else is known.
fn subtitles(folder: &mut Folder, lang: &'static str) {
    for (at, article) in folder.articles(lang, 10).into_iter().enumerate() {
        let extension = if at % 2 == 0 { "srt" } else { "vtt" };
        let mut text = String::from(if extension == "vtt" { "WEBVTT\n\n" } else { "" });
        for (cue, paragraph) in article.paragraphs.iter().enumerate() {
            let comma = if extension == "vtt" { '.' } else { ',' };
            text.push_str(&format!(
                "{}\n00:00:{:02}{comma}000 --> 00:00:{:02}{comma}900\n<i>{paragraph}</i>\n\n",
                cue + 1,
                cue * 3,
                cue * 3 + 2
            ));
        }
        let file = format!("said/{}.{extension}", article.number);
        folder.write(&file, text);
        folder.expect(Expected {
            title: None,
            date: None,
            source: None,
            url: None,
            ..Expected::all(&file, &article)
        });
    }
}

fn record(article: &Article) -> Value {
    json!({
        "id": format!("r{}", article.number), "lang": article.lang, "title": article.title,
        "date": article.date(), "source": article.outlet, "url": article.url(),
        "text": article.text(),
    })
}

fn lines(articles: &[Article]) -> String {
    articles
        .iter()
        .map(|article| record(article).to_string() + "\n")
        .collect()
}

fn table(articles: &[Article], separator: u8) -> Vec<u8> {
    let fields = ["id", "lang", "title", "date", "source", "url", "text"];
    let mut rows = csv::WriterBuilder::new()
        .delimiter(separator)
        .from_writer(Vec::new());
    rows.write_record(fields).unwrap();
    for article in articles {
        let record = record(article);
        rows.write_record(fields.map(|field| record[field].as_str().unwrap().to_owned()))
            .unwrap();
    }
    rows.into_inner().unwrap()
}

fn paragraphs(article: &Article) -> String {
    article
        .paragraphs
        .iter()
        .map(|text| format!("<p>{text}</p>\n"))
        .collect()
}

fn page(article: &Article) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{title} | {outlet}</title><meta property=\"og:title\" content=\"{title}\"><meta property=\"og:site_name\" content=\"{outlet}\"><meta property=\"article:published_time\" content=\"{}\"><link rel=\"canonical\" href=\"{}\"></head><body><nav><a href=\"/\">1</a> <a href=\"/2\">2</a></nav><article><h1>{title}</h1>{}</article><footer>© 2025 {outlet}</footer></body></html>",
        article.lang,
        article.date(),
        article.url(),
        paragraphs(article),
        title = article.title,
        outlet = article.outlet,
    )
}

fn markdown(article: &Article) -> Vec<u8> {
    format!(
        "---\ntitle: \"{}\"\ndate: {}\nlang: {}\nsource: {}\nurl: {}\n---\n\n{}\n",
        article.title,
        article.date(),
        article.lang,
        article.outlet,
        article.url(),
        article.text()
    )
    .into_bytes()
}

fn letter(article: &Article) -> Vec<u8> {
    let (day, month) = article.day();
    let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let month = months[usize::try_from(month).unwrap() - 1];
    format!(
        "From: \"{}\" <news@{}>\r\nSubject: {}\r\nDate: {day} {month} 2025 09:30:00 +0000\r\nArchived-At: <{}>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{}\r\n",
        article.outlet, article.host(), article.title, article.url(), article.text().replace('\n', "\r\n")
    )
    .into_bytes()
}

fn saved(article: &Article) -> Vec<u8> {
    format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: {url}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: {url}\r\n\r\n{}\r\n--b--\r\n",
        page(article), url = article.url()
    )
    .into_bytes()
}

/// The lines that say where a document comes from, which has no field for it.
fn traces(article: &Article) -> [String; 2] {
    let label = match article.lang {
        "ru" => "Источник",
        "kk" => "Дереккөз",
        _ => "Source",
    };
    [
        format!("{label}: {}", article.outlet),
        format!("{label}: {}", article.url()),
    ]
}

fn docx(article: &Article) -> Vec<u8> {
    let stamp = article.date().replace("+00:00", "Z");
    let text = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let body: String = traces(article)
        .iter()
        .chain(&article.paragraphs)
        .map(|line| text(line))
        .collect();
    let title = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>",
        article.title
    );
    zip(&[
        ("[Content_Types].xml".to_owned(), b"<Types/>".to_vec()),
        ("word/document.xml".to_owned(), format!("<w:document xmlns:w=\"w\"><w:body>{title}{body}</w:body></w:document>").into_bytes()),
        ("word/styles.xml".to_owned(), b"<w:styles xmlns:w=\"w\"><w:style w:styleId=\"Title\"><w:name w:val=\"Title\"/></w:style></w:styles>".to_vec()),
        ("docProps/core.xml".to_owned(), format!("<c:p xmlns:c=\"c\" xmlns:t=\"t\"><t:created>{stamp}</t:created><t:modified>{stamp}</t:modified></c:p>").into_bytes()),
    ])
}

fn odt(article: &Article) -> Vec<u8> {
    let stamp = article.date().replace("+00:00", "");
    let body: String = traces(article)
        .iter()
        .chain(&article.paragraphs)
        .map(|line| format!("<text:p>{line}</text:p>"))
        .collect();
    zip(&[
        ("mimetype".to_owned(), b"application/vnd.oasis.opendocument.text".to_vec()),
        ("content.xml".to_owned(), format!("<o:d xmlns:o=\"o\" xmlns:text=\"t\"><o:text>{body}</o:text></o:d>").into_bytes()),
        ("meta.xml".to_owned(), format!("<o:m xmlns:o=\"o\" xmlns:dc=\"d\" xmlns:meta=\"m\"><dc:title>{}</dc:title><meta:creation-date>{stamp}</meta:creation-date><dc:date>{stamp}</dc:date><dc:language>{}</dc:language></o:m>", article.title, article.lang).into_bytes()),
    ])
}

fn rss(articles: &[Article]) -> Vec<u8> {
    let items: String = articles
        .iter()
        .map(|article| {
            format!(
                "<item><title>{}</title><link>{}</link><dc:date>{}</dc:date><content:encoded><![CDATA[{}]]></content:encoded></item>",
                article.title, article.url(), article.date(), paragraphs(article)
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:dc=\"d\" xmlns:content=\"c\"><channel><title>{}</title><language>{}</language>{items}</channel></rss>",
        articles[0].outlet, articles[0].lang
    )
    .into_bytes()
}

fn atom(articles: &[Article]) -> Vec<u8> {
    let entries: String = articles
        .iter()
        .map(|article| {
            let html = paragraphs(article).replace('<', "&lt;");
            format!(
                "<entry><id>urn:{}</id><title>{}</title><link href=\"{}\"/><published>{}</published><content type=\"html\">{html}</content></entry>",
                article.number, article.title, article.url(), article.date()
            )
        })
        .collect();
    format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\"><title>{}</title>{entries}</feed>",
        articles[0].lang, articles[0].outlet
    )
    .into_bytes()
}

fn json_feed(articles: &[Article]) -> Vec<u8> {
    let items: Vec<Value> = articles
        .iter()
        .map(|article| {
            json!({"id": format!("f{}", article.number), "url": article.url(), "title": article.title,
                "content_html": paragraphs(article), "date_published": article.date()})
        })
        .collect();
    json!({"version": "https://jsonfeed.org/version/1.1", "title": articles[0].outlet,
        "language": articles[0].lang, "items": items})
    .to_string()
    .into_bytes()
}

fn warc(articles: &[Article]) -> Vec<u8> {
    articles
        .iter()
        .map(|article| {
            let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{}", page(article));
            format!(
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {}\r\nWARC-Date: 2026-01-01T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
                article.url(), answer.len()
            )
        })
        .collect::<String>()
        .into_bytes()
}

fn borrowed(files: &[(String, Vec<u8>)]) -> Vec<(&str, &[u8])> {
    let files = files.iter();
    files
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect()
}

pub fn zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    packing::zip(&borrowed(files))
}

pub fn tar(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    packing::tar(&borrowed(files))
}
