//! How does a dictionary become what the segmenter reads? lindera's own
//! builder compiles it, from files in a folder that is thrown away after.

use std::{
    fmt::Write as _,
    fs,
    io::{self, BufWriter, Write},
    path::Path,
};

use lindera::dictionary::{DictionaryBuilder, Metadata, Schema};

use super::source::Source;

/// The fields of a compiled word behind the four that every one has.
const FIELDS: [&str; 7] = [
    "surface",
    "left_context_id",
    "right_context_id",
    "cost",
    "class",
    "base",
    "reading",
];

/// Compiles a dictionary into an existing, empty folder.
///
/// # Errors
/// What the system or the builder says; a full disk keeps its kind.
pub(super) fn compile(source: &Source, into: &Path) -> io::Result<()> {
    if let Some(flaw) = source.flaw() {
        return Err(io::Error::new(io::ErrorKind::InvalidData, flaw));
    }
    let mut near = tempfile::Builder::new();
    near.prefix(".source-");
    // The builder takes the path for a pattern.
    let folder = match into.parent() {
        Some(parent) if !parent.to_string_lossy().contains(['[', ']', '*', '?']) => {
            near.tempdir_in(parent)?
        }
        _ => near.tempdir()?,
    };
    write_source(source, folder.path())?;
    let fields = FIELDS.map(str::to_owned).to_vec();
    let metadata = Metadata {
        name: source.name.clone(),
        encoding: "UTF-8".to_owned(),
        flexible_csv: false,
        skip_invalid_cost_or_id: false,
        normalize_details: false,
        dictionary_schema: Schema::new(fields.clone()),
        user_dictionary_schema: Schema::new(fields),
        ..Metadata::default()
    };
    DictionaryBuilder::new(metadata)
        .build_dictionary(folder.path(), into)
        .map_err(|error| {
            // The builder hides what the system said: ask it again.
            match tempfile::tempfile_in(into).and_then(|mut probe| probe.write_all(&[0; 1 << 16])) {
                Err(system) => system,
                Ok(()) => io::Error::other(error.to_string()),
            }
        })
}

fn write_source(source: &Source, folder: &Path) -> io::Result<()> {
    let mut words = BufWriter::new(fs::File::create(folder.join("words.csv"))?);
    for entry in &source.entries {
        writeln!(
            words,
            "{},{},{},{},{},{},{}",
            quoted(&entry.surface),
            entry.left,
            entry.right,
            entry.cost,
            entry.class.code(),
            quoted(&entry.base),
            quoted(&entry.reading)
        )?;
    }
    words.flush()?;
    let mut matrix = format!("{} {}\n", source.matrix.rights, source.matrix.lefts);
    let rows = source
        .matrix
        .costs
        .chunks(usize::from(source.matrix.lefts).max(1));
    for (right, row) in rows.enumerate() {
        for (left, cost) in row.iter().enumerate() {
            // Writing to a string cannot fail.
            let _ = writeln!(matrix, "{right} {left} {cost}");
        }
    }
    fs::write(folder.join("matrix.def"), matrix)?;
    fs::write(folder.join("char.def"), &source.characters)?;
    fs::write(folder.join("unk.def"), &source.unknown)
}

/// A field of a CSV line.
fn quoted(field: &str) -> String {
    if field.contains(['"', ',', ' ']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
