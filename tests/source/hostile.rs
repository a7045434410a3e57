//! What becomes of inputs that are damaged, huge or malicious?

use super::*;

#[test]
fn what_is_no_text_is_skipped() {
    let cases: [(&str, &[u8], &str); 9] = [
        ("a.txt", b"", "a.txt: skipped: empty"),
        ("a.txt", b" \r\n\t\n", "a.txt: skipped: empty"),
        ("a.txt", b"\xef\xbb\xbf", "a.txt: skipped: empty"),
        ("a.txt", b"\xff\xfe", "a.txt: skipped: empty"),
        (
            "a.txt",
            b"some\0text\0and\0more\0of\0it",
            "a.txt: skipped: binary: contains NUL",
        ),
        (
            "a.txt",
            b"7z\xbc\xaf\x27\x1c\0\0",
            "a.txt: skipped: 7z file: unpack it first",
        ),
        ("d.jsonl", b"", "d.jsonl: skipped: empty"),
        ("d.jsonl", b"\n\n", "d.jsonl: skipped: empty"),
        (
            "d.jsonl",
            b"{\"text\":\0}",
            "d.jsonl:1: skipped: invalid JSON: expected value at column 9",
        ),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(told_bytes(name, bytes), [expected], "{bytes:?}");
    }
}

#[test]
fn a_bad_line_costs_one_record() {
    let mut dump = b"{\"id\":1,\"text\":\"One.\"}\r\n{\"id\":2,\"te\n\n".to_vec();
    dump.extend(
        b"{\"id\":4,\"text\":\"\xd0\xd0\"}\n{\"id\":5,\"text\":\"Five.\"}\n{\"id\":6,\"text\":\"Si",
    );
    let told = told_bytes("d.jsonl", &dump);
    assert_eq!(told.len(), 5, "{told:?}");
    assert_eq!(told[0], "1 | One.");
    assert!(
        told[1].starts_with("d.jsonl:2: skipped: invalid JSON: EOF"),
        "{told:?}"
    );
    assert!(
        told[2].starts_with("d.jsonl:4: skipped: encoding not sure"),
        "{told:?}"
    );
    assert_eq!(told[3], "5 | Five.");
    assert!(
        told[4].starts_with("d.jsonl:6: skipped: invalid JSON: EOF"),
        "{told:?}"
    );
}

#[test]
fn a_damaged_line_of_utf16_costs_one_record() {
    let line = |id: u8| {
        utf16(
            &format!("{{\"id\":{id},\"text\":\"Один.\"}}\n"),
            u16::to_le_bytes,
        )
    };
    let broken = [
        utf16("{\"text\":\"", u16::to_le_bytes),
        vec![0, 0xd8],
        utf16("\"}\n", u16::to_le_bytes),
    ];
    let dump = [vec![0xff, 0xfe], line(1), broken.concat(), line(3)].concat();
    let told = told_bytes("d.jsonl", &dump);
    assert_eq!(
        told,
        ["1 | Один.", "d.jsonl:2: skipped: empty", "3 | Один."]
    );
}

#[test]
fn the_size_limit() {
    let mut options = options();
    options.max_article_bytes = 40;
    let exact = "x".repeat(40);
    let over = "x".repeat(41);
    let far_over = "x".repeat(100);
    let dump = format!("{{\"id\":1,\"text\":\"{far_over}\"}}\n{{\"id\":2,\"text\":\"Two.\"}}");
    let files: [(&str, &[u8]); 4] = [
        ("a.txt", exact.as_bytes()),
        ("b.txt", over.as_bytes()),
        ("c.txt", far_over.as_bytes()),
        ("d.jsonl", dump.as_bytes()),
    ];
    let told = told_files(&files, &options);
    assert_eq!(
        told,
        [
            format!("a.txt | {exact}"),
            "b.txt: skipped: over the size limit of 40 bytes".to_owned(),
            "c.txt: skipped: over the size limit of 40 bytes".to_owned(),
            "d.jsonl:1: skipped: over the size limit of 40 bytes".to_owned(),
            "2 | Two.".to_owned(),
        ]
    );
}

#[test]
fn a_line_of_200_megabytes_is_passed_over() {
    let long = io::repeat(b'x').take(200_000_000);
    let dump = Cursor::new("{\"text\":\"")
        .chain(long)
        .chain(Cursor::new("\"}\n{\"id\":2,\"text\":\"Two.\"}\n"));
    let options = options();
    let told: Vec<String> = read_from(dump, "-", &options).map(tell).collect();
    assert_eq!(
        told,
        [
            "-:1: skipped: over the size limit of 16777216 bytes",
            "2 | Two."
        ]
    );
}

#[test]
fn deep_json_is_no_stack_overflow() {
    let dump = format!("{{\"text\":{}", "[".repeat(100_000));
    let told = told_bytes("d.jsonl", dump.as_bytes());
    assert_eq!(
        told,
        ["d.jsonl:1: skipped: invalid JSON: recursion limit exceeded at column 135"]
    );
}

#[test]
fn a_long_id_is_refused() {
    let dump = format!("{{\"id\":\"{}\",\"text\":\"One.\"}}", "x".repeat(5000));
    let told = told_bytes("d.jsonl", dump.as_bytes());
    assert_eq!(told, ["d.jsonl:1: skipped: id longer than 4096 bytes"]);
}

/// Fails after some bytes, as a bad disk does.
struct Failing(&'static [u8]);

impl Read for Failing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0.is_empty() {
            return Err(io::Error::other("disk on fire"));
        }
        self.0.read(buffer)
    }
}

#[test]
fn a_failing_disk_is_listed() {
    let options = options();
    let input = Failing(b"{\"text\": \"One.\"}\n");
    let told: Vec<String> = read_from(input, "-", &options).map(tell).collect();
    assert_eq!(told, ["-: skipped: cannot read: disk on fire"]);
}

proptest! {
    #[test]
    fn any_bytes_come_to_something(bytes in prop::collection::vec(any::<u8>(), 0..400), jsonl: bool) {
        let options = options();
        let bytes = if jsonl { [b"{".to_vec(), bytes].concat() } else { bytes };
        let count = read_from(Cursor::new(bytes), "-", &options).count();
        prop_assert!(count > 0);
    }

    /// Cleaning takes whole lines out, joins no words and leaves no edges.
    #[test]
    fn a_body_is_made_of_lines_of_the_text(
        lines in prop::collection::vec("(Фото МЗ|error:|date 2025-11-13|Источник: А|12\\.02\\.2026|Форум — Kun\\.uz|Форум|Он прошёл\\.|[а-яё .:—|]{0,30})", 1..12)
    ) {
        let text = lines.join("\n");
        let options = options();
        for item in read_from(Cursor::new(text), "-", &options) {
            if let ReadItem::Article(article) = item {
                prop_assert_eq!(article.text.trim(), &article.text);
                prop_assert!(!article.text.is_empty());
                prop_assert!(!article.text.contains("\n\n\n"));
                for line in article.text.lines() {
                    let whole = lines.iter().any(|of| of.trim() == line.trim());
                    prop_assert!(whole || line.is_empty() || lines[0].contains(line), "{}", line);
                }
            }
        }
    }
}
