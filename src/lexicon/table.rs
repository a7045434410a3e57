//! How is the lexicon laid out in bytes?
//!
//! All numbers are little-endian.
//!
//! ```text
//! file     magic "tlx2", u8 number of languages (at most 16), sections
//! section  [u8; 2] language code, u32 length of what follows,
//!          u32 number of words, u16 length of the alphabet, alphabet (UTF-8, in code-point order),
//!          u32 start of each block of 16 words in the stream, stream
//! word     u8 letters shared with the stem before it (0 at the start of a block), u8 further letters, letters;
//!          u8 (letters of the stem that the form lacks << 4 | letters it has instead), letters;
//!          u16 the languages that it is translated into, a bit each in file order;
//!          u8 number of translations for each of these; translations, likeliest first
//! letters  positions in the alphabet: one byte each, two if it has more than 256 letters
//! translation   u16 number of the word in its language, u8 (weight << 2 | origin)
//! ```
//!
//! Words are sorted by stem; weights are in 64ths, from 1/64 (stored as 0).

use super::{Origin, Translation};

/// Words to a block; the first of each is spelled in full.
const BLOCK: usize = 16;

/// A lexicon as it lies in the file.
#[derive(Debug)]
pub struct Table<'b> {
    sections: Vec<Section<'b>>,
}

/// A word of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headword {
    /// What the language's stemmer makes of the form.
    pub stem: String,
    /// A form that people use.
    pub form: String,
}

#[derive(Debug)]
struct Section<'b> {
    code: &'b str,
    words: usize,
    alphabet: Vec<char>,
    starts: &'b [u8],
    stream: &'b [u8],
}

/// A word in a stream, with where its translations lie.
struct Entry<'b> {
    /// How many letters of the stem the form begins with.
    kept: usize,
    /// The further letters of the form.
    end: &'b [u8],
    /// The languages that it is translated into, a bit each.
    languages: u16,
    /// The number of translations into each of them.
    counts: &'b [u8],
    edges: usize,
}

/// The words of a block that are still to be read.
struct Block<'s, 'b> {
    section: &'s Section<'b>,
    at: usize,
    left: usize,
}

impl<'b> Table<'b> {
    /// The table in these bytes; empty if they are none.
    pub fn read(bytes: &'b [u8]) -> Self {
        Self {
            sections: sections(bytes).unwrap_or_default(),
        }
    }

    /// The codes of its languages.
    pub fn languages(&self) -> impl Iterator<Item = &'b str> {
        self.sections.iter().map(|section| section.code)
    }

    /// All words of a language, by rising stem.
    pub fn words(&self, lang: &str) -> impl Iterator<Item = Headword> {
        self.section(lang).into_iter().flat_map(|(_, section)| {
            let blocks = section.words.div_ceil(BLOCK);
            (0..blocks).flat_map(move |block| {
                let mut block = section.block(block);
                let mut stem = Vec::new();
                std::iter::from_fn(move || {
                    let entry = block.next(&mut stem)?;
                    section.word(&entry, &stem)
                })
            })
        })
    }

    /// The word with this stem.
    pub fn find(&self, lang: &str, stem: &str) -> Option<Headword> {
        let (_, section) = self.section(lang)?;
        let entry = section.find(stem)?;
        Some(Headword {
            form: section.form(&entry, stem)?,
            stem: stem.to_owned(),
        })
    }

    /// Whether there is a word with this stem.
    pub fn has(&self, lang: &str, stem: &str) -> bool {
        self.section(lang)
            .is_some_and(|(_, section)| section.find(stem).is_some())
    }

    /// The translations of a stem, likeliest first.
    pub fn translations(&self, from: &str, stem: &str, to: &str) -> Vec<Translation> {
        self.edges(from, stem, to).unwrap_or_default()
    }

    /// Whether the words of two languages are joined by way of a third one
    /// only: all pairs but those of the first four.
    pub(super) fn meet_in_pivot(&self, from: &str, to: &str) -> bool {
        const JOINED: usize = 4;
        let place = |lang| self.section(lang).map(|(place, _)| place);
        match (place(from), place(to)) {
            (Some(from), Some(to)) => from != to && (from >= JOINED || to >= JOINED),
            _ => false,
        }
    }

    fn edges(&self, from: &str, stem: &str, to: &str) -> Option<Vec<Translation>> {
        let (_, section) = self.section(from)?;
        let (target, other) = self.section(to)?;
        let entry = section.find(stem)?;
        let mut before = 0;
        let mut count = 0;
        for (language, translations) in entry.counts() {
            if language == target {
                count = translations;
                break;
            }
            before += translations;
        }
        let start = entry.edges + 3 * before;
        let edges = section.stream.get(start..start + 3 * count)?;
        let found = edges.chunks_exact(3).filter_map(|edge| {
            let [low, high, packed] = *edge else {
                return None;
            };
            let word = other.nth(usize::from(u16::from_le_bytes([low, high])))?;
            Some(Translation {
                stem: word.stem,
                form: word.form,
                weight: f32::from((packed >> 2) + 1) / 64.0,
                origin: *Origin::ALL.get(usize::from(packed & 3))?,
            })
        });
        Some(found.collect())
    }

    fn section(&self, lang: &str) -> Option<(usize, &Section<'b>)> {
        self.sections
            .iter()
            .enumerate()
            .find(|(_, section)| section.code == lang)
    }
}

