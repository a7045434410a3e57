//! How good are the stems that were found?

use std::collections::{BTreeMap, HashMap};

use crate::gold::{Row, sets};

/// Prints the figures of each set as the literature defines them: pairwise
/// precision, recall and F1 over types, B-cubed F1 over tokens, lemma accuracy.
pub fn print(rows: &[Row], found: &HashMap<(String, String), String>) {
    for set in sets(rows) {
        for pos in ["", "NOUN", "PROPN", "VERB", "ADJ"] {
            let rows: Vec<(&Row, &str)> = rows
                .iter()
                .filter(|row| row.set == set && (pos.is_empty() || row.pos == pos))
                .map(|row| (row, found[&(row.set.clone(), row.form.clone())].as_str()))
                .collect();
            if rows.is_empty() {
                continue;
            }
            let (mut cells, mut stems, mut lemmas) =
                (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
            for (row, stem) in &rows {
                let add = |pair: &mut (f64, f64)| *pair = (pair.0 + 1.0, pair.1 + row.count);
                add(cells
                    .entry((row.lemma.as_str(), *stem))
                    .or_insert((0.0, 0.0)));
                add(stems.entry(*stem).or_insert((0.0, 0.0)));
                add(lemmas.entry(row.lemma.as_str()).or_insert((0.0, 0.0)));
            }
            let pairs = |n: f64| n * (n - 1.0) / 2.0;
            let both: f64 = cells.values().map(|n| pairs(n.0)).sum();
            let precision = both / stems.values().map(|n| pairs(n.0)).sum::<f64>();
            let recall = both / lemmas.values().map(|n| pairs(n.0)).sum::<f64>();
            let total: f64 = rows.iter().map(|(row, _)| row.count).sum();
            let b_precision: f64 = cells
                .iter()
                .map(|((_, stem), n)| n.1 * n.1 / stems[stem].1)
                .sum::<f64>()
                / total;
            let b_recall: f64 = cells
                .iter()
                .map(|((lemma, _), n)| n.1 * n.1 / lemmas[lemma].1)
                .sum::<f64>()
                / total;
            let f1 = |p: f64, r: f64| 200.0 * p * r / (p + r);
            let exact = rows.iter().filter(|(row, stem)| row.lemma == *stem).count() as f64;
            println!(
                "{set:9}{pos:6}{:6} types  P {:5.1}  R {:5.1}  F1 {:5.1}  B3 {:5.1}  lemma {:5.1}",
                rows.len(),
                100.0 * precision,
                100.0 * recall,
                f1(precision, recall),
                f1(b_precision, b_recall),
                100.0 * exact / rows.len() as f64
            );
        }
    }
}
