//! Kazakh.

mod alphabets;
mod fold;

use std::{borrow::Cow, sync::LazyLock};

use super::{
    profile::{Language, PLAIN, Script, WordSet, words},
    turkic,
};

turkic::morphology!();

static STOP_WORDS: WordSet = LazyLock::new(|| words(include_str!("stop.txt")));

/// The stem. Russian places in -ск take an і before their endings (Якутскіде),
/// which belongs to neither.
fn stem_of(word: &str) -> Cow<'_, str> {
    let stem = stem(word);
    let Some(place) = stem.strip_suffix('і') else {
        return stem;
    };
    let consonant = |rest: &str| rest.ends_with(|c: char| !"аәеиоөуұүыіэяю".contains(c));
    match place.strip_suffix("ск") {
        Some(rest) if rest.chars().nth(1).is_some() && consonant(rest) => {
            Cow::Owned(place.to_owned())
        }
        _ => stem,
    }
}

/// The profile of Kazakh.
pub static KAZAKH: Language = Language {
    code: "kk",
    name: "Kazakh",
    endonym: "қазақ тілі",
    aliases: "kaz, kz, qaz, kazak, қазақша, қазақ, qazaqsha, qazaqşa, qazaq, qazaq tili, казахский, казахский язык, казакша",
    script: Script::Cyrillic,
    letters: Some("әғқңөұүһі"),
    analysis: "morphology",
    stem: stem_of,
    alphabets: Some(&alphabets::ALPHABETS),
    stop_words: &STOP_WORDS,
    agglutinative: true,
    inflects_names: true,
    morphology: Some(&MORPHOLOGY),
    names: include_str!("names.tsv"),
    ..PLAIN
};
