//! Writes the lexicon file from a list of words and pairs.
//!
//! ```text
//! pack_lexicon ENTRIES OUT
//! pack_lexicon --restem OUT     (the shipped file anew, after a stemmer changed)
//! ```
//!
//! ENTRIES has lines `word<TAB>LANG<TAB>STEM<TAB>FORM`, and
//! `pair<TAB>FROM<TAB>STEM<TAB>TO<TAB>STEM<TAB>WEIGHT<TAB>ORIGIN`, the likeliest
//! translation of a word first. The layout is described in
//! `src/lexicon/table.rs`.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    missing_docs
)]

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fmt::Write,
    fs,
};

use tilmash::{
    analysis::{Kind, StemMemo, terms},
    language,
    lexicon::{self, Origin},
};

const LANGUAGES: [&str; 12] = [
    "ru", "kk", "en", "ky", "uz", "tr", "uk", "az", "tt", "zh", "ja", "ko",
];
const BLOCK: usize = 16;

/// Per language: stem → the form that stands for it.
type Forms = Vec<BTreeMap<String, String>>;
/// From, stem, to → stem, weight, origin; likeliest first.
type Pairs = HashMap<(usize, String, usize), Vec<(String, f32, Origin)>>;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [source, out] = arguments.as_slice() else {
        eprintln!("usage: pack_lexicon ENTRIES|--restem OUT");
        std::process::exit(2);
    };
    let entries = if source == "--restem" {
        shipped_entries()
    } else {
        fs::read_to_string(source).unwrap()
    };
    let (forms, pairs) = read(&entries);
    let bytes = pack(&forms, &pairs);
    fs::write(out, &bytes).unwrap();
    for (lang, words) in LANGUAGES.iter().zip(&forms) {
        println!("{lang}: {} words", words.len());
    }
    println!("{} bytes", bytes.len());
}

fn number(lang: &str) -> usize {
    LANGUAGES.iter().position(|code| *code == lang).unwrap()
}

/// The shipped table as a list of entries, with the stems of today.
fn shipped_entries() -> String {
    let table = lexicon::shipped().table();
    let mut stems: HashMap<(String, String), String> = HashMap::new();
    for lang in table.languages() {
        let mut memo = StemMemo::new(language::get(lang).unwrap());
        for word in table.words(lang) {
            let mut found = terms(&word.form, &mut memo)
                .into_iter()
                .filter(|term| !matches!(term.token.kind, Kind::Part | Kind::Variant));
            let stem = match (found.next(), found.next()) {
                (Some(term), None) => term.stem,
                _ => word.stem.clone(),
            };
            stems.insert((lang.to_owned(), word.stem), stem);
        }
    }
    let today = |lang: &str, stem: &str| stems[&(lang.to_owned(), stem.to_owned())].clone();
    let mut lines = String::new();
    for from in table.languages() {
        for word in table.words(from) {
            let stem = today(from, &word.stem);
            writeln!(lines, "word\t{from}\t{stem}\t{}", word.form).unwrap();
            for to in table.languages() {
                for one in table.translations(from, &word.stem, to) {
                    let other = today(to, &one.stem);
                    let (weight, origin) = (one.weight, one.origin.name());
                    writeln!(
                        lines,
                        "pair\t{from}\t{stem}\t{to}\t{other}\t{weight}\t{origin}"
                    )
                    .unwrap();
                }
            }
        }
    }
    lines
}

