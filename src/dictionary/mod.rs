//! How are words found in languages that put no spaces between them?
//!
//! A language's profile says by what ([`Words`]): by the list of words that ICU has
//! for its script, or by a dictionary. Dictionaries are too large to keep in
//! memory unasked: this room finds, compiles, checks and opens them. Those of Japanese
//! and Chinese are shipped as what they are made of (`dictionary.bin` in the folder of
//! the language, see the README beside this file) and compiled once into the user's
//! cache directory, the first time that a text in the language is met. A user's own
//! comes by `tilmash dict build` and takes the place of the shipped one.
//!
//! ```text
//! dictionary.bin ─► pack ─► Source ─► compile ─► cache ─► segment ─► words
//! a folder of MeCab sources, a word list ─► import ─┘
//! ```
//!
//! Nothing here fails for want of a dictionary: without one, the word lists
//! inside ICU do, and one warning says so. What is found stays the same as long
//! as the program runs.

mod cache;
mod compile;
mod import;
mod manage;
pub mod pack;
mod segment;
mod source;

use std::{
    fs,
    io::{self, ErrorKind},
    path::Path,
    sync::{LazyLock, OnceLock},
};

use lindera::dictionary::load_fs_dictionary_with_options;

use self::{cache::Trouble, segment::Details};
pub use self::{
    import::read,
    manage::{Installed, build, folder, list, remove, verify},
    segment::{Analyzer, Piece},
    source::{Entry, Matrix, Source, WordClass},
};
use crate::language::{ALL, Language, Words};

/// The name of what stands in for a dictionary that cannot be opened.
const FALLBACK: &str = "icu";

/// A language whose words are not found by the spaces between them alone.
struct LanguageAnalyzer {
    language: &'static Language,
    words: Words,
    open: OnceLock<Option<Analyzer>>,
}

static ANALYZERS: LazyLock<Vec<LanguageAnalyzer>> = LazyLock::new(|| {
    let entry = |language: &&'static Language| {
        Some(LanguageAnalyzer {
            language,
            words: language.unspaced?.words,
            open: OnceLock::new(),
        })
    };
    ALL.iter().filter_map(entry).collect()
});

/// The languages that may have a dictionary.
fn with_dictionaries() -> impl Iterator<Item = &'static LanguageAnalyzer> {
    let has = |entry: &&LanguageAnalyzer| matches!(entry.words, Words::Dictionary { .. });
    ANALYZERS.iter().filter(has)
}

/// What finds the words of a language; `None` for a language that has no
/// dictionary and needs none. The first call for a language opens what there
/// is, compiling it if need be, and stays with it.
pub fn of(language: &str) -> Option<&'static Analyzer> {
    let entry = ANALYZERS
        .iter()
        .find(|entry| entry.language.code == language)?;
    entry.open.get_or_init(|| entry.take()).as_ref()
}

/// The languages whose analyzers this process has opened, with their names.
pub fn opened() -> Vec<(&'static str, String)> {
    let names = ANALYZERS.iter().filter_map(|entry| {
        let name = match entry.open.get()? {
            Some(analyzer) => analyzer.name().to_owned(),
            None => RULES.to_owned(),
        };
        Some((entry.language.code, name))
    });
    names.collect()
}

/// The analyzer of a language that does without.
const RULES: &str = "rules";

/// Would texts of a language be analysed by this analyzer now? Looks at the
/// cache no closer than it must, and opens a dictionary only where a fallback
/// was used before: its reason may have gone.
pub fn is_current(language: &str, name: &str) -> bool {
    let Some(entry) = ANALYZERS
        .iter()
        .find(|entry| entry.language.code == language)
    else {
        return true;
    };
    if entry.open.get().is_some() || name == FALLBACK {
        return of(language).map_or(RULES, Analyzer::name) == name;
    }
    entry.expected().as_deref() == Some(name)
}

impl LanguageAnalyzer {
    /// The name of what would be opened, as far as one can tell without.
    fn expected(&self) -> Option<String> {
        let Words::Dictionary {
            shipped, embedded, ..
        } = self.words
        else {
            return Some(segment::OF_SCRIPT.to_owned());
        };
        if let Some(folder) = cache::folder()
            && let Ok(own) = cache::manifest(&cache::place(&folder, self.language.code, None))
        {
            return Some(name(&own));
        }
        if let Some(embedded) = embedded {
            return Some(format!("lindera {embedded}"));
        }
        match shipped {
            Some(packed) => Some(shipped_name(pack::stamp(packed)?)),
            None => Some(RULES.to_owned()),
        }
    }

