//! How is an archive read like a folder?
//!
//! Its members come one at a time, each as a stream, in the order in which the
//! archive has them. Memory is bounded by the list of their names; an archive
//! that has to be read from its end and comes as a stream is put into a
//! temporary file first.

use std::{
    fs::File,
    io::{self, Read, Seek, SeekFrom, Write},
    path::Path,
    sync::Arc,
};

use jiff::Timestamp;

use super::{
    charset,
    known::Watched,
    report::Reason,
    unpack::{self, Budget},
};

mod tar;
pub(super) mod zip;

/// How files are packed together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Zip,
    Tar,
}

/// Extensions of archives. Those of compressed ones say both. A 7z is not read, and
/// named.
const EXTENSIONS: [&str; 9] = [
    "zip", "tar", "7z", "tgz", "tbz", "tbz2", "txz", "tzst", "tzstd",
];

/// The most archives inside one another.
pub(super) const DEEPEST: usize = 3;

impl Kind {
    /// The kind of archive that begins so.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        // The second is an archive without members.
        let zips: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
        if zips.iter().any(|magic| head.starts_with(magic)) {
            return Some(Self::Zip);
        }
        tar::is_header(head).then_some(Self::Tar)
    }
}

/// Whether a name is that of an archive.
pub(super) fn is_named(path: &Path) -> bool {
    let path = unpack::inner_name(path).unwrap_or(path);
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| EXTENSIONS.contains(&extension.to_ascii_lowercase().as_str()))
}

/// A file in an archive.
pub(super) struct Member {
    /// Its name in it, with `/` separators.
    pub(super) name: String,
    /// When it was last changed.
    pub(super) modified: Option<Timestamp>,
    /// What it holds, or why that cannot be read.
    pub(super) content: Result<Box<dyn Read + Send>, Reason>,
}

/// An archive being read.
pub(super) trait Archive: Send {
    /// The next file.
    ///
    /// # Errors
    /// The reason why nothing after it can be read.
    fn next(&mut self) -> Result<Option<Member>, Reason>;
}

/// What an archive is read from.
pub(super) enum Input {
    File(Watched),
    Stream(Box<dyn Read + Send>),
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.read(buffer),
            Self::Stream(stream) => stream.read(buffer),
        }
    }
}

/// A tar, read as a stream.
pub(super) fn tar(stream: Box<dyn Read + Send>) -> Box<dyn Archive> {
    Box::new(tar::Tar::new(stream))
}

/// The name of a member without what could lead out of the archive; `None` for
/// what packers add of their own.
fn clean_name(bytes: &[u8]) -> Option<String> {
    let name = match str::from_utf8(bytes) {
        Ok(name) => name.to_owned(),
        // Packers of Windows write names in the encoding of the country.
        Err(_) => match charset::tell(bytes) {
            Ok(charset) => charset.decode(bytes).0.into_owned(),
            Err(_) => super::walk::bytes_name(bytes),
        },
    };
    let name = name.replace('\\', "/");
    let steps = name
        .split('/')
        .filter(|step| !matches!(*step, "" | "." | ".."));
    let name: Vec<&str> = steps.collect();
    let added = name.first() == Some(&"__MACOSX");
    let name = name.join("/");
    // What a terminal takes for a command is none of a name.
    let name: String = name
        .chars()
        .map(|c| if c.is_control() { '\u{fffd}' } else { c })
        .collect();
    (!added && !name.is_empty()).then_some(name)
}

/// Ends an archive that has more files than anybody packs, or unpacks to more
/// than it should.
fn check(budget: &Budget) -> Result<(), Reason> {
    if budget.is_spent() {
        return Err(Reason::Unreadable(unpack::bomb()));
    }
    budget.count_member().then_some(()).ok_or(Reason::TooMany {
        limit: Budget::MOST_MEMBERS,
    })
}

/// The next member within the budget.
pub(super) fn next(
    archive: &mut dyn Archive,
    budget: &Arc<Budget>,
) -> Result<Option<Member>, Reason> {
    check(budget)?;
    archive.next()
}

/// An archive that comes as a stream, in a temporary file: its list is at the
/// end.
fn spooled(head: &[u8], mut stream: Box<dyn Read + Send>) -> Result<File, Reason> {
    const MOST: u64 = 4 << 30;
    let mut file = tempfile::tempfile()?;
    file.write_all(head)?;
    let count = io::copy(&mut stream.by_ref().take(MOST), &mut file)?;
    if count >= MOST {
        let limit = usize::try_from(MOST).unwrap_or(usize::MAX);
        return Err(Reason::TooLarge { limit });
    }
    file.seek(SeekFrom::Start(0))?;
    Ok(file)
}
