//! Which encoding is it in, and is that sure enough to read it?

use std::{
    borrow::Cow,
    io::{self, BufRead, Read},
};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_16BE, UTF_16LE, WINDOWS_1251};

use super::report::Reason;

const UTF8_BOM: &str = "\u{feff}";

/// The first bytes of files that have to be unpacked before they are text.
const PACKED: &[(&[u8], &str)] = &[
    (b"\x1f\x8b", "gzip"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"BZh", "bzip2"),
    (b"PK\x03\x04", "zip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"%PDF-", "PDF"),
];

/// What the first kilobytes of an input say about the whole of it: `Some` for
/// UTF-16 with a byte order mark, `None` for anything that is read as bytes.
///
/// # Errors
/// The reason to skip the input at once.
pub(super) fn sniff(head: &[u8]) -> Result<Option<&'static Encoding>, Reason> {
    if head.is_empty() {
        return Err(Reason::Empty);
    }
    if let Some((_, name)) = PACKED.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(Reason::Packed(name));
    }
    if head.starts_with(b"\xff\xfe\0\0") || head.starts_with(b"\0\0\xfe\xff") {
        return Err(Reason::UnknownEncoding { guess: "UTF-32" });
    }
    match Encoding::for_bom(head) {
        Some((encoding, _)) if encoding == UTF_16LE || encoding == UTF_16BE => Ok(Some(encoding)),
        Some(_) => Ok(None),
        None => match unmarked_utf16(head) {
            Some(guess) => Err(Reason::UnknownEncoding { guess }),
            None => Ok(None),
        },
    }
}

/// Recognises UTF-16 without a byte order mark: almost every second byte is 0
/// (Latin letters, digits, punctuation) or 4 (Cyrillic), and few others are.
fn unmarked_utf16(head: &[u8]) -> Option<&'static str> {
    let high = |offset| {
        let bytes = head.iter().skip(offset).step_by(2);
        let total = bytes.len().max(1);
        let high = bytes.filter(|byte| matches!(byte, 0 | 4)).count();
        high * 100 / total
    };
    if head.len() < 4 {
        return None;
    }
    match (high(0), high(1)) {
        (..30, 90..) => Some("UTF-16LE without a byte order mark"),
        (90.., ..30) => Some("UTF-16BE without a byte order mark"),
        _ => None,
    }
}

/// The text of a file or of one line.
///
/// `transcoded` says that the bytes come from [`Utf16`], so that nothing has
/// to be guessed.
///
/// # Errors
/// The reason why it cannot be read without mangling it.
pub(super) fn text(bytes: &[u8], transcoded: bool) -> Result<Cow<'_, str>, Reason> {
    if bytes.contains(&0) {
        return Err(Reason::Binary);
    }
    match str::from_utf8(bytes) {
        // Escape sequences that switch alphabets are plain ASCII to UTF-8.
        Ok(text) if text.contains("\x1b$") => Err(Reason::UnknownEncoding { guess: "ISO-2022" }),
        Ok(text) => Ok(Cow::Borrowed(text.strip_prefix(UTF8_BOM).unwrap_or(text))),
        Err(error) if transcoded => Err(Reason::Damaged {
            encoding: "UTF-16",
            at: error.valid_up_to(),
        }),
        Err(error) if mostly_utf8(bytes) => Err(Reason::Damaged {
            encoding: "UTF-8",
            at: error.valid_up_to(),
        }),
        Err(_) => windows_1251(bytes).map(Cow::Owned),
    }
}

/// Whether most of the bytes beyond ASCII form valid UTF-8 sequences. In
/// windows-1251 text hardly any do.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let beyond_ascii = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let invalid: usize = bytes.utf8_chunks().map(|chunk| chunk.invalid().len()).sum();
    bytes.starts_with(UTF8_BOM.as_bytes()) || invalid * 2 < beyond_ascii
}

/// Decodes windows-1251, if the bytes are plausible as that.
fn windows_1251(bytes: &[u8]) -> Result<String, Reason> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if guess != WINDOWS_1251 {
        return Err(Reason::UnknownEncoding {
            guess: guess.name(),
        });
    }
    let unknown = |guess| Err(Reason::UnknownEncoding { guess });
    let Some(text) = WINDOWS_1251.decode_without_bom_handling_and_without_replacement(bytes) else {
        return unknown("no known encoding");
    };
    let control = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0b' | '\x0c');
    if text.chars().any(control) {
        return unknown("binary data");
    }
    if !mostly_cyrillic(&text) {
        return unknown("no known encoding");
    }
    if is_macintosh(&text) {
        return unknown("x-mac-cyrillic");
    }
    if !in_one_alphabet(&text) {
        return unknown("KZ-1048, or another relative of windows-1251");
    }
    Ok(text.into_owned())
}

/// Whether most letters beyond ASCII are Cyrillic, and letters are most of what is there.
fn mostly_cyrillic(text: &str) -> bool {
    let beyond_ascii = text.chars().filter(|c| !c.is_ascii()).count();
    let cyrillic = text.chars().filter(|c| is_cyrillic(*c)).count();
    cyrillic * 10 >= beyond_ascii * 8
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}')
}

/// Whether the text is in the Macintosh alphabet, which differs from
/// windows-1251 in the capitals and in я: that comes out as Я inside words,
/// and never as я.
fn is_macintosh(text: &str) -> bool {
    let next = text.chars().skip(1);
    let inside = text
        .chars()
        .zip(next)
        .filter(|(a, b)| is_cyrillic(*a) && a.is_lowercase() && *b == 'Я')
        .count();
    inside > text.chars().filter(|c| *c == 'я').count()
}

/// Whether the letters beyond the Russian ones fit one of the languages that
/// windows-1251 serves. Kazakh text in KZ-1048 uses the same bytes for its own
/// letters and would come out as a mixture of Ukrainian and Macedonian.
fn in_one_alphabet(text: &str) -> bool {
    const ALPHABETS: [&str; 4] = ["ґєії", "ўі", "ђјљњћџ", "ѓќѕјљњџ"];
    let letters = text.chars().filter(|c| is_cyrillic(*c)).count();
    let special: Vec<char> = text
        .chars()
        .filter(|c| is_cyrillic(*c))
        .flat_map(char::to_lowercase)
        .filter(|c| !matches!(c, 'а'..='я' | 'ё'))
        .collect();
    let strangers = |alphabet: &str| special.iter().filter(|c| !alphabet.contains(**c)).count();
    let fewest = ALPHABETS.iter().map(|alphabet| strangers(alphabet)).min();
    fewest.is_some_and(|fewest| fewest * 50 <= letters)
}

/// A UTF-16 stream as UTF-8. A malformed sequence becomes the byte 0xFF, which
/// is invalid in UTF-8 too, so that the line it stands in is recognised as damaged.
pub(super) struct Utf16<R> {
    inner: R,
    decoder: Decoder,
    decoded: Vec<u8>,
    taken: usize,
    finished: bool,
}

impl<R: BufRead> Utf16<R> {
    /// The text behind the byte order mark of `inner`.
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
        // Three bytes of UTF-8 for two of UTF-16, and some for what is pending.
        self.decoded.resize(input.len() * 2 + 16, 0);
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

impl<R: BufRead> Read for Utf16<R> {
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
