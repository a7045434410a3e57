//! Which terms of the index are spellings of a name? Its consonants in every
//! alphabet and with what spellings confuse, then the distance of the vowels.

use std::fmt::Write;

use super::{END, Heard, LEAST, Mark, PINYIN, Writing, merge, merged, terms, view};
use crate::language::Language;

/// A name that is looked for.
#[derive(Debug, Clone, Default)]
pub struct Name {
    /// It is written like one; if not, only a close spelling will do.
    named: bool,
    /// As it sounds in each language that it could be in.
    heard: Vec<Heard>,
    /// Its terms as a Chinese name.
    pinyin: Vec<String>,
}

/// Consonants looked up for one name, with what each differs from its own.
type Spellings = Vec<(String, f32)>;

impl Name {
    /// A name that could be a word of any of the languages, each with the form
    /// that is heard there; `named`: it is written like a name.
    pub fn new<'w>(
        forms: impl IntoIterator<Item = (&'w str, &'static Language)>,
        named: bool,
    ) -> Self {
        let mut name = Self {
            named,
            ..Self::default()
        };
        for (word, language) in forms {
            for heard in Heard::all_of(word, language) {
                if !name.heard.contains(&heard) {
                    name.heard.push(heard);
                }
            }
            for term in terms(word, language, Mark::Name) {
                if term.starts_with(PINYIN) && !name.pinyin.contains(&term) {
                    name.pinyin.push(term);
                }
            }
        }
        name
    }

    /// Nothing to look for.
    pub fn is_empty(&self) -> bool {
        self.heard.is_empty() && self.pinyin.is_empty()
    }

    /// Terms that are it as they are.
    pub fn exact_terms(&self) -> &[String] {
        &self.pinyin
    }

    /// How the terms of words in these alphabets begin that may be another
    /// spelling of it.
    pub fn prefixes(&self, writings: &[Writing]) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for heard in &self.heard {
            for &target in writings {
                for (consonants, _) in spellings(heard, target) {
                    let mut prefix = String::new();
                    let _ = write!(prefix, "{}{consonants}{END}", view(target));
                    if !found.contains(&prefix) {
                        found.push(prefix);
                    }
                }
            }
        }
        found
    }

    /// How well a term fits, above 0 to 1; `None` if a reader would say that
    /// it is another name.
    pub fn likeness(&self, term: &str) -> Option<f32> {
        if term.starts_with(PINYIN) {
            return self.pinyin.iter().any(|one| one == term).then_some(1.0);
        }
        let (mark, other) = Heard::read(term)?;
        let mark = if self.named { mark } else { Mark::Unknown };
        let best = self
            .heard
            .iter()
            .filter_map(|heard| {
                let spellings = spellings(heard, other.writing);
                let (_, cost) = spellings
                    .iter()
                    .find(|(consonants, _)| *consonants == other.consonants)?;
                let cost = cost + vowel_distance(heard, &other)?;
                let bound = bound(heard.consonants.len(), heard.writing, other.writing, mark);
                (cost <= bound).then_some(cost)
            })
            .reduce(f32::min)?;
        Some(1.0 - 0.5 * best.min(1.0))
    }
}

/// How much two spellings of one name may differ.
fn bound(consonants: usize, from: Writing, to: Writing, mark: Mark) -> f32 {
    let across: f32 = match consonants {
        0..=2 => 0.065,
        3 => 0.3,
        4 => 0.6,
        5 => 0.85,
        _ => 1.1,
    };
    let free = match (from, to) {
        // One spelling, the letters of single languages apart.
        (Writing::Cyrillic, Writing::Cyrillic) => 0.35,
        // English keeps foreign spellings, others write what they hear.
        (Writing::Latin, Writing::Latin) => 0.7,
        _ => 1.0,
    };
    match mark {
        Mark::Name => across * free,
        // A script without capital letters does not tell names.
        Mark::Unknown if to == Writing::Arabic || to == Writing::Syllables => 0.7 * across,
        // A word that is not written like a name.
        Mark::Unknown if consonants < 4 => 0.0,
        Mark::Unknown => 0.3 * across * free,
    }
}

