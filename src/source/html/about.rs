//! What does a page say of its article to machines: title, date, outlet,
//! address, language?

use dom_query::{Document, NodeRef};
use jiff::{Timestamp, tz::TimeZone};
use serde_json::{Map, Value};

use super::prose;
use crate::source::{
    clean,
    date::{self, Convention},
    outlet,
};

/// What a page says of its article.
#[derive(Debug, Default)]
pub(super) struct About {
    pub(super) title: Option<String>,
    pub(super) date: Option<String>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    pub(super) lang: Option<String>,
    /// The body as it stands in JSON-LD.
    pub(super) body: Option<String>,
}

/// Types of things in JSON-LD that are articles.
const ARTICLE_TYPES: &[&str] = &["Article", "BlogPosting", "Posting", "Report", "WebPage"];

/// Names of `meta` elements by what they tell, the best first.
const TITLE: &[&str] = &["og:title", "twitter:title", "dc.title", "title"];
const DATE: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "dcterms.date",
    "date",
    "article.published",
    "mediator_published_time",
];
const SOURCE: &[&str] = &[
    "og:site_name",
    "application-name",
    "dc.publisher",
    "publisher",
];
const URL: &[&str] = &["og:url", "twitter:url"];
const LANG: &[&str] = &["content-language", "og:locale", "dc.language", "inlanguage"];

impl About {
    /// Reads all of it. Earlier witnesses win: JSON-LD, then OpenGraph and
    /// other `meta` elements, then elements that are shown.
    pub(super) fn read(document: &Document) -> Self {
        let mut about = Self::default();
        about.read_json_ld(document);
        let metas = Metas::read(document);
        let first = |names| metas.first(names);
        let headline = headline(document);
        about.title = about.title.or_else(|| first(TITLE));
        if let Some(headline) = headline {
            about.settle_title(headline);
        }
        about.title = about
            .title
            .take()
            .or_else(|| text_of(document, "head title"));
        about.date = about
            .date
            .or_else(|| first(DATE))
            .or_else(|| shown_date(document));
        about.source = about.source.or_else(|| first(SOURCE));
        let canonical = attribute(document, "link[rel=canonical]", "href");
        about.url = canonical
            .filter(|url| outlet::host(url).is_some())
            .or_else(|| first(URL))
            .or(about.url)
            .filter(|url| outlet::host(url).is_some());
        let host = about.url.as_deref().and_then(outlet::host);
        about.source = about.source.take().or_else(|| host.map(str::to_owned));
        about.lang = attribute(document, "html", "lang")
            .or_else(|| attribute(document, "html", "xml:lang"))
            .or(about.lang)
            .or_else(|| first(LANG))
            .filter(|lang| !lang.trim().is_empty());
        about
    }

    /// The headline that is shown wins over one for machines that repeats it
    /// with additions (an outlet, a rubric), and over none.
    fn settle_title(&mut self, headline: String) {
        let agree = self.title.as_deref().is_none_or(|title| {
            let (title, headline) = (title.to_lowercase(), headline.to_lowercase());
            title.contains(&headline)
        });
        if agree {
            self.title = Some(headline);
        }
    }

    fn read_json_ld(&mut self, document: &Document) {
        for script in document
            .select("script[type='application/ld+json']")
            .nodes()
        {
            let text = script.text();
            let text = text.trim().trim_end_matches(';');
            if let Ok(value) = serde_json::from_str::<Value>(text) {
                self.read_thing(&value, 0);
            }
        }
    }

    /// Takes in a thing of JSON-LD, and the things in it.
    fn read_thing(&mut self, value: &Value, depth: usize) {
        const DEEPEST: usize = 4;
        match value {
            _ if depth > DEEPEST => {}
            Value::Array(things) => {
                things
                    .iter()
                    .for_each(|thing| self.read_thing(thing, depth + 1));
            }
            Value::Object(thing) => {
                if let Some(graph) = thing.get("@graph").or_else(|| thing.get("mainEntity")) {
                    self.read_thing(graph, depth + 1);
                }
                if is_article(thing) {
                    self.read_article(thing);
                }
            }
            _ => {}
        }
    }

    fn read_article(&mut self, thing: &Map<String, Value>) {
        let take = |slot: &mut Option<String>, found: Option<String>| {
            if slot.is_none() {
                *slot = found.filter(|found| !found.trim().is_empty());
            }
        };
        let text = |name: &str| thing.get(name).and_then(word);
        take(
            &mut self.title,
            text("headline").map(|title| prose::stripped(&title, false)),
        );
        take(
            &mut self.date,
            text("datePublished").or_else(|| text("dateCreated")),
        );
        take(&mut self.source, text("publisher"));
        take(
            &mut self.url,
            text("mainEntityOfPage").or_else(|| text("url")),
        );
        take(&mut self.lang, text("inLanguage"));
        take(
            &mut self.body,
            text("articleBody").map(|body| prose::stripped(&body, true)),
        );
    }
}

/// Whether a thing of JSON-LD is an article, or the page of one.
fn is_article(thing: &Map<String, Value>) -> bool {
    let is = |kind: &Value| {
        let kind = kind.as_str().unwrap_or_default();
        ARTICLE_TYPES.iter().any(|known| kind.ends_with(known))
    };
    match thing.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is),
        Some(kind) => is(kind),
        None => false,
    }
}

