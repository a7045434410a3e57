//! How often is the language of a text recognised?

use std::{collections::BTreeMap, fmt::Write as _};

use serde::Serialize;

/// A text whose language is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelledText {
    /// Code of the language it is in.
    pub lang: String,
    /// What it is: `sent` a sentence, `q2` two words, `q1` one word, or any other label.
    pub kind: String,
    /// The text.
    pub text: String,
}

/// Right answers out of all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Texts whose language was recognised.
    pub right: u64,
    /// All texts.
    pub all: u64,
}

impl Count {
    /// The share of right answers, 0 to 1; 0 if there were none to give.
    pub fn accuracy(&self) -> f64 {
        if self.all == 0 {
            return 0.0;
        }
        self.right as f64 / self.all as f64
    }
}

/// What a detector made of a set of items.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DetectionReport {
    /// Kind → language → right answers.
    pub kinds: BTreeMap<String, BTreeMap<String, Count>>,
    /// Kind → language → answer → how often.
    pub confusion: BTreeMap<String, BTreeMap<String, BTreeMap<String, u64>>>,
}

/// The items of a TSV file (language, kind, text); other lines are left out.
/// A text may itself contain tabs.
pub fn items(tsv: &str) -> impl Iterator<Item = LabelledText> {
    tsv.lines().filter_map(|line| {
        let mut fields = line.splitn(3, '\t');
        Some(LabelledText {
            lang: fields.next()?.to_owned(),
            kind: fields.next()?.to_owned(),
            text: fields.next()?.to_owned(),
        })
    })
}

/// Asks `detect` for the language of every item.
pub fn evaluate<'i>(
    items: impl IntoIterator<Item = &'i LabelledText>,
    detect: impl Fn(&str) -> &'static str,
) -> DetectionReport {
    let mut report = DetectionReport::default();
    for item in items {
        report.add(item, detect(&item.text));
    }
    report
}

impl DetectionReport {
    /// Counts one answer.
    fn add(&mut self, item: &LabelledText, answer: &str) {
        let languages = self.kinds.entry(item.kind.clone()).or_default();
        let count = languages.entry(item.lang.clone()).or_default();
        count.all += 1;
        count.right += u64::from(answer == item.lang);
        let languages = self.confusion.entry(item.kind.clone()).or_default();
        let answers = languages.entry(item.lang.clone()).or_default();
        *answers.entry(answer.to_owned()).or_default() += 1;
    }

    /// Adds the counts of `other`, such as another fold of a cross-validation.
    pub fn merge(&mut self, other: &DetectionReport) {
        for (kind, languages) in &other.kinds {
            for (lang, count) in languages {
                let kind = self.kinds.entry(kind.clone()).or_default();
                let sum = kind.entry(lang.clone()).or_default();
                sum.right += count.right;
                sum.all += count.all;
            }
        }
        for (kind, languages) in &other.confusion {
            for (lang, answers) in languages {
                for (answer, times) in answers {
                    let kind = self.confusion.entry(kind.clone()).or_default();
                    let answers = kind.entry(lang.clone()).or_default();
                    *answers.entry(answer.clone()).or_default() += times;
                }
            }
        }
    }

    /// A table for the terminal: per kind and language the accuracy in
    /// percent, the number of items, and the wrong answers.
    pub fn table(&self) -> String {
        let mut out = String::from("kind  lang  accuracy  items  answered instead\n");
        for (kind, languages) in &self.kinds {
            for (lang, count) in languages {
                let wrong = self.wrong_answers(kind, lang);
                let percent = 100.0 * count.accuracy();
                // Writing to a string does not fail.
                let _ = writeln!(
                    out,
                    "{kind:<5} {lang:<5} {percent:>7.1}% {:>6}  {wrong}",
                    count.all
                );
            }
        }
        out
    }

    /// The languages that were answered for `lang` by mistake, most often first.
    fn wrong_answers(&self, kind: &str, lang: &str) -> String {
        let answers = self.confusion.get(kind).and_then(|kind| kind.get(lang));
        let mut wrong: Vec<_> = answers
            .into_iter()
            .flatten()
            .filter(|(answer, _)| *answer != lang)
            .collect();
        wrong.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        let wrong: Vec<_> = wrong
            .into_iter()
            .map(|(answer, times)| format!("{answer} {times}"))
            .collect();
        wrong.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TSV: &str = "ru\tsent\tа\tб\nru\tsent\tв\nkk\tq1\tғ\nno item\n";

    fn answer(text: &str) -> &'static str {
        if text == "ғ" {
            "kk"
        } else if text == "в" {
            "ky"
        } else {
            "ru"
        }
    }

    #[test]
    fn counts_right_and_wrong_answers() {
        let items: Vec<_> = items(TSV).collect();
        let report = evaluate(&items, answer);
        assert_eq!(report.kinds["sent"]["ru"], Count { right: 1, all: 2 });
        assert_eq!(report.kinds["q1"]["kk"], Count { right: 1, all: 1 });
        assert_eq!(report.confusion["sent"]["ru"]["ky"], 1);
        assert!(report.table().contains("sent  ru       50.0%      2  ky 1"));
    }

    #[test]
    fn folds_add_up() {
        let items: Vec<_> = items(TSV).collect();
        let mut sum = evaluate(&items[..1], answer);
        sum.merge(&evaluate(&items[1..], answer));
        assert_eq!(sum, evaluate(&items, answer));
    }
}
