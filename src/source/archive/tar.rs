//! Tar: headers and files one after another, read as a stream.

use std::{
    io::{self, Read},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use jiff::Timestamp;

use super::{Archive, Member, clean_name};
use crate::source::report::Reason;

const BLOCK: u64 = 512;

/// Whether a file begins with a tar's first header.
pub(super) fn is_header(head: &[u8]) -> bool {
    let Some(block) = head.first_chunk::<{ BLOCK as usize }>() else {
        return false;
    };
    let mut header = ::tar::Header::new_old();
    header.as_mut_bytes().copy_from_slice(block);
    // The sum counts its own field as blanks.
    let sum = block.iter().enumerate().fold(0_u32, |sum, (at, byte)| {
        sum + u32::from(if (148..156).contains(&at) {
            b' '
        } else {
            *byte
        })
    });
    block.first() != Some(&0) && header.cksum().is_ok_and(|told| told == sum)
}

type Stream = Arc<Mutex<Box<dyn Read + Send>>>;

/// A tar being read. The crate reads the headers; the files between them are
/// given out as pieces of the stream.
pub(super) struct Tar {
    stream: Stream,
    /// What is left of the last file.
    left: Arc<AtomicU64>,
    /// Zeros behind it, up to a whole block.
    padding: u64,
}

impl Tar {
    pub(super) fn new(stream: Box<dyn Read + Send>) -> Self {
        Self {
            stream: Arc::new(Mutex::new(stream)),
            left: Arc::new(AtomicU64::new(0)),
            padding: 0,
        }
    }

    /// Passes over what nobody read of the last file.
    fn skip(&mut self) -> io::Result<()> {
        let rest = self.left.swap(0, Ordering::Relaxed) + self.padding;
        let mut stream = lock(&self.stream)?;
        let passed = io::copy(&mut stream.by_ref().take(rest), &mut io::sink())?;
        match passed == rest {
            true => Ok(()),
            false => Err(breaks_off()),
        }
    }

    fn header(&mut self) -> io::Result<Option<Header>> {
        /// Long names stand in front of a header.
        const MOST_OF_HEADER: u64 = 1 << 20;
        let mut stream = lock(&self.stream)?;
        let mut archive = ::tar::Archive::new(stream.by_ref().take(MOST_OF_HEADER));
        let Some(entry) = archive.entries()?.next() else {
            return Ok(None);
        };
        let entry = entry?;
        let kind = entry.header().entry_type();
        let sparse = kind.is_gnu_sparse();
        let size = match sparse {
            true => entry.header().entry_size()?,
            false => entry.size(),
        };
        Ok(Some(Header {
            name: entry.path_bytes().into_owned(),
            modified: entry.header().mtime().ok(),
            is_file: kind.is_file() || kind.is_contiguous() || sparse,
            sparse,
            size,
        }))
    }
}

/// What stands before a file.
struct Header {
    name: Vec<u8>,
    modified: Option<u64>,
    is_file: bool,
    sparse: bool,
    size: u64,
}

impl Archive for Tar {
    fn next(&mut self) -> Result<Option<Member>, Reason> {
        loop {
            self.skip()?;
            let header = match self.header() {
                Ok(Some(header)) => header,
                Ok(None) => return Ok(None),
                Err(error) => return Err(error.into()),
            };
            self.left.store(header.size, Ordering::Relaxed);
            self.padding = (BLOCK - header.size % BLOCK) % BLOCK;
            if !header.is_file {
                continue;
            }
            if let Some(name) = clean_name(&header.name) {
                let seconds = header.modified.and_then(|time| i64::try_from(time).ok());
                let content: Result<Box<dyn Read + Send>, Reason> = match header.sparse {
                    true => Err(Reason::Method("sparse")),
                    false => Ok(Box::new(Piece {
                        stream: Arc::clone(&self.stream),
                        left: Arc::clone(&self.left),
                    })),
                };
                return Ok(Some(Member {
                    name,
                    modified: seconds.and_then(|time| Timestamp::from_second(time).ok()),
                    content,
                }));
            }
        }
    }
}

/// One file of a tar.
struct Piece {
    stream: Stream,
    left: Arc<AtomicU64>,
}

impl Read for Piece {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.left.load(Ordering::Relaxed);
        let most = usize::try_from(left)
            .unwrap_or(usize::MAX)
            .min(buffer.len());
        if most == 0 {
            return Ok(0);
        }
        let piece = buffer.get_mut(..most).unwrap_or_default();
        match lock(&self.stream)?.read(piece)? {
            0 => Err(breaks_off()),
            count => {
                self.left.fetch_sub(count as u64, Ordering::Relaxed);
                Ok(count)
            }
        }
    }
}

fn breaks_off() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the archive breaks off")
}

/// The stream; a lock is poisoned by a panic alone.
fn lock(stream: &Stream) -> io::Result<std::sync::MutexGuard<'_, Box<dyn Read + Send>>> {
    stream
        .lock()
        .map_err(|_| io::Error::other("the archive was left in the middle"))
}
