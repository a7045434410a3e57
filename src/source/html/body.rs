//! Where on a page is the prose of its article?
//!
//! What pages put around it is taken out first: it says itself what it is, by
//! its element, its role or its class. Then the body is the element that is
//! marked as such; on pages that mark none, it is what `dom_smoothie` finds, an
//! implementation of Mozilla's Readability.

use std::collections::HashMap;

use dom_query::{Document, NodeId, NodeRef};
use dom_smoothie::Readability;

use super::{about::About, names, prose};

/// Pages beyond these are no work of editors; Readability would take minutes.
const DEEPEST: usize = 400;
const MOST_ELEMENTS: usize = 60_000;

/// Fewer letters are no body where the page has more.
const FEW_LETTERS: usize = 140;

/// The body of a page's article; empty if there is none.
pub(super) fn find(document: &Document, about: &About) -> String {
    let root = document.root();
    let sizes = Sizes::of(&root);
    prune(&root, &sizes);
    let sizes = Sizes::of(&root);
    let whole = || document.body().map(|body| read(&body)).unwrap_or_default();
    let mut body = marked(document, &sizes).unwrap_or_default();
    if letters(&body) < FEW_LETTERS && sizes.depth <= DEEPEST && sizes.elements <= MOST_ELEMENTS {
        let found = readable(document);
        if letters(&found) > letters(&body) {
            body = found;
        }
    }
    if letters(&body) < FEW_LETTERS {
        let all = document
            .body()
            .is_some_and(|body| sizes.mostly_links(&body));
        let whole = if all { String::new() } else { whole() };
        if letters(&whole) > letters(&body) {
            body = whole;
        }
    }
    // A page that is drawn by a program may have its text there alone.
    match &about.body {
        Some(told) if letters(told) > 2 * letters(&body) => told.clone(),
        _ => body,
    }
}

/// Letters, those of Chinese and Japanese counted as words.
fn letters(text: &str) -> usize {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.map(|c| if c >= '\u{2e80}' { 3 } else { 1 }).sum()
}

/// What Readability takes for the article.
fn readable(document: &Document) -> String {
    let reader = Readability::with_document(document.clone(), None, None);
    let Ok(article) = reader.and_then(|mut reader| reader.parse()) else {
        return String::new();
    };
    let found = Document::fragment(article.content);
    let sizes = Sizes::of(&found.root());
    drop_lists_of_links(&found.root(), &sizes);
    read(&found.root())
}

/// What is marked as the body: one element, or several that follow one another.
fn marked(document: &Document, sizes: &Sizes) -> Option<String> {
    let mut bodies: Vec<NodeRef<'_>> = Vec::new();
    let mut articles: Vec<NodeRef<'_>> = Vec::new();
    walk(&document.root(), |node| {
        let is_body = node
            .attr("itemprop")
            .is_some_and(|kind| &*kind == "articleBody")
            || names::is_body(&names::of(node));
        if is_body {
            bodies.push(*node);
        } else if node.has_name("article") {
            articles.push(*node);
        }
        // What is inside of a body is a part of it.
        !is_body
    });
    let size = |node: &NodeRef<'_>| sizes.of_node(node).text;
    let (found, all) = if bodies.is_empty() {
        let most = articles.iter().max_by_key(|node| size(node))?;
        let all: usize = articles.iter().map(&size).sum();
        (vec![*most], all)
    } else {
        // A page has the beginnings of other articles too, each in its own.
        let most = bodies.iter().max_by_key(|node| size(node))?;
        let of_kind = names::of(most);
        let near = most.parent().map(|parent| parent.id);
        let beside = bodies.iter().filter(|node| {
            node.id == most.id
                || node.parent().map(|parent| parent.id) == near && names::of(node) == of_kind
        });
        let beside: Vec<NodeRef<'_>> = beside.copied().collect();
        (beside, size(most))
    };
    let taken: usize = found.iter().map(&size).sum();
    // Where all are about as long, it is a list of articles.
    if taken * 2 < all || found.iter().all(|node| sizes.mostly_links(node)) {
        return None;
    }
    for node in &found {
        drop_lists_of_links(node, sizes);
    }
    let mut texts: Vec<String> = found.iter().map(read).collect();
    if let (Some(lead), Some(text)) = (found.first().and_then(lead), texts.first())
        && !text.contains(&lead)
    {
        texts.insert(0, lead);
    }
    Some(texts.join("\n\n")).filter(|text| !text.trim().is_empty())
}

