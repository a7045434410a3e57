//! What does an index know of where its articles came from, so that it can be told
//! to read all of it once more?

use std::path::{Path, PathBuf};

use super::absolute;
use crate::{
    index::{Kept, Origin},
    source::{Manner, ReadOptions},
};

/// Files and folders that are read alike.
pub(super) struct Group {
    pub roots: Vec<PathBuf>,
    pub options: ReadOptions,
}

/// What an index remembers, in the order in which it was read first; what it
/// remembers of options that this program does not know is told.
pub(super) fn remembered(kept: &Kept, exclude: &[PathBuf]) -> Vec<Group> {
    let mut groups: Vec<(Manner, Group)> = Vec::new();
    for origin in &kept.origins {
        let manner: Option<Manner> = serde_json::from_value(origin.manner.clone()).ok();
        let known = manner.and_then(|manner| Some((manner.options()?, manner)));
        let Some((mut options, manner)) = known else {
            tracing::warn!(
                "{}: not read: this version does not know how it was",
                origin.root
            );
            continue;
        };
        match groups.last_mut() {
            Some((last, group)) if *last == manner => group.roots.push(PathBuf::from(&origin.root)),
            _ => {
                options.exclude = exclude.to_vec();
                let roots = vec![PathBuf::from(&origin.root)];
                groups.push((manner, Group { roots, options }));
            }
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Notes what is read now; `true` if that is new.
pub(super) fn note(kept: &mut Kept, groups: &[Group]) -> bool {
    let before = kept.origins.clone();
    for group in groups {
        let manner = serde_json::to_value(group.options.manner()).unwrap_or_default();
        // What standard input holds is another thing every time.
        for root in group.roots.iter().filter(|root| *root != Path::new("-")) {
            // What is not text cannot be kept as such.
            if let Some(root) = absolute(root).to_str() {
                kept.note_origin(Origin {
                    root: root.to_owned(),
                    manner: manner.clone(),
                });
            }
        }
    }
    kept.origins != before
}
