//! Are pages read out of crawls, and articles out of mail?

use std::io::Write;

use super::*;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn record(kind: &str, content: &str, url: &str, body: &[u8]) -> Vec<u8> {
    let mut record = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-02-12T10:30:00Z\r\nContent-Type: {content}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    )
    .into_bytes();
    record.extend(body);
    record.extend(b"\r\n\r\n");
    record
}

fn answer(headers: &str, body: &[u8]) -> Vec<u8> {
    [format!("HTTP/1.1 {headers}\r\n\r\n").as_bytes(), body].concat()
}

fn response(url: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let kind = "application/http; msgtype=response";
    record("response", kind, url, &answer(headers, body))
}

fn page(charset: &str, word: &str) -> String {
    format!(
        "<html><head>{charset}<title>Школа {word}</title></head><body><span class=date>2 часа назад</span><p>{PROSE} {word}.</p></body></html>"
    )
}

/// A crawl with pages of all kinds, and what is none.
fn crawl() -> [Vec<u8>; 10] {
    let html = |charset: &str| format!("200 OK\r\nContent-Type: text/html{charset}");
    let koi = encoding_rs::KOI8_R.encode(&page("", "раз")).0.into_owned();
    let chunked = {
        let body = page("", "три");
        let (one, two) = body.as_bytes().split_at(70);
        let mut out = format!("{:x}\r\n", one.len()).into_bytes();
        out.extend(one);
        out.extend(format!("\r\n{:X};x=1\r\n", two.len()).bytes());
        out.extend(two);
        out.extend(b"\r\n0\r\n\r\n");
        out
    };
    [
        record("warcinfo", "application/warc-fields", "x", b"software: x"),
        record(
            "request",
            "application/http",
            "https://a.kz/1",
            b"GET / HTTP/1.1\r\n\r\n",
        ),
        response("https://a.kz/1", &html("; charset=koi8-r"), &koi),
        response(
            "https://a.kz/2",
            "200 OK\r\nContent-Type: image/png",
            b"\x89PNG\0\0\0",
        ),
        response(
            "https://a.kz/3",
            "404 Not Found\r\nContent-Type: text/html",
            page("", "два").as_bytes(),
        ),
        response(
            "https://a.kz/4",
            &html("\r\nTransfer-Encoding: chunked"),
            &chunked,
        ),
        response(
            "https://a.kz/5",
            &html("\r\nContent-Encoding: gzip"),
            &gzip(page("", "пять").as_bytes()),
        ),
        record(
            "resource",
            "text/html",
            "<https://a.kz/6>",
            &windows_1251(&page("<meta charset=windows-1251>", "шесть")),
        ),
        response(
            "https://a.kz/7",
            &html(""),
            b"<html><body><script>1</script></body></html>",
        ),
        record(
            "conversion",
            "text/plain",
            "https://a.kz/8",
            PROSE.as_bytes(),
        ),
    ]
}

#[test]
fn the_pages_of_a_crawl_are_articles() {
    let parts = crawl();
    let expected = |name: &str| {
        let told = |at: u32, number: u32, word: &str| {
            format!(
                "{name}:{at} | Школа {word} | 2026-02-12T08:30:00+00:00 | a.kz | https://a.kz/{number} | {PROSE} {word}."
            )
        };
        [
            told(3, 1, "раз"),
            told(6, 4, "три"),
            told(7, 5, "пять"),
            told(8, 6, "шесть"),
            format!("{name}:9: skipped: no article on the page"),
            format!("{name}:10 | - | - | a.kz | https://a.kz/8 | {PROSE}"),
        ]
    };
    let whole = parts.concat();
    assert_eq!(kept_of("c.warc", &whole), expected("c.warc"));
    assert_eq!(kept_of("c.txt", &whole), expected("c.txt"));
    // Each record is a member of its own.
    let packed = parts.map(|part| gzip(&part)).concat();
    assert_eq!(kept_of("c.warc.gz", &packed), expected("c.warc.gz"));
}

#[test]
fn what_is_broken_in_a_crawl_is_named() {
    let url = "https://a.kz/1";
    let good = response(
        url,
        "200 OK\r\nContent-Type: text/html",
        page("", "раз").as_bytes(),
    );
    let cut = [good.clone(), good[..good.len() - 40].to_vec()].concat();
    let told = kept_of("c.warc", &cut);
    assert!(told[0].starts_with("c.warc:1 | "));
    assert_eq!(told[1..], ["c.warc:2: skipped: breaks off"]);
    let garbage = [good.clone(), b"what is this\r\n".to_vec(), good].concat();
    let told = kept_of("c.warc", &garbage);
    assert!(
        told[1].contains("no record where one should begin"),
        "{told:?}"
    );
    let bare = b"WARC/1.0\r\nWARC-Type: response\r\n\r\n";
    assert!(kept_of("c.warc", bare)[0].contains("without its length"));
}

#[test]
fn a_letter_is_an_article() {
    let head = "From: =?utf-8?b?0JrQsNC30KLQkNCT?= <news@kaztag.kz>\r\nTo: a@b.kz\r\nSubject: =?koi8-r?B?5+zh9+HtIPPj9yA=?=\r\n =?utf-8?Q?=D0=A8=D0=BA=D0=BE=D0=BB=D0=B0?=\r\nDate: Thu, 12 Feb 2026 15:30:00 +0500\r\nMessage-ID: <1@kaztag.kz>\r\nMIME-Version: 1.0\r\n";
    let line = "| 2026-02-12T15:30:00+05:00 | КазТАГ | - |";
    let koi = encoding_rs::KOI8_R.encode(PROSE).0.into_owned();
    let plain = [
        head.as_bytes(),
        b"Content-Type: text/plain; charset=koi8-r\r\nContent-Transfer-Encoding: 8bit\r\n\r\n",
        &koi,
        b"\r\n-- \r\nNews desk\r\n",
    ]
    .concat();
    let told = kept_of("a.eml", &plain);
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(
        told[0].starts_with("a.eml | ") && told[0].contains("Школа"),
        "{told:?}"
    );
    assert!(told[0].ends_with(&format!("{line} {PROSE}")), "{told:?}");
    assert_eq!(
        kept_of("a.txt", &plain)[0].replace("a.txt", "a.eml"),
        told[0]
    );

    let both = format!(
        "{head}Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nSee https://a.kz/1\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>{PROSE}</p><style>p{{}}</style>\r\n--x--\r\n"
    );
    let told = kept_of("a.eml", &both);
    assert!(told[0].ends_with(&format!("{line} {PROSE}")), "{told:?}");
    assert_eq!(kept_of("a.eml", head), ["a.eml: skipped: empty"]);
}

#[test]
fn a_page_that_a_browser_saved_is_an_article() {
    let mhtml = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.kz/1\r\nSubject: x\r\nDate: Thu, 12 Feb 2026 10:30:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: https://a.kz/1\r\n\r\n{}\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b--\r\n",
        page("", "раз")
    );
    let expected =
        format!("| Школа раз | 2026-02-12T08:30:00+00:00 | a.kz | https://a.kz/1 | {PROSE} раз.");
    for name in ["a.mhtml", "a.mht", "a.txt"] {
        assert_eq!(kept_of(name, &mhtml), [format!("{name} {expected}")]);
    }
}

#[test]
fn prose_that_begins_like_a_letter_is_prose() {
    let text = "From: the editors\nSubject: a new school\n\nIt is open.";
    assert!(kept_of("a.txt", text)[0].contains("It is open."));
    assert!(kept_of("a.txt", "WARC is a format of archives. It is old.")[0].contains("is old"));
}
