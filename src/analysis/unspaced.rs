//! Where are the words of a text without spaces between them, or in Korean?
//!
//! The text is first brought to plain characters. Then numbers with a unit of
//! their own (`1億2000万`) are read, stretches without spaces are taken apart by
//! the language's dictionary, and everything else goes the way of other
//! languages.

use std::{ops::Range, rc::Rc};

use super::token::{Kind, Token, tokenize};
use crate::{
    dictionary::{self, Analyzer, Piece, WordClass},
    language::{
        Language, Unspaced,
        cjk::{self, Numeral},
        zh,
    },
};

/// Splits a text into tokens in reading order by the rules of its language.
pub fn tokenize_in(text: &str, language: &Language) -> Vec<Token> {
    let Some(rules) = language.unspaced.filter(|rules| rules.concerns(text)) else {
        return tokenize(text);
    };
    let plain = (rules.plain)(text);
    let mut run = Run {
        rules,
        language,
        text: &plain.text,
        tokens: Vec::with_capacity(text.len() / 4),
        position: 0,
    };
    run.all();
    let mut tokens = run.tokens;
    for token in &mut tokens {
        token.range = plain.original(&token.range);
    }
    tokens
}

/// Whether a language's own rules find other words in this text than
/// [`tokenize`] does.
pub fn needs_rules(text: &str, language: &Language) -> bool {
    language.unspaced.is_some_and(|rules| rules.concerns(text))
}

struct Run<'a> {
    rules: &'a Unspaced,
    language: &'a Language,
    text: &'a str,
    tokens: Vec<Token>,
    position: u32,
}

/// What a stretch of a text is.
enum Stretch {
    Numeral(Numeral),
    Unspaced,
    Other,
}

