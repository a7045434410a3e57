//! Does every fault of the disk leave the old state or the new one, and does the
//! next run bring the new? Every operation of small runs fails once, is the last of
//! the process or before a power failure, or meets a full disk.

use std::path::{Path, PathBuf};

use super::{Batch, Cancel, IngestOptions, rebuild_from_stored, remove, update};
use crate::{
    article::ArticleId,
    error::{Error, Result},
    index::{
        Layout, Means, Snapshot,
        faults::{Faults, Mode},
    },
    language,
    source::ReadOptions,
};

/// What a run is.
#[derive(Debug, Clone, Copy)]
enum Run {
    First,
    Update,
    Batches,
    Change,
    Reindex,
    Remove,
    Prune,
    Repair,
}

/// A place with inputs and an index.
struct Place {
    folder: tempfile::TempDir,
    layout: Layout,
}

impl Place {
    fn new(run: Run) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::new(folder.path().join("index"));
        let place = Self { folder, layout };
        if !matches!(run, Run::First) {
            place.input(&[("a", 1), ("b", 1), ("c", 1)]);
            place.index(false, Batch::default()).unwrap();
        }
        match run {
            Run::First => place.input(&[("a", 1), ("b", 1), ("c", 1)]),
            Run::Update | Run::Batches => place.input(&[("d", 1), ("e", 1)]),
            Run::Change => place.input(&[("a", 2), ("b", 1)]),
            Run::Prune => {
                std::fs::remove_file(place.file("b")).unwrap();
                place.input(&[("d", 1)]);
            }
            Run::Reindex | Run::Remove => {}
            Run::Repair => {
                let term = place.files(".term").pop().unwrap();
                let mut bytes = std::fs::read(&term).unwrap();
                bytes[5] ^= 1;
                std::fs::write(term, bytes).unwrap();
            }
        }
        place
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join("in").join(format!("{name}.txt"))
    }

    fn input(&self, articles: &[(&str, u32)]) {
        std::fs::create_dir_all(self.folder.path().join("in")).unwrap();
        for (name, version) in articles {
            let text = format!("The minister of {name} came {version} times.");
            std::fs::write(self.file(name), text).unwrap();
        }
    }

    fn files(&self, end: &str) -> Vec<PathBuf> {
        let generation = std::fs::read_dir(self.layout.path()).unwrap().flatten();
        let folders = generation.filter(|entry| entry.path().is_dir());
        let files = folders.flat_map(|folder| std::fs::read_dir(folder.path()).unwrap().flatten());
        let paths = files.map(|file| file.path());
        paths
            .filter(|path| path.to_string_lossy().ends_with(end))
            .collect()
    }

    fn index(&self, prune: bool, batch: Batch) -> Result<()> {
        let mut options = IngestOptions::new(ReadOptions::new(language::detect_tag), Means::new(1));
        options.prune = prune;
        options.batch = batch;
        let roots = [self.folder.path().join("in")];
        update(&self.layout, &roots, &options, &mut |_| ()).map(|_| ())
    }

    fn run(&self, run: Run) -> Result<()> {
        let single = Batch {
            bytes: 1,
            ..Batch::default()
        };
        let stored = |leave_out| {
            let cancel = Cancel::default();
            rebuild_from_stored(&self.layout, Means::new(1), leave_out, &cancel, &mut |_| ())
                .map(|_| ())
        };
        match run {
            Run::First | Run::Update | Run::Change => self.index(false, Batch::default()),
            Run::Batches => self.index(false, single),
            Run::Prune => self.index(true, Batch::default()),
            Run::Reindex => stored(false),
            Run::Repair => self.layout.tidy().and_then(|()| stored(true)),
            Run::Remove => remove(&self.layout, &[ArticleId::new("b.txt")]).map(|_| ()),
        }
    }

    /// The texts of all articles, in order; `None` if there is no index.
    fn state(&self) -> Option<Vec<String>> {
        let snapshot = match Snapshot::open(&self.layout) {
            Ok(snapshot) => snapshot,
            Err(Error::NoIndex(_)) => return None,
            Err(Error::Damaged { .. }) => return Some(vec!["damaged".to_owned()]),
            Err(error) => panic!("{error}"),
        };
        let entries = snapshot.entries();
        let texts = entries.map(|entry| snapshot.article(entry).unwrap().text);
        let mut texts: Vec<String> = texts.collect();
        texts.sort();
        assert!(snapshot.trouble().is_none());
        Some(texts)
    }
}

