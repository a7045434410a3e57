//! Is every format told by its content, and taken apart?

use super::*;

const ARRAY: &str = r#"[{"id": "x1", "title": "Школа", "text": "Первая."}, {"id": "x2", "text": "Вторая, с [скобкой} и \"кавычкой\"."}, 3, {"id": "x3"}, {"text": "Третья."}]"#;
const OBJECT: &str = "{\n  \"id\": \"x1\",\n  \"text\": \"Первая.\"\n}";
const CSV: &str = "id,title,text,date\nx1,\"Школа, новая\",\"Первая.\n\nВторая \"\"строка\"\".\",2025-09-01\n,,Третья.,\n";
const RSS: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Новости</title><language>ru</language><image><title>Знак</title></image>
<item><title>Школа &amp; Тараз</title><link>https://a.kz/1</link><description><![CDATA[<p>Коротко.</p>]]></description><content:encoded><![CDATA[<p>Первая.</p><p>С тегом &lt;/item&gt; и </item> внутри.</p>]]></content:encoded><pubDate>Mon, 01 Sep 2025 09:00:00 +0500</pubDate></item>
<item><guid>g2</guid><description>&lt;p&gt;Вторая&amp;nbsp;строка.&lt;/p&gt;</description></item>
<item><title>Без текста</title></item>
</channel></rss>"#;
const ATOM: &str = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru"><title>Новости</title>
<entry><id>urn:1</id><title type="html">&lt;b&gt;Школа&lt;/b&gt;</title><link rel="alternate" href="https://a.kz/1?a=1&amp;b=2"/><updated>2025-09-02T09:00:00Z</updated><published>2025-09-01T09:00:00Z</published><content type="xhtml"><div><p>Первая.</p><p>Вторая.</p></div></content></entry></feed>"#;
const JSON_FEED: &str = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Новости", "language": "ru", "items": [{"id": "1", "url": "https://a.kz/1", "title": "Школа", "content_html": "<p>Первая.</p><p>Вторая.</p>", "date_published": "2025-09-01T09:00:00Z"}]}"#;
const MARKDOWN: &str = "---\ntitle: \"Школа в Таразе\"\ndate: 2025-09-01\nlang: ru\ntags:\n  - школа\n---\n\n# Школа\n\nПервая **строка** с [ссылкой](https://a.kz).\n\n![Снимок](a.png)\n\n- раз\n- два\n\n> Сказал он.\n";
const PAGE: &str = "<html><head><title>В Таразе открыли школу</title><style>p{color:red}</style><script>var a=1;</script></head><body><nav>Главная Спорт</nav><p>В Таразе открылась новая школа.&nbsp;Её&shy; построили за полтора года.</p><footer>© 2025 Все права</footer></body></html>";

#[test]
fn each_format_is_read_by_content_under_any_name() {
    let cases: [(&str, &str, &[&str]); 9] = [
        (
            "json",
            ARRAY,
            &[
                "x1 | Школа | - | - | - | Первая.",
                "x2 | - | - | - | - | Вторая, с [скобкой} и \"кавычкой\".",
                "NAME:3: skipped: not a JSON object",
                "NAME:4: skipped: no field \"text\"",
                "NAME:5 | - | - | - | - | Третья.",
            ],
        ),
        ("json", OBJECT, &["x1 | - | - | - | - | Первая."]),
        (
            "json",
            "{\n \"text\": \"Первая.\"}",
            &["NAME | - | - | - | - | Первая."],
        ),
        (
            "csv",
            CSV,
            &[
                "x1 | Школа, новая | 2025-09-01 | - | - | Первая.\\n\\nВторая \"строка\".",
                "NAME:5 | - | - | - | - | Третья.",
            ],
        ),
        (
            "xml",
            RSS,
            &[
                "NAME:1 | Школа & Тараз | 2025-09-01T09:00:00+05:00 | Новости | https://a.kz/1 | Первая.\\n\\nС тегом </item> и внутри.",
                "g2 | - | - | Новости | - | Вторая строка.",
                "NAME:3: skipped: no field \"text\"",
            ],
        ),
        (
            "atom",
            ATOM,
            &[
                "urn:1 | Школа | 2025-09-01T09:00:00+00:00 | Новости | https://a.kz/1?a=1&b=2 | Первая.\\n\\nВторая.",
            ],
        ),
        (
            "json",
            JSON_FEED,
            &[
                "1 | Школа | 2025-09-01T09:00:00+00:00 | Новости | https://a.kz/1 | Первая.\\n\\nВторая.",
            ],
        ),
        (
            "md",
            MARKDOWN,
            &[
                "NAME | Школа в Таразе | 2025-09-01 | - | - | Школа\\n\\nПервая строка с ссылкой.\\n\\nраз\\nдва\\n\\nСказал он.",
            ],
        ),
        (
            "html",
            PAGE,
            &[
                "NAME | В Таразе открыли школу | - | - | - | В Таразе открылась новая школа. Её построили за полтора года.",
            ],
        ),
    ];
    for (extension, content, expected) in cases {
        for name in [&format!("a.{extension}"), "a.txt"] {
            let expected: Vec<String> = expected
                .iter()
                .map(|line| line.replace("NAME", name))
                .collect();
            assert_eq!(kept_of(name, content), expected, "{name}");
        }
    }
}

