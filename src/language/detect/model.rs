//! What do the n-grams of a text say about its language?
//!
//! A model is one table for each script: rows of n-grams, columns of
//! languages. A cell is the penalty that the n-gram lays on the language:
//! how much less likely it is there than in the language where it is
//! likeliest. N-grams that are not in the table say nothing.
//!
//! The file (made by `trainers/train_detector/`) starts with lines of text
//! and an empty line:
//!
//! ```text
//! tilmash detector 2
//! Cyrl 8192 0.012 kk=0 ky=0 ru=0 uk=7 und-slavic=8
//! ```
//!
//! that is script, number of buckets, nats per unit of penalty, and the
//! columns with their handicaps in nats. The handicap is the prior: it decides
//! what a word or two are in, and is soon outweighed by a sentence. A column
//! whose name starts with `und` stands for languages that we do not tell
//! apart, but for Azerbaijani in `und-turkic`: see `turkic`. Then, for each script, one byte of fingerprint for every row
//! ([`SLOTS`] rows to a bucket, zero where there is none), then the rows, a
//! byte for each column.

use std::cmp::Reverse;

use super::{
    super::{az::AZERBAIJANI, ja::JAPANESE, zh::CHINESE},
    han::Signs,
    ngrams,
    script::{SCRIPTS, Script},
    strangers::Strangers,
    turkic,
};

/// Rows in a bucket.
pub const SLOTS: usize = 4;

/// The first line of a model file.
pub const MAGIC: &str = "tilmash detector 2";

/// The most columns that a table may have.
pub const MAX_COLUMNS: usize = 20;

/// The most that one word may say against a language, in nats.
const MAX_WORD_NATS: f32 = 8.0;

/// A trained detector.
#[derive(Debug, Default)]
pub struct Model {
    tables: Vec<Table>,
}

/// The n-grams of one script.
#[derive(Debug)]
struct Table {
    script: Script,
    buckets: u32,
    nats_per_unit: f32,
    /// The most that one word may say, in units.
    most: u32,
    columns: Vec<Column>,
    fingerprints: &'static [u8],
    penalties: &'static [u8],
}

/// One language, or group of languages, of a table.
#[derive(Debug)]
struct Column {
    /// The language's code, `und`, or [`turkic::COLUMN`].
    lang: &'static str,
    /// What it lacks from the start, in nats.
    handicap: f32,
}

/// How much a text lacks to be in each language of one script.
#[derive(Debug, Clone)]
struct Evidence<'m> {
    table: &'m Table,
    penalties: [u32; MAX_COLUMNS],
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
            let rows = SLOTS * table.buckets as usize;
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

    /// What the words of `texts` say.
    pub fn read<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> Reading<'_> {
        let mut reading = Reading {
            evidence: self.tables.iter().map(Evidence::none).collect(),
            letters: [0; SCRIPTS.len()],
            signs: Signs::default(),
            turkic: turkic::Letters::default(),
            strangers: SCRIPTS.map(|_| Strangers::default()),
        };
        let mut place = [None; SCRIPTS.len()];
        for (table, at) in self.tables.iter().zip(0..) {
            if let Some(place) = place.get_mut(table.script.index()) {
                *place = Some(at);
            }
        }
        for text in texts {
            ngrams::for_each_word(text, |script, capital, word| {
                if let Some(sum) = reading.letters.get_mut(script.index()) {
                    *sum += letters(word);
                }
                let at: Option<usize> = place.get(script.index()).copied().flatten();
                if let Some(evidence) = at.and_then(|at| reading.evidence.get_mut(at)) {
                    evidence.add(word, capital);
                }
                if let Some(strangers) = reading.strangers.get_mut(script.index()) {
                    strangers.add(script, capital, word);
                }
                match script {
                    Script::Latn => reading.turkic.add(word),
                    Script::Kana => reading.signs.kana += letters(word),
                    Script::Hani => word
                        .iter()
                        .filter(|&&c| c != ' ')
                        .for_each(|&c| reading.signs.add_han(c)),
                    _ => {}
                }
            });
        }
        reading
    }
}

/// What the letters and words of a text say about its language.
#[derive(Debug)]
pub struct Reading<'m> {
    /// For every script that has a table.
    evidence: Vec<Evidence<'m>>,
    /// Letters by [`Script::index`].
    letters: [u32; SCRIPTS.len()],
    signs: Signs,
    turkic: turkic::Letters,
    /// By [`Script::index`].
    strangers: [Strangers; SCRIPTS.len()],
}

