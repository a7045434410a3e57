//! Whatever commands come one after the other, and wherever the disk, the process or
//! the machine fails in between: is the index as before a command or as after it, and
//! does it tell the stories that one clean build tells?

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use proptest::{prelude::*, test_runner::TestCaseResult};

use super::{
    Batch, Cancel, Correcting, IngestOptions, correct, rebuild_from_stored, remove, update,
};
use crate::{
    article::ArticleId,
    error::{Error, Result},
    index::{
        Correction, Layout, Means, Snapshot,
        faults::{Faults, Mode},
    },
    language,
    link::StoryStore,
    source::ReadOptions,
};

/// Texts of which some tell one story, each in two versions.
const TEXTS: [[&str; 2]; 6] = [
    [
        "Министр Ахметов открыл мост через Ишим в Астане 12 марта 2026 года. Он стоил 450 миллионов тенге.",
        "Министр Ахметов закрыл мост через Ишим в Астане 12 марта 2026 года на ремонт за 450 миллионов тенге.",
    ],
    [
        "Minister Akhmetov opened a bridge across the Ishim in Astana on 12 March 2026. It cost 450 million tenge.",
        "Minister Akhmetov reopened the bridge across the Ishim in Astana; repairs cost 450 million tenge.",
    ],
    [
        "Министр Ахметов 2026 жылғы 12 наурызда Астанада Есіл өзені арқылы көпір ашты. Оған 450 миллион теңге жұмсалды.",
        "Министр Ахметов Астанада көпірді қайта ашты. Жөндеуге 450 миллион теңге жұмсалды.",
    ],
    [
        "В Бишкеке прошёл чемпионат по борьбе, победил Айбек Усенов с результатом 7:2.",
        "В Бишкеке отменили чемпионат по борьбе из-за снега.",
    ],
    [
        "Aibek Usenov won the wrestling championship in Bishkek 7:2.",
        "The wrestling championship in Bishkek was cancelled because of snow.",
    ],
    [
        "Цены на пшеницу выросли на 17 процентов.",
        "Цены на пшеницу упали на 3 процента.",
    ],
];

/// A command.
#[derive(Debug, Clone)]
enum Command {
    /// A file is written or removed, then all are read; what is gone is pruned or not.
    Index {
        file: usize,
        version: Option<usize>,
        prune: bool,
        batches: bool,
    },
    /// The folders that are remembered are read into a new generation.
    Reread,
    /// A new generation of the stored articles.
    Reindex,
    Remove(usize),
    Correct(usize, usize, u8),
}

/// What goes wrong: which operation of a hundred, and how.
type Fault = Option<(usize, u8)>;

fn commands() -> impl Strategy<Value = Vec<(Command, Fault)>> {
    let file = 0..TEXTS.len();
    let index = (
        file.clone(),
        prop::option::of(0..2_usize),
        any::<bool>(),
        any::<bool>(),
    );
    let command = prop_oneof![
        6 => index.prop_map(|(file, version, prune, batches)| Command::Index {
            file,
            version,
            prune,
            batches,
        }),
        1 => Just(Command::Reread),
        1 => Just(Command::Reindex),
        1 => file.clone().prop_map(Command::Remove),
        3 => (file.clone(), file, 0..3_u8).prop_map(|(a, b, how)| Command::Correct(a, b, how)),
    ];
    let fault = prop::option::of((1..100_usize, 0..4_u8));
    prop::collection::vec((command, fault), 1..9)
}

/// All that is to be kept.
#[derive(Debug, Clone, Default, PartialEq)]
struct State {
    /// By id.
    articles: BTreeMap<String, String>,
    corrections: BTreeSet<Correction>,
}

