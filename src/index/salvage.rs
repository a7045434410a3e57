//! Which articles has a generation stored, whatever else of it can be read?
//! Everything but the stored texts, and which of them were removed, can be made
//! again: so this reads nothing else, piece by piece, and names what is lost.

use std::{
    collections::BTreeMap,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use serde::Deserialize;
use tantivy::{
    Directory, TantivyDocument,
    columnar::{Column, ColumnarReader, DynamicColumn, StrColumn},
    directory::{FileSlice, footer::Footer},
    fastfield::AliveBitSet,
    schema::Value,
    store::StoreReader,
};

use super::{
    directory::IndexDirectory,
    document::Record,
    generation::Layout,
    kept::{Kept, Payload},
    schema::Fields,
};
use crate::{
    article::{Article, ArticleId},
    error::{Error, Result},
};

/// Something of a generation that cannot be read any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// The article, where that is known.
    pub id: Option<String>,
    /// Why: names the file.
    pub reason: String,
}

/// The stored articles of the generation in force, whatever analysis made it.
pub struct Stored {
    layout: Layout,
    generation: PathBuf,
    directory: IndexDirectory,
    fields: Fields,
    segments: Vec<Segment>,
    articles: Option<u64>,
    kept: Kept,
    trouble: Vec<Lost>,
}

/// A segment, as the commit in force names it.
#[derive(Debug, Deserialize)]
struct Segment {
    segment_id: String,
    max_doc: u32,
    deletes: Option<Deletes>,
}

#[derive(Debug, Deserialize)]
struct Deletes {
    opstamp: u64,
}

/// The commit in force.
#[derive(Debug, Deserialize)]
struct Commit {
    segments: Vec<Segment>,
    payload: Option<String>,
}

impl Stored {
    /// Opens the generation in force for its stored articles alone.
    ///
    /// # Errors
    /// [`Error::NoIndex`] and others as for opening an index, not for damage to it.
    pub fn open(layout: &Layout) -> Result<Self> {
        let generation = layout.current()?;
        let directory = IndexDirectory::open(&generation)
            .map_err(|error| Error::tantivy(layout.path(), error.into()))?;
        let mut stored = Self {
            layout: layout.clone(),
            generation,
            directory,
            fields: Fields::schema().1,
            segments: Vec::new(),
            articles: None,
            kept: Kept::default(),
            trouble: Vec::new(),
        };
        match stored.commit() {
            Ok(commit) => {
                let payload = commit.payload.as_deref().and_then(Payload::read);
                if let Some(payload) = payload {
                    stored.articles = Some(payload.articles);
                    stored.kept = payload.kept;
                }
                stored.segments = commit.segments;
            }
            Err(error) => {
                // The newest of what lies there is better than nothing.
                let file = stored.named("meta.json");
                let reason = format!(
                    "{file}: {error}: with it go corrections of links and what was known of folders"
                );
                stored.trouble.push(Lost { id: None, reason });
                stored.segments = stored.segments_there();
            }
        }
        Ok(stored)
    }

    /// What the index keeps beside its articles.
    pub(super) fn kept(&self) -> &Kept {
        &self.kept
    }

    /// How many articles the index says it holds, if it says so.
    pub fn articles(&self) -> Option<u64> {
        self.articles
    }

    /// Visits all articles that can be read, in index order; gives back what
    /// cannot be.
    ///
    /// # Errors
    /// What `visit` says.
    pub fn each(&self, visit: &mut dyn FnMut(Article) -> Result<()>) -> Result<Vec<Lost>> {
        let mut lost = self.trouble.clone();
        for segment in &self.segments {
            self.each_of(segment, visit, &mut lost)?;
        }
        Ok(lost)
    }

    fn commit(&self) -> io::Result<Commit> {
        whole(|| {
            let text = self.directory.atomic_read(Path::new("meta.json"));
            Ok(serde_json::from_slice(&text.map_err(io::Error::other)?)?)
        })
    }

    /// The segments whose stored texts lie in the folder, with their newest
    /// deletions.
    fn segments_there(&self) -> Vec<Segment> {
        let entries = std::fs::read_dir(&self.generation).into_iter().flatten();
        let names = entries.flatten().map(|entry| entry.file_name());
        let names: Vec<String> = names.filter_map(|name| name.into_string().ok()).collect();
        let mut segments: BTreeMap<&str, Option<u64>> = BTreeMap::new();
        for name in &names {
            match name.split('.').collect::<Vec<_>>().as_slice() {
                [segment, "store"] => {
                    segments.entry(segment).or_default();
                }
                [segment, opstamp, "del"] => {
                    let known = segments.entry(segment).or_default();
                    *known = opstamp.parse().ok().max(*known);
                }
                _ => {}
            }
        }
        let segment = |(id, opstamp): (&str, Option<u64>)| Segment {
            segment_id: id.to_owned(),
            max_doc: u32::MAX,
            deletes: opstamp.map(|opstamp| Deletes { opstamp }),
        };
        segments.into_iter().map(segment).collect()
    }

