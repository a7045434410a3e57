//! Documents that are zips of XML: DOCX, ODT, and EPUB, a chapter an article.

use std::{collections::HashSet, vec};

use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};
use serde_json::Value;

use super::{Dump, Entry, set};
use crate::source::{
    Detect, archive::zip::Zip, date, decode, html, markup::Markup, record::Record, report::Reason,
};

/// What a zip is, if it is one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::source) enum Office {
    Docx,
    Odt,
    Epub,
    /// Tables, slides, drawings.
    Other,
}

/// The kind of document that a zip is; `None` if it is none.
pub(in crate::source) fn recognise(zip: &Zip) -> Option<Office> {
    if zip.has("word/document.xml") {
        return Some(Office::Docx);
    }
    if zip.has("META-INF/container.xml") && zip.has("mimetype") {
        return Some(Office::Epub);
    }
    let kind = zip.read("mimetype", 200).ok().flatten().unwrap_or_default();
    if kind.starts_with(b"application/vnd.oasis.opendocument") {
        let text = kind.starts_with(b"application/vnd.oasis.opendocument.text");
        return Some(if text { Office::Odt } else { Office::Other });
    }
    zip.has("[Content_Types].xml").then_some(Office::Other)
}

/// The articles of a document.
///
/// # Errors
/// The reason why it has none.
pub(in crate::source) fn open(
    zip: Zip,
    kind: Office,
    limit: usize,
    detect: Detect,
) -> Result<Box<dyn Dump>, Reason> {
    let part = |name: &str| part(&zip, name, limit);
    match kind {
        Office::Docx => {
            let titles = part("word/styles.xml")?.map(|xml| title_styles(&xml));
            let text = part("word/document.xml")?.unwrap_or_default();
            let text = paragraphs(&text, &titles.unwrap_or_default());
            let about = part("docProps/core.xml")?.unwrap_or_default();
            Ok(Box::new(Once::new(text, &about, &detect)))
        }
        Office::Odt => {
            let text = part("content.xml")?.unwrap_or_default();
            let text = paragraphs(&text, &HashSet::from(["Title".to_owned()]));
            let about = part("meta.xml")?.unwrap_or_default();
            Ok(Box::new(Once::new(text, &about, &detect)))
        }
        Office::Epub => Ok(Box::new(Book::open(zip, limit, detect)?)),
        Office::Other => Err(Reason::OtherDocument),
    }
}

/// A part of a document as text.
fn part(zip: &Zip, name: &str, limit: usize) -> Result<Option<String>, Reason> {
    match zip.read(name, limit)? {
        Some(bytes) if bytes.is_empty() => Ok(Some(String::new())),
        Some(bytes) => decode::page(&bytes, None, None, &mut Vec::new()).map(Some),
        None => Ok(None),
    }
}

/// The one article of DOCX and ODT.
struct Once(Option<Entry>);

impl Once {
    fn new(text: Text, about: &str, detect: &Detect) -> Self {
        let bytes = text.text.len();
        let mut entry = Entry::only(Ok(Record::new()), bytes);
        entry.ours = Some(Markup::Leave);
        let about = About::read(about);
        let mut record = Record::new();
        let title = text.title.as_deref().or(about.title.as_deref());
        set(&mut record, "title", title.unwrap_or_default());
        set(
            &mut record,
            "source",
            about.publisher.as_deref().unwrap_or_default(),
        );
        let lang = about.lang.as_deref();
        if let Some(lang) = lang.filter(|lang| html::believable(lang, &text.text, detect)) {
            set(&mut record, "lang", lang);
        }
        if let Some(date) = about.written() {
            set(&mut entry.fallback, "date", &date);
        }
        record.insert("text".to_owned(), Value::String(text.text));
        entry.record = Ok(record);
        Self(Some(entry))
    }
}

impl Dump for Once {
    fn next(&mut self) -> Option<Entry> {
        self.0.take()
    }
}

/// What a document says of itself.
#[derive(Default)]
struct About {
    title: Option<String>,
    lang: Option<String>,
    publisher: Option<String>,
    /// When it appeared.
    date: Option<String>,
    created: Option<String>,
    modified: Option<String>,
}

impl About {
    /// Reads Dublin Core and what the kinds of documents add to it.
    fn read(xml: &str) -> Self {
        let mut about = Self::default();
        let mut at = String::new();
        let mut value = String::new();
        walk(xml, |event| match event {
            Part::Start(name, _) => {
                name.clone_into(&mut at);
                value.clear();
            }
            Part::Text(text) => value.push_str(text),
            Part::End(name) if name == at => {
                let slot = match name {
                    "title" => &mut about.title,
                    "language" => &mut about.lang,
                    "publisher" => &mut about.publisher,
                    "date" => &mut about.date,
                    "created" | "creation-date" => &mut about.created,
                    "modified" => &mut about.modified,
                    _ => return,
                };
                let found = value.split_whitespace().collect::<Vec<_>>().join(" ");
                if slot.is_none() && !found.is_empty() {
                    *slot = Some(found);
                }
            }
            Part::End(_) => {}
        });
        about
    }

