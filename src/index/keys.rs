//! Which articles have a link key?

use tantivy::{DocAddress, Term, postings::BlockSegmentPostings};

use super::reader::{Entry, Snapshot};
use crate::error::Result;

impl Snapshot {
    /// Looks link keys up, which come in ascending order, so that neighbours in
    /// the dictionaries follow each other. `visit` gets, for one key
    /// after the other, the articles whose signature has it; `None` if those
    /// are more than `most`.
    ///
    /// # Errors
    /// What the disk says.
    pub fn with_keys(
        &self,
        keys: &[u32],
        most: usize,
        visit: &mut dyn FnMut(Option<&[Entry]>),
    ) -> Result<()> {
        self.each_with_keys(keys, most, visit)
            .map_err(|error| self.fail(error))
    }

    fn each_with_keys(
        &self,
        keys: &[u32],
        most: usize,
        visit: &mut dyn FnMut(Option<&[Entry]>),
    ) -> tantivy::Result<()> {
        let readers = self.searcher().segment_readers().iter();
        let segments = readers
            .map(|reader| Ok((reader, reader.inverted_index(self.fields().key)?)))
            .collect::<tantivy::Result<Vec<_>>>()?;
        let mut block = BlockSegmentPostings::empty();
        let mut found = Vec::new();
        for &key in keys {
            let term = Term::from_field_u64(self.fields().key, key.into());
            found.clear();
            for (number, (reader, inverted)) in (0..).zip(&segments) {
                let Some(info) = inverted.get_term_info(&term)? else {
                    continue;
                };
                // The dictionary counts deleted documents too, so where there
                // are any the postings have to be read.
                let counted = found.len() + info.doc_freq as usize;
                if !reader.has_deletes() && counted > most {
                    found.resize(counted, Entry(DocAddress::new(number, 0)));
                    break;
                }
                inverted.reset_block_postings_from_terminfo(&info, &mut block)?;
                while !block.docs().is_empty() && found.len() <= most {
                    let docs = block.docs().iter().filter(|doc| !reader.is_deleted(**doc));
                    found.extend(docs.map(|doc| Entry(DocAddress::new(number, *doc))));
                    block.advance();
                }
            }
            visit((found.len() <= most).then_some(&found));
        }
        Ok(())
    }
}
