//! How do tantivy's files meet the file system? A thin wrapper around its
//! memory-mapped directory that mends what it lacks: small files become durable
//! when they are replaced, get the permissions the user's umask asks for, and
//! carry a checksum; the others are compared with theirs as they are read
//! (`blocks.rs`); the first error of a file is noted with its name; and an index
//! on a read-only medium can be opened.

use std::{
    io,
    io::BufWriter,
    path::{Path, PathBuf},
    sync::Arc,
};

use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle,
    WritePtr,
    error::{DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError},
};

use super::{
    blocks::{self, Summing},
    files::{Operation, replace_file, seal, strike, sync_directory, unseal},
    trouble::Trouble,
};

/// A directory of one generation.
#[derive(Debug, Clone)]
pub(super) struct IndexDirectory {
    inner: MmapDirectory,
    path: PathBuf,
    trouble: Trouble,
}

impl IndexDirectory {
    pub(super) fn open(path: &Path) -> Result<Self, OpenDirectoryError> {
        Ok(Self {
            inner: MmapDirectory::open(path)?,
            path: path.to_owned(),
            trouble: Trouble::default(),
        })
    }

    /// The first error of a file of it.
    pub(super) fn trouble(&self) -> &Trouble {
        &self.trouble
    }

    /// Compares a whole file with its checksums; `None` if it has none.
    pub(super) fn is_whole(&self, path: &Path) -> Result<Option<()>, OpenReadError> {
        let file = self.inner.get_file_handle(path)?;
        blocks::is_whole(file, path)
            .map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))
    }

    fn pass<T>(&self, path: &Path, result: io::Result<T>) -> io::Result<T> {
        self.trouble.pass(&self.path.join(path), result)
    }

    fn read_noted(&self, error: OpenReadError) -> OpenReadError {
        if let OpenReadError::IoError { io_error, filepath } = &error {
            self.trouble.note(&self.path.join(filepath), io_error);
        }
        error
    }
}

/// Held by a reader that cannot write a lock file. Should a writer remove what it
/// was about to open, it opens the newer commit.
struct NoLock;

impl Directory for IndexDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let wrap = |error| OpenReadError::wrap_io_error(error, path.to_owned());
        let full = self.path.join(path);
        strike(&full, Operation::Read).map_err(|error| self.read_noted(wrap(error)))?;
        let file = self.inner.get_file_handle(path);
        let file = file.map_err(|error| self.read_noted(error))?;
        blocks::checked(file, &full, &self.trouble).map_err(wrap)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let full = self.path.join(path);
        strike(&full, Operation::Delete).map_err(|error| DeleteError::IoError {
            io_error: Arc::new(error),
            filepath: path.to_owned(),
        })?;
        self.inner.delete(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let full = self.path.join(path);
        let wrap = |error| OpenWriteError::wrap_io_error(error, path.to_owned());
        let struck = strike(&full, Operation::Create);
        self.trouble.pass(&full, struck).map_err(wrap)?;
        let opened = self.inner.open_write(path).inspect_err(|error| {
            if let OpenWriteError::IoError { io_error, .. } = error {
                self.trouble.note(&full, io_error);
            }
        })?;
        // Nothing was written to it yet.
        let file = opened
            .into_inner()
            .map_err(|error| wrap(error.into_error()))?;
        let file = Summing::new(file, full, self.trouble.clone());
        Ok(BufWriter::new(Box::new(file)))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let wrap = |error| OpenReadError::wrap_io_error(error, path.to_owned());
        let read = strike(&self.path.join(path), Operation::Read)
            .map_err(wrap)
            .and_then(|()| self.inner.atomic_read(path))
            .and_then(|bytes| unseal(bytes).map_err(wrap));
        read.map_err(|error| self.read_noted(error))
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.pass(path, replace_file(&self.path.join(path), &seal(data)))
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.pass(Path::new(""), sync_directory(&self.path))
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        match self.inner.acquire_lock(lock) {
            Err(LockError::IoError(error))
                if lock.is_blocking
                    && matches!(
                        error.kind(),
                        io::ErrorKind::PermissionDenied
                            | io::ErrorKind::ReadOnlyFilesystem
                            | io::ErrorKind::StorageFull
                    ) =>
            {
                Ok(DirectoryLock::from(Box::new(NoLock)))
            }
            result => result,
        }
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.inner.watch(callback)
    }
}
