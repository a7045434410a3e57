//! What can a user do about dictionaries? Build, list, verify, remove.

use std::path::{Path, PathBuf};

use super::{
    cache::{self, Trouble},
    import, pack, with_dictionaries,
};
use crate::error::{Error, Result};

/// A compiled dictionary in the cache.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Installed {
    /// The language whose words it knows.
    pub language: String,
    /// What it is called.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// How many bytes it takes.
    pub bytes: u64,
    /// Whether texts are analysed with it: a user's own hides the shipped one.
    pub in_use: bool,
    /// What is wrong with it, if anything.
    pub trouble: Option<String>,
}

/// The folder of compiled dictionaries.
///
/// # Errors
/// [`Error::BadDictionary`] where neither the system nor the user names one.
pub fn folder() -> Result<PathBuf> {
    cache::folder().ok_or_else(|| Error::BadDictionary {
        path: PathBuf::from("~"),
        reason: "there is no home directory; name a place with TILMASH_CACHE".to_owned(),
    })
}

/// Builds a dictionary of the user's own from MeCab sources or a word list,
/// for a language or, if none is given, for the one that the sources show.
///
/// # Errors
/// [`Error::BadDictionary`] for sources that are none, [`Error::Io`] or
/// [`Error::DiskFull`] for a cache that cannot be written.
pub fn build(from: &Path, language: Option<&str>) -> Result<Installed> {
    let folder = folder()?;
    let language = language.or_else(|| import::language_of(from));
    let shelf = with_dictionaries().find(|shelf| Some(shelf.language.code) == language);
    let Some(shelf) = shelf else {
        let languages: Vec<&str> = with_dictionaries()
            .map(|shelf| shelf.language.code)
            .collect();
        return Err(Error::BadDictionary {
            path: from.to_owned(),
            reason: format!("it is for none of {}", languages.join(", ")),
        });
    };
    let source = import::read(from)?;
    let place = cache::install(&source, &folder, shelf.language.code, None)
        .map_err(|error| Error::io(&folder, error))?;
    Ok(describe(&place, true))
}

/// All dictionaries in the cache; with their files checked if `thoroughly`.
/// What else may stand there is none of ours.
pub fn list(thoroughly: bool) -> Vec<Installed> {
    let places = cache::folder().map_or_else(Vec::new, |folder| cache::all(&folder));
    let is_ours = |place: &&PathBuf| {
        let (language, version) = cache::named(place);
        !version.is_empty() && with_dictionaries().any(|shelf| shelf.language.code == language)
    };
    places
        .iter()
        .filter(is_ours)
        .map(|place| describe(place, thoroughly))
        .collect()
}

/// All dictionaries in the cache, every file checked.
pub fn verify() -> Vec<Installed> {
    list(true)
}

/// Removes the dictionaries of a language, or all of them; gives back those
/// that were there.
///
/// # Errors
/// [`Error::Io`] for one that cannot be removed.
pub fn remove(language: Option<&str>) -> Result<Vec<Installed>> {
    let mut removed = Vec::new();
    for installed in list(false) {
        if language.is_none_or(|language| installed.language == language) {
            cache::remove(&installed.path).map_err(|error| Error::io(&installed.path, error))?;
            removed.push(installed);
        }
    }
    Ok(removed)
}

fn describe(place: &Path, thoroughly: bool) -> Installed {
    let checked = if thoroughly {
        cache::check(place)
    } else {
        cache::manifest(place)
    };
    let (language, version) = cache::named(place);
    let own = cache::place(place.parent().unwrap_or(place), language, None);
    let shipped = with_dictionaries().any(|shelf| {
        shelf.language.code == language && shelf.shipped().and_then(pack::stamp) == Some(version)
    });
    let in_use = place == own || (shipped && !own.exists());
    let (name, trouble) = match checked {
        Ok(manifest) => (manifest.name, None),
        Err(Trouble::Missing) => (String::new(), Some("it is not there".to_owned())),
        Err(Trouble::Damaged(why)) => (String::new(), Some(why)),
    };
    Installed {
        language: language.to_owned(),
        name,
        path: place.to_owned(),
        bytes: cache::size(place),
        in_use,
        trouble,
    }
}
