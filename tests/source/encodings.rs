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

const KAZAKH: &str = "Қазақстан Республикасының Денсаулық сақтау министрі көршілес елдің әріптесімен кездесу өткізді.";
const UKRAINIAN: &str =
    "Міністр охорони здоров'я України провів зустріч. Їхні делегації обговорили обмін досвідом.";
const CHINESE: &str = "卫生部长与俄罗斯同行举行了双边会议，讨论了医疗合作问题。";
const JAPANESE: &str = "保健大臣はロシアの大臣と会談した。両国は医療の協力について話し合った。";
const KOREAN: &str = "보건부 장관은 러시아 장관과 회담을 가졌다. 양측은 의료 협력을 논의했다.";
const GERMAN: &str = "Die Gesundheitsminister beider Länder trafen sich früh in Köln. Über die Gespräche äußerten \
     sich später beide Häuser: Man wolle künftig häufiger über Gesundheitsfragen für ältere \
     Menschen sprechen.";
const TURKISH: &str = "Sağlık Bakanı komşu ülkenin bakanıyla görüştü. Taraflar işbirliğini genişletmeyi kararlaştırdı.";

#[test]
fn legacy_encodings_are_read_where_they_are_sure() {
    use encoding_rs::*;
    let big5 = "衛生部長與俄羅斯同行舉行了雙邊會議，討論了醫療合作問題。";
    for (encoding, text) in [
        (KOI8_R, PROSE),
        (KOI8_U, UKRAINIAN),
        (IBM866, PROSE),
        (X_MAC_CYRILLIC, PROSE),
        (ISO_8859_5, PROSE),
        (GBK, CHINESE),
        (GB18030, CHINESE),
        (BIG5, big5),
        (SHIFT_JIS, JAPANESE),
        (EUC_JP, JAPANESE),
        (ISO_2022_JP, JAPANESE),
        (EUC_KR, KOREAN),
        (WINDOWS_1252, GERMAN),
        (WINDOWS_1254, TURKISH),
    ] {
        let bytes = encoded(encoding, text);
        assert_eq!(
            told_bytes("a.txt", &bytes),
            [format!("a.txt | {text}")],
            "{}",
            encoding.name()
        );
        // A dump is taken apart after it was decoded: half a character may be a brace.
        let dump =
            format!("{{\"id\": 1, \"text\": \"{text}\"}}\n{{\"id\": 2, \"text\": \"{text}\"}}\n");
        let expected = [format!("1 | {text}"), format!("2 | {text}")];
        assert_eq!(
            told_bytes("d.jsonl", &encoded(encoding, &dump)),
            expected,
            "{}",
            encoding.name()
        );
    }
    assert_eq!(
        told_bytes("a.txt", &kz_1048()),
        [format!("a.txt | {KAZAKH}")]
    );
}

#[test]
fn what_is_not_sure_is_refused_with_its_guess() {
    let short = encoded(encoding_rs::WINDOWS_1252, "Er trank früh Kaffee.");
    refused(
        "a short text",
        &short,
        "looks like windows-1252: say it with --encoding",
    );
    // Bytes of no language are not taken for one, however few they are.
    for bytes in [
        &b"\xd0\xd0"[..],
        b"\xe0\xc1\xf7\xd8\xc7\xfe\xdc\xe5\xcf\xfa",
        b"\xfd\xfe\xff\xfc\xfb\xfa\xf9\xf8\xf7\xf6",
        b"\xc3\x28\xa0\xa1\xe2\x28\xa1\xf0\x28\x8c",
    ] {
        refused("no language", bytes, "encoding not sure");
    }
}

#[test]
fn an_encoding_that_is_named_is_taken() {
    let text = "Er trank früh Kaffee.";
    let mut options = options();
    options.charset = Charset::of_name("windows-1252");
    let short = encoded(encoding_rs::WINDOWS_1252, text);
    assert_eq!(
        told_files(&[("a.txt", &short)], &options),
        [format!("a.txt | {text}")]
    );
    options.charset = Charset::of_name("KZ-1048");
    assert_eq!(
        told_files(&[("a.txt", &kz_1048())], &options),
        [format!("a.txt | {KAZAKH}")]
    );
    assert_eq!(Charset::of_name("klingon"), None);
}

