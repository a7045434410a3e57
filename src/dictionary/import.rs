//! How is a dictionary of somebody else read?
//!
//! Two forms are understood: a folder of MeCab sources (`*.csv`, `matrix.def`,
//! `char.def`, `unk.def`, in UTF-8 or EUC-JP) in the columns of IPADIC, UniDic
//! or mecab-ko-dic, and a list of Chinese words with their counts as jieba
//! keeps it (`word count tag`, one a line).

use std::{fs, path::Path};

use super::source::{Entry, Matrix, Source, WordClass};
use crate::{
    error::{Error, Result},
    language::{ALL, Format, Words},
};

/// Costs of a word whose natural logarithm of probability is −1, so that they
/// are of the size that the segmenter's penalty for long words expects.
const PER_NAT: f64 = 600.0;

/// The language whose words a source holds, if its parts of speech tell.
pub fn language_of(source_path: &Path) -> Option<&'static str> {
    let format = format_of(source_path)?;
    let has =
        |words: Words| matches!(words, Words::Dictionary { format: its, .. } if its == format);
    ALL.iter()
        .find(|language| language.unspaced.is_some_and(|rules| has(rules.words)))
        .map(|language| language.code)
}

/// The form of a source, by its parts of speech.
fn format_of(source_path: &Path) -> Option<Format> {
    if source_path.is_file() {
        return Some(Format::WordList);
    }
    let csv = csv_files(source_path).ok()?.into_iter().next()?;
    let text = decode(fs::read(&csv).ok()?);
    let tag = text.lines().find_map(|line| fields(line).get(4).cloned())?;
    if tag
        .bytes()
        .all(|byte| byte.is_ascii_uppercase() || byte == b'+')
    {
        Some(Format::KoDic)
    } else {
        Some(Format::Ipadic)
    }
}

/// Reads the sources of a dictionary: a folder, or a list of words.
///
/// # Errors
/// [`Error::BadDictionary`] says what is wrong with it, [`Error::Io`] what
/// could not be read.
pub fn read(path: &Path) -> Result<Source> {
    let mut source = if path.is_dir() {
        read_mecab(path)?
    } else {
        let bytes = fs::read(path).map_err(|error| Error::io(path, error))?;
        read_word_list(path, &decode(bytes))?
    };
    source.tidy();
    source.settle_readings();
    match source.flaw() {
        None => Ok(source),
        Some(flaw) => Err(bad(path, flaw)),
    }
}

fn bad(path: &Path, reason: impl Into<String>) -> Error {
    Error::BadDictionary {
        path: path.to_owned(),
        reason: reason.into(),
    }
}

/// The CSV files of a folder, in order.
fn csv_files(folder: &Path) -> Result<Vec<std::path::PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|error| Error::io(folder, error))?;
    let mut files: Vec<_> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "csv"))
        .collect();
    files.sort();
    Ok(files)
}

/// Text in UTF-8, or else in the encoding of the older Japanese dictionaries.
fn decode(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes)
        .unwrap_or_else(|error| encoding_rs::EUC_JP.decode(error.as_bytes()).0.into_owned())
}

/// The fields of a CSV line; quotes are taken off, two inside them are one.
fn fields(line: &str) -> Vec<String> {
    let mut fields = Vec::new();
    let mut field = String::new();
    let mut quoted = false;
    let mut chars = line.trim_end_matches('\r').chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.next_if_eq(&'"').is_some() => field.push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(std::mem::take(&mut field)),
            c => field.push(c),
        }
    }
    fields.push(field);
    fields
}

fn read_mecab(folder: &Path) -> Result<Source> {
    let file = |name: &str| {
        let path = folder.join(name);
        fs::read(&path)
            .map(decode)
            .map_err(|error| bad(folder, format!("{name}: {error}")))
    };
    let matrix = read_matrix(&file("matrix.def")?).map_err(|reason| bad(folder, reason))?;
    let characters = file("char.def")?;
    let unknown: String = file("unk.def")?
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let fields = fields(line);
            let class = classify(fields.get(4..).unwrap_or_default()).0;
            let head = fields.get(..4).unwrap_or(&fields).join(",");
            format!("{head},{},\n", class.code())
        })
        .collect();
    let mut entries = Vec::new();
    for path in csv_files(folder)? {
        let bytes = fs::read(&path).map_err(|error| Error::io(&path, error))?;
        for (number, line) in decode(bytes).lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            let entry = read_entry(&fields(line)).ok_or_else(|| {
                bad(
                    &path,
                    format!("line {}: not a word with its costs", number + 1),
                )
            })?;
            entries.push(entry);
        }
    }
    let name = folder
        .file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    Ok(Source {
        name,
        entries,
        matrix,
        characters,
        unknown,
    })
}

