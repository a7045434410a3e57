//! What does a reader see? One committed snapshot, unmoved by whoever writes.

use std::{
    io::{self, Write},
    path::PathBuf,
    sync::Arc,
};

use tantivy::{
    DocAddress, Searcher, TantivyDocument, Term,
    columnar::{Column, StrColumn},
    schema::Value,
};

use super::{
    columns::{Columns, live_docs},
    document::Record,
    files::replace_by,
    generation::Layout,
    kept::Kept,
    schema::Fields,
    signatures::{Buffer, Signatures},
    spill::Spill,
    trouble::Trouble,
};
use crate::{
    article::{self, Article, ArticleId, Passage},
    error::{Error, Result},
    signature::{Signature, Sketch},
};

/// A committed state of the index. Clones are cheap and share it; any number of
/// threads may read it at once.
#[derive(Clone)]
pub struct Snapshot {
    pub(super) opened: Arc<Opened>,
}

/// What is open of it.
pub(super) struct Opened {
    pub(super) layout: Layout,
    pub(super) generation: PathBuf,
    pub(super) fields: Fields,
    pub(super) searcher: Searcher,
    pub(super) columns: Vec<Columns>,
    pub(super) fingerprint: String,
    /// How many articles the commit says there are, if it does.
    pub(super) articles: Option<u64>,
    /// What the commit keeps beside them.
    pub(super) kept: Kept,
    pub(super) trouble: Trouble,
}

/// An article's head document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry(pub(super) DocAddress);

impl Snapshot {
    /// The schema's fields.
    pub fn fields(&self) -> Fields {
        self.opened.fields
    }

    /// The searcher over this snapshot.
    pub fn searcher(&self) -> &Searcher {
        &self.opened.searcher
    }

    /// The directory it was read from.
    pub fn layout(&self) -> &Layout {
        &self.opened.layout
    }

    /// Names this committed state: another commit, another name.
    pub fn fingerprint(&self) -> &str {
        &self.opened.fingerprint
    }

    /// What the commit keeps beside its articles.
    pub fn kept(&self) -> &Kept {
        &self.opened.kept
    }

    /// The language tags of the articles, in no order; those of deleted
    /// articles may be among them.
    pub fn langs(&self) -> Vec<String> {
        let mut langs: Vec<String> = Vec::new();
        for columns in &self.opened.columns {
            for ord in 0..columns.lang.num_terms() as u64 {
                let mut lang = String::new();
                if columns
                    .lang
                    .ord_to_str(ord, &mut lang)
                    .is_ok_and(|known| known)
                    && !langs.contains(&lang)
                {
                    langs.push(lang);
                }
            }
        }
        langs
    }

    /// What is kept under a name beside the index: something that can be made
    /// again, and that its reader checks.
    pub fn read_cache(&self, name: &str) -> Option<Spill> {
        let file = std::fs::File::open(self.opened.generation.join(name)).ok()?;
        Spill::of(file).ok()
    }

    /// Keeps something beside the index, if that can be written.
    pub fn write_cache(&self, name: &str, write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) {
        if let Err(error) = replace_by(&self.opened.generation.join(name), write) {
            tracing::info!("{name} is not kept: {error}");
        }
    }

    /// Room for what is worked out of this snapshot.
    pub fn spill(&self) -> Spill {
        Spill::within(self.opened.generation.clone())
    }

    /// Bytes that the generation takes on disk.
    pub fn size_on_disk(&self) -> u64 {
        let entries = std::fs::read_dir(&self.opened.generation)
            .into_iter()
            .flatten()
            .flatten();
        entries
            .filter_map(|entry| Some(entry.metadata().ok()?.len()))
            .sum()
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.entries().count()
    }

    /// Is there no article at all?
    pub fn is_empty(&self) -> bool {
        self.entries().next().is_none()
    }

    /// How many passages there are.
    pub fn passages(&self) -> u64 {
        self.opened.searcher.num_docs()
    }

