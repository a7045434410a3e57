//! Reading articles: the tables in tests/tables/source, and hostile inputs.
//!
//! All goes through the public door, `tilmash::source`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use std::{
    fs,
    io::{self, Cursor, Read},
    path::{Path, PathBuf},
};

use jiff::tz::TimeZone;
use proptest::prelude::*;
use serde_json::{Value, json};
use tempfile::TempDir;
use tilmash::{
    article::Article,
    source::{Charset, DateOrder, FieldMapError, Format, ReadItem, ReadOptions, read, read_from},
};

mod ago;
mod archives;
mod crawls;
mod documents;
mod encodings;
mod files;
mod formats;
mod hostile;
mod markup;
mod mojibake;
mod packed;
mod pages;
mod tables;

const PROSE: &str =
    "Министр здравоохранения провёл встречу с коллегой. Стороны обсудили обмен опытом.";

fn options() -> ReadOptions {
    ReadOptions::new(|_| "xx")
}

fn path(relative: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(relative)
}

/// The rows of a table as columns; comments and empty lines left out.
fn table(name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path("tests/tables/source").join(name)).unwrap();
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect()
}

/// What reading came to, one line an item.
fn tell(item: ReadItem) -> String {
    match item {
        ReadItem::Article(article) => format!("{} | {}", article.id, article.text),
        ReadItem::Skipped(skipped) => format!("{}: skipped: {}", skipped.place, skipped.reason),
        ReadItem::Note(note) => format!("{}: note: {}", note.place, note.remark),
        ReadItem::NotADocument(path) => format!("{}: not a document", path.display()),
        ReadItem::Correction(said) => format!("{} and {}: said", said.a, said.b),
        ReadItem::File(read) => format!("{}: done with", read.file.path.display()),
    }
}

/// Reads `roots` and tells it, with the temporary folder's name cut off.
fn told(folder: &TempDir, roots: &[PathBuf], options: &ReadOptions) -> Vec<String> {
    let folder = format!("{}/", folder.path().display());
    read(roots, options)
        .map(|item| tell(item).replace(&folder, ""))
        .collect()
}

/// Reads a folder with these files, and tells it.
fn told_files(files: &[(&str, &[u8])], options: &ReadOptions) -> Vec<String> {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    told(&folder, &[folder.path().to_owned()], options)
}

fn told_bytes(name: &str, bytes: &[u8]) -> Vec<String> {
    told_files(&[(name, bytes)], &options())
}

fn only_article(items: Vec<ReadItem>) -> Article {
    match <[ReadItem; 1]>::try_from(items) {
        Ok([ReadItem::Article(article)]) => *article,
        other => panic!("{other:?}"),
    }
}

/// Everything that is kept of an article, in a line.
fn kept(article: &Article) -> String {
    format!(
        "{} | {} | {} | {} | {} | {}",
        article.id,
        or_dash(&article.title),
        printed(article.date),
        or_dash(&article.source),
        or_dash(&article.url),
        article.text.replace('\n', "\\n"),
    )
}

/// What a file of this name and content comes to, in a folder.
fn kept_of(name: &str, content: impl AsRef<[u8]>) -> Vec<String> {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join(name), content).unwrap();
    read(&[folder.path().to_owned()], &options())
        .map(|item| match item {
            ReadItem::Article(article) => kept(&article),
            other => tell(other).replace(&format!("{}/", folder.path().display()), ""),
        })
        .collect()
}

fn or_dash(field: &Option<String>) -> &str {
    field.as_deref().unwrap_or("-")
}

fn printed(date: Option<tilmash::article::Date>) -> String {
    date.map_or_else(|| "-".to_owned(), |date| date.to_string())
}

fn windows_1251(text: &str) -> Vec<u8> {
    let (bytes, _, lossy) = encoding_rs::WINDOWS_1251.encode(text);
    assert!(!lossy);
    bytes.into_owned()
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}
