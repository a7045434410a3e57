//! Who competes with a pair, and who prints the same as either of it?

use super::{
    competition::{self, RIVALRY, Rivals, Side},
    linker::Linker,
    pool::Pool,
};

impl<P: Pool + ?Sized> Linker<'_, P> {
    /// Whether both print mostly the same words of one language.
    pub fn is_reprint(&self, a: u32, b: u32) -> bool {
        let of = |x: u32, y: u32| {
            let neighbours = self.neighbours(x);
            neighbours.reprints.iter().any(|found| found.article == y)
        };
        self.pool().meta(a).lang == self.pool().meta(b).lang && (of(a, b) || of(b, a))
    }

    /// The pair's rivals on both sides.
    pub fn rivals(&self, a: u32, b: u32) -> Rivals {
        let (of_a, of_b) = (self.neighbours(a), self.neighbours(b));
        competition::rivals(
            Side {
                article: a,
                lang: self.pool().meta(a).lang,
                neighbours: &of_a,
            },
            Side {
                article: b,
                lang: self.pool().meta(b).lang,
                neighbours: &of_b,
            },
            &mut |x, y| self.near(x, y),
        )
    }

    /// The features of the second stage.
    pub fn rivalry(&self, a: u32, b: u32, pair: f32) -> [f32; RIVALRY] {
        competition::features(pair, &self.rivals(a, b))
    }
}
