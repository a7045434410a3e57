//! How is a word asked for in the languages it was not written in? By its
//! translations, and, for a name, by its sound.

use tantivy::{Searcher, schema::Field};

use super::weights::{FLATTEN, SHARED};
use crate::{
    language::{self, Language},
    lexicon::Lexicon,
    sound::{Name, Writing},
};

/// Terms of the index that are taken for one name.
const SPELLINGS: usize = 256;

/// The ways to find a stem of one language in the others: stems with the share
/// of their occurrences that counts; and whether the lexicon knows the word.
pub(super) fn translations(
    lexicon: &Lexicon,
    from: &'static Language,
    stem: &str,
    targets: &[&'static Language],
) -> (Vec<(&'static Language, String, f32)>, bool) {
    let mut found = Vec::new();
    let mut known = lexicon.table().has(from.code, stem);
    for &to in targets.iter().filter(|to| ***to != *from) {
        let translations = lexicon.translations(from.code, stem, to.code);
        known |= !translations.is_empty();
        let none = translations.is_empty();
        for translation in translations {
            found.push((to, translation.stem, translation.weight.powf(FLATTEN)));
        }
        if none && spelled_alike(from, to) {
            found.push((to, stem.to_owned(), SHARED));
        }
    }
    (found, known)
}

/// Do two languages write the words that they share alike? Those in one
/// alphabet that is not Latin do: Russian news words in Kazakh and Kyrgyz.
fn spelled_alike(a: &Language, b: &Language) -> bool {
    a.script == b.script && a.script == language::Script::Cyrillic
}

/// The terms of the index that are spellings of a name, with how well each fits.
pub(super) fn spellings(
    searcher: &Searcher,
    field: Field,
    name: &Name,
    writings: &[Writing],
) -> Vec<(String, f32)> {
    let mut found: Vec<(String, f32)> = Vec::new();
    let exact = name.exact_terms().iter();
    found.extend(exact.map(|term| (term.clone(), 1.0)));
    let prefixes = name.prefixes(writings);
    for segment in searcher.segment_readers() {
        let Ok(inverted) = segment.inverted_index(field) else {
            continue;
        };
        for prefix in &prefixes {
            // The mark after the prefix is a letter.
            let end = format!("{prefix}\u{7f}");
            let range = inverted
                .terms()
                .range()
                .ge(prefix.as_bytes())
                .lt(end.as_bytes());
            let Ok(mut terms) = range.into_stream() else {
                continue;
            };
            while found.len() < SPELLINGS && terms.advance() {
                let Ok(term) = std::str::from_utf8(terms.key()) else {
                    continue;
                };
                if found.iter().any(|(known, _)| known == term) {
                    continue;
                }
                if let Some(likeness) = name.likeness(term) {
                    found.push((term.to_owned(), likeness));
                }
            }
        }
    }
    found
}