struct Place {
    folder: tempfile::TempDir,
    layout: Layout,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("in")).unwrap();
        // A root that holds nothing any more is another matter.
        std::fs::write(folder.path().join("in/stays.txt"), "Погода ясная.").unwrap();
        let layout = Layout::new(folder.path().join("index"));
        Self { folder, layout }
    }

    fn file(&self, number: usize) -> PathBuf {
        self.folder.path().join("in").join(name(number))
    }

    fn index(&self, change: impl FnOnce(&mut IngestOptions), bare: bool) -> Result<()> {
        let mut options = IngestOptions::new(ReadOptions::new(language::detect_tag), Means::new(1));
        change(&mut options);
        let roots = [self.folder.path().join("in")];
        let roots = if bare { &[][..] } else { &roots[..] };
        update(&self.layout, roots, &options, &mut |_| ()).map(|_| ())
    }

    fn run(&self, command: &Command) -> Result<()> {
        match command {
            Command::Index { prune, batches, .. } => self.index(
                |options| {
                    options.prune = *prune;
                    if *batches {
                        options.batch = Batch {
                            bytes: 1,
                            ..Batch::default()
                        };
                    }
                },
                false,
            ),
            Command::Reread => self.index(|options| options.anew = true, true),
            Command::Reindex => {
                let cancel = Cancel::default();
                rebuild_from_stored(&self.layout, Means::new(1), false, &cancel, &mut |_| ())
                    .map(|_| ())
            }
            Command::Remove(file) => {
                remove(&self.layout, &[ArticleId::new(name(*file))]).map(|_| ())
            }
            Command::Correct(a, b, how) => {
                let how = match how {
                    0 => Correcting::Link,
                    1 => Correcting::Unlink,
                    _ => Correcting::Retract,
                };
                correct(&self.layout, &[(name(*a), name(*b))], how).map(|_| ())
            }
        }
    }

    /// What is in the folder, as an index of it holds it.
    fn files(&self) -> BTreeMap<String, String> {
        let entries = std::fs::read_dir(self.folder.path().join("in")).unwrap();
        let paths = entries.map(|entry| entry.unwrap().path());
        let text = |path: PathBuf| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        };
        paths.map(text).collect()
    }

    /// What a command makes of a state.
    fn after(&self, before: &State, command: &Command) -> State {
        let mut after = before.clone();
        match command {
            Command::Index { prune, .. } => {
                let files = self.files();
                if *prune {
                    after.articles.retain(|id, _| files.contains_key(id));
                }
                after.articles.extend(files);
            }
            Command::Reread => after.articles = self.files(),
            Command::Reindex => {}
            Command::Remove(file) => drop(after.articles.remove(&name(*file))),
            Command::Correct(a, b, how) => {
                let (a, b) = (name(*a), name(*b));
                let there = before.articles.contains_key(&a) && before.articles.contains_key(&b);
                if a != b && (there || *how > 1) {
                    let said = |together| Correction::new(&a, &b, together);
                    after.corrections.remove(&said(true));
                    after.corrections.remove(&said(false));
                    if *how < 2 {
                        after.corrections.insert(said(*how == 0));
                    }
                }
            }
        }
        after
    }

    fn state(&self) -> State {
        let snapshot = match Snapshot::open(&self.layout) {
            Ok(snapshot) => snapshot,
            Err(Error::NoIndex(_)) => return State::default(),
            Err(error) => panic!("{error}"),
        };
        let articles = snapshot.articles();
        let state = State {
            articles: articles
                .map(|article| (article.id.to_string(), article.text))
                .collect(),
            corrections: snapshot.kept().corrections.iter().cloned().collect(),
        };
        assert!(snapshot.trouble().is_none());
        state
    }

    /// What is kept of the stories, brought up to date as searches find it.
    fn stories(&self, anew: bool) -> Vec<crate::link::Story> {
        let snapshot = Snapshot::open(&self.layout).unwrap();
        let store = match anew {
            true => StoryStore::compute(&snapshot),
            false => {
                StoryStore::load_whole(&snapshot).unwrap_or_else(|| StoryStore::renew(&snapshot, 1))
            }
        };
        store.stories().collect()
    }
}

