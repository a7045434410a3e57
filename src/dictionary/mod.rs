//! How are words found in languages that put no spaces between them?
//!
//! With dictionaries too large to keep in memory unasked: this room finds,
//! compiles, checks and opens them. The Japanese and the Chinese one are
//! shipped as what they are made of (`ja.bin`, `zh.bin`, see the README
//! beside) and compiled once into the user's cache directory, the first time
//! that a text in the language is met. A user's own comes by
//! `tilmash dict build` and takes the place of the shipped one.
//!
//! ```text
//! ja.bin ─► pack ─► Source ─► compile ─► cache ─► segment ─► words
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
    sync::OnceLock,
};

use lindera::dictionary::load_fs_dictionary_with_options;

use self::{cache::Trouble, segment::Details};
pub use self::{
    import::read,
    manage::{Installed, build, folder, list, remove, verify},
    segment::{Analyzer, Piece},
    source::{Class, Entry, Matrix, Source},
};

/// The name of the analyzer that needs no dictionary.
pub const FALLBACK: &str = "icu";

/// A language that may have a dictionary.
struct Shelf {
    language: &'static str,
    english: &'static str,
    /// The dictionary that is shipped, packed.
    shipped: Option<&'static [u8]>,
    /// The name of the one that lindera embeds, if it was asked to.
    embedded: Option<&'static str>,
    open: OnceLock<Option<Analyzer>>,
}

const fn shelf(
    language: &'static str,
    english: &'static str,
    shipped: Option<&'static [u8]>,
    embedded: Option<&'static str>,
) -> Shelf {
    Shelf {
        language,
        english,
        shipped,
        embedded,
        open: OnceLock::new(),
    }
}

const fn if_built(built: bool, name: &'static str) -> Option<&'static str> {
    if built { Some(name) } else { None }
}

static SHELVES: [Shelf; 3] = [
    shelf(
        "ja",
        "Japanese",
        Some(include_bytes!("ja.bin")),
        if_built(cfg!(feature = "embed-ipadic"), "embedded://ipadic"),
    ),
    shelf(
        "zh",
        "Chinese",
        Some(include_bytes!("zh.bin")),
        if_built(cfg!(feature = "embed-jieba"), "embedded://jieba"),
    ),
    shelf(
        "ko",
        "Korean",
        None,
        if_built(cfg!(feature = "embed-ko-dic"), "embedded://ko-dic"),
    ),
];

/// What finds the words of a language; `None` for a language that has no
/// dictionary and needs none. The first call for a language opens what there
/// is, compiling it if need be, and stays with it.
pub fn of(language: &str) -> Option<&'static Analyzer> {
    let shelf = SHELVES.iter().find(|shelf| shelf.language == language)?;
    shelf.open.get_or_init(|| shelf.take()).as_ref()
}

/// The languages whose analyzers this process has opened, with their names.
pub fn opened() -> Vec<(&'static str, String)> {
    let names = SHELVES.iter().filter_map(|shelf| {
        let name = match shelf.open.get()? {
            Some(analyzer) => analyzer.name().to_owned(),
            None => RULES.to_owned(),
        };
        Some((shelf.language, name))
    });
    names.collect()
}

/// The analyzer of a language that does without.
const RULES: &str = "rules";

/// Would texts of a language be analysed by this analyzer now? Looks at the
/// cache no closer than it must, and opens a dictionary only where a fallback
/// was used before: its reason may have gone.
pub fn is_current(language: &str, name: &str) -> bool {
    let Some(shelf) = SHELVES.iter().find(|shelf| shelf.language == language) else {
        return true;
    };
    if shelf.open.get().is_some() || name == FALLBACK {
        return of(language).map_or(RULES, Analyzer::name) == name;
    }
    shelf.expected().as_deref() == Some(name)
}

impl Shelf {
    /// The name of what would be opened, as far as one can tell without.
    fn expected(&self) -> Option<String> {
        if let Some(folder) = cache::folder()
            && let Ok(own) = cache::manifest(&cache::place(&folder, self.language, None))
        {
            return Some(name(&own));
        }
        if let Some(embedded) = self.embedded {
            return Some(format!("lindera {embedded}"));
        }
        match self.shipped {
            Some(packed) => Some(shipped_name(pack::stamp(packed)?)),
            None => Some(RULES.to_owned()),
        }
    }

    fn take(&self) -> Option<Analyzer> {
        let folder = cache::folder();
        if let Some(folder) = &folder {
            let place = cache::place(folder, self.language, None);
            match open(&place) {
                Ok((own, analyzer)) => {
                    tracing::debug!("{}: {}", self.english, own.name);
                    return Some(analyzer);
                }
                Err(Trouble::Missing) => {}
                Err(Trouble::Damaged(why)) => tracing::warn!(
                    "the {} dictionary {} cannot be used: {why}; see `tilmash dict`",
                    self.english,
                    place.display()
                ),
            }
        }
        if let Some(uri) = self.embedded {
            match lindera::dictionary::load_dictionary(uri) {
                Ok(dictionary) => {
                    let name = format!("lindera {uri}");
                    return Some(Analyzer::with_dictionary(name, dictionary, Details::Full));
                }
                Err(error) => tracing::warn!("{uri}: {error}"),
            }
        }
        let packed = self.shipped?;
        Some(
            self.take_shipped(packed, folder.as_deref())
                .unwrap_or_else(|why| {
                    tracing::warn!(
                        "no {} dictionary: {why}; its words are found less well",
                        self.english
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
            let place = cache::place(folder, self.language, Some(stamp));
            match open(&place) {
                Ok((_, analyzer)) => return Ok(analyzer),
                Err(Trouble::Missing) => {}
                Err(Trouble::Damaged(why)) => tracing::warn!(
                    "the {} dictionary {} is damaged ({why}) and is compiled anew",
                    self.english,
                    place.display()
                ),
            }
        }
        tracing::info!("compiling the {} dictionary, once", self.english);
        let source = pack::unpack(packed)?;
        if let Some(folder) = folder {
            let installed = cache::install(&source, folder, self.language, Some(stamp));
            match installed.map(|place| open(&place)) {
                Ok(Ok((_, analyzer))) => return Ok(analyzer),
                Ok(Err(_)) => return Err("what was compiled cannot be opened".to_owned()),
                Err(error) if is_full(&error) => {
                    return Err(format!("{}: {error}", folder.display()));
                }
                Err(error) => tracing::warn!(
                    "the {} dictionary is compiled for this run alone, as {} cannot be written \
                     ({error}); TILMASH_CACHE names another place",
                    self.english,
                    folder.display()
                ),
            }
        }
        let here = tempfile::tempdir().map_err(|error| error.to_string())?;
        let place = here.path().join("dictionary");
        fs::create_dir(&place)
            .and_then(|()| cache::compile_into(&source, &place, self.language, Some(stamp)))
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