/// The first sentences of an article, where they stand in front of its body.
fn lead(body: &NodeRef<'_>) -> Option<String> {
    const NEAR: usize = 2;
    const SHORT_BYTES: usize = 1000;
    let above = body
        .ancestors_it(Some(NEAR))
        .filter(|above| !above.has_name("body"));
    let mut nodes = vec![*body];
    nodes.extend(above);
    for node in nodes {
        let mut before = node.prev_sibling();
        while let Some(beside) = before {
            let mut found = None;
            if beside.is_element() {
                walk(&beside, |node| {
                    if found.is_none() && names::is_lead(&names::of(node)) {
                        found = Some(read(node));
                    }
                    found.is_none()
                });
            }
            let said = found.filter(|text| !text.is_empty() && text.len() <= SHORT_BYTES);
            if said.is_some() {
                return said;
            }
            before = beside.prev_sibling();
        }
    }
    None
}

/// The text of an element, its headline left out.
fn read(node: &NodeRef<'_>) -> String {
    prose::of(node)
}

/// Visits nodes from the top; those below a node for which `enter` says no are
/// left out.
fn walk<'a>(root: &NodeRef<'a>, mut enter: impl FnMut(&NodeRef<'a>) -> bool) {
    let mut waiting = vec![*root];
    while let Some(node) = waiting.pop() {
        if enter(&node) {
            waiting.extend(node.children_it(true).filter(NodeRef::is_element));
        }
    }
}

/// Takes out what is not the article.
fn prune(root: &NodeRef<'_>, sizes: &Sizes) {
    let all = sizes.of_node(root).text;
    let mut out = Vec::new();
    walk(root, |node| {
        let junk = is_junk(node, sizes, all);
        if junk {
            out.push(*node);
        }
        !junk
    });
    for node in out {
        node.remove_from_parent();
    }
}

/// Elements around an article.
const AROUND: &[&str] = &[
    "nav",
    "footer",
    "aside",
    "form",
    "button",
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "svg",
    "dialog",
    "figcaption",
    "select",
    "menu",
];

/// Their roles.
const ROLES: &[&str] = &[
    "navigation",
    "complementary",
    "contentinfo",
    "banner",
    "search",
    "dialog",
    "alertdialog",
    "menu",
    "toolbar",
];

/// Whether an element belongs to the page around the article.
fn is_junk(node: &NodeRef<'_>, sizes: &Sizes, all: usize) -> bool {
    let Some(name) = node.node_name() else {
        return false;
    };
    if matches!(&*name, "html" | "body" | "main" | "head") {
        return false;
    }
    let size = sizes.of_node(node);
    let is = |attribute: &str, values: &[&str]| {
        node.attr(attribute)
            .is_some_and(|value| values.contains(&&*value.to_lowercase()))
    };
    let hidden = node.has_attr("hidden")
        || is("aria-hidden", &["true"])
        || node.attr("style").is_some_and(|style| {
            style
                .to_lowercase()
                .replace(' ', "")
                .contains("display:none")
        });
    if hidden || AROUND.contains(&&*name) || is("role", ROLES) {
        // Forms and asides around the whole page are the page.
        return size.text * 10 < all * 7 || size.paragraphs == 0;
    }
    // The menu of a page that is one large table.
    if &*name == "td" && size.links > 1 && size.linked * 10 >= size.text * 8 {
        return true;
    }
    let words = names::of(node);
    match names::kind(&words) {
        Some(names::Kind::Talk) => !size.headline,
        Some(names::Kind::Around) => !size.headline && size.text * 2 < all.max(1),
        // A line about the article: its date, its author, how often it was read.
        Some(names::Kind::Line) => {
            const MOST_BYTES: usize = 200;
            size.text <= MOST_BYTES && !size.headline
        }
        None => &*name == "h1",
    }
}

