//! How does a dump of any size come in lines, with memory for one only?

use std::io::{self, BufRead, ErrorKind};

/// What became of a line.
pub(super) enum Line {
    /// It is in the buffer, without its line feed.
    Whole,
    /// It is longer than the limit; it was passed over.
    TooLong,
}

/// Reads the next line into `line`, or passes over it if it is longer than
/// `limit` bytes. `None` at the end.
///
/// # Errors
/// Those of `input`.
pub(super) fn read(
    input: &mut impl BufRead,
    limit: usize,
    line: &mut Vec<u8>,
) -> io::Result<Option<Line>> {
    line.clear();
    let mut something = false;
    let mut too_long = false;
    loop {
        let chunk = match input.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if chunk.is_empty() {
            break;
        }
        something = true;
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let part = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or(chunk);
        too_long |= line.len() + part.len() > limit;
        if !too_long {
            line.extend_from_slice(part);
        }
        let used = part.len() + usize::from(end.is_some());
        input.consume(used);
        if end.is_some() {
            break;
        }
    }
    Ok(match (something, too_long) {
        (false, _) => None,
        (true, false) => Some(Line::Whole),
        (true, true) => Some(Line::TooLong),
    })
}
