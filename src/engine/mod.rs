//! What can be asked of an index? Everything, of one type: [`Engine`].
//!
//! The command line, a page, a server or a binding for another language are
//! faces of the engine: they turn arguments into a call and lay out the records
//! ([`crate::record`]) that it returns. What a pair, a story or a statistic *is*
//! is decided here and to the left of here.
//!
//! An engine is cheap to clone, and any number of threads may ask it at once.
//! It answers from the commit that it saw last ([`Engine::refresh`] looks for a
//! newer one); who writes disturbs nobody who reads.

mod corrections;
mod door;
mod learn;
mod pairs;
mod stories;
mod words;
mod write;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use crate::{
    article::{Article, ArticleId},
    error::{Error, Result},
    index::{Layout, Snapshot},
    lexicon::{Lexicon, Overrides},
    link::Archive,
    record::ArticleRecord,
    search, source,
};

pub use self::{
    learn::Pairs,
    pairs::{Duplicates, Judge, Subject},
    stories::StoryFilter,
    words::{analyze, languages},
    write::{Intake, Removal},
};
pub use crate::{
    ingest::{Batch, Cancel, Change, Correcting, Event, IngestReport},
    link::{DEFAULT_WINDOW, Explanation},
    query::{first_day, last_day},
    search::{AbsentLanguages, Answer, Group, SearchOptions, Suggestion, Unmatched},
};

/// Where an engine's index is, and how it is asked.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Settings {
    /// The directory of the index.
    pub directory: PathBuf,
    /// A file of corrections to the translations of words.
    pub corrections: Option<PathBuf>,
}

impl Settings {
    /// An index directory, and nothing else out of the ordinary.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self {
            directory: directory.into(),
            ..Self::default()
        }
    }

    /// The same, with a file of corrections to the translations.
    #[must_use]
    pub fn with_corrections(mut self, file: Option<PathBuf>) -> Self {
        self.corrections = file;
        self
    }
}

/// An index, and all that can be asked of it.
///
/// ```
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use tilmash::engine::{Engine, Intake, SearchOptions, Settings};
///
/// let folder = tempfile::tempdir()?;
/// let article = folder.path().join("a.txt");
/// std::fs::write(&article, "Министр ашылу рәсіміне қатысты.\n\nМинистр открыл мост.")?;
///
/// let engine = Engine::new(Settings::new(folder.path().join("index")));
/// let report = engine.index(&[article], &Intake::new(1), &mut |_| {})?;
/// assert_eq!(report.added, 1);
///
/// let answer = engine.search("министрами", &SearchOptions::default())?;
/// assert_eq!(answer.hits[0].rank, 1);
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Engine {
    inner: Arc<Inner>,
}

struct Inner {
    settings: Settings,
    layout: Layout,
    /// What is asked, from the first question on.
    state: Mutex<Option<Arc<State>>>,
    /// Read once for each state, and for who asks without one.
    vocabulary: Mutex<Option<Vocabulary>>,
}

/// The translations with the user's corrections and what the index was taught,
/// and what was left out of these.
type Vocabulary = (Arc<Lexicon>, Vec<String>);

/// One commit, with all that answers about it.
struct State {
    archive: Archive,
    /// The translations with the user's corrections and what the index was taught.
    lexicon: Arc<Lexicon>,
}

impl State {
    fn snapshot(&self) -> &Snapshot {
        self.archive.snapshot()
    }

    /// The id that an argument means: an article's own, or that of the first
    /// article of a story.
    fn id_of(&self, what: &str) -> ArticleId {
        let resolved = self.archive.resolve(what);
        resolved.unwrap_or_else(|| ArticleId::new(what))
    }

    fn article(&self, what: &str) -> Result<Article> {
        let found = self.find(what)?;
        found.ok_or_else(|| Error::NoSuchId(what.to_owned()))
    }

    fn find(&self, what: &str) -> Result<Option<Article>> {
        let snapshot = self.snapshot();
        let entry = snapshot.find(&self.id_of(what))?;
        entry.map(|entry| snapshot.article(entry)).transpose()
    }
}

