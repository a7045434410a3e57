//! Which word pairs did somebody's archive teach, and which of them hold?
//!
//! A plain text in the format of the corrections
//! ([`Overrides`](super::Overrides)), so that it works as one: what was
//! accepted is a line of its own, what was not is a comment. To accept a pair
//! by hand, take the `#` before it away.
//!
//! ```text
//! add     en:thermokarst  kk:термокарст   1   # accepted  8   1.00    52.3    a.txt   b.txt
//! #add    en:permafrost   kk:тоң          1   # proposed  5   0.91    33.0    c.txt   d.txt
//! ```
//!
//! After the status stand the number of stories, Dice's coefficient, Dunning's
//! statistic, and articles to look at.

use std::fmt::Write;

/// What became of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// It is in force.
    Accepted,
    /// Nobody has said yet: it is not in force.
    Proposed,
    /// It is wrong, and is not proposed again.
    Rejected,
}

impl Status {
    /// The word that files and records carry.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Proposed => "proposed",
            Self::Rejected => "rejected",
        }
    }
}

/// A pair of words and what speaks for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Learned {
    /// What became of it.
    pub status: Status,
    /// The codes of the two languages.
    pub langs: [String; 2],
    /// The words, folded.
    pub words: [String; 2],
    /// In so many stories they stand in corresponding passages.
    pub stories: usize,
    /// Dice's coefficient over the passages, 0 to 1.
    pub dice: f32,
    /// Dunning's log-likelihood ratio.
    pub score: f32,
    /// Ids of articles to look at.
    pub examples: Vec<String>,
}

const HEAD: &str = "\
# Word pairs that `tilmash lexicon learn` found in this archive. Lines without
# a # before them are in force: `tilmash lexicon accept` and `reject` change that.
";

impl Learned {
    /// Is this the pair of these words, whatever became of it?
    #[must_use]
    pub fn is_pair_of(&self, other: &Self) -> bool {
        (&self.langs, &self.words) == (&other.langs, &other.words)
    }

    /// Does a user mean it by `word`, or by `word=translation`?
    #[must_use]
    pub fn is_meant(&self, by: &str) -> bool {
        let [left, right] = &self.words;
        match by.split_once('=') {
            Some((a, b)) => (left == a && right == b) || (left == b && right == a),
            None => left == by || right == by,
        }
    }

    fn read(line: &str) -> Option<Self> {
        let accepted = !line.starts_with('#');
        let mut fields = line
            .trim_start_matches('#')
            .trim()
            .split('\t')
            .map(str::trim);
        if fields.next()? != "add" {
            return None;
        }
        let (left, right) = (
            fields.next()?.split_once(':')?,
            fields.next()?.split_once(':')?,
        );
        let mut fields = fields.skip_while(|field| !field.starts_with('#'));
        let status = fields
            .next()
            .map(|field| field.trim_start_matches('#').trim());
        let status = match status {
            _ if accepted => Status::Accepted,
            Some("rejected") => Status::Rejected,
            _ => Status::Proposed,
        };
        let mut number = || fields.next()?.parse().ok();
        let (stories, dice, score): (Option<f32>, _, _) = (number(), number(), number());
        Some(Self {
            status,
            langs: [left.0.to_owned(), right.0.to_owned()],
            words: [left.1.to_owned(), right.1.to_owned()],
            stories: stories.map_or(0, |count| count as usize),
            dice: dice.unwrap_or(0.0),
            score: score.unwrap_or(0.0),
            examples: fields.map(str::to_owned).collect(),
        })
    }
}

/// Reads what [`write()`] wrote; other lines are left out.
pub fn read(text: &str) -> Vec<Learned> {
    text.lines().filter_map(Learned::read).collect()
}

/// A text that works as corrections and is read again by [`read()`].
pub fn write(learned: &[Learned]) -> String {
    let mut text = HEAD.to_owned();
    for pair in learned {
        let off = if pair.status == Status::Accepted {
            ""
        } else {
            "#"
        };
        let ([from, to], [word, translation]) = (&pair.langs, &pair.words);
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "{off}add\t{from}:{word}\t{to}:{translation}\t1\t# {}\t{}\t{:.2}\t{:.1}",
            pair.status.name(),
            pair.stories,
            pair.dice,
            pair.score
        );
        for id in &pair.examples {
            let _ = write!(text, "\t{}", id.replace(char::is_control, " "));
        }
        text.push('\n');
    }
    text
}

/// What is kept after learning anew: what was decided stays decided, with
/// today's figures, and what was only proposed gives way.
#[must_use]
pub fn renew(kept: Vec<Learned>, found: Vec<Learned>) -> Vec<Learned> {
    let mut decided: Vec<Learned> = kept
        .into_iter()
        .filter(|pair| pair.status != Status::Proposed)
        .collect();
    let mut proposed = Vec::new();
    for pair in found {
        match decided.iter_mut().find(|known| known.is_pair_of(&pair)) {
            Some(known) => {
                let status = known.status;
                *known = Learned { status, ..pair };
            }
            None => proposed.push(pair),
        }
    }
    decided.extend(proposed);
    decided.sort_by(|x, y| {
        (x.status.cmp(&y.status))
            .then_with(|| x.langs.cmp(&y.langs))
            .then(y.score.total_cmp(&x.score))
            .then_with(|| x.words.cmp(&y.words))
    });
    decided
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Overrides;

    fn pair(status: Status, word: &str) -> Learned {
        Learned {
            status,
            langs: ["en".to_owned(), "kk".to_owned()],
            words: [word.to_owned(), "сөз".to_owned()],
            stories: 5,
            dice: 0.75,
            score: 30.5,
            examples: vec!["a b.txt".to_owned(), "c#d".to_owned()],
        }
    }

    #[test]
    fn what_is_written_is_read_again_and_only_the_accepted_hold() {
        let all = [
            pair(Status::Accepted, "one"),
            pair(Status::Proposed, "two"),
            pair(Status::Rejected, "three"),
        ];
        let text = write(&all);
        assert_eq!(read(&text), all);
        let (overrides, bad) = Overrides::parse(&text);
        assert_eq!(bad, []);
        let words: Vec<_> = overrides.added().collect();
        assert!(words.contains(&("en", "one")) && !words.contains(&("en", "two")));
        let edited = text.replace("#add\ten:two", "add\ten:two");
        assert_eq!(read(&edited)[1].status, Status::Accepted);
    }

    #[test]
    fn decisions_outlive_learning() {
        let kept = vec![
            pair(Status::Rejected, "three"),
            pair(Status::Proposed, "gone"),
            pair(Status::Accepted, "one"),
        ];
        let found = vec![
            Learned {
                stories: 9,
                ..pair(Status::Proposed, "three")
            },
            pair(Status::Proposed, "new"),
        ];
        let renewed = renew(kept, found);
        let shown: Vec<_> = renewed
            .iter()
            .map(|pair| (pair.status, pair.words[0].as_str(), pair.stories))
            .collect();
        assert_eq!(
            shown,
            [
                (Status::Accepted, "one", 5),
                (Status::Proposed, "new", 5),
                (Status::Rejected, "three", 9)
            ]
        );
    }
}
