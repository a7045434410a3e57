//! How good are the rules on words they have not seen?
//!
//! Five-fold cross-validation. Words whose lemmas share the first three
//! letters are in one fold, so that no lemma and few derivational families
//! cross. The figures are those of `eval stems`, over all folds together.

use std::collections::{BTreeMap, BTreeSet};

use tilmash::eval::stems::{self, GoldForm, StemReport};

use crate::{
    input::Gold,
    lemmatiser::Resources,
    letters::{self, Word},
    names,
    suffix_rules::SuffixRules,
};

const FOLDS: u64 = 5;
/// Rarer names are not tested.
const COMMON_NAME: u32 = 10;

/// Learns from four folds and stems the fifth, five times. Words that are not
/// in Russian letters keep their form, as they mostly do in the program.
/// Returns the figures, and the stem of each row's form.
pub fn cross_validate(resources: &Resources, rows: &[GoldForm]) -> (StemReport, Vec<String>) {
    let gold: Vec<Gold> = rows.iter().filter_map(Gold::new).collect();
    let mut stems: BTreeMap<Word, String> = BTreeMap::new();
    for fold in 0..FOLDS {
        let (test, train): (Vec<&Gold>, Vec<&Gold>) =
            gold.iter().partition(|gold| fold_of(&gold.lemma) == fold);
        let is_tested = |name: &[u8]| fold_of(name) == fold;
        let names = resources.names.iter();
        let (tested, known): (Vec<_>, Vec<_>) = names.partition(|(name, _)| is_tested(name));
        let known = known.into_iter().map(|(name, n)| (name.clone(), *n));
        let known = known.collect();
        let resources = Resources {
            names: &known,
            ..*resources
        };
        let rules = crate::learn(&resources, &train);
        let rules = SuffixRules::parse(&rules).unwrap();
        let size = test.len();
        for gold in test {
            let form = letters::decode(&gold.form);
            let stem = stem(&rules, &form);
            stems.insert(gold.form.clone(), stem);
        }
        let common: Vec<_> = tested.iter().filter(|(_, n)| **n >= COMMON_NAME).collect();
        let right = common.iter().filter(|(name, _)| {
            let forms = names::decline(name).forms;
            let stems = forms
                .iter()
                .map(|form| self::stem(&rules, &letters::decode(form)));
            stems.collect::<BTreeSet<_>>().len() == 1
        });
        println!(
            "fold {} of {FOLDS}: {size} forms; of {} names unknown to it, {} have one stem in all cases",
            fold + 1,
            common.len(),
            right.count()
        );
    }
    let stem_of = |form: &str| {
        let stem = letters::encode(form).and_then(|form| stems.get(&form));
        stem.cloned().unwrap_or_else(|| form.to_owned())
    };
    let report = stems::score(rows, |form| stem_of(form).into());
    (report, rows.iter().map(|row| stem_of(&row.form)).collect())
}

fn fold_of(lemma: &[u8]) -> u64 {
    let start = &lemma[..lemma.len().min(3)];
    (letters::hash(start) >> 8) % FOLDS
}

/// The stem as the program makes it.
fn stem(rules: &SuffixRules, form: &str) -> String {
    let Some(rule) = rules.rule(form) else {
        return form.to_owned();
    };
    let length = form.chars().count().saturating_sub(rule.strip);
    let kept = form.chars().take(length).chain(rule.add.chars());
    let stem: String = kept.collect();
    if stem.is_empty() {
        form.to_owned()
    } else {
        stem
    }
}
