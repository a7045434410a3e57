//! Which encodings are read, and which refused?

use super::*;

#[test]
fn encodings_that_are_read() {
    let text = "Форум прошёл. It was fine.";
    let marked = format!("\u{feff}{text}");
    let inputs = [
        text.as_bytes().to_vec(),
        marked.as_bytes().to_vec(),
        utf16(&marked, u16::to_le_bytes),
        utf16(&marked, u16::to_be_bytes),
        windows_1251(text),
    ];
    for bytes in inputs {
        assert_eq!(told_bytes("a.txt", &bytes), [format!("a.txt | {text}")]);
    }
}

#[test]
fn windows_1251_in_the_languages_it_serves() {
    let texts = [
        "Привет, мир",
        "МИНИСТР ЗДРАВООХРАНЕНИЯ ПРОВЁЛ ВСТРЕЧУ",
        "КазМунайГаз и РосАтом подписали договор. В КазМунайГазе довольны.",
        "Міністр охорони здоров’я України провів зустріч. Їхні делегації обговорили ґрунтовні питання.",
        "Міністр аховы здароўя правёў сустрэчу з калегам. Бакі абмеркавалі абмен вопытам.",
        "Министърът на здравеопазването проведе среща с колегата си.",
        "Министар здравља одржао је састанак са својим колегом.",
        "Компания Microsoft Corporation and Google LLC signed an agreement — «Договор» of 2025.",
    ];
    for text in texts {
        let told = told_bytes("a.txt", &windows_1251(text));
        assert_eq!(told, [format!("a.txt | {text}")]);
    }
}

#[test]
fn dumps_in_all_encodings() {
    let line = |id| format!("{{\"id\": \"{id}\", \"text\": \"{PROSE}\"}}\r\n");
    let dump = line(1) + &line(2);
    let marked = format!("\u{feff}{dump}");
    let mixed = [windows_1251(&line(1)), line(2).into_bytes()].concat();
    let inputs = [
        dump.as_bytes().to_vec(),
        marked.as_bytes().to_vec(),
        utf16(&marked, u16::to_le_bytes),
        utf16(&marked, u16::to_be_bytes),
        windows_1251(&dump),
        mixed,
    ];
    for bytes in inputs {
        let told = told_bytes("d.jsonl", &bytes);
        assert_eq!(told, [format!("1 | {PROSE}"), format!("2 | {PROSE}")]);
    }
}

#[test]
fn a_long_utf16_dump_is_decoded_across_buffers() {
    let lines: String = (0..2000)
        .map(|id| format!("{{\"id\": {id}, \"text\": \"{PROSE} 𐍈\"}}\n"))
        .collect();
    let bytes = utf16(&format!("\u{feff}{lines}"), u16::to_le_bytes);
    let told = told_bytes("d.jsonl", &bytes);
    assert_eq!(told.len(), 2000);
    for (id, line) in told.iter().enumerate() {
        assert_eq!(line, &format!("{id} | {PROSE} 𐍈"));
    }
}

/// KZ-1048 puts the Kazakh letters where windows-1251 has those of its neighbours.
fn kz_1048() -> Vec<u8> {
    let kazakh = "Қазақстан Республикасының Денсаулық сақтау министрі көршілес елдің әріптесімен кездесу өткізді.";
    let letter = |c: char| match c {
        'Қ' => vec![0x8d],
        'қ' => vec![0x9d],
        'ғ' => vec![0xba],
        'ң' => vec![0xbe],
        'ө' => vec![0xb4],
        'ү' => vec![0xbf],
        'ұ' => vec![0xa2],
        'ә' => vec![0xbc],
        'і' => vec![0xb3],
        c => windows_1251(&c.to_string()),
    };
    kazakh.chars().flat_map(letter).collect()
}

fn encoded(encoding: &'static encoding_rs::Encoding, text: &str) -> Vec<u8> {
    encoding.encode(text).0.into_owned()
}

fn refused(name: &str, bytes: &[u8], reason: &str) {
    let told = told_bytes("a.txt", bytes);
    assert_eq!(told.len(), 1, "{name}");
    assert!(told[0].starts_with("a.txt: skipped: "), "{name}: {told:?}");
    assert!(told[0].contains(reason), "{name}: {told:?}");
}

#[test]
fn legacy_encodings_are_refused_by_name() {
    let chinese = "卫生部长与俄罗斯同行举行了双边会议，讨论了医疗合作问题。";
    let japanese = "保健大臣はロシアの大臣と会談した。";
    let german = "Die Gesundheitsminister beider Länder trafen sich früh in Köln.";
    for (encoding, text, name) in [
        (encoding_rs::KOI8_R, PROSE, "KOI8-U"),
        (encoding_rs::IBM866, PROSE, "IBM866"),
        (encoding_rs::X_MAC_CYRILLIC, PROSE, "x-mac-cyrillic"),
        (encoding_rs::GBK, chinese, "GBK"),
        (encoding_rs::SHIFT_JIS, japanese, "Shift_JIS"),
        (encoding_rs::ISO_2022_JP, "保健大臣", "ISO-2022"),
        (encoding_rs::WINDOWS_1252, german, "windows-1252"),
    ] {
        let reason = format!("looks like {name}");
        refused(encoding.name(), &encoded(encoding, text), &reason);
    }
    refused("KZ-1048", &kz_1048(), "looks like KZ-1048");
}

#[test]
fn utf16_without_its_mark_is_refused() {
    let little = "looks like UTF-16LE without a byte order mark";
    let big = "looks like UTF-16BE without a byte order mark";
    let word = utf16("Здравоохранение", u16::to_le_bytes);
    refused("one word", &word, little);
    refused("UTF-16LE", &utf16(PROSE, u16::to_le_bytes), little);
    let english = utf16("Plain English text.", u16::to_be_bytes);
    refused("UTF-16BE", &english, big);
}

#[test]
fn damaged_texts_are_refused() {
    let reason = "damaged UTF-8: invalid at byte 19";
    let mut damaged = PROSE.as_bytes().to_vec();
    damaged[20] = 0xff;
    refused("damaged UTF-8", &damaged, reason);
    refused("cut UTF-8", &PROSE.as_bytes()[..20], reason);
    let text = utf16(PROSE, u16::to_le_bytes);
    let lone_surrogate = [&b"\xff\xfe"[..], &text, b"\x00\xd8a\0"].concat();
    refused("damaged UTF-16", &lone_surrogate, "damaged UTF-16");
}
