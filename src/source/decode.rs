//! How do bytes become text, and what of them is damaged?

use std::{
    borrow::Cow,
    io::{self, BufRead, Read},
};

use encoding_rs::{
    Decoder as StreamDecoder, DecoderResult, Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE,
};

use super::{
    charset::{self, Charset},
    report::{Reason, Remark},
};

const UTF8_BOM: &str = "\u{feff}";

/// The first bytes of files that have to be unpacked before they are text.
const PACKED: &[(&[u8], &str)] = &[
    (b"\x1f\x8b", "gzip"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"BZh", "bzip2"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
];

/// Makes text of the bytes of one file, or of pieces of it.
#[derive(Debug, Clone, Default)]
pub(super) struct Decoder {
    /// The bytes come from [`Transcoded`], out of this.
    transcoded: Option<&'static Encoding>,
    /// What is not UTF-8 is in this, as the user says.
    forced: Option<Charset>,
    /// What is not UTF-8 is in this, as the file says.
    declared: Option<Charset>,
    /// What is not UTF-8 is in this, if the beginning of the file tells.
    likely: Option<Charset>,
}

/// What the first kilobytes of an input say about the whole of it, and the
/// encoding that it has to be transcoded from before it is taken apart.
///
/// # Errors
/// The reason to skip the input at once.
pub(super) fn sniff(
    head: &[u8],
    forced: Option<Charset>,
) -> Result<(Decoder, Option<&'static Encoding>), Reason> {
    if head.is_empty() {
        return Err(Reason::Empty);
    }
    if head.starts_with(b"%PDF-") {
        return Err(Reason::Pdf);
    }
    if let Some((_, name)) = PACKED.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(Reason::Packed(name));
    }
    if head.starts_with(b"\xff\xfe\0\0") || head.starts_with(b"\0\0\xfe\xff") {
        return Err(Reason::UnknownEncoding { guess: "UTF-32" });
    }
    let marked = Encoding::for_bom(head).map(|(encoding, _)| encoding);
    let mut decoder = Decoder::default();
    match (marked, forced) {
        (Some(encoding), forced) if encoding != UTF_8 => {
            let even = head.get(..head.len() & !1).unwrap_or(head);
            if forced.is_none() && !charset::is_plausible(&encoding.decode(even).0) {
                return Err(Reason::UnknownEncoding {
                    guess: "binary data",
                });
            }
            decoder.transcoded = Some(encoding);
        }
        (Some(_), _) => {}
        (None, Some(Charset::Web(encoding))) if encoding != UTF_8 => {
            decoder.transcoded = Some(encoding);
        }
        (None, Some(charset)) => decoder.forced = Some(charset),
        (None, None) => {
            decoder.transcoded = unmarked_utf16(head);
            if decoder.transcoded.is_none() && !mostly_utf8(head) {
                decoder.likely = charset::tell(cut_lines(head)).ok();
            }
            // A quotation mark or a brace may be half a character there.
            if let Some(charset @ Charset::Web(encoding)) = decoder.likely
                && charset.hides_ascii()
            {
                decoder.transcoded = Some(encoding);
            }
        }
    }
    let transcoded = decoder.transcoded;
    Ok((decoder, transcoded))
}

/// The text of a page that was read as a whole. `said` is the encoding that it
/// was sent with.
///
/// # Errors
/// The reason why it cannot be read without mangling it.
pub(super) fn page(
    bytes: &[u8],
    forced: Option<Charset>,
    said: Option<Charset>,
    remarks: &mut Vec<Remark>,
) -> Result<String, Reason> {
    const HEAD: usize = 1 << 16;
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or(bytes);
    let (mut decoder, transcoded) = sniff(head, forced)?;
    if let Some(encoding) = transcoded {
        let charset = Charset::Web(encoding);
        let text = decoded(charset, bytes, remarks).into_owned();
        return Ok(without_mark(&text).to_owned());
    }
    decoder.declare(bytes);
    decoder.declared = said.or(decoder.declared);
    decoder.text(bytes, remarks).map(Cow::into_owned)
}

/// The whole lines of the beginning of a file: no character of them is cut.
fn cut_lines(head: &[u8]) -> &[u8] {
    let end = head.iter().rposition(|byte| *byte == b'\n');
    end.and_then(|end| head.get(..end)).unwrap_or(head)
}

