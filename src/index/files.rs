//! How does a file change so that a crash at any moment leaves the old content
//! or the new one, and how is it seen that a small file is whole?

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use xxhash_rust::xxh3::xxh3_64;

#[cfg(test)]
pub(super) use super::faults::strike;

/// An operation on the disk that may fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    Create,
    Write,
    Sync,
    Rename,
    Delete,
    Read,
}

/// Where tests make an operation fail; there is nothing here otherwise.
#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "fails in tests")]
pub(super) fn strike(_: &Path, _: Operation) -> io::Result<()> {
    Ok(())
}

/// What files end with that are not in their place yet; they begin with a dot.
const UNFINISHED: &str = ".new";

/// Is this the name of a file that [`replace_file`] left behind when it was
/// broken off?
pub(super) fn is_leftover(name: &str) -> bool {
    name.starts_with('.') && name.ends_with(UNFINISHED)
}

/// Replaces a file's content as one step that survives a crash: readers see
/// the old content or the new, and after the return it is the new.
pub(super) fn replace_file(path: &Path, content: &[u8]) -> io::Result<()> {
    replace_by(path, &mut |file| file.write_all(content))
}

/// The same, with a content that is written piece by piece.
pub(super) fn replace_by(
    path: &Path,
    write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    strike(path, Operation::Create)?;
    let prefix = format!(".{name}.");
    let mut temporary = tempfile::Builder::new();
    temporary.prefix(&prefix).suffix(UNFINISHED);
    // What the user's umask says; nobody can have put a link in its place.
    #[cfg(unix)]
    temporary.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = io::BufWriter::new(temporary.tempfile_in(folder)?);
    strike(path, Operation::Write)?;
    write(&mut file)?;
    let file = file.into_inner()?;
    strike(path, Operation::Sync)?;
    file.as_file().sync_all()?;
    strike(path, Operation::Rename)?;
    file.persist(path)?;
    // The new content is in force. That its name may not outlast a power failure
    // is worth a word, but must not be told as if nothing had changed.
    let synced = sync_directory(folder).or_else(|_| sync_directory(folder));
    if let Err(error) = synced {
        let path = path.display();
        tracing::warn!("{path} is changed, but may not outlast a power failure: {error}");
    }
    Ok(())
}

/// Makes the names in a directory durable.
pub(super) fn sync_directory(path: &Path) -> io::Result<()> {
    strike(path, Operation::Sync)?;
    if cfg!(unix) {
        fs::File::open(path)?.sync_all()
    } else {
        Ok(())
    }
}

/// What a small text file ends with: a line with its checksum.
const SEAL: &str = "\n#tilmash ";
/// Hexadecimal digits of a checksum, and the end of the line.
const DIGITS: usize = 16 + 1;

/// A text with its seal.
pub(super) fn seal(text: &[u8]) -> Vec<u8> {
    [text, format!("{SEAL}{:016x}\n", xxh3_64(text)).as_bytes()].concat()
}

/// Takes the seal off, if there is one, and sees that the text is whole. What is
/// left of a damaged seal does not pass for the end of a text of JSON.
///
/// # Errors
/// [`io::ErrorKind::InvalidData`].
pub(super) fn unseal(mut bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    let Some(end) = bytes.len().checked_sub(SEAL.len() + DIGITS) else {
        return Ok(bytes);
    };
    let (text, rest) = bytes.split_at(end);
    let Some(digits) = rest.strip_prefix(SEAL.as_bytes()) else {
        return Ok(bytes);
    };
    if digits != format!("{:016x}\n", xxh3_64(text)).as_bytes() {
        return Err(mismatch());
    }
    bytes.truncate(end);
    Ok(bytes)
}

/// What to say of a file that is not what was written.
pub(super) fn mismatch() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "it does not match its checksum")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_seal_or_text_is_no_text_of_json() {
        let text = br#"{"a": 1}"#;
        let sealed = seal(text);
        assert_eq!(unseal(sealed.clone()).unwrap(), text);
        assert_eq!(unseal(text.to_vec()).unwrap(), text);
        for at in 0..sealed.len() {
            for bit in 0..8 {
                let mut damaged = sealed.clone();
                damaged[at] ^= 1 << bit;
                let read = unseal(damaged)
                    .map(|text| serde_json::from_slice::<serde_json::Value>(&text).is_ok());
                assert!(!matches!(read, Ok(true)), "{at} {bit}");
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_in_the_way_is_replaced_and_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (other, path) = (folder.path().join("other"), folder.path().join("file"));
        fs::write(&other, "untouched").unwrap();
        std::os::unix::fs::symlink(&other, &path).unwrap();
        let old_name = format!(".file.{}.new", std::process::id());
        std::os::unix::fs::symlink(&other, folder.path().join(old_name)).unwrap();
        replace_file(&path, b"new").unwrap();
        assert_eq!(fs::read_to_string(&other).unwrap(), "untouched");
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    }
}
