//! What may a run that writes use of the machine?

/// Threads, and memory that fills up before something is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Means {
    /// Threads that analyse and write, at least one.
    pub threads: usize,
    /// Bytes that are shared out among what waits to be written. Tables, memos and what
    /// is being read come on top of that: some 50 MiB, and a few times an article that
    /// is larger.
    pub memory: usize,
}

impl Means {
    /// Memory, if nothing else is said: 256 MiB.
    pub const MEMORY: usize = 256 << 20;
    /// Tantivy writes with less for a thread than it can use.
    const LEAST: usize = 16 << 20;

    /// So many threads, and the usual memory.
    #[must_use]
    pub fn new(threads: usize) -> Self {
        Self {
            threads: threads.max(1),
            memory: Self::MEMORY,
        }
    }

    /// What tantivy may fill with postings before it writes a segment, all threads
    /// together: half of all, for the other half goes into making segments of them.
    pub(super) fn postings(self) -> usize {
        (self.memory / 2).max(self.threads * Self::LEAST)
    }

    /// Bytes of articles that may wait for threads.
    #[must_use]
    pub fn waiting(self) -> usize {
        self.memory / 16
    }
}
