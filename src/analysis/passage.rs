//! Which stretches of an article are indexed and shown as one?
//!
//! Paragraphs; long ones are cut at sentence ends near [`TARGET_WORDS`] words,
//! short ones are joined with the next until they say something.

use std::ops::Range;

use super::sentence::sentences;
use crate::{
    article::{Article, Passage},
    language::{self, Language, cjk, southeast},
};

/// A passage is cut before the sentence that would take it past this.
const TARGET_WORDS: usize = 120;
/// A paragraph that ends below this is joined with the next one.
const SHORT_WORDS: usize = 50;
/// One sentence longer than this is cut between words.
const LONGEST_WORDS: usize = 400;

/// The passages of an article's text, in order; none for a blank text.
///
/// Their ranges rise, do not overlap, lie on character boundaries, and leave
/// out nothing but white space between them.
pub fn passages(text: &str) -> Vec<Passage> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut open: Option<(Range<usize>, usize)> = None;
    for sentence in sentences(text) {
        for piece in pieces(text, sentence) {
            let words = count_words(text, &piece);
            open = Some(match open.take() {
                None => (piece, words),
                Some((range, so_far)) => {
                    let gap = text.get(range.end..piece.start).unwrap_or_default();
                    let full = so_far + words > TARGET_WORDS;
                    if full || (gap.contains('\n') && so_far >= SHORT_WORDS) {
                        ranges.push(range);
                        (piece, words)
                    } else {
                        (range.start..piece.end, so_far + words)
                    }
                }
            });
        }
    }
    if let Some((last, words)) = open {
        // A short tail belongs to what it follows.
        match ranges.last_mut() {
            Some(before) if words < SHORT_WORDS / 2 => before.end = last.end,
            _ => ranges.push(last),
        }
    }
    ranges
        .into_iter()
        .zip(0..)
        .map(|(range, ordinal)| Passage { ordinal, range })
        .collect()
}

/// The passages of an article, each with the language of its paragraphs: that
/// of the article but where it changes its language in between. A passage
/// does not cross such a border.
pub fn passages_of(article: &Article) -> Vec<(Passage, &'static Language)> {
    let parts = parts(article);
    let passages = parts.into_iter().flat_map(|(part, language)| {
        let text = article.text.get(part.clone()).unwrap_or_default();
        let shifted = move |passage: Passage| {
            let range = passage.range.start + part.start..passage.range.end + part.start;
            (range, language)
        };
        passages(text).into_iter().map(shifted)
    });
    passages
        .zip(0..)
        .map(|((range, language), ordinal)| (Passage { ordinal, range }, language))
        .collect()
}

/// The language of an article at a byte offset of its text.
pub fn language_at(article: &Article, at: usize) -> &'static Language {
    let parts = parts(article);
    let part = parts.into_iter().find(|(range, _)| range.contains(&at));
    part.map_or_else(
        || language::get_or_undetermined(&article.lang),
        |(_, language)| language,
    )
}

/// The stretches of an article's text by language. A text in one language is
/// in that which it is declared to be in.
fn parts(article: &Article) -> Vec<(Range<usize>, &'static Language)> {
    let own = language::get_or_undetermined(&article.lang);
    let found = match article.text.contains('\n') {
        true => language::paragraphs(&article.text),
        false => Vec::new(),
    };
    if found.len() < 2 {
        return vec![(0..article.text.len(), own)];
    }
    let known = |tag: &str| language::get(tag).unwrap_or(own);
    found
        .into_iter()
        .map(|(range, tag)| (range, known(tag)))
        .collect()
}

fn count_words(text: &str, range: &Range<usize>) -> usize {
    let text = text.get(range.clone()).unwrap_or_default();
    let spaced = text.split_whitespace().count();
    if text.is_ascii() {
        return spaced;
    }
    // Two characters of Chinese or Japanese writing are a word.
    let count = |is: fn(char) -> bool| text.chars().filter(|c| is(*c)).count();
    spaced
        + count(cjk::is_unspaced) / 2
        + count(southeast::is_unspaced) / southeast::LETTERS_OF_WORD
}

/// Bytes of a word in a script of South-East Asia.
const BYTES_OF_WORD: usize = 3 * southeast::LETTERS_OF_WORD;

/// Is it in a script that ends sentences by a space? Then a paragraph is one
/// sentence by the rules of others, and is cut at spaces as soon as it is long.
fn is_without_stops(text: &str) -> bool {
    let letters = text.chars().filter(|c| southeast::is_unspaced(*c));
    !text.is_ascii() && letters.count() * 2 > text.chars().count()
}

/// The sentence itself, or, if it is too long to be one, its cuts.
fn pieces(text: &str, sentence: Range<usize>) -> Vec<Range<usize>> {
    // Text without spaces (Chinese, or a blob) is cut by size instead.
    const LONGEST_BYTES: usize = 16 * LONGEST_WORDS;
    let longest = match is_without_stops(text.get(sentence.clone()).unwrap_or_default()) {
        true => 2 * TARGET_WORDS * BYTES_OF_WORD,
        false => LONGEST_BYTES,
    };
    if sentence.len() <= longest {
        return vec![sentence];
    }
    let mut cuts = Vec::new();
    let mut start = sentence.start;
    let mut last_space = None;
    for (offset, c) in text
        .get(sentence.clone())
        .unwrap_or_default()
        .char_indices()
    {
        let at = sentence.start + offset;
        if c.is_whitespace() {
            last_space = Some(at);
        }
        if at - start >= longest / 2 {
            let end = last_space.filter(|&space| space > start).unwrap_or(at);
            cuts.push(start..end);
            start = end;
            last_space = None;
        }
    }
    cuts.push(start..sentence.end);
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(n: usize) -> String {
        vec!["сөз"; n].join(" ") + "."
    }

    #[test]
    fn long_paragraphs_are_cut_and_short_ones_joined() {
        let long = format!(
            "{} {} {}",
            words(70),
            words(40).replacen('с', "С", 1),
            words(70).replacen('с', "С", 1)
        );
        assert_eq!(passages(&long).len(), 2);
        let short = format!("{}\n\n{}\n\n{}", words(10), words(15), words(60));
        assert_eq!(passages(&short).len(), 1);
        let paragraphs = format!("{}\n\n{}\n\n{}", words(60), words(60), words(60));
        assert_eq!(passages(&paragraphs).len(), 3);
        assert_eq!(passages(" \n ").len(), 0);
    }

    proptest! {
        #[test]
        fn passages_cover_the_text(text in "([а-яА-Я]{1,9}[ .\n]{1,2}){0,400}") {
            let mut end = 0;
            for passage in passages(&text) {
                let gap = text.get(end..passage.range.start).unwrap();
                prop_assert!(gap.trim().is_empty());
                prop_assert!(text.get(passage.range.clone()).is_some());
                end = passage.range.end;
            }
            prop_assert!(text.get(end..).unwrap().trim().is_empty());
        }
    }
}
