//! The candidates of every article, in little space: worked out once, then
//! read whenever pairs are judged, and kept from one commit to the next.

use std::collections::BTreeSet;

use super::{
    linker::Linker,
    neighbours::{Floor, Neighbour, Neighbours, Reprint, Rival},
    pool::Pool,
};

/// Stands for [`Rival::None`]; no list is as long.
const NO_RIVAL: u16 = u16::MAX;

/// The candidates of all articles of a pool, by their numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lists {
    /// Where each article's record ends.
    ends: Vec<u32>,
    records: Vec<u8>,
    /// The keys that are not read, having too many articles.
    heavy: BTreeSet<u32>,
}

impl Lists {
    /// Works out the candidates of all articles.
    pub fn compute<P: Pool + ?Sized>(linker: &Linker<'_, P>) -> Self {
        let mut lists = Self::default();
        let mut heavy = BTreeSet::new();
        linker.find_neighbours(
            &linker.pool().articles(),
            &mut |key| {
                heavy.insert(key.0);
            },
            &mut |_, found| lists.push(&found),
        );
        lists.heavy = heavy;
        lists
    }

    /// Adds the candidates of the next article.
    pub(super) fn push(&mut self, neighbours: &Neighbours) {
        let out = &mut self.records;
        let pair = |out: &mut Vec<u8>, article: u32, value: f32| {
            out.extend(article.to_le_bytes());
            out.extend(value.to_le_bytes());
        };
        let count = |length: usize| u16::try_from(length).unwrap_or(u16::MAX);
        let lengths = [
            count(neighbours.cross.len()),
            count(neighbours.reprints.len()),
            count(neighbours.floors.len()),
        ];
        out.extend(lengths.iter().flat_map(|length| length.to_le_bytes()));
        for found in neighbours.cross.iter().take(lengths[0].into()) {
            pair(out, found.article, found.log_odds);
        }
        // Rivals are known of the first few.
        let known = |found: &&Neighbour| found.rival != Rival::Unknown;
        let rivals = neighbours.cross.iter().take_while(known);
        let rivals = rivals.map(|found| match found.rival {
            Rival::At(at) => at,
            Rival::None | Rival::Unknown => NO_RIVAL,
        });
        let rivals: Vec<u16> = rivals.take(lengths[0].into()).collect();
        for found in neighbours.reprints.iter().take(lengths[1].into()) {
            pair(out, found.article, found.containment);
        }
        for floor in neighbours.floors.iter().take(lengths[2].into()) {
            pair(out, floor.lang.into(), floor.cosine);
        }
        out.extend(rivals.iter().flat_map(|rival| rival.to_le_bytes()));
        self.ends.push(u32::try_from(out.len()).unwrap_or(u32::MAX));
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Is there no article at all?
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The keys that are not read.
    pub(super) fn heavy(&self) -> &BTreeSet<u32> {
        &self.heavy
    }

    /// The same, for changes.
    pub(super) fn heavy_mut(&mut self) -> &mut BTreeSet<u32> {
        &mut self.heavy
    }

    /// The candidates of an article. `lang` tells the language of another by
    /// its number.
    pub fn get(&self, article: u32, lang: impl Fn(u32) -> u16) -> Option<Neighbours> {
        let at = article as usize;
        let start = match at.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        let record = self
            .records
            .get(start as usize..*self.ends.get(at)? as usize)?;
        let (lengths, pairs) = record.split_first_chunk::<6>()?;
        let mut lengths = lengths
            .as_chunks::<2>()
            .0
            .iter()
            .map(|length| usize::from(u16::from_le_bytes(*length)));
        let lengths: [usize; 3] = [lengths.next()?, lengths.next()?, lengths.next()?];
        let (pairs, rivals) = pairs.split_at_checked(8 * lengths.iter().sum::<usize>())?;
        let mut rivals = rivals.as_chunks::<2>().0.iter();
        let mut rival = || match rivals.next().map(|rival| u16::from_le_bytes(*rival)) {
            None => Rival::Unknown,
            Some(NO_RIVAL) => Rival::None,
            Some(at) => Rival::At(at),
        };
        let mut pairs = pairs.as_chunks::<8>().0.iter().map(|pair| {
            let (number, value) = pair.split_at(4);
            (
                u32::from_le_bytes(number.try_into().unwrap_or_default()),
                f32::from_le_bytes(value.try_into().unwrap_or_default()),
            )
        });
        let cross = pairs.by_ref().take(lengths[0]);
        let cross = cross.map(|(article, log_odds)| Neighbour {
            article,
            lang: lang(article),
            log_odds,
            rival: rival(),
        });
        let cross = cross.collect();
        let reprints = pairs.by_ref().take(lengths[1]);
        let reprints = reprints.map(|(article, containment)| Reprint {
            article,
            containment,
        });
        let reprints = reprints.collect();
        let floors = pairs.map(|(lang, cosine)| Floor {
            lang: u16::try_from(lang).unwrap_or(u16::MAX),
            cosine,
        });
        Some(Neighbours {
            cross,
            reprints,
            floors: floors.collect(),
        })
    }

    /// The bytes to keep.
    pub(super) fn encode(&self, out: &mut Vec<u8>) {
        for part in [self.ends.len(), self.heavy.len()] {
            out.extend((part as u64).to_le_bytes());
        }
        let numbers = self.ends.iter().chain(&self.heavy);
        out.extend(numbers.flat_map(|number| number.to_le_bytes()));
        out.extend(&self.records);
    }

    /// Reads what [`Lists::encode`] wrote.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let (ends, rest) = bytes.split_first_chunk::<8>()?;
        let (heavy, rest) = rest.split_first_chunk::<8>()?;
        let mut rest = rest;
        let mut numbers = |count: &[u8; 8]| {
            let count = usize::try_from(u64::from_le_bytes(*count)).ok()?;
            let (numbers, tail) = rest.split_at_checked(count.checked_mul(4)?)?;
            rest = tail;
            let numbers = numbers.as_chunks::<4>().0.iter();
            Some(numbers.map(|number| u32::from_le_bytes(*number)))
        };
        let ends = numbers(ends)?.collect();
        let heavy = numbers(heavy)?.collect();
        Some(Self {
            ends,
            heavy,
            records: rest.to_vec(),
        })
    }
}
