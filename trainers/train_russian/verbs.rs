//! Which forms does a Russian verb have? Writes out one line of the table:
//! infinitive, past stems, 1st person singular, present stems, 3rd person
//! plural, imperatives, gerunds, past passive participles.

use crate::{
    letters::{self, is_vowel},
    paradigms::{Cell, Class, Macros, Paradigm, Slot},
};

const SHORT_ENDINGS: [&str; 4] = ["", "а", "о", "ы"];

/// A form before the reflexive ending is put on.
struct Form {
    text: String,
    slot: Slot,
    weight: f32,
}

/// The paradigms of the plain and of the reflexive verb; `parent` is left 0.
pub fn paradigms(columns: &[&str], macros: &Macros) -> [Paradigm; 2] {
    let [
        infinitive,
        past,
        first,
        present,
        third,
        imperative,
        gerund,
        passive,
    ] = columns
    else {
        panic!("not a verb: {columns:?}");
    };
    let mut active = vec![form(*infinitive, Slot::Infinitive, 1.0)];
    // Participles that can be reflexive, without their endings.
    let mut participles = Vec::new();
    let mut passives = Vec::new();
    // In the column of past stems a lone `-` stands for the bare base.
    for stem in past.split(',').map(|stem| stem.replace('-', "")) {
        past_forms(&stem, &mut active, &mut participles);
    }
    for stem in stems(first) {
        active.push(form(stem, Slot::FirstSingular, 1.0));
    }
    for stem in stems(present) {
        present_forms(&stem, macros, &mut active, &mut passives);
    }
    for stem in stems(third) {
        let participle = format!("{}щ", stem.trim_end_matches('т'));
        participles.push((participle, Slot::PresentActiveParticiple));
        active.push(form(stem, Slot::ThirdPlural, 1.0));
    }
    for stem in stems(imperative) {
        active.push(form(format!("{stem}те"), Slot::Imperative, 1.0));
        active.push(form(stem, Slot::Imperative, 1.0));
    }
    for stem in stems(gerund) {
        active.push(form(stem, Slot::Gerund, 1.0));
    }
    for stem in stems(passive) {
        passive_forms(&stem, macros, &mut passives);
    }
    let participles: Vec<Form> = participles
        .iter()
        .flat_map(|(stem, slot)| with_endings(stem, &macros["HISS"], *slot, 0.1))
        .collect();

    let plain = active.iter().chain(&participles).chain(&passives);
    let with_reflexive = active.iter().filter_map(reflexive);
    let reflexive_cells = with_reflexive.chain(
        participles
            .iter()
            .map(|form| Cell::new(&format!("{}ся", form.text), form.slot, form.weight)),
    );
    [
        Paradigm {
            class: Class::Verb,
            lemma_ending: letters::encode(infinitive).unwrap(),
            cells: plain
                .map(|form| Cell::new(&form.text, form.slot, form.weight))
                .collect(),
            parent: 0,
        },
        Paradigm {
            class: Class::ReflexiveVerb,
            lemma_ending: letters::encode(&reflexive_infinitive(infinitive)).unwrap(),
            cells: reflexive_cells.collect(),
            parent: 0,
        },
    ]
}

/// The forms of the present, with its passive participle.
fn present_forms(stem: &str, macros: &Macros, active: &mut Vec<Form>, passives: &mut Vec<Form>) {
    for (ending, slot) in [
        ("шь", Slot::SecondThirdSingular),
        ("т", Slot::SecondThirdSingular),
        ("м", Slot::FirstSecondPlural),
        ("те", Slot::FirstSecondPlural),
    ] {
        active.push(form(format!("{stem}{ending}"), slot, 1.0));
    }
    let participle = format!("{stem}м");
    let slot = Slot::PresentPassiveParticiple;
    passives.extend(with_endings(&participle, &macros["HARD"], slot, 0.1));
    let slot = Slot::PresentPassiveShort;
    passives.extend(with_endings(&participle, &SHORT_ENDINGS, slot, 0.1));
}

/// The forms of the past passive participle.
fn passive_forms(stem: &str, macros: &Macros, passives: &mut Vec<Form>) {
    let slot = Slot::PastPassiveParticiple;
    passives.extend(with_endings(stem, &macros["HARD"], slot, 0.2));
    let short = match stem.strip_suffix("нн") {
        Some(start) => format!("{start}н"),
        None => stem.to_owned(),
    };
    let slot = Slot::PastPassiveShort;
    passives.extend(with_endings(&short, &SHORT_ENDINGS, slot, 0.7));
}

/// The forms of the past, with its gerund and the stem of its participle.
fn past_forms(stem: &str, active: &mut Vec<Form>, participles: &mut Vec<(String, Slot)>) {
    use Slot::{Gerund, Past, PastActiveParticiple};
    // Forms of идти: шел, шла, шедший.
    if let Some(prefix) = stem.strip_suffix("ше") {
        for ending in ["шел", "шла", "шло", "шли"] {
            active.push(form(format!("{prefix}{ending}"), Past, 1.0));
        }
        participles.push((format!("{prefix}шедш"), PastActiveParticiple));
        active.push(form(format!("{prefix}шедши"), Gerund, 0.2));
        return;
    }
    for ending in ["ла", "ло", "ли"] {
        active.push(form(format!("{stem}{ending}"), Past, 1.0));
    }
    // A bare base may end in either.
    let last_is_vowel = stem.chars().last().map(is_vowel);
    if last_is_vowel != Some(true) {
        active.push(form(stem, Past, 1.0));
        participles.push((format!("{stem}ш"), PastActiveParticiple));
        active.push(form(format!("{stem}ши"), Gerund, 0.2));
    }
    if last_is_vowel != Some(false) {
        active.push(form(format!("{stem}л"), Past, 1.0));
        active.push(form(format!("{stem}в"), Gerund, 1.0));
        active.push(form(format!("{stem}вши"), Gerund, 0.2));
        participles.push((format!("{stem}вш"), PastActiveParticiple));
    }
}

fn form(text: impl Into<String>, slot: Slot, weight: f32) -> Form {
    Form {
        text: text.into(),
        slot,
        weight,
    }
}

/// The alternatives of a column; `-` means that there is no such form.
fn stems(column: &str) -> Vec<String> {
    match column {
        "-" => Vec::new(),
        _ => column.split(',').map(str::to_owned).collect(),
    }
}

fn with_endings<'a>(
    stem: &'a str,
    endings: &'a [&'a str],
    slot: Slot,
    weight: f32,
) -> impl Iterator<Item = Form> + 'a {
    endings
        .iter()
        .map(move |ending| form(format!("{stem}{ending}"), slot, weight))
}

/// The reflexive counterpart of an active form; none for the gerund in -в,
/// which has one in -вшись.
fn reflexive(form: &Form) -> Option<Cell> {
    if form.slot == Slot::Gerund && form.text.ends_with('в') {
        return None;
    }
    let text = match form.slot {
        Slot::Infinitive => reflexive_infinitive(&form.text),
        _ if form.text.chars().last().is_some_and(is_vowel) => format!("{}сь", form.text),
        _ => format!("{}ся", form.text),
    };
    Some(Cell::new(&text, form.slot, form.weight))
}

fn reflexive_infinitive(infinitive: &str) -> String {
    let ending = if infinitive.ends_with("ти") {
        "сь"
    } else {
        "ся"
    };
    format!("{infinitive}{ending}")
}
