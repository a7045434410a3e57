//! Where do sentences end? At a line break, and at a full stop, question or
//! exclamation mark that is followed by something that can begin a sentence,
//! unless an abbreviation or an initial stands before the stop.

use std::{collections::HashSet, ops::Range, sync::LazyLock};

use super::fold::fold;

static ABBREVIATIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("abbreviations.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
});

fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '।' | '؟')
}

/// Full-width stops need no space after them.
fn ends_without_space(c: char) -> bool {
    matches!(c, '。' | '！' | '？')
}

fn closes(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '）'
    )
}

fn may_begin(c: char) -> bool {
    c.is_uppercase()
        || c.is_numeric()
        || matches!(
            c,
            '"' | '\'' | '“' | '„' | '«' | '(' | '[' | '—' | '–' | '-' | '‘'
        )
        || (c.is_alphabetic() && !c.is_lowercase())
}

/// Does the word before a full stop, which ends `before`, keep the sentence open?
fn is_abbreviation(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| !(c.is_alphanumeric() || c == '.'))
        .next()
        .unwrap_or_default();
    let last = word.rsplit('.').next().unwrap_or_default();
    let mut letters = last.chars();
    let initial = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_alphabetic());
    initial
        || ABBREVIATIONS.contains(fold(word).as_str())
        || ABBREVIATIONS.contains(fold(last).as_str())
}

/// The sentences of a text, as byte ranges without the blanks around them.
///
/// They rise, do not overlap, lie on character boundaries and leave out
/// nothing but white space.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if c == '\n' {
            push_trimmed(text, start..at, &mut found);
            start = at + 1;
        } else if ends_sentence(c) {
            let mut end = at + c.len_utf8();
            while let Some(&(next, mark)) = chars.peek()
                && (ends_sentence(mark) || closes(mark))
            {
                end = next + mark.len_utf8();
                chars.next();
            }
            let rest = text.get(end..).unwrap_or_default();
            let begins = rest.trim_start_matches([' ', '\t', '\u{00A0}']);
            let spaced = begins.len() < rest.len() || ends_without_space(c);
            if spaced
                && begins.chars().next().is_some_and(may_begin)
                && !(c == '.' && is_abbreviation(text.get(start..at).unwrap_or_default()))
            {
                push_trimmed(text, start..end, &mut found);
                start = end;
            }
        }
    }
    push_trimmed(text, start..text.len(), &mut found);
    found
}

/// Adds the range without the white space at its ends, unless nothing is left.
fn push_trimmed(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let piece = text.get(range.clone()).unwrap_or_default();
    let start = range.start + (piece.len() - piece.trim_start().len());
    let end = start + piece.trim().len();
    if start < end {
        found.push(start..end);
    }
}

/// Whether a capital letter says nothing at this place: nothing stands before
/// it, or the end of a sentence.
pub fn begins_sentence(text: &str, start: usize) -> bool {
    let before = text.get(..start).unwrap_or_default();
    let last = before.chars().rev().find(|c| {
        *c == '\n'
            || !(c.is_whitespace()
                || matches!(
                    c,
                    '"' | '«'
                        | '»'
                        | '“'
                        | '”'
                        | '„'
                        | '('
                        | '['
                        | '—'
                        | '–'
                        | '-'
                        | '\''
                        | '‘'
                        | '’'
                ))
    });
    last.is_none_or(|c| matches!(c, '.' | '!' | '?' | '…' | ':' | '\n' | '•'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sentences_by_example() {
        for (text, expected) in [
            ("Один. Два! Три?", vec!["Один.", "Два!", "Три?"]),
            (
                "А. Б. Иванов приехал. Он сказал.",
                vec!["А. Б. Иванов приехал.", "Он сказал."],
            ),
            (
                "В 2026 г. Казахстан вырос. Да.",
                vec!["В 2026 г. Казахстан вырос.", "Да."],
            ),
            (
                "Mr. Smith left. \"Good.\" He said so.",
                vec!["Mr. Smith left.", "\"Good.\"", "He said so."],
            ),
            ("1,5 млн. долларов. Всё", vec!["1,5 млн. долларов.", "Всё"]),
            ("Заголовок\n\nТекст", vec!["Заголовок", "Текст"]),
            (
                "сайт tengrinews.kz сообщил",
                vec!["сайт tengrinews.kz сообщил"],
            ),
            ("你好。再见。", vec!["你好。", "再见。"]),
            ("Что?! Нет…", vec!["Что?!", "Нет…"]),
            ("", vec![]),
            (" \n ", vec![]),
        ] {
            let got: Vec<&str> = sentences(text)
                .into_iter()
                .map(|range| text.get(range).unwrap())
                .collect();
            assert_eq!(got, expected);
        }
    }

    proptest! {
        #[test]
        fn nothing_but_white_space_is_left_out(text in "[\\PC\n]{0,60}") {
            let kept: String = sentences(&text).into_iter().map(|range| text.get(range).unwrap().to_owned()).collect();
            let squeeze = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(squeeze(&kept), squeeze(&text));
        }
    }
}
