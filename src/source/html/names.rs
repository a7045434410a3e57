//! What do the classes and ids of an element say that it is?

use dom_query::NodeRef;

/// What an element is, by its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// What readers say; it may be longer than the article.
    Talk,
    /// What surrounds an article.
    Around,
    /// A line about the article, if it is short.
    Line,
}

const TALK: &[&str] = &[
    "comment",
    "comments",
    "disqus",
    "replies",
    "discussion",
    "cackle",
    "hypercomments",
];

const AROUND: &[&str] = &[
    "share",
    "sharing",
    "shares",
    "social",
    "socials",
    "related",
    "recommend",
    "recommended",
    "recommendations",
    "promo",
    "advert",
    "advertisement",
    "advertising",
    "adv",
    "ads",
    "ad",
    "adsbygoogle",
    "banner",
    "banners",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "newsletter",
    "breadcrumb",
    "breadcrumbs",
    "tags",
    "taglist",
    "sidebar",
    "widget",
    "popup",
    "modal",
    "cookie",
    "cookies",
    "consent",
    "gdpr",
    "paywall",
    "pagination",
    "pager",
    "readmore",
    "readalso",
    "seealso",
    "morenews",
    "othernews",
    "lastnews",
    "latestnews",
    "popular",
    "trending",
    "toolbar",
    "menu",
    "navbar",
    "nav",
    "navigation",
    "copyright",
    "footer",
    "caption",
    "credit",
    "photoauthor",
    "rating",
    "login",
    "register",
    "search",
    "donate",
    "print",
    "feedback",
    "announce",
    "teaser",
    "teasers",
    "skip",
    "topbar",
    "telegram",
    "whatsapp",
    "followus",
    "alsoread",
    "moreon",
    "inread",
    "outbrain",
    "taboola",
    "similar",
    "signup",
];

const LINE: &[&str] = &[
    "date",
    "time",
    "datetime",
    "published",
    "pubdate",
    "timestamp",
    "author",
    "authors",
    "byline",
    "meta",
    "views",
    "counter",
    "rubric",
    "category",
    "categories",
    "kicker",
    "updated",
    "source",
    "readtime",
    "info",
];

/// What bodies of articles are called, without signs between the words.
const BODIES: &[&str] = &[
    "articlebody",
    "articletext",
    "articlecontent",
    "articlemain",
    "newstext",
    "newsbody",
    "newscontent",
    "newsdetailtext",
    "posttext",
    "postcontent",
    "postbody",
    "entrycontent",
    "storybody",
    "storycontent",
    "storytext",
    "textcontent",
    "contentbody",
    "bodytext",
    "singlecontent",
    "maintext",
    "fulltext",
    "materialtext",
    "materialcontent",
    "detailtext",
    "detailcontent",
    "contenttext",
    "longreadtext",
    "articleformatted",
    "fulltextcontent",
];

/// The names of an element: its classes and its id.
pub(super) fn of(node: &NodeRef<'_>) -> String {
    let mut names = String::new();
    for attribute in ["class", "id"] {
        if let Some(value) = node.attr(attribute) {
            names.push_str(&value);
            names.push(' ');
        }
    }
    names
}

/// What stands in front of a body and belongs to it.
const LEADS: &[&str] = &[
    "lead",
    "lede",
    "lid",
    "standfirst",
    "dek",
    "deck",
    "anons",
    "announce",
    "annotation",
    "intro",
    "summary",
    "excerpt",
    "subtitle",
    "description",
];

/// Whether these are the names of an article's first sentences.
pub(super) fn is_lead(names: &str) -> bool {
    words(names).any(|word| LEADS.contains(&word.as_str()))
}

/// The words of names: `share-buttons relatedNews` has four.
fn words(names: &str) -> impl Iterator<Item = String> {
    let mut words = vec![String::new()];
    let mut lower = false;
    for c in names.chars() {
        if !c.is_alphanumeric() || (lower && c.is_uppercase()) {
            words.push(String::new());
        }
        lower = c.is_lowercase();
        if let (true, Some(word)) = (c.is_alphanumeric(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
    }
    words.into_iter().filter(|word| !word.is_empty())
}

/// One name without signs between its words.
fn joined(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// What an element of these names is.
pub(super) fn kind(names: &str) -> Option<Kind> {
    let is = |list: &[&str]| {
        words(names).any(|word| list.contains(&word.as_str()))
            || names
                .split_whitespace()
                .any(|name| list.contains(&joined(name).as_str()))
    };
    // States of a page or an article, not what it is.
    let state =
        words(names).any(|word| matches!(word.as_str(), "has" | "with" | "no" | "without" | "is"));
    if names.is_empty() || state || is_body(names) {
        return None;
    }
    if is(TALK) {
        Some(Kind::Talk)
    } else if is(AROUND) {
        Some(Kind::Around)
    } else if is(LINE) {
        Some(Kind::Line)
    } else {
        None
    }
}

/// Whether one of the names is that of a body.
pub(super) fn is_body(names: &str) -> bool {
    names
        .split_whitespace()
        .any(|name| BODIES.contains(&joined(name).as_str()))
}
