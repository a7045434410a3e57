//! Which files need not be read again? A file is told from its later states by
//! its size and its times, and where these leave it open, by a hash of its bytes.

use std::{
    fs::{File, Metadata},
    io::{self, Read},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use xxhash_rust::xxh3::Xxh3;

/// What tells one state of a file from another without reading it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stamp {
    /// Bytes in it.
    pub size: u64,
    /// When its content changed, in nanoseconds since 1970, as the system says.
    pub modified: i64,
    /// When its content or anything else about it changed; 0 where the system
    /// does not say. Programs that set the other one back do not set this.
    pub changed: i64,
}

/// A clock of a file system may stand still for so long.
const COARSE: Duration = Duration::from_secs(2);

impl Stamp {
    /// What the system says of a file.
    ///
    /// # Errors
    /// What the system says instead.
    pub fn of(path: &Path) -> io::Result<Self> {
        Ok(Self::read(&std::fs::metadata(path)?))
    }

    fn read(metadata: &Metadata) -> Self {
        let modified = metadata.modified().ok().map_or(0, nanoseconds);
        #[cfg(unix)]
        let changed = {
            use std::os::unix::fs::MetadataExt;
            let seconds = metadata.ctime().saturating_mul(1_000_000_000);
            seconds.saturating_add(metadata.ctime_nsec())
        };
        #[cfg(not(unix))]
        let changed = 0;
        Self {
            size: metadata.len(),
            modified,
            changed,
        }
    }

    /// Was the file written so lately that a later change may bear the same times?
    #[must_use]
    pub fn is_fresh(self) -> bool {
        let settled = nanoseconds(SystemTime::now() - COARSE);
        self.modified.max(self.changed) >= settled
    }
}

/// Since 1970; what is too far from it is as far as can be.
fn nanoseconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |ns| -ns),
    }
}

/// A file that is about to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileAt {
    /// Where it is, as it was reached from the root given.
    pub path: PathBuf,
    /// What ids of its articles are made from.
    pub id: String,
    /// Its state.
    pub stamp: Stamp,
}

/// What is known of a file that is about to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Knowledge {
    /// Nothing: it has to be read.
    None,
    /// It is as it was if its bytes have this hash.
    IfHash(u64),
    /// It is as it was.
    Same,
}

/// A file is done with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileRead {
    /// The file, as it was before it was read.
    pub file: FileAt,
    /// The hash of its bytes, if all of them were read and it stayed as it was meanwhile.
    pub hash: Option<u64>,
    /// It is as it was known: no article of it was handed out.
    pub unchanged: bool,
    /// It stayed as it was while it was read, as far as can be seen.
    pub steady: bool,
}

/// Asked before a file is read.
pub type Known<'o> = dyn FnMut(&FileAt) -> Knowledge + 'o;

/// The file is as it was known; `None` if it is not, or that is not known.
pub(super) fn unchanged(known: &mut Known<'_>, file: &FileAt, bytes: &Bytes) -> Option<FileRead> {
    let hash = match known(file) {
        Knowledge::None => return None,
        Knowledge::Same => None,
        Knowledge::IfHash(hash) => {
            let (input, watch) = Watch::new(File::open(&file.path).ok()?, file.clone(), bytes);
            let copied = io::copy(
                &mut io::BufReader::with_capacity(1 << 16, input),
                &mut io::sink(),
            );
            let read = watch.finish();
            if copied.is_err() || read.hash != Some(hash) {
                return None;
            }
            read.hash
        }
    };
    Some(FileRead {
        file: file.clone(),
        hash,
        unchanged: true,
        steady: true,
    })
}

/// Bytes read of all files, for whoever watches.
pub(super) type Bytes = Arc<AtomicU64>;

/// Sees a file being read.
pub(super) struct Watch {
    file: FileAt,
    seen: Arc<Mutex<Seen>>,
}

#[derive(Default)]
struct Seen {
    bytes: u64,
    hash: Xxh3,
}

/// A file that is watched.
pub(super) struct Watched {
    inner: File,
    seen: Arc<Mutex<Seen>>,
    all: Bytes,
}

impl Watch {
    pub(super) fn new(inner: File, file: FileAt, all: &Bytes) -> (Watched, Self) {
        let seen = Arc::<Mutex<Seen>>::default();
        let watched = Watched {
            inner,
            seen: Arc::clone(&seen),
            all: Arc::clone(all),
        };
        (watched, Self { file, seen })
    }

    /// What was seen, now that nobody reads on.
    pub(super) fn finish(self) -> FileRead {
        let steady = Stamp::of(&self.file.path).is_ok_and(|now| now == self.file.stamp);
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let whole = steady && seen.bytes == self.file.stamp.size;
        FileRead {
            hash: whole.then(|| seen.hash.digest()),
            unchanged: false,
            steady,
            file: self.file,
        }
    }
}

impl Watched {
    /// The file itself, for whoever reads it out of order: that is not seen.
    pub(super) fn into_file(self) -> File {
        self.inner
    }
}

impl Read for Watched {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.bytes += count as u64;
        seen.hash.update(buffer.get(..count).unwrap_or_default());
        self.all.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
