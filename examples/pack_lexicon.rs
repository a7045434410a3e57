//! Writes the lexicon file from a list of word pairs, or anew from itself
//! after a stemmer changed.
//!
//! ```text
//! pack_lexicon ENTRIES OVERRIDES OUT [MOST [LEAST]]
//! pack_lexicon --restem OVERRIDES OUT     (OUT is the shipped file)
//! ```
//!
//! ENTRIES has lines `word<TAB>LANG<TAB>FORM`, most frequent words first: the
//! first form of a stem stands for it; and lines
//! `pair<TAB>FROM<TAB>FORM<TAB>TO<TAB>FORM<TAB>WEIGHT<TAB>ORIGIN`. At most MOST
//! translations of a word into a language are kept, none lighter than LEAST.
//! The layout is described in `src/lexicon/table.rs`.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs
)]

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
};

use tilmash::{
    language,
    lexicon::{self, Origin, Overrides, Translation},
};

const LANGUAGES: [&str; 4] = ["ru", "kk", "en", "ky"];
const BLOCK: usize = 16;

/// Per language: stem → the form that stands for it.
type Forms = Vec<BTreeMap<String, String>>;
/// From, stem, to → stem → weight, origin.
type Pairs = HashMap<(usize, String, usize), HashMap<String, (f32, Origin)>>;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [source, corrections, out, limits @ ..] = arguments.as_slice() else {
        eprintln!("usage: pack_lexicon ENTRIES|--restem OVERRIDES OUT [MOST [LEAST]]");
        std::process::exit(2);
    };
    let most = limits.first().map_or(6, |text| text.parse().unwrap());
    let least: f32 = limits.get(1).map_or(0.0, |text| text.parse().unwrap());
    let entries = if source == "--restem" {
        shipped_entries()
    } else {
        fs::read_to_string(source).unwrap()
    };
    let (overrides, bad) = Overrides::parse(&fs::read_to_string(corrections).unwrap());
    assert!(bad.is_empty(), "{corrections}: {bad:?}");

    let (mut forms, pairs) = read(&entries);
    for (lang, form) in overrides.added() {
        forms[number(lang)]
            .entry(stem(lang, form))
            .or_insert_with(|| form.to_owned());
    }
    let bytes = pack(&forms, &pairs, &overrides, most, least);
    fs::write(out, &bytes).unwrap();
    for (lang, words) in LANGUAGES.iter().zip(&forms) {
        println!("{lang}: {} words", words.len());
    }
    println!("{} bytes", bytes.len());
}

fn number(lang: &str) -> usize {
    LANGUAGES.iter().position(|code| *code == lang).unwrap()
}

fn stem(lang: &str, form: &str) -> String {
    (language::get(lang).unwrap().stem)(form).into_owned()
}

/// The shipped table as a list of entries, whatever stems it was packed with.
fn shipped_entries() -> String {
    let table = lexicon::shipped().table();
    let mut lines = Vec::new();
    for from in table.languages() {
        for word in table.words(from) {
            lines.push(format!("word\t{from}\t{}", word.form));
            for to in table.languages() {
                let found = table.translations(from, &word.stem, to);
                // Those of the overrides file are added to it again.
                for one in found.iter().filter(|one| one.origin != Origin::Override) {
                    let origin = one.origin.name();
                    lines.push(format!(
                        "pair\t{from}\t{}\t{to}\t{}\t{}\t{origin}",
                        word.form, one.form, one.weight
                    ));
                }
            }
        }
    }
    lines.join("\n")
}

fn read(entries: &str) -> (Forms, Pairs) {
    let mut stems: HashMap<(&str, &str), String> = HashMap::new();
    let mut forms: Forms = vec![BTreeMap::new(); LANGUAGES.len()];
    let mut pairs: Pairs = HashMap::new();
    for line in entries.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        match fields.as_slice() {
            ["word", lang, form] => {
                let stem = stems
                    .entry((lang, form))
                    .or_insert_with(|| stem(lang, form));
                forms[number(lang)]
                    .entry(stem.clone())
                    .or_insert_with(|| (*form).to_owned());
            }
            ["pair", from, form, to, other, weight, origin] => {
                let left = stems
                    .entry((from, form))
                    .or_insert_with(|| stem(from, form))
                    .clone();
                let right = stems
                    .entry((to, other))
                    .or_insert_with(|| stem(to, other))
                    .clone();
                let origin = Origin::ALL
                    .into_iter()
                    .find(|one| one.name() == *origin)
                    .unwrap();
                let weight: f32 = weight.parse().unwrap();
                let targets = pairs.entry((number(from), left, number(to))).or_default();
                let kept = targets.entry(right).or_insert((0.0, origin));
                *kept = (kept.0 + weight, kept.1.max(origin));
            }
            _ => panic!("not an entry: {line}"),
        }
    }
    (forms, pairs)
}

