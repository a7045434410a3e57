//! Which words translate one another in somebody's own articles?
//!
//! Counted over passages that say the same in two languages. A pair of words
//! is proposed if they stand in such passages together far more often than by
//! chance (log-likelihood ratio: Dunning 1993), and if neither has a better
//! partner: the strongest pair is taken first, and its words are then gone
//! (competitive linking: Melamed 2000). Words that the lexicon already
//! explains by one another take no part. Pure, and the same whatever the
//! order of the stories.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Learned, Lexicon, Status};

/// Dunning's statistic at which chance is one in a thousand, for one pair.
/// A text has thousands of pairs, so twice that is asked for.
const LEAST_SCORE: f64 = 2.0 * 10.83;
/// A pair that stands together less often than this, as Dice counts it, has
/// something to do with one another but does not translate.
const LEAST_DICE: f64 = 0.5;
/// Examples kept for a pair.
const EXAMPLES: usize = 3;

/// A word of a passage.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spoken {
    /// Its stem.
    pub stem: String,
    /// The form that stands there, folded.
    pub form: String,
}

/// Two passages that say the same, in two languages.
#[derive(Debug, Clone)]
pub struct Bilingual<'t> {
    /// The languages' codes.
    pub langs: [&'static str; 2],
    /// The ids of the articles.
    pub articles: [&'t str; 2],
    /// The words that may be a translation of one another: no stop words,
    /// numbers, or names that sound alike.
    pub words: [Vec<Spoken>; 2],
}

/// Gathers passages, then tells the pairs.
#[derive(Debug, Default)]
pub struct Learner {
    corpora: BTreeMap<[&'static str; 2], Corpus>,
}

/// The passages of one pair of languages.
#[derive(Debug, Default)]
struct Corpus {
    sides: [Side; 2],
    passages: Vec<Passage>,
}

#[derive(Debug, Default)]
struct Side {
    numbers: HashMap<String, usize>,
    words: Vec<Counted>,
}

#[derive(Debug, Default)]
struct Counted {
    stem: String,
    forms: BTreeMap<String, usize>,
    passages: usize,
}

#[derive(Debug)]
struct Passage {
    story: usize,
    articles: [String; 2],
    words: [Vec<usize>; 2],
}

/// How often two words met.
#[derive(Debug, Default)]
struct Met {
    passages: usize,
    stories: BTreeSet<usize>,
    examples: BTreeSet<[String; 2]>,
}

impl Learner {
    /// Takes in two passages of the story with this number.
    pub fn add(&mut self, story: usize, mut pair: Bilingual<'_>, lexicon: &Lexicon) {
        if pair.langs[0] > pair.langs[1] {
            pair.langs.reverse();
            pair.articles.reverse();
            pair.words.reverse();
        }
        if pair.langs[0] == pair.langs[1] {
            return;
        }
        explain(&mut pair, lexicon);
        let corpus = self.corpora.entry(pair.langs).or_default();
        let [left, right] = &mut corpus.sides;
        let words = [left.count(&pair.words[0]), right.count(&pair.words[1])];
        corpus.passages.push(Passage {
            story,
            articles: pair.articles.map(str::to_owned),
            words,
        });
    }

    /// The pairs that stand in passages of at least so many stories, by
    /// language, the surest first.
    #[must_use]
    pub fn learned(&self, stories: usize) -> Vec<Learned> {
        let stories = stories.max(1);
        self.corpora
            .iter()
            .flat_map(|(langs, corpus)| corpus.learned(*langs, stories))
            .collect()
    }
}

/// Takes away the words that are there because of one another: equal stems,
/// and what the lexicon translates.
fn explain(pair: &mut Bilingual<'_>, lexicon: &Lexicon) {
    let [from, to] = pair.langs;
    let [left, right] = &mut pair.words;
    let there: BTreeSet<&str> = right.iter().map(|word| word.stem.as_str()).collect();
    let here: BTreeSet<&str> = left.iter().map(|word| word.stem.as_str()).collect();
    let explained = |stem: &str, from, to, others: &BTreeSet<&str>| {
        others.contains(stem)
            || lexicon
                .translations(from, stem, to)
                .iter()
                .any(|one| others.contains(one.stem.as_str()))
    };
    let gone: BTreeSet<String> = left
        .iter()
        .filter(|word| explained(&word.stem, from, to, &there))
        .map(|word| word.stem.clone())
        .collect();
    let gone_there: BTreeSet<String> = right
        .iter()
        .filter(|word| explained(&word.stem, to, from, &here))
        .map(|word| word.stem.clone())
        .collect();
    left.retain(|word| !gone.contains(&word.stem));
    right.retain(|word| !gone_there.contains(&word.stem));
}

impl Side {
    /// The numbers of the distinct words of a passage.
    fn count(&mut self, words: &[Spoken]) -> Vec<usize> {
        let mut found = BTreeSet::new();
        for word in words {
            let next = self.words.len();
            let number = *self.numbers.entry(word.stem.clone()).or_insert(next);
            if number == next {
                self.words.push(Counted {
                    stem: word.stem.clone(),
                    ..Counted::default()
                });
            }
            if let Some(counted) = self.words.get_mut(number) {
                *counted.forms.entry(word.form.clone()).or_default() += 1;
                counted.passages += usize::from(found.insert(number));
            }
        }
        found.into_iter().collect()
    }

    fn passages(&self, number: usize) -> usize {
        self.words.get(number).map_or(0, |word| word.passages)
    }

    fn stem(&self, number: usize) -> &str {
        self.words.get(number).map_or("", |word| &word.stem)
    }

    /// The form that stands there most often; of two, the shorter.
    fn form(&self, number: usize) -> Option<&str> {
        let forms = &self.words.get(number)?.forms;
        let best = forms
            .iter()
            .min_by_key(|(form, count)| (usize::MAX - **count, form.len(), form.as_str()))?;
        Some(best.0)
    }
}

impl Corpus {
    fn learned(&self, langs: [&'static str; 2], stories: usize) -> Vec<Learned> {
        let [left, right] = &self.sides;
        let mut met: HashMap<(usize, usize), Met> = HashMap::new();
        for passage in &self.passages {
            let frequent = |side: &Side, number: &usize| side.passages(*number) >= stories;
            let [ours, theirs] = &passage.words;
            for &a in ours.iter().filter(|number| frequent(left, number)) {
                for &b in theirs.iter().filter(|number| frequent(right, number)) {
                    let met = met.entry((a, b)).or_default();
                    met.passages += 1;
                    met.stories.insert(passage.story);
                    met.examples.insert(passage.articles.clone());
                    if met.examples.len() > EXAMPLES {
                        met.examples.pop_last();
                    }
                }
            }
        }
        let all = self.passages.len();
        let mut found: Vec<(f64, f64, usize, usize, Met)> = met
            .into_iter()
            .filter(|(_, met)| met.stories.len() >= stories)
            .filter_map(|((a, b), met)| {
                let (of_a, of_b) = (left.passages(a), right.passages(b));
                let dice = 2.0 * met.passages as f64 / (of_a + of_b) as f64;
                let score = log_likelihood_ratio(met.passages, of_a, of_b, all);
                (dice >= LEAST_DICE && score >= LEAST_SCORE).then_some((score, dice, a, b, met))
            })
            .collect();
        found.sort_by(|x, y| {
            let stems = |pair: &(f64, f64, usize, usize, Met)| {
                (left.stem(pair.2).to_owned(), right.stem(pair.3).to_owned())
            };
            (y.0.total_cmp(&x.0))
                .then(y.1.total_cmp(&x.1))
                .then_with(|| stems(x).cmp(&stems(y)))
        });
        let (mut taken, mut taken_there) = (BTreeSet::new(), BTreeSet::new());
        let mut learned = Vec::new();
        for (score, dice, a, b, met) in found {
            if taken.contains(&a) || taken_there.contains(&b) {
                continue;
            }
            let (Some(word), Some(translation)) = (left.form(a), right.form(b)) else {
                continue;
            };
            taken.insert(a);
            taken_there.insert(b);
            learned.push(Learned {
                status: Status::Proposed,
                langs: langs.map(str::to_owned),
                words: [word.to_owned(), translation.to_owned()],
                stories: met.stories.len(),
                dice: dice as f32,
                score: score as f32,
                examples: met
                    .examples
                    .into_iter()
                    .flatten()
                    .collect::<BTreeSet<_>>()
                    .into_iter()
                    .collect(),
            });
        }
        learned
    }
}

/// Dunning's G² of two words that stand in so many of all passages, together
/// in so many; 0 where they avoid one another.
fn log_likelihood_ratio(both: usize, a: usize, b: usize, all: usize) -> f64 {
    if both * all <= a * b {
        return 0.0;
    }
    let term = |count: usize, row: usize, column: usize| {
        if count == 0 {
            return 0.0;
        }
        let expected = row as f64 * column as f64 / all as f64;
        count as f64 * (count as f64 / expected).ln()
    };
    let neither = (all + both).saturating_sub(a + b);
    2.0 * (term(both, a, b)
        + term(a - both, a, all - b)
        + term(b - both, all - a, b)
        + term(neither, all - a, all - b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::shipped;

    fn spoken(words: &str) -> Vec<Spoken> {
        let word = |word: &str| Spoken {
            stem: word.to_owned(),
            form: word.to_owned(),
        };
        words.split(' ').map(word).collect()
    }

    #[test]
    fn words_that_always_meet_are_proposed() {
        let mut learner = Learner::default();
        let passages = [
            ("zuba aaa bbb", "thermokarst ggg hhh"),
            ("zuba ccc", "thermokarst iii"),
            ("zuba ddd eee", "thermokarst kkk"),
            ("zuba fff", "thermokarst lll mmm"),
            ("aaa ccc", "ggg iii"),
            ("ddd", "nnn"),
            ("fff bbb", "ppp ggg"),
            ("eee", "rrr hhh"),
        ];
        for (story, (left, right)) in passages.into_iter().cycle().take(16).enumerate() {
            let pair = Bilingual {
                langs: ["kk", "en"],
                articles: ["a", "b"],
                words: [spoken(left), spoken(right)],
            };
            learner.add(story, pair, shipped());
        }
        let learned = learner.learned(3);
        let first = learned.first().unwrap();
        assert_eq!(first.langs, ["en", "kk"]);
        assert_eq!(first.words, ["thermokarst", "zuba"]);
        assert_eq!((first.stories, first.dice), (8, 1.0));
        assert!(learner.learned(9).is_empty());
    }

    #[test]
    fn chance_scores_nothing() {
        assert_eq!(log_likelihood_ratio(1, 10, 10, 100), 0.0);
        assert!(log_likelihood_ratio(10, 10, 10, 100) > 50.0);
        assert_eq!(log_likelihood_ratio(3, 3, 3, 3), 0.0);
    }
}
