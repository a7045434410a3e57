//! What is said in a file of subtitles (SubRip, WebVTT)? Lines that were cut to
//! fit a screen are put together again.

use super::record::Record;
use serde_json::Value;

/// Whether a text begins like subtitles.
pub(super) fn begins(text: &str) -> bool {
    if let Some(rest) = text.strip_prefix("WEBVTT") {
        return rest.is_empty() || rest.starts_with(char::is_whitespace);
    }
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let number = lines.next().is_some_and(is_number);
    number && lines.next().is_some_and(|line| times(line).is_some())
}

fn is_number(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.bytes().all(|byte| byte.is_ascii_digit())
}

/// Beginning and end of a cue in milliseconds: `00:01:02,500 --> 00:01:04,000`.
fn times(line: &str) -> Option<(u64, u64)> {
    let (from, to) = line.split_once("-->")?;
    let to = to.split_whitespace().next()?;
    Some((time(from.trim())?, time(to)?))
}

fn time(text: &str) -> Option<u64> {
    let (clock, part) = text.split_once([',', '.']).unwrap_or((text, "0"));
    let mut seconds = 0_u64;
    for field in clock.split(':') {
        let field: u64 = field.parse().ok()?;
        seconds = seconds.checked_mul(60)?.checked_add(field)?;
    }
    let part: u64 = part.parse().ok()?;
    seconds.checked_mul(1000)?.checked_add(part.min(999))
}

/// The record of a file of subtitles.
pub(super) fn record(text: &str) -> Record {
    let mut record = Record::new();
    record.insert("text".to_owned(), Value::String(spoken(text)));
    record
}

/// What is said, a paragraph for what is said without a pause.
fn spoken(text: &str) -> String {
    const PAUSE: u64 = 4000;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut out = String::new();
    let (mut last_line, mut last_end) = (String::new(), None);
    for block in text.split("\n\n") {
        let mut lines = block.lines().skip_while(|line| !line.contains("-->"));
        // Headers, notes and styles have no times.
        let Some((from, to)) = lines.next().and_then(times) else {
            continue;
        };
        let mut pause = last_end.is_some_and(|end| from > end + PAUSE);
        last_end = Some(to);
        for line in lines {
            let line = bare(line);
            // Captions that roll repeat the line before.
            if line.is_empty() || line == last_line {
                continue;
            }
            if pause && ends_sentence(&out) && !out.ends_with('\n') {
                out.push_str("\n\n");
                pause = false;
            } else if !out.is_empty() && !out.ends_with('\n') {
                out.push(' ');
            }
            out.push_str(&line);
            last_line = line;
        }
    }
    out
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['»', '"', '”', ')'])
        .ends_with(['.', '!', '?', '…', '。', '！', '？'])
}

/// A line without tags, marks of the place, and the dash of a speaker.
fn bare(line: &str) -> String {
    let mut out = String::new();
    let mut close = None;
    for c in line.chars() {
        match (close, c) {
            (Some(sign), c) if c == sign => close = None,
            (Some(_), _) => {}
            (None, '<') => close = Some('>'),
            (None, '{') => close = Some('}'),
            (None, c) => out.push(c),
        }
    }
    let out = out.replace("&nbsp;", " ");
    let out = html_escape::decode_html_entities(&out);
    let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    match out.strip_prefix(['-', '–', '—']) {
        Some(said) => format!("— {}", said.trim_start()),
        None => out,
    }
}
