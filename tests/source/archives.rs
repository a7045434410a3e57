//! Are archives read like folders, whatever is packed in them, and bombs not?

use super::*;
use crate::packing::{gzip, tar, zip, zip_named};

const PAGE: &str = "<html><body><p>Школа открыта.</p></body></html>";

fn line(id: u32) -> String {
    format!("{{\"id\": {id}, \"text\": \"{PROSE}\"}}\n")
}

#[test]
fn the_files_of_an_archive_are_read_like_those_of_a_folder() {
    let long = format!("{}/a.html", "папка".repeat(30));
    let dump = line(1) + "{\"text\": \"Две.\"}\n";
    let koi = encoding_rs::KOI8_R.encode(PROSE).0.into_owned();
    let packed = gzip(PAGE.as_bytes());
    let files: [(&str, &[u8]); 7] = [
        ("news/a.html", PAGE.as_bytes()),
        (&long, PAGE.as_bytes()),
        ("news/d.jsonl", dump.as_bytes()),
        ("news/k.txt", &koi),
        ("news/p.html.gz", &packed),
        ("news/photo.jpg", b"\xff\xd8\xff"),
        ("README.md", "# Школа\n\nОна открыта.".as_bytes()),
    ];
    let expected = |of: &str| {
        [
            format!("{of}/news/a.html | Школа открыта."),
            format!("{of}/{long} | Школа открыта."),
            format!("1 | {PROSE}"),
            format!("{of}/news/d.jsonl:2 | Две."),
            format!("{of}/news/k.txt | {PROSE}"),
            format!("{of}/news/p.html.gz | Школа открыта."),
            format!("{of}/news/photo.jpg: not a document"),
            format!("{of}/README.md: not a document"),
        ]
    };
    let zstd = |bytes: &[u8]| zstd::encode_all(bytes, 3).unwrap();
    let archives = [
        ("a.zip", zip(&files)),
        ("a.tar", tar(&files)),
        ("a.tar.gz", gzip(&tar(&files))),
        ("a.tgz", gzip(&tar(&files))),
        ("a.tar.zst", zstd(&tar(&files))),
        // Content says what it is.
        ("a.txt", zip(&files)),
    ];
    for (name, bytes) in &archives {
        assert_eq!(told_bytes(name, bytes), expected(name), "{name}");
        let options = options();
        let told: Vec<String> = read_from(Cursor::new(bytes.clone()), name, &options)
            .map(tell)
            .collect();
        assert_eq!(told, expected(name), "{name} as a stream");
    }
}

#[test]
fn archives_in_archives() {
    let inner = zip(&[("a.txt", "Раз.".as_bytes()), ("b.txt", "Два.".as_bytes())]);
    let outer = tar(&[("in/x.zip", &inner), ("c.txt", "Три.".as_bytes())]);
    let outer = zip(&[("y.tar.gz", &gzip(&outer)), ("d.txt", "Четыре.".as_bytes())]);
    let told = told_bytes("o.zip", &outer);
    let expected = [
        "o.zip/y.tar.gz/in/x.zip/a.txt | Раз.",
        "o.zip/y.tar.gz/in/x.zip/b.txt | Два.",
        "o.zip/y.tar.gz/c.txt | Три.",
        "o.zip/d.txt | Четыре.",
    ];
    assert_eq!(told, expected);
    let deeper = zip(&[("p.zip", &outer), ("e.txt", "Пять.".as_bytes())]);
    let told = told_bytes("q.zip", &deeper);
    assert_eq!(
        told,
        [
            "q.zip/p.zip/y.tar.gz/in/x.zip: skipped: more than 3 archives inside one another",
            "q.zip/p.zip/y.tar.gz/c.txt | Три.",
            "q.zip/p.zip/d.txt | Четыре.",
            "q.zip/e.txt | Пять.",
        ]
    );
}

#[test]
fn names_lead_nowhere() {
    let cyrillic = encoding_rs::IBM866
        .encode("Новости/Открытие школы.txt")
        .0
        .into_owned();
    let zip = zip_named(&[
        (b"../../etc/a.txt", "Раз.".as_bytes()),
        (b"/abs/b.txt", "Два.".as_bytes()),
        (b"win\\c.txt", "Три.".as_bytes()),
        (b"__MACOSX/._c.txt", b"\0\0\0\0\0\0\0\0"),
        (b"x\x1b[2J.txt", "Четыре.".as_bytes()),
        (&cyrillic, "Пять.".as_bytes()),
    ]);
    assert_eq!(
        told_bytes("a.zip", &zip),
        [
            "a.zip/etc/a.txt | Раз.",
            "a.zip/abs/b.txt | Два.",
            "a.zip/win/c.txt | Три.",
            "a.zip/x\u{fffd}[2J.txt | Четыре.",
            "a.zip/Новости/Открытие школы.txt | Пять.",
        ]
    );
}

