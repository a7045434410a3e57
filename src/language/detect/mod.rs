//! Which language is a text in?
//!
//! A naive Bayes classifier over character n-grams (Cavnar and Trenkle 1994;
//! Lui and Baldwin 2011 for the choice of n-grams) whose counts ship as data:
//! the languages are named in `model.bin`, so a new one means training
//! (`trainers/train_detector/`), not code. `README.md` beside this file
//! states the sources and the licence of the model.
//!
//! A text is judged by the script that most of its letters belong to: English
//! names do not make a Russian report less Russian. A script that one language
//! of ours is written in names it (`script.rs`), Chinese characters nearly so (`han.rs`); for
//! the others there is a table of n-grams. It knows Azerbaijani as one of several
//! Turkic languages, of which a letter tells it (`turkic.rs`).
//!
//! Kazakh, Kyrgyz, Russian, English, Uzbek and Tatar are at home here: a word
//! or two that they could have as well as another language are rather theirs.
//! The handicaps of the other languages in the model see to that.

use std::sync::LazyLock;

mod guess;
mod han;
mod model;
mod ngrams;
mod paragraphs;
mod script;
mod strangers;
mod turkic;

pub use guess::Guess;
use guess::{NOTHING, boundary};
pub use han::by_script;
pub use model::{MAGIC, MAX_COLUMNS, Model, SLOTS, place};
pub use ngrams::{for_each_ngram, for_each_word};
pub use paragraphs::{Part, paragraphs};
pub use script::{SCRIPTS, Script};

/// Long texts are judged by three windows of this many bytes: at the start,
/// in the middle and at the end.
const WINDOW: usize = 160;

/// The least probability of a language in [`plausible`].
const PLAUSIBLE: f32 = 0.04;

/// The power of a probability in [`plausible`]. Below 1 it evens them out:
/// missing a language costs a query more than looking into one too many.
const EVEN: f32 = 0.4;

static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::parse(include_bytes!("model.bin")).unwrap_or_default());

/// The language of `text`, of any length; the work is bounded.
pub fn detect(text: &str) -> Guess {
    MODEL.detect(text, |_| true)
}

/// The language of `text`, of those in `langs`; `und` if its letters fit
/// none of them.
pub fn detect_among(text: &str, langs: &[&str]) -> Guess {
    MODEL.detect(text, |lang| langs.contains(&lang))
}

/// Every language that a short query may be in, the likeliest first; `und`
/// alone if there is none.
pub fn plausible(query: &str) -> Vec<Guess> {
    MODEL.plausible(query, |_| true)
}

/// Those of `langs` that a short query may be in, the likeliest first; `und`
/// alone if its letters fit none of them.
pub fn plausible_among(query: &str, langs: &[&str]) -> Vec<Guess> {
    MODEL.plausible(query, |lang| langs.contains(&lang))
}

impl Model {
    /// The language of `text`, of those that `admit` lets in and `und`.
    pub fn detect(&self, text: &str, admit: impl Fn(&str) -> bool) -> Guess {
        let reading = self.read(windows(text));
        let Some(&(script, share)) = reading.shares().first() else {
            return NOTHING;
        };
        let guess = guesses(reading.posterior(script), admit).into_iter().next();
        match guess {
            Some(guess) if guess.lang == "und" => Guess {
                confidence: guess.confidence * share,
                ..guess
            },
            Some(guess) => guess,
            None => NOTHING,
        }
    }

    /// The languages that a short query may be in, of those that `admit` lets
    /// in; see [`plausible`].
    pub fn plausible(&self, query: &str, admit: impl Fn(&str) -> bool) -> Vec<Guess> {
        let reading = self.read(windows(query));
        let mut all = Vec::new();
        for (script, share) in reading.shares() {
            let mut guesses = guesses(reading.posterior(script), &admit);
            for guess in &mut guesses {
                guess.confidence = guess.confidence.powf(EVEN);
            }
            let sum: f32 = guesses.iter().map(|guess| guess.confidence).sum();
            for guess in guesses.iter_mut().filter(|_| sum > 0.0) {
                guess.confidence *= share / sum;
            }
            all.extend(guesses);
        }
        all.retain(|guess| guess.lang != "und" && guess.confidence >= PLAUSIBLE);
        sort(&mut all);
        if all.is_empty() {
            all.push(self.detect(query, |lang| lang == "und"));
        }
        all
    }
}

/// The admitted languages, the likeliest first, with probabilities that sum
/// to one; none if there is only `und` and languages that are not admitted.
fn guesses(posterior: Vec<(&'static str, f32)>, admit: impl Fn(&str) -> bool) -> Vec<Guess> {
    let mut all: Vec<Guess> = Vec::new();
    for (lang, confidence) in posterior {
        if lang != "und" && !admit(lang) {
            continue;
        }
        match all.iter_mut().find(|guess| guess.lang == lang) {
            Some(guess) => guess.confidence += confidence,
            None => all.push(Guess { lang, confidence }),
        }
    }
    let total: f32 = all.iter().map(|guess| guess.confidence).sum();
    if total > 0.0 {
        for guess in &mut all {
            guess.confidence = (guess.confidence / total).clamp(0.0, 1.0);
        }
    }
    sort(&mut all);
    all
}

/// The likeliest first; equals by code, so that the order is always the same.
fn sort(guesses: &mut [Guess]) {
    guesses.sort_by(|a, b| {
        b.confidence
            .total_cmp(&a.confidence)
            .then_with(|| a.lang.cmp(b.lang))
    });
}

/// The parts of `text` that it is judged by: all of it, or three windows.
fn windows(text: &str) -> impl Iterator<Item = &str> {
    let length = text.len();
    let starts = if length <= 3 * WINDOW {
        [Some((0, length)), None, None]
    } else {
        [0, length / 2 - WINDOW / 2, length - WINDOW].map(|start| Some((start, start + WINDOW)))
    };
    starts
        .into_iter()
        .flatten()
        .filter_map(move |(start, end)| text.get(boundary(text, start)..boundary(text, end)))
}
