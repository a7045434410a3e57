//! What reads bytes from outside? One function each, which must return whatever
//! the bytes are. The fuzz targets call them, and so does `tests/fuzz.rs`.

use std::{
    fs,
    io::{Cursor, Write},
    path::PathBuf,
    sync::LazyLock,
};

use tempfile::TempDir;
use tilmash::{
    article::{Article, ArticleId},
    dictionary::pack,
    index::{Layout, Snapshot},
    ingest, language,
    lexicon::{Overrides, Table, learned},
    link::{Archive, Model},
    query,
    signature::{Extractor, Signature, Sketch, UnitTable},
    source,
};
use xxhash_rust::xxh3::xxh3_64;

/// A function with valid input for it, from which damaged input is made.
pub struct Target {
    /// Its name, which is that of its fuzz target.
    pub name: &'static str,
    /// What reads the bytes.
    pub run: fn(&[u8]),
    /// Bytes that it reads to the end.
    pub valid: fn() -> Vec<u8>,
}

/// All of them.
pub const TARGETS: [Target; 16] = [
    Target {
        name: "query",
        run: query,
        valid: || QUERY.into(),
    },
    Target {
        name: "articles",
        run: articles,
        valid: || ARTICLES.into(),
    },
    Target {
        name: "archives",
        run: articles,
        valid: valid_archive,
    },
    Target {
        name: "documents",
        run: documents,
        valid: || DOCUMENT.into(),
    },
    Target {
        name: "crawls",
        run: articles,
        valid: || CRAWL.into(),
    },
    Target {
        name: "mail",
        run: articles,
        valid: || MAIL.into(),
    },
    Target {
        name: "pages",
        run: articles,
        valid: || PAGE.into(),
    },
    Target {
        name: "feeds",
        run: articles,
        valid: || FEED.into(),
    },
    Target {
        name: "tables",
        run: articles,
        valid: || TABLE.into(),
    },
    Target {
        name: "subtitles",
        run: articles,
        valid: || SUBTITLES.into(),
    },
    Target {
        name: "signature",
        run: signature,
        valid: valid_signature,
    },
    Target {
        name: "dictionary",
        run: dictionary,
        valid: Vec::new,
    },
    Target {
        name: "lexicon",
        run: lexicon,
        valid: valid_lexicon,
    },
    Target {
        name: "corrections",
        run: corrections,
        valid: || CORRECTIONS.into(),
    },
    Target {
        name: "link_model",
        run: link_model,
        valid: valid_model,
    },
    Target {
        name: "kept_stories",
        run: kept_stories,
        valid: || STORED.stories.clone(),
    },
];

const QUERY: &str =
    "(министр* OR \"ядерная медицина\"~3) +lang:kk -title:спорт date:2026-01..2026-02";
