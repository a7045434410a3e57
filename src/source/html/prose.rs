//! What text do elements make? Blocks are paragraphs, spaces are one, what is
//! not shown is left out.

use dom_query::{Document, NodeRef};

/// Elements whose content is no text of the page.
const SILENT: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "iframe", "object", "head", "title",
    "button", "select", "textarea", "audio", "video", "canvas", "math",
];

/// Elements that stand as paragraphs of their own.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "aside",
    "nav",
    "ul",
    "ol",
    "dl",
    "table",
    "figure",
    "figcaption",
    "pre",
    "address",
    "form",
    "fieldset",
    "hr",
    "details",
    "summary",
    "body",
    "html",
    "center",
];

/// Elements that stand on lines of their own.
const LINES: &[&str] = &["li", "tr", "dt", "dd", "caption", "option", "br"];

/// The text of a piece of HTML. `lines` says that its line ends are meant.
pub(in crate::source) fn stripped(html: &str, lines: bool) -> String {
    let document = Document::fragment(html);
    let mut prose = Prose {
        lines,
        ..Prose::default()
    };
    prose.read(&document.root());
    prose.finish()
}

/// The text of a node and all below it.
pub(super) fn of(node: &NodeRef<'_>) -> String {
    let mut prose = Prose::default();
    prose.read(node);
    prose.finish()
}

/// A text being written.
#[derive(Default)]
pub(super) struct Prose {
    text: String,
    /// What separates the text from what comes next.
    gap: Gap,
    /// Line ends are kept.
    lines: bool,
}

#[derive(Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
    Paragraph,
}

/// The gap that an element leaves before and after itself.
fn gap_of(name: &str) -> Gap {
    if BLOCKS.contains(&name) {
        Gap::Paragraph
    } else if LINES.contains(&name) {
        Gap::Line
    } else if matches!(name, "td" | "th") {
        Gap::Space
    } else {
        Gap::None
    }
}

impl Prose {
    /// Reads a node and all below it; how deep they are nested is no matter.
    pub(super) fn read(&mut self, root: &NodeRef<'_>) {
        let mut node = *root;
        loop {
            if self.enter(&node)
                && let Some(child) = node.first_child()
            {
                node = child;
                continue;
            }
            loop {
                self.leave(&node);
                if node.id == root.id {
                    return;
                }
                if let Some(next) = node.next_sibling() {
                    node = next;
                    break;
                }
                match node.parent() {
                    Some(parent) => node = parent,
                    None => return,
                }
            }
        }
    }

    /// Whether the children of a node are to be read.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        if node.is_text() {
            self.push(&node.text());
            return false;
        }
        let Some(name) = node.node_name() else {
            return !node.is_comment() && !node.is_doctype();
        };
        if SILENT.contains(&&*name) {
            return false;
        }
        // Two line breaks make a paragraph.
        let gap = match (&*name, self.gap) {
            ("br", Gap::Line | Gap::Paragraph) => Gap::Paragraph,
            (name, _) => gap_of(name),
        };
        self.gap = self.gap.max(gap);
        true
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        if let Some(name) = node.node_name().filter(|name| &**name != "br") {
            self.gap = self.gap.max(gap_of(&name));
        }
    }

    /// Adds text as it stands in the markup.
    fn push(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                // Signs that only say where a word may be broken, or nothing.
                '\u{ad}' | '\u{200b}' | '\u{feff}' | '\u{2060}' => {}
                '\n' if self.lines => {
                    let gap = match self.gap {
                        Gap::Line | Gap::Paragraph => Gap::Paragraph,
                        _ => Gap::Line,
                    };
                    self.gap = gap;
                }
                c if c.is_whitespace() => self.gap = self.gap.max(Gap::Space),
                c => {
                    if !self.text.is_empty() {
                        self.text.push_str(match self.gap {
                            Gap::None => "",
                            Gap::Space => " ",
                            Gap::Line => "\n",
                            Gap::Paragraph => "\n\n",
                        });
                    }
                    self.gap = Gap::None;
                    self.text.push(c);
                }
            }
        }
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}