    /// When a document was written: begun, if it was done with soon after. One
    /// that was changed later was made of an old one, or of a template.
    fn written(&self) -> Option<String> {
        const SOON_SECONDS: i64 = 7 * 86_400;
        let begun = self.created.as_deref()?;
        let ended = self.modified.as_deref().or(self.date.as_deref())?;
        let (from, to) = (date::moment(begun)?, date::moment(ended)?);
        let took = to.as_second() - from.as_second();
        (-86_400..=SOON_SECONDS)
            .contains(&took)
            .then(|| begun.to_owned())
    }
}

/// A step through XML, by local names.
enum Part<'a> {
    Start(&'a str, &'a BytesStart<'a>),
    Text(&'a str),
    End(&'a str),
}

/// Goes through XML as far as it can be read.
fn walk(xml: &str, mut each: impl FnMut(Part<'_>)) {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => each(Part::Start(tag.local_name().as_ref(), &tag)),
            Ok(Event::Empty(tag)) => {
                each(Part::Start(tag.local_name().as_ref(), &tag));
                each(Part::End(tag.local_name().as_ref()));
            }
            Ok(Event::End(tag)) => each(Part::End(tag.local_name().as_ref())),
            Ok(Event::Text(text)) => each(Part::Text(&text.xml10_content())),
            Ok(Event::CData(text)) => each(Part::Text(&text.xml10_content())),
            Ok(Event::GeneralRef(reference)) => {
                if let Ok(Some(c)) = reference.resolve_char_ref() {
                    each(Part::Text(c.encode_utf8(&mut [0; 4])));
                } else if let Some(known) = resolve_predefined_entity(&reference) {
                    each(Part::Text(known));
                }
            }
            Ok(Event::Eof) | Err(_) => break,
            Ok(_) => {}
        }
    }
}

/// An attribute by its local name.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten();
    let value = found
        .into_iter()
        .find(|at| at.key.local_name().as_ref() == name)?;
    let value = value.normalized_value(XmlVersion::Implicit1_0).ok()?;
    Some(value.into_owned())
}

/// The names of the styles of titles, which each language of Word calls its own way.
fn title_styles(xml: &str) -> HashSet<String> {
    let mut styles = HashSet::new();
    let mut style = None;
    walk(xml, |event| {
        if let Part::Start(kind, tag) = event {
            match kind {
                "style" => style = attribute(tag, "styleId"),
                "name" => {
                    let name = attribute(tag, "val").unwrap_or_default();
                    if ["title", "heading 1"].contains(&name.to_lowercase().as_str()) {
                        styles.extend(style.take());
                    }
                }
                _ => {}
            }
        }
    });
    styles
}

/// The text of a document, and the title that stands at its top.
struct Text {
    text: String,
    title: Option<String>,
}

/// The paragraphs of DOCX and ODT. `titles` are styles.
fn paragraphs(xml: &str, titles: &HashSet<String>) -> Text {
    /// What is no text of the document: notes, what was deleted, what fields are
    /// made by, and the second version of a drawing.
    const SILENT: [&str; 10] = [
        "del",
        "delText",
        "instrText",
        "Fallback",
        "tracked-changes",
        "annotation",
        "note",
        "title",
        "desc",
        "moveFrom",
    ];
    let mut silent = 0_usize;
    let (mut text, mut line) = (String::new(), String::new());
    let (mut title, mut is_title) = (None, false);
    let mut depth = 0_usize;
    let mut in_word = false;
    walk(xml, |event| match event {
        Part::Start(name, _) if SILENT.contains(&name) => silent += 1,
        Part::End(name) if SILENT.contains(&name) => silent = silent.saturating_sub(1),
        _ if silent > 0 => {}
        Part::Start("p" | "h", tag) => {
            depth += 1;
            let style = attribute(tag, "style-name");
            let first = attribute(tag, "outline-level").is_some_and(|level| level == "1");
            is_title = first || style.is_some_and(|style| titles.contains(&style));
        }
        Part::Start("pStyle", tag) => {
            is_title |= attribute(tag, "val").is_some_and(|style| titles.contains(&style));
        }
        Part::Start("t", _) => in_word = true,
        Part::End("t") => in_word = false,
        Part::Start("tab" | "s", _) if depth > 0 => line.push(' '),
        Part::Start("br" | "cr" | "line-break", _) if depth > 0 => line.push('\n'),
        // Word's text stands in `t` alone; blanks between its elements are none.
        Part::Text(part) if depth > 0 && (in_word || !part.trim().is_empty()) => {
            line.push_str(part);
        }
        Part::End("p" | "h") => {
            depth = depth.saturating_sub(1);
            let whole = std::mem::take(&mut line);
            let whole = whole.trim();
            if is_title && text.is_empty() && title.is_none() && !whole.is_empty() {
                title = Some(whole.split_whitespace().collect::<Vec<_>>().join(" "));
            } else if !whole.is_empty() {
                if !text.is_empty() {
                    text.push_str("\n\n");
                }
                text.push_str(whole);
            }
        }
        _ => {}
    });
    // A document of a title alone has no title.
    if text.is_empty() {
        text = title.take().unwrap_or_default();
    }
    Text { text, title }
}