/// Takes lists and boxes of links out of an element: other articles.
fn drop_lists_of_links(root: &NodeRef<'_>, sizes: &Sizes) {
    let mut out = Vec::new();
    walk(root, |node| {
        let list = node.node_name().is_some_and(|name| {
            matches!(
                &*name,
                "ul" | "ol" | "div" | "section" | "table" | "p" | "h2" | "h3" | "h4"
            )
        });
        let size = sizes.of_node(node);
        let prose = node.has_name("p") && size.links < 2 && size.text > 120;
        let junk = list
            && node.id != root.id
            && size.links > 0
            && size.text > 0
            && size.linked * 10 >= size.text * 8
            && !prose;
        if junk {
            out.push(*node);
        }
        !junk
    });
    for node in out {
        node.remove_from_parent();
    }
}

/// How much is in an element.
#[derive(Debug, Default, Clone, Copy)]
struct Size {
    /// Bytes of text.
    text: usize,
    /// Bytes of it in links.
    linked: usize,
    links: usize,
    paragraphs: usize,
    headline: bool,
}

/// The sizes of all elements of a page.
struct Sizes {
    of: HashMap<NodeId, Size>,
    depth: usize,
    elements: usize,
}

impl Sizes {
    /// Measures everything below a node, in one pass.
    fn of(root: &NodeRef<'_>) -> Self {
        let mut sizes = Self {
            of: HashMap::new(),
            depth: 0,
            elements: 0,
        };
        // Each node on the way down, and what was found below it so far.
        let mut above: Vec<(NodeRef<'_>, Size)> = vec![(*root, Size::default())];
        let mut next = root.first_child();
        loop {
            match next {
                Some(node) if node.is_text() => {
                    if let Some((_, size)) = above.last_mut() {
                        size.text += node.text().trim().len();
                    }
                    next = node.next_sibling();
                }
                Some(node) if !is_silent(&node) => {
                    sizes.elements += 1;
                    sizes.depth = sizes.depth.max(above.len());
                    above.push((node, Size::default()));
                    next = node.first_child();
                }
                Some(node) => next = node.next_sibling(),
                None => {
                    let Some((node, size)) = above.pop() else {
                        return sizes;
                    };
                    let size = whole(&node, size);
                    sizes.of.insert(node.id, size);
                    let Some((_, parent)) = above.last_mut() else {
                        return sizes;
                    };
                    parent.add(size);
                    next = node.next_sibling();
                }
            }
        }
    }

    fn of_node(&self, node: &NodeRef<'_>) -> Size {
        self.of.get(&node.id).copied().unwrap_or_default()
    }

    /// Whether an element is a list of links rather than prose.
    fn mostly_links(&self, node: &NodeRef<'_>) -> bool {
        let size = self.of_node(node);
        size.links > 3 && size.linked * 10 > size.text * 6
    }
}

impl Size {
    fn add(&mut self, other: Self) {
        self.text += other.text;
        self.linked += other.linked;
        self.links += other.links;
        self.paragraphs += other.paragraphs;
        self.headline |= other.headline;
    }
}

/// The size of an element whose content has this one.
fn whole(node: &NodeRef<'_>, inside: Size) -> Size {
    let mut size = inside;
    if node.has_name("a") {
        size.linked = size.text;
        size.links += 1;
    } else if node.has_name("p") {
        size.paragraphs += 1;
    } else if node.has_name("h1") {
        size.headline = true;
    }
    size
}

/// Whether a node has no text of the page.
fn is_silent(node: &NodeRef<'_>) -> bool {
    !node.is_element()
        || ["script", "style", "noscript", "template"]
            .iter()
            .any(|name| node.has_name(name))
}