#[test]
fn tables_of_all_separators() {
    for (name, separator) in [
        ("a.tsv", '\t'),
        ("a.csv", ';'),
        ("a.csv", ','),
        ("b.csv", '|'),
    ] {
        let table = "\u{feff}id,title,text\nx1,Школа,\"Первая, вторая.\"\nx2,,\nx3,a,b,c\n"
            .replace(',', &separator.to_string());
        let told = kept_of(name, &table);
        let text = format!("Первая{separator} вторая.");
        assert_eq!(
            told[0],
            format!("x1 | Школа | - | - | - | {text}"),
            "{separator:?}"
        );
        assert_eq!(told[1], format!("{name}:3: skipped: no field \"text\""));
        assert_eq!(
            told[2],
            format!("{name}:4: skipped: 4 columns under a header of 3")
        );
    }
    let mut options = options();
    options.fields.set("text=Текст").unwrap();
    options.fields.set("date=Дата").unwrap();
    let items = read_from(
        Cursor::new("Дата;Текст\n12.02.2026;Первая.\n"),
        "-",
        &options,
    )
    .collect();
    assert_eq!(
        kept(&only_article(items)),
        "-:2 | - | 2026-02-12 | - | - | Первая."
    );
}

#[test]
fn prose_that_begins_like_something_else_is_prose() {
    for text in [
        "[Видео] В Таразе открыли школу.",
        "{Внимание} В Таразе открыли школу.",
        "<Без названия> открыли в Таразе.",
        "--- Кто там? --- Почтальон.",
        "Школа, парк, мост\nоткрылись, наконец, вчера.",
        "# 5 причин открыть школу.",
        "title, text: что это?",
    ] {
        let told = kept_of("a.txt", text);
        assert_eq!(told.len(), 1);
        let expected = text.replace('\n', "\\n");
        assert!(told[0].ends_with(&format!("| {expected}")), "{told:?}");
    }
}

#[test]
fn a_format_that_is_named_is_taken() {
    let mut options = options();
    options.format = Some(Format::Text);
    let told = told_files(&[("a.json", ARRAY.as_bytes())], &options);
    assert_eq!(told, [format!("a.json | {ARRAY}")]);
    options.format = Some(Format::Html);
    let told = told_files(&[("a.txt", "Школа <b>открыта</b>.".as_bytes())], &options);
    assert_eq!(told, ["a.txt | Школа открыта."]);
}

#[test]
fn what_tells_about_a_folder_is_no_article_of_it() {
    let folder = ["README.md", "a.md"].map(|name| (name, "# Школа\n\nОна открыта.".as_bytes()));
    let told = told_files(&folder, &options());
    assert_eq!(told, ["README.md: not a document", "a.md | Она открыта."]);
}

#[test]
fn other_xml_and_empty_pages_are_named() {
    let sitemap = "<?xml version=\"1.0\"?><urlset><url><loc>https://a.kz</loc></url></urlset>";
    assert_eq!(
        kept_of("a.xml", sitemap),
        ["a.xml: skipped: XML of a kind that holds no articles"]
    );
    let empty = "<html><head><title>Вход</title></head><body><script>1</script></body></html>";
    assert_eq!(
        kept_of("a.html", empty),
        ["a.html: skipped: no article on the page"]
    );
    let list: String = (0..40)
        .map(|at| {
            format!(
                "<li><a href=\"/{at}\">В городе номер {at} открыли новую большую школу</a></li>"
            )
        })
        .collect();
    let list = format!("<html><body><ul>{list}</ul></body></html>");
    assert_eq!(
        kept_of("a.html", &list),
        ["a.html: skipped: no article on the page"]
    );
}

#[test]
fn pages_in_other_encodings() {
    let page = |charset: &str| {
        format!(
            "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset={charset}\"><title>Ж</title></head><body><p>Школа открыта.</p></body></html>"
        )
    };
    let encodings = [
        encoding_rs::WINDOWS_1251,
        encoding_rs::KOI8_R,
        encoding_rs::IBM866,
    ];
    for encoding in encodings {
        let bytes = encoding.encode(&page(encoding.name())).0.into_owned();
        assert_eq!(
            told_bytes("a.html", &bytes),
            ["a.html | Школа открыта."],
            "{}",
            encoding.name()
        );
    }
    // A template may lie; UTF-8 does not look like anything else.
    let bytes = page("windows-1251").into_bytes();
    assert_eq!(told_bytes("a.html", &bytes), ["a.html | Школа открыта."]);
}

#[test]
fn an_array_is_read_item_by_item() {
    let mut options = options();
    options.max_article_bytes = 200;
    let long = "x".repeat(500);
    let items: Vec<String> = (0..3000)
        .map(|id| format!("{{\"id\": {id}, \"text\": \"Раз {{[\"}}"))
        .collect();
    let dump = format!("[{{\"text\": \"{long}\"}},\n{}]", items.join(",\n"));
    let told: Vec<String> = read_from(Cursor::new(dump), "-", &options)
        .map(tell)
        .collect();
    assert_eq!(told.len(), 3001);
    assert_eq!(told[0], "-:1: skipped: over the size limit of 200 bytes");
    assert_eq!(told[3000], "2999 | Раз {[");
}

#[test]
fn hostile_markup_comes_to_an_end() {
    let options = options();
    for piece in [
        "<div>",
        "<table><tr><td>",
        "<b><i>",
        "<a href=x>",
        "<p class=share>x",
        "<ul><li>",
    ] {
        let page = format!("<html><body>{}Школа открыта.", piece.repeat(20_000));
        let count = read_from(Cursor::new(page), "a.html", &options).count();
        assert_eq!(count, 1, "{piece}");
    }
    for feed in [
        "<rss><item>",
        "<rss><item><title>a</title>",
        "<rss><![CDATA[<item>",
        "<feed><entry>&&&;</entry>",
    ] {
        assert!(
            read_from(Cursor::new(feed), "a.xml", &options).count() > 0,
            "{feed}"
        );
    }
}