const ARTICLES: &str = "{\"id\":\"en\",\"text\":\"Kanybek Dosmambetov met 12 doctors in Moscow.\",\"date\":\"2026-02-12\"}
{\"id\":\"ru\",\"text\":\"Каныбек Досмамбетов встретил 12 врачей в Москве.\",\"date\":\"2026-02-12\"}
";
const PAGE: &str = "<html lang=en><head><title>A school</title><script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":\"2026-02-12\"}</script></head><body><article><h1>A school</h1><p>A new school was opened in Taraz, it is said.</p><table><tr><td>1</td></tr></table></article></body></html>";
const FEED: &str = "<?xml version='1.0'?><rss><channel><title>News</title><item><title>A &amp; b</title><link>https://a.kz/1</link><description><![CDATA[<p>It is open.</p>]]></description><pubDate>Mon, 01 Sep 2025 09:00:00 +0500</pubDate></item></channel></rss>";
const TABLE: &str = "id,title,text,date\n1,\"A, b\",\"It is\nopen.\",2 hours ago\n2,,Closed.,\n";
const SUBTITLES: &str = "WEBVTT\n\nNOTE x\n\n00:01.000 --> 00:02.500 align:start\n<v A>It is\n\n2\n00:00:03,000 --> 00:00:04,000\nopen.\n";
const CRAWL: &str = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.kz/1\r\nWARC-Date: 2026-02-12T10:30:00Z\r\nContent-Type: application/http\r\nContent-Length: 144\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n10\r\n<html><body><p>I\r\n17\r\nt is open.</p><p></body>\r\n0\r\n\r\n\r\n\r\n";
const MAIL: &str = "From: News <news@a.kz>\r\nSubject: =?utf-8?b?0KjQutC+0LvQsA==?=\r\nDate: Thu, 12 Feb 2026 15:30:00 +0500\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nIt is =\r\nopen.\r\n--x\r\nContent-Type: text/html; charset=koi8-r\r\nContent-Transfer-Encoding: base64\r\n\r\nPHA+SXQgaXMgb3Blbi48L3A+\r\n--x--\r\n";
const DOCUMENT: &str = "<w:document xmlns:w='w'><w:body><w:p><w:pPr><w:pStyle w:val='Title'/></w:pPr><w:r><w:t>A school</w:t></w:r></w:p><w:p><w:r><w:t>It is &amp; open.</w:t><w:br/></w:r></w:p><text:h text:outline-level='1'>x</text:h><item id='a' href='a%20b.xhtml' media-type='application/xhtml+xml'/><itemref idref='a'/><dc:title>A</dc:title><dcterms:created>2026-02-12T09:00:00Z</dcterms:created></w:body></w:document>";
const CORRECTIONS: &str = "add\tru:врач\ten:doctor\t1\t# accepted\t7\t0.50\t12.0\ta\tb
#add\tkk:дәрігер\ten:doctor\t1\t# proposed\t7\t0.50\t12.0\ta
remove\tru:врач\ten:medic
";

/// A query: it is read, or refused with a reason.
pub fn query(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = query::literal(&text);
    if let Err(error) = query::parse(&text) {
        assert!(!error.to_string().is_empty());
    }
}

/// A file or dump of articles.
pub fn articles(bytes: &[u8]) {
    let options = source::ReadOptions::new(language::detect_tag);
    for item in source::read_from(Cursor::new(bytes.to_vec()), "-", &options) {
        if let source::ReadItem::Article(article) = item {
            assert!(!article.text.is_empty());
        }
    }
}

/// The parts of a document, each in the place of the part that matters most.
pub fn documents(bytes: &[u8]) {
    let container = b"<c><rootfile full-path='a.opf'/></c>".as_slice();
    let kinds: [&[(&str, &[u8])]; 3] = [
        &[
            ("word/document.xml", bytes),
            ("word/styles.xml", bytes),
            ("docProps/core.xml", bytes),
        ],
        &[
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            ("content.xml", bytes),
            ("meta.xml", bytes),
        ],
        &[
            ("mimetype", b"application/epub+zip"),
            ("META-INF/container.xml", container),
            ("a.opf", bytes),
            ("a b.xhtml", bytes),
        ],
    ];
    for parts in kinds {
        articles(&zip(parts));
    }
}

/// A zip of these files, as they are.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = rawzip::ZipArchiveWriter::new(Vec::new());
    for (name, bytes) in files {
        let method = rawzip::CompressionMethod::STORE;
        let file = archive.new_file(*name).compression_method(method);
        let (mut entry, config) = file.start().expect("a zip in memory");
        let mut writer = config.wrap(&mut entry);
        writer.write_all(bytes).expect("a zip in memory");
        let (_, descriptor) = writer.finish().expect("a zip in memory");
        entry.finish(descriptor).expect("a zip in memory");
    }
    archive.finish().expect("a zip in memory")
}

/// A zip with pages and another zip in it.
fn valid_archive() -> Vec<u8> {
    let inner = zip(&[("a.txt", b"It is open."), ("b.html", PAGE.as_bytes())]);
    zip(&[("c.zip", &inner), ("e.jsonl", ARTICLES.as_bytes())])
}

/// The signature of an article, as an index stores it: its head, and units, each
/// behind its length.
pub fn signature(bytes: &[u8]) {
    let mut parts = Vec::new();
    let mut rest = bytes;
    while let Some((&length, tail)) = rest.split_first() {
        let (part, tail) = tail.split_at(tail.len().min(length.into()));
        parts.push(part);
        rest = tail;
    }
    let (bytes, units) = parts
        .split_first()
        .map_or((bytes, [].as_slice()), |(head, units)| (*head, units));
    let mut table = UnitTable::default();
    units.iter().for_each(|unit| table.push(unit));
    let _ = Sketch::decode(bytes);
    if let Some(signature) = Signature::decode(bytes, |number| table.get(number)) {
        assert!(signature.units().len() <= Signature::MAX_UNITS);
        let _ = signature.index_keys();
    }
}

/// A dictionary: a hostile one has a right checksum.
pub fn dictionary(bytes: &[u8]) {
    let _ = pack::unpack(bytes);
    let frame = zstd::bulk::compress(bytes, 1).unwrap_or_default();
    let mut packed = format!("tilmash dictionary 2 {:016x}\n", xxh3_64(&frame)).into_bytes();
    packed.extend(frame);
    let _ = pack::unpack(&packed);
}

/// A table of translations.
pub fn lexicon(bytes: &[u8]) {
    let table = Table::read(bytes);
    let languages: Vec<&str> = table.languages().collect();
    for from in &languages {
        for word in table.words(from).take(100) {
            let _ = table.find(from, &word.stem);
            for to in &languages {
                let _ = table.translations(from, &word.stem, to);
            }
        }
    }
}