impl<'b> Section<'b> {
    fn find(&self, stem: &str) -> Option<Entry<'b>> {
        let wanted = stem
            .chars()
            .map(|c| {
                self.alphabet
                    .binary_search(&c)
                    .ok()
                    .and_then(|at| u16::try_from(at).ok())
            })
            .collect::<Option<Vec<u16>>>()?;
        let mut stem = Vec::new();
        // The last block whose first stem is not above the wanted one.
        let (mut low, mut high) = (0, self.words.div_ceil(BLOCK));
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            self.block(middle).next(&mut stem)?;
            if stem <= wanted {
                low = middle;
            } else {
                high = middle;
            }
        }
        let mut block = self.block(low);
        while let Some(entry) = block.next(&mut stem) {
            if stem == wanted {
                return Some(entry);
            }
        }
        None
    }

    fn nth(&self, number: usize) -> Option<Headword> {
        let mut block = self.block(number / BLOCK);
        let mut stem = Vec::new();
        for _ in 0..number % BLOCK {
            block.next(&mut stem)?;
        }
        let entry = block.next(&mut stem)?;
        self.word(&entry, &stem)
    }

    /// A word, of the letters of its stem.
    fn word(&self, entry: &Entry<'_>, stem: &[u16]) -> Option<Headword> {
        let stem = self.spell(stem);
        let form = self.form(entry, &stem)?;
        Some(Headword { stem, form })
    }

    /// The form of a word with this stem.
    fn form(&self, entry: &Entry<'_>, stem: &str) -> Option<String> {
        let mut end = Vec::new();
        let letters = entry.end.len() / self.width();
        Cursor(entry.end).letters(letters, self.width(), &mut end)?;
        let mut form: String = stem.chars().take(entry.kept).collect();
        form.push_str(&self.spell(&end));
        Some(form)
    }

    fn spell(&self, letters: &[u16]) -> String {
        let letters = letters.iter();
        let spelled = letters.filter_map(|letter| self.alphabet.get(usize::from(*letter)));
        spelled.collect()
    }

    /// Bytes to a letter.
    fn width(&self) -> usize {
        if self.alphabet.len() > 256 { 2 } else { 1 }
    }

    /// The words of a block.
    fn block(&self, number: usize) -> Block<'_, 'b> {
        let start = self
            .starts
            .get(4 * number..4 * number + 4)
            .and_then(|bytes| usize::try_from(u32::from_le_bytes(bytes.try_into().ok()?)).ok());
        Block {
            section: self,
            at: start.unwrap_or(usize::MAX),
            left: self.words.saturating_sub(number * BLOCK).min(BLOCK),
        }
    }
}

impl<'b> Block<'_, 'b> {
    /// The next word; `stem` holds that of the one before, and then its own.
    fn next(&mut self, stem: &mut Vec<u16>) -> Option<Entry<'b>> {
        self.left = self.left.checked_sub(1)?;
        let stream = self.section.stream;
        let mut cursor = Cursor(stream.get(self.at..)?);
        let shared = usize::from(cursor.byte()?);
        let more = usize::from(cursor.byte()?);
        stem.truncate(shared);
        cursor.letters(more, self.section.width(), stem)?;
        let packed = cursor.byte()?;
        let kept = stem.len().checked_sub(usize::from(packed >> 4))?;
        let end = cursor.take(self.section.width() * usize::from(packed & 15))?;
        let languages = u16::from_le_bytes(cursor.take(2)?.try_into().ok()?);
        let counts = cursor.take(languages.count_ones() as usize)?;
        let edges = stream.len() - cursor.0.len();
        let translations: usize = counts.iter().map(|count| usize::from(*count)).sum();
        self.at = edges + 3 * translations;
        Some(Entry {
            kept,
            end,
            languages,
            counts,
            edges,
        })
    }
}

impl Entry<'_> {
    /// Language and number of translations into it, in file order.
    fn counts(&self) -> impl Iterator<Item = (usize, usize)> {
        let languages = (0..16).filter(|language| self.languages >> language & 1 == 1);
        languages.zip(self.counts.iter().map(|count| usize::from(*count)))
    }
}

fn sections(bytes: &[u8]) -> Option<Vec<Section<'_>>> {
    let mut file = Cursor(bytes.strip_prefix(b"tlx2")?);
    let languages = usize::from(file.byte()?);
    (0..languages)
        .map(|_| {
            let code = std::str::from_utf8(file.take(2)?).ok()?;
            let length = file.number()?;
            let mut body = Cursor(file.take(length)?);
            let words = body.number()?;
            let size = usize::from(u16::from_le_bytes(body.take(2)?.try_into().ok()?));
            let alphabet = std::str::from_utf8(body.take(size)?)
                .ok()?
                .chars()
                .collect();
            let starts = body.take(4 * words.div_ceil(BLOCK))?;
            Some(Section {
                code,
                words,
                alphabet,
                starts,
                stream: body.0,
            })
        })
        .collect()
}

/// Bytes still to be read.
struct Cursor<'b>(&'b [u8]);

impl<'b> Cursor<'b> {
    fn take(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// Appends so many letters of one byte each, or of two.
    fn letters(&mut self, count: usize, width: usize, out: &mut Vec<u16>) -> Option<()> {
        if width == 2 {
            let pairs = self.take(2 * count)?.chunks_exact(2);
            out.extend(pairs.filter_map(|pair| Some(u16::from_le_bytes(pair.try_into().ok()?))));
        } else {
            out.extend(self.take(count)?.iter().map(|letter| u16::from(*letter)));
        }
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    fn number(&mut self) -> Option<usize> {
        let bytes = self.take(4)?.try_into().ok()?;
        usize::try_from(u32::from_le_bytes(bytes)).ok()
    }
}