/// Recognises UTF-16 without a byte order mark: almost every second byte is 0
/// (Latin letters, digits, punctuation) or 4 (Cyrillic), and few others are.
fn unmarked_utf16(head: &[u8]) -> Option<&'static Encoding> {
    let high = |offset| {
        let bytes = head.iter().skip(offset).step_by(2);
        let total = bytes.len().max(1);
        let high = bytes.filter(|byte| matches!(byte, 0 | 4 | 0x20)).count();
        high * 100 / total
    };
    if head.len() < 4 {
        return None;
    }
    let encoding = match (high(0), high(1)) {
        (..40, 90..) => UTF_16LE,
        (90.., ..40) => UTF_16BE,
        _ => return None,
    };
    let even = head.get(..head.len() & !1).unwrap_or(head);
    let (text, malformed) = encoding.decode_without_bom_handling(even);
    let readable = text
        .chars()
        .filter(|c| c.is_alphanumeric() || c.is_whitespace())
        .count();
    let all = text.chars().count();
    (!malformed && readable * 10 >= all * 7).then_some(encoding)
}

impl Decoder {
    /// What the beginning of a file looks like; good enough to see its format.
    pub(super) fn preview<'a>(&self, head: &'a [u8]) -> Cow<'a, str> {
        match self.transcoded {
            Some(encoding) => encoding.decode(head).0,
            None => String::from_utf8_lossy(head),
        }
    }

    /// Takes in what a page says of its encoding in its first kilobyte.
    pub(super) fn declare(&mut self, page: &[u8]) {
        const WHERE: usize = 4096;
        let head = page.get(..page.len().min(WHERE)).unwrap_or(page);
        let head = String::from_utf8_lossy(head).to_ascii_lowercase();
        let label = head.match_indices("charset").find_map(|(at, word)| {
            let rest = head
                .get(at + word.len()..)?
                .trim_start()
                .strip_prefix('=')?;
            let rest = rest.trim_start().trim_start_matches(['"', '\'']);
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)))?;
            rest.get(..end)
        });
        let declared = label.and_then(Charset::of_name);
        // A page in UTF-16 could not say so in these letters.
        let utf16 = [UTF_16LE, UTF_16BE].map(Charset::Web);
        self.declared = declared.filter(|charset| !utf16.contains(charset));
    }

    /// The text of a file or of one record, with U+FFFD for what is damaged.
    ///
    /// # Errors
    /// The reason why it cannot be read without mangling it.
    pub(super) fn text<'a>(
        &self,
        bytes: &'a [u8],
        remarks: &mut Vec<Remark>,
    ) -> Result<Cow<'a, str>, Reason> {
        let text = self.decode(bytes, remarks)?;
        let count = text.matches('\0').count();
        if count == 0 {
            return Ok(text);
        }
        // A few are an accident, many are no text.
        const FEW: usize = 4;
        if count > FEW && count * 500 > text.len() {
            return Err(Reason::Binary);
        }
        remarks.push(Remark::Replaced { count });
        Ok(Cow::Owned(text.replace('\0', "\u{fffd}")))
    }

    fn decode<'a>(
        &self,
        bytes: &'a [u8],
        remarks: &mut Vec<Remark>,
    ) -> Result<Cow<'a, str>, Reason> {
        if let Some(encoding) = self.transcoded {
            return match str::from_utf8(bytes) {
                Ok(text) => Ok(Cow::Borrowed(without_mark(text))),
                Err(_) => patched(bytes, encoding.name(), remarks).map(Cow::Owned),
            };
        }
        if let Some(charset) = self.forced {
            return Ok(decoded(charset, bytes, remarks));
        }
        match str::from_utf8(bytes) {
            // Escape sequences that switch alphabets are plain ASCII to UTF-8.
            Ok(text) if text.contains("\x1b$") => iso_2022(bytes),
            Ok(text) => {
                let count = text.matches('\u{fffd}').count();
                if count > 0 {
                    remarks.push(Remark::Lost { count });
                }
                Ok(Cow::Borrowed(without_mark(text)))
            }
            Err(_) if mostly_utf8(bytes) => by_lines(bytes, remarks).map(Cow::Owned),
            Err(_) => {
                let known = self
                    .declared
                    .filter(|charset| *charset != Charset::Web(UTF_8));
                match known.or_else(|| charset::tell(bytes).ok()).or(self.likely) {
                    Some(charset) => Ok(decoded(charset, bytes, remarks)),
                    None => {
                        let guess = charset::tell(bytes).err().unwrap_or("none");
                        Err(Reason::UnknownEncoding { guess })
                    }
                }
            }
        }
    }
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix(UTF8_BOM).unwrap_or(text)
}

