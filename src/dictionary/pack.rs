//! How does a dictionary fit into the repository?
//!
//! As what it is made of rather than compiled, column by column, in one zstd
//! frame: spellings in order, each by what it shares with the one before it;
//! numbers by their high and low bytes. The Japanese dictionary takes 2.5 MB
//! so, compiled it would take 5.
//!
//! ```text
//! tilmash dictionary 2 <xxh3 of the frame, hexadecimal>\n
//! zstd frame of: name, char.def, unk.def, matrix, table of endings, columns, readings
//! ```
//!
//! Every text and every column stands behind its length in bytes (`u32`,
//! little-endian, as are all numbers).

use xxhash_rust::xxh3::xxh3_64;

use super::source::{Entry, Matrix, Source, WordClass};

const MAGIC: &str = "tilmash dictionary 2 ";
/// The header is `MAGIC`, sixteen digits and a line break.
const DIGITS: usize = 16;
/// More than any dictionary of ours, so that a damaged length does no harm.
const LARGEST: usize = 256 << 20;

/// The checksum that a packed dictionary states: what tells its versions apart.
pub fn stamp(packed: &[u8]) -> Option<&str> {
    let digits = packed.strip_prefix(MAGIC.as_bytes())?.get(..DIGITS)?;
    std::str::from_utf8(digits).ok()
}

/// Packs a dictionary whose words are in order.
///
/// # Errors
/// What zstd says.
pub fn pack(source: &Source) -> std::io::Result<Vec<u8>> {
    let mut out = Writer(Vec::new());
    out.bytes(source.name.as_bytes());
    out.bytes(source.characters.as_bytes());
    out.bytes(source.unknown.as_bytes());
    out.numbers(&[source.matrix.rights, source.matrix.lefts]);
    out.signed(&source.matrix.costs);

    let mut endings: Vec<(u8, String)> = Vec::new();
    let mut shared = Vec::new();
    let mut lengths = Vec::new();
    let mut letters = Vec::new();
    let mut ending_numbers = Vec::new();
    let mut before: &str = "";
    for entry in &source.entries {
        let common = common_chars(before, &entry.surface);
        let rest: Vec<u16> = entry
            .surface
            .chars()
            .skip(common)
            .collect::<String>()
            .encode_utf16()
            .collect();
        shared.push(u8::try_from(common).unwrap_or(u8::MAX));
        lengths.push(u8::try_from(rest.len()).unwrap_or(u8::MAX));
        letters.extend(rest);
        let ending = ending(&entry.surface, &entry.base);
        let known = endings.iter().position(|other| *other == ending);
        let number = known.unwrap_or_else(|| {
            endings.push(ending);
            endings.len() - 1
        });
        ending_numbers.push(u16::try_from(number).unwrap_or(u16::MAX));
        before = &entry.surface;
    }
    let table: String = endings
        .iter()
        .map(|(cut, add)| format!("{cut} {add}\n"))
        .collect();
    out.bytes(table.as_bytes());
    out.bytes(&shared);
    out.bytes(&lengths);
    out.numbers(&letters);
    let column = |get: fn(&Entry) -> u16| source.entries.iter().map(get).collect::<Vec<u16>>();
    out.numbers(&column(|entry| entry.left));
    // Nearly always the same as the left one: then all zeros.
    out.numbers(&column(|entry| entry.right.wrapping_sub(entry.left)));
    out.signed(
        &source
            .entries
            .iter()
            .map(|entry| entry.cost)
            .collect::<Vec<_>>(),
    );
    let classes: Vec<u8> = source
        .entries
        .iter()
        .flat_map(|entry| entry.class.code().bytes())
        .collect();
    out.bytes(&classes);
    out.numbers(&ending_numbers);
    // Other forms of a word take theirs from it.
    let readings = source.entries.iter().map(|entry| {
        let reading = if entry.base.is_empty() {
            entry.reading.as_str()
        } else {
            ""
        };
        format!("{reading}\n")
    });
    out.bytes(readings.collect::<String>().as_bytes());

    let frame = zstd::bulk::compress(&out.0, 22)?;
    let mut packed = format!("{MAGIC}{:016x}\n", xxh3_64(&frame)).into_bytes();
    packed.extend(frame);
    Ok(packed)
}

/// Unpacks a dictionary.
///
/// # Errors
/// What is wrong with it, in words.
pub fn unpack(packed: &[u8]) -> Result<Source, String> {
    let damaged = || "the packed dictionary is damaged".to_owned();
    let stamp = stamp(packed).ok_or("not a packed dictionary of this version")?;
    let frame = packed.get(MAGIC.len() + DIGITS + 1..).ok_or_else(damaged)?;
    if format!("{:016x}", xxh3_64(frame)) != stamp {
        return Err(damaged());
    }
    let bytes = zstd::bulk::decompress(frame, LARGEST).map_err(|error| error.to_string())?;
    read(&mut Reader(&bytes)).ok_or_else(damaged)
}

