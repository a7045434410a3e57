//! Files that look like inputs and hold no article, or try to do harm.

use super::{
    Folder,
    formats::{tar, zip},
};
use crate::packing::gzip;

pub fn write(folder: &mut Folder) {
    const EXTENSIONS: [&str; 21] = [
        "txt", "md", "html", "json", "jsonl", "csv", "tsv", "xml", "rss", "warc", "eml", "mhtml",
        "srt", "vtt", "docx", "odt", "epub", "zip", "tar", "7z", "gz",
    ];
    for extension in EXTENSIONS {
        let name = match extension {
            "gz" => "jsonl.gz",
            extension => extension,
        };
        folder.hostile(&format!("empty.{name}"), b"");
        folder.hostile(&format!("noise.{name}"), noise(3000));
    }
    for (name, bytes) in [cut(), nested(), bombs(), texts()].concat() {
        folder.hostile(name, bytes);
    }
}

type Files = Vec<(&'static str, Vec<u8>)>;

/// Bytes that are nothing, always the same.
fn noise(count: usize) -> Vec<u8> {
    let mut state = 12345_u32;
    std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    })
    .take(count)
    .collect()
}

fn files(files: &[(&str, &[u8])]) -> Vec<(String, Vec<u8>)> {
    files
        .iter()
        .map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()))
        .collect()
}

/// What breaks off, or does not hold what it says.
fn cut() -> Files {
    let whole = zip(&files(&[("a.txt", &noise(5000))]));
    let packed = gzip(&noise(5000));
    let xlsx = zip(&files(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<w/>"),
    ]));
    let mut locked = zip(&files(&[("a.txt", b"One.")]));
    let list = locked
        .windows(4)
        .rposition(|four| four == b"PK\x01\x02")
        .unwrap();
    locked[list + 8] |= 1;
    vec![
        ("cut.zip", whole[..whole.len() / 2].to_vec()),
        ("cut.jsonl.gz", packed[..packed.len() / 2].to_vec()),
        ("cut.tar", tar(&files(&[("a.txt", &noise(5000))]))[..1500].to_vec()),
        ("noise-inside.zip", whole),
        ("slides.docx", xlsx),
        ("locked.zip", locked),
        ("none.zip", zip(&[])),
        ("cut.warc", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 900\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<p>".to_vec()),
        ("cut.rss", b"<rss><channel><item><title>a</title><description>b".to_vec()),
        ("cut.json", b"[{\"text\": \"On".to_vec()),
    ]
}

fn nested() -> Files {
    let mut deep = b"One.".to_vec();
    for _ in 0..5 {
        deep = zip(&files(&[("a.zip", &deep)]));
    }
    vec![
        ("deep.zip", deep),
        (
            "deep.html",
            format!("<html><body>{}", "<div>".repeat(50_000)).into_bytes(),
        ),
        ("deep.json", "[".repeat(100_000).into_bytes()),
        (
            "deep.jsonl",
            format!("{{\"text\":{}", "[".repeat(100_000)).into_bytes(),
        ),
        ("four.txt.gz", gzip(&gzip(&gzip(&gzip(b"One."))))),
    ]
}

fn bombs() -> Files {
    let huge = vec![b' '; 80 << 20];
    vec![
        ("bomb.jsonl.gz", gzip(&huge)),
        ("bomb.zip", zip(&files(&[("a.jsonl", &huge)]))),
        ("huge.txt", vec![b'x'; 3_000_000]),
        ("huge.html", vec![b'x'; 3_000_000]),
    ]
}

fn texts() -> Files {
    vec![
        ("utf16.txt", [b"\xff\xfe", noise(2000).as_slice()].concat()),
        (
            "ascii16.txt",
            [
                b"\xff\xfe".to_vec(),
                b"plain text with a wrong mark in front of it".repeat(5),
            ]
            .concat(),
        ),
        (
            "links.html",
            format!(
                "<html><body>{}</body></html>",
                "<p><a href=x>One more page of ours</a></p>".repeat(30)
            )
            .into_bytes(),
        ),
        (
            "script.html",
            b"<html><body><script>1</script></body></html>".to_vec(),
        ),
        (
            "map.xml",
            b"<?xml version=\"1.0\"?><urlset><url><loc>x</loc></url></urlset>".to_vec(),
        ),
        ("number.json", b"[1, 2, 3]".to_vec()),
        (
            "fields.jsonl",
            b"{\"title\": \"One\"}\n{\"text\": 5.5e}\n[]\n".to_vec(),
        ),
        ("nul.txt", b"ab\0\0c\0d\0\0e\0fgh\0ij\0k".to_vec()),
        ("wide.csv", b"id,text\n1,a,b,c,d\n".to_vec()),
        ("no-text.csv", b"id,title\n1,One\n".to_vec()),
        (
            "letter.eml",
            b"From: a@b.c\r\nMIME-Version: 1.0\r\nSubject: x\r\n\r\n".to_vec(),
        ),
        (
            "silent.srt",
            b"1\n00:00:01,000 --> 00:00:02,000\n\n".to_vec(),
        ),
        ("paper.pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n".to_vec()),
    ]
}