fn read_entry(fields: &[String]) -> Option<Entry> {
    let [surface, left, right, cost, details @ ..] = fields else {
        return None;
    };
    let (class, base) = classify(details);
    let is_kana = |c: char| ('\u{30A1}'..='\u{30FC}').contains(&c);
    let reading = details
        .get(7)
        .filter(|reading| details.len() <= 12 && reading.chars().all(is_kana))
        // Of names, those of persons: places of some size stand in other tables.
        .filter(|_| class != WordClass::Name || details.get(2).is_some_and(|kind| kind == "人名"))
        .cloned();
    let cost: i32 = cost.trim().parse().ok()?;
    Some(Entry {
        surface: surface.clone(),
        left: left.trim().parse().ok()?,
        right: right.trim().parse().ok()?,
        cost: cost.clamp(i16::MIN.into(), i16::MAX.into()) as i16,
        class,
        base: base.filter(|base| base != surface).unwrap_or_default(),
        // Of an inflected form this is not the reading of its base.
        reading: reading.unwrap_or_default(),
    })
}

/// The class and the base form that the details of a word tell, in the columns
/// of IPADIC, UniDic or mecab-ko-dic.
pub(super) fn classify(details: &[impl AsRef<str>]) -> (WordClass, Option<String>) {
    let at = |column: usize| details.get(column).map_or("", AsRef::as_ref);
    let (part, kind) = (at(0), at(1));
    if part.starts_with(|c: char| c.is_ascii_uppercase()) {
        return classify_korean(part, at(4), at(7));
    }
    let class = match (part, kind) {
        (
            "助詞" | "助動詞" | "記号" | "補助記号" | "空白" | "接続詞" | "連体詞" | "フィラー",
            _,
        )
        | ("動詞" | "形容詞", "非自立" | "接尾" | "非自立可能")
        | ("名詞", "非自立" | "助動詞語幹") => WordClass::Function,
        ("名詞", "固有名詞") => WordClass::Name,
        _ => WordClass::Word,
    };
    let unidic = details.len() > 12;
    let base = at(if unidic { 10 } else { 6 });
    let conjugates = matches!(part, "動詞" | "形容詞" | "助動詞");
    (
        class,
        (conjugates && !matches!(base, "" | "*")).then(|| base.to_owned()),
    )
}

fn classify_korean(tag: &str, kind: &str, expression: &str) -> (WordClass, Option<String>) {
    let first = tag.split('+').next().unwrap_or_default();
    let class = match first {
        "NNP" => WordClass::Name,
        "VX" | "VCP" | "VCN" | "IC" | "MAJ" => WordClass::Function,
        // Particles, endings, suffixes, symbols.
        _ if first.starts_with(['J', 'E', 'X']) && first != "XPN" && first != "XR" => {
            WordClass::Function
        }
        "SF" | "SE" | "SSO" | "SSC" | "SC" | "SY" => WordClass::Function,
        _ => WordClass::Word,
    };
    let morpheme = expression.split(['+', '/']).next().unwrap_or_default();
    let base = (kind == "Inflect" && !morpheme.is_empty()).then(|| morpheme.to_owned());
    (class, base)
}

/// So many costs may be left out without a question.
const SMALL_MATRIX: usize = 1 << 20;

