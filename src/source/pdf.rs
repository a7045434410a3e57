//! How is the text of a PDF found? By `pdftotext` of Poppler or Xpdf, where it is
//! installed: a PDF says where signs stand on a page, and what they spell only by
//! way of tables that are often left out or wrong.

use std::{
    io::{self, Read, Seek, Write},
    process::{Command, Stdio},
    sync::mpsc::{RecvTimeoutError, channel},
    thread,
    time::Duration,
};

use super::report::Reason;

/// The largest PDF; most of it is pictures.
const MOST_BYTES: u64 = 512 << 20;

/// Nobody waits longer for one.
const MOST_TIME: Duration = Duration::from_secs(60);

/// Whether a file begins like one.
pub(super) fn begins(head: &[u8]) -> bool {
    head.starts_with(b"%PDF-")
}

/// The text of a PDF, up to `limit` bytes.
///
/// # Errors
/// If there is nothing to read it with, or that finds no text.
pub(super) fn text(pdf: &mut dyn Read, limit: usize) -> Result<Vec<u8>, Reason> {
    let mut file = tempfile::NamedTempFile::new()?;
    if io::copy(&mut pdf.take(MOST_BYTES), &mut file)? == MOST_BYTES {
        let limit = usize::try_from(MOST_BYTES).unwrap_or(usize::MAX);
        return Err(Reason::TooLarge { limit });
    }
    file.flush()?;
    file.rewind()?;
    let mut child = Command::new("pdftotext")
        .args(["-q", "-nopgbrk", "-enc", "UTF-8"])
        .arg(file.path())
        .arg("-")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Reason::Pdf,
            _ => error.into(),
        })?;
    let stdout = child.stdout.take();
    let (done, waiting) = channel::<()>();
    // A hostile file may keep it busy for ever.
    let watch = thread::spawn(move || {
        let late = waiting.recv_timeout(MOST_TIME) == Err(RecvTimeoutError::Timeout);
        if late {
            child.kill()?;
        }
        child.wait().map(|status| (status, late))
    });
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let mut text = Vec::new();
    let read = stdout.map_or(Ok(0), |stdout| stdout.take(most).read_to_end(&mut text));
    drop(done);
    read?;
    if text.len() > limit {
        return Err(Reason::TooLarge { limit });
    }
    match watch.join() {
        Ok(Ok((status, false))) if status.success() => {
            let text = joined(&text);
            let blank = text.iter().all(u8::is_ascii_whitespace);
            match blank {
                true => Err(Reason::PdfUnread("no text in it, only pictures")),
                false => Ok(text),
            }
        }
        Ok(Ok((_, true))) => Err(Reason::PdfUnread("it takes too long")),
        Ok(Err(error)) => Err(error.into()),
        _ => Err(Reason::PdfUnread("it is damaged, or locked")),
    }
}

/// Lines of a page put together to paragraphs: an empty line ends one, and a line
/// that is much shorter than the ones around it.
fn joined(bytes: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    let widest = text.lines().map(|line| line.chars().count()).max();
    let short = widest.unwrap_or(0) * 7 / 10;
    let mut out = String::with_capacity(text.len());
    let mut wrapped = false;
    for line in text.lines() {
        let bare = line.trim();
        if bare.is_empty() {
            if !out.is_empty() && !out.ends_with("\n\n") {
                out.push_str("\n\n");
            }
            wrapped = false;
            continue;
        }
        if wrapped {
            let goes_on = bare.starts_with(char::is_lowercase);
            match out.strip_suffix(['-', '\u{ad}']).map(str::len) {
                // A word that was cut at the end of its line.
                Some(length) if goes_on => out.truncate(length),
                _ if out.ends_with(|c: char| c >= '\u{2e80}') => {}
                _ => out.push(' '),
            }
        } else if !out.is_empty() && !out.ends_with('\n') {
            out.push('\n');
        }
        out.push_str(bare);
        wrapped = line.chars().count() > short;
    }
    out.into_bytes()
}
