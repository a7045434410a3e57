//! Is the text of a record HTML, and what does it say without?
//!
//! Dumps carry tags, entities and escaped line ends in fields that should be
//! text. Other texts merely mention them. So a dump is looked at as a whole: a
//! record of one that is full of tags loses them all, one that stands alone only
//! if it is laid out by them.

use super::html;

/// What is done about markup in fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Markup {
    /// Nothing.
    Leave,
    /// It is taken out where a text is laid out by it.
    Judge,
    /// It is taken out wherever it is: the dump is full of it, or its format
    /// says that it is there.
    Strip,
}

/// Elements that lay a text out.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "td",
    "blockquote",
    "section",
    "article",
    "figure",
    "figcaption",
    "script",
    "style",
    "center",
    "hr",
    "pre",
    "header",
    "footer",
    "main",
    "html",
    "body",
    "iframe",
    "noscript",
    "tbody",
];

/// Elements inside of a line.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "big", "br", "em", "font", "i", "img", "ins", "del", "mark", "q", "s",
    "small", "span", "strike", "strong", "sub", "sup", "u", "wbr", "nobr", "cite", "code", "time",
    "label", "picture", "source", "video",
];

/// How much a text looks like HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Evidence {
    None,
    /// It has pairs of tags, or entities inside of words.
    Some,
    /// It is laid out by tags.
    Layout,
}

/// A dump being looked at.
#[derive(Debug, Default)]
pub(super) struct Survey {
    texts: usize,
    some: usize,
    layout: usize,
}

impl Survey {
    pub(super) fn add(&mut self, text: &str) {
        let evidence = evidence(text);
        self.texts += 1;
        self.some += usize::from(evidence >= Evidence::Some);
        self.layout += usize::from(evidence == Evidence::Layout);
    }

    /// A tenth of the texts laid out by tags is no accident, nor are traces in a
    /// quarter of them, if there is more than one; a text alone is all there is.
    pub(super) fn verdict(&self) -> Markup {
        let laid_out = self.layout * 10 >= self.texts && self.layout > 0;
        let traces = self.some * 4 >= self.texts && self.some > 1;
        match laid_out || traces || self.some == self.texts && self.some > 0 {
            true => Markup::Strip,
            false => Markup::Judge,
        }
    }
}

/// The text without its markup; `None` if there is nothing to take out.
pub(super) fn strip(text: &str, markup: Markup) -> Option<String> {
    const TIMES_ESCAPED: usize = 3;
    let mut clean: Option<String> = None;
    if markup == Markup::Leave {
        return None;
    }
    for _ in 0..TIMES_ESCAPED {
        let text = clean.as_deref().unwrap_or(text);
        let found = evidence(text);
        if markup == Markup::Judge && clean.is_none() && found < Evidence::Layout {
            break;
        }
        // Behind the first round, `&lt;b&gt;` has become what the author wrote.
        let tagged = clean.is_none() || found == Evidence::Layout;
        let next = if tagged && tags(text).next().is_some() && !html::is_bottomless(text) {
            let lines = !tags(text).any(|tag| tag.is_block() || tag.name == "br");
            html::stripped(text, lines)
        } else {
            decode_entities(text)
        };
        if next == text {
            break;
        }
        clean = Some(next);
    }
    let lines = unescape_lines(clean.as_deref().unwrap_or(text));
    lines.or(clean)
}

/// A tag of a known element.
struct Tag<'a> {
    name: &'a str,
    closing: bool,
    attributes: bool,
    /// What stands before it.
    before: &'a str,
    /// What stands behind it.
    after: &'a str,
}

