//! Which month does a word name, and which words say nothing in a date? The
//! words are the table `months.tsv`.

use std::sync::LazyLock;

/// What a word of the table is in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    /// It begins the name of this month.
    Begins(i8),
    /// It is the name of this month.
    Is(i8),
    Nothing,
}

/// The rows of the table of words.
static WORDS: LazyLock<Vec<(Meaning, &'static str)>> = LazyLock::new(|| {
    let meaning = |column: &str| match column.strip_prefix('=') {
        Some(month) => month.parse().map(Meaning::Is),
        None if column == "-" => Ok(Meaning::Nothing),
        None => column.parse().map(Meaning::Begins),
    };
    include_str!("months.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(column, words)| Some((meaning(column).ok()?, words)))
        .flat_map(|(meaning, words)| words.split(' ').map(move |word| (meaning, word)))
        .collect()
});

/// The names of months that have two words, joined by `_`.
pub(super) fn phrases() -> impl Iterator<Item = &'static str> {
    let words = WORDS.iter().map(|(_, word)| *word);
    words.filter(|word| word.contains('_'))
}

/// The month that a lower-case word names.
pub(super) fn month(word: &str) -> Option<i8> {
    let bare = word.strip_suffix('.').unwrap_or(word);
    let fits = |(meaning, known): &(Meaning, &'static str)| match *meaning {
        Meaning::Is(month) => (*known == bare).then_some((usize::MAX, month)),
        Meaning::Begins(month) => {
            let ending = word.strip_prefix(known)?;
            let short = ending.chars().count() <= 6;
            let whole = ending.chars().all(|c| c.is_alphabetic() || c == '.');
            (short && whole).then_some((known.len(), month))
        }
        Meaning::Nothing => None,
    };
    let best = WORDS
        .iter()
        .filter_map(fits)
        .max_by_key(|(length, _)| *length);
    best.map(|(_, month)| month)
}

/// Whether a lower-case word may stand in a date without meaning.
pub(super) fn says_nothing(word: &str) -> bool {
    let bare = word.strip_suffix('.').unwrap_or(word);
    WORDS
        .iter()
        .any(|(meaning, other)| *meaning == Meaning::Nothing && (*other == word || *other == bare))
}
