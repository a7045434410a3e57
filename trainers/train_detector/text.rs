//! Which text is learned from, and in which language?

use std::fs;

use tilmash::eval::detection::LabelledText;

use crate::Settings;

/// One line of training text.
pub struct Sample {
    pub tag: String,
    pub text: String,
    pub times: f32,
}

pub fn read(path: &str) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

pub fn sample(item: &LabelledText, settings: &Settings) -> Sample {
    Sample {
        tag: item.lang.clone(),
        text: item.text.clone(),
        times: settings.items,
    }
}

/// The text of a folder, in the order of the file names.
pub fn folder(path: &str) -> Vec<Sample> {
    let entries = fs::read_dir(path).unwrap().map(|entry| entry.unwrap());
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    let mut samples = Vec::new();
    for name in names {
        let [tag, _, "txt" | "tsv"] = name.split('.').collect::<Vec<_>>()[..] else {
            continue;
        };
        samples.extend(lines(tag, &read(&format!("{path}/{name}"))));
    }
    samples
}

pub fn lines<'a>(tag: &'a str, text: &'a str) -> impl Iterator<Item = Sample> + 'a {
    text.lines().map(move |line| {
        let (text, times) = match line.rsplit_once('\t') {
            Some((text, times)) => (text, times.parse().unwrap()),
            None => (line, 1.0),
        };
        Sample {
            tag: tag.to_owned(),
            text: text.to_owned(),
            times,
        }
    })
}

pub fn records(jsonl: &str) -> Vec<Sample> {
    let mut samples = Vec::new();
    for line in jsonl.lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        let tag = record["lang"].as_str().unwrap();
        samples.extend(lines(
            tag,
            &record["text"].as_str().unwrap().replace('\t', " "),
        ));
    }
    samples
}

/// Uzbek in the Cyrillic alphabet of 1940 from the Latin one of 1995.
pub fn uzbek_cyrillic(latin: &str) -> String {
    const PAIRS: [(&str, &str); 10] = [
        ("o'", "ў"),
        ("g'", "ғ"),
        ("sh", "ш"),
        ("ch", "ч"),
        ("yo'", "йў"),
        ("yo", "ё"),
        ("yu", "ю"),
        ("ya", "я"),
        ("ye", "е"),
        ("ts", "ц"),
    ];
    const LATIN: &str = "abdefghijklmnopqrstuvxyz'";
    const CYRILLIC: &str = "абдефгҳижклмнопқрстувхйзъ";
    let text: String = latin
        .to_lowercase()
        .chars()
        .map(|c| {
            if matches!(c, '’' | '‘' | 'ʻ' | 'ʼ' | '`') {
                '\''
            } else {
                c
            }
        })
        .collect();
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(c) = rest.chars().next() {
        let pairs = PAIRS.iter().filter(|(from, _)| rest.starts_with(from));
        if let Some((from, to)) = pairs.max_by_key(|(from, _)| from.len()) {
            out += to;
            rest = &rest[from.len()..];
            continue;
        }
        let inside = out.chars().last().is_some_and(char::is_alphabetic);
        match LATIN.chars().position(|letter| letter == c) {
            Some(_) if c == 'e' && !inside => out.push('э'),
            Some(_) if c == '\'' && !inside => {}
            Some(at) => out.extend(CYRILLIC.chars().nth(at)),
            None => out.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    out
}
