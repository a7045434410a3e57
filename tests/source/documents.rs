//! Are the articles of office documents, books and subtitles found?

use super::*;
use crate::packing::zip;

const CORE: &str = "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\" xmlns:dcterms=\"t\"><dc:title>Школа в Таразе</dc:title><dc:creator>Иванов</dc:creator><dc:language>ru</dc:language><dcterms:created>2026-02-12T09:00:00Z</dcterms:created><dcterms:modified>2026-02-12T10:00:00Z</dcterms:modified></cp:coreProperties>";

fn docx(body: &str, core: &str) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
    );
    let styles = "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"a3\"><w:name w:val=\"Title\"/></w:style><w:style w:styleId=\"1\"><w:name w:val=\"heading 1\"/></w:style></w:styles>";
    zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
        ("word/media/image1.png", b"\x89PNG"),
    ])
}

fn odt(body: &str, meta: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\"><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("meta.xml", meta.as_bytes()),
    ])
}

#[test]
fn docx_is_read() {
    let body = "<w:p><w:pPr><w:pStyle w:val=\"a3\"/></w:pPr><w:r><w:t>Новая школа</w:t></w:r></w:p>\n<w:p><w:r><w:t xml:space=\"preserve\">Она </w:t></w:r><w:r><w:t>открыта &amp; полна.</w:t></w:r><w:del><w:r><w:delText>Нет.</w:delText></w:r></w:del></w:p><w:p/><w:tbl><w:tr><w:tc><w:p><w:r><w:t>Раз</w:t><w:br/><w:t>два</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>";
    let date = "2026-02-12T09:00:00+00:00";
    let text = "Она открыта & полна.\\n\\nРаз\\nдва";
    for name in ["a.docx", "a.txt"] {
        let told = kept_of(name, docx(body, CORE));
        assert_eq!(
            told,
            [format!("{name} | Новая школа | {date} | - | - | {text}")]
        );
    }
    // Without a title in the text, that of the properties; a date in the text wins.
    let body = "<w:p><w:r><w:t>Опубликовано: 13.02.2026</w:t></w:r></w:p><w:p><w:r><w:t>Она открыта.</w:t></w:r></w:p>";
    let told = kept_of("a.docx", docx(body, CORE));
    assert_eq!(
        told,
        ["a.docx | Школа в Таразе | 2026-02-13 | - | - | Она открыта."]
    );
    // An old document that was written over says nothing of when.
    let old = CORE.replace("2026-02-12T09", "2011-05-05T09");
    let told = kept_of(
        "a.docx",
        docx("<w:p><w:r><w:t>Она открыта.</w:t></w:r></w:p>", &old),
    );
    assert_eq!(told, ["a.docx | Школа в Таразе | - | - | - | Она открыта."]);
}

#[test]
fn odt_is_read() {
    let meta = "<office:document-meta xmlns:office=\"o\" xmlns:meta=\"m\" xmlns:dc=\"d\"><office:meta><dc:title>Школа в Таразе</dc:title><meta:creation-date>2026-02-12T09:00:00</meta:creation-date><dc:date>2026-02-12T10:00:00</dc:date><dc:language>ru</dc:language></office:meta></office:document-meta>";
    let body = "<text:tracked-changes><text:p>Нет.</text:p></text:tracked-changes><text:p>Она<text:s text:c=\"2\"/><text:span>открыта</text:span>.<text:line-break/>Вот.</text:p><office:annotation><text:p>Нет.</text:p></office:annotation><text:p>Да.</text:p>";
    assert_eq!(
        kept_of("a.odt", odt(body, meta)),
        [
            "a.odt | Школа в Таразе | 2026-02-12T09:00:00+00:00 | - | - | Она открыта.\\nВот.\\n\\nДа."
        ]
    );
    let body = "<text:h text:outline-level=\"1\">Новая школа</text:h><text:p>Она открыта.</text:p>";
    assert_eq!(
        kept_of("a.odt", odt(body, "")),
        ["a.odt | Новая школа | - | - | - | Она открыта."]
    );
}