impl Run<'_> {
    fn all(&mut self) {
        let mut start = 0;
        while let Some((end, stretch)) = self.next_stretch(start) {
            match stretch {
                Stretch::Numeral(numeral) => self.numeral(start, &numeral),
                Stretch::Unspaced => self.unspaced(start..end),
                Stretch::Other => self.other(start..end),
            }
            start = end;
        }
    }

    fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// The stretch that begins here, and where it ends.
    fn next_stretch(&self, start: usize) -> Option<(usize, Stretch)> {
        let rest = self.slice(start..self.text.len());
        let first = rest.chars().next()?;
        if first.is_ascii_digit()
            && let Some(numeral) = cjk::numeral(rest)
        {
            return Some((start + numeral.length, Stretch::Numeral(numeral)));
        }
        let unspaced = (self.rules.is_unspaced)(first);
        let mut before = first;
        let end = rest
            .char_indices()
            .skip(1)
            .find(|(at, c)| {
                let digits_begin = c.is_ascii_digit()
                    && !before.is_ascii_alphanumeric()
                    && !matches!(before, '.' | ',' | '-')
                    && cjk::numeral(rest.get(*at..).unwrap_or_default()).is_some();
                before = *c;
                (self.rules.is_unspaced)(*c) != unspaced || digits_begin
            })
            .map_or(rest.len(), |(at, _)| at);
        let stretch = if unspaced {
            Stretch::Unspaced
        } else {
            Stretch::Other
        };
        Some((start + end, stretch))
    }

    fn push(&mut self, range: Range<usize>, kind: Kind, folded: String) {
        self.tokens
            .push(Token::new(range, self.position, kind, folded));
    }

    /// `3000万`: its value, and the digits it begins with.
    fn numeral(&mut self, start: usize, numeral: &Numeral) {
        self.push(
            start..start + numeral.length,
            Kind::Number,
            numeral.value.clone(),
        );
        let digits: String = self
            .slice(start..start + numeral.digits)
            .chars()
            .filter(|c| *c != ',')
            .collect();
        if !digits.is_empty() {
            self.push(start..start + numeral.digits, Kind::Part, digits);
        }
        self.position += 1;
    }

    /// Words between spaces, with their places in this text.
    fn other(&mut self, range: Range<usize>) {
        let mut next = self.position;
        let tokens = tokenize(self.slice(range.clone()));
        for mut token in tokens {
            token.range = token.range.start + range.start..token.range.end + range.start;
            token.position += self.position;
            next = next.max(token.position + 1);
            self.tokens.push(token);
        }
        self.position = next;
    }

    fn unspaced(&mut self, range: Range<usize>) {
        let Some(analyzer) = dictionary::of(self.language.code) else {
            return self.by_rules(range);
        };
        let text = self.text.get(range.clone()).unwrap_or_default();
        let pieces = match self.rules.transcribes {
            true => with_transcriptions(text, &analyzer.words(text)),
            false => analyzer.words(text),
        };
        let mut taken = 0;
        for (number, piece) in pieces.iter().enumerate() {
            if piece.range.start < taken {
                continue;
            }
            let rest = text.get(piece.range.start..).unwrap_or_default();
            // A number ends where a word does: 八千 in 八千代 is none. But the words of
            // Chinese lists go on with what is counted: 十五名, 万辆, 六年.
            let end_of = |numeral: &Numeral| piece.range.start + numeral.length;
            let numeral = cjk::numeral(rest).filter(|numeral| {
                (self.rules.counts_in_words && numeral.is_plain())
                    || pieces
                        .iter()
                        .skip(number)
                        .any(|piece| piece.range.end == end_of(numeral))
            });
            if let Some(numeral) = numeral {
                let end = end_of(&numeral);
                self.numeral(range.start + piece.range.start, &numeral);
                // What is left of a word is read anew.
                let cut = pieces.iter().find(|piece| piece.range.contains(&end));
                taken = match cut.filter(|piece| piece.range.start < end) {
                    Some(cut) => {
                        self.unspaced(range.start + end..range.start + cut.range.end);
                        cut.range.end
                    }
                    None => end,
                };
            } else {
                self.word(analyzer, range.start, text, piece);
            }
        }
    }

    /// A word of the dictionary, with the words it is made of.
    fn word(&mut self, analyzer: &Analyzer, start: usize, text: &str, piece: &Piece) {
        let written = text.get(piece.range.clone()).unwrap_or_default();
        let rules = self.rules;
        let spelling = (rules.spelling)(written).into_owned();
        if spelling.is_empty() {
            return;
        }
        let base = piece.base.as_deref().map_or_else(
            || (rules.stem)(&spelling).into_owned(),
            |base| (rules.stem)(&(rules.spelling)(base)).into_owned(),
        );
        let at = |range: &Range<usize>| start + range.start..start + range.end;
        let simple = piece.class == WordClass::Function
            || piece.base.is_some()
            || (rules.transcribes && zh::is_transcription(written));
        let parts = if simple {
            Rc::default()
        } else {
            analyzer.parts(written)
        };
        let kind = if parts.is_empty() {
            Kind::Word
        } else {
            Kind::Compound
        };
        let mut token = Token::new(at(&piece.range), self.position, kind, spelling);
        token.class = piece.class;
        token.stem = Some(base);
        token.reading = piece
            .reading
            .as_deref()
            .map(|reading| (rules.spelling)(reading).into_owned());
        self.tokens.push(token);
        for part in parts.iter() {
            let range = piece.range.start + part.start..piece.range.start + part.end;
            let spelling = (rules.spelling)(written.get(part.clone()).unwrap_or_default());
            let mut token = Token::new(
                at(&range),
                self.position,
                Kind::Part,
                spelling.clone().into_owned(),
            );
            token.stem = Some((rules.stem)(&spelling).into_owned());
            self.tokens.push(token);
            self.position += 1;
        }
        if parts.is_empty() {
            self.position += 1;
        }
    }

    /// A word between spaces of a language that has a stemmer.
    fn by_rules(&mut self, range: Range<usize>) {
        let folded = self.slice(range.clone()).to_owned();
        self.push(range, Kind::Word, folded);
        self.position += 1;
    }
}

