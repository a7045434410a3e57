//! How are words remembered that were met before? Words follow Zipf's law: most
//! of a text is a few thousand forms, so a bounded memo spares most of the work.

use hashbrown::hash_map::{EntryRef, HashMap};
use xxhash_rust::xxh3::Xxh3Builder;

/// Remembers what was worked out for words, up to a bound. It has two halves:
/// when the younger is full the older is forgotten, and what is asked for again
/// becomes young. So the common words stay, and the rare ones go. (`quick_cache`
/// remembers better what was asked for last, behind a lock or with a list through
/// all entries; each thread has its own memo here.)
///
/// What it remembers never changes a result: a value must follow from its key.
#[derive(Debug)]
pub(crate) struct Memo<V> {
    half: usize,
    young: HashMap<String, V, Xxh3Builder>,
    old: HashMap<String, V, Xxh3Builder>,
}

impl<V> Memo<V> {
    /// A memo of at most so many words.
    pub fn new(most: usize) -> Self {
        Self {
            half: (most / 2).max(1),
            young: HashMap::with_hasher(Xxh3Builder::new()),
            old: HashMap::with_hasher(Xxh3Builder::new()),
        }
    }

    /// What is remembered of a word, or else what `make` says.
    pub fn get_or_insert_with(&mut self, word: &str, make: impl FnOnce() -> V) -> &mut V {
        if self.young.len() >= self.half {
            std::mem::swap(&mut self.young, &mut self.old);
            self.young.clear();
        }
        // Nearly always it is there, and then its key is not copied.
        match self.young.entry_ref(word) {
            EntryRef::Occupied(known) => known.into_mut(),
            EntryRef::Vacant(free) => free.insert(match self.old.remove(word) {
                Some(known) => known,
                None => make(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_forgets_what_nobody_asks_for() {
        let mut memo = Memo::new(8);
        for n in 0..100 {
            let mut made = false;
            memo.get_or_insert_with("common", || made = true);
            assert_eq!(made, n == 0, "{n}");
            memo.get_or_insert_with(&n.to_string(), || ());
            assert!(memo.young.len() + memo.old.len() <= 8);
        }
        let mut made = false;
        memo.get_or_insert_with("1", || made = true);
        assert!(made);
    }
}
