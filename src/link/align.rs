//! Which passage of one version corresponds to which of another?
//!
//! Passages are likened by the units they share; a unit that stands in many
//! passages counts little. The best alignment that keeps the order of both
//! texts is found by dynamic programming; a passage left over is aligned out
//! of order only if its likeness leaves no doubt. What has no counterpart, the
//! other outlet left out.

use std::ops::Range;

use super::{evidence::Compared, evidence::Text, model::Model};
use crate::{analysis::passages_of, article::Article};

/// Evidence in nats below which two passages do not correspond: passages of
/// different stories share a few common words in translation.
const LEAST: f32 = 6.0;
/// Evidence that lifts a passage out of the order.
const OUT_OF_ORDER: f32 = 15.0;

/// The passages of two articles and which correspond.
#[derive(Debug, Clone, PartialEq)]
pub struct Alignment {
    ours: Vec<Range<usize>>,
    theirs: Vec<Range<usize>>,
    /// For each passage of ours, the passage of theirs and the evidence.
    partner: Vec<Option<(usize, f32)>>,
}

impl Alignment {
    /// Aligns the passages of `a` with those of `b`.
    pub fn new(a: &Article, b: &Article, model: &Model) -> Self {
        Self::of(&Compared::new(a, b, model))
    }

    /// Aligns the passages of two articles that were compared before.
    pub fn of(compared: &Compared<'_>) -> Self {
        let ranges = |article: &Article| -> Vec<Range<usize>> {
            passages_of(article)
                .into_iter()
                .map(|(passage, _)| passage.range)
                .collect()
        };
        let (ours, theirs) = (ranges(compared.a.article), ranges(compared.b.article));
        let likeness = likeness(compared, &ours, &theirs);
        let partner = align(&likeness, theirs.len());
        Self {
            ours,
            theirs,
            partner,
        }
    }

    /// The passage of the second article that corresponds to a stretch of the
    /// first, as a byte range in its text; `None` if it was left out.
    pub fn counterpart(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let overlap = |own: &Range<usize>| {
            own.end
                .min(range.end)
                .saturating_sub(own.start.max(range.start))
        };
        let (at, _) = (self.ours.iter().enumerate())
            .map(|(at, own)| (at, overlap(own)))
            .filter(|(_, shared)| *shared > 0)
            .max_by(|x, y| x.1.cmp(&y.1).then(y.0.cmp(&x.0)))?;
        let (other, _) = (*self.partner.get(at)?)?;
        self.theirs.get(other).cloned()
    }

    /// Every passage of the first article with its counterpart and the
    /// evidence in nats, as byte ranges.
    pub fn pairs(&self) -> impl Iterator<Item = (Range<usize>, Option<(Range<usize>, f32)>)> + '_ {
        self.ours.iter().zip(&self.partner).map(|(own, partner)| {
            let other =
                partner.and_then(|(at, weight)| Some((self.theirs.get(at)?.clone(), weight)));
            (own.clone(), other)
        })
    }
}

/// For each passage of ours, its likeness to each of theirs.
fn likeness(
    compared: &Compared<'_>,
    ours: &[Range<usize>],
    theirs: &[Range<usize>],
) -> Vec<Vec<f32>> {
    let (of_a, of_b) = (places(&compared.a, ours), places(&compared.b, theirs));
    let mut likeness = vec![vec![0.0; theirs.len()]; ours.len()];
    for (found, in_a) in compared.comparison.ours.iter().zip(&of_a) {
        let Some(found) = found else { continue };
        let Some(in_b) = of_b.get(usize::from(found.other)) else {
            continue;
        };
        let share = found.weight / (in_a.len() * in_b.len()).max(1) as f32;
        for &i in in_a {
            for &j in in_b {
                if let Some(cell) = likeness.get_mut(i).and_then(|row| row.get_mut(j)) {
                    *cell += share;
                }
            }
        }
    }
    likeness
}

