//! Where the link signatures of a segment are kept: heads as numbers of eight
//! bytes, units in a dictionary that all its articles share.
//!
//! Linking reads single signatures all over the index, so the dictionary is taken
//! in, a shelf of neighbours at a time, when one of them is first asked for, and
//! kept: a few dozen bytes for each different unit of the segment.

use std::{io, sync::OnceLock};

use tantivy::{
    TantivyError,
    columnar::{BytesColumn, Column},
    fastfield::FastFieldReaders,
};

use crate::signature::{KnownUnit, Signature, Sketch, UnitTable};

/// Units on a shelf: about as many as the dictionary compresses together.
const SHELF: usize = 256;

/// The signatures of one segment.
pub(super) struct Signatures {
    heads: Column<u64>,
    units: BytesColumn,
    shelves: Vec<OnceLock<UnitTable>>,
}

/// Where signatures are read to; keep one to read many.
#[derive(Debug, Default)]
pub struct Buffer {
    words: Vec<u64>,
    head: Vec<u8>,
    units: Vec<u64>,
}

impl Signatures {
    pub fn open(fast: &FastFieldReaders) -> tantivy::Result<Self> {
        let missing = || TantivyError::FieldNotFound("unit".to_owned());
        let units = fast.bytes("unit")?.ok_or_else(missing)?;
        let shelves = units.num_terms().div_ceil(SHELF);
        Ok(Self {
            heads: fast.u64("signature")?,
            units,
            shelves: std::iter::repeat_with(OnceLock::new)
                .take(shelves)
                .collect(),
        })
    }

    /// The signature of the article that begins in this document; none if there is
    /// none, or none that can be read.
    ///
    /// # Errors
    /// What the disk says.
    pub fn read(&self, doc: u32, buffer: &mut Buffer) -> io::Result<Option<Signature>> {
        self.head(doc, buffer);
        let column = self.units.ords();
        values(column, doc, &mut buffer.units);
        let mut failure = None;
        let signature = Signature::decode(&buffer.head, |number| {
            let unit = self.unit(*buffer.units.get(number)?);
            unit.unwrap_or_else(|error| {
                failure = Some(error);
                None
            })
        });
        failure.map_or(Ok(signature), Err)
    }

    /// Its sketch alone.
    pub fn sketch(&self, doc: u32, buffer: &mut Buffer) -> Option<Sketch> {
        self.head(doc, buffer);
        Sketch::decode(&buffer.head)
    }

    fn head(&self, doc: u32, Buffer { words, head, .. }: &mut Buffer) {
        values(&self.heads, doc, words);
        head.clear();
        head.extend(words.iter().flat_map(|word| word.to_le_bytes()));
    }

    fn unit(&self, number: u64) -> io::Result<Option<KnownUnit<'_>>> {
        let number = usize::try_from(number).unwrap_or(usize::MAX);
        let Some(shelf) = self.shelves.get(number / SHELF) else {
            return Ok(None);
        };
        let table = match shelf.get() {
            Some(table) => table,
            None => {
                let read = self.shelf(number / SHELF)?;
                shelf.get_or_init(|| read)
            }
        };
        Ok(table.get(number % SHELF))
    }

    fn shelf(&self, shelf: usize) -> io::Result<UnitTable> {
        let first = shelf * SHELF;
        let last = (first + SHELF).min(self.units.num_terms());
        let numbers: Vec<u64> = (first as u64..last as u64).collect();
        let mut table = UnitTable::default();
        let dictionary = self.units.dictionary();
        dictionary.sorted_ords_to_term_cb(&numbers, |unit| table.push(unit))?;
        Ok(table)
    }
}

/// All values of a document at once: one by one takes several times as long.
fn values(column: &Column<u64>, doc: u32, into: &mut Vec<u64>) {
    let Column { index, values } = column;
    let rows = index.value_row_ids(doc);
    into.clear();
    into.resize(rows.len(), 0);
    values.get_range(rows.start.into(), into);
}

/// Bytes as numbers, eight of them each; zeros fill the last one.
pub(super) fn pack(bytes: &[u8]) -> impl Iterator<Item = u64> + '_ {
    bytes.chunks(8).map(|chunk| {
        let mut word = [0; 8];
        for (to, from) in word.iter_mut().zip(chunk) {
            *to = *from;
        }
        u64::from_le_bytes(word)
    })
}
