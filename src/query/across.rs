//! How is a word asked for in the languages it was not written in? By its
//! translations, and by its sound, which names and international words keep.

use crate::{
    language::{self, Language, cjk},
    lexicon::Lexicon,
    signature::sound_term,
};

/// What a translated word counts beside the word itself: enough to find other
/// languages' articles, too little to stand above the query's own language
/// where that has as many of the words. (On the development sets, from .8 to
/// .9 both bars are met: other languages' articles keep their places among
/// 5,000 unrelated passages, and the query's own language keeps its own.)
pub(super) const TRANSLATED: f32 = 0.88;
/// What a translation counts in a headline beside one in the passage: the
/// headline mostly says it again.
pub(super) const TRANSLATED_TITLE: f32 = 0.5;
/// The share of a likeliest translation's occurrences that counts is 1; that
/// of another, its weight beside the likeliest one to this power, since the
/// lexicon is surer of what a word may mean than of how often it does.
const FLATTEN: f32 = 0.7;
/// What the same stem counts between languages that share much of their
/// vocabulary in the same spelling, beside the likeliest translation.
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

/// The ways to find a stem of one language in the others: a stem of another
/// language with the share of its occurrences that counts, the sound with its
/// weight; and whether the lexicon knows the word. None without target languages.
pub(super) fn ways(
    lexicon: &Lexicon,
    from: &'static Language,
    stem: &str,
    targets: &[&'static Language],
) -> (Vec<(Way, f32)>, bool) {
    if targets.is_empty() {
        return (Vec::new(), true);
    }
    let mut ways = Vec::new();
    let mut known = lexicon.table().find(from.code, stem).is_some();
    for &to in targets.iter().filter(|to| ***to != *from) {
        let translations = lexicon.translations(from.code, stem, to.code);
        let likeliest = translations.first().map_or(1.0, |one| one.weight);
        for translation in translations {
            known = true;
            let way = Way::Stem {
                language: to,
                stem: translation.stem,
            };
            ways.push((way, (translation.weight / likeliest).powf(FLATTEN)));
        }
        if spelled_alike(from, to) {
            ways.push((
                Way::Stem {
                    language: to,
                    stem: stem.to_owned(),
                },
                SHARED,
            ));
        }
    }
    if let Some(sound) = sound_term(stem) {
        // The sounds that are kept are two syllables: many words begin so where
        // a syllable is a letter.
        let weight = if known || cjk::is_dense(from) {
            SOUND_BESIDE
        } else {
            SOUND
        };
        ways.push((Way::Sound(sound), weight));
    }
    (ways, known)
}

/// Do two languages write the words that they share alike? Those in one
/// alphabet that is not Latin do: Russian news words in Kazakh and Kyrgyz.
fn spelled_alike(a: &Language, b: &Language) -> bool {
    a.script == b.script && a.script == language::Script::Cyrillic
}
