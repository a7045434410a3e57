//! What of a text may reach a terminal?
//!
//! Documents, paths and error messages come from outside. A control character
//! in them can move the cursor, an escape sequence can recolour or rename the
//! window, and a bidirectional control can make text read differently from
//! what it is (CVE-2021-42574). None of them is worth showing, so they go.
//!
//! An escape sequence loses its ESC alone: `ESC [31m` is shown as `[31m`,
//! which is inert, and shows the reader that something was there.

use std::{borrow::Cow, iter, ops::Range};

/// The text as one line: line breaks and tabs become spaces, and whatever
/// steers a terminal or cannot be seen is taken out.
///
/// Clean text is borrowed. The result is a fixed point: sanitising it again
/// changes nothing.
#[must_use]
pub fn sanitise(text: &str) -> Cow<'_, str> {
    rewrite(text, Layout::Line)
}

/// The same for text of several lines: tabs stay, and every kind of line break
/// becomes `\n`.
#[must_use]
pub fn sanitise_block(text: &str) -> Cow<'_, str> {
    rewrite(text, Layout::Block)
}

/// The text as one line, as by [`sanitise`], with the marked byte ranges moved
/// to where their characters now stand.
///
/// Marks may overlap and stand in any order, which is kept; one that has no
/// characters left, or had none, is left out. A mark that ends inside a
/// character is widened to its end, one that begins inside is narrowed.
#[must_use]
pub fn sanitise_with_marks(text: &str, marks: &[Range<usize>]) -> (String, Vec<Range<usize>>) {
    let mut output = String::with_capacity(text.len());
    // Where each character of the text went: (offset before, offset after).
    let mut moves = Vec::with_capacity(text.len());
    for (offset, _, kept) in fates(text, Layout::Line) {
        moves.push((offset, output.len()));
        output.extend(kept);
    }
    let moved = |offset: usize| {
        let next = moves.partition_point(|&(before, _)| before < offset);
        moves.get(next).map_or(output.len(), |&(_, after)| after)
    };
    let marks = marks
        .iter()
        .map(|mark| moved(mark.start)..moved(mark.end))
        .filter(|mark| !mark.is_empty())
        .collect();
    (output, marks)
}

/// How many lines the result may have.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
    Line,
    Block,
}

fn rewrite(text: &str, layout: Layout) -> Cow<'_, str> {
    if fates(text, layout).all(|(_, before, after)| after == Some(before)) {
        return Cow::Borrowed(text);
    }
    let kept = fates(text, layout).filter_map(|(_, _, after)| after);
    Cow::Owned(kept.collect())
}

/// Each character with its byte offset and what becomes of it.
fn fates(text: &str, layout: Layout) -> impl Iterator<Item = (usize, char, Option<char>)> {
    let mut chars = text.char_indices().peekable();
    let mut last_kept = None;
    iter::from_fn(move || {
        let (offset, char) = chars.next()?;
        let next = chars.peek().map(|&(_, next)| next);
        let kept = fate(last_kept, char, next, layout);
        last_kept = kept.or(last_kept);
        Some((offset, char, kept))
    })
}

/// The character to write in place of this one, if any, given the one last
/// written and the one to come.
fn fate(previous: Option<char>, char: char, next: Option<char>, layout: Layout) -> Option<char> {
    match char {
        '\r' if next == Some('\n') => None,
        '\n' | '\u{B}' | '\u{C}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
            Some(if layout == Layout::Block { '\n' } else { ' ' })
        }
        '\t' if layout == Layout::Line => Some(' '),
        '\t' => Some('\t'),
        '\u{200C}' | '\u{200D}' => {
            let both =
                |test: fn(char) -> bool| previous.is_some_and(test) && next.is_some_and(test);
            let needed = both(shapes_by_joiner) || char == '\u{200D}' && both(is_pictograph);
            needed.then_some(char)
        }
        _ if char.is_control() || is_invisible(char) => None,
        _ => Some(char),
    }
}

/// Formatting characters that are not seen but change how the rest is read:
/// bidirectional controls, zero-width spaces, fillers and tags. (Of the
/// Default_Ignorable_Code_Point of Unicode; variation selectors stay, they
/// choose the look of the character before them.)
fn is_invisible(char: char) -> bool {
    matches!(char,
        '\u{AD}' // soft hyphen
        | '\u{34F}' // combining grapheme joiner
        | '\u{61C}' // Arabic letter mark
        | '\u{180E}' // Mongolian vowel separator
        | '\u{200B}' // zero-width space
        | '\u{200E}'..='\u{200F}' // left-to-right, right-to-left mark
        | '\u{202A}'..='\u{202E}' // embeddings and overrides
        | '\u{2060}'..='\u{206F}' // word joiner, invisible operators, isolates
        | '\u{3164}' // Hangul filler
        | '\u{FEFF}' // byte order mark
        | '\u{FFF9}'..='\u{FFFB}' // interlinear annotation
        | '\u{1D173}'..='\u{1D17A}' // musical formatting
        | '\u{E0000}'..='\u{E007F}' // tags
    )
}