fn read(entries: &str) -> (Forms, Pairs) {
    let mut forms: Forms = vec![BTreeMap::new(); LANGUAGES.len()];
    let mut pairs: Pairs = HashMap::new();
    for line in entries.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        match fields.as_slice() {
            ["word", lang, stem, form] => {
                let words = &mut forms[number(lang)];
                words
                    .entry((*stem).to_owned())
                    .or_insert((*form).to_owned());
            }
            ["pair", from, stem, to, other, weight, origin] => {
                let origin = Origin::ALL.into_iter().find(|one| one.name() == *origin);
                let origin = origin.unwrap();
                let weight: f32 = weight.parse().unwrap();
                let key = (number(from), (*stem).to_owned(), number(to));
                let found = pairs.entry(key).or_default();
                match found.iter_mut().find(|(known, _, _)| known == other) {
                    Some(known) => known.1 = known.1.max(weight),
                    None => found.push(((*other).to_owned(), weight, origin)),
                }
            }
            _ => panic!("not an entry: {line}"),
        }
    }
    (forms, pairs)
}

fn pack(forms: &Forms, pairs: &Pairs) -> Vec<u8> {
    let places: Vec<HashMap<&str, u16>> = forms
        .iter()
        .map(|words| {
            let numbered = words.keys().enumerate();
            numbered
                .map(|(at, stem)| (stem.as_str(), u16::try_from(at).unwrap()))
                .collect()
        })
        .collect();
    let mut file = b"tlx2".to_vec();
    file.push(u8::try_from(LANGUAGES.len()).unwrap());
    for (from, code) in LANGUAGES.iter().enumerate() {
        let translate = |stem: &str, to: usize| -> Vec<(u16, u8)> {
            let found = pairs.get(&(from, stem.to_owned(), to));
            found
                .into_iter()
                .flatten()
                .map(|(other, weight, origin)| {
                    let weight = (weight * 64.0).round().clamp(1.0, 64.0) as u8 - 1;
                    let origin = Origin::ALL.iter().position(|one| one == origin);
                    let origin = u8::try_from(origin.unwrap()).unwrap();
                    (places[to][other.as_str()], weight << 2 | origin)
                })
                .collect()
        };
        file.extend(code.as_bytes());
        let body = section(&forms[from], translate);
        file.extend(u32::try_from(body.len()).unwrap().to_le_bytes());
        file.extend(body);
    }
    file
}

fn section(
    words: &BTreeMap<String, String>,
    translate: impl Fn(&str, usize) -> Vec<(u16, u8)>,
) -> Vec<u8> {
    let alphabet: BTreeSet<char> = words
        .iter()
        .flat_map(|(stem, form)| stem.chars().chain(form.chars()))
        .collect();
    let alphabet: Vec<char> = alphabet.into_iter().collect();
    let wide = alphabet.len() > 256;
    let letters = |word: &str| -> Vec<u16> {
        word.chars()
            .map(|c| u16::try_from(alphabet.binary_search(&c).unwrap()).unwrap())
            .collect()
    };
    let spell = |letters: &[u16], stream: &mut Vec<u8>| {
        for letter in letters {
            match wide {
                true => stream.extend(letter.to_le_bytes()),
                false => stream.push(u8::try_from(*letter).unwrap()),
            }
        }
    };
    let (mut starts, mut stream) = (Vec::new(), Vec::new());
    let mut before: Vec<u16> = Vec::new();
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
        spell(&stem[shared..], &mut stream);
        if stem.len() - common(&stem, &form) > 15 || form.len() - common(&stem, &form) > 15 {
            form.clone_from(&stem);
        }
        let kept = common(&stem, &form);
        stream.push(u8::try_from((stem.len() - kept) << 4 | (form.len() - kept)).unwrap());
        spell(&form[kept..], &mut stream);
        let columns: Vec<_> = (0..LANGUAGES.len()).map(|to| translate(word, to)).collect();
        let mut languages = 0u16;
        for (to, _) in columns
            .iter()
            .enumerate()
            .filter(|(_, column)| !column.is_empty())
        {
            languages |= 1 << to;
        }
        stream.extend(languages.to_le_bytes());
        let filled = columns.iter().filter(|column| !column.is_empty());
        stream.extend(filled.map(|column| u8::try_from(column.len()).unwrap()));
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
fn common(a: &[u16], b: &[u16]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}
