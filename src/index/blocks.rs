//! Is what is read what was written? Every file of a segment ends with the
//! checksums of its blocks, and each block is compared with its own when it is
//! first read: to open an index costs what is read of it, not its size.
//!
//! ```text
//! content                     as tantivy wrote it, with its own footer
//! 8 bytes a block             xxh3 of the block, seeded with its number
//! 8 bytes                     length of the content
//! 8 bytes                     xxh3 of the two before
//! 8 bytes                     MAGIC
//! ```
//!
//! Tantivy sees the content alone. A file of an older version has none of this
//! and is handed on as it is; one whose end is damaged lacks tantivy's footer there.

use std::{
    io::{self, Write},
    ops::Range,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use tantivy::{
    HasLen,
    directory::{AntiCallToken, FileHandle, OwnedBytes, TerminatingWrite},
};
use xxhash_rust::xxh3::{Xxh3, xxh3_64, xxh3_64_with_seed};

use super::{
    files::{Operation, mismatch, strike},
    trouble::Trouble,
};

/// Bytes of a block: little enough to be read for a short list of postings, enough
/// for the checksums to be a two-thousandth of the file.
const BLOCK: usize = 16 << 10;
const MAGIC: &[u8; 8] = b"tilmash\x02";
/// Bytes of the shortest file that tantivy writes, or less.
const LEAST: usize = 16;
/// Bytes behind the checksums.
const TAIL: usize = 24;

/// Where a file is written to; adds the checksums at its end.
pub(super) struct Summing {
    inner: Box<dyn TerminatingWrite + Send + Sync>,
    path: PathBuf,
    trouble: Trouble,
    hash: Xxh3,
    sums: Vec<u8>,
    length: u64,
}

impl Summing {
    pub fn new(
        inner: Box<dyn TerminatingWrite + Send + Sync>,
        path: PathBuf,
        trouble: Trouble,
    ) -> Self {
        Self {
            inner,
            path,
            trouble,
            hash: Xxh3::with_seed(0),
            sums: Vec::new(),
            length: 0,
        }
    }

    fn sum(&mut self, mut bytes: &[u8]) {
        while !bytes.is_empty() {
            let room = BLOCK - (self.length % BLOCK as u64) as usize;
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            self.hash.update(now);
            self.length += now.len() as u64;
            if self.length.is_multiple_of(BLOCK as u64) {
                self.end_block();
            }
            bytes = later;
        }
    }

    fn end_block(&mut self) {
        self.sums
            .extend_from_slice(&self.hash.digest().to_le_bytes());
        self.hash = Xxh3::with_seed(self.length / BLOCK as u64);
    }
}

impl Write for Summing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = strike(&self.path, Operation::Write).and_then(|()| self.inner.write(bytes));
        let written = self.trouble.pass(&self.path, written)?;
        self.sum(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = self.inner.flush();
        self.trouble.pass(&self.path, flushed)
    }
}

impl TerminatingWrite for Summing {
    fn terminate_ref(&mut self, token: AntiCallToken) -> io::Result<()> {
        if !self.length.is_multiple_of(BLOCK as u64) {
            self.end_block();
        }
        let mut end = std::mem::take(&mut self.sums);
        end.extend_from_slice(&self.length.to_le_bytes());
        end.extend_from_slice(&xxh3_64(&end).to_le_bytes());
        end.extend_from_slice(MAGIC);
        let ended = strike(&self.path, Operation::Write)
            .and_then(|()| self.inner.write_all(&end))
            .and_then(|()| strike(&self.path, Operation::Sync))
            .and_then(|()| self.inner.terminate_ref(token));
        self.trouble.pass(&self.path, ended)
    }
}

/// The content of a file, compared with its checksums as it is read.
#[derive(Debug)]
struct Checked {
    inner: Arc<dyn FileHandle>,
    path: PathBuf,
    trouble: Trouble,
    length: usize,
    sums: OwnedBytes,
    /// One bit a block that was compared.
    compared: Box<[AtomicU64]>,
}

/// A file as tantivy may see it.
///
/// # Errors
/// [`io::ErrorKind::InvalidData`] if its end is damaged.
pub(super) fn checked(
    file: Arc<dyn FileHandle>,
    path: &Path,
    trouble: &Trouble,
) -> io::Result<Arc<dyn FileHandle>> {
    match Checked::open(Arc::clone(&file), path, trouble) {
        Ok(Some(checked)) => Ok(Arc::new(checked)),
        // Tantivy's own footer would not fit into it, which it takes for granted.
        Ok(None) if file.len() < LEAST => {
            let short = io::Error::new(io::ErrorKind::UnexpectedEof, "it ends too early");
            trouble.pass(path, Err(short))
        }
        Ok(None) => Ok(file),
        Err(error) => trouble.pass(path, Err(error)),
    }
}

/// Compares a whole file with its checksums; `None` if it has none.
pub(super) fn is_whole(file: Arc<dyn FileHandle>, path: &Path) -> io::Result<Option<()>> {
    let Some(checked) = Checked::open(file, path, &Trouble::default())? else {
        return Ok(None);
    };
    checked.compare(0..checked.length).map(Some)
}