impl Engine {
    /// Names an index; nothing is opened before something is asked. The way to
    /// begin one that is not there yet.
    #[must_use]
    pub fn new(settings: Settings) -> Self {
        let layout = Layout::new(&settings.directory);
        Self {
            inner: Arc::new(Inner {
                settings,
                layout,
                state: Mutex::default(),
                vocabulary: Mutex::default(),
            }),
        }
    }

    /// Opens an index.
    ///
    /// # Errors
    /// [`Error::NoIndex`], [`Error::OtherVersion`], [`Error::Damaged`], a file
    /// of corrections that cannot be read, or what the disk says.
    pub fn open(settings: Settings) -> Result<Self> {
        let engine = Self::new(settings);
        engine.asking(|_| Ok(()))?;
        Ok(engine)
    }

    /// The directory of the index.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.inner.settings.directory
    }

    /// Takes up a newer commit, if there is one, and what the index was taught
    /// since; `true` if anything that is asked from now on may be answered
    /// otherwise. Questions that are being answered keep their commit.
    ///
    /// # Errors
    /// As [`Engine::open`]; the engine then goes on with the commit it has.
    pub fn refresh(&self) -> Result<bool> {
        self.forget_vocabulary();
        let newer = self.caught(|| self.read())?;
        let mut state = self.lock();
        let same = state.as_ref().is_some_and(|known| {
            known.snapshot().fingerprint() == newer.snapshot().fingerprint()
                && known.lexicon.overrides() == newer.lexicon.overrides()
        });
        if !same {
            *state = Some(Arc::new(newer));
        }
        Ok(!same)
    }

    /// The name of the commit that is asked: another one after every change.
    ///
    /// # Errors
    /// As [`Engine::open`].
    pub fn commit(&self) -> Result<String> {
        self.asking(|state| Ok(state.snapshot().fingerprint().to_owned()))
    }

    /// Lines of corrections that are none, and damage to what was learned: they
    /// are left out, and this says so.
    ///
    /// # Errors
    /// A file of corrections that cannot be read.
    pub fn warnings(&self) -> Result<Vec<String>> {
        Ok(self.vocabulary()?.1)
    }

    /// Answers a query.
    ///
    /// # Errors
    /// [`Error::Syntax`], [`Error::UnknownName`], or what the disk says.
    pub fn search(&self, query: &str, options: &SearchOptions) -> Result<Answer> {
        self.asking(|state| search::search(&state.archive, query, &with_lexicon(state, options)))
    }

    /// The articles that answer a query by their best passage, best first, with
    /// its score; what trec_eval reads.
    ///
    /// # Errors
    /// As [`Engine::search`].
    pub fn rank(&self, query: &str, options: &SearchOptions) -> Result<Vec<(ArticleId, f32)>> {
        self.asking(|state| {
            search::rank_articles(state.snapshot(), query, &with_lexicon(state, options))
        })
    }

    /// What to say beside an answer: words of the query that nothing matches,
    /// each with suggestions, and languages asked for that the index lacks.
    /// `found`: the query had a hit.
    ///
    /// # Errors
    /// As [`Engine::search`].
    pub fn advice(
        &self,
        query: &str,
        options: &SearchOptions,
        found: bool,
    ) -> Result<(Vec<Unmatched>, Option<AbsentLanguages>)> {
        self.asking(|state| {
            let options = with_lexicon(state, options);
            let absent = search::absent_languages(state.snapshot(), query, &options)?;
            let unmatched = search::unmatched(state.snapshot(), query, &options, found)?;
            Ok((unmatched, absent))
        })
    }

    /// An article by its id, or the earliest of a story by the story's.
    ///
    /// # Errors
    /// [`Error::NoSuchId`], or what the disk says.
    pub fn article(&self, id: &str) -> Result<ArticleRecord> {
        self.asking(|state| Ok(ArticleRecord::from(&state.article(id)?)))
    }

    /// Visits all articles, in index order, until `visit` says `false`.
    ///
    /// # Errors
    /// What the disk says.
    pub fn export(&self, visit: &mut dyn FnMut(ArticleRecord) -> bool) -> Result<()> {
        self.asking(|state| {
            let snapshot = state.snapshot();
            for entry in snapshot.entries() {
                if !visit(ArticleRecord::from(&snapshot.article(entry)?)) {
                    break;
                }
            }
            Ok(())
        })
    }

    /// The commit that is asked, opened if none was yet.
    fn state(&self) -> Result<Arc<State>> {
        if let Some(state) = &*self.lock() {
            return Ok(Arc::clone(state));
        }
        let read = Arc::new(self.read()?);
        let mut state = self.lock();
        Ok(Arc::clone(state.get_or_insert(read)))
    }

    /// Forgets the commit, so that the next question opens the newest.
    fn forget(&self) {
        self.forget_vocabulary();
        *self.lock() = None;
    }

    fn forget_vocabulary(&self) {
        *self.lock_vocabulary() = None;
    }

    fn lock_vocabulary(&self) -> MutexGuard<'_, Option<Vocabulary>> {
        let vocabulary = &self.inner.vocabulary;
        vocabulary.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A thread that panicked has left a whole state or none.
    fn lock(&self) -> MutexGuard<'_, Option<Arc<State>>> {
        let state = &self.inner.state;
        state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read(&self) -> Result<State> {
        let snapshot = Snapshot::open(&self.inner.layout)?;
        Ok(State {
            archive: Archive::new(&snapshot),
            lexicon: self.vocabulary()?.0,
        })
    }

    /// The translations and what was left out of them. There need be no index.
    fn vocabulary(&self) -> Result<Vocabulary> {
        if let Some(known) = &*self.lock_vocabulary() {
            return Ok(known.clone());
        }
        let read = self.read_vocabulary()?;
        Ok(self.lock_vocabulary().get_or_insert(read).clone())
    }

    fn read_vocabulary(&self) -> Result<Vocabulary> {
        let Inner {
            settings, layout, ..
        } = &*self.inner;
        let mut warnings = Vec::new();
        let learned = layout.learned().unwrap_or_else(|error| {
            warnings.push(format!("what was learned is left out: {error}"));
            None
        });
        let mut overrides = parse(
            &learned.unwrap_or_default(),
            &layout.learned_path(),
            &mut warnings,
        );
        overrides.extend(corrections(settings.corrections.as_deref(), &mut warnings)?);
        Ok((Arc::new(Lexicon::new(overrides)), warnings))
    }
}