/// Decodes, and notes what is malformed.
fn decoded<'a>(charset: Charset, bytes: &'a [u8], remarks: &mut Vec<Remark>) -> Cow<'a, str> {
    let (text, malformed) = charset.decode(bytes);
    if malformed {
        let count = text.matches('\u{fffd}').count();
        remarks.push(Remark::Replaced { count });
    }
    text
}

fn iso_2022(bytes: &[u8]) -> Result<Cow<'_, str>, Reason> {
    match ISO_2022_JP.decode_without_bom_handling(bytes) {
        (text, false) => Ok(text),
        _ => Err(Reason::UnknownEncoding { guess: "ISO-2022" }),
    }
}

/// Whether most of the bytes beyond ASCII form valid UTF-8 sequences. In
/// texts of other encodings hardly any do.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let beyond_ascii = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let invalid: usize = bytes.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    bytes.starts_with(UTF8_BOM.as_bytes()) || invalid * 2 < beyond_ascii
}

/// A text of mostly UTF-8. A line that is surely in another encoding comes from
/// somewhere else; what else is invalid is damaged.
fn by_lines(bytes: &[u8], remarks: &mut Vec<Remark>) -> Result<String, Reason> {
    let mut patchy = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let other = match str::from_utf8(line) {
            Err(_) if !mostly_utf8(line) => charset::tell(line).ok(),
            _ => None,
        };
        match other {
            Some(charset) => patchy.extend_from_slice(charset.decode(line).0.as_bytes()),
            None => patchy.extend_from_slice(line),
        }
    }
    patched(&patchy, "UTF-8", remarks)
}

/// UTF-8 with U+FFFD in the place of what is invalid.
///
/// # Errors
/// If that is too much.
fn patched(
    bytes: &[u8],
    encoding: &'static str,
    remarks: &mut Vec<Remark>,
) -> Result<String, Reason> {
    let count = bytes
        .utf8_chunks()
        .filter(|chunk| !chunk.invalid().is_empty())
        .count();
    let text = String::from_utf8_lossy(bytes);
    let at = bytes
        .utf8_chunks()
        .next()
        .map_or(0, |chunk| chunk.valid().len());
    const FEW: usize = 3;
    if count > FEW && count * 50 > text.chars().count() {
        return Err(Reason::Damaged { encoding, at });
    }
    if count > 0 {
        remarks.push(Remark::Replaced { count });
    }
    Ok(without_mark(&text).to_owned())
}

/// A stream in another encoding as UTF-8. A malformed sequence becomes the byte
/// 0xFF, which is invalid in UTF-8 too, so that the record it stands in is
/// recognised as damaged.
pub(super) struct Transcoded<R> {
    inner: R,
    decoder: StreamDecoder,
    decoded: Vec<u8>,
    taken: usize,
    finished: bool,
}

impl<R: BufRead> Transcoded<R> {
    /// The text of `inner`, without its byte order mark.
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            decoded: Vec::new(),
            taken: 0,
            finished: false,
        }
    }

    /// Decodes the next stretch of input.
    fn advance(&mut self) -> io::Result<()> {
        const MALFORMED: u8 = 0xff;
        let input = self.inner.fill_buf()?;
        let last = input.is_empty();
        // Three bytes of UTF-8 for one at most, and some for what is pending.
        self.decoded.resize(input.len() * 3 + 16, 0);
        self.taken = 0;
        let (result, read, written) =
            self.decoder
                .decode_to_utf8_without_replacement(input, &mut self.decoded, last);
        self.inner.consume(read);
        self.decoded.truncate(written);
        match result {
            DecoderResult::Malformed(..) => self.decoded.push(MALFORMED),
            DecoderResult::InputEmpty => self.finished = last,
            DecoderResult::OutputFull => {}
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Transcoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.taken >= self.decoded.len() && !self.finished {
            self.advance()?;
        }
        let mut rest = self.decoded.get(self.taken..).unwrap_or_default();
        let count = rest.read(buffer)?;
        self.taken += count;
        Ok(count)
    }
}