impl Checked {
    /// `None` for a file without checksums.
    fn open(file: Arc<dyn FileHandle>, path: &Path, trouble: &Trouble) -> io::Result<Option<Self>> {
        let Some(tail_at) = file.len().checked_sub(TAIL) else {
            return Ok(None);
        };
        let tail = file.read_bytes(tail_at..file.len())?;
        let (numbers, _) = tail.as_chunks::<8>();
        let &[length, sum, magic] = numbers else {
            return Ok(None);
        };
        if &magic != MAGIC {
            return Ok(None);
        }
        let length = usize::try_from(u64::from_le_bytes(length)).map_err(|_| mismatch())?;
        let bytes_of_sums = length.div_ceil(BLOCK) * 8;
        if length.checked_add(bytes_of_sums) != Some(tail_at) {
            return Err(mismatch());
        }
        let sums = file.read_bytes(length..tail_at + 8)?;
        if xxh3_64(&sums) != u64::from_le_bytes(sum) {
            return Err(mismatch());
        }
        let blocks = length.div_ceil(BLOCK);
        let compared = (0..blocks.div_ceil(64)).map(|_| AtomicU64::new(0));
        Ok(Some(Self {
            inner: file,
            path: path.to_owned(),
            trouble: trouble.clone(),
            length,
            sums,
            compared: compared.collect(),
        }))
    }

    /// Compares the blocks that a stretch touches, those that were not yet.
    fn compare(&self, range: Range<usize>) -> io::Result<()> {
        for block in range.start / BLOCK..range.end.div_ceil(BLOCK) {
            let (word, bit) = (block / 64, 1 << (block % 64));
            let Some(word) = self.compared.get(word) else {
                return Err(io::ErrorKind::UnexpectedEof.into());
            };
            if word.load(Ordering::Relaxed) & bit != 0 {
                continue;
            }
            let start = block * BLOCK;
            let end = self.length.min(start + BLOCK);
            let bytes = self.inner.read_bytes(start..end)?;
            let (sums, _) = self.sums.as_chunks::<8>();
            let wanted = sums.get(block).map(|sum| u64::from_le_bytes(*sum));
            if wanted != Some(xxh3_64_with_seed(&bytes, block as u64)) {
                return Err(mismatch());
            }
            word.fetch_or(bit, Ordering::Relaxed);
        }
        Ok(())
    }
}

impl HasLen for Checked {
    fn len(&self) -> usize {
        self.length
    }
}

impl FileHandle for Checked {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.end > self.length {
            let beyond = io::Error::new(io::ErrorKind::UnexpectedEof, "it ends too early");
            return self.trouble.pass(&self.path, Err(beyond));
        }
        if !range.is_empty() {
            let compared = self.compare(range.clone());
            self.trouble.pass(&self.path, compared)?;
        }
        self.inner.read_bytes(range)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use super::*;

    /// A file in memory.
    #[derive(Clone, Default)]
    struct Memory(Arc<Mutex<Vec<u8>>>);

    impl Write for Memory {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            // Pieces that fit no block.
            let now = &bytes[..bytes.len().min(1000)];
            self.0.lock().unwrap().extend_from_slice(now);
            Ok(now.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl TerminatingWrite for Memory {
        fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
            Ok(())
        }
    }

    fn written(content: &[u8]) -> Vec<u8> {
        let memory = Memory::default();
        let path = PathBuf::from("file");
        let mut file = Summing::new(Box::new(memory.clone()), path, Trouble::default());
        file.write_all(content).unwrap();
        file.terminate().unwrap();
        memory.0.lock().unwrap().clone()
    }

    fn open(bytes: Vec<u8>, trouble: &Trouble) -> io::Result<Arc<dyn FileHandle>> {
        checked(Arc::new(OwnedBytes::new(bytes)), Path::new("file"), trouble)
    }

    #[test]
    fn what_was_written_is_read() {
        for length in [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 5 * BLOCK + 77] {
            let content: Vec<u8> = (0..length).map(|n| (n % 251) as u8).collect();
            let trouble = Trouble::default();
            let file = open(written(&content), &trouble).unwrap();
            assert_eq!(file.len(), length);
            assert_eq!(&file.read_bytes(0..length).unwrap()[..], &content[..]);
            let middle = length / 3..length / 2;
            assert_eq!(
                &file.read_bytes(middle.clone()).unwrap()[..],
                &content[middle]
            );
            assert!(trouble.error(Path::new("x")).is_none());
        }
    }

    #[test]
    fn damage_is_seen_where_it_is_read_and_only_there() {
        let content: Vec<u8> = (0..3 * BLOCK + 9).map(|n| (n % 251) as u8).collect();
        let whole = written(&content);
        for at in [0, BLOCK - 1, BLOCK, 3 * BLOCK + 8] {
            let mut damaged = whole.clone();
            damaged[at] ^= 4;
            let trouble = Trouble::default();
            let file = open(damaged, &trouble).unwrap();
            for block in 0..4 {
                let range = block * BLOCK..content.len().min((block + 1) * BLOCK);
                assert_eq!(file.read_bytes(range).is_ok(), at / BLOCK != block);
            }
            assert!(trouble.error(Path::new("x")).is_some());
        }
    }

    #[test]
    fn no_damaged_end_passes_for_a_whole_file() {
        let content: Vec<u8> = (0..2 * BLOCK + 9).map(|n| (n % 251) as u8).collect();
        let whole = written(&content);
        for at in content.len()..whole.len() - 8 {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            assert!(open(damaged, &Trouble::default()).is_err(), "{at}");
        }
        for length in 0..LEAST {
            assert!(open(whole[..length].to_vec(), &Trouble::default()).is_err());
        }
        for length in content.len() + 1..whole.len() {
            // Tantivy finds no footer of its own there.
            let cut = open(whole[..length].to_vec(), &Trouble::default());
            assert!(cut.is_err() || cut.is_ok_and(|file| file.len() == length));
        }
    }
}