/// Consonants that spellings confuse: й and j, g and h, ch as k, a letter of
/// French or Spanish read as English.
const CONFUSED: &[(char, char)] = &[
    ('s', 'z'),
    ('z', 's'),
    ('g', 'k'),
    ('k', 'g'),
    ('g', 'h'),
    ('h', 'g'),
    ('g', 'j'),
    ('j', 'g'),
    ('h', 'k'),
    ('k', 'h'),
    ('k', 'x'),
    ('x', 'k'),
    ('s', 'x'),
    ('x', 's'),
    ('x', 'j'),
    ('j', 'x'),
    ('s', 'k'),
    ('k', 's'),
    ('v', 'b'),
    ('b', 'v'),
    ('v', 'f'),
    ('f', 'v'),
    ('j', 'h'),
    ('h', 'j'),
    ('t', 's'),
    ('s', 't'),
    ('j', 'z'),
    ('z', 'j'),
];
/// What it costs that an s is written z, or the other way about.
const VOICE: f32 = 0.2;
/// What it costs that ш lost its mark: so much that no vowel may differ as well.
const HISS: f32 = 0.36;
/// What any other such confusion costs.
const CONFUSION: f32 = 0.3;
/// What a consonant costs that the name's own alphabet could not tell.
const UNTOLD: f32 = 0.02;
/// Spellings tried for one name.
const MOST: usize = 48;

/// The consonants under which a name may be found in an alphabet.
fn spellings(heard: &Heard, target: Writing) -> Spellings {
    let mut found: Spellings = vec![(heard.consonants.clone(), 0.0)];
    // What the name's own alphabet merges may have been either.
    let known = merge(&heard.consonants, heard.writing);
    if known != heard.consonants {
        found.push((known.clone(), UNTOLD));
    }
    for (from, to) in merged(heard.writing) {
        let places: Vec<usize> = known.match_indices(*to).map(|(at, _)| at).collect();
        for at in places {
            let mut others: Spellings = Vec::new();
            for (consonants, cost) in &found {
                if consonants.get(at..at + 1) == Some(to.encode_utf8(&mut [0; 4])) {
                    let mut other = consonants.clone();
                    other.replace_range(at..at + 1, from.encode_utf8(&mut [0; 4]));
                    others.push((other, cost + UNTOLD));
                }
            }
            found.extend(others);
            found.truncate(MOST);
        }
    }
    if let Some((consonants, cost)) = found.first().cloned() {
        for &(from, to) in CONFUSED {
            for (at, _) in consonants.match_indices(from) {
                let mut other = consonants.clone();
                other.replace_range(at..at + 1, to.encode_utf8(&mut [0; 4]));
                let confusion = match (from, to) {
                    ('s', 'z') | ('z', 's') => VOICE,
                    ('s', 'x') | ('x', 's') => HISS,
                    _ => CONFUSION,
                };
                found.push((other, cost + confusion));
            }
        }
        // A j that is read as й is a vowel: Jansen, Янсен.
        if let Some(rest) = consonants
            .strip_prefix('j')
            .filter(|rest| rest.len() > LEAST)
        {
            found.push((rest.to_owned(), cost + CONFUSION));
        }
        let glides = |vowels: &String| vowels.starts_with('i');
        if consonants.len() > LEAST && heard.vowels.first().is_some_and(glides) {
            found.push((format!("j{consonants}"), cost + CONFUSION));
        }
        // Greek has no h.
        match consonants
            .strip_prefix('h')
            .filter(|rest| rest.len() >= LEAST)
        {
            Some(rest) if target == Writing::Greek => {
                found.push((rest.to_owned(), cost + UNTOLD));
            }
            _ => {}
        }
        if heard.writing == Writing::Greek {
            found.push((format!("h{consonants}"), cost + UNTOLD));
        }
        if heard.writing == Writing::Latin || target == Writing::Latin {
            found.extend(without_marks(&consonants, cost));
        }
    }
    let mut merged: Spellings = Vec::with_capacity(found.len());
    for (consonants, cost) in found {
        let consonants = merge(&consonants, target);
        match merged.iter_mut().find(|(known, _)| *known == consonants) {
            Some((_, known)) => *known = known.min(cost),
            None => merged.push((consonants, cost)),
        }
    }
    merged
}