/// A text, or the name or address of a thing.
fn word(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(values) => values.first().and_then(word),
        Value::Object(thing) => {
            let name = ["name", "@id", "url"]
                .iter()
                .find_map(|name| thing.get(*name)?.as_str());
            name.map(str::to_owned)
        }
        _ => None,
    }
}

/// The `meta` elements and the like of a page: lower-case name, content.
struct Metas(Vec<(String, String)>);

impl Metas {
    fn read(document: &Document) -> Self {
        let mut metas = Vec::new();
        for node in document.select("meta[content]").nodes() {
            let name = ["property", "name", "itemprop", "http-equiv"]
                .iter()
                .find_map(|name| node.attr(name));
            let content = node.attr("content").unwrap_or_default();
            if let Some(name) = name.filter(|_| !content.trim().is_empty()) {
                metas.push((name.to_lowercase(), content.trim().to_owned()));
            }
        }
        Self(metas)
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        names
            .iter()
            .find_map(|name| self.0.iter().find(|(of, _)| of == name))
            .map(|(_, content)| content.clone())
    }
}

fn attribute(document: &Document, selector: &str, name: &str) -> Option<String> {
    let value = document.select_single(selector).attr(name)?;
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

fn text_of(document: &Document, selector: &str) -> Option<String> {
    let text = document.select_single(selector).text();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// The headline that is shown: one that is marked as such, or the only one.
fn headline(document: &Document) -> Option<String> {
    for selector in ["[itemprop=headline]", "article h1", "main h1", "h1"] {
        let found = document.select(selector);
        let mut texts = found
            .nodes()
            .iter()
            .map(prose::of)
            .filter(|text| !text.is_empty());
        if let (Some(text), None) = (texts.next(), texts.next()) {
            return Some(text.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    None
}

/// The date that is shown: one that is marked as that of publication, the
/// first of the article, or the first that stands alone in an element for dates.
fn shown_date(document: &Document) -> Option<String> {
    // Whether it is a date does not hang on the zone, nor on when it is read.
    let absolute = Convention {
        zone: &TimeZone::UTC,
        order: None,
        now: None,
    };
    let relative = Convention {
        now: Some(Timestamp::UNIX_EPOCH),
        ..absolute
    };
    shown_date_as(document, absolute).or_else(|| shown_date_as(document, relative))
}

fn shown_date_as(document: &Document, how: Convention<'_>) -> Option<String> {
    const MARKED: &[&str] = &[
        "[itemprop=datePublished]",
        "time[pubdate]",
        "article time",
        "main time",
        "time",
        "abbr.published",
    ];
    let reads = |text: String| match date::parse(&text, how) {
        Some(_) => Some(text),
        None => date::within(&text, how),
    };
    // Readers mostly write minutes and hours ago.
    let passed_over = |node: &NodeRef<'_>| how.now.is_some() && is_of_readers(node);
    for selector in MARKED {
        for node in document.select(selector).nodes() {
            if passed_over(node) {
                continue;
            }
            let attributes = ["datetime", "content", "title"].iter();
            let mut values = attributes
                .filter_map(|name| node.attr(name).map(|value| value.to_string()))
                .chain([prose::of(node)]);
            if let Some(found) = values.find_map(reads) {
                return Some(found);
            }
        }
    }
    let dated =
        "[class*=date], [class*=time], [class*=Date], [class*=publ], [id*=date], .info, .meta";
    document
        .select(dated)
        .nodes()
        .iter()
        .filter(|node| !is_elsewhere(node) && !passed_over(node))
        .flat_map(|node| {
            // What stands beside it inside of the element may run into it.
            let parts = node.children_it(false).filter(NodeRef::is_element);
            let parts: Vec<String> = parts.filter_map(|part| shown(&part)).collect();
            parts.into_iter().chain(shown(node))
        })
        .find_map(reads)
        .or_else(|| stamp(document, how))
}

/// The date of the first element that holds nothing else, whatever it is called.
fn stamp(document: &Document, how: Convention<'_>) -> Option<String> {
    document
        .select("div, span, p, small, font, b, i, em, td")
        .nodes()
        .iter()
        .filter(|node| node.element_children().is_empty())
        .filter(|node| !is_elsewhere(node) && !is_of_readers(node))
        .filter_map(shown)
        .filter(|text| clean::own_line_date(text, how).is_some())
        .find_map(|text| date::within(&text, how))
}

/// Whether an element belongs to what readers wrote.
fn is_of_readers(node: &NodeRef<'_>) -> bool {
    node.ancestors_it(Some(32)).any(|above| {
        let names = ["class", "id"].iter().filter_map(|name| above.attr(name));
        let mut names = names.map(|name| name.to_lowercase());
        names.any(|name| {
            ["comment", "reply", "replies"]
                .iter()
                .any(|of| name.contains(of))
        })
    })
}

/// The text of an element, if it is short enough for a date.
fn shown(node: &NodeRef<'_>) -> Option<String> {
    const MOST_BYTES: usize = 120;
    let text = prose::of(node);
    (!text.is_empty() && text.len() <= MOST_BYTES).then_some(text)
}

/// Whether an element belongs to the page around the article.
fn is_elsewhere(node: &NodeRef<'_>) -> bool {
    let elsewhere = ["nav", "footer", "aside", "a"];
    node.ancestors_it(Some(32))
        .filter_map(|above| above.node_name())
        .any(|name| elsewhere.contains(&&*name))
}
