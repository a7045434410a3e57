//! What is known of each passage without reading its text, and which passages
//! have a term?

use std::sync::OnceLock;

use tantivy::{
    DocSet, SegmentReader, TERMINATED, Term,
    columnar::{Column, StrColumn},
    fastfield::FastFieldReaders,
    postings::SegmentPostings,
    schema::IndexRecordOption,
};

use super::signatures::Signatures;

/// The fast fields of one segment.
pub(super) struct Columns {
    pub article: StrColumn,
    pub ordinal: Column<u64>,
    pub start: Column<u64>,
    pub end: Column<u64>,
    pub content_hash: Column<u64>,
    pub lang: StrColumn,
    pub day: Column<i64>,
    pub norm: Column<f64>,
    /// Most of all columns, and nothing that a search asks for: opened, and with
    /// that compared with its checksums, when a signature is first read.
    signatures: OnceLock<Signatures>,
    fast: FastFieldReaders,
}

impl Columns {
    pub fn open(reader: &SegmentReader) -> tantivy::Result<Self> {
        let fast = reader.fast_fields();
        let missing = || tantivy::TantivyError::FieldNotFound("article".to_owned());
        Ok(Self {
            article: fast.str("article")?.ok_or_else(missing)?,
            ordinal: fast.u64("ordinal")?,
            start: fast.u64("start")?,
            end: fast.u64("end")?,
            content_hash: fast.u64("content_hash")?,
            lang: fast.str("lang")?.ok_or_else(missing)?,
            day: fast.i64("day")?,
            norm: fast.f64("norm")?,
            signatures: OnceLock::new(),
            fast: fast.clone(),
        })
    }

    /// The link signatures.
    ///
    /// # Errors
    /// What the index library says.
    pub fn signatures(&self) -> tantivy::Result<&Signatures> {
        if let Some(signatures) = self.signatures.get() {
            return Ok(signatures);
        }
        let opened = Signatures::open(&self.fast)?;
        Ok(self.signatures.get_or_init(|| opened))
    }
}

/// The documents of a segment that have a term and were not deleted.
pub(super) fn live_docs(reader: &SegmentReader, term: &Term) -> tantivy::Result<Vec<u32>> {
    let inverted = reader.inverted_index(term.field())?;
    let postings = inverted.read_postings(term, IndexRecordOption::Basic)?;
    Ok(postings.map_or_else(Vec::new, |postings| live(reader, postings)))
}

/// The documents of a posting list that were not deleted.
fn live(reader: &SegmentReader, mut postings: SegmentPostings) -> Vec<u32> {
    let mut docs = Vec::with_capacity(postings.doc_freq() as usize);
    let mut doc = postings.doc();
    while doc != TERMINATED {
        if !reader.is_deleted(doc) {
            docs.push(doc);
        }
        doc = postings.advance();
    }
    docs
}