    fn each_of(
        &self,
        segment: &Segment,
        visit: &mut dyn FnMut(Article) -> Result<()>,
        lost: &mut Vec<Lost>,
    ) -> Result<()> {
        let id = segment.segment_id.replace('-', "");
        let store_name = format!("{id}.store");
        let columns = Ids::open(|| self.open_file(&format!("{id}.fast")));
        let store = whole(|| {
            let file = self.open_file(&store_name)?;
            StoreReader::open(file, 2)
        });
        let alive = segment.deletes.as_ref().map(|deletes| {
            let name = format!("{id}.{}.del", deletes.opstamp);
            whole(|| Ok(AliveBitSet::open(self.open_file(&name)?.read_bytes()?)))
                .map_err(|error| format!("{}: {error}", self.named(&name)))
        });
        let alive = match alive {
            Some(Ok(alive)) => Some(alive),
            Some(Err(error)) => {
                let reason = format!("{error}: articles that were removed may be back");
                lost.push(Lost { id: None, reason });
                None
            }
            None => None,
        };
        let is_alive = |doc: u32| alive.as_ref().is_none_or(|alive| alive.is_alive(doc));
        let lost_for = |error: &io::Error| format!("{}: {error}", self.named(&store_name));
        let store = match store {
            Ok(store) => store,
            Err(error) => {
                let reason = lost_for(&error);
                let heads = columns.heads(segment.max_doc).filter(|doc| is_alive(*doc));
                let before = lost.len();
                lost.extend(heads.map(|doc| Lost {
                    id: columns.id(doc),
                    reason: reason.clone(),
                }));
                if lost.len() == before {
                    lost.push(Lost { id: None, reason });
                }
                return Ok(());
            }
        };
        for doc in (0..segment.max_doc).filter(|doc| is_alive(*doc)) {
            match whole(|| store.get::<TantivyDocument>(doc).map_err(io::Error::other)) {
                Ok(document) => match self.article(&document, doc, &columns) {
                    Some(Ok(article)) => visit(article)?,
                    Some(Err(error)) => lost.push(Lost {
                        id: columns.id(doc),
                        reason: lost_for(&error),
                    }),
                    None => {}
                },
                // Beyond the last one, where the commit does not tell how many.
                Err(_) if segment.max_doc == u32::MAX => break,
                // What has no head is a further passage, which stores nothing.
                Err(error) if columns.is_head(doc).unwrap_or(true) => lost.push(Lost {
                    id: columns.id(doc),
                    reason: lost_for(&error),
                }),
                Err(_) => {}
            }
        }
        Ok(())
    }

    /// The article whose head document this is.
    fn article(
        &self,
        document: &TantivyDocument,
        doc: u32,
        columns: &Ids,
    ) -> Option<io::Result<Article>> {
        let bytes = document.get_first(self.fields.record)?.as_bytes()?;
        let record: Record = match serde_json::from_slice(bytes) {
            Ok(record) => record,
            Err(error) => return Some(Err(error.into())),
        };
        let id = match &record.id {
            Some(id) => id.clone(),
            None => match columns.id(doc) {
                Some(id) => id,
                None => return Some(Err(io::Error::other("an article's id cannot be read"))),
            },
        };
        Some(Ok(record.into_article(ArticleId::new(id))))
    }

    fn open_file(&self, name: &str) -> io::Result<FileSlice> {
        let file = self.directory.open_read(Path::new(name));
        let file = file.map_err(|error| match error {
            tantivy::directory::error::OpenReadError::FileDoesNotExist(_) => {
                io::Error::new(io::ErrorKind::NotFound, "it is missing")
            }
            tantivy::directory::error::OpenReadError::IoError { io_error, .. } => {
                io::Error::new(io_error.kind(), io_error.to_string())
            }
            other => io::Error::other(other),
        })?;
        Ok(Footer::extract_footer(file)?.1)
    }

    /// A file of the generation, as people may be told.
    fn named(&self, name: &str) -> String {
        let path = self.generation.join(name);
        let inside = path.strip_prefix(self.layout.path()).unwrap_or(&path);
        inside.display().to_string()
    }
}

/// Ids and heads of a segment, where they can be read.
struct Ids {
    article: Option<StrColumn>,
    content_hash: Option<Column<u64>>,
}

impl Ids {
    fn open(file: impl Fn() -> io::Result<FileSlice>) -> Self {
        let column = |name: &str| {
            whole(|| {
                let columns = ColumnarReader::open(file()?)?.read_columns(name)?;
                let column = columns.first().ok_or(io::ErrorKind::NotFound)?;
                column.open()
            })
            .ok()
        };
        Self {
            article: match column("article") {
                Some(DynamicColumn::Str(ids)) => Some(ids),
                _ => None,
            },
            content_hash: match column("content_hash") {
                Some(DynamicColumn::U64(hashes)) => Some(hashes),
                _ => None,
            },
        }
    }

    fn id(&self, doc: u32) -> Option<String> {
        let column = self.article.as_ref()?;
        whole(|| {
            let mut id = String::new();
            let ord = column.term_ords(doc).next();
            let ord = ord.ok_or(io::ErrorKind::NotFound)?;
            column.ord_to_str(ord, &mut id)?;
            Ok(id)
        })
        .ok()
        .filter(|id| !id.is_empty())
    }

    fn is_head(&self, doc: u32) -> Option<bool> {
        let column = self.content_hash.as_ref()?;
        whole(|| Ok(column.first(doc).is_some())).ok()
    }

    fn heads(&self, max_doc: u32) -> impl Iterator<Item = u32> + '_ {
        let docs = self.content_hash.as_ref().map_or(0, |_| max_doc);
        (0..docs).filter(|doc| self.is_head(*doc) == Some(true))
    }
}

/// Reads something, and if that fails, once more; where a library stops at damage,
/// that is an error.
fn whole<T>(read: impl Fn() -> io::Result<T>) -> io::Result<T> {
    let once = || {
        let caught = catch_unwind(AssertUnwindSafe(&read));
        caught.unwrap_or_else(|_| Err(io::Error::other("it is damaged")))
    };
    once().or_else(|_| once())
}