    /// The dictionary that is shipped for the language, packed.
    fn shipped(&self) -> Option<&'static [u8]> {
        match self.words {
            Words::Dictionary { shipped, .. } => shipped,
            Words::Icu => None,
        }
    }

    fn take(&self) -> Option<Analyzer> {
        let Words::Dictionary {
            shipped, embedded, ..
        } = self.words
        else {
            return Some(Analyzer::of_script());
        };
        let folder = cache::folder();
        if let Some(folder) = &folder {
            let place = cache::place(folder, self.language.code, None);
            match open(&place) {
                Ok((own, analyzer)) => {
                    tracing::debug!("{}: {}", self.language.name, own.name);
                    return Some(analyzer);
                }
                Err(Trouble::Missing) => {}
                Err(Trouble::Damaged(why)) => tracing::warn!(
                    "the {} dictionary {} cannot be used: {why}; see `tilmash dict`",
                    self.language.name,
                    place.display()
                ),
            }
        }
        if let Some(uri) = embedded {
            match lindera::dictionary::load_dictionary(uri) {
                Ok(dictionary) => {
                    let name = format!("lindera {uri}");
                    return Some(Analyzer::with_dictionary(name, dictionary, Details::Full));
                }
                Err(error) => tracing::warn!("{uri}: {error}"),
            }
        }
        let packed = shipped?;
        Some(
            self.take_shipped(packed, folder.as_deref())
                .unwrap_or_else(|why| {
                    tracing::warn!(
                        "no {} dictionary: {why}; its words are found less well",
                        self.language.name
                    );
                    Analyzer::without_dictionary()
                }),
        )
    }

    /// The shipped dictionary: from the cache, or else compiled into it, or
    /// else compiled for this run alone.
    fn take_shipped(&self, packed: &[u8], folder: Option<&Path>) -> Result<Analyzer, String> {
        let stamp = pack::stamp(packed).ok_or("the shipped one has no stamp")?;
        if let Some(folder) = folder {
            let place = cache::place(folder, self.language.code, Some(stamp));
            match open(&place) {
                Ok((_, analyzer)) => return Ok(analyzer),
                Err(Trouble::Missing) => {}
                Err(Trouble::Damaged(why)) => tracing::warn!(
                    "the {} dictionary {} is damaged ({why}) and is compiled anew",
                    self.language.name,
                    place.display()
                ),
            }
        }
        tracing::info!("compiling the {} dictionary, once", self.language.name);
        let source = pack::unpack(packed)?;
        if let Some(folder) = folder {
            let installed = cache::install(&source, folder, self.language.code, Some(stamp));
            match installed.map(|place| open(&place)) {
                Ok(Ok((_, analyzer))) => return Ok(analyzer),
                Ok(Err(_)) => return Err("what was compiled cannot be opened".to_owned()),
                Err(error) if is_full(&error) => {
                    return Err(format!("{}: {error}", folder.display()));
                }
                Err(error) => tracing::warn!(
                    "the {} dictionary is compiled for this run alone, as {} cannot be written \
                     ({error}); TILMASH_CACHE names another place",
                    self.language.name,
                    folder.display()
                ),
            }
        }
        let here = tempfile::tempdir().map_err(|error| error.to_string())?;
        let place = here.path().join("dictionary");
        fs::create_dir(&place)
            .and_then(|()| cache::compile_into(&source, &place, self.language.code, Some(stamp)))
            .map_err(|error| error.to_string())?;
        open(&place)
            .map(|(_, analyzer)| analyzer)
            .map_err(|_| "what was compiled cannot be opened".to_owned())
    }
}

/// Is there no room? Then a temporary folder is hardly the remedy.
fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge
    )
}

/// Opens a compiled dictionary after checking it. It is read into memory, so
/// that nobody can change it under us.
fn open(place: &Path) -> Result<(cache::Manifest, Analyzer), Trouble> {
    let manifest = cache::check(place)?;
    let dictionary = load_fs_dictionary_with_options(place, false)
        .map_err(|error| Trouble::Damaged(error.to_string()))?;
    let analyzer = Analyzer::with_dictionary(name(&manifest), dictionary, Details::Ours);
    Ok((manifest, analyzer))
}

/// The name and version of the analyzer that a dictionary makes.
fn name(manifest: &cache::Manifest) -> String {
    if manifest.shipped {
        shipped_name(&manifest.stamp)
    } else {
        format!("lindera 6, {} {}", manifest.name, manifest.stamp)
    }
}

fn shipped_name(stamp: &str) -> String {
    format!("lindera 6, shipped {stamp}")
}
