//! The candidates of every article, in little space: worked out once, then
//! read whenever pairs are judged, and kept from one commit to the next.

use std::{cell::RefCell, collections::BTreeSet, io};

use super::neighbours::{BestRival, Floor, Neighbour, Neighbours, Reprint};
use crate::index::Spill;

/// Stands for [`BestRival::None`]; no list is as long.
const NO_RIVAL: u16 = u16::MAX;

/// The candidates of all articles of a pool, by their numbers.
#[derive(Debug, Default)]
pub struct Lists {
    /// Where each article's record ends, counted from the first record.
    ends: Vec<u64>,
    records: Spill,
    /// Where the first record begins.
    base: u64,
    /// The keys that are not read, having too many articles.
    heavy: BTreeSet<u32>,
}

impl PartialEq for Lists {
    fn eq(&self, other: &Self) -> bool {
        let mut all = 0..u32::try_from(self.len()).unwrap_or(u32::MAX);
        let same = |article| self.record(article) == other.record(article);
        self.ends == other.ends && self.heavy == other.heavy && all.all(same)
    }
}

impl Lists {
    /// No candidates yet, with this room for them.
    pub(super) fn within(room: Spill) -> Self {
        Self {
            base: room.len(),
            records: room,
            ..Self::default()
        }
    }

    /// Adds the candidates of the next article.
    pub(super) fn push(&mut self, neighbours: &Neighbours) {
        let mut record = Vec::new();
        let out = &mut record;
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
        let known = |found: &&Neighbour| found.rival != BestRival::Unknown;
        let rivals = neighbours.cross.iter().take_while(known);
        let rivals = rivals.map(|found| match found.rival {
            BestRival::At(at) => at,
            BestRival::None | BestRival::Unknown => NO_RIVAL,
        });
        let rivals: Vec<u16> = rivals.take(lengths[0].into()).collect();
        for found in neighbours.reprints.iter().take(lengths[1].into()) {
            pair(out, found.article, found.containment);
        }
        for floor in neighbours.floors.iter().take(lengths[2].into()) {
            pair(out, floor.lang.into(), floor.cosine);
        }
        out.extend(rivals.iter().flat_map(|rival| rival.to_le_bytes()));
        self.records.append(&record);
        self.ends.push(self.records.len() - self.base);
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

    /// First-stage log-odds of a candidate, or what stands for them; `None` if
    /// it is none.
    pub fn log_odds(&self, article: u32, candidate: u32) -> Option<f32> {
        thread_local! {
            /// One for all that a thread reads.
            static BUFFER: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
        }
        BUFFER.with_borrow_mut(|record| {
            self.read(article, record)?;
            log_odds(record, candidate)
        })
    }

    /// The bytes of an article's record.
    fn record(&self, article: u32) -> Option<Vec<u8>> {
        let mut record = Vec::new();
        self.read(article, &mut record)?;
        Some(record)
    }

    fn read(&self, article: u32, into: &mut Vec<u8>) -> Option<()> {
        let at = article as usize;
        let start = match at.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        let end = *self.ends.get(at)?;
        let range = self.base.checked_add(start)?..self.base.checked_add(end)?;
        self.records.read(range, into)
    }

    /// The candidates of an article. `lang` tells the language of another by
    /// its number.
    pub fn get(&self, article: u32, lang: impl Fn(u32) -> u16) -> Option<Neighbours> {
        let record = self.record(article)?;
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
            None => BestRival::Unknown,
            Some(NO_RIVAL) => BestRival::None,
            Some(at) => BestRival::At(at),
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

    /// The bytes to keep, piece by piece.
    pub(super) fn encode(&self, out: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
        for part in [self.ends.len(), self.heavy.len()] {
            out(&(part as u64).to_le_bytes())?;
        }
        for end in &self.ends {
            out(&end.to_le_bytes())?;
        }
        for key in &self.heavy {
            out(&key.to_le_bytes())?;
        }
        self.records.each(self.base, out)
    }

    /// Reads what [`Lists::encode`] wrote, from this place on; the records stay
    /// where they are.
    pub(super) fn decode(spill: Spill, mut at: u64) -> Option<Self> {
        let mut bytes = Vec::new();
        let mut take = |count: u64, width: u64| {
            let end = at.checked_add(count.checked_mul(width)?)?;
            if end > spill.len() {
                return None;
            }
            spill.read(at..end, &mut bytes)?;
            at = end;
            Some(std::mem::take(&mut bytes))
        };
        let number = |bytes: &[u8; 8]| u64::from_le_bytes(*bytes);
        let counts = take(2, 8)?;
        let [ends, heavy] = counts.as_chunks::<8>().0 else {
            return None;
        };
        let ends = take(number(ends), 8)?;
        let ends = ends.as_chunks::<8>().0.iter().map(number).collect();
        let heavy = take(number(heavy), 4)?;
        let heavy = heavy.as_chunks::<4>().0.iter();
        let heavy = heavy.map(|key| u32::from_le_bytes(*key)).collect();
        Some(Self {
            ends,
            heavy,
            base: at,
            records: spill,
        })
    }
}

/// What a record says of a candidate.
fn log_odds(record: &[u8], candidate: u32) -> Option<f32> {
    let (lengths, pairs) = record.split_first_chunk::<6>()?;
    let cross = usize::from(u16::from_le_bytes(*lengths.first_chunk()?));
    let mut pairs = pairs.as_chunks::<8>().0.iter().take(cross);
    let found = pairs.find(|pair| pair.starts_with(&candidate.to_le_bytes()))?;
    Some(f32::from_le_bytes(*found.last_chunk()?))
}
