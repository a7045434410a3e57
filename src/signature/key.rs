//! Under which keys may a unit meet its counterpart in another language?

use std::{collections::HashMap, sync::Arc};

use xxhash_rust::xxh3::{Xxh3Builder, xxh3_64_with_seed};

use super::{
    UnitKind,
    phonetic::{phonetic, phonetic_into, prefix, skeleton_into},
};

/// A hashed key with its class mixed in: equal keys mean equal class and form
/// (collisions are as rare as 32 bits allow, and cost one stray candidate).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub u32);

/// What a key is made of. The order is that of the learned weights; append only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum KeyClass {
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
    /// The first four consonants of a name as every alphabet can write them.
    Heard,
    /// The likeliest English translation of a word, or an English word itself.
    Sense,
    /// A less likely one. Its key is that of the likeliest elsewhere.
    OtherSense,
    /// One of the smallest shingle hashes: finds reprints in the same language.
    /// No unit has such a key.
    Shingle,
}

impl KeyClass {
    /// All classes, by their numbers.
    pub const ALL: [Self; 15] = [
        Self::Number,
        Self::Date,
        Self::Place,
        Self::Term,
        Self::Phrase,
        Self::Exact,
        Self::Sound,
        Self::Prefix7,
        Self::Prefix5,
        Self::Skeleton6,
        Self::Skeleton4,
        Self::Heard,
        Self::Sense,
        Self::OtherSense,
        Self::Shingle,
    ];
}

impl Key {
    /// The key of this class and form.
    pub fn new(class: KeyClass, form: &str) -> Self {
        Self(xxh3_64_with_seed(form.as_bytes(), class as u64) as u32)
    }
}

/// Parts the entry of a name list from the word it was found by in a unit's form.
pub(super) const ENTRY_END: char = '\t';

/// How many kinds of units there are.
const KINDS: usize = UnitKind::Word as usize + 1;

/// Names of at most this many letters meet letter by letter only.
const SHORT: usize = 3;
/// Phonetic forms of fewer letters say nothing.
const SOUND: usize = 3;

/// A key of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct UnitKey {
    pub class: KeyClass,
    pub key: Key,
    /// Whether it goes into the inverted index.
    pub indexed: bool,
}

impl UnitKey {
    /// A key of this class, of a unit whose word is of these bytes. A word is
    /// found by its beginning and by its consonants; the longer forms only
    /// confirm, unless it is too short to have a beginning.
    pub(super) fn new(class: KeyClass, key: Key, word: usize) -> Self {
        let indexed = match class {
            KeyClass::Sound | KeyClass::Shingle | KeyClass::OtherSense => false,
            KeyClass::Exact => word < 6,
            _ => true,
        };
        Self {
            class,
            key,
            indexed,
        }
    }

    /// The keys of a unit's translations, the likeliest first.
    pub(super) fn of_senses(senses: &[Key]) -> impl Iterator<Item = Self> + '_ {
        let classes =
            std::iter::once(KeyClass::Sense).chain(std::iter::repeat(KeyClass::OtherSense));
        let keys = classes.zip(senses);
        keys.map(|(class, &key)| Self::new(class, key, 0))
    }
}

/// The form without the list entry in front, or the entry itself.
pub(super) fn word_of(form: &str) -> &str {
    form.split_once(ENTRY_END).map_or(form, |(_, word)| word)
}

/// Keys by kind and form, with a memo of those made before: most words of a
/// text were in another one.
#[derive(Debug, Default)]
pub(super) struct KeyMemo {
    maker: KeyMaker,
    /// By kind.
    known: [HashMap<Box<str>, UnitKeys, Xxh3Builder>; KINDS],
}

type UnitKeys = Arc<[UnitKey]>;

/// Forms remembered per kind; then they are forgotten.
const REMEMBERED: usize = 1 << 15;