fn pack(forms: &Forms, pairs: &Pairs, overrides: &Overrides, most: usize, least: f32) -> Vec<u8> {
    let places: Vec<HashMap<&str, u16>> = forms
        .iter()
        .map(|words| {
            words
                .keys()
                .enumerate()
                .map(|(at, stem)| (stem.as_str(), u16::try_from(at).unwrap()))
                .collect()
        })
        .collect();
    let mut file = b"tlx1".to_vec();
    file.push(u8::try_from(LANGUAGES.len()).unwrap());
    for (from, code) in LANGUAGES.iter().enumerate() {
        let translate = |stem: &str, to: usize| {
            let mut found: Vec<Translation> = pairs
                .get(&(from, stem.to_owned(), to))
                .into_iter()
                .flatten()
                .filter(|(other, _)| places[to].contains_key(other.as_str()))
                .map(|(other, (weight, origin))| Translation {
                    stem: other.clone(),
                    form: String::new(),
                    weight: *weight,
                    origin: *origin,
                })
                .collect();
            prepare(&mut found, most, least);
            if overrides.apply(code, stem, LANGUAGES[to], &mut found) {
                prepare(&mut found, most, 0.0);
            }
            found
                .iter()
                .map(|one| {
                    let weight = (one.weight * 64.0).round().clamp(1.0, 64.0) as u8 - 1;
                    let origin = Origin::ALL
                        .iter()
                        .position(|origin| *origin == one.origin)
                        .unwrap();
                    (
                        places[to][one.stem.as_str()],
                        weight << 2 | u8::try_from(origin).unwrap(),
                    )
                })
                .collect::<Vec<_>>()
        };
        file.extend(code.as_bytes());
        let body = section(from, &forms[from], translate);
        file.extend(u32::try_from(body.len()).unwrap().to_le_bytes());
        file.extend(body);
    }
    file
}

/// Weights that sum to 1, the heaviest first, light ones dropped.
fn prepare(found: &mut Vec<Translation>, most: usize, least: f32) {
    found.sort_by(|a, b| {
        b.weight
            .total_cmp(&a.weight)
            .then_with(|| a.stem.cmp(&b.stem))
    });
    found.truncate(most);
    let total: f32 = found.iter().map(|one| one.weight).sum();
    found.iter_mut().for_each(|one| one.weight /= total);
    let best = found.first().map_or(0.0, |one| one.weight);
    found.retain(|one| one.weight >= least * best);
    let total: f32 = found.iter().map(|one| one.weight).sum();
    found.iter_mut().for_each(|one| one.weight /= total);
}

fn section(
    from: usize,
    words: &BTreeMap<String, String>,
    translate: impl Fn(&str, usize) -> Vec<(u16, u8)>,
) -> Vec<u8> {
    let alphabet: BTreeSet<char> = words
        .iter()
        .flat_map(|(stem, form)| stem.chars().chain(form.chars()))
        .collect();
    let alphabet: Vec<char> = alphabet.into_iter().collect();
    let letters = |word: &str| -> Vec<u8> {
        word.chars()
            .map(|c| u8::try_from(alphabet.binary_search(&c).unwrap()).unwrap())
            .collect()
    };
    let (mut starts, mut stream) = (Vec::new(), Vec::new());
    let mut before: Vec<u8> = Vec::new();
    for (at, (word, form)) in words.iter().enumerate() {
        if at % BLOCK == 0 {
            starts.extend(u32::try_from(stream.len()).unwrap().to_le_bytes());
            before.clear();
        }
        let (stem, mut form) = (letters(word), letters(form));
        let shared = common(&before, &stem);
        stream.extend([
            u8::try_from(shared).unwrap(),
            u8::try_from(stem.len() - shared).unwrap(),
        ]);
        stream.extend(&stem[shared..]);
        if stem.len() - common(&stem, &form) > 15 || form.len() - common(&stem, &form) > 15 {
            form.clone_from(&stem);
        }
        let kept = common(&stem, &form);
        stream.push(u8::try_from((stem.len() - kept) << 4 | (form.len() - kept)).unwrap());
        stream.extend(&form[kept..]);
        let columns: Vec<_> = (0..LANGUAGES.len())
            .filter(|to| *to != from)
            .map(|to| translate(word, to))
            .collect();
        stream.extend(
            columns
                .iter()
                .map(|column| u8::try_from(column.len()).unwrap()),
        );
        for (target, packed) in columns.concat() {
            stream.extend(target.to_le_bytes());
            stream.push(packed);
        }
        before = stem;
    }
    let alphabet: String = alphabet.into_iter().collect();
    let mut body = u32::try_from(words.len()).unwrap().to_le_bytes().to_vec();
    body.extend(u16::try_from(alphabet.len()).unwrap().to_le_bytes());
    body.extend(alphabet.as_bytes());
    body.extend(starts);
    body.extend(stream);
    body
}

/// How many letters two words begin with alike.
fn common(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}