/// What is left on the disk beside what the commit in force names.
fn litter(place: &Place) -> Vec<PathBuf> {
    let mut litter = place.files(".new");
    let root = std::fs::read_dir(place.layout.path()).unwrap().flatten();
    litter.extend(root.map(|entry| entry.path()).filter(|path| is_new(path)));
    let checked = place.layout.check().unwrap();
    litter.extend(checked.leftovers.iter().map(PathBuf::from));
    litter
}

fn is_new(path: &Path) -> bool {
    path.to_string_lossy().ends_with(".new")
}

fn every_fault_of(run: Run) {
    let place = Place::new(run);
    let before = place.state();
    let faults = Faults::plan(place.layout.path(), 0, Mode::Once);
    place.run(run).unwrap();
    let operations = faults.met();
    // What was acknowledged is on the disk.
    faults.cut_power();
    drop(faults);
    let after = place.state();
    assert!(operations > 10, "{operations}");
    for mode in [Mode::Once, Mode::Dead, Mode::Power, Mode::Full] {
        // All of them where a run goes on after the fault; of the others, whose
        // places differ less, as many as fit into a minute.
        let step = match mode {
            Mode::Once => 1,
            Mode::Dead | Mode::Power | Mode::Full => 4,
        };
        for number in (1..=operations).step_by(step) {
            let place = Place::new(run);
            let faults = Faults::plan(place.layout.path(), number, mode);
            let outcome = place.run(run);
            if mode == Mode::Power {
                faults.cut_power();
            }
            drop(faults);
            let now = place.state();
            let told = format!("{run:?} {mode:?} {number} of {operations}: {outcome:?}");
            match (&outcome, run) {
                // Whole batches stay.
                (_, Run::Batches) if outcome.is_err() || mode == Mode::Power => {
                    let (now, after) = (now.unwrap(), after.as_ref().unwrap());
                    assert!(now.iter().all(|text| after.contains(text)), "{told}");
                    let kept = before.as_ref().unwrap();
                    assert!(kept.iter().all(|text| now.contains(text)), "{told}");
                }
                // That a folder could not be synced is a warning: the change is there,
                // until the power fails.
                (Ok(()), _) if mode == Mode::Power => {
                    assert!(now == before || now == after, "{told}: {now:?}");
                }
                (Ok(()), _) => assert_eq!(now, after, "{told}"),
                // A process that is gone may have come to its end.
                (Err(_), _) if matches!(mode, Mode::Dead | Mode::Power) => {
                    assert!(now == before || now == after, "{told}: {now:?}");
                }
                (Err(_), _) => assert_eq!(now, before, "{told}"),
            }
            if let Err(error) = outcome {
                let shown = error.to_string();
                let path = place.layout.path().display().to_string();
                assert!(shown.contains(&path), "{told}: {shown}");
                if mode == Mode::Full {
                    assert!(matches!(error, Error::DiskFull(_)), "{told}");
                }
            }
            place
                .run(run)
                .unwrap_or_else(|error| panic!("{told}, then {error}"));
            assert_eq!(place.state(), after, "{told}, and once more");
            assert_eq!(litter(&place), Vec::<PathBuf>::new(), "{told}");
        }
    }
}

macro_rules! every_fault {
    ($($name:ident: $run:ident;)*) => {
        $(#[test] fn $name() { every_fault_of(Run::$run); })*
    };
}

every_fault! {
    of_a_first_run: First;
    of_an_update: Update;
    of_an_update_in_batches: Batches;
    of_a_change: Change;
    of_a_reindex: Reindex;
    of_a_removal: Remove;
    of_a_prune: Prune;
    of_a_repair: Repair;
}