impl KeyMemo {
    /// The keys of this form.
    pub(super) fn keys_of(&mut self, kind: UnitKind, form: &str) -> UnitKeys {
        let mut known = self.known.get_mut(kind as usize);
        if let Some(keys) = known.as_ref().and_then(|known| known.get(form)) {
            return Arc::clone(keys);
        }
        let word = word_of(form).len();
        let mut keys = Vec::new();
        self.maker.keys_of(kind, form, |class, key| {
            keys.push(UnitKey::new(class, key, word));
        });
        let keys: UnitKeys = keys.into();
        if let Some(known) = &mut known {
            if known.len() >= REMEMBERED {
                known.clear();
            }
            known.insert(form.into(), Arc::clone(&keys));
        }
        keys
    }
}

/// Makes keys; keep one to make many.
#[derive(Debug, Default)]
pub(super) struct KeyMaker {
    sound: String,
    skeleton: String,
}

impl KeyMaker {
    /// All keys of a unit, given its kind and form.
    pub(super) fn keys_of(
        &mut self,
        kind: UnitKind,
        form: &str,
        mut visit: impl FnMut(KeyClass, Key),
    ) {
        let mut emit = |class: KeyClass, form: &str| visit(class, Key::new(class, form));
        let (entry, word) = match form.split_once(ENTRY_END) {
            Some((entry, word)) => (entry, word),
            None => (form, form),
        };
        match kind {
            UnitKind::Number => emit(KeyClass::Number, form),
            UnitKind::Date => emit(KeyClass::Date, form),
            UnitKind::Phrase => emit(KeyClass::Phrase, form),
            UnitKind::Place => {
                emit(KeyClass::Place, entry);
                self.word_keys(word, true, emit);
            }
            UnitKind::Term => {
                emit(KeyClass::Term, entry);
                self.word_keys(word, false, emit);
            }
            UnitKind::Name => self.word_keys(form, true, emit),
            UnitKind::Word => self.word_keys(form, false, emit),
        }
    }

    /// The keys of a name or word by its Latin form; very short ones have none
    /// but the exact one.
    fn word_keys(&mut self, latin: &str, name: bool, mut emit: impl FnMut(KeyClass, &str)) {
        if latin.is_empty() {
            return;
        }
        emit(KeyClass::Exact, latin);
        let Self { sound, skeleton } = self;
        sound.clear();
        phonetic_into(latin, sound);
        let length = letters(sound);
        // Short acronyms sound alike by chance: ОАО, ИА.
        let name = name && letters(latin) > SHORT;
        if name && length >= SOUND {
            emit(KeyClass::Sound, sound);
        }
        if length >= 5 {
            emit(KeyClass::Prefix7, prefix(sound, 7));
        }
        if length >= 6 || (name && length == 5) {
            emit(KeyClass::Prefix5, prefix(sound, 5));
        }
        skeleton.clear();
        skeleton_into(sound, skeleton);
        let consonants = letters(skeleton);
        if consonants >= 5 {
            emit(KeyClass::Skeleton6, prefix(skeleton, 6));
        }
        if name && consonants >= 3 {
            emit(KeyClass::Skeleton4, prefix(skeleton, 4));
        }
    }
}

fn letters(word: &str) -> usize {
    if word.is_ascii() {
        word.len()
    } else {
        word.chars().count()
    }
}

/// The form of two names side by side: suffixes pile up at the end, so only
/// the first four sounds of each count.
pub(super) fn phrase_form(first: &str, second: &str) -> String {
    let (first, second) = (phonetic(first), phonetic(second));
    format!("{} {}", prefix(&first, 4), prefix(&second, 4))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(latin: &str) -> Vec<Key> {
        let mut keys = Vec::new();
        KeyMaker::default().keys_of(UnitKind::Name, latin, |_, key| keys.push(key));
        keys
    }

    #[test]
    fn short_acronyms_meet_letter_by_letter_only() {
        let meet = |a: &str, b: &str| keys(a).iter().any(|key| keys(b).contains(key));
        for (a, b) in [("oao", "ia"), ("cdc", "sds"), ("who", "vho")] {
            assert!(!meet(a, b), "{a} {b}");
        }
        assert!(meet("cdc", "cdc"));
        assert!(meet("murashko", "muraschko"));
    }
}