/// The chapters of an EPUB.
struct Book {
    zip: Zip,
    chapters: vec::IntoIter<(u64, String)>,
    about: About,
    /// Whether it is one article in parts or many.
    alone: bool,
    limit: usize,
    detect: Detect,
}

impl Book {
    fn open(zip: Zip, limit: usize, detect: Detect) -> Result<Self, Reason> {
        let container = part(&zip, "META-INF/container.xml", limit)?.unwrap_or_default();
        let mut package = None;
        walk(&container, |event| {
            if let Part::Start("rootfile", tag) = event {
                package = package.take().or_else(|| attribute(tag, "full-path"));
            }
        });
        let package = package.ok_or(Reason::NoArticle)?;
        let xml = part(&zip, &package, limit)?.ok_or(Reason::NoArticle)?;
        let folder = package.rsplit_once('/').map_or("", |(folder, _)| folder);
        let chapters = spine(&xml, folder);
        Ok(Self {
            alone: chapters.len() == 1,
            chapters: chapters.into_iter(),
            about: About::read(&xml),
            zip,
            limit,
            detect,
        })
    }

    /// The article of a chapter; `None` if it is a cover or the like.
    fn chapter(&self, name: &str) -> Result<Option<Record>, Reason> {
        const FEWEST_LETTERS: usize = 80;
        let Some(page) = part(&self.zip, name, self.limit)? else {
            return Ok(None);
        };
        if html::is_bottomless(&page) {
            return Err(Reason::TooDeep);
        }
        let (title, text) = html::chapter(&page);
        let letters = text.chars().filter(|c| c.is_alphabetic());
        if letters.take(FEWEST_LETTERS).count() < FEWEST_LETTERS && !self.alone {
            return Ok(None);
        }
        let mut record = Record::new();
        let about = &self.about;
        let title = match self.alone {
            true => about.title.clone().or(title),
            false => title,
        };
        let outlet = about.publisher.as_ref();
        let outlet = outlet.or(about.title.as_ref().filter(|_| !self.alone));
        let lang = about.lang.as_deref();
        let lang = lang.filter(|lang| html::believable(lang, &text, &self.detect));
        for (field, value) in [
            ("title", title.as_deref()),
            ("date", about.date.as_deref()),
            ("source", outlet.map(String::as_str)),
            ("lang", lang),
            ("text", Some(text.as_str())),
        ] {
            set(&mut record, field, value.unwrap_or_default());
        }
        Ok(Some(record))
    }
}

impl Dump for Book {
    fn next(&mut self) -> Option<Entry> {
        loop {
            let (number, name) = self.chapters.next()?;
            let record = match self.chapter(&name) {
                Ok(None) => continue,
                Ok(Some(record)) => Ok(record),
                Err(reason) => Err(reason),
            };
            let mut entry = Entry::new(number, record, 0);
            entry.ours = Some(Markup::Leave);
            if self.alone {
                entry.number = None;
            }
            return Some(entry);
        }
    }
}

/// The files of a book in the order of reading, with their numbers.
fn spine(package: &str, folder: &str) -> Vec<(u64, String)> {
    let mut files = std::collections::HashMap::new();
    let mut order = Vec::new();
    walk(package, |event| match event {
        Part::Start("item", tag) => {
            let kind = attribute(tag, "media-type").unwrap_or_default();
            let contents = attribute(tag, "properties").is_some_and(|kind| kind.contains("nav"));
            let (id, href) = (attribute(tag, "id"), attribute(tag, "href"));
            if let (Some(id), Some(href), true) = (id, href, kind.contains("html") && !contents) {
                files.insert(id, href);
            }
        }
        Part::Start("itemref", tag) => order.extend(attribute(tag, "idref")),
        _ => {}
    });
    let files = order.iter().zip(1..).filter_map(|(id, number)| {
        let href = files.get(id)?;
        let href = href.split('#').next().unwrap_or_default();
        Some((number, joined(folder, &percent_decoded(href))))
    });
    files.collect()
}

/// A path seen from a folder.
fn joined(folder: &str, path: &str) -> String {
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn percent_decoded(text: &str) -> String {
    let mut out = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let code = after
            .first_chunk::<2>()
            .filter(|_| *byte == b'%')
            .and_then(|digits| str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        out.push(code.unwrap_or(*byte));
        rest = match code {
            Some(_) => after.get(2..).unwrap_or_default(),
            None => after,
        };
    }
    String::from_utf8_lossy(&out).into_owned()
}
