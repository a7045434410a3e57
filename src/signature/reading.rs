//! Where in a text do its words and numbers stand? Reads tokens in their order:
//! what a compound, a date or a number in groups took whole is not taken again.

use std::ops::Range;

use super::{
    numbers,
    words::{Lexer, Number, Word, Words},
};
use crate::{
    analysis::{Kind, Token, WordClass, sentences, tokenize_in},
    language::{cjk, southeast},
};

/// Adds the words and numbers of a title or body.
pub(super) fn read(lexer: &mut Lexer, text: &str, in_title: bool, out: &mut Words) {
    let mut ends = sentences(text).into_iter().peekable();
    let tokens = tokenize_in(text, lexer.language);
    let first_sentence = out.sentences;
    let mut reading = Reading {
        lexer,
        text,
        in_title,
        out,
        initial: true,
        last_end: 0,
        number_end: 0,
        whole_end: 0,
        compound: None,
    };
    for (at, token) in tokens.iter().enumerate() {
        while ends
            .next_if(|range| range.end <= token.range.start)
            .is_some()
        {
            reading.out.sentences = reading.out.sentences.saturating_add(1);
            reading.initial = true;
        }
        let next = tokens.get(at + 1);
        reading.token(token, next.is_some_and(|next| next.kind == Kind::Part));
    }
    if !text.is_empty() {
        out.sentences = out.sentences.max(first_sentence).saturating_add(1);
    }
}

/// A text that is being read.
struct Reading<'r> {
    lexer: &'r mut Lexer,
    text: &'r str,
    in_title: bool,
    out: &'r mut Words,
    /// At the start of a sentence.
    initial: bool,
    /// Where the last word ends, ...
    last_end: usize,
    /// ... the last number, ...
    number_end: usize,
    /// ... and the last word that a dictionary knows whole.
    whole_end: usize,
    /// The last compound, and whether the part that carries its meaning was seen.
    compound: Option<(Range<usize>, bool)>,
}

impl<'r> Reading<'r> {
    /// `parts`: its parts follow.
    fn token(&mut self, token: &Token, parts: bool) {
        let digits = token.folded.bytes().all(|b| b.is_ascii_digit());
        if self.is_taken(token, digits, parts) {
            return;
        }
        let number = if token.kind == Kind::Number || digits {
            Some(token.folded.as_str())
        } else {
            numbers::leading_number(&token.folded)
        };
        match number {
            Some(number) => self.number(token, number),
            None => self.word(token),
        }
    }

    /// Whether a token says nothing that was not said before, or will be by its
    /// parts; a date is taken here.
    fn is_taken(&mut self, token: &Token, digits: bool, parts: bool) -> bool {
        let end = token.range.end;
        match token.kind {
            Kind::Variant => {
                if let Some(number) = self.out.numbers.last_mut() {
                    number.forms.push(token.folded.clone());
                }
                true
            }
            // Digit groups of a number that was taken whole.
            Kind::Part if digits && end <= self.number_end => true,
            // Parts of a word that a dictionary knows whole.
            Kind::Part => end <= self.whole_end,
            Kind::Compound if token.stem.is_some() => {
                self.whole_end = end;
                false
            }
            Kind::Compound if numbers::day_of_year(&token.folded).is_some() => {
                self.push_number(token, vec![token.folded.clone()]);
                true
            }
            Kind::Compound => {
                self.compound = Some((token.range.clone(), false));
                parts
            }
            Kind::Word | Kind::Number => false,
        }
    }

    fn number(&mut self, token: &Token, number: &str) {
        if let Some((range, stem_seen)) = &mut self.compound {
            *stem_seen |= token.range.end <= range.end;
        }
        let rest = self.text.get(token.range.end..).unwrap_or_default();
        let day = self.out.numbers.last().and_then(|before| {
            let gap = self.text.get(before.range.end..token.range.start)?;
            numbers::day_after_month(before.forms.first()?, gap, number, rest)
        });
        let forms = match day {
            Some(day) => vec![day],
            None if self.surface(token).is_ascii() => vec![number.to_owned()],
            None => numbers::with_scale(number),
        };
        self.push_number(token, forms);
        self.initial = false;
    }

    fn push_number(&mut self, token: &Token, forms: Vec<String>) {
        self.number_end = token.range.end;
        self.out.numbers.push(Number {
            range: token.range.clone(),
            in_title: self.in_title,
            sentence: self.out.sentences,
            words_before: self.out.words.len(),
            forms,
        });
    }

    fn word(&mut self, token: &Token) {
        let surface = self.surface(token);
        let mut letters = surface.chars();
        let first = letters.next();
        let caseless = first.is_some_and(is_caseless);
        let named = caseless
            && (token.class == WordClass::Name
                || (token.stem.is_some() && is_foreign_name(surface)));
        let capital = named || first.is_some_and(char::is_uppercase);
        let acronym = capital
            && !caseless
            && (2..=6).contains(&surface.chars().count())
            && letters.all(char::is_uppercase);
        // What follows the hyphen of `2030-жылға` or `БҰҰ-ның` is a suffix.
        if let Some((range, stem_seen)) = &mut self.compound
            && token.kind == Kind::Part
            && token.range.end <= range.end
        {
            let suffix = *stem_seen && !capital;
            *stem_seen |= acronym;
            if suffix {
                return;
            }
        }
        let gap = self.text.get(self.last_end..token.range.start);
        let gap = gap.unwrap_or_default();
        let joined = matches!(gap, " " | "-" | "\u{a0}")
            || (caseless && matches!(gap, "" | "・" | "·" | "＝"));
        let info = if caseless && token.stem.is_some() {
            let plain = cjk::plain(surface, std::convert::identity);
            self.lexer.info(token, &plain.text)
        } else {
            self.lexer.info(token, surface)
        };
        self.out.words.push(Word {
            in_title: self.in_title,
            sentence: self.out.sentences,
            info,
            capital,
            caseless,
            acronym,
            initial: self.initial && !caseless,
            follows: joined && !self.initial,
            range: token.range.clone(),
        });
        self.last_end = token.range.end;
        self.initial = false;
    }

    /// The token as it is written.
    fn surface(&self, token: &Token) -> &'r str {
        self.text.get(token.range.clone()).unwrap_or_default()
    }
}

/// A letter of a script without spaces or without capitals between its words.
fn is_caseless(c: char) -> bool {
    cjk::is_unspaced(c) || cjk::is_hangul(c) || southeast::is_unspaced(c)
}

/// Words of katakana that no everyday word is so long: names, and words that
/// other languages have as well.
fn is_foreign_name(written: &str) -> bool {
    const LEAST: usize = 3;
    written.chars().all(cjk::is_katakana) && written.chars().count() >= LEAST
}