    /// The head documents of all articles, in index order; where they cannot be
    /// read, [`Snapshot::trouble`] says so.
    pub fn entries(&self) -> impl Iterator<Item = Entry> + '_ {
        let head = Term::from_field_u64(self.opened.fields.head, 1);
        (0..)
            .zip(self.opened.searcher.segment_readers())
            .flat_map(move |(segment, reader)| {
                let docs = live_docs(reader, &head).unwrap_or_else(|error| {
                    self.note(&error);
                    Vec::new()
                });
                docs.into_iter()
                    .map(move |doc| Entry(DocAddress::new(segment, doc)))
            })
    }

    /// All articles, in index order; one that cannot be read is left out, and
    /// [`Snapshot::trouble`] says so.
    pub fn articles(&self) -> impl Iterator<Item = Article> + '_ {
        self.entries().filter_map(|entry| {
            self.article(entry)
                .inspect_err(|error| self.note(error))
                .ok()
        })
    }

    /// The article with this id.
    ///
    /// # Errors
    /// What the disk says.
    pub fn find(&self, id: &ArticleId) -> Result<Option<Entry>> {
        let term = Term::from_field_text(self.opened.fields.article, id.as_str());
        for (segment, reader) in (0..).zip(self.opened.searcher.segment_readers()) {
            for doc in live_docs(reader, &term).map_err(|error| self.fail(error))? {
                let address = DocAddress::new(segment, doc);
                if self
                    .columns(address)
                    .is_some_and(|columns| columns.content_hash.first(doc).is_some())
                {
                    return Ok(Some(Entry(address)));
                }
            }
        }
        Ok(None)
    }

    /// The segment and the number in it of an article's head document.
    pub fn place(&self, entry: Entry) -> (u32, u32) {
        (entry.0.segment_ord, entry.0.doc_id)
    }

    /// The stored article.
    ///
    /// # Errors
    /// [`Error::Damaged`] if it cannot be read back.
    pub fn article(&self, entry: Entry) -> Result<Article> {
        let document: TantivyDocument = self
            .opened
            .searcher
            .doc(entry.0)
            .map_err(|error| self.fail(error))?;
        let bytes = document
            .get_first(self.opened.fields.record)
            .and_then(|value| value.as_bytes());
        let record: Record =
            serde_json::from_slice(bytes.unwrap_or_default()).map_err(|error| Error::Damaged {
                path: self.opened.layout.path().to_owned(),
                reason: format!("a stored article cannot be read: {error}"),
            })?;
        Ok(record.into_article(self.id(entry)))
    }

    /// The link signature of an article; none if it cannot be read.
    pub fn signature(&self, Entry(address): Entry, buffer: &mut Buffer) -> Option<Signature> {
        let signatures = self.signatures(address)?;
        signatures
            .read(address.doc_id, buffer)
            .inspect_err(|error| self.note(error))
            .ok()?
    }

    /// The sketch of an article's signature.
    pub fn sketch(&self, Entry(address): Entry, buffer: &mut Buffer) -> Option<Sketch> {
        self.signatures(address)?.sketch(address.doc_id, buffer)
    }

    fn signatures(&self, address: DocAddress) -> Option<&Signatures> {
        let signatures = self.columns(address)?.signatures();
        signatures.inspect_err(|error| self.note(error)).ok()
    }

    /// The id of an article.
    pub fn id(&self, entry: Entry) -> ArticleId {
        self.article_of(entry.0)
    }

    /// The id of the article that a passage belongs to.
    pub fn article_of(&self, passage: DocAddress) -> ArticleId {
        let mut id = String::new();
        if let Some(columns) = self.columns(passage)
            && let Some(ord) = columns.article.term_ords(passage.doc_id).next()
            && let Err(error) = self.read_id(passage.segment_ord, &columns.article, ord, &mut id)
        {
            self.note(&error);
        }
        ArticleId::new(id)
    }

    /// Reads an id by its number. The dictionary of the inverted index walks to
    /// it letter by letter, that of the fast field reads hundreds of ids before
    /// it: where both number the same ids, the first is asked.
    fn read_id(
        &self,
        segment: u32,
        column: &StrColumn,
        ord: u64,
        id: &mut String,
    ) -> tantivy::Result<()> {
        let reader = self.opened.searcher.segment_reader(segment);
        let inverted = reader.inverted_index(self.opened.fields.article)?;
        if inverted.terms().num_terms() == column.num_terms() {
            let mut bytes = Vec::new();
            inverted.terms().ord_to_term(ord, &mut bytes)?;
            if let Ok(read) = String::from_utf8(bytes) {
                *id = read;
                return Ok(());
            }
        }
        column.ord_to_str(ord, id)?;
        Ok(())
    }

    /// The number of a passage's article among those of its segment, which rise
    /// as the ids do.
    pub fn number_of_id(&self, passage: DocAddress) -> u64 {
        let columns = self.columns(passage);
        let number = columns.and_then(|one| one.article.term_ords(passage.doc_id).next());
        number.unwrap_or_default()
    }

    /// The passages of an article.
    ///
    /// # Errors
    /// What the disk says.
    pub fn passages_of(&self, id: &ArticleId) -> Result<Vec<DocAddress>> {
        let term = Term::from_field_text(self.opened.fields.article, id.as_str());
        let mut found = Vec::new();
        for (segment, reader) in (0..).zip(self.opened.searcher.segment_readers()) {
            let docs = live_docs(reader, &term).map_err(|error| self.fail(error))?;
            found.extend(docs.into_iter().map(|doc| DocAddress::new(segment, doc)));
        }
        Ok(found)
    }

    /// Where a passage stands in its article.
    pub fn passage(&self, passage: DocAddress) -> Passage {
        let doc = passage.doc_id;
        let first = |column: &Column<u64>| column.first(doc).unwrap_or_default();
        self.columns(passage).map_or(
            Passage {
                ordinal: 0,
                range: 0..0,
            },
            |columns| Passage {
                ordinal: first(&columns.ordinal) as u32,
                range: first(&columns.start) as usize..first(&columns.end) as usize,
            },
        )
    }

    /// What linking needs to know of an article beside its signature: its
    /// language tag, its day, and the norm of its signature.
    pub fn link_meta(&self, entry: Entry) -> (String, Option<i64>, f64) {
        let Entry(DocAddress { doc_id, .. }) = entry;
        let mut lang = String::new();
        let Some(columns) = self.columns(entry.0) else {
            return (lang, None, 0.0);
        };
        if let Some(ord) = columns.lang.term_ords(doc_id).next()
            && let Err(error) = columns.lang.ord_to_str(ord, &mut lang)
        {
            self.note(&error);
        }
        (
            lang,
            columns.day.first(doc_id),
            columns.norm.first(doc_id).unwrap_or_default(),
        )
    }

    /// The content hash of an article.
    pub fn content_hash_of(&self, Entry(address): Entry) -> u64 {
        let hash = self
            .columns(address)
            .and_then(|columns| columns.content_hash.first(address.doc_id));
        hash.unwrap_or_default()
    }

    /// The content hash of the article with this id, if there is one.
    pub(super) fn content_hash(&self, id: &ArticleId) -> Result<Option<u64>> {
        let Some(Entry(address)) = self.find(id)? else {
            return Ok(None);
        };
        Ok(self
            .columns(address)
            .and_then(|columns| columns.content_hash.first(address.doc_id)))
    }

    /// The file of the article with this id, if it is another one than that of
    /// `path`.
    pub(super) fn other_file(&self, id: &ArticleId, path: Option<&str>) -> Result<Option<String>> {
        let Some(entry) = self.find(id)? else {
            return Ok(None);
        };
        let stored = self.article(entry)?.path;
        let file = |path: Option<&str>| path.map(|path| article::file_of(path).to_owned());
        let (there, here) = (file(stored.as_deref()), file(path));
        Ok(if there == here { None } else { there })
    }

    fn columns(&self, address: DocAddress) -> Option<&Columns> {
        self.opened.columns.get(address.segment_ord as usize)
    }

    pub(super) fn fail(&self, error: tantivy::TantivyError) -> Error {
        let noted = self.trouble();
        noted.unwrap_or_else(|| Error::tantivy(self.opened.layout.path(), error))
    }

    /// What could not be read of this state so far: whatever was worked out of it
    /// may lack something.
    pub fn trouble(&self) -> Option<Error> {
        self.opened.trouble.error(self.opened.layout.path())
    }

    /// Notes something that cannot be read where no error can be handed on.
    fn note(&self, error: &dyn std::error::Error) {
        let error = io::Error::new(io::ErrorKind::InvalidData, error.to_string());
        self.opened.trouble.note(&self.opened.generation, &error);
    }

    /// How many articles the commit says there are; counted, if it does not.
    pub(super) fn articles_committed(&self) -> Result<u64> {
        let articles = self.opened.articles.unwrap_or(self.len() as u64);
        self.trouble().map_or(Ok(articles), Err)
    }
}
