//! Which n-grams tell languages apart, and what does each say against a language?

use std::collections::{BTreeMap, HashMap};

use tilmash::language::detect::{
    MAGIC, MAX_COLUMNS, SLOTS, Script, for_each_ngram, for_each_word, place,
};

use crate::{
    Settings,
    text::{Sample, uzbek_cyrillic},
};

/// A language gets a column in a script that this share of its letters is in.
const MIN_SHARE: f32 = 0.05;

/// The counts of one script: n-gram → tag → count.
type Counts = HashMap<u32, [f32; MAX_COLUMNS]>;

/// A model file from training text.
pub fn train<'s>(samples: impl Iterator<Item = &'s Sample>, settings: &Settings) -> Vec<u8> {
    let mut words: BTreeMap<(Script, &str), BTreeMap<Vec<char>, f32>> = BTreeMap::new();
    let mut running: BTreeMap<(Script, &str), Running> = BTreeMap::new();
    let mut random = Random(1);
    let mut count = |tag: &'s str, text: &str, times: f32| {
        for_each_word(text, |script, _, word| {
            let words = words.entry((script, tag)).or_default();
            *words.entry(word.to_vec()).or_default() += times;
            let copies = times.powf(settings.power).round() as usize;
            let running = running.entry((script, tag)).or_default();
            for _ in 0..copies {
                running.push(word.to_vec());
            }
            if copies > 1 {
                // A word list: put it in some order, so that no word is next to itself.
                for _ in 0..copies {
                    let (a, b) = (random.below(running.len()), running.len() - 1);
                    running.swap(a, b);
                }
            }
        });
    };
    for sample in samples {
        count(&sample.tag, &sample.text, sample.times);
        if sample.tag == "uz" {
            count(&sample.tag, &uzbek_cyrillic(&sample.text), sample.times);
        }
    }
    let letters = |words: &BTreeMap<Vec<char>, f32>| -> f32 {
        words
            .iter()
            .map(|(word, times)| word.len() as f32 * times)
            .sum()
    };
    let mut all: HashMap<&str, f32> = HashMap::new();
    for ((_, tag), words) in &words {
        *all.entry(tag).or_default() += letters(words);
    }
    words.retain(|(_, tag), words| letters(words) >= MIN_SHARE * all[tag]);

    let mut scripts: Vec<Script> = words.keys().map(|(script, _)| *script).collect();
    scripts.dedup();
    let (mut header, mut tables) = (format!("{MAGIC}\n"), Vec::new());
    for script in scripts {
        let tags: Vec<&str> = words
            .keys()
            .filter(|key| key.0 == script)
            .map(|key| key.1)
            .collect();
        let mut counts = Counts::new();
        for (column, tag) in tags.iter().enumerate() {
            for (word, times) in &words[&(script, *tag)] {
                for_each_ngram(word, |hash| {
                    counts.entry(hash).or_default()[column] += times.powf(settings.power);
                });
            }
        }
        let buckets = match script {
            Script::Cyrl => settings.cyrl,
            Script::Arab => settings.arab,
            _ => settings.latn,
        } as u32;
        let running: Vec<_> = tags.iter().map(|tag| &running[&(script, *tag)]).collect();
        tables.extend(table(&counts, &tags, &running, buckets, settings));
        let columns: Vec<_> = tags
            .iter()
            .map(|tag| format!("{tag}={}", settings.handicap(script, tag)))
            .collect();
        let (code, columns) = (script.code(), columns.join(" "));
        header += &format!("{code} {buckets} {} {columns}\n", settings.unit);
    }
    header.push('\n');
    [header.into_bytes(), tables].concat()
}

