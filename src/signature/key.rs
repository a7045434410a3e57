//! Under which keys may a unit meet its counterpart in another language?

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::{
    UnitKind,
    phonetic::{phonetic, prefix, skeleton},
};

/// A hashed key with its class mixed in: equal keys mean equal class and form
/// (collisions are as rare as 32 bits allow, and cost one stray candidate).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub u32);

/// What a key is made of. The order is that of the learned weights; append only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Class {
    /// The digits of a number.
    Number,
    /// A day of the year, a month, a weekday.
    Date,
    /// A country, city, organisation or other entry of the name lists.
    Place,
    /// A concept of the news glossary.
    Term,
    /// Two names that stand side by side.
    Phrase,
    /// The whole Latin form.
    Exact,
    /// The whole phonetic form.
    Sound,
    /// The first seven letters of the phonetic form.
    Prefix7,
    /// The first five.
    Prefix5,
    /// The first six consonants, if there are at least five.
    Skeleton6,
    /// The first four consonants of a name, if there are at least three.
    Skeleton4,
    /// One of the smallest shingle hashes: finds reprints in the same language.
    Shingle,
}

impl Key {
    /// The key of this class and form.
    pub fn new(class: Class, form: &str) -> Self {
        Self(xxh3_64_with_seed(form.as_bytes(), class as u64) as u32)
    }
}

/// Parts the entry of a name list from the word it was found by in a unit's form.
pub(super) const ENTRY_END: char = '\t';

/// All keys of a unit, given its kind and form.
pub fn keys_of(kind: UnitKind, form: &str, visit: &mut dyn FnMut(Class, Key)) {
    let mut emit = |class: Class, form: &str| visit(class, Key::new(class, form));
    let (entry, word) = match form.split_once(ENTRY_END) {
        Some((entry, word)) => (entry, word),
        None => (form, form),
    };
    match kind {
        UnitKind::Number => emit(Class::Number, form),
        UnitKind::Date => emit(Class::Date, form),
        UnitKind::Phrase => emit(Class::Phrase, form),
        UnitKind::Place => {
            emit(Class::Place, entry);
            word_keys(word, true, &mut emit);
        }
        UnitKind::Term => {
            emit(Class::Term, entry);
            word_keys(word, false, &mut emit);
        }
        UnitKind::Name => word_keys(form, true, &mut emit),
        UnitKind::Word => word_keys(form, false, &mut emit),
    }
}

/// The keys of a name or word by its Latin form; very short ones have none
/// but the exact one.
fn word_keys(latin: &str, name: bool, emit: &mut dyn FnMut(Class, &str)) {
    if latin.is_empty() {
        return;
    }
    emit(Class::Exact, latin);
    let sound = phonetic(latin);
    let length = sound.chars().count();
    if name {
        emit(Class::Sound, &sound);
    }
    if length >= 5 {
        emit(Class::Prefix7, prefix(&sound, 7));
    }
    if length >= 6 || (name && length == 5) {
        emit(Class::Prefix5, prefix(&sound, 5));
    }
    let bones = skeleton(&sound);
    let consonants = bones.chars().count();
    if consonants >= 5 {
        emit(Class::Skeleton6, prefix(&bones, 6));
    }
    if name && consonants >= 3 {
        emit(Class::Skeleton4, prefix(&bones, 4));
    }
}

/// The form of two names side by side: suffixes pile up at the end, so only
/// the first four sounds of each count.
pub(super) fn phrase_form(first: &str, second: &str) -> String {
    let (first, second) = (phonetic(first), phonetic(second));
    format!("{} {}", prefix(&first, 4), prefix(&second, 4))
}
