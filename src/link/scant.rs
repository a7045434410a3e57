//! Where two articles say little, or have little in common: what follows from that?

use super::{compare::compare, linker::Linker, pool::Pool};

/// Words of a headline, at most ...
const HEADLINE: u32 = 25;
/// ... and an article whose signature is this long ([`super::pool::Meta::norm`]) has more.
const SHORT: f32 = 60.0;

impl<P: Pool + ?Sized> Linker<'_, P> {
    /// Whether the two have one unit in common, or none.
    pub fn share_one_unit(&self, a: u32, b: u32) -> bool {
        let (first, second) = (self.signature(a), self.signature(b));
        let comparison = compare(&first, &second, &self.model().qualities);
        comparison.ours.iter().flatten().count() < 2
            || comparison.theirs.iter().flatten().count() < 2
    }

    /// Whether both articles say no more than a headline does.
    pub(super) fn are_headlines(&self, a: u32, b: u32) -> bool {
        [a, b].into_iter().all(|article| {
            // The words stand in the signature, which need not be read of a longer text.
            self.pool().meta(article).norm < SHORT && self.signature(article).words() <= HEADLINE
        })
    }
}