/// The fingerprints and penalties of the most telling n-grams.
fn table(
    counts: &Counts,
    tags: &[&str],
    running: &[&Running],
    buckets: u32,
    settings: &Settings,
) -> Vec<u8> {
    let columns = tags.len();
    let mut totals = [0.0; MAX_COLUMNS];
    let mut hashes: Vec<u32> = counts.keys().copied().collect();
    hashes.sort_unstable();
    for hash in &hashes {
        for (total, count) in totals.iter_mut().zip(counts[hash]) {
            *total += count;
        }
    }
    let weights: Vec<f32> = tags
        .iter()
        .map(|tag| settings.weight(tag).powf(settings.choice))
        .collect();
    let all: f32 = weights.iter().sum();
    let weights: Vec<f32> = weights.iter().map(|weight| weight / all).collect();
    let mut ranked: Vec<(f32, u32, Vec<f32>)> = hashes
        .into_iter()
        .map(|hash| {
            let count = counts[&hash];
            let mean: f32 =
                (0..columns).map(|c| count[c] / totals[c]).sum::<f32>() / columns as f32;
            let probability: Vec<f32> = (0..columns)
                .map(|c| (count[c] + settings.smoothing * mean) / (totals[c] + settings.smoothing))
                .collect();
            let weighed = || probability.iter().zip(&weights);
            let mean: f32 = weighed().map(|(p, weight)| p * weight).sum();
            let telling = weighed().map(|(p, weight)| weight * p * (p / mean).ln());
            let telling = telling.sum();
            (telling, hash, probability)
        })
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));

    let rows = SLOTS * buckets as usize;
    let (mut fingerprints, mut weights) = (vec![0u8; rows], vec![0f32; rows * columns]);
    for (_, hash, probability) in ranked {
        let (bucket, fingerprint) = place(hash, buckets);
        let slots = &mut fingerprints[bucket * SLOTS..][..SLOTS];
        let Some(slot) = slots
            .iter()
            .position(|&slot| slot == 0 || slot == fingerprint)
        else {
            continue;
        };
        if slots[slot] == fingerprint {
            continue;
        }
        slots[slot] = fingerprint;
        let best = probability.iter().copied().fold(0.0, f32::max);
        let row = &mut weights[(bucket * SLOTS + slot) * columns..][..columns];
        for (weight, p) in row.iter_mut().zip(probability) {
            *weight = (p / best).ln() / settings.redundancy;
        }
    }
    refine(
        &fingerprints,
        &mut weights,
        buckets,
        tags,
        running,
        settings,
    );
    let penalties = weights.chunks(columns).flat_map(|row| {
        let best = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        row.iter()
            .map(move |w| ((best - w) / settings.unit).round().min(255.0) as u8)
    });
    let filled = fingerprints.iter().filter(|&&slot| slot != 0).count();
    eprintln!("{} n-grams, {filled} of {rows} rows filled", counts.len());
    fingerprints.extend(penalties);
    fingerprints
}

/// The words of a language in running order.
type Running = Vec<Vec<char>>;

/// Pseudo-random numbers (xorshift64*), the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        ((self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) as usize) % end
    }
}

/// Improves the weights by logistic regression (stochastic gradient ascent
/// on snippets of the training text): naive Bayes alone counts overlapping
/// n-grams as if each were news.
fn refine(
    fingerprints: &[u8],
    weights: &mut [f32],
    buckets: u32,
    tags: &[&str],
    running: &[&Running],
    settings: &Settings,
) {
    let columns = tags.len();
    let mut draws = Vec::new();
    for (column, tag) in tags.iter().enumerate() {
        let share = (20.0 * settings.weight(tag)).round() as usize;
        draws.extend(std::iter::repeat_n(column, share));
    }
    let mut random = Random(2);
    let steps = settings.steps as usize;
    for step in 0..steps {
        let truth = draws[random.below(draws.len())];
        let length = match random.below(10) {
            0..=3 => 1,
            4..=6 => 2,
            7 | 8 => 3 + random.below(3),
            _ => 6 + random.below(10),
        };
        let text = running[truth];
        let start = random.below(text.len());
        let mut rows = Vec::new();
        for word in text[start..].iter().take(length) {
            for_each_ngram(word, |hash| {
                let (bucket, fingerprint) = place(hash, buckets);
                let slots = &fingerprints[bucket * SLOTS..][..SLOTS];
                let slot = slots.iter().position(|&slot| slot == fingerprint);
                rows.extend(slot.map(|slot| (bucket * SLOTS + slot) * columns));
            });
        }
        let mut scores = vec![0.0; columns];
        for &row in &rows {
            for (score, weight) in scores.iter_mut().zip(&weights[row..]) {
                *score += weight;
            }
        }
        let best = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let total: f32 = scores.iter().map(|score| (score - best).exp()).sum();
        let rate = settings.rate * (1.0 - step as f32 / steps as f32);
        for (column, score) in scores.iter().enumerate() {
            let target = f32::from(u8::from(column == truth));
            let gradient = target - (score - best).exp() / total;
            for &row in &rows {
                weights[row + column] += rate * gradient;
            }
        }
    }
}
