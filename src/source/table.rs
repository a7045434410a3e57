//! Files of the user's own beside articles: lists of queries, gold files, runs.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
};

use super::{ReadItem, ReadOptions, read};
use crate::{
    article::Article,
    error::{Error, Result},
};

/// A whole text file, `-` for standard input; a byte order mark is dropped.
///
/// # Errors
/// If it cannot be read, or is not UTF-8.
pub fn read_text(path: &Path) -> Result<String> {
    let text = if path == Path::new("-") {
        std::io::read_to_string(std::io::stdin())
    } else {
        fs::read_to_string(path)
    };
    let text = text.map_err(|error| Error::io(path, error))?;
    Ok(text
        .strip_prefix('\u{FEFF}')
        .map(str::to_owned)
        .unwrap_or(text))
}

/// The rows of a file of queries: `id<TAB>text` a line, blank lines left out.
///
/// # Errors
/// If it cannot be read, or a line has no tab.
pub fn read_queries(path: &Path) -> Result<Vec<(String, String)>> {
    read_text(path)?
        .lines()
        .zip(1..)
        .filter(|(line, _)| !line.trim().is_empty())
        .map(|(line, number)| match line.split_once('\t') {
            Some((id, text)) => Ok((id.to_owned(), text.to_owned())),
            None => Err(Error::BadTable {
                path: path.to_owned(),
                line: number,
                reason: "no tab between the query's id and its text".to_owned(),
            }),
        })
        .collect()
}

/// The paths in a list, `-` for standard input: one a line, or each ended by a NUL.
///
/// # Errors
/// If it cannot be read.
pub fn read_list(path: &Path, nulls: bool) -> Result<Vec<PathBuf>> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().read_to_end(&mut bytes).map(|_| ())
    } else {
        fs::read(path).map(|read| bytes = read)
    };
    read.map_err(|error| Error::io(path, error))?;
    let lines = bytes.split(|byte| *byte == if nulls { 0 } else { b'\n' });
    let lines = lines.map(|line| match nulls {
        true => line,
        false => line.strip_suffix(b"\r").unwrap_or(line),
    });
    Ok(lines.filter(|line| !line.is_empty()).map(path_of).collect())
}

#[cfg(unix)]
fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// Is there a file or folder of this name, or an archive that it may lie in?
#[must_use]
pub fn is_there(path: &Path) -> bool {
    let nearest = path.ancestors().find(|above| above.exists());
    nearest.is_some_and(|nearest| nearest == path || nearest.is_file())
}

/// The one article of a file, or of standard input as `-`.
///
/// # Errors
/// [`Error::NotAnArticle`] if there is none, or not just one.
pub fn read_one(path: &Path, options: &ReadOptions) -> Result<Article> {
    let not_one = |reason: String| Error::NotAnArticle {
        path: path.display().to_string(),
        reason,
    };
    let mut found = None;
    for item in read(&[path.to_owned()], options) {
        match item {
            ReadItem::Article(article) if found.is_none() => found = Some(article),
            ReadItem::Article(_) => {
                return Err(not_one(
                    "holds more than one article: index it, then ask by id".to_owned(),
                ));
            }
            ReadItem::Skipped(skipped) => return Err(not_one(skipped.reason.to_string())),
            ReadItem::Note(_)
            | ReadItem::NotADocument(_)
            | ReadItem::Correction(_)
            | ReadItem::File(_) => {}
        }
    }
    found
        .map(|article| *article)
        .ok_or_else(|| not_one("holds no article".to_owned()))
}

/// Writes a text file.
///
/// # Errors
/// If it cannot be written.
pub fn write_text(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(|error| Error::io(path, error))
}

/// What stands between `prefix` and `suffix` in the name of the first file of
/// a folder that has both, by name.
///
/// # Errors
/// If the folder cannot be read.
pub fn first_with_prefix(folder: &Path, prefix: &str, suffix: &str) -> Result<Option<String>> {
    let entries = fs::read_dir(folder).map_err(|error| Error::io(folder, error))?;
    let middle = |name: String| Some(name.strip_prefix(prefix)?.strip_suffix(suffix)?.to_owned());
    Ok(entries
        .flatten()
        .filter_map(|entry| middle(entry.file_name().to_string_lossy().into_owned()))
        .min())
}
