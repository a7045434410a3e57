//! 7z: files packed together in blocks. The crate hands them out from inside of
//! its own loop, so it runs in a thread that sends what it unpacks piece by
//! piece; nor does a file that it stumbles over bring the program down.

use std::{
    fs::File,
    io::{self, Read},
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

use jiff::Timestamp;
use sevenz_rust2::{ArchiveEntry, ArchiveReader, Error, Password};

use super::{Archive, Input, Member, clean_name, spooled};
use crate::source::{
    report::Reason,
    unpack::{self, Budget},
};

/// What the thread sends.
enum Message {
    /// A file begins.
    File(String, Option<Timestamp>),
    /// What comes next in it.
    Piece(Vec<u8>),
    /// Nothing after this can be read.
    Failed(String),
    /// That was all.
    End,
}

type Messages = Arc<Mutex<Incoming>>;

/// What the thread has sent and nobody has read.
struct Incoming {
    receiver: Receiver<Message>,
    /// The message after the last piece of a file.
    next: Option<Message>,
    piece: io::Cursor<Vec<u8>>,
}

impl Incoming {
    fn message(&mut self) -> Message {
        // A thread that ends without a word has met what it cannot bear.
        let lost = |_| Message::Failed("damaged 7z".to_owned());
        match self.next.take() {
            Some(message) => message,
            None => self.receiver.recv().unwrap_or_else(lost),
        }
    }
}

/// A 7z being read.
pub(super) struct SevenZip {
    messages: Messages,
    budget: Arc<Budget>,
}

impl SevenZip {
    pub(super) fn open(head: &[u8], input: Input, budget: &Arc<Budget>) -> Result<Self, Reason> {
        let file = match input {
            Input::File(file) => {
                budget.packed(file.metadata()?.len());
                file
            }
            Input::Stream(stream) => spooled(head, stream)?,
        };
        let (sender, receiver) = sync_channel(4);
        let work = move || unpack_all(file, &sender);
        thread::Builder::new().name("7z".to_owned()).spawn(work)?;
        Ok(Self {
            messages: Arc::new(Mutex::new(Incoming {
                receiver,
                next: None,
                piece: io::Cursor::default(),
            })),
            budget: Arc::clone(budget),
        })
    }
}

impl Archive for SevenZip {
    fn next(&mut self) -> Result<Option<Member>, Reason> {
        loop {
            let Ok(mut incoming) = self.messages.lock() else {
                return Ok(None);
            };
            match incoming.message() {
                Message::File(name, modified) => {
                    incoming.piece = io::Cursor::default();
                    let messages = Arc::clone(&self.messages);
                    let content = unpack::guarded(Pieces { messages }, &self.budget);
                    return Ok(Some(Member {
                        name,
                        modified,
                        content: Ok(content),
                    }));
                }
                // What nobody read of the last file.
                Message::Piece(piece) => self.budget.unpacked(piece.len() as u64),
                Message::Failed(why) => {
                    incoming.next = Some(Message::End);
                    return Err(io::Error::new(io::ErrorKind::InvalidData, why).into());
                }
                Message::End => return Ok(None),
            }
            if self.budget.is_spent() {
                return Err(unpack::bomb().into());
            }
        }
    }
}

/// One file of a 7z.
struct Pieces {
    messages: Messages,
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Ok(mut incoming) = self.messages.lock() else {
            return Ok(0);
        };
        loop {
            let count = incoming.piece.read(buffer)?;
            if count > 0 || buffer.is_empty() {
                return Ok(count);
            }
            match incoming.message() {
                Message::Piece(piece) => incoming.piece = io::Cursor::new(piece),
                Message::Failed(why) => {
                    incoming.next = Some(Message::Failed(why.clone()));
                    return Err(io::Error::new(io::ErrorKind::InvalidData, why));
                }
                other => {
                    incoming.next = Some(other);
                    return Ok(0);
                }
            }
        }
    }
}

/// Unpacks everything; ends when nobody listens any more.
fn unpack_all(file: File, sender: &SyncSender<Message>) {
    let last = match read(file, sender) {
        Ok(()) => Message::End,
        Err(Error::Io(error, _)) => Message::Failed(error.to_string()),
        Err(error) => Message::Failed(error.to_string()),
    };
    // Nobody may be there to hear it.
    let _ = sender.send(last);
}

fn read(file: File, sender: &SyncSender<Message>) -> Result<(), Error> {
    let mut archive = ArchiveReader::new(file, Password::empty())?;
    archive.set_thread_count(1);
    archive.for_each_entries(|entry, content| {
        if entry.is_directory() {
            return Ok(true);
        }
        let wanted = clean_name(entry.name().as_bytes());
        let mut listened = match wanted {
            Some(name) => send(sender, Message::File(name, modified(entry))),
            None => true,
        };
        loop {
            const PIECE: u64 = 1 << 16;
            let mut piece = Vec::new();
            (&mut *content).take(PIECE).read_to_end(&mut piece)?;
            if piece.is_empty() || !listened {
                return Ok(listened);
            }
            listened = send(sender, Message::Piece(piece));
        }
    })
}

fn send(sender: &SyncSender<Message>, message: Message) -> bool {
    sender.send(message).is_ok()
}

fn modified(entry: &ArchiveEntry) -> Option<Timestamp> {
    let known = entry.has_last_modified_date;
    let time: std::time::SystemTime = known.then(|| entry.last_modified_date())?.into();
    Timestamp::try_from(time).ok()
}