impl Tag<'_> {
    fn is_block(&self) -> bool {
        is_one_of(self.name, BLOCKS)
    }

    /// Whether it stands where tags of blocks do, not in the middle of a sentence.
    fn lays_out(&self) -> bool {
        let begins = |text: &str| text.is_empty() || text.starts_with(['<', '\n', '\r']);
        let ends = |text: &str| text.is_empty() || text.ends_with(['>', '\n', '\r']);
        match self.closing {
            true => begins(self.after.trim_start_matches([' ', '\t'])),
            false => ends(self.before.trim_end_matches([' ', '\t'])),
        }
    }
}

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// The tags of known elements in a text.
fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    text.match_indices('<').filter_map(move |(at, _)| {
        let rest = text.get(at + 1..)?;
        let inner = rest.strip_prefix('/').unwrap_or(rest);
        let end = inner.find(|c: char| !c.is_ascii_alphanumeric())?;
        let (name, rest_of_tag) = inner.split_at_checked(end)?;
        if !(is_one_of(name, BLOCKS) || is_one_of(name, INLINE)) {
            return None;
        }
        let close = rest_of_tag.find('>')?;
        let middle = rest_of_tag.get(..close)?;
        if middle.contains('<')
            || !(middle.is_empty() || middle.starts_with([' ', '\t', '\n', '\r', '/']))
        {
            return None;
        }
        Some(Tag {
            name,
            closing: rest.starts_with('/'),
            attributes: middle.contains('='),
            before: text.get(..at)?,
            after: rest_of_tag.get(close + 1..)?,
        })
    })
}

/// How much a text looks like HTML.
fn evidence(text: &str) -> Evidence {
    let glued = glued_entity(text) || entity_count(text) > 1;
    let mut some = glued;
    if text.contains('<') {
        let (mut laying, mut breaks) = (0_usize, 0_usize);
        let mut open: Vec<&str> = Vec::new();
        for tag in tags(text) {
            laying += usize::from(tag.is_block() && tag.lays_out());
            breaks += usize::from(tag.name.eq_ignore_ascii_case("br"));
            some |= tag.attributes || tag.name.eq_ignore_ascii_case("br");
            if tag.closing {
                some |= open.iter().any(|name| name.eq_ignore_ascii_case(tag.name));
            } else if open.len() < 64 {
                open.push(tag.name);
            }
        }
        if laying > 1 || breaks > 1 {
            return Evidence::Layout;
        }
    }
    if some { Evidence::Some } else { Evidence::None }
}

/// The entities of a text: what they stand for, with their places.
fn entities(text: &str) -> impl Iterator<Item = (usize, &str, String)> {
    text.match_indices('&').filter_map(move |(at, _)| {
        const LONGEST: usize = 12;
        let rest = text.get(at..)?;
        let end = rest.bytes().take(LONGEST).position(|byte| byte == b';')?;
        let entity = rest.get(..=end)?;
        let decoded = html_escape::decode_html_entities(entity);
        (decoded != entity).then(|| (at, entity, decoded.into_owned()))
    })
}

fn entity_count(text: &str) -> usize {
    entities(text).count()
}

/// Whether an entity touches a letter: one that is talked about stands alone.
fn glued_entity(text: &str) -> bool {
    entities(text).any(|(at, entity, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text
            .get(at + entity.len()..)
            .and_then(|after| after.chars().next());
        [before, after]
            .into_iter()
            .flatten()
            .any(char::is_alphanumeric)
    })
}

/// The text with characters for its entities. Soft hyphens go, and spaces that
/// do not break are spaces.
fn decode_entities(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (at, entity, decoded) in entities(text) {
        out.push_str(text.get(done..at).unwrap_or_default());
        match decoded.as_str() {
            "\u{ad}" => {}
            "\u{a0}" => out.push(' '),
            decoded => out.push_str(decoded),
        }
        done = at + entity.len();
    }
    out.push_str(text.get(done..).unwrap_or_default());
    out
}

/// The text with line ends for every `\n` of two characters, if that is what
/// they are for: they end sentences, and the text has no other line ends.
fn unescape_lines(text: &str) -> Option<String> {
    let mut marks = text.match_indices("\\n").peekable();
    if text.contains('\n') || marks.peek().is_none() {
        return None;
    }
    let ends_line = |(at, _): (usize, &str)| {
        let before = text.get(..at).unwrap_or_default().trim_end();
        let after = text.get(at + 2..).unwrap_or_default();
        let before = before.strip_suffix("\\r").unwrap_or(before);
        let ended = before.is_empty()
            || before.ends_with("\\n")
            || before.ends_with(|c: char| ".!?…:;»”\"')。！？".contains(c))
            || after.starts_with("\\n");
        let begins = after.trim_start().chars().next();
        let begun = begins.is_none_or(|c| !c.is_lowercase() || c == '\\');
        ended && begun
    };
    marks.all(ends_line).then(|| {
        let text = text.replace("\\r\\n", "\n").replace("\\n", "\n");
        text.replace("\\t", " ")
    })
}