/// For each unit, the passages it stands in.
fn places(text: &Text<'_>, passages: &[Range<usize>]) -> Vec<Vec<usize>> {
    let mut places = vec![Vec::new(); text.extraction.signature.units().len()];
    for found in text
        .extraction
        .occurrences
        .iter()
        .filter(|found| !found.in_title)
    {
        let passage = passages.partition_point(|passage| passage.end <= found.range.start);
        if let Some(places) = places.get_mut(usize::from(found.unit))
            && passage < passages.len()
            && places.last() != Some(&passage)
        {
            places.push(passage);
        }
    }
    places
}

/// The alignment with the most evidence beyond [`LEAST`] in which partners
/// never fall, then what it left over, out of order.
fn align(likeness: &[Vec<f32>], theirs: usize) -> Vec<Option<(usize, f32)>> {
    // best[j]: the most evidence so far with no partner beyond the j-th;
    // chosen: for each row and such bound, the row's partner.
    let mut best = vec![0.0f32; theirs];
    let mut chosen: Vec<Vec<Option<usize>>> = Vec::with_capacity(likeness.len());
    for row in likeness {
        let mut next = best.clone();
        let mut choice: Vec<Option<usize>> = vec![None; theirs];
        let mut before = None;
        let slots = next.iter_mut().zip(&mut choice).zip(row.iter().zip(&best));
        for (j, ((total, choice), (&evidence, &so_far))) in slots.enumerate() {
            let with = so_far + evidence - LEAST;
            if evidence > LEAST && with > *total {
                (*total, *choice) = (with, Some(j));
            }
            // A tighter bound that does better is allowed here too.
            if let Some((earlier, partner)) = before
                && earlier > *total
            {
                (*total, *choice) = (earlier, partner);
            }
            before = Some((*total, *choice));
        }
        best = next;
        chosen.push(choice);
    }
    let mut partners = vec![None; likeness.len()];
    let mut bound = theirs.checked_sub(1);
    let rows = partners.iter_mut().zip(likeness).zip(&chosen);
    for ((partner, row), choice) in rows.rev() {
        let Some(at) = bound else { break };
        if let Some(j) = choice.get(at).copied().flatten() {
            *partner = Some((j, row.get(j).copied().unwrap_or(0.0)));
            bound = Some(j);
        }
    }
    for (partner, row) in partners.iter_mut().zip(likeness) {
        if partner.is_none() {
            *partner = row
                .iter()
                .copied()
                .enumerate()
                .filter(|(_, evidence)| *evidence >= OUT_OF_ORDER)
                .max_by(|x, y| x.1.total_cmp(&y.1).then(y.0.cmp(&x.0)));
        }
    }
    partners
}

#[cfg(test)]
mod tests {
    use super::*;

    fn partners(rows: &[&[f32]]) -> Vec<Option<usize>> {
        let likeness: Vec<Vec<f32>> = rows.iter().map(|row| row.to_vec()).collect();
        let found = align(&likeness, rows[0].len());
        found
            .into_iter()
            .map(|partner| partner.map(|(j, _)| j))
            .collect()
    }

    #[test]
    fn order_is_kept_where_it_can_be() {
        // The first row's best lies behind the second's: the order decides.
        let crossed: &[&[f32]] = &[&[10.0, 12.0], &[18.0, 0.0], &[0.0, 16.0]];
        assert_eq!(partners(crossed), [Some(0), Some(0), Some(1)]);
        // No likeness, no counterpart.
        assert_eq!(partners(&[&[2.0], &[10.0], &[0.0]]), [None, Some(0), None]);
        // What is beyond doubt may break the order.
        let moved: &[&[f32]] = &[&[0.0, 0.0, 24.0], &[40.0, 0.0, 0.0], &[0.0, 40.0, 0.0]];
        assert_eq!(partners(moved), [Some(2), Some(0), Some(1)]);
    }
}