fn name(number: usize) -> String {
    format!("{number}.txt")
}

fn mode(number: u8) -> Mode {
    [Mode::Once, Mode::Dead, Mode::Power, Mode::Full][usize::from(number)]
}

fn sequence(commands: &[(Command, Fault)]) -> TestCaseResult {
    let place = Place::new();
    place.index(|_| (), false).unwrap();
    let mut known = place.state();
    for (command, fault) in commands {
        if let Command::Index { file, version, .. } = command {
            match version {
                Some(version) => {
                    std::fs::write(place.file(*file), TEXTS[*file][*version]).unwrap();
                }
                None => drop(std::fs::remove_file(place.file(*file))),
            }
        }
        let after = place.after(&known, command);
        let outcome = match fault {
            None => place.run(command),
            Some((number, how)) => {
                let faults = Faults::plan(place.layout.path(), *number, mode(*how));
                let outcome = place.run(command);
                if mode(*how) == Mode::Power && faults.met() >= *number {
                    faults.cut_power();
                }
                outcome
            }
        };
        let now = place.state();
        let refused = matches!(
            (&outcome, command),
            (Err(Error::NoSuchId(_)), Command::Correct(..))
        );
        if fault.is_none() || refused {
            prop_assert!(outcome.is_ok() || refused, "{command:?}: {outcome:?}");
            prop_assert_eq!(&now, &after, "{:?}", command);
        } else if matches!(command, Command::Index { batches: true, .. }) {
            // Whole articles, of before or of after.
            for (id, text) in &now.articles {
                let told = [known.articles.get(id), after.articles.get(id)];
                prop_assert!(told.contains(&Some(text)), "{command:?}: {id}");
            }
            for id in known
                .articles
                .keys()
                .filter(|id| after.articles.contains_key(*id))
            {
                prop_assert!(now.articles.contains_key(id), "{command:?}: {id} is lost");
            }
            prop_assert_eq!(&now.corrections, &known.corrections);
        } else {
            prop_assert!(
                now == known || now == after,
                "{command:?}: {outcome:?}: {now:?}"
            );
        }
        known = now;
        // What was kept of stories must not outlive its commit.
        prop_assert_eq!(place.stories(false), place.stories(true), "{:?}", command);
    }
    let checked = place.layout.check().unwrap();
    prop_assert!(checked.findings.is_empty(), "{:?}", checked.findings);
    // One clean build of the same articles, with the same corrections.
    let clean = Place::new();
    drop(std::fs::remove_file(
        clean.folder.path().join("in/stays.txt"),
    ));
    for (id, text) in &known.articles {
        std::fs::write(clean.folder.path().join("in").join(id), text).unwrap();
    }
    clean.index(|_| (), false).unwrap();
    for said in &known.corrections {
        let mut writer = crate::index::Writer::update(&clean.layout, Means::new(1)).unwrap();
        writer.kept_mut().correct(said.clone());
        writer.finish().unwrap();
    }
    prop_assert_eq!(clean.state(), known);
    prop_assert_eq!(place.stories(false), clean.stories(true));
    Ok(())
}

/// How many sequences; `TILMASH_CASES` for a long run.
fn cases() -> u32 {
    let wanted = std::env::var("TILMASH_CASES").ok();
    wanted.and_then(|count| count.parse().ok()).unwrap_or(40)
}

proptest! {
    // A failing sequence is printed, and its seed is kept beside the tests.
    #![proptest_config(ProptestConfig { cases: cases(), max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn commands_and_crashes_leave_no_trace(commands in commands()) {
        sequence(&commands)?;
    }
}

#[test]
fn the_texts_tell_stories() {
    let place = Place::new();
    for (number, [first, _]) in TEXTS.iter().enumerate() {
        std::fs::write(place.file(number), first).unwrap();
    }
    place.index(|_| (), false).unwrap();
    assert!(
        !place.stories(true).is_empty(),
        "else the property says little"
    );
}
