//! What do the n-grams of a text say about its language?
//!
//! A model is one table for each script: rows of n-grams, columns of
//! languages. A cell is the penalty that the n-gram lays on the language:
//! how much less likely it is there than in the language where it is
//! likeliest. N-grams that are not in the table say nothing.
//!
//! The file (made by `examples/train_detector.rs`) starts with lines of text
//! and an empty line:
//!
//! ```text
//! tilmash detector 1
//! Cyrl 13 0.012 kk=0 ky=0 ru=0 und-slavic=6
//! ```
//!
//! that is script, binary logarithm of the number of buckets, nats per unit
//! of penalty, and the columns with their handicaps in nats. A column whose name starts with `und` stands for languages that we do not
//! tell apart. Then, for each script, one byte of fingerprint for every row
//! ([`SLOTS`] rows to a bucket, zero where there is none), then the rows, a
//! byte for each column.

use super::ngrams::{self, SCRIPTS, Script};

/// Rows in a bucket.
pub const SLOTS: usize = 4;

/// The first line of a model file.
pub const MAGIC: &str = "tilmash detector 1";

/// The most columns that a table may have.
pub const MAX_COLUMNS: usize = 8;

/// The most that one word may say against a language, in nats.
const MAX_WORD_NATS: f32 = 8.0;

/// A trained detector.
#[derive(Debug, Default)]
pub struct Model {
    tables: Vec<Table>,
}

/// The n-grams of one script.
#[derive(Debug)]
pub struct Table {
    script: Script,
    bits: u32,
    nats_per_unit: f32,
    /// The most that one word may say, in units.
    most: u32,
    columns: Vec<Column>,
    fingerprints: &'static [u8],
    penalties: &'static [u8],
}

/// One language, or group of languages, of a table.
#[derive(Debug)]
pub struct Column {
    /// The language's code, or `und`.
    pub lang: &'static str,
    /// What it lacks from the start, in nats.
    pub handicap: f32,
}

/// How much a text lacks to be in each language of one script.
#[derive(Debug, Clone)]
pub struct Evidence<'m> {
    table: &'m Table,
    penalties: [u32; MAX_COLUMNS],
    /// Letters of the text in this script.
    pub letters: u32,
}

impl Model {
    /// Reads a model file.
    ///
    /// # Errors
    /// Says what is wrong with it.
    pub fn parse(data: &'static [u8]) -> Result<Self, &'static str> {
        let (magic, mut rest) = line(data).ok_or("no first line")?;
        if magic != MAGIC {
            return Err("not a detector of this version");
        }
        let mut tables = Vec::new();
        loop {
            let (header, after) = line(rest).ok_or("no empty line after the header")?;
            rest = after;
            if header.is_empty() {
                break;
            }
            tables.push(Table::from_header(header).ok_or("malformed line in the header")?);
        }
        for table in &mut tables {
            let rows = SLOTS << table.bits;
            (table.fingerprints, rest) = rest.split_at_checked(rows).ok_or("file cut short")?;
            (table.penalties, rest) = rest
                .split_at_checked(rows * table.columns.len())
                .ok_or("file cut short")?;
        }
        if !rest.is_empty() {
            return Err("bytes left over");
        }
        Ok(Self { tables })
    }

    /// What the words of `texts` say, for every script of the model, and the
    /// number of letters in scripts that the model lacks.
    pub fn read<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> (Vec<Evidence<'_>>, u32) {
        let mut evidence: Vec<_> = self.tables.iter().map(Evidence::none).collect();
        let mut place = [None; SCRIPTS.len()];
        for (table, at) in self.tables.iter().zip(0..) {
            if let Some(place) = place.get_mut(table.script.index()) {
                *place = Some(at);
            }
        }
        let mut foreign = 0;
        for text in texts {
            ngrams::for_each_word(text, |script, capital, word| {
                let at: Option<usize> = place.get(script.index()).copied().flatten();
                match at.and_then(|at| evidence.get_mut(at)) {
                    Some(evidence) => evidence.add(word, capital),
                    None => foreign += letters(word),
                }
            });
        }
        (evidence, foreign)
    }
}

/// Adds a row of penalties to their sums.
#[inline]
fn add(sums: &mut [u32; MAX_COLUMNS], row: &[u8]) {
    for (sum, &penalty) in sums.iter_mut().zip(row) {
        *sum += u32::from(penalty);
    }
}

/// The letters of a word between two blanks.
fn letters(word: &[char]) -> u32 {
    u32::try_from(word.len())
        .unwrap_or(u32::MAX)
        .saturating_sub(2)
}

/// The first line of `data` as text, and what follows it.
fn line(data: &'static [u8]) -> Option<(&'static str, &'static [u8])> {
    let end = data.iter().position(|&byte| byte == b'\n')?;
    let (line, rest) = data.split_at_checked(end)?;
    Some((std::str::from_utf8(line).ok()?, rest.get(1..)?))
}

impl Table {
    fn from_header(header: &'static str) -> Option<Self> {
        let mut fields = header.split(' ');
        let script = Script::from_code(fields.next()?)?;
        let bits = fields.next()?.parse().ok().filter(|&bits| bits < 24)?;
        let nats_per_unit: f32 = fields.next()?.parse().ok()?;
        let columns: Vec<_> = fields.map(Column::from_header).collect::<Option<_>>()?;
        (1..=MAX_COLUMNS).contains(&columns.len()).then_some(Self {
            script,
            bits,
            nats_per_unit,
            most: (MAX_WORD_NATS / nats_per_unit) as u32,
            columns,
            fingerprints: &[],
            penalties: &[],
        })
    }

