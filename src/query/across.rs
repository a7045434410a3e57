//! How is a word asked for in the languages it was not written in? By its
//! translations, and by its sound, which names and international words keep.

use crate::{
    language::{self, Language},
    lexicon::Lexicon,
    signature::sound_term,
};

/// What a translated word counts beside the word itself: enough to find other
/// languages' articles, too little to push the query's own language down. (On
/// the development sets, all languages in one index: same-language ranking
/// loses at most .01 MRR@10 up to .85, and .016 at 1.0; at .85 translations
/// pass inflected forms of the query's own words in a small index.)
const TRANSLATED: f32 = 0.7;
/// What the same stem counts between languages that share much of their
/// vocabulary in the same spelling.
const SHARED: f32 = 0.5;
/// What the same sound counts for a word that the lexicon lacks: likely a name.
const SOUND: f32 = 0.7;
/// What it counts beside translations.
const SOUND_BESIDE: f32 = 0.2;

/// How a word was found in another language.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Way {
    /// By a stem of that language.
    Stem {
        /// The language.
        language: &'static Language,
        /// Its stem.
        stem: String,
    },
    /// By its sound.
    Sound(String),
}

/// The ways to find a stem of one language in the others, with what each counts.
/// None without target languages.
pub(super) fn ways(
    lexicon: &Lexicon,
    from: &'static Language,
    stem: &str,
    targets: &[&'static Language],
) -> Vec<(Way, f32)> {
    if targets.is_empty() {
        return Vec::new();
    }
    let mut ways = Vec::new();
    let mut known = lexicon.table().find(from.code, stem).is_some();
    for &to in targets.iter().filter(|to| ***to != *from) {
        for translation in lexicon.translations(from.code, stem, to.code) {
            known = true;
            let way = Way::Stem {
                language: to,
                stem: translation.stem,
            };
            ways.push((way, TRANSLATED * translation.weight));
        }
        if spelled_alike(from, to) {
            ways.push((
                Way::Stem {
                    language: to,
                    stem: stem.to_owned(),
                },
                TRANSLATED * SHARED,
            ));
        }
    }
    if let Some(sound) = sound_term(stem) {
        let weight = if known { SOUND_BESIDE } else { SOUND };
        ways.push((Way::Sound(sound), weight));
    }
    ways
}

/// Do two languages write the words that they share alike? Those in one
/// alphabet that is not Latin do: Russian news words in Kazakh and Kyrgyz.
fn spelled_alike(a: &Language, b: &Language) -> bool {
    a.script == b.script && a.script == language::Script::Cyrillic
}
