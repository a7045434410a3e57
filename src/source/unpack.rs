//! How is a compressed stream read as what is in it?

use std::{
    io::{self, BufRead, BufReader, Chain, Cursor, Read},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
};

/// What a stream is compressed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
    Xz,
    Bzip2,
}

/// How streams begin that are compressed so, and how their files are called.
const PACKINGS: [(Packing, &[u8], &str); 4] = [
    (Packing::Gzip, b"\x1f\x8b\x08", "gz"),
    (Packing::Zstd, b"\x28\xb5\x2f\xfd", "zst"),
    (Packing::Xz, b"\xfd7zXZ\0", "xz"),
    (Packing::Bzip2, b"BZh", "bz2"),
];

impl Packing {
    /// The packing of a stream that begins so.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        let known = PACKINGS
            .iter()
            .find(|(_, magic, _)| head.starts_with(magic));
        known.map(|(packing, ..)| *packing)
    }
}

/// The name of what is in a compressed file: `dump.jsonl` for `dump.jsonl.gz`.
pub(super) fn inner_name(path: &Path) -> Option<&Path> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    let packed = PACKINGS.iter().any(|(.., name)| *name == extension);
    packed.then(|| Path::new(path.file_stem().unwrap_or_default()))
}

type Input = Chain<Cursor<Vec<u8>>, Box<dyn Read + Send>>;

/// What a compressed stream holds. A bomb ends with an error.
///
/// # Errors
/// If it cannot be begun.
pub(super) fn open(
    packing: Packing,
    input: Input,
    budget: &Arc<Budget>,
) -> io::Result<Box<dyn Read + Send>> {
    let input = BufReader::with_capacity(1 << 16, input);
    Ok(guarded(decoder(packing, input)?, budget))
}

/// Takes the packing off a stream, however much comes of it.
///
/// # Errors
/// If it cannot be begun.
pub(super) fn decoder(
    packing: Packing,
    input: impl BufRead + Send + 'static,
) -> io::Result<Box<dyn Read + Send>> {
    // What a dictionary may take in memory, in KiB.
    const MOST_MEMORY: u32 = 256 << 10;
    Ok(match packing {
        Packing::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(input)),
        Packing::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(input)?),
        Packing::Xz => Box::new(lzma_rust2::XzReader::new_mem_limit(
            input,
            true,
            MOST_MEMORY,
        )),
        Packing::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(input)),
    })
}

/// What one file may unpack to, with all that is packed inside of it.
#[derive(Debug, Default)]
pub(super) struct Budget {
    /// Its size, if that is known: of parts that lie over one another, each
    /// is read again.
    size: Option<u64>,
    packed: AtomicU64,
    unpacked: AtomicU64,
    members: AtomicUsize,
}

impl Budget {
    /// The most files in a file.
    pub(super) const MOST_MEMBERS: usize = 1_000_000;

    /// The budget of a file of this size.
    pub(super) fn of(size: Option<u64>) -> Arc<Self> {
        Arc::new(Self {
            size,
            ..Self::default()
        })
    }

    /// Takes in that so many bytes of the file were read.
    pub(super) fn packed(&self, count: u64) {
        self.packed.fetch_add(count, Ordering::Relaxed);
    }

    /// Takes in another file inside; false if that is one too many.
    pub(super) fn count_member(&self) -> bool {
        self.members.fetch_add(1, Ordering::Relaxed) < Self::MOST_MEMBERS
    }

    /// Whether much came of next to nothing.
    pub(super) fn is_spent(&self) -> bool {
        /// Below this nobody is harmed.
        const HARMLESS: u64 = 64 << 20;
        let read = self.packed.load(Ordering::Relaxed);
        let packed = self.size.map_or(read, |size| size.min(read));
        self.unpacked.load(Ordering::Relaxed) > HARMLESS.max(packed.saturating_mul(MOST_TIMES))
    }
}

/// Dumps of text come to a tenth or a thirtieth.
const MOST_TIMES: u64 = 200;

/// The error at the end of a budget.
pub(super) fn bomb() -> io::Error {
    io::Error::other(format!("unpacks to more than {MOST_TIMES} times its size"))
}

/// A file whose bytes are counted as they are read.
pub(super) fn counted(
    inner: impl Read + Send + 'static,
    budget: &Arc<Budget>,
) -> Box<dyn Read + Send> {
    Box::new(Counted {
        inner,
        budget: Arc::clone(budget),
    })
}

struct Counted<R> {
    inner: R,
    budget: Arc<Budget>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.budget.packed(count as u64);
        Ok(count)
    }
}

/// Ends with an error where the budget does.
pub(super) fn guarded(
    inner: impl Read + Send + 'static,
    budget: &Arc<Budget>,
) -> Box<dyn Read + Send> {
    Box::new(Guarded {
        inner,
        budget: Arc::clone(budget),
    })
}

struct Guarded<R> {
    inner: R,
    budget: Arc<Budget>,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.budget
            .unpacked
            .fetch_add(count as u64, Ordering::Relaxed);
        match self.budget.is_spent() {
            true => Err(bomb()),
            false => Ok(count),
        }
    }
}