fn read_matrix(text: &str) -> Result<Matrix, String> {
    let mut lines = text.lines();
    let mut size = lines.next().unwrap_or_default().split_whitespace();
    let mut dimension = || size.next()?.parse::<u16>().ok().filter(|size| *size > 0);
    let (Some(rights), Some(lefts)) = (dimension(), dimension()) else {
        return Err("matrix.def does not begin with its size".to_owned());
    };
    // A line a cell is the rule: a few bytes must not ask for gigabytes.
    let cells = usize::from(rights) * usize::from(lefts);
    if cells > SMALL_MATRIX.max(text.len()) {
        return Err(format!(
            "matrix.def says it has {rights} × {lefts} costs, which do not fit into its {} bytes",
            text.len()
        ));
    }
    let mut costs = vec![0_i16; cells];
    for (number, line) in lines
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let mut numbers = line.split_whitespace().map(str::parse::<i32>);
        let mut next = || numbers.next()?.ok();
        let cell = (|| {
            let (right, left, cost) = (next()?, next()?, next()?);
            let (right, left) = (usize::try_from(right).ok()?, usize::try_from(left).ok()?);
            (left < usize::from(lefts)).then_some(())?;
            let cell = costs.get_mut(right * usize::from(lefts) + left)?;
            *cell = cost.clamp(i16::MIN.into(), i16::MAX.into()) as i16;
            Some(())
        })();
        cell.ok_or_else(|| format!("matrix.def, line {}: {line:?}", number + 2))?;
    }
    Ok(Matrix {
        rights,
        lefts,
        costs,
    })
}

/// Chinese characters are words of their own where no longer word is known.
const CHINESE_CHARACTERS: &str = "\
DEFAULT 0 1 0
SPACE 0 1 0
HANZI 0 0 1
0x0020 SPACE
0x3005..0x3007 HANZI
0x3400..0x4DBF HANZI
0x4E00..0x9FFF HANZI
0xF900..0xFAFF HANZI
";

const CHINESE_UNKNOWN: &str = "DEFAULT,0,0,16000,w,\nSPACE,0,0,16000,f,\nHANZI,0,0,14000,w,\n";

/// A list of words with their counts: what a word costs is the logarithm of
/// its probability, and nothing is known of neighbourhoods (a unigram model).
fn read_word_list(path: &Path, text: &str) -> Result<Source> {
    let mut words: Vec<(&str, f64, WordClass)> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let mut fields = line.split_whitespace();
        let Some(word) = fields.next() else { continue };
        let count: f64 = fields
            .next()
            .and_then(|count| count.parse().ok())
            .filter(|count| (0.0..1e12).contains(count))
            .ok_or_else(|| bad(path, format!("line {}: not `word count tag`", number + 1)))?;
        words.push((
            word,
            count.max(1.0),
            chinese_class(fields.next().unwrap_or_default()),
        ));
    }
    let total: f64 = words.iter().map(|(_, count, _)| count).sum();
    let entries = words
        .into_iter()
        .map(|(word, count, class)| Entry {
            surface: word.to_owned(),
            left: 0,
            right: 0,
            cost: ((total / count).ln() * PER_NAT).min(f64::from(i16::MAX)) as i16,
            class,
            base: String::new(),
            reading: String::new(),
        })
        .collect();
    Ok(Source {
        name: path
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
        entries,
        matrix: Matrix {
            rights: 1,
            lefts: 1,
            costs: vec![0],
        },
        characters: CHINESE_CHARACTERS.to_owned(),
        unknown: CHINESE_UNKNOWN.to_owned(),
    })
}

/// By the tags of the Chinese Academy of Sciences, which jieba uses.
fn chinese_class(tag: &str) -> WordClass {
    match tag {
        "nr" | "nrt" | "nrfg" | "ns" | "nt" | "nz" => WordClass::Name,
        "p" | "c" | "y" | "e" | "o" | "k" => WordClass::Function,
        _ if tag.starts_with('u') => WordClass::Function,
        _ => WordClass::Word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_read_as_csv_has_them() {
        for (line, expected) in [
            ("空港,1,1,3000", &["空港", "1", "1", "3000"][..]),
            (r#"",",1"#, &[",", "1"]),
            (r#""""",1"#, &["\"", "1"]),
            (r#""a ""b""",,c"#, &["a \"b\"", "", "c"]),
            ("", &[""]),
        ] {
            assert_eq!(fields(line), expected, "{line}");
        }
    }
}
