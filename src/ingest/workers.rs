//! Who analyses and writes what one thread reads?

use std::{sync::mpsc, thread};

use crate::{
    article::Article,
    error::{Error, Result},
    index::{Preparer, Writer},
};

/// Runs `produce` with a function that hands articles to threads which
/// analyse and write them.
pub(super) fn with_workers<T>(
    writer: &Writer,
    threads: usize,
    produce: impl FnOnce(&mut dyn FnMut(Article) -> Result<()>) -> Result<T>,
) -> Result<T> {
    /// How many articles may wait for a thread: enough to keep it busy, few
    /// enough to keep memory flat when they are large.
    const WAITING: usize = 8;
    thread::scope(|scope| {
        let (senders, workers): (Vec<_>, Vec<_>) = (0..threads.max(1))
            .map(|_| {
                let (sender, receiver) = mpsc::sync_channel::<Article>(WAITING);
                let worker = scope.spawn(move || {
                    let mut preparer = Preparer::new(writer.fields());
                    receiver
                        .iter()
                        .try_for_each(|article| writer.write(preparer.prepare(&article)))
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