/// The shipped translations with the corrections of a file alone, and what was
/// left out of it.
///
/// # Errors
/// What the disk says.
pub fn corrected_lexicon(file: Option<&Path>) -> Result<(Arc<Lexicon>, Vec<String>)> {
    let mut warnings = Vec::new();
    let overrides = corrections(file, &mut warnings)?;
    Ok((Arc::new(Lexicon::new(overrides)), warnings))
}

fn corrections(file: Option<&Path>, warnings: &mut Vec<String>) -> Result<Overrides> {
    Ok(match file {
        None => Overrides::default(),
        Some(file) => parse(&source::read_text(file)?, file, warnings),
    })
}

fn parse(text: &str, file: &Path, warnings: &mut Vec<String>) -> Overrides {
    let (overrides, bad) = Overrides::parse(text);
    let warning = |line: crate::lexicon::BadLine| {
        let (file, number, problem) = (file.display(), line.line, line.problem);
        format!("{file}:{number}: {problem}: the line is left out")
    };
    warnings.extend(bad.into_iter().map(warning));
    overrides
}

/// The options, with the translations of the state unless they bring their own.
fn with_lexicon(state: &State, options: &SearchOptions) -> SearchOptions {
    let lexicon = options.lexicon.clone();
    SearchOptions {
        lexicon: Some(lexicon.unwrap_or_else(|| Arc::clone(&state.lexicon))),
        ..options.clone()
    }
}
