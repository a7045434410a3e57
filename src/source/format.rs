//! How is a document laid out? By content first and by name second.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{FieldMap, archive, subtitles, unpack};

/// How a document is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text: one article.
    Text,
    /// Markdown, with or without front matter: one article.
    Markdown,
    /// A web page: one article.
    Html,
    /// JSON Lines: one article a line.
    JsonLines,
    /// A JSON array, one object, or objects one after another; JSON Feed.
    Json,
    /// A table with a header, its columns separated by commas or semicolons.
    Csv,
    /// The same, separated by tabs.
    Tsv,
    /// RSS or Atom.
    Feed,
    /// What a crawler heard: one article a page.
    Warc,
    /// A letter, or a page that a browser saved as one.
    Mail,
    /// SubRip or WebVTT: one article.
    Subtitles,
}

impl Format {
    /// Whether its files are no text in one encoding.
    pub(super) fn is_of_bytes(self) -> bool {
        matches!(self, Self::Warc | Self::Mail)
    }
}

/// Elements that an HTML page or a piece of one begins with.
const PAGE_ELEMENTS: &[&str] = &[
    "!doctype",
    "html",
    "head",
    "body",
    "meta",
    "title",
    "link",
    "script",
    "style",
    "base",
    "article",
    "main",
    "section",
    "header",
    "div",
    "p",
    "h1",
    "h2",
    "h3",
    "table",
    "span",
    "center",
    "font",
    "b",
    "i",
    "a",
    "br",
    "img",
    "ul",
    "ol",
    "nav",
    "blockquote",
    "figure",
];

/// Elements that feeds consist of.
const FEED_ELEMENTS: &[&str] = &["rss", "feed", "rdf:rdf"];

/// The names of files that tell about a folder, and are no article in it.
const ABOUT_THE_FOLDER: &[&str] = &["readme", "license", "changelog", "contributing", "notice"];

/// The format that a file name stands for, if it is the name of a document.
pub(super) fn by_name(path: &Path) -> Option<Format> {
    let path = unpack::inner_name(path).unwrap_or(path);
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    Some(match extension.as_str() {
        "txt" | "text" => Format::Text,
        "md" | "markdown" => Format::Markdown,
        "html" | "htm" | "xhtml" | "shtml" => Format::Html,
        "jsonl" | "ndjson" => Format::JsonLines,
        "json" => Format::Json,
        "csv" => Format::Csv,
        "tsv" => Format::Tsv,
        "xml" | "rss" | "atom" => Format::Feed,
        "warc" => Format::Warc,
        "eml" | "mht" | "mhtml" => Format::Mail,
        "srt" | "vtt" => Format::Subtitles,
        _ => return None,
    })
}

/// Whether a file that is met in a folder is to be read, by its name: it is that
/// of a format or of an archive. What tells about the folder is no document
/// there.
pub(super) fn is_document(path: &Path) -> bool {
    let Some(format) = by_name(path) else {
        return archive::is_named(path) || is_office(path);
    };
    let stem = path.file_stem().unwrap_or_default();
    let stem = stem.to_string_lossy().to_ascii_lowercase();
    !(format == Format::Markdown && ABOUT_THE_FOLDER.contains(&stem.as_str()))
}

/// Whether a name is that of a document whose content says what it is.
fn is_office(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| {
        ["docx", "odt", "epub", "pdf"].contains(&extension.to_ascii_lowercase().as_str())
    })
}

/// What a document that begins with `head` is. `named` is what its name says.
/// `None` is XML of a kind that no article is in.
pub(super) fn recognise(head: &str, named: Option<Format>, fields: &FieldMap) -> Option<Format> {
    let text = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let seen = match text.chars().next() {
        Some('{') => json_object(text, named),
        Some('[') => json_array(text).then_some(Format::Json),
        Some('<') => match first_element(text) {
            Some(name) if FEED_ELEMENTS.contains(&name.as_str()) => Some(Format::Feed),
            Some(name) if PAGE_ELEMENTS.contains(&name.as_str()) => Some(Format::Html),
            _ if text.starts_with("<?xml") => return None,
            _ => None,
        },
        Some('-') if has_front_matter(text) => Some(Format::Markdown),
        Some('W' | '0'..='9') if subtitles::begins(text) => Some(Format::Subtitles),
        _ => None,
    };
    seen.or_else(|| table(text, named, fields))
        .or(named)
        .or(Some(Format::Text))
}