/// Characters of scripts whose spelling uses the zero-width joiner and
/// non-joiner: in Persian the non-joiner divides a word from its suffix, in
/// Indic scripts both choose the form of a conjunct. (Unicode 16, chapters 9,
/// 12, 13 and 16.)
fn shapes_by_joiner(char: char) -> bool {
    matches!(char,
        '\u{600}'..='\u{8FF}' // Arabic, Syriac, Thaana, N'Ko, Mandaic
        | '\u{900}'..='\u{DFF}' // Devanagari to Sinhala
        | '\u{1000}'..='\u{109F}' // Myanmar
        | '\u{1780}'..='\u{17FF}' // Khmer
        | '\u{1800}'..='\u{18AF}' // Mongolian
        | '\u{FB50}'..='\u{FDFF}' // Arabic presentation forms A
        | '\u{FE70}'..='\u{FEFC}' // Arabic presentation forms B
    ) && !is_invisible(char)
}

/// Emoji and what may stand between two of them that a joiner makes one.
fn is_pictograph(char: char) -> bool {
    matches!(char, '\u{2190}'..='\u{2BFF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn removes_what_steers_a_terminal() {
        for (text, line) in [
            ("нефть", "нефть"),
            ("\u{1b}[31mred\u{1b}[0m", "[31mred[0m"),
            ("\u{9b}31mred", "31mred"),
            ("\u{1b}]0;title\u{7}", "]0;title"),
            ("a\u{8}\u{7f}b\0", "ab"),
            ("one\ntwo\r\nthree\tfour", "one two three four"),
            ("over\rwrite", "over write"),
            ("a\u{2028}b\u{2029}c\u{85}d", "a b c d"),
            ("user\u{202e}txt.exe", "usertxt.exe"),
            ("\u{2066}a\u{2069}\u{200e}\u{200f}\u{61c}", "a"),
            ("\u{feff}за\u{200b}кон\u{ad}ный", "законный"),
            ("flag\u{e0067}\u{e007f}", "flag"),
        ] {
            assert_eq!(sanitise(text), line, "{text:?}");
        }
    }

    #[test]
    fn block_keeps_lines_and_tabs() {
        let text = "a\tb\r\nc\rd\u{2028}e\u{c}f\n\ng\u{1b}[2J";
        assert_eq!(sanitise_block(text), "a\tb\nc\nd\ne\nf\n\ng[2J");
    }

    #[test]
    fn joiners_stay_where_spelling_needs_them() {
        for kept in [
            "می\u{200c}خواهم",   // Persian
            "क\u{94d}\u{200d}ष", // Devanagari half form
            "👩\u{200d}👧",
            "❤\u{fe0f}\u{200d}🔥",
        ] {
            assert_eq!(sanitise(kept), kept);
        }
        for (text, line) in [
            ("pass\u{200c}word", "password"),
            ("сло\u{200d}во", "слово"),
            ("می\u{200c}", "می"),
            ("ی\u{200c}\u{200c}خ", "ی\u{200c}خ"),
            ("ی\u{200c}\u{200b}خ", "یخ"),
            ("👩\u{200c}👧", "👩👧"),
        ] {
            assert_eq!(sanitise(text), line, "{text:?}");
        }
    }

    #[test]
    fn marks_follow_their_characters() {
        let text = "\u{feff}цена\r\n\u{1b}[1mнефти\u{202c}!";
        let at = |word: &str| {
            let start = text.find(word).unwrap();
            start..start + word.len()
        };
        let esc = at("\u{1b}");
        let (line, marks) = sanitise_with_marks(
            text,
            &[
                at("нефти"),
                at("цена"),
                esc,
                at("\u{feff}цена\r\n"),
                5..5,
                90..99,
            ],
        );
        assert_eq!(line, "цена [1mнефти!");
        let words: Vec<_> = marks.into_iter().map(|mark| line.get(mark)).collect();
        assert_eq!(words, ["нефти", "цена", "цена "].map(Some));
    }

    /// Text in which nearly every character is one that matters here.
    fn hostile() -> impl Strategy<Value = String> {
        let char = prop_oneof![
            any::<char>(),
            prop::char::range('\0', '\u{9f}'),
            prop::char::range('\u{200b}', '\u{206f}'),
            prop::char::range('\u{620}', '\u{64a}'),
            prop::sample::select(vec![
                '\r', '\n', '\u{200d}', '👩', '\u{fe0f}', '\u{ad}', 'a'
            ]),
        ];
        prop::collection::vec(char, 0..40).prop_map(String::from_iter)
    }

    proptest! {
        #[test]
        fn nothing_harmful_is_left(text in hostile()) {
            let forbidden = |char: char| {
                char.is_control()
                    || matches!(char, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'
                        ..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
            };
            prop_assert!(!sanitise(&text).contains(forbidden));
            prop_assert!(!sanitise_block(&text).replace(['\n', '\t'], "").contains(forbidden));
        }

        #[test]
        fn a_second_time_changes_nothing(text in hostile()) {
            for once in [sanitise(&text).into_owned(), sanitise_block(&text).into_owned()] {
                prop_assert!(matches!(sanitise_block(&once), Cow::Borrowed(again) if again == once));
            }
            let line = sanitise(&text).into_owned();
            prop_assert!(matches!(sanitise(&line), Cow::Borrowed(_)));
        }

        #[test]
        fn marks_agree_with_the_text_before_them(text in hostile(), cuts in (0usize..200, 0usize..200)) {
            let (line, marks) = sanitise_with_marks(&text, &[cuts.0..cuts.1, 0..text.len()]);
            prop_assert_eq!(&line, &sanitise(&text));
            for mark in &marks {
                prop_assert!(line.get(mark.clone()).is_some_and(|marked| !marked.is_empty()));
            }
            prop_assert_eq!(marks.last().cloned(), (!line.is_empty()).then_some(0..line.len()));
        }
    }
}