/// Corrections of the lexicon, and what an archive taught.
pub fn corrections(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = Overrides::parse(&text);
    let learned = learned::read(&text);
    let again = learned::read(&learned::write(&learned));
    assert_eq!(again.len(), learned.len());
}

/// The numbers of the link model.
pub fn link_model(bytes: &[u8]) {
    let _ = Model::parse(&String::from_utf8_lossy(bytes));
}

/// The stories that are kept beside an index, with right checksums: a hostile
/// file has those too. What is read of it is a story or nothing.
pub fn kept_stories(bytes: &[u8]) {
    let stored = &*STORED;
    let mut content = bytes.to_vec();
    if let Some((length, rest)) = bytes.split_first_chunk::<8>() {
        let length = usize::try_from(u64::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let table = rest.get(8..).and_then(|rest| rest.get(..length));
        if let (Some(table), Some(sum)) = (table, content.get_mut(8..16)) {
            sum.copy_from_slice(&xxh3_64(table).to_le_bytes());
        }
    }
    let place = tempfile::tempdir().expect("a temporary directory");
    let copy = stored.copy_to(&place);
    let head = stored.head.replace(
        &format!("\"checksum\":{}", xxh3_64(&stored.stories)),
        &format!("\"checksum\":{}", xxh3_64(&content)),
    );
    let file = copy.join("gen-0001").join(STORIES);
    fs::write(file, [head.as_bytes(), &content].concat()).expect("a file in it");

    let snapshot = Snapshot::open(&Layout::new(copy)).expect("the index is sound");
    let archive = Archive::new(&snapshot);
    for id in ["en", "ru"] {
        let _ = archive.story_of(&ArticleId::new(id));
    }
    for story in archive.story_store().stories() {
        let _ = story.score("en", "ru");
    }
}

const STORIES: &str = "stories.cache";

/// An index with one story.
struct Stored {
    place: TempDir,
    /// The first line of the file of stories, with its line break.
    head: String,
    /// What follows it.
    stories: Vec<u8>,
}

static STORED: LazyLock<Stored> = LazyLock::new(|| {
    let place = tempfile::tempdir().expect("a temporary directory");
    let news = place.path().join("news.jsonl");
    fs::write(&news, ARTICLES).expect("a file in it");
    let layout = Layout::new(place.path().join("index"));
    let options = ingest::IngestOptions::new(source::ReadOptions::new(language::detect_tag), 1);
    ingest::update(&layout, &[news], &options, &mut |_| ()).expect("an index");
    let file = layout.path().join("gen-0001").join(STORIES);
    let bytes = fs::read(file).expect("stories are kept");
    let end = bytes
        .iter()
        .position(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1);
    let (head, stories) = bytes.split_at(end);
    Stored {
        head: String::from_utf8_lossy(head).into_owned(),
        stories: stories.to_vec(),
        place,
    }
});

impl Stored {
    /// A copy of the index that may be damaged.
    fn copy_to(&self, place: &TempDir) -> PathBuf {
        let (from, to) = (self.place.path().join("index"), place.path().join("index"));
        fs::create_dir_all(to.join("gen-0001")).expect("a directory");
        for folder in ["", "gen-0001"] {
            for entry in fs::read_dir(from.join(folder)).expect("the index") {
                let entry = entry.expect("a name");
                if entry.path().is_file() {
                    fs::copy(entry.path(), to.join(folder).join(entry.file_name()))
                        .expect("a copy");
                }
            }
        }
        to
    }
}

fn valid_signature() -> Vec<u8> {
    let article = Article {
        id: ArticleId::new("a"),
        lang: "en".to_owned(),
        title: None,
        date: None,
        source: None,
        url: None,
        path: None,
        text: "Kanybek Dosmambetov met 12 doctors of the Kyrgyz Republic in Moscow.".to_owned(),
    };
    let encoded = Extractor::new().signature(&article).encode();
    let parts = std::iter::once(encoded.head.as_slice()).chain(encoded.units());
    parts
        .flat_map(|part| std::iter::once(part.len() as u8).chain(part.iter().copied()))
        .collect()
}

/// One language with one block of two words.
fn valid_lexicon() -> Vec<u8> {
    let body = b"\x02\0\0\0\x02\0ab\0\0\0\0\0\x01\0\0\0\0\0\0\x01\x01\0\0\0\0";
    let mut bytes = b"tlx2\x01en".to_vec();
    bytes.extend(u32::try_from(body.len()).unwrap_or(0).to_le_bytes());
    bytes.extend(body);
    bytes
}

fn valid_model() -> Vec<u8> {
    Model::shipped().to_text("test").into_bytes()
}