    /// The penalties of an n-gram, a byte for each column; what follows them
    /// belongs to other n-grams.
    fn row(&self, hash: u32) -> Option<&[u8]> {
        let (bucket, fingerprint) = place(hash, self.bits);
        let first = bucket * SLOTS;
        let slots = self.fingerprints.get(first..)?.first_chunk::<SLOTS>()?;
        let slot = slots.iter().position(|&slot| slot == fingerprint)?;
        self.penalties.get((first + slot) * self.columns.len()..)
    }
}

impl Column {
    fn from_header(field: &'static str) -> Option<Self> {
        let (name, handicap) = field.split_once('=')?;
        Some(Self {
            lang: if name.starts_with("und") { "und" } else { name },
            handicap: handicap.parse().ok()?,
        })
    }
}

/// The bucket of an n-gram, and its fingerprint, which is never 0.
pub fn place(hash: u32, bits: u32) -> (usize, u8) {
    let bucket = (u64::from(hash) << bits) >> 32;
    let [low, ..] = hash.to_le_bytes();
    (usize::try_from(bucket).unwrap_or(0), low.max(1))
}

impl<'m> Evidence<'m> {
    fn none(table: &'m Table) -> Self {
        Self {
            table,
            penalties: [0; MAX_COLUMNS],
            letters: 0,
        }
    }

    /// Adds what one word says. A capitalised word is often a name, which
    /// says where its bearer comes from rather than what language the text is
    /// in: it counts a third. No word may say more than [`MAX_WORD_NATS`].
    fn add(&mut self, word: &[char], capital: bool) {
        self.letters += letters(word);
        let mut penalties = [0u32; MAX_COLUMNS];
        ngrams::for_each_ngram(word, |hash| {
            let Some(row) = self.table.row(hash) else {
                return;
            };
            // Adding a fixed number of columns, whatever is in the last of
            // them, is several times faster than adding just those in use.
            match row.first_chunk::<MAX_COLUMNS>() {
                Some(row) => add(&mut penalties, row),
                None => add(&mut penalties, row),
            }
        });
        let columns = self.table.columns.len();
        let least = penalties.iter().take(columns).min().copied().unwrap_or(0);
        for (sum, penalty) in self.penalties.iter_mut().zip(penalties).take(columns) {
            let penalty = (penalty - least).min(self.table.most);
            *sum += if capital { penalty / 3 } else { penalty };
        }
    }

    /// How much the script counts when a text mixes several. Names, brands
    /// and addresses in Latin letters turn up in every language, so other
    /// scripts count half as much again.
    pub fn weight(&self) -> u32 {
        match self.table.script {
            Script::Latn => 2 * self.letters,
            _ => 3 * self.letters,
        }
    }

    /// Every column's language with its probability; they sum to one, and
    /// `und` may occur more than once.
    pub fn posterior(&self) -> impl Iterator<Item = (&'static str, f32)> {
        let scale = self.table.nats_per_unit;
        let scores: Vec<f32> = self
            .table
            .columns
            .iter()
            .zip(self.penalties)
            .map(|(column, penalty)| -(penalty as f32 * scale) - column.handicap)
            .collect();
        let best = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        let total: f32 = scores.iter().map(|score| (score - best).exp()).sum();
        let columns = self.table.columns.iter();
        columns
            .zip(scores)
            .map(move |(column, score)| (column.lang, (score - best).exp() / total))
    }
}
