//! WARC: what a crawler heard, one record after another. The pages among it are
//! articles; pictures, requests, redirects and errors are passed over.

use std::io::{self, BufRead, Read};

use super::{Dump, Entry, Input, lines, set};
use crate::source::{
    Detect,
    charset::Charset,
    date, decode, html,
    markup::Markup,
    record::Record,
    report::{Reason, Remark},
};

/// The longest line of a header.
const MOST_OF_LINE: usize = 1 << 16;

/// Whether a file begins so.
pub(in crate::source) fn begins(head: &[u8]) -> bool {
    head.starts_with(b"WARC/")
}

/// The pages of a WARC.
pub(super) struct Warc {
    input: Input,
    limit: usize,
    charset: Option<Charset>,
    detect: Detect,
    number: u64,
    over: bool,
}

/// Lines `name: value`, names in lower case.
struct Headers(Vec<(String, String)>);

impl Headers {
    /// Reads up to the empty line.
    fn read(input: &mut impl BufRead) -> io::Result<Self> {
        const MOST: usize = 1000;
        let mut line = Vec::new();
        let mut headers = Vec::new();
        while lines::read(input, MOST_OF_LINE, &mut line)?.is_some() {
            let text = String::from_utf8_lossy(line.trim_ascii_end());
            if text.is_empty() || headers.len() > MOST {
                break;
            }
            if let Some((name, value)) = text.split_once(':') {
                headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Ok(Self(headers))
    }

    fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(of, _)| of == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// What a record is to us.
enum Kind {
    /// An answer with its own headers.
    Response,
    /// A page without any.
    Page,
    /// The text of a page, as another program saw it.
    Text,
    Other,
}

fn kind(headers: &Headers) -> Kind {
    let is = |kind: &str| {
        headers
            .get("content-type")
            .is_some_and(|value| value.to_ascii_lowercase().starts_with(kind))
    };
    let html = || is("text/html") || is("application/xhtml");
    match headers.get("warc-type") {
        Some("response") if is("application/http") => Kind::Response,
        Some("response" | "resource" | "conversion") if html() => Kind::Page,
        Some("conversion") if is("text/plain") => Kind::Text,
        _ => Kind::Other,
    }
}

impl Warc {
    pub(super) fn new(
        input: Input,
        limit: usize,
        charset: Option<Charset>,
        detect: Detect,
    ) -> Self {
        Self {
            input,
            limit,
            charset,
            detect,
            number: 0,
            over: false,
        }
    }

    /// The next record that is a page; `None` at the end.
    fn read(&mut self) -> Result<Option<Entry>, Reason> {
        let mut line = Vec::new();
        loop {
            let found = lines::read(&mut self.input, MOST_OF_LINE, &mut line)?;
            if found.is_none() {
                return Ok(None);
            }
            if line.trim_ascii().is_empty() {
                continue;
            }
            self.number += 1;
            if !begins(&line) {
                return Err(damaged("no record where one should begin"));
            }
            let headers = Headers::read(&mut self.input)?;
            let length = headers.get("content-length");
            let length: u64 = length
                .and_then(|length| length.parse().ok())
                .ok_or_else(|| damaged("a record without its length"))?;
            let mut body = self.input.by_ref().take(length);
            let found = page(&kind(&headers), &mut body, self.limit);
            let rest = body.limit();
            let passed = io::copy(&mut body, &mut io::sink())?;
            if passed < rest {
                return Err(Reason::CutOff);
            }
            let found = match found {
                Ok(None) => continue,
                Ok(Some(page)) => Ok(page),
                Err(reason) => Err(reason),
            };
            return Ok(Some(self.entry(&headers, found)));
        }
    }

    fn entry(&self, headers: &Headers, page: Result<Page, Reason>) -> Entry {
        let bytes = page.as_ref().map_or(0, |page| page.bytes.len());
        let mut entry = Entry::new(self.number, Ok(Record::new()), bytes);
        entry.ours = Some(Markup::Leave);
        entry.seen = headers.get("warc-date").and_then(date::moment);
        if let Some(url) = headers.get("warc-target-uri") {
            let url = url.trim_matches(['<', '>']);
            set(&mut entry.fallback, "url", url);
        }
        entry.record = page.and_then(|page| self.record(&page, &mut entry.remarks));
        entry
    }

    fn record(&self, page: &Page, remarks: &mut Vec<Remark>) -> Result<Record, Reason> {
        let text = decode::page(&page.bytes, self.charset, page.charset, remarks)?;
        if page.is_html {
            return html::article(&text, &self.detect);
        }
        let mut record = Record::new();
        set(&mut record, "text", &text);
        Ok(record)
    }
}

/// A page as it was sent.
struct Page {
    bytes: Vec<u8>,
    charset: Option<Charset>,
    is_html: bool,
}

/// The page of a record, if it has one.
fn page(kind: &Kind, body: &mut impl BufRead, limit: usize) -> Result<Option<Page>, Reason> {
    let (charset, is_html, bytes) = match kind {
        Kind::Other => return Ok(None),
        Kind::Page => (None, true, whole(body, limit)?),
        Kind::Text => (None, false, whole(body, limit)?),
        Kind::Response => {
            let mut status = Vec::new();
            lines::read(body, MOST_OF_LINE, &mut status)?;
            let status = String::from_utf8_lossy(&status);
            let good = status
                .split_whitespace()
                .nth(1)
                .is_some_and(|code| matches!(code, "200" | "203"));
            let headers = Headers::read(body)?;
            let content = headers.get("content-type").unwrap_or("text/html");
            let content = content.to_ascii_lowercase();
            if !good || !(content.starts_with("text/html") || content.contains("xhtml")) {
                return Ok(None);
            }
            let charset = content.split_once("charset=").map(|(_, name)| name);
            let charset = charset.and_then(|name| {
                let name = name.split(';').next()?;
                Charset::of_name(name.trim().trim_matches(['"', '\'']))
            });
            (charset, true, sent(&headers, body, limit)?)
        }
    };
    Ok(Some(Page {
        bytes,
        charset,
        is_html,
    }))
}

/// A body without the wrapping that it was sent in. Some crawlers take it off
/// and leave the headers that speak of it.
fn sent(headers: &Headers, body: &mut impl BufRead, limit: usize) -> Result<Vec<u8>, Reason> {
    let says = |name: &str, what: &str| {
        headers
            .get(name)
            .is_some_and(|value| value.to_ascii_lowercase().contains(what))
    };
    let mut bytes = whole(body, limit)?;
    if says("transfer-encoding", "chunked") {
        bytes = joined(&bytes).unwrap_or(bytes);
    }
    let mut out = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    if bytes.starts_with(b"\x1f\x8b") {
        flate2::read::MultiGzDecoder::new(bytes.as_slice())
            .take(most)
            .read_to_end(&mut out)?;
    } else if says("content-encoding", "deflate") {
        let packed = flate2::read::ZlibDecoder::new(bytes.as_slice());
        if packed.take(most).read_to_end(&mut out).is_err() {
            return Ok(bytes);
        }
    } else if says("content-encoding", "br") && !looks_like_html(&bytes) {
        return Err(Reason::Method("brotli"));
    } else {
        return Ok(bytes);
    }
    match out.len() > limit {
        true => Err(Reason::TooLarge { limit }),
        false => Ok(out),
    }
}

fn looks_like_html(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"<")
}

/// The chunks of a body in one; `None` if it does not come in chunks.
fn joined(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    loop {
        let end = rest.iter().position(|byte| *byte == b'\n')?;
        let (line, after) = rest.split_at_checked(end + 1)?;
        let size = str::from_utf8(line).ok()?.trim();
        let size = size.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        if size == 0 {
            return Some(out);
        }
        let (chunk, after) = after.split_at_checked(size.min(after.len()))?;
        out.extend_from_slice(chunk);
        rest = after
            .strip_prefix(b"\r\n")
            .or_else(|| after.strip_prefix(b"\n"))
            .unwrap_or(after);
        if rest.is_empty() {
            return Some(out);
        }
    }
}

/// All of it, up to the limit.
fn whole(body: &mut impl Read, limit: usize) -> Result<Vec<u8>, Reason> {
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    body.take(most).read_to_end(&mut bytes)?;
    match bytes.len() > limit {
        true => Err(Reason::TooLarge { limit }),
        false => Ok(bytes),
    }
}

fn damaged(why: &str) -> Reason {
    io::Error::new(io::ErrorKind::InvalidData, why).into()
}

impl Dump for Warc {
    fn next(&mut self) -> Option<Entry> {
        if self.over {
            return None;
        }
        match self.read() {
            Ok(Some(entry)) => Some(entry),
            Ok(None) => {
                self.over = true;
                None
            }
            Err(reason) => {
                self.over = true;
                Some(Entry::failed(self.number, reason))
            }
        }
    }
}
