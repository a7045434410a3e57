//! Zip: a list of files at the end, which says where each of them lies.

use std::{
    io::{self, BufReader, Read},
    sync::Arc,
};

use jiff::{Timestamp, civil, tz::TimeZone};
use rawzip::{
    CompressionMethod, FileReader, RangeReader, ReaderAt, ZipArchive, ZipArchiveEntryWayfinder,
    time::ZipDateTimeKind,
};

use super::{Archive, Input, Member, clean_name, spooled};
use crate::source::{
    report::Reason,
    unpack::{self, Budget, Packing},
};

/// What a zip is read from; its bytes are counted if it is a file of its own
/// and not one inside of another archive.
struct Source {
    file: FileReader,
    counted: Option<Arc<Budget>>,
}

impl ReaderAt for Source {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let count = self.file.read_at(buffer, offset)?;
        if let Some(budget) = &self.counted {
            budget.packed(count as u64);
        }
        Ok(count)
    }
}

/// A file as the list has it.
struct Listed {
    name: Box<str>,
    modified: Option<Timestamp>,
    method: CompressionMethod,
    encrypted: bool,
    at: ZipArchiveEntryWayfinder,
}

/// A zip being read.
pub(in crate::source) struct Zip {
    archive: ZipArchive<Arc<Source>>,
    source: Arc<Source>,
    files: Vec<Listed>,
    next: usize,
    budget: Arc<Budget>,
}

impl Zip {
    /// Reads the list of a zip that begins with `head`; of a file, `head` was
    /// read already.
    ///
    /// # Errors
    /// If it is none, or too long.
    pub(in crate::source) fn open(
        head: &[u8],
        input: Input,
        budget: &Arc<Budget>,
    ) -> Result<Self, Reason> {
        let (file, counted) = match input {
            Input::File(file) => (file.into_file(), Some(Arc::clone(budget))),
            Input::Stream(stream) => (spooled(head, stream)?, None),
        };
        let length = file.metadata()?.len();
        let source = Arc::new(Source {
            file: file.into(),
            counted,
        });
        let mut buffer = vec![0; rawzip::RECOMMENDED_BUFFER_SIZE];
        let archive = rawzip::ZipLocator::new()
            .locate_in_reader(Arc::clone(&source), &mut buffer, length)
            .map_err(|(_, error)| broken(&error))?;
        let files = list(&archive, &mut buffer)?;
        Ok(Self {
            archive,
            source,
            files,
            next: 0,
            budget: Arc::clone(budget),
        })
    }

    /// Whether it has no file at all.
    pub(in crate::source) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The file of this name, up to a limit; `None` if there is none.
    ///
    /// # Errors
    /// If it cannot be read, or is longer.
    pub(in crate::source) fn read(
        &self,
        name: &str,
        limit: usize,
    ) -> Result<Option<Vec<u8>>, Reason> {
        let Some(file) = self.files.iter().find(|file| &*file.name == name) else {
            return Ok(None);
        };
        let mut bytes = Vec::new();
        let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
        self.content(file)?.take(most).read_to_end(&mut bytes)?;
        match bytes.len() > limit {
            true => Err(Reason::TooLarge { limit }),
            false => Ok(Some(bytes)),
        }
    }

    /// Whether it has a file of this name.
    pub(in crate::source) fn has(&self, name: &str) -> bool {
        self.files.iter().any(|file| &*file.name == name)
    }

    /// What a file holds.
    fn content(&self, file: &Listed) -> Result<Box<dyn Read + Send>, Reason> {
        if file.encrypted {
            return Err(Reason::Encrypted);
        }
        let entry = self
            .archive
            .get_entry(file.at)
            .map_err(|error| broken(&error))?;
        let (start, end) = entry.compressed_data_range();
        let packed = RangeReader::new(Arc::clone(&self.source), start..end);
        let packed = BufReader::with_capacity(1 << 16, packed);
        let unpacked: Box<dyn Read + Send> = match file.method {
            CompressionMethod::STORE => Box::new(packed),
            CompressionMethod::DEFLATE => Box::new(flate2::bufread::DeflateDecoder::new(packed)),
            CompressionMethod::BZIP2 => unpack::decoder(Packing::Bzip2, packed)?,
            CompressionMethod::ZSTD | CompressionMethod::ZSTD_DEPRECATED => {
                unpack::decoder(Packing::Zstd, packed)?
            }
            CompressionMethod::XZ => unpack::decoder(Packing::Xz, packed)?,
            other => return Err(Reason::Method(other.name().unwrap_or("an unknown method"))),
        };
        let whole = entry.verifying_reader(unpacked);
        Ok(unpack::guarded(whole, &self.budget))
    }
}

impl Archive for Zip {
    fn next(&mut self) -> Result<Option<Member>, Reason> {
        let Some(file) = self.files.get(self.next) else {
            return Ok(None);
        };
        self.next += 1;
        Ok(Some(Member {
            name: file.name.to_string(),
            modified: file.modified,
            content: self.content(file),
        }))
    }
}

/// The files of a zip, folders left out.
fn list(archive: &ZipArchive<Arc<Source>>, buffer: &mut [u8]) -> Result<Vec<Listed>, Reason> {
    /// For the names together.
    const MOST_BYTES: usize = 256 << 20;
    let mut files = Vec::new();
    let mut bytes = 0;
    let mut entries = archive.entries(buffer);
    while let Some(entry) = entries.next_entry().map_err(|error| broken(&error))? {
        let path = entry.file_path();
        bytes += path.len() + size_of::<Listed>();
        if files.len() >= Budget::MOST_MEMBERS || bytes > MOST_BYTES {
            let limit = Budget::MOST_MEMBERS;
            return Err(Reason::TooMany { limit });
        }
        if entry.is_dir() {
            continue;
        }
        if let Some(name) = clean_name(path.as_bytes()) {
            files.push(Listed {
                name: name.into(),
                modified: moment(&entry.last_modified()),
                method: entry.compression_method(),
                encrypted: entry.flags().is_encrypted(),
                at: entry.wayfinder(),
            });
        }
    }
    Ok(files)
}

/// A time of the list. One without a zone is taken as UTC.
fn moment(time: &ZipDateTimeKind) -> Option<Timestamp> {
    let (year, month, day, hour, minute) = match time {
        ZipDateTimeKind::Utc(at) => (at.year(), at.month(), at.day(), at.hour(), at.minute()),
        ZipDateTimeKind::Local(at) => (at.year(), at.month(), at.day(), at.hour(), at.minute()),
    };
    // What packers write that know no time.
    const NO_TIME: u16 = 1980;
    let small = |number: u8| i8::try_from(number).ok();
    let year = i16::try_from(year)
        .ok()
        .filter(|year| *year > NO_TIME as i16)?;
    let time = civil::DateTime::new(
        year,
        small(month)?,
        small(day)?,
        small(hour)?,
        small(minute)?,
        0,
        0,
    );
    let zoned = TimeZone::UTC.to_ambiguous_zoned(time.ok()?);
    zoned.compatible().ok().map(|zoned| zoned.timestamp())
}

fn broken(error: &rawzip::Error) -> Reason {
    Reason::Unreadable(io::Error::new(
        io::ErrorKind::InvalidData,
        error.to_string(),
    ))
}
