//! Which fields does the index have?
//!
//! Every document is a passage. An article's first passage is its head
//! document: it also carries the stored record, the link keys and the
//! signature. Word fields are shared by all languages, their terms carry the
//! language as a prefix: with a field per language, tantivy would divide each
//! field's tokens by all documents and misjudge the length of a small
//! language's texts.

use super::replay;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions,
};

/// The schema's fields by name.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// Article id, raw; on every passage, so that one delete takes them all.
    pub article: Field,
    /// Position of the passage in its article.
    pub ordinal: Field,
    /// Where the passage starts in the article's text, in bytes.
    pub start: Field,
    /// Where it ends.
    pub end: Field,
    /// Language code.
    pub lang: Field,
    /// Outlet, folded.
    pub source: Field,
    /// Days since 1970-01-01, local to the outlet.
    pub day: Field,
    /// Exact folded words of the passage, with positions.
    pub surface: Field,
    /// Stems of the passage, behind their language's code.
    pub stem: Field,
    /// Second stems or four-letter pieces of words, behind their language's
    /// code.
    pub recall: Field,
    /// Sounds of the words of the passage, the same in every language.
    pub sound: Field,
    /// Stems and exact words of the title, on every passage of the article.
    pub title: Field,
    /// 1 on head documents.
    pub head: Field,
    /// On head documents: 64-bit hash of the article's content.
    pub content_hash: Field,
    /// On head documents: the article itself, as JSON.
    pub record: Field,
    /// On head documents: hashed link keys.
    pub key: Field,
    /// On head documents: the head of the encoded link signature, eight bytes a
    /// value. Linking reads single ones all over the index: from a column that
    /// takes a look at memory, from the document store the unpacking of a block.
    pub signature: Field,
    /// On head documents: the units of the signature, in its order. The column
    /// keeps each different one once.
    pub unit: Field,
    /// On head documents: the signature's norm, so that candidates can be
    /// weighed without decoding it.
    pub norm: Field,
}

fn words(record: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(replay::TOKENIZER)
        .set_index_option(record);
    TextOptions::default().set_indexing_options(indexing)
}

impl Fields {
    /// The schema and its fields.
    pub(super) fn schema() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let fields = Self {
            article: schema.add_text_field("article", STRING | FAST),
            ordinal: schema.add_u64_field("ordinal", FAST),
            start: schema.add_u64_field("start", FAST),
            end: schema.add_u64_field("end", FAST),
            lang: schema.add_text_field("lang", STRING | FAST),
            source: schema.add_text_field("source", STRING),
            day: schema.add_i64_field("day", FAST | INDEXED),
            surface: schema
                .add_text_field("surface", words(IndexRecordOption::WithFreqsAndPositions)),
            stem: schema.add_text_field("stem", words(IndexRecordOption::WithFreqs)),
            recall: schema.add_text_field("recall", words(IndexRecordOption::WithFreqs)),
            sound: schema.add_text_field("sound", words(IndexRecordOption::WithFreqs)),
            title: schema.add_text_field("title", words(IndexRecordOption::WithFreqsAndPositions)),
            head: schema.add_u64_field("head", FAST | INDEXED),
            content_hash: schema.add_u64_field("content_hash", FAST),
            record: schema.add_bytes_field("record", STORED),
            key: schema.add_u64_field("key", INDEXED),
            signature: schema.add_u64_field("signature", FAST),
            unit: schema.add_bytes_field("unit", FAST),
            norm: schema.add_f64_field("norm", FAST),
        };
        (schema.build(), fields)
    }
}
