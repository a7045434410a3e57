//! How do analysed terms reach the postings? As one text per field, which a
//! tokenizer takes apart again: tantivy hands prepared tokens on as JSON, a
//! `String` each, and reading that back was an eighth of the cost of indexing.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The tokenizer's name in the schema.
pub(super) const TOKENIZER: &str = "replay";

/// Stands before a term at the position of the term before it.
const SAME: u8 = 1;
/// Stands before a term at the next position; several, for one further on.
const NEXT: u8 = 2;

/// Terms with their positions, ready to be indexed.
#[derive(Debug, Default)]
pub(super) struct Terms {
    text: String,
    position: u32,
}

impl Terms {
    /// Adds a term. Positions must not fall; one that does counts as the
    /// position before it. Empty terms are left out.
    pub fn push(&mut self, position: u32, term: &str) {
        if term.is_empty() {
            return;
        }
        if position <= self.position {
            self.text.push(char::from(SAME));
        }
        while self.position < position {
            self.text.push(char::from(NEXT));
            self.position += 1;
        }
        push_clean(&mut self.text, term);
    }

    /// Adds terms whose positions nobody asks for, as [`bag`] wrote them.
    pub fn push_bag(&mut self, bag: &str) {
        self.text.push_str(bag);
    }

    /// Adds a term, if there is one, whose position nobody asks for.
    pub fn push_one(&mut self, term: Option<String>) {
        if let Some(term) = term {
            self.push(0, &term);
        }
    }

    /// What the tokenizer reads; `None` if there is no term.
    pub fn finish(self) -> Option<String> {
        Some(self.text).filter(|text| !text.is_empty())
    }
}

/// Terms without positions, to be remembered and added again and again.
pub(super) fn bag<T: AsRef<str>>(terms: impl IntoIterator<Item = T>) -> Box<str> {
    let mut terms_of_bag = Terms::default();
    for term in terms {
        terms_of_bag.push(0, term.as_ref());
    }
    terms_of_bag.text.into()
}

/// Adds a term's letters. Words hold no control characters; should one come
/// in, it must not part the term.
fn push_clean(text: &mut String, term: &str) {
    if term.bytes().any(is_mark) {
        text.extend(
            term.chars()
                .filter(|c| !u8::try_from(*c).is_ok_and(is_mark)),
        );
    } else {
        text.push_str(term);
    }
}

fn is_mark(byte: u8) -> bool {
    byte == SAME || byte == NEXT
}

/// Takes the text of [`Terms`] apart.
#[derive(Clone, Default)]
pub(super) struct Replay {
    token: Token,
}

impl Tokenizer for Replay {
    type TokenStream<'a> = ReplayStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> ReplayStream<'a> {
        self.token.position = 0;
        ReplayStream {
            rest: text,
            token: &mut self.token,
        }
    }
}

/// The terms of one text.
pub(super) struct ReplayStream<'a> {
    rest: &'a str,
    token: &'a mut Token,
}

impl TokenStream for ReplayStream<'_> {
    fn advance(&mut self) -> bool {
        let marks = self.rest.bytes().take_while(|byte| is_mark(*byte)).count();
        let (marks, rest) = self.rest.split_at_checked(marks).unwrap_or_default();
        self.token.position += marks.bytes().filter(|byte| *byte == NEXT).count();
        let end = rest.bytes().position(is_mark).unwrap_or(rest.len());
        let (term, rest) = rest.split_at_checked(end).unwrap_or_default();
        self.rest = rest;
        self.token.text.clear();
        self.token.text.push_str(term);
        !term.is_empty()
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn replayed(text: &str) -> Vec<(u32, String)> {
        let mut tokenizer = Replay::default();
        let mut stream = tokenizer.token_stream(text);
        let mut found = Vec::new();
        while stream.advance() {
            let token = stream.token();
            found.push((token.position as u32, token.text.clone()));
        }
        found
    }

    #[test]
    fn bags_are_added_whole() {
        let mut terms = Terms::default();
        terms.push_bag(&bag(["kk:мект", "kk:екте"]));
        terms.push_bag(&bag::<&str>([]));
        terms.push_bag(&bag(["", "a"]));
        let found: Vec<String> = replayed(&terms.finish().unwrap())
            .into_iter()
            .map(|(_, term)| term)
            .collect();
        assert_eq!(found, ["kk:мект", "kk:екте", "a"]);
        assert_eq!(Terms::default().finish(), None);
    }

    proptest! {
        #[test]
        fn terms_come_back(steps in prop::collection::vec((0u32..3, "\\PC{0,6}|\u{1}a|\u{2}"), 0..20)) {
            let mut terms = Terms::default();
            let mut expected = Vec::new();
            let mut position = 0;
            for (step, term) in steps {
                let clean: String = term.chars().filter(|c| !['\u{1}', '\u{2}'].contains(c)).collect();
                if term != clean && clean.is_empty() {
                    continue;
                }
                position += step;
                terms.push(position, &term);
                if !clean.is_empty() {
                    expected.push((position, clean));
                }
            }
            let found = terms.finish().map_or_else(Vec::new, |text| replayed(&text));
            prop_assert_eq!(found, expected);
        }
    }
}
