//! Which article is in a Markdown file: its front matter as fields, its prose
//! without marks?

use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};
use serde_json::Value;

use super::record::Record;

/// Our fields, and their names in front matter.
const NAMES: &[(&str, &[&str])] = &[
    ("title", &["title", "headline"]),
    (
        "date",
        &["date", "published", "pubdate", "publishdate", "created"],
    ),
    ("lang", &["lang", "language", "locale"]),
    ("source", &["source", "outlet", "publisher", "site"]),
    ("url", &["url", "link", "canonical", "canonical_url"]),
    ("id", &["id"]),
];

/// The record of a Markdown file. A heading of the first level is the title if
/// the prose begins with it and nothing else says one.
pub(super) fn record(text: &str) -> Record {
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let mut options = Options::empty();
    options.insert(Options::ENABLE_YAML_STYLE_METADATA_BLOCKS);
    options.insert(Options::ENABLE_TABLES);
    options.insert(Options::ENABLE_STRIKETHROUGH);
    let mut page = Page::default();
    for event in Parser::new_ext(text, options) {
        page.take(event);
    }
    let mut record = page.record;
    if let Some(title) = page.heading {
        record.entry("title").or_insert(Value::String(title));
    }
    record.insert("text".to_owned(), Value::String(page.text));
    record
}

/// A file on its way to being read.
#[derive(Default)]
struct Page {
    record: Record,
    text: String,
    /// The heading that the prose begins with.
    heading: Option<String>,
    /// Where the text of the heading being read begins.
    heading_at: Option<usize>,
    in_metadata: bool,
    /// How many pictures the text being read is the caption of.
    in_picture: usize,
}

impl Page {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::MetadataBlock(MetadataBlockKind::YamlStyle)) => {
                self.in_metadata = true;
            }
            Event::End(TagEnd::MetadataBlock(_)) => self.in_metadata = false,
            Event::Text(text) if self.in_metadata => {
                text.lines()
                    .for_each(|line| take_pair(&mut self.record, line));
            }
            Event::Start(Tag::Image { .. }) => self.in_picture += 1,
            Event::End(TagEnd::Image) => self.in_picture = self.in_picture.saturating_sub(1),
            Event::Text(text) | Event::Code(text) if self.in_picture == 0 => {
                self.text.push_str(&text);
            }
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Item | TagEnd::TableRow) => {
                self.end_line();
            }
            Event::Start(Tag::Item) => self.end_line(),
            Event::End(TagEnd::TableCell) => self.text.push(' '),
            Event::Start(Tag::Heading {
                level: HeadingLevel::H1,
                ..
            }) if self.text.trim().is_empty() => {
                self.heading_at = Some(self.text.len());
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some(title) = self.heading_at.take().and_then(|at| self.text.get(at..)) {
                    self.heading = Some(title.trim().to_owned());
                }
                self.end_paragraph();
            }
            Event::Rule
            | Event::End(
                TagEnd::Paragraph
                | TagEnd::List(_)
                | TagEnd::Table
                | TagEnd::TableHead
                | TagEnd::CodeBlock
                | TagEnd::BlockQuote(_),
            ) => self.end_paragraph(),
            _ => {}
        }
    }

    fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn end_paragraph(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.end_line();
            self.text.push('\n');
        }
    }
}

/// Takes in `key: value`. Nested and listed values say nothing that we know.
fn take_pair(record: &mut Record, line: &str) {
    let Some((key, value)) = line.split_once(':') else {
        return;
    };
    let key = key.to_ascii_lowercase();
    let value = value.trim().trim_matches(['"', '\'']);
    let ours = NAMES
        .iter()
        .find(|(_, names)| names.contains(&key.as_str()));
    if let Some((ours, _)) = ours.filter(|_| !value.is_empty()) {
        let value = Value::String(value.to_owned());
        record.entry(*ours).or_insert(value);
    }
}