/// The pieces of a Chinese text with foreign names in one piece, which the
/// dictionary takes apart where it does not know them: stretches that hold
/// single characters, all of them such as names are written in.
fn with_transcriptions(text: &str, pieces: &Rc<[Piece]>) -> Rc<[Piece]> {
    let written = |piece: &Piece| text.get(piece.range.clone()).unwrap_or_default();
    let may = |piece: &Piece| written(piece).chars().all(zh::may_transcribe);
    let single = |piece: &Piece| written(piece).chars().nth(1).is_none();
    if !pieces.iter().any(|piece| single(piece) && may(piece)) {
        return Rc::clone(pieces);
    }
    let mut found: Vec<Piece> = Vec::with_capacity(pieces.len());
    for run in pieces.chunk_by(|a, b| a.range.end == b.range.start && may(a) && may(b)) {
        let range = match run {
            [first, .., last] if run.iter().any(single) => first.range.start..last.range.end,
            _ => {
                found.extend(run.iter().cloned());
                continue;
            }
        };
        if zh::is_transcription(text.get(range.clone()).unwrap_or_default()) {
            found.push(Piece {
                range,
                class: WordClass::Name,
                base: None,
                reading: None,
            });
        } else {
            found.extend(run.iter().cloned());
        }
    }
    found.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language;
    use proptest::prelude::*;

    #[test]
    fn numbers_of_chinese_are_found_before_what_is_counted() {
        let numbers = |text: &str, code: &str| -> Vec<String> {
            let language = language::get(code).unwrap();
            let tokens = tokenize_in(text, language);
            let numbers = tokens
                .into_iter()
                .filter(|token| token.kind == Kind::Number);
            numbers.map(|token| token.folded).collect()
        };
        for (text, found) in [
            ("预算为五百万元", "5000000"),
            ("生产汽车五百万辆", "5000000"),
            ("二〇二六年开工", "2026"),
            ("死亡二十三人，受伤十五名", "23 15"),
            ("三千亿元", "300000000000"),
            ("两千人", "2000"),
            ("五四运动", ""),
        ] {
            assert_eq!(numbers(text, "zh").join(" "), found, "{text}");
        }
        // The name of a city.
        assert_eq!(numbers("八千代市", "ja"), [""; 0]);
        let words = tokenize_in("生产汽车五百万辆", language::get("zh").unwrap());
        assert!(words.iter().any(|token| token.folded == "辆"), "{words:?}");
    }

    #[test]
    fn foreign_names_of_chinese_are_one_word() {
        let chinese = language::get("zh").unwrap();
        for (text, name) in [
            ("昨天人们谈到托卡耶夫的消息", "托卡耶夫"),
            ("莱巴金娜赢了比赛", "莱巴金娜"),
            ("总统阿坦巴耶夫在比什凯克说", "阿坦巴耶夫"),
        ] {
            let tokens = tokenize_in(text, chinese);
            assert!(
                tokens.iter().any(|token| token.folded == name),
                "{tokens:?}"
            );
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn offsets_lie_on_boundaries_and_rise(
            text in "[関西国際空港開取り組みムラシュコｱｶﾞ三千万五名辆元人0-9a-z２０年。・ 가나다 ]{0,40}",
            code in "ja|zh|ko",
        ) {
            let language = language::get(&code).unwrap();
            let mut last = (0, 0);
            for token in tokenize_in(&text, language) {
                prop_assert!(text.get(token.range.clone()).is_some_and(|word| !word.is_empty()), "{:?}", token);
                prop_assert!(!token.folded.is_empty());
                prop_assert!((token.range.start, token.position) >= last, "{:?}", token);
                last = (token.range.start, token.position);
            }
        }
    }
}