#[test]
fn utf16_without_its_mark_is_read() {
    for text in ["Здравоохранение", PROSE, "Plain English text.", KAZAKH] {
        for unit in [u16::to_le_bytes, u16::to_be_bytes] {
            let bytes = utf16(text, unit);
            assert_eq!(told_bytes("a.txt", &bytes), [format!("a.txt | {text}")]);
        }
    }
}

#[test]
fn one_bad_byte_costs_a_character() {
    let mut damaged = PROSE.as_bytes().to_vec();
    damaged[20] = 0xff;
    let cut = [PROSE.as_bytes(), "\nКонец".as_bytes()].concat();
    let cut = &cut[..cut.len() - 1];
    let nul = PROSE.replacen('и', "\0", 2);
    let surrogate = [
        &b"\xff\xfe"[..],
        &utf16(PROSE, u16::to_le_bytes),
        b"\x00\xd8a\0",
    ]
    .concat();
    for (name, bytes, count) in [
        ("one byte", &damaged[..], 2),
        ("cut inside of a letter", cut, 1),
        ("two NULs", nul.as_bytes(), 2),
        ("half a pair", &surrogate, 1),
    ] {
        let told = told_bytes("a.txt", bytes);
        assert_eq!(
            told[0],
            format!("a.txt: note: {count} damaged characters replaced"),
            "{name}"
        );
        assert!(
            told[1].starts_with("a.txt | М") && told[1].contains('\u{fffd}'),
            "{name}: {told:?}"
        );
    }
    // A line from elsewhere is in the encoding of elsewhere.
    let tail = [
        PROSE.as_bytes(),
        b"\n",
        &windows_1251("Продолжение следует."),
    ]
    .concat();
    assert_eq!(
        told_bytes("a.txt", &tail),
        [format!("a.txt | {PROSE}\nПродолжение следует.")]
    );
    // Many are no accident.
    let noise: Vec<u8> = PROSE
        .bytes()
        .enumerate()
        .map(|(at, byte)| if at % 9 == 0 { 0xff } else { byte })
        .collect();
    refused("noise", &noise, "damaged UTF-8");
    refused(
        "binary",
        &b"some text\0\0\0\0\0\0and more"[..],
        "binary: contains NUL",
    );
}

#[test]
fn a_mark_of_utf16_before_garbage_is_no_text() {
    let ascii = b"This is plain text, of which someone put the wrong mark in front.".repeat(3);
    let utf8 = PROSE.repeat(3).into_bytes();
    // A generator of noise, always the same.
    let mut state = 1_u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    })
    .take(600)
    .collect();
    for garbage in [ascii, utf8, noise] {
        for mark in [b"\xff\xfe", b"\xfe\xff"] {
            let told = told_bytes("a.txt", &[mark.as_slice(), &garbage].concat());
            assert_eq!(told.len(), 1, "{told:?}");
            assert!(told[0].starts_with("a.txt: skipped: "), "{told:?}");
        }
    }
    for text in [
        PROSE,
        "哈萨克斯坦卫生部长会见了俄罗斯同事，双方讨论了经验交流。",
        "カザフスタンの保健大臣がロシアの同僚と会談した。",
        "哈薩克斯坦衛生部長會見了俄羅斯同事，雙方討論了經驗交流。",
        "카자흐스탄 보건부 장관이 러시아 동료를 만났다.",
        "قازاقستان دەنساۋلىق ساقتاۋ ٴمينيسترى",
    ] {
        let bytes = [vec![0xff, 0xfe], utf16(text, u16::to_le_bytes)].concat();
        let told = told_bytes("a.txt", &bytes);
        assert_eq!(told.last().unwrap(), &format!("a.txt | {text}"));
    }
}