#[test]
fn what_is_broken_in_an_archive_is_named_and_costs_itself() {
    let files: [(&str, &[u8]); 3] = [
        ("a.txt", "Раз.".as_bytes()),
        ("b.txt", "Два, и довольно длинно.".as_bytes()),
        ("c.txt", "Три.".as_bytes()),
    ];
    let whole = zip(&files);
    let told = told_files(
        &[("a.zip", &whole[..whole.len() / 2]), ("b.txt", b"One.")],
        &options(),
    );
    assert!(
        told[0].starts_with("a.zip: skipped: cannot read"),
        "{told:?}"
    );
    assert_eq!(told[1..], ["b.txt | One."]);

    // A file that is not what its checksum says.
    let mut damaged = whole.clone();
    let at = damaged
        .windows(5)
        .position(|window| window == b"b.txt")
        .unwrap();
    damaged[at + 8] ^= 0x55;
    let told = told_bytes("a.zip", &damaged);
    assert_eq!(told.len(), 3);
    assert_eq!(told[0], "a.zip/a.txt | Раз.");
    assert!(told[1].starts_with("a.zip/b.txt: skipped"), "{told:?}");
    assert_eq!(told[2], "a.zip/c.txt | Три.");

    let whole = tar(&files);
    let told = told_bytes("a.tar", &whole[..1024 + 520]);
    assert_eq!(told[0], "a.tar/a.txt | Раз.");
    assert!(told.last().unwrap().contains("breaks off"), "{told:?}");
    let mut damaged = whole;
    damaged[1024] = b'z';
    let told = told_bytes("a.tar", &damaged);
    assert_eq!(told[0], "a.tar/a.txt | Раз.");
    assert!(
        told[1].starts_with("a.tar: skipped: cannot read"),
        "{told:?}"
    );

    assert_eq!(told_bytes("a.zip", &zip(&[])), ["a.zip: skipped: empty"]);
    let mut encrypted = zip(&[("a.txt", b"One.")]);
    let list = encrypted
        .windows(4)
        .rposition(|w| w == b"PK\x01\x02")
        .unwrap();
    encrypted[list + 8] |= 1;
    assert_eq!(
        told_bytes("a.zip", &encrypted),
        ["a.zip/a.txt: skipped: encrypted"]
    );
}

#[test]
fn a_bomb_costs_itself_alone() {
    // 300 MB in some kilobytes, and what stands behind it.
    let huge = vec![b'x'; 300 << 20];
    let bomb = zip(&[
        ("a.jsonl", line(1).as_bytes()),
        ("b.jsonl", &huge),
        ("c.jsonl", line(3).as_bytes()),
    ]);
    let packed_tar = gzip(&tar(&[("a.jsonl", line(5).as_bytes()), ("b.txt", &huge)]));
    let told = told_files(
        &[
            ("a.zip", &bomb),
            ("b.tar.gz", &packed_tar),
            ("c.jsonl", line(7).as_bytes()),
        ],
        &options(),
    );
    let bomb = "unpacks to more than 200 times its size";
    assert_eq!(told[0], format!("1 | {PROSE}"));
    assert!(told[1].starts_with("a.zip/b.jsonl") && told[1].contains(bomb));
    assert_eq!(told[2], format!("a.zip: skipped: cannot read: {bomb}"));
    assert_eq!(told[3], format!("5 | {PROSE}"));
    assert!(told[4].starts_with("b.tar.gz/b.txt: skipped: over the size limit"));
    assert_eq!(told[5], format!("b.tar.gz: skipped: cannot read: {bomb}"));
    assert_eq!(told[6..], [format!("7 | {PROSE}")]);
}

#[test]
fn a_bomb_of_parts_that_lie_over_one_another() {
    // One file, named two thousand times in the list.
    let one = zip(&[("a.jsonl", &vec![b' '; 8 << 20])]);
    let list = one.windows(4).rposition(|w| w == b"PK\x01\x02").unwrap();
    let end = one.windows(4).rposition(|w| w == b"PK\x05\x06").unwrap();
    let mut bomb = one[..list].to_vec();
    const TIMES: u16 = 2000;
    for _ in 0..TIMES {
        bomb.extend(&one[list..end]);
    }
    let mut tail = one[end..].to_vec();
    tail[8..10].copy_from_slice(&TIMES.to_le_bytes());
    tail[10..12].copy_from_slice(&TIMES.to_le_bytes());
    let size = u32::try_from((end - list) * usize::from(TIMES)).unwrap();
    tail[12..16].copy_from_slice(&size.to_le_bytes());
    bomb.extend(tail);
    let told = told_files(&[("a.zip", &bomb), ("b.txt", b"One.")], &options());
    assert!(told.len() < 20, "{}", told.len());
    let last = &told[told.len() - 2..];
    assert_eq!(
        last,
        [
            "a.zip: skipped: cannot read: unpacks to more than 200 times its size",
            "b.txt | One."
        ]
    );
}
