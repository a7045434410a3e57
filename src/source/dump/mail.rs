//! Mail: an article that was sent (EML), or a page that a browser saved (MHTML).

use std::io::{self, Read};

use mail_parser::{Address, DateTime, HeaderValue, Message, MessageParser, MimeHeaders, PartType};

use super::{Dump, Entry, Input, set};
use crate::source::{
    Detect, date, html,
    markup::Markup,
    record::Record,
    report::{Reason, Remark},
};

/// Whether a file begins with the headers of a mail.
pub(in crate::source) fn begins(head: &[u8]) -> bool {
    /// Of these, prose may have some; of the second, none.
    const COMMON: [&str; 6] = ["from", "to", "date", "subject", "reply-to", "sender"];
    const SURE: [&str; 6] = [
        "mime-version",
        "message-id",
        "received",
        "return-path",
        "delivered-to",
        "dkim-signature",
    ];
    let (mut common, mut sure) = (0, 0);
    for line in head.split(|byte| *byte == b'\n') {
        let line = line.trim_ascii_end();
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some(end) = line.iter().position(|byte| *byte == b':') else {
            return false;
        };
        let name = line.get(..end).unwrap_or_default();
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        if !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            return false;
        }
        common += usize::from(COMMON.contains(&name.as_str()));
        sure += usize::from(SURE.contains(&name.as_str()));
    }
    common > 0 && sure > 0
}

/// The one article of a mail.
pub(super) struct Mail {
    input: Option<Input>,
    limit: usize,
    detect: Detect,
}

impl Mail {
    pub(super) fn new(input: Input, limit: usize, detect: Detect) -> Self {
        Self {
            input: Some(input),
            limit,
            detect,
        }
    }

    fn entry(&self, input: Input) -> Result<Entry, Reason> {
        /// What is attached, in the letters of mail, counts too.
        const TIMES: usize = 4;
        let limit = self.limit.saturating_mul(TIMES);
        let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        let mut bytes = Vec::new();
        input.take(most).read_to_end(&mut bytes)?;
        if bytes.len() > limit {
            return Err(Reason::TooLarge { limit });
        }
        let message = MessageParser::default()
            .parse(&bytes)
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "no mail"))?;
        let mut entry = Entry::only(Ok(Record::new()), bytes.len());
        entry.ours = Some(Markup::Leave);
        entry.record = match saved_page(&message) {
            Some(page) => self.page(page, &message, &mut entry),
            None => letter(&message, &mut entry.remarks),
        };
        Ok(entry)
    }

    /// The article of a page that a browser saved; when it did is no date of it.
    fn page(&self, page: &str, message: &Message<'_>, entry: &mut Entry) -> Result<Record, Reason> {
        entry.seen = message.date().and_then(|at| date::moment(&at.to_rfc3339()));
        let url = message
            .header_raw("Snapshot-Content-Location")
            .map(str::to_owned)
            .or_else(|| location(message));
        if let Some(url) = url {
            set(&mut entry.fallback, "url", &url);
        }
        html::article(page, &self.detect)
    }
}

/// The page of a mail that a browser wrote.
fn saved_page<'a>(message: &'a Message<'_>) -> Option<&'a str> {
    let saved = message.header("Snapshot-Content-Location").is_some()
        || message
            .from()
            .and_then(Address::first)
            .and_then(|from| from.name())
            .or_else(|| message.header_raw("From").map(str::trim))
            .is_some_and(|name| name.trim_matches(['<', '>']).starts_with("Saved by"))
        || location(message).is_some();
    let first = message.parts.iter().find_map(|part| match &part.body {
        PartType::Html(html) => Some(&**html),
        _ => None,
    });
    first.filter(|_| saved)
}

/// Where the first part came from.
fn location(message: &Message<'_>) -> Option<String> {
    let part = message
        .parts
        .iter()
        .find(|part| matches!(part.body, PartType::Html(_)))?;
    part.content_location()
        .filter(|url| url.starts_with("http"))
        .map(str::to_owned)
}

/// The article that a letter is.
fn letter(message: &Message<'_>, remarks: &mut Vec<Remark>) -> Result<Record, Reason> {
    let mut record = Record::new();
    set(&mut record, "title", message.subject().unwrap_or_default());
    match message.date() {
        Some(at) if at.is_valid() => set(&mut record, "date", &written(at)),
        Some(_) => remarks.push(Remark::UnknownDate(
            message
                .header_raw("Date")
                .unwrap_or_default()
                .trim()
                .to_owned(),
        )),
        None => {}
    }
    if let Some(from) = message.from().and_then(Address::first) {
        let domain = from.address().and_then(|address| address.split_once('@'));
        let name = from.name().filter(|name| !name.contains('@'));
        let name = name.or(domain.map(|(_, domain)| domain));
        set(&mut record, "source", name.unwrap_or_default());
    }
    if let HeaderValue::Text(lang) = message.root_part().content_language() {
        set(&mut record, "lang", lang);
    }
    if let Some(url) = message.header_raw("Archived-At") {
        set(&mut record, "url", url.trim().trim_matches(['<', '>']));
    }
    let text = text(message);
    if text.trim().is_empty() {
        return Err(Reason::Empty);
    }
    set(&mut record, "text", &text);
    Ok(record)
}

/// A date as the sender wrote it.
fn written(at: &DateTime) -> String {
    at.to_rfc3339()
}

/// The text of a letter. Of two versions the plain one is taken, unless it is a
/// stub that sends the reader elsewhere.
fn text(message: &Message<'_>) -> String {
    let (mut plain, mut html) = (String::new(), String::new());
    for part in message.text_bodies() {
        if let PartType::Text(text) = &part.body {
            plain.push_str(text);
            plain.push('\n');
        }
    }
    for part in message.html_bodies() {
        if let PartType::Html(text) = &part.body {
            html.push_str(&html::stripped(text, false));
            html.push_str("\n\n");
        }
    }
    let signed = plain.replace("\r\n", "\n");
    let plain = signed.split("\n-- \n").next().unwrap_or_default();
    let size = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    match size(plain) * 2 >= size(&html) {
        true => plain.to_owned(),
        false => html,
    }
}

impl Dump for Mail {
    fn next(&mut self) -> Option<Entry> {
        let input = self.input.take()?;
        Some(match self.entry(input) {
            Ok(entry) => entry,
            Err(reason) => Entry::only(Err(reason), 0),
        })
    }
}
