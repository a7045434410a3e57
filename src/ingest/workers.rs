//! Who analyses and writes what one thread reads?

use std::{
    sync::{Condvar, Mutex, PoisonError, mpsc},
    thread,
};

use crate::{
    article::Article,
    error::{Error, Result},
    index::{Means, Preparer, Writer},
};

/// Runs `produce` with a function that hands articles to threads which
/// analyse and write them.
pub(super) fn with_workers<T>(
    writer: &Writer,
    means: Means,
    produce: impl FnOnce(&mut dyn FnMut(Article) -> Result<()>) -> Result<T>,
) -> Result<T> {
    /// How many articles may wait for a thread: enough to keep it busy.
    const WAITING: usize = 8;
    let room = Room::of(means.waiting());
    thread::scope(|scope| {
        let (senders, workers): (Vec<_>, Vec<_>) = (0..means.threads.max(1))
            .map(|_| {
                let (sender, receiver) = mpsc::sync_channel::<Article>(WAITING);
                let room = &room;
                let worker = scope.spawn(move || {
                    // However it ends, whoever waits for room must not wait for ever.
                    let _open = OpenAtEnd(room);
                    let mut preparer = Preparer::new(writer.fields());
                    receiver.iter().try_for_each(|article| {
                        let bytes = article.text.len();
                        let prepared = preparer.prepare(&article);
                        drop(article);
                        room.give_back(bytes);
                        writer.write(prepared)
                    })
                });
                (sender, worker)
            })
            .unzip();
        let produced = produce(&mut |article: Article| {
            // By id, so that two versions of one article, which only
            // `replace` lets in, are written in the order they were read.
            let slot = article.id.as_str().bytes().fold(0_usize, |sum, byte| {
                sum.wrapping_mul(31).wrapping_add(byte.into())
            });
            room.take(article.text.len());
            let sent = senders
                .get(slot % senders.len())
                .map(|sender| sender.send(article));
            // A thread that is gone has failed, and says why below.
            if matches!(sent, Some(Ok(()))) {
                Ok(())
            } else {
                Err(Error::WriterGone)
            }
        });
        drop(senders);
        let mut failed = None;
        for worker in workers {
            match worker.join() {
                Ok(Ok(())) => {}
                Ok(Err(error)) => failed = Some(error),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        failed.map_or(produced, Err)
    })
}

/// Bytes of articles that were read and are not analysed yet.
struct Room {
    most: usize,
    /// Bytes taken; none once a thread has ended.
    taken: Mutex<Option<usize>>,
    freed: Condvar,
}

impl Room {
    fn of(most: usize) -> Self {
        Self {
            most,
            taken: Mutex::new(Some(0)),
            freed: Condvar::new(),
        }
    }

    /// Waits until there is room for an article; one that is larger than all of it
    /// waits until nothing else is there.
    fn take(&self, bytes: usize) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(others) = *taken {
            if others == 0 || others + bytes <= self.most {
                *taken = Some(others + bytes);
                return;
            }
            taken = self
                .freed
                .wait(taken)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn give_back(&self, bytes: usize) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        *taken = taken.map(|all| all.saturating_sub(bytes));
        self.freed.notify_all();
    }
}

/// Nobody waits for room any more after a thread has ended.
struct OpenAtEnd<'r>(&'r Room);

impl Drop for OpenAtEnd<'_> {
    fn drop(&mut self) {
        let mut taken = self.0.taken.lock().unwrap_or_else(PoisonError::into_inner);
        *taken = None;
        self.0.freed.notify_all();
    }
}