fn epub(chapters: &[(&str, &str)]) -> Vec<u8> {
    let mut manifest = String::new();
    let mut spine = String::new();
    let mut files: Vec<(String, String)> = Vec::new();
    for (at, (title, text)) in chapters.iter().enumerate() {
        manifest.push_str(&format!(
            "<item id=\"c{at}\" href=\"text/c%20{at}.xhtml\" media-type=\"application/xhtml+xml\"/>"
        ));
        spine.push_str(&format!("<itemref idref=\"c{at}\"/>"));
        files.push((
            format!("OPS/text/c {at}.xhtml"),
            format!("<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>x</title></head><body><h1>{title}</h1><p>{text}</p></body></html>"),
        ));
    }
    let package = format!(
        "<package><metadata xmlns:dc=\"d\"><dc:title>Вестник</dc:title><dc:language>ru</dc:language><dc:date>2026-02-12</dc:date><dc:publisher>Издатель</dc:publisher></metadata><manifest>{manifest}<item id=\"n\" href=\"nav.xhtml\" properties=\"nav\" media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"n\"/>{spine}</spine></package>"
    );
    let container = "<container><rootfiles><rootfile full-path=\"OPS/content.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>";
    let mut all: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", container.as_bytes()),
        ("OPS/content.opf", package.as_bytes()),
        (
            "OPS/nav.xhtml",
            b"<html><body><ol><li>x</li></ol></body></html>",
        ),
    ];
    all.extend(
        files
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_bytes())),
    );
    zip(&all)
}

#[test]
fn the_chapters_of_a_book_are_articles() {
    let text = &format!("{PROSE} {PROSE}");
    let told = kept_of(
        "a.epub",
        epub(&[("Школа", text), ("Обложка", "Вестник"), ("Парк", text)]),
    );
    let expected = |number: u32, title: &str| {
        format!("a.epub:{number} | {title} | 2026-02-12 | Издатель | - | {text}")
    };
    assert_eq!(told, [expected(2, "Школа"), expected(4, "Парк")]);
    let told = kept_of("a.epub", epub(&[("Школа", "Коротко.")]));
    assert_eq!(
        told,
        ["a.epub | Вестник | 2026-02-12 | Издатель | - | Школа\\n\\nКоротко."]
    );
}

#[test]
fn other_documents_are_named() {
    let other = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<a/>"),
    ]);
    assert_eq!(
        kept_of("a.docx", other),
        ["a.docx: skipped: a table, slides or a drawing: not read"]
    );
    let slides = zip(&[(
        "mimetype",
        b"application/vnd.oasis.opendocument.presentation",
    )]);
    assert_eq!(
        kept_of("a.odt", slides),
        ["a.odt: skipped: a table, slides or a drawing: not read"]
    );
    assert_eq!(kept_of("a.docx", docx("", "")), ["a.docx: skipped: empty"]);
}

#[test]
fn subtitles_are_read_as_what_is_said() {
    let srt = "\u{feff}1\r\n00:00:01,000 --> 00:00:03,500\r\n<i>В Таразе открыли</i>\r\n{\\an8}новую школу.\r\n\r\n2\r\n00:00:04,000 --> 00:00:06,000\r\nЕё построили\r\n\r\n3\r\n00:00:06,100 --> 00:00:08,000\r\nза год.\r\n\r\n4\r\n00:00:20,000 --> 00:00:22,000\r\n- Она полна.\r\n- Да.\r\n";
    let text = "В Таразе открыли новую школу. Её построили за год.\\n\\n— Она полна. — Да.";
    for name in ["a.srt", "a.txt"] {
        assert_eq!(
            kept_of(name, srt),
            [format!("{name} | - | - | - | - | {text}")]
        );
    }
    let vtt = "WEBVTT - x\nLanguage: ru\n\nSTYLE\n::cue { color: red }\n\nNOTE нет\n\nodin\n00:01.000 --> 00:03.500 align:start\n<v Диктор>В Таразе&nbsp;открыли\n\n00:03.500 --> 00:05.000\nВ Таразе открыли\nновую школу.\n";
    assert_eq!(
        kept_of("a.vtt", vtt),
        ["a.vtt | - | - | - | - | В Таразе открыли новую школу."]
    );
    assert_eq!(kept_of("a.vtt", "WEBVTT\n\n"), ["a.vtt: skipped: empty"]);
    let koi = encoding_rs::KOI8_R
        .encode(srt.trim_start_matches('\u{feff}'))
        .0
        .into_owned();
    assert_eq!(
        kept_of("a.srt", koi),
        [format!("a.srt | - | - | - | - | {text}")]
    );
}