impl Reading<'_> {
    /// Every script of the text with its share of the letters, weighed by
    /// [`Script::weight`]; they sum to one, the largest first. Chinese
    /// characters and Japanese syllables go together, as [`Script::Hani`].
    pub fn shares(&self) -> Vec<(Script, f32)> {
        let mut weights: Vec<(Script, u32)> = SCRIPTS
            .into_iter()
            .zip(self.letters)
            .map(|(script, letters)| (script, letters * script.weight()))
            .collect();
        let kana = weights.get(Script::Kana.index()).map_or(0, |kana| kana.1);
        for (script, weight) in &mut weights {
            match script {
                Script::Hani => *weight += kana,
                Script::Kana => *weight = 0,
                _ => {}
            }
        }
        weights.retain(|(_, weight)| *weight > 0);
        // Latin comes last among equals, for the reason that its weight is low.
        weights.sort_by_key(|(script, weight)| (Reverse(*weight), *script == Script::Latn));
        let total: u32 = weights.iter().map(|(_, weight)| weight).sum();
        weights
            .into_iter()
            .map(|(script, weight)| (script, weight as f32 / total as f32))
            .collect()
    }

    /// The languages that the part of the text in one script may be in, with
    /// probabilities that sum to one; `und` may occur more than once.
    pub fn posterior(&self, script: Script) -> Vec<(&'static str, f32)> {
        let table = |evidence: &&Evidence<'_>| evidence.table.script == script;
        if let Some(evidence) = self.evidence.iter().find(table) {
            let mut posterior = self.without_columns(evidence.posterior());
            if let Some(strangers) = self.strangers.get(script.index()) {
                strangers.weigh(&mut posterior);
            }
            return posterior;
        }
        match script {
            Script::Hani | Script::Kana => {
                let japanese = self.signs.japanese();
                vec![(JAPANESE.code, japanese), (CHINESE.code, 1.0 - japanese)]
            }
            _ => vec![(script.language().unwrap_or("und"), 1.0)],
        }
    }

    /// With the column of Turkic languages parted into Azerbaijani and others.
    fn without_columns(&self, mut posterior: Vec<(&'static str, f32)>) -> Vec<(&'static str, f32)> {
        let column = posterior
            .iter_mut()
            .find(|(name, _)| *name == turkic::COLUMN);
        if let Some((name, probability)) = column {
            let azerbaijani = *probability * self.turkic.azerbaijani();
            *name = "und";
            *probability -= azerbaijani;
            posterior.push((AZERBAIJANI.code, azerbaijani));
        }
        posterior
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
        let buckets = fields.next()?.parse().ok()?;
        let nats_per_unit: f32 = fields.next()?.parse().ok()?;
        let columns: Vec<_> = fields.map(Column::from_header).collect::<Option<_>>()?;
        (1..=MAX_COLUMNS).contains(&columns.len()).then_some(Self {
            script,
            buckets,
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
        let (bucket, fingerprint) = place(hash, self.buckets);
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
            lang: match name {
                turkic::COLUMN => name,
                _ if name.starts_with("und") => "und",
                _ => name,
            },
            handicap: handicap.parse().ok()?,
        })
    }
}

/// The bucket of an n-gram, and its fingerprint, which is never 0.
pub fn place(hash: u32, buckets: u32) -> (usize, u8) {
    let bucket = (u64::from(hash) * u64::from(buckets)) >> 32;
    let [low, ..] = hash.to_le_bytes();
    (usize::try_from(bucket).unwrap_or(0), low.max(1))
}

impl<'m> Evidence<'m> {
    fn none(table: &'m Table) -> Self {
        Self {
            table,
            penalties: [0; MAX_COLUMNS],
        }
    }

    /// Adds what one word says. A capitalised word is often a name, which
    /// says where its bearer comes from rather than what language the text is
    /// in: it counts a quarter. No word may say more than [`MAX_WORD_NATS`].
    fn add(&mut self, word: &[char], capital: bool) {
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
            *sum += if capital { penalty / 4 } else { penalty };
        }
    }

    /// Every column's language with its probability; they sum to one, and
    /// `und` may occur more than once.
    fn posterior(&self) -> Vec<(&'static str, f32)> {
        let scale = self.table.nats_per_unit;
        let columns = self.table.columns.iter();
        let scores: Vec<(&'static str, f32)> = columns
            .zip(self.penalties)
            .map(|(column, penalty)| (column.lang, -(penalty as f32 * scale) - column.handicap))
            .collect();
        let best = scores
            .iter()
            .map(|score| score.1)
            .fold(f32::NEG_INFINITY, f32::max);
        let total: f32 = scores.iter().map(|score| (score.1 - best).exp()).sum();
        scores
            .into_iter()
            .map(|(lang, score)| (lang, (score - best).exp() / total))
            .collect()
    }
}
