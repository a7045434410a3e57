//! What does terminal output look like? Colours, marks, wrapping.

use std::{borrow::Cow, fmt::Write, ops::Range};

use anstyle::{AnsiColor, Style as Ansi};

use super::{sanitise, sanitise_with_marks};

/// The look of terminal output.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Colours may be used.
    pub color: bool,
    /// Columns to wrap at.
    pub width: usize,
}

impl Style {
    fn paint(&self, text: &str, ansi: Ansi) -> String {
        if self.color && !text.is_empty() {
            format!("{ansi}{text}{ansi:#}")
        } else {
            text.to_owned()
        }
    }

    /// A headline or an id that stands first.
    pub(super) fn strong(&self, text: &str) -> String {
        self.paint(&sanitise(text), Ansi::new().bold())
    }

    /// What matters less.
    pub(super) fn faint(&self, text: &str) -> String {
        self.paint(&sanitise(text), Ansi::new().dimmed())
    }

    /// A language code.
    pub(super) fn lang(&self, text: &str) -> String {
        self.paint(&sanitise(text), AnsiColor::Cyan.on_default())
    }

    /// Text on one line with the matched words marked: in colour, or between
    /// asterisks where there is none.
    pub(super) fn marked(&self, text: &str, marks: &[[usize; 2]]) -> String {
        let ranges: Vec<Range<usize>> = marks.iter().map(|[start, end]| *start..*end).collect();
        let (text, ranges) = sanitise_with_marks(text, &ranges);
        let mut marked = String::with_capacity(text.len() + 8 * ranges.len());
        let mut done = 0;
        for range in ranges {
            let before = text.get(done..range.start).unwrap_or_default();
            let word = text.get(range.clone()).unwrap_or_default();
            let _ = if self.color {
                write!(
                    marked,
                    "{before}{}",
                    self.paint(word, AnsiColor::Yellow.on_default().bold())
                )
            } else {
                write!(marked, "{before}*{word}*")
            };
            done = range.end.max(done);
        }
        marked.push_str(text.get(done..).unwrap_or_default());
        marked
    }

    /// Wraps a paragraph, every line indented by so many columns; several
    /// spaces, such as line breaks have left, become one.
    pub(super) fn wrapped(&self, text: &str, indent: usize) -> String {
        let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
        let text = words.join(" ");
        let indent = " ".repeat(indent);
        let options = textwrap::Options::new(self.width.max(20))
            .initial_indent(&indent)
            .subsequent_indent(&indent)
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        textwrap::fill(&text, options)
    }
}

/// The parts that are there, with dots between them.
pub(super) fn dotted<'p>(parts: impl IntoIterator<Item = Option<Cow<'p, str>>>) -> String {
    let parts: Vec<_> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(" · ")
}
