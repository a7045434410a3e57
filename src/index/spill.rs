//! Where do bytes go that would grow with the archive in memory? Into a file
//! without a name beside the index, which vanishes with the process; and if
//! none can be written, they stay in memory.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
    ops::Range,
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

/// Bytes that are gathered before they are written.
const GATHERED: usize = 4 << 20;
/// Bytes that are read at once by [`Spill::each`].
const CHUNK: u64 = 1 << 16;

/// Bytes that can be added at the end and read anywhere.
#[derive(Debug, Default)]
pub struct Spill {
    /// Where the file may be made; none once that has failed.
    folder: Option<PathBuf>,
    file: Option<Mutex<File>>,
    /// Bytes in the file.
    written: u64,
    /// What follows them.
    memory: Vec<u8>,
}

impl Spill {
    /// An empty one that may write into this folder. [`Spill::default`] stays
    /// in memory.
    pub(super) fn within(folder: PathBuf) -> Self {
        Self {
            folder: Some(folder),
            ..Self::default()
        }
    }

    /// One that holds the bytes of a file.
    pub(super) fn of(file: File) -> io::Result<Self> {
        Ok(Self {
            written: file.metadata()?.len(),
            file: Some(Mutex::new(file)),
            ..Self::default()
        })
    }

    /// How many bytes there are.
    pub fn len(&self) -> u64 {
        self.written + self.memory.len() as u64
    }

    /// Are there none?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds bytes at the end. What is added at once is read at once.
    pub fn append(&mut self, bytes: &[u8]) {
        self.memory.extend_from_slice(bytes);
        if self.folder.is_none() || self.memory.len() < GATHERED {
            return;
        }
        match self.write_out() {
            Ok(()) => {
                self.written += self.memory.len() as u64;
                self.memory.clear();
            }
            Err(error) => {
                tracing::info!("kept in memory, as no file can be written: {error}");
                self.folder = None;
            }
        }
    }

    /// Writes what was gathered behind what is in the file.
    fn write_out(&mut self) -> io::Result<()> {
        let Some(folder) = &self.folder else {
            return Err(io::ErrorKind::Unsupported.into());
        };
        let file = match self.file.take() {
            Some(file) => file,
            None => Mutex::new(tempfile::tempfile_in(folder)?),
        };
        let file = self.file.insert(file).get_mut();
        let file = file.unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.written))?;
        file.write_all(&self.memory)
    }

    /// Reads a stretch that lies inside of what was added at once; `None` if
    /// there is none, or the disk says no.
    pub fn read(&self, range: Range<u64>, into: &mut Vec<u8>) -> Option<()> {
        into.clear();
        if let Some(start) = range.start.checked_sub(self.written) {
            let end = range.end.checked_sub(self.written)?;
            let (start, end) = (usize::try_from(start).ok()?, usize::try_from(end).ok()?);
            into.extend_from_slice(self.memory.get(start..end)?);
            return Some(());
        }
        if range.end > self.written {
            return None;
        }
        // One reader's place in the file is not another's.
        let file = self.file.as_ref()?.lock();
        let mut file = file.unwrap_or_else(PoisonError::into_inner);
        let length = range.end.checked_sub(range.start)?;
        into.resize(usize::try_from(length).ok()?, 0);
        file.seek(SeekFrom::Start(range.start)).ok()?;
        file.read_exact(into).ok()
    }

    /// Reads all from a place on, piece by piece.
    ///
    /// # Errors
    /// What the disk or `visit` says.
    pub fn each(
        &self,
        from: u64,
        visit: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut piece = Vec::new();
        let mut at = from;
        while at < self.len() {
            let end = if at < self.written {
                self.written.min(at + CHUNK)
            } else {
                self.len()
            };
            self.read(at..end, &mut piece)
                .ok_or(io::ErrorKind::UnexpectedEof)?;
            visit(&piece)?;
            at = end;
        }
        Ok(())
    }
}

impl Write for Spill {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.append(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What was added is read back, from the file and from memory.
    fn check(mut spill: Spill, filed: bool) {
        let piece: Vec<u8> = (0..GATHERED / 3).map(|n| (n % 251) as u8).collect();
        let mut ends = vec![0];
        for number in 0..7u8 {
            spill.append(&[&[number], &piece[..]].concat());
            ends.push(spill.len());
        }
        assert_eq!(spill.written > 0, filed);
        let mut found = Vec::new();
        for (number, range) in (0..).zip(ends.windows(2)) {
            spill.read(range[0]..range[1], &mut found).unwrap();
            assert_eq!((found[0], &found[1..]), (number, &piece[..]));
        }
        let mut all = 0;
        let counted = spill.each(5, &mut |piece| {
            all += piece.len() as u64;
            Ok(())
        });
        counted.unwrap();
        assert_eq!(all, spill.len() - 5);
        for beyond in [spill.len()..spill.len() + 1, 0..u64::MAX] {
            assert_eq!(spill.read(beyond, &mut found), None);
        }
    }

    #[test]
    fn bytes_come_back() {
        let folder = tempfile::tempdir().unwrap();
        check(Spill::within(folder.path().to_owned()), true);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn without_a_disk_they_stay_in_memory() {
        check(Spill::default(), false);
        check(Spill::within(PathBuf::from("/nowhere/at/all")), false);
    }
}
