//! Which stem is right for a form?

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs,
};

use tilmash::language::turkic::{counts::Usage, headwords};

use crate::FOLDS;

/// A form with its gold lemma.
pub struct Row {
    pub set: String,
    pub form: String,
    pub lemma: String,
    pub pos: String,
    pub count: f64,
    pub weight: f64,
    /// Stems that count as right.
    pub right: Vec<String>,
    pub fold: usize,
    pub shared: bool,
}

/// Reads a file of gold, given as `NAME=FILE:WEIGHT`.
pub fn read(argument: &str, shared: bool) -> Vec<Row> {
    let (set, rest) = argument.split_once('=').unwrap();
    let (path, weight) = rest.rsplit_once(':').unwrap();
    let weight: f64 = weight.parse().unwrap();
    let read = fs::read_to_string(path).unwrap();
    let row = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let prefix: String = fields[1].chars().take(3).collect();
        Row {
            set: set.to_owned(),
            form: fields[0].to_owned(),
            lemma: fields[1].to_owned(),
            pos: fields[2].to_owned(),
            count: fields[3].parse().unwrap(),
            weight,
            right: Vec::new(),
            fold: prefix.bytes().fold(5381usize, |hash, byte| {
                hash.wrapping_mul(33) ^ usize::from(byte)
            }) % FOLDS,
            shared,
        }
    };
    read.lines()
        .filter(|line| !line.starts_with('#'))
        .map(row)
        .collect()
}

/// Reads files of headwords: the roots that they have, each with its classes.
pub fn read_lemmas(paths: &[String]) -> Vec<(String, Usage)> {
    let mut roots: BTreeMap<String, Usage> = BTreeMap::new();
    let mut lines = Vec::new();
    for path in paths {
        for line in fs::read_to_string(path).unwrap().lines() {
            let (word, kind) = line.split_once('\t').unwrap();
            lines.push((word.to_owned(), kind.to_owned()));
        }
    }
    for line in include_str!("names.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
    {
        let (kind, names) = line.split_once('\t').unwrap();
        let names = names.split_whitespace();
        lines.extend(names.map(|name| (name.to_owned(), kind.to_owned())));
    }
    if !paths.is_empty() {
        for (word, kind) in &lines {
            let (word, kind) = (word.as_str(), kind.as_str());
            let class = match kind {
                "name" => headwords::NAME,
                "place" => headwords::PLACE,
                _ => headwords::WORD,
            };
            let mut verb = |root: String, class: u8| {
                let verbal = &mut roots.entry(root).or_default().verbal;
                *verbal = if *verbal == 0 {
                    class
                } else {
                    class.min(*verbal)
                };
            };
            if let ("verb", Some(root)) = (kind, word.strip_suffix('у')) {
                verb(root.to_owned(), headwords::WORD);
                for vowel in ["ы", "і"] {
                    verb(format!("{root}{vowel}"), headwords::GUESS);
                }
            }
            if let ("verb", Some(root)) = (kind, word.strip_suffix('ю')) {
                verb(format!("{root}й"), headwords::WORD);
            }
            if kind != "verb" {
                let nominal = &mut roots.entry(word.to_owned()).or_default().nominal;
                *nominal = class.max(*nominal);
            }
        }
    }
    roots.into_iter().collect()
}

/// Settles which stems are right for each form.
///
/// Verbs that are listed as infinitives in -у have the stem that is a
/// candidate of most of their forms.
pub fn choose_right(rows: &mut [Row], stems: impl Fn(&Row) -> HashSet<String>) {
    let mut votes: HashMap<(String, String), BTreeMap<String, usize>> = HashMap::new();
    let infinitive = |row: &Row| row.set == "unimorph" && row.pos == "VERB";
    for row in rows.iter().filter(|row| infinitive(row)) {
        let mut options = Vec::new();
        if let Some(root) = row.lemma.strip_suffix('у') {
            options.extend([root.to_owned(), format!("{root}ы"), format!("{root}і")]);
        }
        if let Some(root) = row.lemma.strip_suffix('ю') {
            options.extend([root.to_owned(), format!("{root}й")]);
        }
        let found = stems(row);
        let votes = votes
            .entry((row.set.clone(), row.lemma.clone()))
            .or_default();
        for option in options.into_iter().filter(|option| found.contains(option)) {
            *votes.entry(option).or_default() += 1;
        }
    }
    let first: HashMap<String, String> = rows
        .iter()
        .filter(|row| row.set == "klc")
        .map(|row| (row.form.clone(), row.lemma.clone()))
        .collect();
    for row in rows.iter_mut() {
        // Frequent forms count for more, though not in proportion.
        if row.set != "unimorph" {
            row.weight *= (1.0 + row.count.ln()).sqrt();
        }
        row.right = vec![row.lemma.clone()];
        if infinitive(row) {
            let votes = votes.get(&(row.set.clone(), row.lemma.clone()));
            let best = votes.and_then(|votes| votes.iter().max_by_key(|(_, votes)| **votes));
            row.right = best.map(|(stem, _)| stem.clone()).into_iter().collect();
        }
        // Where two schools disagree, the first one is right.
        if row.set != "klc"
            && first
                .get(&row.form)
                .is_some_and(|lemma| !row.right.contains(lemma))
        {
            row.right.clear();
        }
    }
}

/// How often the right stem is among the candidates.
pub fn ceiling(rows: &[Row], stems: impl Fn(&Row) -> HashSet<String>) {
    for set in sets(rows) {
        let rows: Vec<&Row> = rows
            .iter()
            .filter(|row| row.set == set && !row.right.is_empty())
            .collect();
        let found = rows.iter().filter(|row| {
            let stems = stems(row);
            row.right.iter().any(|stem| stems.contains(stem))
        });
        println!(
            "{set}: right stem among the candidates {:.1} % of {}",
            100.0 * found.count() as f64 / rows.len() as f64,
            rows.len()
        );
    }
}

/// The names of the sets of gold that are the language's own.
pub fn sets(rows: &[Row]) -> Vec<String> {
    let mut sets: Vec<String> = Vec::new();
    for row in rows.iter().filter(|row| !row.shared) {
        if !sets.contains(&row.set) {
            sets.push(row.set.clone());
        }
    }
    sets
}