/// JSON Lines if the first line is a whole value or longer than `text`, else
/// one value over many lines. Only a file of the right name may begin with `{`
/// and something else than a field.
fn json_object(text: &str, named: Option<Format>) -> Option<Format> {
    let rest = text.strip_prefix('{')?.trim_start();
    let any = !matches!(named, Some(Format::Text | Format::Markdown | Format::Html));
    if !(any || rest.starts_with(['"', '}'])) {
        return None;
    }
    let Some((first, more)) = text.split_once('\n') else {
        return Some(
            named
                .filter(|named| *named == Format::Json)
                .unwrap_or(Format::JsonLines),
        );
    };
    let whole = serde_json::from_str::<serde::de::IgnoredAny>(first);
    let goes_on = matches!(whole, Err(error) if error.is_eof())
        && more.trim_start().starts_with(['"', '}', '{', '[']);
    // A line that breaks off costs one record, if a whole one follows it.
    let next = more.trim_start().lines().next().unwrap_or_default();
    let lines =
        serde_json::from_str::<serde::de::IgnoredAny>(next).is_ok_and(|_| next.starts_with('{'));
    Some(match goes_on && !lines {
        true => Format::Json,
        false => Format::JsonLines,
    })
}

/// An array of objects, or an empty one. Prose may begin with `[` as well.
fn json_array(text: &str) -> bool {
    let rest = text.trim_start_matches('[').trim_start();
    rest.starts_with('{') || rest.starts_with(']')
}

/// The lower-case name of the first element behind declarations and comments;
/// `!doctype` is one here.
fn first_element(text: &str) -> Option<String> {
    let mut rest = text;
    loop {
        rest = rest.trim_start();
        let (end, skip) = if rest.starts_with("<!--") {
            ("-->", 3)
        } else if rest.starts_with("<?") {
            ("?>", 2)
        } else {
            break;
        };
        let at = rest.find(end)?;
        rest = rest.get(at + skip..)?;
    }
    let name = rest.strip_prefix('<')?;
    let end = name
        .find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
        .unwrap_or(name.len());
    Some(name.get(..end)?.to_ascii_lowercase())
}

/// Whether `text` begins with `---`, lines of `key: value`, `---`.
pub(super) fn has_front_matter(text: &str) -> bool {
    let mut lines = text.lines();
    let pair = |line: &str| {
        line.starts_with([' ', '\t', '-', '#'])
            || line.trim().is_empty()
            || line
                .split_once(':')
                .is_some_and(|(key, _)| !key.is_empty() && !key.contains(char::is_whitespace))
    };
    if lines.next().map(str::trim_end) != Some("---") {
        return false;
    }
    let mut count = 0;
    for line in lines {
        match line.trim_end() {
            "---" | "..." => return count > 0,
            line if !pair(line) => return false,
            _ => count += 1,
        }
    }
    false
}

/// A table, if the name says so or the first line is a header that has the
/// text's column, and the next row is as wide.
fn table(text: &str, named: Option<Format>, fields: &FieldMap) -> Option<Format> {
    if matches!(named, Some(Format::Csv | Format::Tsv)) {
        let tab = separator(text) == b'\t';
        return Some(if tab { Format::Tsv } else { Format::Csv });
    }
    if !matches!(named, None | Some(Format::Text)) {
        return None;
    }
    let separator = separator(text);
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let header = rows.headers().ok()?.clone();
    let named = header.len() > 1 && header.iter().any(|column| column.trim() == fields.text);
    let fits = rows.records().next()?.is_ok();
    let format = if separator == b'\t' {
        Format::Tsv
    } else {
        Format::Csv
    };
    (named && fits).then_some(format)
}

/// The sign that separates the columns of a header.
pub(super) fn separator(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |sign: char| header.matches(sign).count();
    let signs = [
        (count('\t'), b'\t'),
        (count(','), b','),
        (count(';'), b';'),
        (count('|'), b'|'),
    ];
    // The first of equals; a comma where there is none.
    let most = signs.iter().rev().max_by_key(|(count, _)| *count);
    most.filter(|(count, _)| *count > 0)
        .map_or(b',', |(_, sign)| *sign)
}