/// How English may spell a name whose letters lost their marks (Çavuşoğlu as
/// Cavusoglu), or what such a spelling may have been.
fn without_marks(consonants: &str, cost: f32) -> Spellings {
    /// What all the lost marks cost together.
    const MARKS: f32 = 0.3;
    /// More letters than this are not tried.
    const LETTERS: usize = 4;
    let may: Vec<usize> = consonants
        .char_indices()
        .filter(|(_, c)| matches!(c, 'x' | 's' | 'k'))
        .map(|(at, _)| at)
        .collect();
    if !(2..=LETTERS).contains(&may.len()) {
        return Vec::new();
    }
    let mut found = vec![consonants.to_owned()];
    for at in may {
        let others: Vec<String> = found
            .iter()
            .flat_map(|known| {
                let swaps: &[&str] = match known.get(at..at + 1) {
                    Some("x") => &["s", "k"],
                    _ => &["x"],
                };
                swaps.iter().map(move |swap| {
                    let mut other = known.clone();
                    other.replace_range(at..at + 1, swap);
                    other
                })
            })
            .collect();
        found.extend(others);
    }
    found
        .into_iter()
        .skip(1)
        .map(|consonants| (consonants, cost + MARKS))
        .collect()
}

/// How far the vowels of two names are apart; `None` where they do not stand
/// between the same consonants.
fn vowel_distance(name: &Heard, other: &Heard) -> Option<f32> {
    let (mine, theirs) = (&name.vowels, &other.vowels);
    let longer = mine.len() > theirs.len();
    // With an initial й on one side alone, the first place is not compared.
    let shift = mine.len().abs_diff(theirs.len());
    let (mine, theirs) = (
        mine.get(shift * usize::from(longer)..)?,
        theirs.get(shift * usize::from(!longer)..)?,
    );
    if shift > 1 {
        return None;
    }
    let written = |writing| name.writing == writing || other.writing == writing;
    let last = mine.len().checked_sub(1)?;
    let mut sum = 0.0;
    for (at, (a, b)) in mine.iter().zip(theirs).enumerate() {
        // Endings differ, and the last vowel may be one; where there is little
        // else, both must have it.
        if at == last {
            if last <= LEAST {
                sum += match a.is_empty() == b.is_empty() {
                    true => inner(a, b),
                    false => 0.1,
                };
            }
            continue;
        }
        sum += match at {
            0 if shift == 1 => 0.0,
            0 => initial_distance(a, b, written(Writing::Arabic)),
            // After ш and ж, е and ё are one letter of two sounds.
            _ if matches!((a.as_str(), b.as_str()), ("e", "o") | ("o", "e"))
                && at
                    .checked_sub(1)
                    .and_then(|at| other.consonants.as_bytes().get(at))
                    .is_some_and(|before| matches!(before, b'x' | b'j')) =>
            {
                0.05
            }
            _ => inner_distance(a, b, name.writing, other.writing),
        };
    }
    Some(sum)
}

fn initial_distance(a: &str, b: &str, unwritten: bool) -> f32 {
    match (a.is_empty(), b.is_empty()) {
        (true, true) => 0.0,
        (false, false) => inner(a, b),
        _ if unwritten => 0.3,
        _ => 1.0,
    }
}

fn inner_distance(a: &str, b: &str, from: Writing, to: Writing) -> f32 {
    let written = |writing| from == writing || to == writing;
    match (a.is_empty(), b.is_empty()) {
        (true, true) => 0.0,
        (true, false) | (false, true) if written(Writing::Arabic) => 0.03,
        (true, false) | (false, true) if written(Writing::Syllables) => 0.08,
        // More than four consonants allow for (Marcos is no Marx).
        (true, false) | (false, true) => 0.62,
        (false, false) if written(Writing::Arabic) => inner(a, b) / 2.0,
        (false, false) => inner(a, b),
    }
}

/// The distance of two groups of vowels.
fn inner(a: &str, b: &str) -> f32 {
    if a == b {
        return 0.0;
    }
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    if long.len() > 1 {
        // Glides come and go, diphthongs are simplified, and ё is written е.
        if long.replace('i', "") == short.replace('i', "") {
            return 0.04;
        }
        let alike = short.chars().any(|c| long.contains(c)) || (long == "io" && short == "e");
        return match alike {
            true => 0.1,
            false => 0.35,
        };
    }
    let mut pair = [a, b];
    pair.sort_unstable();
    match pair {
        ["e", "i"] => 0.12,
        ["a", "o"] => 0.2,
        ["a", "u"] => 0.25,
        ["o", "u"] => 0.2,
        ["i", "u"] => 0.3,
        ["a", "e"] => 0.3,
        ["e", "o"] => 0.45,
        _ => 0.6,
    }
}
