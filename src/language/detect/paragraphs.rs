//! Where does an article change its language?
//!
//! Some outlets print one article in two languages, paragraph by paragraph or
//! one half after the other. The answer is conservative: a language needs a
//! stretch of some length, recognised with confidence; a sentence that is
//! quoted in another language stays where it is.

use std::ops::Range;

use super::{
    guess::{Guess, boundary},
    script::Script,
};

/// A first look reads so many bytes of an article, spread over its paragraphs:
/// nearly every article is in one language, and this is enough to see it.
const GLANCE: usize = 500;

/// A paragraph gets at least so many bytes of that, or none.
const LEAST_GLANCE: usize = 40;

/// The least confidence, in a first look, for a closer one.
const SUSPICION: f32 = 0.6;

/// A paragraph of fewer letters has no say.
const LETTERS_OF_PARAGRAPH: u32 = 40;

/// The least confidence in a paragraph's language.
const SURE: f32 = 0.99;

/// A stretch in one language has so many letters at least, or [`LETTERS`]
/// and two sentences.
const LETTERS_OF_SENTENCE: u32 = 220;

/// See [`LETTERS_OF_SENTENCE`].
const LETTERS: u32 = 80;

/// A stretch of a text, in bytes, and the code of its language or `und`.
pub type Part = (Range<usize>, &'static str);

/// Neighbouring paragraphs in one language.
#[derive(Debug)]
struct Run {
    range: Range<usize>,
    lang: &'static str,
    letters: u32,
    sentences: u32,
}

impl Run {
    fn is_long_enough(&self) -> bool {
        self.letters >= LETTERS_OF_SENTENCE || (self.letters >= LETTERS && self.sentences >= 2)
    }
}

/// The parts of `text` by language, as `detect` tells it: byte ranges that
/// cover the text in order, begin where a paragraph does, and differ in
/// language from their neighbours. One for most texts, none for an empty one.
pub fn paragraphs(text: &str, detect: impl Fn(&str) -> Guess) -> Vec<Part> {
    if text.is_empty() {
        return Vec::new();
    }
    let main = detect(text).lang;
    let blocks = blocks(text);
    if !looks_mixed(text, &blocks, main, &detect) {
        return vec![(0..text.len(), main)];
    }
    let mut parts: Vec<Part> = Vec::new();
    for run in runs(text, blocks, detect) {
        match parts.last_mut() {
            Some((range, lang)) if *lang == run.lang || !run.is_long_enough() => {
                range.end = run.range.end;
            }
            None if !run.is_long_enough() => {}
            _ => {
                // What was too short to stand alone at the start goes along.
                let start = parts.last().map_or(0, |_| run.range.start);
                parts.push((start..run.range.end, run.lang));
            }
        }
    }
    match parts.last_mut() {
        Some((range, _)) => range.end = text.len(),
        None => parts.push((0..text.len(), main)),
    }
    parts
}

/// Runs of paragraphs whose language is sure and the same; the others go with
/// those before them.
fn runs(text: &str, blocks: Vec<Range<usize>>, detect: impl Fn(&str) -> Guess) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut start = 0;
    for block in blocks {
        let paragraph = text.get(block.clone()).unwrap_or_default();
        let letters = letters(paragraph);
        let guess = detect(paragraph);
        let sure = letters >= LETTERS_OF_PARAGRAPH && guess.confidence >= SURE;
        let sentences = sentences(paragraph);
        match runs.last_mut() {
            Some(run) if !sure || guess.lang == "und" || guess.lang == run.lang => {
                run.range.end = block.end;
                run.letters += letters;
                run.sentences += sentences;
            }
            None if !sure || guess.lang == "und" => {}
            _ => {
                runs.push(Run {
                    range: start..block.end,
                    lang: guess.lang,
                    letters,
                    sentences,
                });
            }
        }
        start = block.end;
    }
    runs
}

/// Does a look at some of the paragraphs find one in another language?
fn looks_mixed(
    text: &str,
    blocks: &[Range<usize>],
    main: &str,
    detect: impl Fn(&str) -> Guess,
) -> bool {
    let most = GLANCE / LEAST_GLANCE;
    let step = blocks.len().div_ceil(most).max(1);
    let bytes = GLANCE / blocks.len().clamp(1, most);
    blocks.len() > 1
        && blocks.iter().step_by(step).any(|block| {
            // From the middle: what is quoted and who says it stand at the ends.
            let middle = block.start.midpoint(block.end);
            let from = boundary(text, middle.saturating_sub(bytes / 2).max(block.start));
            let to = boundary(text, (from + bytes).min(block.end));
            let guess = detect(text.get(from..to).unwrap_or_default());
            guess.lang != main && guess.lang != "und" && guess.confidence >= SUSPICION
        })
}

/// The paragraphs of a text: byte ranges that cover it. One ends at a line
/// break after a full stop or before an empty line: lines may be wrapped.
fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let (mut start, mut end) = (0, 0);
    for line in text.split_inclusive('\n') {
        end += line.len();
        let last = line.trim_end().chars().last();
        if last.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, ',' | ';' | '-' | '–' | '—'))
        {
            blocks.push(start..end);
            start = end;
        }
    }
    if start < end {
        blocks.push(start..end);
    }
    blocks
}

/// The letters of a text; a Chinese character counts as three, a Japanese or
/// Korean syllable as two.
fn letters(text: &str) -> u32 {
    text.chars()
        .filter_map(Script::of)
        .map(|script| script.weight().div_ceil(3))
        .sum()
}

/// How many sentences end in a text, roughly.
fn sentences(text: &str) -> u32 {
    let mut sentences = 0;
    let mut stopped = false;
    for c in text.chars() {
        match c {
            '.' | '!' | '?' | '…' | '؟' => stopped = true,
            '。' | '！' | '？' => sentences += 1,
            c if c.is_whitespace() => {
                sentences += u32::from(stopped);
                stopped = false;
            }
            // A closing quotation mark or bracket may follow the stop.
            c if !c.is_alphanumeric() => {}
            _ => stopped = false,
        }
    }
    sentences + u32::from(stopped)
}
