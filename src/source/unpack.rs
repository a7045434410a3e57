//! How is a compressed stream read as what is in it?

use std::{
    io::{self, BufReader, Chain, Cursor, Read},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
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
pub(super) fn open(packing: Packing, input: Input) -> io::Result<Box<dyn Read + Send>> {
    // What a dictionary may take in memory, in KiB.
    const MOST_MEMORY: u32 = 256 << 10;
    let packed = Arc::new(AtomicU64::new(0));
    let input = Counted {
        inner: input,
        count: Arc::clone(&packed),
    };
    let input = BufReader::with_capacity(1 << 16, input);
    let inner: Box<dyn Read + Send> = match packing {
        Packing::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(input)),
        Packing::Zstd => Box::new(zstd::stream::read::Decoder::with_buffer(input)?),
        Packing::Xz => Box::new(lzma_rust2::XzReader::new_mem_limit(
            input,
            true,
            MOST_MEMORY,
        )),
        Packing::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(input)),
    };
    Ok(Box::new(Guarded {
        inner,
        packed,
        unpacked: 0,
    }))
}

/// Counts what is read.
struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.count.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Ends with an error where much comes of next to nothing.
struct Guarded {
    inner: Box<dyn Read + Send>,
    packed: Arc<AtomicU64>,
    unpacked: u64,
}

impl Read for Guarded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        /// Dumps of text come to a tenth or a thirtieth.
        const MOST_TIMES: u64 = 200;
        /// Below this nobody is harmed.
        const HARMLESS: u64 = 64 << 20;
        let count = self.inner.read(buffer)?;
        self.unpacked += count as u64;
        let most = self
            .packed
            .load(Ordering::Relaxed)
            .saturating_mul(MOST_TIMES);
        if self.unpacked > HARMLESS.max(most) {
            let bomb = format!("unpacks to more than {MOST_TIMES} times its size");
            return Err(io::Error::other(bomb));
        }
        Ok(count)
    }
}
