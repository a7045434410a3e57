//! Are compressed files read as what is in them, and bombs not?

use std::io::Write;

use super::*;

const TEXT: &str = "Школа открыта.\n";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn bzip2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// `TEXT`, by Python's lzma.
const XZ: &[u8] = &[
    0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x00, 0x04, 0xe6, 0xd6, 0xb4, 0x46, 0x02, 0x00, 0x21, 0x01,
    0x0c, 0x00, 0x00, 0x00, 0x8f, 0x98, 0x41, 0x9c, 0x01, 0x00, 0x1a, 0xd0, 0xa8, 0xd0, 0xba, 0xd0,
    0xbe, 0xd0, 0xbb, 0xd0, 0xb0, 0x20, 0xd0, 0xbe, 0xd1, 0x82, 0xd0, 0xba, 0xd1, 0x80, 0xd1, 0x8b,
    0xd1, 0x82, 0xd0, 0xb0, 0x2e, 0x0a, 0x00, 0x00, 0x59, 0xa0, 0xab, 0x81, 0x67, 0x97, 0xf2, 0xae,
    0x00, 0x01, 0x33, 0x1b, 0xf7, 0x19, 0x88, 0x5e, 0x1f, 0xb6, 0xf3, 0x7d, 0x01, 0x00, 0x00, 0x00,
    0x00, 0x04, 0x59, 0x5a,
];

#[test]
fn compressed_files_are_read() {
    let zstd = zstd::encode_all(TEXT.as_bytes(), 3).unwrap();
    let files: [(&str, &[u8]); 4] = [
        ("a.txt.gz", &gzip(TEXT.as_bytes())),
        ("b.txt.zst", &zstd),
        ("c.txt.xz", XZ),
        ("d.txt.bz2", &bzip2(TEXT.as_bytes())),
    ];
    let told = told_files(&files, &options());
    let expected = files.map(|(name, _)| format!("{name} | {}", TEXT.trim()));
    assert_eq!(told, expected);
}

#[test]
fn dumps_are_read_as_streams_whatever_their_parts() {
    let line = |id| format!("{{\"id\": {id}, \"text\": \"{PROSE}\"}}\n");
    let dump = [gzip(line(1).as_bytes()), gzip(line(2).as_bytes())].concat();
    let expected = [format!("1 | {PROSE}"), format!("2 | {PROSE}")];
    assert_eq!(told_bytes("d.jsonl.gz", &dump), expected);
    // Content says what it is, in any encoding.
    let options = options();
    let koi = encoding_rs::KOI8_R
        .encode(&(line(1) + &line(2)))
        .0
        .into_owned();
    let told: Vec<String> = read_from(Cursor::new(gzip(&koi)), "-", &options)
        .map(tell)
        .collect();
    assert_eq!(told, expected);
    let page = "<html><body><p>Школа открыта.</p></body></html>";
    assert_eq!(
        told_bytes("a.html.gz", &gzip(page.as_bytes())),
        ["a.html.gz | Школа открыта."]
    );
}

#[test]
fn what_is_broken_in_a_compressed_file_is_named() {
    let line = format!("{{\"id\": 1, \"text\": \"{PROSE}\"}}\n");
    let dump = gzip(line.repeat(3).as_bytes());
    let told = told_bytes("d.jsonl.gz", &dump[..dump.len() / 2]);
    assert!(
        told.last().unwrap().contains("skipped: cannot read"),
        "{told:?}"
    );
    let told = told_bytes("d.jsonl.gz", b"\x1f\x8b\x08\0\0");
    assert!(
        told[0].starts_with("d.jsonl.gz: skipped: cannot read"),
        "{told:?}"
    );
    let four = gzip(&gzip(&gzip(&gzip(TEXT.as_bytes()))));
    assert_eq!(
        told_bytes("a.txt.gz", &four),
        ["a.txt.gz: skipped: gzip file: unpack it first"]
    );
    assert_eq!(
        told_bytes("x.gz", &gzip(TEXT.as_bytes())),
        ["x.gz: not a document"]
    );
}

#[test]
fn a_bomb_costs_itself_alone() {
    let mut encoder = zstd::stream::write::Encoder::new(Vec::new(), 3).unwrap();
    for _ in 0..300 {
        encoder.write_all(&[b'x'; 1 << 20]).unwrap();
    }
    let bomb = encoder.finish().unwrap();
    let line = format!("{{\"id\": 1, \"text\": \"{PROSE}\"}}\n");
    let told = told_files(
        &[("a.jsonl.zst", &bomb), ("b.jsonl", line.as_bytes())],
        &options(),
    );
    assert!(
        told[0].contains("unpacks to more than 200 times its size"),
        "{told:?}"
    );
    assert_eq!(told[1..], [format!("1 | {PROSE}")]);
}
