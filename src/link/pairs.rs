//! Which pairs does the product report, and which of them are linked?

use std::collections::BTreeSet;

use super::{linker::Linker, pool::Pool};

/// A pair as it is reported.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The article asked for.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// Calibrated probability that both tell the same story; symmetric.
    pub score: f32,
    /// Both belong to one story.
    pub linked: bool,
}

/// Which pairs are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Languages {
    /// Those of two languages only.
    Two,
    /// Those of one language as well.
    Any,
}

impl<P: Pool + ?Sized> Linker<'_, P> {
    /// The article's best candidates, at most `per_language` in each language,
    /// and every other member of its story; best first.
    pub fn pairs(&self, article: u32, per_language: usize, languages: Languages) -> Vec<Pair> {
        let lang = self.pool().meta(article).lang;
        let asked = |&other: &u32| {
            other != article
                && (languages == Languages::Any || self.pool().meta(other).lang != lang)
        };
        let story: BTreeSet<u32> = self.story(article).into_iter().filter(asked).collect();
        let best = self.best(article, per_language);
        let mut others: BTreeSet<u32> = best.filter(asked).collect();
        others.extend(&story);
        let mut pairs: Vec<Pair> = others
            .into_iter()
            .map(|other| Pair {
                a: article,
                b: other,
                score: self.score(article, other).score,
                linked: story.contains(&other),
            })
            .collect();
        pairs.sort_by(|x, y| {
            (y.score.total_cmp(&x.score))
                .then_with(|| self.pool().id(x.b).cmp(&self.pool().id(y.b)))
        });
        pairs
    }

    /// All pairs that [`Linker::pairs`] gives for any article, each once, until
    /// `visit` says `false`; so does this then.
    pub fn all_pairs(
        &self,
        per_language: usize,
        languages: Languages,
        visit: &mut dyn FnMut(Pair) -> bool,
    ) -> bool {
        for article in self.pool().articles() {
            for pair in self.pairs(article, per_language, languages) {
                // The side with the smaller identifier reports the pair; the
                // other does only if the first does not know it.
                let first = self.pool().id(article) < self.pool().id(pair.b);
                let theirs = || {
                    self.best(pair.b, per_language)
                        .any(|other| other == article)
                };
                if (first || !(pair.linked || theirs())) && !visit(pair) {
                    return false;
                }
            }
        }
        true
    }

    /// The likeliest candidates in each language, before competition.
    fn best(&self, article: u32, per_language: usize) -> std::vec::IntoIter<u32> {
        let mut taken: Vec<(u16, usize)> = Vec::new();
        let neighbours = self.neighbours(article);
        let best: Vec<u32> = neighbours
            .cross
            .iter()
            .filter(|neighbour| {
                let at = taken.iter().position(|(lang, _)| *lang == neighbour.lang);
                let at = at.unwrap_or_else(|| {
                    taken.push((neighbour.lang, 0));
                    taken.len() - 1
                });
                taken.get_mut(at).is_some_and(|(_, count)| {
                    *count += 1;
                    *count <= per_language
                })
            })
            .map(|neighbour| neighbour.article)
            .collect();
        best.into_iter()
    }
}
