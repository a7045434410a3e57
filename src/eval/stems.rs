//! How well does a stemmer keep the forms of a word together, and different
//! words apart?
//!
//! Scores a stemmer against dictionary forms (lemmas), over word types:
//! pairwise precision, recall and F1 of "same stem" against "same lemma";
//! the under- and over-stemming indices of Paice, "Method for Evaluation of
//! Stemming Algorithms Based on Error Counting" (JASIS 47, 1996), the latter
//! among words that share three letters; B-cubed F1 (Bagga and Baldwin 1998)
//! weighted by how often a form occurs; and how many stems are the lemma.

use std::{borrow::Cow, collections::HashMap, fmt, hash::Hash};

use serde::Serialize;

/// One form of the gold standard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldForm {
    /// The word as it was written.
    pub form: String,
    /// Its dictionary form.
    pub lemma: String,
    /// Its part of speech, as Universal Dependencies name it.
    pub part_of_speech: String,
    /// How often it occurred.
    pub count: u64,
}

impl GoldForm {
    /// Reads a line `form<TAB>lemma<TAB>part of speech<TAB>count`; `None` if
    /// it is not one.
    pub fn parse(line: &str) -> Option<Self> {
        let mut fields = line.split('\t').map(str::to_owned);
        Some(Self {
            form: fields.next()?,
            lemma: fields.next()?,
            part_of_speech: fields.next()?,
            count: fields.next()?.trim_end().parse().ok()?,
        })
    }
}

/// The figures for all forms, and for those of one part of speech.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StemReport {
    /// `all` first, then each part of speech of [`PARTS_OF_SPEECH`] that occurs.
    pub groups: Vec<Figures>,
}

/// The parts of speech with figures of their own.
pub const PARTS_OF_SPEECH: [&str; 4] = ["NOUN", "PROPN", "VERB", "ADJ"];

/// The figures for a group of forms; all but the count lie between 0 and 1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// `all`, or the part of speech.
    pub group: String,
    /// Number of forms (types).
    pub types: usize,
    /// Of the pairs with one stem, the share with one lemma.
    pub precision: f64,
    /// Of the pairs with one lemma, the share with one stem.
    pub recall: f64,
    /// Harmonic mean of both.
    pub f1: f64,
    /// Under-stemming index: 1 - recall.
    pub understemming: f64,
    /// Over-stemming index: of the pairs with different lemmas but the same
    /// first three letters, the share with one stem.
    pub overstemming: f64,
    /// B-cubed F1, weighted by token counts.
    pub b_cubed: f64,
    /// Share of forms whose stem is the lemma itself.
    pub lemma_accuracy: f64,
}

/// Scores a stemmer, which is given each form as the gold has it.
pub fn score<'a>(gold: &'a [GoldForm], stem: impl Fn(&'a str) -> Cow<'a, str>) -> StemReport {
    let stemmed: Vec<_> = gold.iter().map(|row| (row, stem(&row.form))).collect();
    let all = figures("all", stemmed.iter());
    let parts = PARTS_OF_SPEECH.iter().filter_map(|part| {
        let rows = stemmed
            .iter()
            .filter(|(row, _)| row.part_of_speech == *part);
        let figures = figures(part, rows);
        (figures.types > 0).then_some(figures)
    });
    StemReport {
        groups: std::iter::once(all).chain(parts).collect(),
    }
}

fn figures<'a>(
    group: &str,
    rows: impl Iterator<Item = &'a (&'a GoldForm, Cow<'a, str>)>,
) -> Figures {
    // Types, and tokens, by lemma, by stem and by both.
    let (mut lemmas, mut stems, mut both) = (Counts::new(), Counts::new(), Counts::new());
    let (mut lemma_tokens, mut stem_tokens, mut both_tokens) =
        (Counts::new(), Counts::new(), Counts::new());
    // Types by the same, among the words that start alike.
    let (mut starts, mut start_lemmas) = (Counts::new(), Counts::new());
    let (mut start_stems, mut start_both) = (Counts::new(), Counts::new());
    let (mut types, mut tokens, mut exact) = (0, 0, 0);
    for (row, stem) in rows {
        let (lemma, stem) = (row.lemma.as_str(), stem.as_ref());
        let start: String = row.form.chars().take(3).collect();
        types += 1;
        tokens += row.count;
        exact += usize::from(lemma == stem);
        add(&mut lemmas, lemma, 1);
        add(&mut stems, stem, 1);
        add(&mut both, (lemma, stem), 1);
        add(&mut lemma_tokens, lemma, row.count);
        add(&mut stem_tokens, stem, row.count);
        add(&mut both_tokens, (lemma, stem), row.count);
        add(&mut start_lemmas, (start.clone(), lemma), 1);
        add(&mut start_stems, (start.clone(), stem), 1);
        add(&mut start_both, (start.clone(), lemma, stem), 1);
        add(&mut starts, start, 1);
    }
    let right = pairs(&both);
    let precision = share(right, pairs(&stems), 1.0);
    let recall = share(right, pairs(&lemmas), 1.0);
    let different = pairs(&starts) - pairs(&start_lemmas);
    let merged = pairs(&start_stems) - pairs(&start_both);
    let b_cubed = |totals: &dyn Fn(&str, &str) -> f64| {
        let sum: f64 = both_tokens
            .iter()
            .map(|((lemma, stem), &n)| n as f64 * share(n as f64, totals(lemma, stem), 0.0))
            .sum();
        share(sum, tokens as f64, 0.0)
    };
    let of = |counts: &Counts<&str>, key: &str| counts.get(key).map_or(0.0, |&n| n as f64);
    let b_precision = b_cubed(&|_, stem| of(&stem_tokens, stem));
    let b_recall = b_cubed(&|lemma, _| of(&lemma_tokens, lemma));
    Figures {
        group: group.to_owned(),
        types,
        precision,
        recall,
        f1: harmonic_mean(precision, recall),
        understemming: 1.0 - recall,
        overstemming: share(merged, different, 0.0),
        b_cubed: harmonic_mean(b_precision, b_recall),
        lemma_accuracy: share(exact as f64, types as f64, 0.0),
    }
}

type Counts<K> = HashMap<K, u64>;

fn add<K: Eq + Hash>(counts: &mut Counts<K>, key: K, n: u64) {
    *counts.entry(key).or_default() += n;
}

/// How many pairs can be made inside the groups.
fn pairs<K>(counts: &Counts<K>) -> f64 {
    counts
        .values()
        .map(|&n| n as f64 * (n as f64 - 1.0) / 2.0)
        .sum()
}

fn share(part: f64, whole: f64, if_none: f64) -> f64 {
    if whole > 0.0 { part / whole } else { if_none }
}

fn harmonic_mean(a: f64, b: f64) -> f64 {
    share(2.0 * a * b, a + b, 0.0)
}

impl fmt::Display for StemReport {
    /// One line per group; percentages, but for the two indices.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.groups
            .iter()
            .try_for_each(|group| writeln!(f, "{group}"))
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:6} {:6} types  P {:5.1}  R {:5.1}  F1 {:5.1}  UI {:.3}  OI {:.3}  B3 {:5.1}  lemma {:5.1}",
            self.group,
            self.types,
            self.precision * 100.0,
            self.recall * 100.0,
            self.f1 * 100.0,
            self.understemming,
            self.overstemming,
            self.b_cubed * 100.0,
            self.lemma_accuracy * 100.0,
        )
    }
}