fn read(input: &mut Reader<'_>) -> Option<Source> {
    let name = input.text()?.to_owned();
    let characters = input.text()?.to_owned();
    let unknown = input.text()?.to_owned();
    let &[rights, lefts] = input.numbers()?.as_slice() else {
        return None;
    };
    let costs = input.signed()?;
    let endings: Vec<(usize, &str)> = input
        .text()?
        .lines()
        .map(|line| {
            let (cut, add) = line.split_once(' ')?;
            Some((cut.parse().ok()?, add))
        })
        .collect::<Option<_>>()?;
    let shared = input.bytes()?;
    let lengths = input.bytes()?;
    let letters = input.numbers()?;
    let mut letters = letters.as_slice();
    let lefts_of = input.numbers()?;
    let rights_of = input.numbers()?;
    let costs_of = input.signed()?;
    let classes = input.text()?;
    let ending_numbers = input.numbers()?;
    let readings = input.text()?;

    let mut entries = Vec::with_capacity(shared.len());
    let mut before: &str = "";
    let mut surfaces: Vec<String> = Vec::with_capacity(shared.len());
    for (&common, &length) in shared.iter().zip(lengths) {
        let (rest, tail) = letters.split_at_checked(usize::from(length))?;
        letters = tail;
        let mut surface: String = before.chars().take(usize::from(common)).collect();
        surface.push_str(&String::from_utf16(rest).ok()?);
        surfaces.push(surface);
        before = surfaces.last()?;
    }
    let columns = lefts_of.into_iter().zip(rights_of).zip(costs_of);
    let words = classes.split("").filter(|class| !class.is_empty());
    let words = surfaces.into_iter().zip(columns).zip(words);
    for ((((surface, ((left, right), cost)), class), ending), reading) in
        words.zip(ending_numbers).zip(readings.lines())
    {
        let (cut, add) = *endings.get(usize::from(ending))?;
        let base = if (cut, add) == (0, "") {
            String::new()
        } else {
            let kept = surface.chars().count().checked_sub(cut)?;
            let mut base: String = surface.chars().take(kept).collect();
            base.push_str(add);
            base
        };
        entries.push(Entry {
            surface,
            left,
            right: left.wrapping_add(right),
            cost,
            class: WordClass::of_code(class),
            base,
            reading: reading.to_owned(),
        });
    }
    let mut source = Source {
        name,
        entries,
        matrix: Matrix {
            rights,
            lefts,
            costs,
        },
        characters,
        unknown,
    };
    source.settle_readings();
    Some(source)
}

fn common_chars(a: &str, b: &str) -> usize {
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b);
    same.count().min(usize::from(u8::MAX))
}

/// How the base form comes from the surface: letters to cut, letters to add.
fn ending(surface: &str, base: &str) -> (u8, String) {
    if base.is_empty() || base == surface {
        return (0, String::new());
    }
    let common = common_chars(surface, base);
    let cut = surface.chars().count() - common;
    let add = base.chars().skip(common).collect();
    (u8::try_from(cut).unwrap_or(u8::MAX), add)
}

struct Writer(Vec<u8>);

impl Writer {
    fn bytes(&mut self, bytes: &[u8]) {
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        self.0.extend(length.to_le_bytes());
        self.0.extend(bytes);
    }

    /// All high bytes, then all low ones.
    fn numbers(&mut self, numbers: &[u16]) {
        let high = numbers.iter().map(|number| (number >> 8) as u8);
        let low = numbers.iter().map(|number| (number & 0xFF) as u8);
        self.bytes(&high.chain(low).collect::<Vec<u8>>());
    }

    fn signed(&mut self, numbers: &[i16]) {
        let numbers: Vec<u16> = numbers
            .iter()
            .map(|number| number.cast_unsigned())
            .collect();
        self.numbers(&numbers);
    }
}

struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn bytes(&mut self) -> Option<&'a [u8]> {
        let (length, rest) = self.0.split_first_chunk::<4>()?;
        let (bytes, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        self.0 = rest;
        Some(bytes)
    }

    fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    fn numbers(&mut self) -> Option<Vec<u16>> {
        let bytes = self.bytes()?;
        let (high, low) = bytes.split_at_checked(bytes.len() / 2)?;
        let pairs = high.iter().zip(low);
        Some(
            pairs
                .map(|(&high, &low)| u16::from_be_bytes([high, low]))
                .collect(),
        )
    }

    fn signed(&mut self) -> Option<Vec<i16>> {
        Some(self.numbers()?.into_iter().map(u16::cast_signed).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Source {
        let entry = |surface: &str, base: &str, class| Entry {
            surface: surface.to_owned(),
            left: 1,
            right: 1,
            cost: -300,
            class,
            base: base.to_owned(),
            reading: if class == WordClass::Word {
                "ヒキコム".to_owned()
            } else {
                String::new()
            },
        };
        Source {
            name: "sample".to_owned(),
            entries: vec![
                entry("引き込ま", "引き込む", WordClass::Word),
                entry("引き込む", "", WordClass::Word),
                entry("東京", "", WordClass::Name),
                entry("𠮷野家", "", WordClass::Name),
            ],
            matrix: Matrix {
                rights: 2,
                lefts: 2,
                costs: vec![0, -1, 2, 1000],
            },
            characters: "DEFAULT 0 1 0\n".to_owned(),
            unknown: "DEFAULT,1,1,9000,x\n".to_owned(),
        }
    }

    #[test]
    fn what_is_packed_comes_out_again() {
        let packed = pack(&sample()).unwrap();
        assert_eq!(unpack(&packed).unwrap(), sample());
        assert_eq!(sample().flaw(), None);
    }

    #[test]
    fn damage_is_told() {
        let packed = pack(&sample()).unwrap();
        for length in 0..packed.len() {
            assert!(unpack(&packed[..length]).is_err(), "{length}");
        }
        for at in 0..packed.len() {
            let mut damaged = packed.clone();
            damaged[at] ^= 0x55;
            let unpacked = unpack(&damaged);
            assert!(unpacked.is_err() || unpacked.unwrap() == sample(), "{at}");
        }
    }
}
