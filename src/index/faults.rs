//! Where tests make the disk fail: the N-th operation of a folder, once or from
//! then on. An operation that fails from then on, clearing up included, leaves on
//! the disk what a process would that dies there.

use std::{
    collections::{HashMap, HashSet},
    fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use super::files::Operation;

/// What fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// One operation, with an error of the disk.
    Once,
    /// It and all that come after it: the process is gone.
    Dead,
    /// The same, and the machine with it: what was not synced is lost
    /// ([`Faults::cut_power`]).
    Power,
    /// It and all later ones that take room.
    Full,
}

#[derive(Debug)]
struct Plan {
    folder: PathBuf,
    number: usize,
    mode: Mode,
    met: usize,
    /// Files whose content is not on the disk yet.
    unsynced: HashSet<PathBuf>,
    /// Files whose name is not, with the content that it had before.
    unnamed: HashMap<PathBuf, Option<Vec<u8>>>,
}

impl Plan {
    /// Notes what an operation that does not fail leaves to be synced.
    fn note(&mut self, path: &Path, operation: Operation) {
        match operation {
            Operation::Create | Operation::Rename => {
                let before = fs::read(path).ok();
                self.unnamed.entry(path.to_owned()).or_insert(before);
                if operation == Operation::Create {
                    self.unsynced.insert(path.to_owned());
                }
            }
            Operation::Sync => {
                self.unsynced.remove(path);
                self.unnamed.retain(|name, _| name.parent() != Some(path));
            }
            Operation::Delete => {
                self.unsynced.remove(path);
                self.unnamed.remove(path);
            }
            Operation::Write | Operation::Read => {}
        }
    }
}

static PLANS: Mutex<Vec<Plan>> = Mutex::new(Vec::new());

/// A plan for a folder, until it is dropped.
pub(crate) struct Faults(PathBuf);

impl Faults {
    /// The operation with this number fails, from 1; 0 for none.
    pub(crate) fn plan(folder: &Path, number: usize, mode: Mode) -> Self {
        let plan = Plan {
            folder: folder.to_owned(),
            number,
            mode,
            met: 0,
            unsynced: HashSet::new(),
            unnamed: HashMap::new(),
        };
        plans().push(plan);
        Self(folder.to_owned())
    }

    /// Takes from the disk what a power failure may: names that their folder was not
    /// synced for, and content that was not synced.
    pub(crate) fn cut_power(&self) {
        let plans = plans();
        let ours = plans.iter().find(|plan| plan.folder == self.0);
        for path in ours.iter().flat_map(|plan| &plan.unsynced) {
            if path.is_file() {
                fs::write(path, "").unwrap();
            }
        }
        for (path, before) in ours.iter().flat_map(|plan| &plan.unnamed) {
            match before {
                Some(content) => fs::write(path, content).unwrap(),
                None if path.is_dir() => fs::remove_dir_all(path).unwrap(),
                None => {
                    let _ = fs::remove_file(path);
                }
            }
        }
    }

    /// How many operations there were.
    pub(crate) fn met(&self) -> usize {
        let plans = plans();
        let ours = plans.iter().find(|plan| plan.folder == self.0);
        ours.map_or(0, |plan| plan.met)
    }
}

impl Drop for Faults {
    fn drop(&mut self) {
        plans().retain(|plan| plan.folder != self.0);
    }
}

fn plans() -> std::sync::MutexGuard<'static, Vec<Plan>> {
    PLANS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Fails if it is this operation's turn.
pub(in crate::index) fn strike(path: &Path, operation: Operation) -> io::Result<()> {
    let mut plans = plans();
    let Some(plan) = plans.iter_mut().find(|plan| path.starts_with(&plan.folder)) else {
        return Ok(());
    };
    plan.met += 1;
    let takes_room = matches!(operation, Operation::Create | Operation::Write);
    let fails = plan.number > 0
        && match plan.mode {
            Mode::Once => plan.met == plan.number,
            Mode::Dead | Mode::Power => plan.met >= plan.number,
            Mode::Full => plan.met >= plan.number && takes_room,
        };
    match fails {
        false => {
            plan.note(path, operation);
            Ok(())
        }
        true if plan.mode == Mode::Full => Err(io::ErrorKind::StorageFull.into()),
        true => Err(io::Error::from_raw_os_error(5)),
    }
}
